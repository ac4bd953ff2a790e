"""市民の声: handed in, taken back, answered for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.effects.circumstances import Circumstances, Table
from casework.keeping import Taken
from casework.working_days import day_in_japan
from handlers import case_mails, voice_wording
from handlers.city import City
from handlers.flows import age_and_district
from handlers.flows.age_and_district import AboutOneself
from handlers.flows.answering import NOTHING_ASKED, AnswerCity
from handlers.flows.case import NOT_YOURS, SaidAfter, Withdraw
from handlers.flows.publication import Publication
from handlers.flows.voice import ADDS_TO, HandIn, OpenForm
from handlers.model import Button, Message, Told
from storage import cases, form_visits, hearing_back, mails, own_voices, taking_back
from storage.cases import HandedIn, NewVoice, Part

_STATE = Button("受付状況", "受付状況")
_MENU = Button("メニュー", "メニュー")


def hand_in(session: Session, effect: HandIn, on: Circumstances) -> tuple[Message, ...]:
    new = NewVoice(
        channel="line",
        said_at=on.happened_at,
        parts=_parts(effect.texts, effect.places),
        chat=on.chat,
        photos=effect.photos,
        wants_reply=effect.wants_reply,
        measure=effect.measure,
        notice_version=effect.notice_version,
        urgent=effect.urgent,
        abusive=effect.abusive,
        sensitive=effect.sensitive,
        personal=effect.personal,
        adds_to=effect.adds_to,
    )
    handed = cases.hand_in(session, new, on.city.voice, on.seal, on.now)
    if effect.urgent:
        alert(session, handed.voice_id, handed.receipt, on.city, on.now)
    return (receipt_of(handed, new),)


def receipt_of(handed: HandedIn, new: NewVoice, *, asks: bool = True) -> Message:
    return voice_wording.receipt(
        handed.receipt,
        day_in_japan(new.said_at),
        handed.due_on,
        wants_reply=handed.wants_reply,
        outcome=handed.outcome,
        asks=asks,
    )


def alert(session: Session, voice_id: int, receipt: str, city: City, now: datetime) -> None:
    """Tell staff by mail that somebody may be in danger. The mail names the case and quotes nobody."""
    mails.write(session, f"urgent:{voice_id}", case_mails.urgent(city, receipt), now)


def withdraw(session: Session, effect: Withdraw, on: Circumstances) -> tuple[Message, ...]:
    done = taking_back.withdraw_letter(session, on.chat, effect.receipt, on.city.voice.rules, on.seal, on.now)
    on.media.delete_once_kept(session, done.files)
    which = "、".join((effect.receipt, *done.parts))
    match done.how:
        case Taken.ERASED:
            said = f"{which} を取り下げました。書いたものも写真も、すべて消しました。"
        case Taken.SEALED:
            said = f"{which} を取り下げました。手続きを止め、内容は封をして保管します。"
        case _:
            return (NOT_YOURS,)
    return (Message(said, (_STATE, _MENU)),)


def publication(session: Session, effect: Publication, on: Circumstances) -> tuple[Message, ...]:
    noted = own_voices.answer_publication(session, on.chat, effect.receipt, effect.may, on.seal, on.now)
    if noted is None:
        return (NOT_YOURS,)
    said = voice_wording.published(noted.receipt, may=effect.may, taken_down=noted.taken_down)
    if effect.then is not None:
        return (said, age_and_district.question(on.city, effect.then))
    return (Message(said.text, (_STATE, _MENU)),)


def about_oneself(session: Session, effect: AboutOneself, on: Circumstances) -> tuple[Message, ...]:
    """Never kept where the city does not ask (any more)."""
    if effect.value is not None and effect.what in on.city.voice.asks:
        own_voices.note_about(session, on.chat, effect.receipt, effect.what, effect.value)
    then = age_and_district.next_asked(on.city, effect.what)
    if then is not None:
        return (age_and_district.question(on.city, then),)
    return (Message("ありがとうございました。", (_STATE, _MENU)),)


def said_after(session: Session, effect: SaidAfter, on: Circumstances) -> tuple[Message, ...]:
    if not own_voices.note_after(session, on.chat, effect.receipt, effect.solved, on.seal, on.now):
        already = "この質問には、もうお答えいただいています。そのあとに変わったことは、「市民の声」でお知らせください。"
        return (Message(already, (Button("市民の声", "市民の声"), _STATE, _MENU)),)
    if effect.solved:
        return (Message("お知らせありがとうございます。記録しました。", (_MENU,)),)
    told = f"お知らせありがとうございます。{effect.receipt} がまだ解決していないことを、担当の職員に伝えました。"
    if on.city.voice.lane != "form":
        told += "\n今どのように困っているかを、続けて書いていただくと、市に送ることができます。"
    return (Message(told, (_STATE, _MENU)),)


def answer_city(session: Session, effect: AnswerCity, on: Circumstances) -> tuple[Message, ...]:
    answer = NewVoice(
        channel="line",
        said_at=on.happened_at,
        parts=_parts(effect.texts, effect.places),
        chat=on.chat,
        photos=effect.photos,
        urgent=effect.urgent,
        sensitive=effect.sensitive,
        personal=effect.personal,
    )
    heard = hearing_back.hear(session, effect.receipt, answer, on.city.voice, on.seal, on.now)
    if heard is None:
        return (NOTHING_ASKED,)
    if effect.urgent:
        alert(session, heard.voice_id, effect.receipt, on.city, on.now)
    return (voice_wording.heard_back(effect.receipt, heard.due_on, today=day_in_japan(on.now)),)


def _parts(texts: Sequence[Told], places: Sequence[Told]) -> tuple[Part, ...]:
    return (
        *(Part("text", told.text, told.message_id or None) for told in texts),
        *(Part("place", told.text, told.message_id or None) for told in places),
    )


def open_form(session: Session, effect: OpenForm, on: Circumstances) -> tuple[Message, ...]:
    draft = {
        "text": "\n".join(told.text for told in effect.said if told.step == "text"),
        "places": [told.text for told in effect.said if told.step == "place"],
        "photos": [told.text for told in effect.said if told.step == "photo"],
        "measure": next((told.text for told in effect.said if told.step == "measure"), None),
        "adds_to": next((told.text for told in effect.said if told.step == ADDS_TO), None),
    }
    token = form_visits.open_visit(session, on.chat, json.dumps(draft, ensure_ascii=False), on.seal, on.now)
    minutes = int(form_visits.LASTS.total_seconds() // 60)
    return (voice_wording.form_link(f"{on.city.public_base_url}/form/{token}", minutes),)


APPLY: Table = {
    HandIn: hand_in,
    Withdraw: withdraw,
    Publication: publication,
    AboutOneself: about_oneself,
    SaidAfter: said_after,
    AnswerCity: answer_city,
    OpenForm: open_form,
}
