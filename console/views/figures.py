"""集計: kinds by month and section, each cell opening its cases; one A4 page for the council."""

from __future__ import annotations

import csv
import io
from datetime import date

from docx import Document
from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from console import sight as own
from console.desk import desk, me
from console.guard import needs
from console.masking import harmless, without_controls
from storage import audit, case_lists, figures
from storage.figures import Figures
from storage.public_copies import REFUSALS

pages = Blueprint("figures", __name__, url_prefix="/figures")

BANNER = "声を届けた方からの件数です。世論調査ではなく、市民全体の割合は表しません。"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LISTED = 500


def _period() -> tuple[date, date]:
    """The period asked for; by default the fiscal year up to today."""
    today = own.today()
    first, last = (_day(name) for name in ("first", "last"))
    first = first or date(today.year - (today.month < 4), 4, 1)
    last = min(last or today, today)
    return (first, last) if first <= last and last.year - first.year <= 10 else (last, last)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _counted(session: Session) -> Figures:
    first, last = _period()
    return figures.counted(session, first, last, own.sight())


@pages.get("/")
@needs("read")
def show() -> str:
    """The tables."""
    with desk().database.reading() as session:
        counted = _counted(session)
    return render_template("figures/show.html", counted=counted, lines=_lines(counted), banner=BANNER)


@pages.get("/cases")
@needs("read")
def behind() -> str:
    """The cases behind one figure."""
    first, last = _period()
    wanted = {name: request.args[name] for name in ("kind", "month", "section", "measure") if request.args.get(name)}
    with desk().database.reading() as session:
        receipts = figures.receipts_of(session, first, last, own.sight(), **wanted)
        rows = case_lists.rows_of(session, receipts[:_LISTED], own.sight(), desk().seal)
    return render_template(
        "figures/behind.html", rows=rows, total=len(receipts), wanted=wanted, first=first, last=last, most=_LISTED
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
        lines=_lines(counted),
        rows=_rows(counted),
        banner=BANNER,
        today=own.today(),
    )


@pages.get("/figures.<kind>")
@needs("export")
def export(kind: str) -> Response:
    """The sheet for the council as docx, the table as CSV."""
    if kind not in ("docx", "csv"):
        abort(404)
    now = desk().clock()
    with desk().database.writing() as session:
        counted = _counted(session)
        audit.record(session, "figures.exported", "figures", now, staff_id=me().id, kind=kind)
    body, mimetype = (_document(counted), _DOCX) if kind == "docx" else (_table(counted), "text/csv; charset=utf-8")
    return Response(
        body, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="shimin-no-koe.{kind}"'}
    )


def _lines(counted: Figures) -> list[tuple[str, str]]:
    """The figures in words, each with what it counts."""
    people = f"LINEで届けた方 {counted.people:,}人、ほかの方法（人数は分かりません） {counted.unknown:,}件"
    refused = "、".join(f"{name} {counted.refused[why]}件" for why, name in REFUSALS.items() if why in counted.refused)
    return [
        ("期間", f"{_in_words(counted.first)} から {_in_words(counted.last)} まで（受付の日）"),
        ("案件と声", f"案件 {counted.cases:,}件（声 {counted.voices:,}件。{people}）"),
        ("最初の回答まで", _median(counted.days_to_answer, counted.answered)),
        ("終わりまで", _median(counted.days_to_end, counted.ended)),
        ("期限を過ぎている", f"{counted.overdue:,}件"),
        ("公表した", f"{counted.published:,}件"),
        ("公表しなかった理由", refused or "なし"),
    ]


def _median(days: float | None, cases: int) -> str:
    return f"中央値 {days:g}日（{cases:,}件）" if days is not None else "まだありません"


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _rows(counted: Figures) -> list[list[str | int]]:
    """Kinds by section, with sums; what the sheet for the council shows."""
    head: list[str | int] = ["種類", *counted.sections, "計"]
    body: list[list[str | int]] = [
        [kind, *(counted.of(kind=kind, section=section) for section in counted.sections), counted.of(kind=kind)]
        for kind in counted.kinds
    ]
    return [head, *body, ["計", *(counted.of(section=section) for section in counted.sections), counted.cases]]


def _table(counted: Figures) -> bytes:
    """One row per cell. Excel knows UTF-8 by its mark; what looks like a formula is text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["種類", "月", "課", "件数"])
    for cell, count in sorted(counted.cells.items(), key=lambda pair: (pair[0].month, pair[0].kind, pair[0].section)):
        writer.writerow([harmless(cell.kind), cell.month, harmless(cell.section), count])
    writer.writerow([])
    writer.writerow([BANNER])
    return "\ufeff".encode() + out.getvalue().encode()


def _document(counted: Figures) -> bytes:
    document = Document()
    document.add_heading(f"市民の声　{_in_words(counted.first)}〜{_in_words(counted.last)}", level=1)
    document.add_paragraph(BANNER)
    pairs = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, said in _lines(counted):
        cells = pairs.add_row().cells
        cells[0].text, cells[1].text = name, said
    document.add_heading("種類と課（件）", level=2)
    rows = _rows(counted)
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for place, value in zip(table.add_row().cells, row, strict=True):
            place.text = without_controls(str(value))
    document.add_paragraph(
        "案件：1つの用件。声：届いた1通（1つの案件に、いくつかの声がまとまることがあります）。中央値：早い順に並べた真ん中の日数。"
        "取り下げられたものは、どの数にも入りません。"
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
