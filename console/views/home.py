"""The first page: what is to be done today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template

from console import leaving
from console import sight as own
from console.desk import desk, me
from console.guard import needs
from console.survey_duties import owed, owed_to_applicants
from console.words import VIEWS
from storage import case_lists, monitors, surveys, taking_down, timeline, withdrawn
from storage.case_lists import View
from storage.surveys import Kept

pages = Blueprint("home", __name__)

# What cannot wait comes first; the page holds ten rows, whatever they are.
_SECTIONS: tuple[View, ...] = ("urgent", "overdue", "due", "to_send", "decision", "replied", "unread", "section")
# A section has been asked itself, and is waited for.
_OF_A_SECTION: tuple[View, ...] = ("urgent", "section", "overdue", "due", "to_send", "decision", "replied", "unread")
_MOST_ROWS = 10
# Whoever asked a section, or is away for a week, reads of what was withdrawn meanwhile.
_TOLD_OF_FOR = timedelta(days=14)


@pages.get("/")
@needs("read")
def today() -> str:
    """今日やること."""
    shown: set[int] = set()
    sections = []
    asked: dict[int, dict[str, Any]] = {}
    with desk().database.reading() as session:
        counted = case_lists.counters(session, own.sight())
        for view in _SECTIONS if me().department is None else _OF_A_SECTION:
            room = _MOST_ROWS - len(shown)
            if not counted[view] or not room:
                continue
            rows = case_lists.first(session, view, own.sight(), desk().seal, _MOST_ROWS)
            rows = tuple(row for row in rows if row.id not in shown)[:room]
            shown.update(row.id for row in rows)
            if view == "section":
                asked = timeline.newest_inquiries(session, [row.id for row in rows], desk().seal, to=me().department)
            if rows:
                sections.append((view, VIEWS[view], rows, counted[view]))
        everything = surveys.listed(session)
        running = [(one, surveys.progress(session, one.id)) for one in everything if one.state == "open"]
        applied = sum(one.count for one in monitors.counts(session) if one.state == "applied")
        to_clear = taking_down.count_still_there(session, of=me().department)
        gone = withdrawn.since(session, desk().clock() - _TOLD_OF_FOR, me().department)
        held = leaving.held(session, [row for section in sections for row in section[2]])
    return render_template(
        "home/today.html",
        held=held,
        sections=sections,
        counted=counted,
        asked=asked,
        days_left=own.days_left,
        surveys=running,
        survey_duties=_survey_duties(everything),
        monitor_duty=_monitor_duty(applied),
        to_clear=to_clear,
        withdrawn=gone[:_MOST_ROWS],
        more_withdrawn=len(gone[_MOST_ROWS:]),
    )


def _survey_duties(kept: list[Kept]) -> list[tuple[Kept, str]]:
    """The surveys about which the office has to do something, and what. The panel is no section's."""
    if me().department is not None:
        return []
    return [(one, owed_now) for one in kept if (owed_now := owed(one, own.today()))]


def _monitor_duty(applied: int) -> str:
    """What is owed to so many applicants; "" where nothing is, and to accounts of a section."""
    return "" if me().department is not None else owed_to_applicants(applied, desk().city.panel.recruiting, own.today())
