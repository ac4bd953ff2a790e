"""施策の年次評価: a draft of the 成果説明書 page with voices and survey answers beside target and result."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from console import review, telling
from console import sight as own
from console.desk import desk, me
from console.downloads import download
from console.guard import needs
from console.review import DRAFT, Review
from console.review_facts import review_of
from console.typed import row_number
from console.views.ledger import all_measures, the_measure
from console.words import KINDS
from handlers.personal import personal_data_in
from knowledge.language.text import fiscal_year_name
from storage import audit, review_notes
from storage.figures import NO_KIND
from writing.harmless import without_controls

pages = Blueprint("reviewing", __name__, url_prefix="/figures/review")

_MOST_CHARS = 1000
_ABOUT = (*KINDS, NO_KIND, review_notes.CHANGED)


def _review() -> Review:
    measure = the_measure()
    year = request.values.get("year", 0, type=row_number)
    if not 2000 <= year <= own.fiscal_year():
        abort(404)
    with desk().database.reading() as session:
        return review_of(session, measure, year, desk().city, own.sight(), desk().seal)


@pages.get("/")
@needs("read")
def choose() -> str:
    """Which measure and year."""
    this = own.fiscal_year()
    measures = all_measures()
    oldest = min([this - 4, *(year for one in measures for year in one.years)])
    return render_template(
        "reviewing/choose.html",
        measures=measures,
        years=range(this, oldest - 1, -1),
        chosen=this - 1,
        year_name=fiscal_year_name,
    )


@pages.get("/draft")
@needs("read")
def draft() -> str:
    """The draft as it stands, and what staff add to it."""
    found = _review()
    return _page(found, found.notes)


def _page(
    found: Review, boxes: Mapping[str, str], problem: str | None = None, *, overtaken: Collection[str] = ()
) -> str:
    """``boxes``: what stands in each; ``overtaken``: those about which somebody else has written meanwhile."""
    return render_template(
        "reviewing/draft.html",
        review=found,
        blocks=review.blocks(found),
        draft=DRAFT,
        kinds=[kind for kind in _ABOUT if kind in found.counted.kinds],
        changed=review_notes.CHANGED,
        boxes=boxes,
        problem=problem,
        overtaken=overtaken,
    )


@pages.post("/draft")
@needs("work")
def write() -> Redirect | tuple[str, int]:
    """Keep what staff wrote: a short summary by kind, and what was changed. Nobody overwrites what they have not read."""
    found, typed = _review(), _typed("note")
    if any(len(words) > _MOST_CHARS for words in typed.values()):
        return _page(found, typed, f"1つの欄は{_MOST_CHARS}字以内にしてください。保存していません。"), 400
    measure, year = found.measure.name, found.year
    try:
        kept, mine, overtaken = _kept(measure, year, typed)
    except review_notes.AtOnce:
        kept, mine, overtaken = _kept(measure, year, typed)
    if overtaken:
        problem = "ほかの人が先に書いた欄があります。まだ保存していません。もう一度保存すると、上書きします。"
        return _page(_review(), {**kept, **mine}, problem, overtaken=overtaken), 409
    if any(personal_data_in(words, desk().city) for words in typed.values()):
        telling.mind("保存しました。名前や電話番号のように見える所があります。載せる前に確かめてください。")
    else:
        telling.done("保存しました。")
    return redirect(url_for("reviewing.draft", measure=measure, year=year))


def _kept(measure: str, year: int, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Keep what was typed: what stood there before, what is new of it, and about what somebody else has written meanwhile, with
    which nothing is kept."""
    now = desk().clock()
    with desk().database.writing() as session:
        kept = review_notes.of(session, measure, year, desk().seal)
        read = {**{about: kept.get(about, "") for about in typed}, **_typed("read")}
        mine = {about: words for about, words in typed.items() if words != read[about]}
        overtaken = [about for about, words in mine.items() if kept.get(about, "") not in (read[about], words)]
        if not overtaken:
            review_notes.keep(session, measure, year, mine, desk().seal, now, by=me().id)
            audit.record(session, "review.written", f"review:{measure}:{year}", now, staff_id=me().id)
    return kept, mine, overtaken


def _typed(kind: str) -> dict[str, str]:
    """The boxes of the form ("note"), or what stood in them when they were read ("read"), by what they are about."""
    return {
        about: without_controls(request.form[f"{kind}-{about}"].replace("\r", "")).strip()
        for about in _ABOUT
        if f"{kind}-{about}" in request.form
    }


@pages.get("/draft.<kind>")
@needs("export")
def export(kind: str) -> Response:
    """The draft in the city's form, for Word or Excel."""
    wanted = next((one for one in review.KINDS if one == kind), None) or abort(404)
    found = _review()
    body = review.made(wanted, found)
    now = desk().clock()
    with desk().database.writing() as session:
        subject = f"review:{found.measure.name}:{found.year}"
        audit.record(session, "review.exported", subject, now, staff_id=me().id, kind=kind)
    return download(body, f"review-{found.measure.code.number}-{found.year}-draft", kind)
