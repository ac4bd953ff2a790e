"""What the draft of 施策の年次評価 and the ledger show of a measure: its sheets, the voices, the surveys, the notes."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from console.review import Review
from handlers.city import City
from knowledge.language.text import fold
from knowledge.ledger.by_measure import OneMeasure, measures
from panel.report import Report
from storage import amendments, figures, review_notes, survey_results, surveys
from storage.case_lists import Sight
from storage.figures import Figures
from storage.sealing import Seal


def measures_of(session: Session, city: City) -> list[OneMeasure]:
    """Every measure of the city in the documents."""
    return measures((sheet for _, sheet in amendments.parts(session).held(city)), city.name)


def voices_and_surveys(
    session: Session, measure: OneMeasure, year: int, city: City, sight: Sight, seal: Seal
) -> tuple[Figures, list[Report]]:
    """The voices about a measure that came in a fiscal year, and what monitors answered about it, by the same functions as
    集計 and アンケート."""
    first, last = figures.fiscal_year(year)
    counted = figures.counted(session, first, min(last, sight.today), sight, measure=measure.name)
    held = [
        one.id
        for one in surveys.listed(session, "closed", "reported")
        if same(one.survey.measure or "", measure.name) and _within(day_in_japan(one.survey.closes_at), first, last)
    ]
    return counted, [survey_results.report(session, id_, city.panel.results, seal) for id_ in held]


def review_of(session: Session, measure: OneMeasure, year: int, city: City, sight: Sight, seal: Seal) -> Review:
    """All that goes into the draft."""
    counted, reports = voices_and_surveys(session, measure, year, city, sight, seal)
    notes = review_notes.of(session, measure.name, year, seal)
    return Review(city.name, measure, year, counted, reports, notes)


def same(name: str, other: str) -> bool:
    """Whether two names of measures are one, however typed by hand: with other blanks or full-width."""
    first, second = (fold(one, kana=False, spaces=False) for one in (name, other))
    return first == second


def _within(day: date, first: date, last: date) -> bool:
    return first <= day <= last
