"""Figures for the operator, counted from the rows when asked for: the same whichever process answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast, get_args

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from handlers.model import Doubt
from knowledge.reply import Outcome
from storage import answers, inbox, mails, outbox, signs, troubles
from storage.database import Database
from storage.models.letters import LetterState

_ANSWERS_COUNTED = timedelta(days=30)

# What the rows do not tell; left out while nobody knows it.
_NOTICED = {
    "quota": "People pushes may reach this month, as LINE told last",
    "quota_used": "People they have reached this month, as LINE told last",
    "line_refuses": "1 while LINE does not take our access token",
    "forwarded": "Webhooks passed on to the other tool",
    "not_forwarded": "Webhooks the other tool did not take",
}


class Figures(Collector):
    """Backlogs and troubles. Counts only: nothing of a resident is in here."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        return []  # registering must not ask the database

    def collect(self) -> Iterator[Metric]:
        with self._database.reading() as session:
            waiting, oldest = inbox.waiting(session)
            dead = inbox.dead(session)
            letters = outbox.counts(session)
            since = self._clock() - _ANSWERS_COUNTED
            outcomes, doubts = answers.outcomes(session, since), answers.doubts(session, since)
            now = self._clock()
            letter = troubles.oldest_letter(session, now)
            batches_waiting, batches_dead = troubles.batches(session)
            unsent = sum(mails.dead(session).values())
            seen, workers = signs.seen(session), signs.workers(session, now - signs.SHOWN_WITHIN)
        age = (now - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily("koe_events_waiting", "Events not handled yet", value=waiting)
        yield GaugeMetricFamily("koe_events_oldest_seconds", "How long the oldest of them has waited", value=age)
        yield GaugeMetricFamily("koe_events_dead", "Events that could not be handled", value=dead)
        family = GaugeMetricFamily("koe_letters", "Letters by state", labels=["state"])
        for state in get_args(LetterState):
            family.add_metric([state], letters.get(cast("LetterState", state), 0))
        yield family
        letter_age = (now - letter).total_seconds() if letter else 0.0
        yield GaugeMetricFamily(
            "koe_letters_oldest_seconds", "How long the oldest sendable letter waits", value=letter_age
        )
        yield GaugeMetricFamily("koe_batches_waiting", "Batches of pushes not sent yet", value=batches_waiting)
        yield GaugeMetricFamily("koe_batches_dead", "Batches of pushes given up", value=batches_dead)
        yield GaugeMetricFamily("koe_mails_dead", "Mails to staff that could not be sent", value=unsent)
        shown = f"Workers that showed themselves in the last {signs.SHOWN_WITHIN.total_seconds():.0f} seconds"
        yield GaugeMetricFamily("koe_workers", shown, value=len(workers))
        for name, meaning in _NOTICED.items():
            if (sign := seen.get(name)) is not None and sign.number is not None:
                yield GaugeMetricFamily(f"koe_{name}", meaning, value=sign.number)
        yield _by("koe_answers", "Answers of the last 30 days", "outcome", get_args(Outcome), outcomes)
        yield _by("koe_answers_doubted", "Those of them said to be wrong", "about", get_args(Doubt), doubts)


def _by(name: str, meaning: str, label: str, values: Sequence[str], counted: Mapping[Any, int]) -> GaugeMetricFamily:
    """A figure for each value of a label, 0 for those never counted."""
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for value in values:
        family.add_metric([value], counted.get(value, 0))
    return family
