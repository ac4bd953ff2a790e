"""集計: themes by month and section, each cell opening its cases; the year's tables; papers, charts and files."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from casework.csv_tables import as_csv, missing_in_sjis
from console import sight as own
from console import telling
from console.charts import Chart, NoJapaneseFont, font_path, png, svg
from console.desk import desk, me
from console.downloads import download
from console.figure_downloads import KINDS, MOST_YEARS, NoPeriod, made, period
from console.figure_files import rows
from console.figure_tables import (
    DEFINITIONS,
    NAMES,
    CrossTable,
    banner,
    council_table,
    lines,
    of_whom,
    said,
    tables,
)
from console.guard import needs
from console.typed import day, row_number
from console.words import OUTCOMES
from handlers.days import with_year
from knowledge.language.text import fiscal_year_name
from panel.results import rate
from storage import answers, audit, case_lists, figures, surveys
from storage.figures import BY, By, Figures

pages = Blueprint("figures", __name__, url_prefix="/figures")

_LISTED = 500
_YEARS_BACK = 5


def _period() -> tuple[date, date]:
    """The period asked for; by default the fiscal year up to today. What is none is said to be none: a sheet of noughts would
    be taken for the answer."""
    today = own.today()
    first, last = (day(request.args.get(name, "")) for name in ("first", "last"))
    try:
        return period(first, last, today)
    except NoPeriod:
        telling.refused(
            f"「いつから」は「いつまで」より前の日に、期間は{MOST_YEARS}年までにしてください。今年度の数を出しています。"
        )
        return period(None, None, today)


def _counted(session: Session) -> Figures:
    first, last = _period()
    return figures.counted(session, first, last, own.sight())


@pages.get("/")
@needs("read")
def show() -> str:
    """Themes, or kinds, by month: for the whole hall and for each section."""
    with desk().database.reading() as session:
        counted = _counted(session)
    down: By = "kind" if request.args.get("rows") == "kind" else "theme"
    sections = counted.sections if counted.whose is None else ()
    shown = [CrossTable(counted, down, "month", within) for within in (None, *sections)]
    return render_template(
        "figures/show.html",
        counted=counted,
        lines=lines(counted),
        banner=banner(counted),
        shown=shown,
        down=down,
        said=said,
        chart_rows=CrossTable(counted, down, "month").grid(),
        has_png=font_path() is not None,
        missing=missing_in_sjis(as_csv(rows(counted))),
    )


@pages.get("/yearly")
@needs("read")
def yearly() -> str:
    """The tables of a fiscal year of 広聴: how voices came, about what, to whom, how they ended; surveys and questions."""
    this = own.fiscal_year()
    year = request.args.get("year", this, type=row_number)
    if not this - _YEARS_BACK <= year <= this:
        abort(404)
    first, last = figures.fiscal_year(year)
    last = min(last, own.today())
    with desk().database.reading() as session:
        counted = figures.counted(session, first, last, own.sight())
        asked = answers.outcomes(session, *figures.span(first, last))
        held = [
            (one, surveys.progress(session, one.id))
            for one in surveys.listed(session, "closed", "reported")
            if first <= own.day_of(one.survey.closes_at) <= last
        ]
    return render_template(
        "figures/yearly.html",
        year=year,
        years=range(this, this - _YEARS_BACK - 1, -1),
        year_name=fiscal_year_name,
        counted=counted,
        lines=lines(counted),
        banner=banner(counted),
        definitions=DEFINITIONS,
        shown=tables(counted),
        said=said,
        asked=asked,
        outcomes=OUTCOMES,
        held=held,
        rate=rate,
    )


@pages.get("/cases")
@needs("read")
def behind() -> str:
    """The cases behind one figure."""
    first, last = _period()
    where: dict[By, str] = {name: request.args[name] for name in BY if request.args.get(name)}
    measure = request.args.get("measure") or None
    if not all(value.isprintable() for value in (*where.values(), measure or "")):
        abort(404)
    with desk().database.reading() as session:
        total, receipts = figures.receipts_of(session, first, last, own.sight(), where, measure, most=_LISTED)
        found = case_lists.rows_of(session, receipts, own.sight(), desk().seal)
    wanted = [said(name, value) for name, value in where.items()]
    return render_template(
        "figures/behind.html",
        rows=found,
        total=total,
        wanted=[*wanted, measure] if measure else wanted,
        first=first,
        last=last,
        most=_LISTED,
    )


@pages.get("/council")
@needs("read")
def council() -> str:
    """議会資料: one A4 page to be printed."""
    with desk().database.reading() as session:
        counted = _counted(session)
    return render_template(
        "figures/council.html",
        counted=counted,
        lines=lines(counted),
        rows=council_table(counted).grid(),
        banner=banner(counted),
        of_whom=of_whom(counted, desk().city.name),
        definitions=DEFINITIONS,
        today=own.today(),
    )


@pages.get("/chart-<by>.<kind>")
@needs("read")
def chart(by: str, kind: str) -> Response:
    """One thing counted, as a picture to paste."""
    counting = next((one for one in BY if one == by), None)
    if counting is None or kind not in ("svg", "png"):
        abort(404)
    with desk().database.reading() as session:
        counted = _counted(session)
    bars = []
    for value in counted.values(counting):
        count = counted.of(**{counting: value})
        bars.append((said(counting, value), count, f"{count:,}件"))
    when = f"{with_year(counted.first)}〜{with_year(counted.last)}"
    drawn = Chart(
        f"市民の声　{NAMES[counting]}ごとの件数（{when}）", bars, f"案件 {counted.cases:,}件。{banner(counted)}"
    )
    try:
        body, mimetype = (png(drawn), "image/png") if kind == "png" else (svg(drawn).encode(), "image/svg+xml")
    except NoJapaneseFont:
        abort(404)
    return Response(body, mimetype=mimetype)


@pages.get("/figures.<kind>")
@needs("export")
def export(kind: str) -> Response:
    """The sheet for the council as docx and PDF; all cells as a workbook and as CSV (``text=sjis``: in Shift_JIS)."""
    wanted = next((one for one in KINDS if one == kind), None) or abort(404)
    now = desk().clock()
    with desk().database.writing() as session:
        counted = _counted(session)
        audit.record(session, "figures.exported", "figures", now, staff_id=me().id, kind=kind)
    return download(made(wanted, counted, desk().city.name), "shimin-no-koe", kind)
