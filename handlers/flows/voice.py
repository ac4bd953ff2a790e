"""市民の声: two taps and the text. Nothing is accepted before 送る; until then all stands in the running conversation only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from casework.danger import Alarm, abuse, alarm
from casework.identifying import identifying
from casework.out_of_the_blue import complaint_in
from casework.personal_data import Find, find_personal_data, hidden, may_go_as_is, may_go_by_form
from handlers import flow, postbacks, wording
from handlers import voice_wording as words
from handlers.characters import sendable
from handlers.city import City, Door
from handlers.conversation import Conversation
from handlers.flow import END, Branch, Flow, Scene, Slip, Step, Way
from handlers.model import Button, Effect, Event, Facts, Message, Place, Said, Sent, Standing, Told, Turn
from knowledge.reply import Topic

NAME = "voice"
SEND, SEND_SILENTLY = "送る（返事がほしい）", "送る（返事はいらない）"
HIDE, AS_IS, AS_VOICE, THIS_QUESTION = "かくして送る", "そのまま送る", "市民の声として送る", "この質問を市に送る"
CONTACT = "連絡先も伝える"


@dataclass(frozen=True)
class HandIn(Effect):
    """送る was pressed. ``texts`` and ``places`` come with the ids of their messages; ``photos`` are ids alone."""

    is_receipt: ClassVar[bool] = True

    texts: tuple[Told, ...]
    places: tuple[Told, ...]
    photos: tuple[str, ...]
    wants_reply: bool
    measure: str | None
    notice_version: str
    urgent: bool
    abusive: bool
    sensitive: bool
    personal: bool


@dataclass(frozen=True)
class OpenForm(Effect):
    """The resident wants to give a contact: a way to the form is opened, with all that was told so far."""

    said: tuple[Told, ...] = ()


# --- what was told so far ----------------------------------------------------------------------------------------


def _texts(at: Standing) -> tuple[Told, ...]:
    return tuple(told for told in at.said if told.step == "text")


def _finds(told: Sequence[Told], city: City) -> list[Find]:
    public = [city.phone or "", *(door.phone or "" for door in city.doors)]
    return [
        find for one in told for find in find_personal_data(one.text, public, frozenset({city.name}))
    ]  # each message by itself, as it was typed


def _unsettled(scene: Scene) -> list[Find]:
    """Personal data about which the resident has not decided yet."""
    chosen = [place for place, told in enumerate(scene.at.said) if told.step == "stop" and told.text in {HIDE, AS_IS}]
    if not chosen:
        return _finds(_texts(scene.at), scene.facts.city)
    if scene.at.said[chosen[-1]].text == HIDE:
        return []
    return _finds([told for told in scene.at.said[chosen[-1] :] if told.step == "text"], scene.facts.city)


def _shown_texts(scene: Scene) -> tuple[Told, ...]:
    """The texts as they would be sent: with what is to be hidden hidden."""
    texts = _texts(scene.at)
    if not any(told.step == "stop" and told.text == HIDE for told in scene.at.said):
        return texts
    return tuple(replace(told, text=hidden(told.text, _finds([told], scene.facts.city))) for told in texts)


def _alarm(scene: Scene) -> Alarm:
    return alarm("\n".join(told.text for told in _texts(scene.at)), scene.facts.city.voice.danger)


def _has_form(scene: Scene) -> bool:
    return scene.facts.city.public_base_url is not None


def _goes_on(scene: Scene) -> str:
    """Where what has been told leads: first help, then the stop, then the card."""
    told = {one.step for one in scene.at.said}
    if not told & {"text", "photo", "place"}:
        return "text"
    if "danger" not in told and _alarm(scene).distress:
        return "danger"
    return "stop" if _unsettled(scene) else "check"


_ON = Branch(_goes_on, ("text", "danger", "stop", "check"))


# --- what each step takes ----------------------------------------------------------------------------------------


def _takes(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    """A text, photo or place becomes part of the voice; all else is told in one sentence."""
    match event:
        case Said():
            text = sendable(event.text).strip()
            chars = sum(len(told.text) for told in _texts(scene.at)) + len(text)
            if chars > words.MAX_CHARS:
                return Slip(words.too_long(chars))
            new = Told("text", text, event.message_id)
            return [new, *_if_acute([*_texts(scene.at), new], scene.at, scene.facts)]
        case Sent(kind="image"):
            if len(scene.at.all("photo")) >= words.MAX_PHOTOS:
                return Slip(words.TOO_MANY_PHOTOS)
            return [Told("photo", event.message_id, event.message_id)]
        case Sent(kind="location", place=Place() as place):
            return [Told("place", _in_words(place), event.message_id)]
        case Sent():
            return Slip(_SLIPS[event.kind])
    return None


def _if_acute(texts: Sequence[Told], at: Standing | None, facts: Facts) -> Sequence[Told]:
    """The mark that numbers to call are to be shown first, once in a voice."""
    if at is not None and at.last("helped") is not None:
        return []
    found = alarm("\n".join(told.text for told in texts), facts.city.voice.danger)
    return [_NUMBERS_FIRST] if found.acute and not found.distress else []


_NUMBERS_FIRST = Told("helped", "")
_SLIPS = {
    "audio": words.AUDIO,
    "video": words.NO_VIDEO,
    "file": words.NO_FILE,
    "sticker": words.NO_STICKER,
    "location": words.NO_PLACE,
}


def _in_words(place: Place) -> str:
    where = f"{place.latitude:.5f},{place.longitude:.5f}"
    return f"{sendable(place.words)}（{where}）" if place.words else where


def _takes_after_help(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    """Who writes on has read the numbers."""
    taken = _takes(event, scene)
    return taken if taken is None or isinstance(taken, Slip) else [*taken, _READ_THE_NUMBERS]


_READ_THE_NUMBERS = Told("danger", "")
_NOTICED = Told("noticed", "")


def _takes_what_belongs_to_it(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    """Beside a photo nobody asked for: the next photo, the place, and words that tell of a trouble; a question is none."""
    if isinstance(event, Said) and not complaint_in(event.text):
        return None
    if isinstance(event, Sent) and event.kind not in {"image", "location"}:
        return None
    return _takes(event, scene)


# --- the steps ---------------------------------------------------------------------------------------------------


def _numbers(scene: Scene) -> Sequence[Message]:
    """Whom to call in acute danger, at once and above all else; the way on stays open below."""
    return [words.danger(scene.facts.city)] if scene.at.said[-1] == _NUMBERS_FIRST else []


def _stop(scene: Scene) -> Sequence[Message]:
    return [
        *_numbers(scene),
        words.personal_data(_unsettled(scene), [way.label for way in VOICE.steps["stop"].open_ways(scene)]),
    ]


def _card(scene: Scene) -> Sequence[Message]:
    shown = [told.text for told in _shown_texts(scene)]
    ways = [way.label for way in VOICE.steps["check"].open_ways(scene)]
    at = scene.at
    card = words.check_card(shown, len(at.all("photo")), at.all("place"), at.last("measure"), ways)
    return [*_numbers(scene), *_notice_unless_read(scene), card]


def _notice_unless_read(scene: Scene) -> Sequence[Message]:
    """Whoever came by another way than 市民の声 has not read the notice yet."""
    return (
        []
        if {"start", "noticed"} & {told.step for told in scene.at.said}
        else [words.before_checking(scene.facts.city)]
    )


def _hand_in(scene: Scene) -> Sequence[Effect]:
    at = scene.at
    texts = _shown_texts(scene)
    whole = "\n".join(told.text for told in texts)
    return [
        HandIn(
            texts,
            tuple(told for told in at.said if told.step == "place"),
            at.all("photo"),
            at.last("check") == SEND,
            at.last("measure"),
            words.NOTICE_VERSION,
            _alarm(scene).urgent,
            bool(abuse(whole)),
            bool(identifying(whole)),
            bool(_finds(texts, scene.facts.city)),
        )
    ]


def _open_form(scene: Scene) -> Sequence[Effect]:
    return [OpenForm(scene.at.said)] if _has_form(scene) else []


_TO_FORM = Branch(lambda scene: END if _has_form(scene) else "by_phone", (END, "by_phone"))
_STOP_TALKING = Way("やめる", END)

VOICE = Flow(
    name=NAME,
    start="text",
    entries=("unasked", "heard", "offer", "check"),
    comes_along=frozenset({"measure", "start", "noticed"}),
    reminder=words.REMINDER,
    stopped=lambda _scene: [words.STOPPED],
    steps={
        "text": Step(
            lambda scene: [words.notice(scene.facts.city, scene.at.last("measure"))],
            (
                Way("くわしく", "details"),
                Way("連絡先も伝えたい", _TO_FORM, also=(CONTACT,), does=_open_form),
                _STOP_TALKING,
            ),
            _takes,
            _ON,
            again="ご意見を書いて送ってください。",
        ),
        "details": Step(
            lambda scene: [words.details(scene.facts.city)],
            (Way("連絡先も伝えたい", _TO_FORM, also=(CONTACT,), does=_open_form), _STOP_TALKING),
            _takes,
            _ON,
            again="ご意見を書いて送ってください。",
        ),
        "unasked": Step(
            lambda scene: [words.PHOTO_UNASKED if scene.at.last("photo") else words.PLACE_UNASKED],
            (
                Way(AS_VOICE, "about", also=("はい", "送る")),
                Way("送らない", END, also=("いいえ",), says=lambda _scene: [words.NOT_SENT]),
            ),
            _takes_what_belongs_to_it,
            _ON,
            loose=True,
        ),
        "about": Step(
            lambda scene: [
                Message(f"{words.WHAT_ABOUT}\n{words.agreement(scene.facts.city)}"),
            ],
            (Way("説明なしで送る", "check"), _STOP_TALKING),
            _takes,
            _ON,
            again="どんなことか、書いて送ってください。",
            marks=(_NOTICED,),
        ),
        "heard": Step(
            lambda _scene: (),
            (
                Way(AS_VOICE, _ON, also=("はい", "送る")),
                Way("送らない", END, also=("いいえ",), says=lambda _scene: [words.NOT_SENT]),
            ),
            loose=True,
        ),
        "offer": Step(lambda _scene: (), (Way(THIS_QUESTION, _ON, also=(AS_VOICE,)),), loose=True),
        "danger": Step(
            lambda _scene: [words.DISTRESS],
            (Way("このまま続ける", _ON, also=("続ける",)), _STOP_TALKING),
            _takes_after_help,
            _ON,
        ),
        "stop": Step(
            _stop,
            (
                Way(HIDE, _ON, also=("隠して送る", "そこをかくして送る")),
                Way("書き直す", "rewrite", also=("直す",), forgets=True),
                Way(
                    CONTACT,
                    _TO_FORM,
                    also=("連絡先も伝えたい",),
                    offered=lambda scene: may_go_by_form(_unsettled(scene)),
                    does=_open_form,
                ),
                Way(AS_IS, _ON, offered=lambda scene: may_go_as_is(_unsettled(scene))),
            ),
            _takes,
            _ON,
        ),
        "by_phone": Step(
            lambda scene: [words.contact_by_phone(scene.facts.city)],
            (Way("このまま続ける", _ON, also=("続ける",)), _STOP_TALKING),
            _takes,
            _ON,
        ),
        "rewrite": Step(
            lambda _scene: [Message("わかりました。ご意見を、もう一度書いて送ってください。")],
            (_STOP_TALKING,),
            _takes,
            _ON,
            again="ご意見を書いて送ってください。",
        ),
        "check": Step(
            _card,
            (
                Way(SEND, "publish", also=("送る", "完了", "送信", "はい", "返事がほしい", AS_VOICE), does=_hand_in),
                Way(SEND_SILENTLY, "publish", also=("返事はいらない",), does=_hand_in),
                Way("書き直す", "rewrite", also=("直す",), forgets=True),
                _STOP_TALKING,
            ),
            _takes,
            _ON,
            again=words.NOT_A_CHOICE,
            marks=(_NOTICED,),
        ),
        # The receipt, which only the desk can word, puts this question.
        "publish": Step(
            lambda _scene: (),
            (
                Way("要約ならのせてよい", END, also=("のせてよい",), does=lambda _scene: [_publication(True)]),
                Way("のせない", END, does=lambda _scene: [_publication(False)]),
            ),
            loose=True,
        ),
    },
)


@dataclass(frozen=True)
class Publication(Effect):
    """Whether a summary may be published. ``receipt`` None: the newest voice not answered for."""

    receipt: str | None
    may: bool


def _publication(may: bool) -> Publication:
    return Publication(None, may)


# --- the ways in -------------------------------------------------------------------------------------------------


def _start(facts: Facts, *, measure: str | None = None) -> Turn:
    """From the key word, the menu, or the button under an answer."""
    at = facts.progress.standing
    if at is not None and at.flow == NAME and any(told.step in {"text", "photo", "place"} for told in at.said):
        # Pressed again in the middle: what was written is still there.
        scene = Scene(at, facts)
        return flow.begin(VOICE, facts, at.said, step=_goes_on(scene))
    if facts.city.voice.lane == "form":
        if facts.city.public_base_url is None:
            return Turn(replace(facts.progress, standing=None), (words.form_only(facts.city),))
        said = (Told("measure", measure),) if measure else ()
        return Turn(replace(facts.progress, standing=None), (), (OpenForm(said),))
    said = (Told("start", words.NOTICE_VERSION), *((Told("measure", measure),) if measure else ()))
    return flow.begin(VOICE, facts, said)


def in_distress(text: str, message_id: str, facts: Facts) -> Turn | None:
    """The calm wording for who speaks of ending their life, wherever they say it; None for everything else."""
    if not alarm(text, facts.city.voice.danger).distress:
        return None
    return flow.begin(VOICE, facts, (Told("text", sendable(text), message_id),), step="danger")


def said_unasked(text: str, message_id: str, door: Door | None, facts: Facts) -> Turn | None:
    """What follows from a complaint or a danger typed out of the blue, to which the documents say nothing."""
    told: tuple[Told, ...] = (Told("text", sendable(text), message_id),)
    acute = _if_acute(told, None, facts)
    if facts.city.voice.lane == "form" or not (acute or complaint_in(text)):
        return None
    if acute and door is None:
        told = (*told, *acute)
        return flow.begin(VOICE, facts, told, step=_goes_on(Scene(Standing(NAME, "text", told), facts)))
    at = flow.offered(VOICE, facts, "heard", told)
    heard = words.heard_unasked(wording.door_at_once(door, facts.city) if door else None, acute=bool(acute))
    buttons = tuple(Button(way.label, way.label) for way in VOICE.steps["heard"].ways)
    progress = replace(facts.progress, standing=at, choices=())
    return Turn(progress, (replace(heard, buttons=(*buttons, wording.MENU)),))


def offered_beside(message: Message, text: str, message_id: str, facts: Facts) -> tuple[Message, Standing | None]:
    """A refusal with the offer to send the question to the city."""
    if facts.city.voice.lane == "form":
        return message, None
    at = flow.offered(VOICE, facts, "offer", (Told("text", sendable(text), message_id),))
    return replace(message, buttons=(Button(THIS_QUESTION, THIS_QUESTION), *message.buttons)), at


def sent_unasked(event: Sent, facts: Facts) -> Turn | None:
    """A photo or a place out of the blue: often of a damage."""
    if facts.city.voice.lane == "form":
        return None
    match event:
        case Sent(kind="image"):
            told = Told("photo", event.message_id, event.message_id)
        case Sent(kind="location", place=Place() as place):
            told = Told("place", _in_words(place), event.message_id)
        case _:
            return None
    return flow.begin(VOICE, facts, (told,), step="unasked")


def measure_button(topic: Topic | None) -> tuple[Button, ...]:
    """「この施策に意見を送る」 under an answer that speaks of a measure; none under others."""
    for subject in topic.subjects if topic else ():
        if found := _MEASURE.search(subject):
            label = "この施策に意見を送る"
            return (Button(label, label, postbacks.data(NAME, "measure", f"{found[1]} {found[2]}")),)
    return ()


# Plan and code, as they stand in what the knowledge room calls a measure or an indicator ("…:7次:5-1-1:NPO法人数").
_MEASURE = re.compile(r":(\d+次):(\d+(?:-\d+)+)(?::|$)")


def _pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    match parts:
        case ("measure", measure) if len(measure) <= 40:
            at = facts.progress.standing
            if at is not None and at.flow == NAME and not at.loose and at.last("text"):
                return Turn(facts.progress, (Message(words.REMINDER),))
            return _start(replace(facts, progress=replace(facts.progress, standing=None)), measure=measure)
    return None


CONVERSATION = Conversation(
    name=NAME,
    flow=lambda _at, _facts: VOICE,
    key_words={"市民の声": _start},
    pressed=_pressed,
    ended=words.ENDED,
)
