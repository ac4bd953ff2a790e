"""Monitors whose term ends are asked, once in a fiscal year and in time, whether they stay; by the worker, or by a command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers import survey_wording
from handlers.city import City
from panel.price import price
from storage import audit, monitors, waves
from storage.database import Database
from storage.outbox import sealed_body
from storage.sealing import Seal


class NotAsked(Exception):
    """Nobody is asked now; the message tells staff why."""


class QuotaTooSmall(NotAsked):
    """What LINE still grants this month does not do for all of them."""


def ask(
    database: Database,
    city: City,
    seal: Seal,
    now: datetime,
    granted: Callable[[], tuple[int | None, int] | None],
    *,
    by: str = "",
) -> int:
    """Write their letters, one push each; how many people. ``by`` is who did it, for the record ("": the worker).

    ``granted`` asks LINE for the month's quota, and is called only where there is somebody to ask. Raises NotAsked.
    """
    rules = city.panel
    if rules.quiet is not None and rules.quiet.cover(now):
        raise NotAsked("送信を控える時間帯です。")
    if any(one.covers(now) for one in rules.elections):
        raise NotAsked("選挙の期間です。")
    purpose = monitors.renewal_purpose(now)
    with database.reading() as session:
        if waves.was_written(session, purpose):
            raise NotAsked("今年度の更新のお願いは、もう送りました。")
        people = monitors.count_to_renew(session, now)
    if not people:
        return 0
    known = granted()
    if known is None:
        raise NotAsked("今月の残りを、いまLINEに確かめられません。")
    cost = price(people, 0, *known)
    if cost.missing:
        raise QuotaTooSmall(cost.in_words())
    body = sealed_body(survey_wording.renewal(city), seal)
    with database.writing() as session:
        ids = monitors.to_renew(session, now)
        if waves.was_written(session, purpose):
            raise NotAsked("今年度の更新のお願いは、もう送りました。")
        people = waves.write_notice(session, ids, purpose, body, seal, now)
        audit.record(session, "monitors.renewal_asked", "panel", now, by=by, people=people)
    return people
