"""What came of surveys, for those who were asked and have not been told: it goes along with their next answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from handlers import survey_wording
from handlers.city import City
from handlers.panel_facts import Beside, Tidings
from handlers.survey_wording import RESULTS_AFTER
from storage import results_told, survey_results
from storage.database import Database
from storage.sealing import Seal
from storage.surveys import Kept

# Who does not write for so long after a close is not told any more; 「アンケート」 still shows it.
TOLD_FOR = timedelta(days=180)
# How late a process may notice that figures are out. Meanwhile an ordinary question costs no statement.
_LOOKS_EVERY = timedelta(seconds=2)

# What has closed changes no more but for the city's word, and counting it takes several statements.
_KEPT: WeakKeyDictionary[Engine, dict[tuple[object, ...], Tidings]] = WeakKeyDictionary()


def of_survey(session: Session, kept: Kept, city: City, seal: Seal, now: datetime) -> Tidings:
    """What came of a survey that has closed."""
    today = day_in_japan(now)
    is_late = kept.reflection_by is not None and kept.reflection_by < today
    known = _KEPT.setdefault(session.connection().engine, {})
    name = (kept.id, kept.closed_at, kept.reflection, kept.reflection_by, city.name, city.voice.desk, is_late)
    if name not in known:
        report = survey_results.report(session, kept.id, city.panel.results, seal)
        known[name] = survey_wording.tidings(report, city.voice.desk, today)
    return known[name]


def are_out(kept: Kept, now: datetime) -> bool:
    """Whether the figures of a survey are told."""
    return kept.state == "reported" or (kept.state == "closed" and now >= kept.survey.closes_at + RESULTS_AFTER)


class News:
    """Looks from time to time which results are out, and tells who has not heard of them."""

    def __init__(self, database: Database, city: City, seal: Seal) -> None:
        self._database = database
        self._city = city
        self._seal = seal
        self._looked_at: datetime | None = None
        self._out: dict[int, Kept] = {}

    def beside(self, now: datetime) -> tuple[Beside, ...]:
        """The surveys about an indicator, the newest first, where the city wants them found. Raises DatabaseAway."""
        if not self._city.panel.results.beside_indicator:
            return ()
        self._look(now)
        named = [kept for kept in reversed(self._out.values()) if kept.survey.indicator]
        if not named:
            return ()
        with self._database.reading() as session:
            return tuple(
                Beside(kept.survey.indicator or "", of_survey(session, kept, self._city, self._seal, now))
                for kept in named
            )

    def for_chats(self, chats: Sequence[str], now: datetime) -> dict[str, tuple[Tidings, ...]]:
        """What each chat is to be told, the oldest first; chats without any are missing. Raises DatabaseAway."""
        self._look(now)
        if not self._out:
            return {}
        with_word = [id_ for id_, kept in self._out.items() if kept.reflection is not None]
        with self._database.reading() as session:
            untold = results_told.untold(session, chats, self._out, with_word)
            return {
                chat: tuple(of_survey(session, self._out[id_], self._city, self._seal, now) for id_ in ids)
                for chat, ids in untold.items()
            }

    def _look(self, now: datetime) -> None:
        if self._looked_at is not None and self._looked_at <= now < self._looked_at + _LOOKS_EVERY:
            return
        with self._database.reading() as session:
            found = results_told.out(session, now - RESULTS_AFTER, now - TOLD_FOR)
        self._out = {kept.id: kept for kept in found}
        self._looked_at = now
