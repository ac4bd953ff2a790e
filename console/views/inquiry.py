"""照会票: the section is asked with a masked text, a question and a date; its reply is pasted back."""

from __future__ import annotations

import io
from datetime import date

from flask import Blueprint, abort, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.states import State, Step, steps_from
from console import assigned, leaving
from console import sight as own
from console.acting import Answer, CannotBeDone, Said, act, typed, typed_day
from console.desk import desk, me
from console.downloads import download
from console.guard import needs
from console.masking import masked
from console.views.case import sheet_of
from handlers.days import with_year
from storage import asked_sections, audit, case_work
from storage.case_sheet import Sheet
from storage.models import Case
from storage.timeline import Entry
from writing.harmless import without_controls

pages = Blueprint("inquiry", __name__, url_prefix="/cases/<receipt>/inquiry")

_QUESTION = "この声について、課の考え方・対応（済んだこと、予定、できない理由）を教えてください。"


@pages.get("/")
@needs("work")
def show(receipt: str) -> str:
    """The form, and what was asked so far with the sheet to print, to send, or to paste into a mail."""
    sheet = sheet_of(receipt)
    case = sheet.case
    dates = own.inner_dates(case)
    due = own.today() if case.on_site else (dates.draft if dates else None)
    asked = _newest(sheet)
    with desk().database.reading() as session:
        waited_for = asked_sections.waited_for(session, case.id)
    return render_template(
        "inquiry/show.html",
        case=case,
        sheet=sheet,
        state=State[case.state],
        masked_text=masked(sheet.text),
        question=_QUESTION,
        due=max(due, own.today()) if due else None,
        can_ask=Step.ASK_SECTION in steps_from(State[case.state]),
        waits_until=sheet.waits_until,
        asked=asked,
        waited_for=waited_for,
        mail=_mail(sheet, asked) if asked and not sheet.waits_until else "",
        today=own.today(),
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


@pages.post("/")
@needs("work")
def ask(receipt: str) -> Answer:
    """Ask the section."""

    def do(session: Session, case: Case) -> Said:
        leaving.must_be_free(session, case)
        department, before = typed("department", "課", most=60), case.department
        due = typed_day("due", "期限") if request.form.get("due") else None
        if due is not None and due < own.today():
            raise CannotBeDone("期限が、もう過ぎた日になっています。今日か、そのあとの日を選んでください。")
        case_work.ask_section(
            session,
            case.receipt,
            department,
            typed("question", "聞くこと"),
            due,
            desk().clock(),
            desk().seal,
            by=me().id,
            of=me().department,
        )
        department_now = me().department or department
        changed = (
            f"担当課は、{before or '未定'}から{department_now}に変わりました。" if department_now != before else ""
        )
        done = f"{department}への照会を記録しました。{changed}照会票を印刷するか、メールで送ってください。"
        return Said(done, assigned.unseen(session, case.receipt))

    return act(receipt, "case.inquiry", do, to="inquiry.show")


@pages.post("/reply")
@needs("work")
def reply(receipt: str) -> Answer:
    """What the section answered."""

    def do(session: Session, case: Case) -> str:
        on = typed_day("on", "回答日")
        if on > own.today():
            raise CannotBeDone("回答日が、今日よりあとになっています。課が回答した日を選んでください。")
        case_work.note_section_reply(
            session,
            case.receipt,
            typed("who", "回答した人", most=60),
            on,
            typed("text", "課の回答", most=8000),
            desk().clock(),
            desk().seal,
            by=me().id,
            of=me().department,
        )
        writes = "回答案を書けます。" if own.may_answer(case) else f"回答案は、{own.who_answers(case)}が書きます。"
        missing = asked_sections.waited_for(session, case.id)
        waits = f"まだ回答を待っている課：{'、'.join(missing)}。" if missing else ""
        return f"課の回答を記録しました。{waits}{writes}"

    return act(receipt, "case.section_reply", do, to="reply.show", to_who_reads="case.show")


@pages.get("/sheet")
@needs("work")
def paper(receipt: str) -> str:
    """The sheet on one A4 page, to be printed or kept as PDF."""
    sheet, asked = _asked(receipt, "print")
    return render_template(
        "inquiry/sheet.html", case=sheet.case, asked=asked.details, at=asked.at, masked_text=masked(sheet.text)
    )


@pages.get("/sheet.docx")
@needs("work")
def word(receipt: str) -> Response:
    """The sheet as a document for the hall's word processor."""
    # What writes for Word is large: not for whoever only looks.
    from console.docx_tables import begun

    sheet, asked = _asked(receipt, "docx")
    document = begun(20)
    document.add_heading(f"照会票　{receipt}", level=1)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in _rows(sheet, asked):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, without_controls(value)
    document.add_heading("回答欄", level=2)
    document.add_paragraph("回答者：　　　　　　　　　　　　回答日：　　　年　　月　　日")
    written = io.BytesIO()
    document.save(written)
    return download(written.getvalue(), f"inquiry-{receipt}", "docx")


def _asked(receipt: str, way: str) -> tuple[Sheet, Entry]:
    sheet = sheet_of(receipt)
    asked = _newest(sheet)
    if asked is None or sheet.waits_until:
        abort(404)
    with desk().database.writing() as session:
        audit.record(
            session, "case.export", f"case:{sheet.case.id}", desk().clock(), staff_id=me().id, what="照会票", way=way
        )
    return sheet, asked


def _newest(sheet: Sheet) -> Entry | None:
    """The newest 照会; for a section that was asked itself, that to it."""
    newest = [entry for entry in reversed(sheet.entries) if entry.what == "inquiry"]
    to_us = (entry for entry in newest if entry.details.get("department") == me().department)
    return next(to_us, newest[0] if newest else None)


def _rows(sheet: Sheet, asked: Entry) -> list[tuple[str, str]]:
    due = asked.details.get("due")
    return [
        ("受付番号", sheet.case.receipt),
        ("照会先", str(asked.details.get("department", ""))),
        ("照会日", with_year(own.day_of(asked.at))),
        ("回答期限", with_year(date.fromisoformat(due)) if due else "できるだけ早く"),
        ("声の内容", masked(sheet.text)),
        ("お聞きしたいこと", str(asked.details.get("question", ""))),
    ]


def _mail(sheet: Sheet, asked: Entry) -> str:
    lines = [f"件名：【照会】{sheet.case.receipt} 市民の声について", ""]
    for name, value in _rows(sheet, asked):
        lines += [f"■{name}", without_controls(value), ""]
    return "\n".join(lines)
