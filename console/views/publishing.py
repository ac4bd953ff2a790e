"""公表: a copy with redactions accepted one by one, a second pair of eyes, and text for the city's own site.

Whatever is done to a copy is done to the one that stood on the page: the forms carry its mark, and whoever was overtaken sees
the page anew with what they had typed. What goes on goes on as it stands in the boxes: words changed there and not yet saved
stop it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from casework.publication import Doubtful
from console import leaving, telling
from console import sight as own
from console.acting import Answer, CannotBeDone, Said, act, as_kept, typed, typed_day
from console.desk import desk, me
from console.differences import differences
from console.guard import needs
from console.rights import may
from console.views.case import sheet_of
from handlers.personal import doubtful_in
from storage import audit, public_copies, taking_down
from storage.case_sheet import Sheet
from storage.models import Case
from storage.models.public_copies import CopyState
from storage.public_copies import REFUSALS, UNPUBLISHED, Copy, CopyOvertaken, NotPublishable

pages = Blueprint("publishing", __name__)


@pages.get("/cases/<receipt>/publish")
@needs("work")
def show(receipt: str) -> str:
    """The original, what is proposed to be hidden, and the copy."""
    return _page(sheet_of(receipt), None, None)


@pages.post("/cases/<receipt>/publish")
@needs("work")
def write(receipt: str) -> Answer:
    """Keep the copy; or take the ticked redactions into it, which keeps nothing yet."""
    if request.form.get("do") == "redact":
        return _redacted_page(sheet_of(receipt))

    def do(session: Session, case: Case) -> str:
        why = typed("why", "変えた理由", most=200)
        text, reply = typed("asked", "公表する声"), typed("answered", "公表する回答")
        public_copies.write(session, case.id, text, reply, why, desk().clock(), desk().seal, by=me().id)
        return "公表用の写しを保存しました。"

    return _do(receipt, "copy.written", do)


@pages.post("/cases/<receipt>/publish/propose")
@needs("work")
def propose(receipt: str) -> Answer:
    """Hand the copy to the second pair of eyes; what somebody could be known by stays in it only where that was decided."""

    def do(session: Session, case: Case) -> Said:
        leaving.must_be_free(session, case)
        left = _decided_on(session, case.id, "残してよいことを確かめました")
        try:
            public_copies.propose(session, case, desk().clock(), desk().seal, by=me().id)
        except NotPublishable as problem:
            raise CannotBeDone(str(problem)) from problem
        said = "公表の案を出しました。公表の権限がある、ほかの人が確かめます。"
        return Said(said, recorded={"left_in": len(left)})

    return _do(receipt, "copy.proposed", do, of="draft")


@pages.post("/cases/<receipt>/publish/publish")
@needs("publish")
def publish(receipt: str) -> Answer:
    """Publish what somebody else proposed."""

    def do(session: Session, case: Case) -> Said:
        on, as_of = typed_day("on", "公表日"), typed_day("as_of", "回答時点")
        review_on = typed_day("review_on", "見直し日")
        leaving.must_be_free(session, case)
        left = _decided_on(session, case.id, "公表してよいことを確かめました")
        try:
            public_copies.publish(session, case, on, as_of, review_on, desk().clock(), desk().seal, by=me().id)
        except NotPublishable as problem:
            raise CannotBeDone(str(problem)) from problem
        where = (
            "「公表」の一覧にあります"
            if may(me(), "export")
            else "書き出す権限のある人が「公表」の一覧から取り出せます"
        )
        said = f"公表しました。市のホームページ用の文は、{where}。"
        return Said(said, recorded={"left_in": len(left)})

    return _do(receipt, "copy.published", do, of="proposed")


@pages.post("/cases/<receipt>/publish/refuse")
@needs("work")
def refuse(receipt: str) -> Answer:
    """Not to be published, for one of the reasons that are counted."""

    def do(session: Session, case: Case) -> str:
        refusal = request.form.get("refusal", "")
        if refusal not in REFUSALS:
            raise CannotBeDone("公表しない理由を選んでください。")
        public_copies.refuse(session, case.id, refusal, desk().clock(), desk().seal, by=me().id)
        return "公表しないことにしました。理由ごとの件数に入ります。"

    return _do(receipt, "copy.refused", do)


@pages.post("/cases/<receipt>/publish/withdraw")
@needs("publish")
def withdraw(receipt: str) -> Answer:
    """Take what was published back."""

    def do(session: Session, case: Case) -> str:
        public_copies.withdraw(
            session, case.id, typed("why", "理由", most=200), desk().clock(), desk().seal, by=me().id
        )
        return "公表をやめました。市のホームページからも消して、「公表」で記録してください。"

    return _do(receipt, "copy.withdrawn", do)


@pages.get("/published")
@needs("read")
def published() -> str:
    """What waits for the second pair of eyes (of one's own section's cases), what is published, and why the rest is not."""
    with desk().database.reading() as session:
        return render_template(
            "publishing/published.html",
            proposed=public_copies.standing(session, "proposed", desk().seal, of=me().department),
            published=public_copies.standing(session, "published", desk().seal),
            still_there=taking_down.still_there(session, of=me().department),
            refused=public_copies.unpublished(session),
            reasons=UNPUBLISHED,
            today=own.today(),
        )


@pages.post("/published/<receipt>/cleared")
@needs("publish")
def cleared(receipt: str) -> Answer:
    """What is not to be out any more is off the city's own site as well."""
    with desk().database.writing() as session:
        case_id = taking_down.note_cleared(
            session, receipt, desk().clock(), desk().seal, by=me().id, of=me().department
        )
        if case_id is not None:
            audit.record(session, "copy.cleared", f"case:{case_id}", desk().clock(), staff_id=me().id)
    if case_id is not None:
        telling.done(f"{receipt} を市のホームページから消したことを記録しました。")
    return redirect(url_for("publishing.published"))


@pages.get("/published/page.html")
@needs("export")
def for_site() -> Response:
    """A piece of HTML for the city's own site: nothing but text in plain elements."""
    return _written("publishing/site.html", "text/html", "html")


@pages.get("/published/page.txt")
@needs("export")
def as_text() -> Response:
    """The same as plain text."""
    return _written("publishing/site.txt", "text/plain", "txt")


def _written(template: str, kind: str, ending: str) -> Response:
    with desk().database.writing() as session:
        copies = public_copies.standing(session, "published", desk().seal)
        refused = public_copies.unpublished(session)
        audit.record(session, "copy.exported", "published", desk().clock(), staff_id=me().id, way=ending)
    page = render_template(template, published=copies, refused=refused, reasons=UNPUBLISHED, today=own.today())
    return Response(
        page,
        mimetype=kind,
        headers={"Content-Disposition": f"attachment; filename=shimin-no-koe.{ending}"},
    )


class _NotSaved(Exception):
    """The boxes say something else than the copy that would go on."""


def _do(receipt: str, name: str, do: Callable[[Session, Case], str | Said], *, of: CopyState | None = None) -> Answer:
    """Do it to the copy that was read, and to no other. ``of``: what the boxes say has to be that copy, in this state."""
    changed = of is not None and _changed_in_the_boxes(of)

    def do_as_read(session: Session, case: Case) -> str | Said:
        public_copies.must_be_as_read(session, case.id, request.form.get("copy_read", ""), desk().seal)
        if changed:
            raise _NotSaved
        return do(session, case)

    try:
        return act(receipt, name, do_as_read, to="publishing.show")
    except _NotSaved:
        return _page(sheet_of(receipt), *_typed_texts()), 400
    except CopyOvertaken:
        boxes = _typed_texts() if of is None or changed else (None, None)
        return _page(sheet_of(receipt), *boxes, overtaken=True), 409


def _changed_in_the_boxes(state: CopyState) -> bool:
    """Whether the boxes of the form say something else than the copy that was read; a form without them says nothing."""
    asked, answered = _typed_texts()
    if asked is None or answered is None:
        return False
    return public_copies.mark_of(state, as_kept(asked), as_kept(answered)) != request.form.get("copy_read", "")


def _typed_texts() -> tuple[str | None, str | None]:
    """The voice and the answer as typed; None where the form has none."""
    asked, answered = (request.form.get(name) for name in ("asked", "answered"))
    return asked and asked.replace("\r\n", "\n"), answered and answered.replace("\r\n", "\n")


def _redacted_page(sheet: Sheet) -> Answer:
    asked, answered = _typed_texts()
    asked = _redacted(asked or "")
    try:
        with desk().database.reading() as session:
            public_copies.must_be_as_read(session, sheet.case.id, request.form.get("copy_read", ""), desk().seal)
    except CopyOvertaken:
        return _page(sheet, asked, answered or "", overtaken=True), 409
    return _page(sheet, asked, answered or "")


def _page(sheet: Sheet, asked: str | None, answered: str | None, *, overtaken: bool = False) -> str:
    with desk().database.reading() as session:
        copy = public_copies.of(session, sheet.case.id, desk().seal)
    kept = copy if copy is not None and copy.state != "refused" else None
    unsaved = kept is not None and asked is not None and (asked, answered) != (kept.asked, kept.answered)
    if asked is None:
        asked = kept.asked if kept else sheet.text
    if answered is None:
        answered = kept.answered if kept else _answer(sheet)
    today = own.today()
    return render_template(
        "publishing/one.html",
        case=sheet.case,
        sheet=sheet,
        copy=copy,
        asked=asked,
        answered=answered,
        changes=differences(sheet.text, asked),
        offered=doubtful_in(asked, desk().city),
        left=_left_in(kept),
        reasons=REFUSALS,
        overtaken=overtaken,
        unsaved=unsaved,
        typed=_typed_elsewhere(),
        why=request.form.get("why", "") if "asked" in request.form else "",
        today=today,
        year_on=_a_year_on(today),
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


def _a_year_on(today: date) -> date:
    """The day to look at a copy again: a year later, when the hall is open."""
    year_on = today.replace(year=today.year + 1, day=28 if (today.month, today.day) == (2, 29) else today.day)
    return own.calendar().after(year_on - timedelta(days=1), 1) or year_on


def _typed_elsewhere() -> list[tuple[str, str]]:
    """What was typed into a form that may not stand on the page any more, with its labels; what the copy is to say has its
    boxes."""
    if request.endpoint == "publishing.write":
        return []
    labels = {"on": "公表日", "as_of": "回答時点", "review_on": "見直し日", "why": "理由", "refusal": "公表しない理由"}
    if "asked" in request.form:
        del labels["why"]
    typed_in = {name: request.form.get(name, "") for name in labels}
    typed_in["refusal"] = UNPUBLISHED.get(typed_in["refusal"], "")
    return [(labels[name], value) for name, value in typed_in.items() if value]


def _answer(sheet: Sheet) -> str:
    told = [str(entry.details.get("text", "")) for entry in sheet.entries if entry.what == "answered"]
    return told[-1] if told else ""


def _left_in(copy: Copy | None) -> list[Doubtful]:
    """What in a copy, voice and answer, staff have to decide on before it is published."""
    return [one for text in (copy.asked, copy.answered) for one in doubtful_in(text, desk().city)] if copy else []


def _decided_on(session: Session, case_id: int, ticked: str) -> list[Doubtful]:
    """What is left in the copy, decided on by who goes on with it; ``ticked``: by what they say so. Raises CannotBeDone."""
    left = _left_in(public_copies.of(session, case_id, desk().seal))
    if left and request.form.get("decided") != "on":
        words = "、".join(f"「{one.words}」" for one in left)
        raise CannotBeDone(f"写しに残っています：{words}。書き直すか、よければ「{ticked}」にチェックを入れてください。")
    return left


def _redacted(text: str) -> str:
    """The text with the ticked redactions; the last first, so that places stay where they are."""
    wanted = set(request.form.getlist("hide"))
    kept_from = len(text) + 1
    for one in reversed(doubtful_in(text, desk().city)):
        if f"{one.start}-{one.end}" in wanted and one.end <= kept_from:
            text = f"{text[: one.start]}〔{one.what}〕{text[one.end :]}"
            kept_from = one.start
    return text
