"""Applicants become monitors in bulk and each hears of it by one push, whether staff do it at the desk or by a command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from handlers import survey_wording
from handlers.city import City
from panel.calendar import term_until
from panel.price import price
from panel.quotas import By
from storage import monitors, waves
from storage.monitors import Registered
from storage.outbox import sealed_body
from storage.sealing import Seal


class CannotBeTold(Exception):
    """What LINE still grants this month does not do for all of them; the message tells staff so."""


def register_and_tell(
    session: Session,
    city: City,
    seal: Seal,
    *,
    by: By,
    quotas: Mapping[str, int],
    capacity: int,
    granted: tuple[int | None, int] | None,
    now: datetime,
) -> Registered:
    """Register whom the quotas choose, and write one letter to each of them and to everybody who now has to wait.

    ``granted`` is the month's quota (None: no limit) and what was used of it, asked before this transaction; None where
    LINE did not say: the letters then wait until it can be reached. Raises CannotBeTold, after which the caller's
    transaction must not be kept.
    """
    selection = monitors.register(session, by=by, quotas=quotas, capacity=capacity, now=now)
    people = len(selection.chosen) + len(selection.newly_waiting)
    if granted is not None and (cost := price(people, 0, *granted)).missing:
        raise CannotBeTold(f"本人に知らせる{people:,}通に、今月の残り{cost.left:,}通では足りません。")
    welcome = sealed_body(survey_wording.registered(city, term_until(day_in_japan(now))), seal)
    later = sealed_body(survey_wording.waiting(city), seal)
    waves.write_notice(session, selection.chosen, "registered", welcome, seal, now)
    waves.write_notice(session, selection.newly_waiting, "waiting", later, seal, now)
    return selection
