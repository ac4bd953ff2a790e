"""知識の直し: from a question that was not answered to an answer, tried before it goes live and guarded afterwards."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from console import sight as own
from console import telling
from console.amending import (
    EXPECTED_NAMES,
    KINDS,
    TOLD_NAMES,
    Tried,
    Unfinished,
    broken_by,
    in_words,
    keep,
    names_of_rows,
    not_holding,
    tried,
    typed,
    typed_check,
)
from console.desk import desk, me
from console.guard import needs
from console.masking import masked
from console.page_keys import new_or_same_key, page_key
from console.typed import row_number
from handlers.proposing import things_in
from knowledge.ledger.identity import title_of
from knowledge.model import PlanSection
from storage import amendments, answers, audit, cases, entered, staff, voice_search
from storage.amendments import EditionMovedOn
from storage.cases import NewVoice, Part

pages = Blueprint("mending", __name__, url_prefix="/knowledge")

Page = str | Response | tuple[str, int]


@pages.get("/mend")
@needs("work")
def mend() -> str:
    """The ways to put something right, with the question of an answer in the log where one is named."""
    asked = request.args.get("answer", type=row_number)
    question = ""
    if asked is not None:
        with desk().database.reading() as session:
            found = answers.one(session, desk().seal, asked)
        if found is None or not found.question:
            abort(404)
        question = found.question
    return _form(question, None)


@pages.post("/mend")
@needs("work")
def mended() -> Page:
    """Try an amendment on all checks, or keep it where they hold."""
    kind = request.form.get("kind", "")
    with desk().database.reading() as session:
        parts = amendments.parts(session)
    try:
        check = typed_check()
        what = typed(kind, parts)
    except Unfinished as problem:
        return _form(request.form.get("question", ""), kind, problem=str(problem), field=problem.field), 400
    found = tried(what, check)
    if request.form.get("do") != "keep":
        return _form(check.question, kind, found=found)
    if found.failed:
        return _form(
            check.question,
            kind,
            found=found,
            problem="確認用の質問が正しく答えられないため、まだ使っていません。",
        ), 409
    number = keep(what, [check], found.after)
    if number is None:
        return _form(
            check.question, kind, found=found, problem="ほかの人が先に資料を変えました。もう一度試してください。"
        ), 409
    telling.done(f"直しました（第{number}版）。ボットは数秒後から、この修正で答えます。{in_words(what)}。")
    return redirect(url_for("mending.everything"))


def _form(
    question: str, kind: str | None, *, found: Tried | None = None, problem: str | None = None, field: str | None = None
) -> str:
    with desk().database.reading() as session:
        held = amendments.parts(session).held(desk().city)
    sheets, sections = [], []
    for identity, sheet in held:
        name = f"{title_of(sheet)}　{getattr(sheet, 'title', '')}".strip()
        if isinstance(sheet, PlanSection):
            sections.append((identity.key, name))
            sections += [
                (f"{identity.key} {one.code.number}", f"{sheet.source.document} 施策{one.code.number}　{one.title}")
                for one in sheet.measures
            ]
        else:
            sheets.append((identity.key, name))
    return render_template(
        "mending/mend.html",
        page=new_or_same_key(),
        question=question,
        kind=kind,
        kinds=KINDS,
        expected_names=EXPECTED_NAMES,
        typed=request.form,
        sheets=sorted(sheets, key=lambda pair: pair[1], reverse=True),
        in_plan=sections,
        told_names=TOLD_NAMES,
        found=found,
        problem=problem,
        field=field,
    )


@pages.post("/mend/case")
@needs("work")
def as_case() -> Response:
    """Make the question a case, for the section to answer or to put into the documents. Nobody is written to."""
    question = masked(" ".join(request.form.get("question", "").split())[:500])
    if not question:
        abort(400)
    now = desk().clock()
    page = page_key()
    said = (Part("text", question, page),)
    new = NewVoice("bot", now, said, wants_reply=False, by=me().id, department=me().department)
    with desk().database.writing() as session:
        if (before := entered.made_from(session, page, me().id)) is not None:
            telling.done(f"この質問は、すでに {before} として案件にしています。")
            return redirect(url_for("case.show", receipt=before))
        made = cases.open_case(session, new, own.intake(), desk().seal, now)
        voice_search.remember(session, made.voice_id, question, desk().seal, things_in(desk().city))
        audit.record(session, "case.entered", f"case:{made.case_id}", now, staff_id=me().id, channel="bot")
    telling.done(f"{made.receipt} として案件にしました。たずねた人は分からないため、返事は届きません。")
    return redirect(url_for("case.show", receipt=made.receipt))


@pages.get("/amendments")
@needs("read")
def everything() -> str:
    """What was put right and is answered by, with its checks as they come out now."""
    with desk().database.reading() as session:
        listed = amendments.listed(session, desk().seal)
        parts = amendments.parts(session)
        names = {person.id: person.name for person in staff.everybody(session, gone=True)}
    failed = {one.check for one in not_holding(parts)}
    return render_template(
        "mending/everything.html",
        listed=listed,
        names=names,
        failed=failed,
        in_words=in_words,
        row_names=names_of_rows(parts),
        expected_names=EXPECTED_NAMES,
        checks=sum(len(one.checks) for one in listed),
    )


@pages.post("/amendments/<int:id_>/back")
@needs("work")
def take_back(id_: int) -> Response:
    """Answer without an amendment again, if all other checks hold without it."""
    back = redirect(url_for("mending.everything"))
    with desk().database.reading() as session:
        listed = amendments.listed(session, desk().seal)
        parts = amendments.parts(session)
    mine = next((one for one in listed if one.id == id_), None)
    if mine is None:
        telling.refused("その修正は、もう使っていません。")
        return back
    others = list(parts.amendments)
    if mine.what is not None:
        others.remove(mine.what)
    failed = [one for one in broken_by(parts.only(others), parts) if one.check not in mine.checks]
    if failed:
        telling.refused(
            f"取り消せません。別の確認用の質問「{failed[0].check.question}」が答えられなくなります。先にそちらを取り消してください。"
        )
        return back
    now = desk().clock()
    try:
        with desk().database.writing() as session:
            number = amendments.take_back(session, id_, now, after=parts.number)
            audit.record(session, "library.amendment_taken_back", f"edition:{number}", now, staff_id=me().id)
    except EditionMovedOn:
        telling.refused("ほかの人が先に資料を変えました。もう一度押してください。")
        return back
    telling.done(f"取り消しました（第{number}版）。{in_words(mine.what)}。")
    return back
