"""確かでないところ: what the readers are not sure of, to be looked at on the original and settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import telling
from console.amending import broken_by, keep
from console.desk import desk, me
from console.guard import needs
from console.typed import one_line, row_number
from handlers.checks import Check
from handlers.parts import Parts
from knowledge.documents.doubts import doubtful_rows, rows_of, with_place
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.amendments import Settled
from knowledge.ledger.by_measure import printed
from knowledge.ledger.identity import Sheet, title_of
from knowledge.ledger.withdrawal import print_of
from knowledge.model import Indicator, PlanSection, Project, Results
from storage import amendments, audit, importing, library, staff
from storage.importing import SettledDoubt

pages = Blueprint("doubts", __name__, url_prefix="/knowledge")

_LONGEST_NOTE, _LONGEST_FIGURE = 200, 40


@dataclass(frozen=True)
class DoubtfulRow:
    """A row the reader is not sure of: the key of its sheet, what staff call the sheet, and the row's fingerprint."""

    sheet: str
    title: str
    row: Indicator
    print: str


@dataclass(frozen=True)
class FileDoubt:
    """A doubt that is about a file and no single row, the ``nth`` of the file's; ``settled`` None: nobody has looked yet."""

    file_id: int
    file: str
    nth: int
    text: str
    settled: SettledDoubt | None


def doubtful_rows_of(parts: Parts) -> list[DoubtfulRow]:
    """The rows nobody has settled."""
    return [
        DoubtfulRow(identity.key, title_of(sheet), row, print_of(row))
        for identity, sheet in parts.held(desk().city)
        if _has_rows(sheet)
        for row in rows_of(sheet)
        if row.doubt
    ]


def file_doubts(session: Session, parts: Parts) -> list[FileDoubt]:
    """The doubts about files that are answered from, the newest file first."""
    of_rows = {with_place(one) for one in doubtful_rows(one.sheet for one in parts.imported if _has_rows(one.sheet))}
    settled = importing.settled_doubts(session)
    return [
        FileDoubt(file.id, file.name, nth, text, settled.get((file.id, nth)))
        for file in library.files(session)
        if file.shown
        for nth, text in enumerate(file.doubts)
        if text not in of_rows
    ]


def open_doubts(session: Session, parts: Parts) -> int:
    """How many places nobody has looked at yet."""
    return len(doubtful_rows_of(parts)) + sum(one.settled is None for one in file_doubts(session, parts))


@pages.get("/doubts")
@needs("read")
def show() -> str:
    """Rows to be settled on the original, and what concerns a file as a whole."""
    return _page()


def _page(problem: str | None = None) -> str:
    with desk().database.reading() as session:
        parts = amendments.parts(session)
        of_files = file_doubts(session, parts)
        names = {person.id: person.name for person in staff.everybody(session, gone=True)}
    return render_template(
        "knowing/doubts.html",
        rows=doubtful_rows_of(parts),
        of_files=[one for one in of_files if one.settled is None],
        settled=[one for one in of_files if one.settled is not None],
        names=names,
        printed=printed,
        longest=_LONGEST_NOTE,
        problem=problem,
        typed=request.form,
    )


@pages.post("/doubts/file")
@needs("work")
def settle_file() -> Response:
    """Note that a doubt about a file was looked at on the original; what the file says stays as it was read."""
    file_id, nth = (request.form.get(name, -1, type=row_number) for name in ("file", "nth"))
    note = one_line("note", _LONGEST_NOTE)
    now = desk().clock()
    with desk().database.writing() as session:
        file = next((one for one in library.files(session) if one.id == file_id), None)
        done = file is not None and importing.settle_doubt(
            session, file.id, nth, len(file.doubts), note, now, by=me().id
        )
        if done:
            audit.record(session, "library.doubt_settled", f"file:{file_id}", now, staff_id=me().id, nth=nth)
    if done:
        telling.done("確かめたことを記録しました。")
    else:
        telling.refused("そこは、もう確かめられています。")
    return redirect(url_for("doubts.show"))


@pages.post("/doubts")
@needs("work")
def settle() -> Response | tuple[str, int]:
    """Say that a doubtful row is right, or what the original prints. It is answered without the doubt from then on."""
    back = redirect(url_for("doubts.show"))
    sheet, fingerprint = request.form.get("sheet", ""), request.form.get("print", "")
    with desk().database.reading() as session:
        parts = amendments.parts(session)
    held = {identity.key: one for identity, one in parts.held(desk().city)}.get(sheet)
    rows = rows_of(held) if held is not None and _has_rows(held) else ()
    row = next((one for one in rows if print_of(one) == fingerprint and one.doubt), None)
    if row is None or held is None or not _has_rows(held):
        telling.refused("その行は、もう確かめられているか、新しい資料に変わっています。")
        return back
    settled = Settled(sheet, fingerprint)
    if request.form.get("do") == "correct":
        target, result, unit = (one_line(name, _LONGEST_FIGURE) for name in ("target", "result", "unit"))
        if not target and not result:
            return _page(f"{row.name}：目標か実績の、少なくとも一方を書いてください。"), 400
        settled = Settled(sheet, fingerprint, target, result, unit)
    later = parts.with_also(settled)
    # Where the bot is asked for the row by its name, it has to tell this figure from now on.
    shown = settled.result or row.result.printed or settled.target or row.target.printed or ""
    check = Check(f"{fiscal_year_name(held.year)}の{row.name}は？", "answered", shown)
    failed = broken_by(later, parts, [check])
    if old := [one for one in failed if one.check != check]:
        why = f"まだ使っていません。確認用の質問「{old[0].check.question}」に、正しく答えられなくなります。"
        return _page(why), 409
    number = keep(settled, [] if failed else [check], parts.number)
    if number is None:
        return _page("ほかの人が先に資料を変えました。下の内容でよければ、もう一度押してください。"), 409
    if failed:
        telling.mind(
            f"確かめました（第{number}版）：{row.name}。ただし、「{check.question}」とたずねられても、この数字はまだ出ません。"
            "「職員による修正」から言葉を足してください。"
        )
    else:
        telling.done(f"確かめました（第{number}版）：{row.name}。数秒後から、ただし書きなしで答えます。")
    return back


def _has_rows(sheet: Sheet) -> TypeGuard[Results | Project]:
    return not isinstance(sheet, PlanSection)
