"""What goes round in the hall: 供覧, a caller who asks for the state of a receipt, and 異動."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.receipts import NoReceipt, read_receipt
from casework.states import shown
from casework.working_days import JAPAN
from console import assigned, leaving, telling
from console import sight as own
from console.acting import CannotBeDone, typed, typed_day
from console.desk import desk, me
from console.guard import needs
from console.masking import masked
from console.typed import day, row_number
from storage import audit, case_handover, case_lists, case_sheet, case_work, joining, staff
from storage.case_lists import Page
from storage.cases import NoSuchCase, by_receipt, voices_of

pages = Blueprint("hall", __name__)


@pages.get("/circulation")
@needs("work")
def circulation() -> str:
    """The weekly 供覧 sheet: the voices of a week, masked, to be printed; 供覧済 is ticked below it.

    A week of very many voices (a flood, a closure) is several sheets.
    """
    monday = _monday(request.args.get("week", ""))
    with desk().database.writing() as session:
        page = _of_week(session, monday, request.args.get("sheet", 1, type=row_number))
        rows = leaving.free(session, page.rows)
        voices = voices_of(session, [row.id for row in rows], desk().seal)
        done = case_sheet.circulated(session, [row.id for row in rows])
        audit.record(session, "case.export", f"week:{monday}", desk().clock(), staff_id=me().id, what="供覧")
    return render_template(
        "hall/circulation.html",
        rows=rows,
        page=page,
        texts={row.id: masked("\n".join(voice.text for voice in voices.get(row.id, []))) for row in rows},
        done=done,
        monday=monday,
        sunday=monday + timedelta(days=6),
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
        today=own.today(),
    )


@pages.post("/circulation")
@needs("work")
def circulated() -> Response:
    """供覧済, for all of the sheet that were not yet."""
    monday, sheet = _monday(request.form.get("week", "")), request.form.get("sheet", 1, type=row_number)
    back = redirect(url_for("hall.circulation", week=monday.isoformat(), sheet=sheet))
    try:
        on, who = typed_day("on", "供覧した日"), typed("who", "供覧した人", most=60)
        if on > own.today():
            raise CannotBeDone("供覧した日が、今日よりあとになっています。")
    except CannotBeDone as problem:
        telling.refused(str(problem))
        return back
    now = desk().clock()
    with desk().database.writing() as session:
        rows = [row for row in leaving.free(session, _of_week(session, monday, sheet).rows) if own.may_answer(row)]
        done = case_sheet.circulated(session, [row.id for row in rows])
        fresh = [row for row in rows if row.id not in done]
        for row in fresh:
            case_work.note_circulated(session, row.receipt, on, who, now, desk().seal, by=me().id)
            audit.record(session, "case.circulated", f"case:{row.id}", now, staff_id=me().id)
    telling.done(f"{len(fresh)}件を供覧済にしました。")
    return back


def _of_week(session: Session, monday: date, sheet: int) -> Page:
    """The cases of a sheet of a week, those that may not leave the desk yet among them."""
    since = datetime.combine(monday, datetime.min.time(), JAPAN)
    return case_lists.received_between(session, since, since + timedelta(days=7), own.sight(), desk().seal, sheet)


def _monday(text: str) -> date:
    return own.weeks_monday(day(text) or own.today())


@pages.route("/lookup", methods=["GET", "POST"])
@needs("read")
def lookup() -> str | tuple[str, int]:
    """The state of a receipt for somebody on the telephone. Never the content: nobody knows who is calling."""
    if request.method == "GET":
        return render_template("hall/lookup.html", typed="", found=None, problem=None)
    typed_number = request.form.get("receipt", "")[:40]
    try:
        receipt = str(read_receipt(typed_number))
        with desk().database.writing() as session:
            case = by_receipt(session, receipt)
            state, due_on = joining.stands(session, [case])[case.id]
            audit.record(session, "case.state_told", f"case:{case.id}", desk().clock(), staff_id=me().id)
    except NoReceipt as problem:
        return render_template("hall/lookup.html", typed=typed_number, found=None, problem=str(problem)), 400
    except NoSuchCase:
        return render_template(
            "hall/lookup.html", typed=typed_number, found=None, problem="その受付番号の案件はありません。"
        ), 404
    found = (receipt, case.received_at, shown(state), due_on)
    return render_template("hall/lookup.html", typed=typed_number, found=found, problem=None)


@pages.route("/handover", methods=["GET", "POST"])
@needs("administer")
def handover() -> Response | str | tuple[str, int]:
    """異動: all open cases of one person become another's, in one step."""
    with desk().database.reading() as session:
        everybody = staff.everybody(session, gone=True)
        counted = case_handover.open_cases(session)
    givers = [person for person in everybody if counted.get(person.id)]
    takers = assigned.able(everybody)

    def page(problem: str | None = None) -> str:
        return render_template(
            "hall/handover.html", givers=givers, takers=takers, counted=counted, problem=problem, typed=request.form
        )

    if request.method == "GET":
        return page()
    giver, taker = request.form.get("giver", type=row_number), request.form.get("taker", type=row_number)
    if giver not in {one.id for one in givers} or taker not in {one.id for one in takers} or giver == taker:
        return page("だれからだれへ引き継ぐかを選んでください。"), 400
    assert giver is not None
    assert taker is not None
    now = desk().clock()
    with desk().database.writing() as session:
        moved = case_handover.hand_over(session, giver, taker, now, desk().seal, by=me().id)
        audit.record(session, "case.handed_over", f"staff:{giver}", now, staff_id=me().id, to=taker, cases=moved)
    telling.done(f"{moved}件を引き継ぎました。")
    return redirect(url_for("hall.handover"))
