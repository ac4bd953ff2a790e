"""公表: a copy with redactions accepted one by one, a second pair of eyes, and text for the city's own site."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from casework.publication import Doubtful, doubtful
from console import leaving, telling
from console import sight as own
from console.acting import Answer, CannotBeDone, act, typed, typed_day
from console.desk import desk, me
from console.differences import differences
from console.guard import needs
from console.views.case import sheet_of
from storage import audit, public_copies, taking_down
from storage.case_sheet import Sheet
from storage.models import Case
from storage.public_copies import REFUSALS, UNPUBLISHED, Copy, NotPublishable

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
    asked = request.form.get("asked", "").replace("\r\n", "\n")
    answered = request.form.get("answered", "").replace("\r\n", "\n")
    if request.form.get("do") == "redact":
        return _page(sheet_of(receipt), _redacted(asked), answered)

    def do(session: Session, case: Case) -> str:
        why = typed("why", "変えた理由", most=200)
        text, reply = typed("asked", "公表する声"), typed("answered", "公表する回答")
        public_copies.write(session, case.id, text, reply, why, desk().clock(), desk().seal, by=me().id)
        return "公表用の写しを保存しました。"

    return act(receipt, "copy.written", do, to="publishing.show")


@pages.post("/cases/<receipt>/publish/propose")
@needs("work")
def propose(receipt: str) -> Answer:
    """Hand the copy to the second pair of eyes; what somebody could be known by stays in it only where that was decided."""

    def do(session: Session, case: Case) -> str:
        leaving.must_be_free(session, case)
        if (left := _left_in(public_copies.of(session, case.id, desk().seal))) and request.form.get("decided") != "on":
            words = "、".join(f"「{one.words}」" for one in left)
            raise CannotBeDone(
                f"写しに残っています：{words}。書き直すか、残してよければ"
                "「残してよいことを確かめました」にチェックを入れてください。"
            )
        try:
            public_copies.propose(session, case, desk().clock(), desk().seal, by=me().id)
        except NotPublishable as problem:
            raise CannotBeDone(str(problem)) from problem
        return "公表の案を出しました。公表の権限がある、ほかの人が確かめます。"

    return act(receipt, "copy.proposed", do, to="publishing.show")


@pages.post("/cases/<receipt>/publish/publish")
@needs("publish")
def publish(receipt: str) -> Answer:
    """Publish what somebody else proposed."""

    def do(session: Session, case: Case) -> str:
        on, as_of = typed_day("on", "公表日"), typed_day("as_of", "回答時点")
        review_on = typed_day("review_on", "見直し日")
        leaving.must_be_free(session, case)
        try:
            public_copies.publish(session, case, on, as_of, review_on, desk().clock(), desk().seal, by=me().id)
        except NotPublishable as problem:
            raise CannotBeDone(str(problem)) from problem
        return "公表しました。市のホームページ用の文は「公表」の一覧にあります。"

    return act(receipt, "copy.published", do, to="publishing.show")


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

    return act(receipt, "copy.refused", do, to="publishing.show")


@pages.post("/cases/<receipt>/publish/withdraw")
@needs("publish")
def withdraw(receipt: str) -> Answer:
    """Take what was published back."""

    def do(session: Session, case: Case) -> str:
        public_copies.withdraw(
            session, case.id, typed("why", "理由", most=200), desk().clock(), desk().seal, by=me().id
        )
        return "公表をやめました。市のホームページからも消して、「公表」で記録してください。"

    return act(receipt, "copy.withdrawn", do, to="publishing.show")


@pages.get("/published")
@needs("read")
def published() -> str:
    """What waits for the second pair of eyes, what is published, and why the rest is not."""
    with desk().database.reading() as session:
        return render_template(
            "publishing/published.html",
            proposed=public_copies.standing(session, "proposed", desk().seal),
            published=public_copies.standing(session, "published", desk().seal),
            still_there=taking_down.still_there(session),
            refused=public_copies.unpublished(session),
            reasons=UNPUBLISHED,
            today=own.today(),
        )


@pages.post("/published/<receipt>/cleared")
@needs("publish")
def cleared(receipt: str) -> Answer:
    """What is not to be out any more is off the city's own site as well."""
    with desk().database.writing() as session:
        case_id = taking_down.note_cleared(session, receipt, desk().clock(), desk().seal, by=me().id)
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


def _page(sheet: Sheet, asked: str | None, answered: str | None) -> str:
    with desk().database.reading() as session:
        copy = public_copies.of(session, sheet.case.id, desk().seal)
    kept = copy if copy is not None and copy.state != "refused" else None
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
        offered=doubtful(asked, desk().city.own_numbers),
        left=_left_in(kept),
        reasons=REFUSALS,
        today=today,
        year_on=today.replace(year=today.year + 1, day=min(today.day, 28)),
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


def _answer(sheet: Sheet) -> str:
    told = [str(entry.details.get("text", "")) for entry in sheet.entries if entry.what == "answered"]
    return told[-1] if told else ""


def _left_in(copy: Copy | None) -> list[Doubtful]:
    """What in a copy, voice and answer, staff have to decide on before it is published."""
    return (
        [one for text in (copy.asked, copy.answered) for one in doubtful(text, desk().city.own_numbers)] if copy else []
    )


def _redacted(text: str) -> str:
    """The text with the ticked redactions; the last first, so that places stay where they are."""
    wanted = set(request.form.getlist("hide"))
    kept_from = len(text) + 1
    for one in reversed(doubtful(text, desk().city.own_numbers)):
        if f"{one.start}-{one.end}" in wanted and one.end <= kept_from:
            text = f"{text[: one.start]}〔{one.what}〕{text[one.end :]}"
            kept_from = one.start
    return text
