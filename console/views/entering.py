"""Voices that come by other ways than LINE, and a letter that holds several matters."""

from __future__ import annotations

from datetime import UTC, datetime, time

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.keeping import Retention
from casework.working_days import JAPAN
from console import leaving, telling
from console import sight as own
from console.acting import Answer, CannotBeDone, act, typed, typed_day
from console.desk import desk, me
from console.guard import needs
from console.page_keys import new_or_same_key, page_key
from console.views.case import sheet_of
from console.words import CHANNELS
from handlers.personal import personal_data_in
from handlers.proposing import things_in
from storage import audit, case_work, contacts, entered, voice_search
from storage.cases import HandedIn, NewVoice, Part
from storage.models import Case
from writing.harmless import without_controls

pages = Blueprint("entering", __name__)

_MOST_CHARS = 20_000
_MOST_PARTS = 6
_FISCAL_YEARS_BACK = 2
# What residents write themselves does not come through this form.
_BY_HAND = {channel: name for channel, name in CHANNELS.items() if channel not in ("line", "form", "bot")}


@pages.route("/enter", methods=["GET", "POST"])
@needs("work")
def enter() -> Response | str | tuple[str, int]:
    """A voice from the telephone, a letter, the box, a mail, the counter, a meeting, a petition."""
    if request.method == "GET":
        return _form(None)
    page = page_key()
    try:
        new = _new_voice(page)
    except CannotBeDone as problem:
        return _form(str(problem)), 400
    with desk().database.writing() as session:
        before = entered.made_from(session, page, me().id)
        if before is not None:
            telling.done(f"この入力は、すでに {before} として受け付けています。")
            return redirect(url_for("case.show", receipt=before))
        same = entered.alike(session, new, desk().seal, desk().clock())
        if same is not None and request.form.get("another_than") != same:
            return _form(None, same=same), 409
        made = entered.enter(session, new, own.intake(), desk().seal, desk().clock())
        voice_search.remember(session, made.voice_id, new.text, desk().seal, things_in(desk().city))
        audit.record(
            session, "case.entered", f"case:{made.case_id}", desk().clock(), staff_id=me().id, channel=new.channel
        )
    telling.done(f"{made.receipt} として受け付けました。本人に番号を伝えてください。")
    return redirect(url_for("case.show", receipt=made.receipt))


def _new_voice(page: str) -> NewVoice:
    channel = request.form.get("channel", "")
    if channel not in _BY_HAND:
        raise CannotBeDone("受付方法を選んでください。")
    day = typed_day("on", "受け付けた日")
    if day > own.today():
        raise CannotBeDone("受け付けた日が、今日よりあとになっています。")
    # A browser hands in the year 26 while 2026 is being typed: the number of such a receipt nobody could look up.
    if own.fiscal_year_of(day) < own.fiscal_year() - _FISCAL_YEARS_BACK:
        raise CannotBeDone("受け付けた日が古すぎます。年を確かめてください。")
    text = typed("text", "内容", most=_MOST_CHARS)
    now = desk().clock()
    said_at = now if day == own.today() else datetime.combine(day, time(12), JAPAN).astimezone(UTC)
    consent = {"yes": True, "no": False}.get(request.form.get("may_publish", ""))
    return NewVoice(
        channel,
        said_at,
        (Part("text", text, page),),
        wants_reply="wants_reply" in request.form,
        contact=without_controls(request.form.get("contact", "")).strip()[:1000] or None,
        may_publish=consent,
        urgent="urgent" in request.form,
        personal=bool(personal_data_in(text, desk().city)),
        retention=Retention.PETITION if channel == "petition" else Retention.VOICE,
        by=me().id,
        department=me().department,  # whoever sees their own section's cases only would not see their own entry otherwise
    )


def _form(problem: str | None, *, same: str | None = None) -> str:
    """``same``: what was entered just now in the same words, which may be this once more."""
    return render_template(
        "entering/enter.html",
        problem=problem,
        channels=_BY_HAND,
        typed=request.form,
        today=own.today(),
        same=same,
        page=new_or_same_key(),
    )


@pages.route("/cases/<receipt>/split", methods=["GET", "POST"])
@needs("work")
def split(receipt: str) -> Answer:
    """One letter, several matters: what is copied into a box becomes a case of its own."""
    if request.method == "GET":
        sheet = sheet_of(receipt)
        return render_template(
            "entering/split.html",
            case=sheet.case,
            sheet=sheet,
            boxes=range(1, _MOST_PARTS + 1),
            last=sheet.entries[-1].id if sheet.entries else 0,
        )
    return act(receipt, "case.split", _split)


def _split(session: Session, case: Case) -> str:
    texts = [without_controls(request.form.get(f"part-{number}", "")).strip() for number in range(1, _MOST_PARTS + 1)]
    texts = [text for text in texts if text]
    if not texts:
        raise CannotBeDone("分ける内容を、1つ以上の欄に写してください。")
    if any(len(text) > _MOST_CHARS for text in texts):
        raise CannotBeDone(f"1つの欄は{_MOST_CHARS}字以内にしてください。")
    # What is copied into another case would stay there when the message is taken back.
    leaving.must_be_free(session, case)
    contact = contacts.of(session, case, desk().seal)
    parts = [
        NewVoice(
            case.channel,
            case.received_at,
            (Part("text", text),),
            chat=case.chat,
            wants_reply=case.wants_reply,
            contact=contact,  # a matter is answered by itself, perhaps by another section
            may_publish=case.may_publish,
            urgent=case.urgent,
            sensitive=case.sensitive,
            personal=bool(personal_data_in(text, desk().city)),
            retention=Retention(case.retention),
            by=me().id,
            department=case.department,
        )
        for text in texts
    ]
    made: list[HandedIn] = case_work.split(
        session, case.receipt, parts, own.intake(), desk().clock(), desk().seal, by=me().id
    )
    for one, part in zip(made, parts, strict=True):
        voice_search.remember(session, one.voice_id, part.text, desk().seal, things_in(desk().city))
    return f"分けました：{'、'.join(one.receipt for one in made)}"
