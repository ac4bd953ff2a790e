"""台帳: measure by measure what was aimed at and reached, beside what residents said of it; and the log of all answers."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from console import sight as own
from console.desk import desk
from console.guard import needs
from console.review_facts import measures_of, voices_and_surveys
from console.typed import row_number
from console.words import OUTCOMES
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.by_measure import OneMeasure, printed
from panel.results import HIDDEN, NO_ESTIMATE, answers_of, in_words, rate, row_name
from storage import answers
from storage.models.base import milliseconds, moment

pages = Blueprint("ledger", __name__, url_prefix="/knowledge")

_PAGE = 50


def all_measures() -> list[OneMeasure]:
    """Every measure of the city in the documents."""
    with desk().database.reading() as session:
        return measures_of(session, desk().city)


def the_measure() -> OneMeasure:
    """The measure the address names; the 404 page where there is none."""
    wanted = request.values.get("measure", "")
    found = next((one for one in all_measures() if one.name == wanted), None)
    return found or abort(404)


@pages.get("/ledger")
@needs("read")
def everything() -> str:
    """All measures with their figures through the years."""
    return render_template(
        "ledger/everything.html", measures=all_measures(), printed=printed, year_name=fiscal_year_name
    )


@pages.get("/ledger/measure")
@needs("read")
def measure() -> str:
    """Target, result, voices and survey answers of one measure, side by side."""
    found = the_measure()
    year = request.args.get("year", own.fiscal_year(), type=row_number)
    if not 2000 <= year <= own.fiscal_year():
        abort(404)
    with desk().database.reading() as session:
        counted, reports = voices_and_surveys(session, found, year, desk().city, own.sight(), desk().seal)
    return render_template(
        "ledger/measure.html",
        measure=found,
        year=year,
        years=range(own.fiscal_year(), min([own.fiscal_year() - 4, *found.years]) - 1, -1),
        counted=counted,
        reports=reports,
        printed=printed,
        year_name=fiscal_year_name,
        answers_of=answers_of,
        in_words=in_words,
        row_name=row_name,
        rate=rate,
        no_estimate=NO_ESTIMATE,
        hidden=HIDDEN,
    )


@pages.get("/log")
@needs("work")
def log() -> str:
    """Every answer with its outcome, the newest first. Nobody learns here who asked."""
    outcome = next((one for one in OUTCOMES if one == request.args.get("outcome")), None)
    before = None
    at, number = request.args.get("at", type=row_number), request.args.get("number", type=row_number)
    if at is not None and number is not None and at < 2**45:  # a later one is no moment that Python knows
        before = (moment(at), number)
    with desk().database.reading() as session:
        found = answers.page(session, desk().seal, outcome, before, _PAGE + 1)
    last = found[_PAGE - 1] if len(found) > _PAGE else None
    return render_template(
        "ledger/log.html",
        found=found[:_PAGE],
        outcome=outcome,
        outcomes=OUTCOMES,
        after=None if last is None else (milliseconds(last.asked_at), last.id),
        first=before is None,
    )
