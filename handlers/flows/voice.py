"""市民の声: two taps and the text. Nothing is accepted before 送る; until then all stands in the running conversation only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from casework.danger import abuse, alarm
from casework.identifying import identifying
from casework.kinds import NO_KIND, KindFound
from casework.out_of_the_blue import complaint_in, kind_of_matter, states_how_it_is
from casework.personal_data import may_go_by_form
from handlers import flow, postbacks, wording
from handlers import voice_wording as words
from handlers.characters import is_latin, sendable
from handlers.city import Door
from handlers.conversation import Conversation
from handlers.flow import END, Branch, Flow, Quietly, Scene, Slip, Step, Way
from handlers.flows import age_and_district, publication
from handlers.flows.telling import (
    BY_PHONE,
    DANGER,
    ON,
    SHOWS,
    STOP_TALKING,
    TAKES_PHOTOS_OFF,
    WRITES_ANEW,
    alarm_in,
    finds_in,
    goes_on,
    has_told,
    if_acute,
    if_told,
    in_words,
    nothing_left,
    photo_of,
    rewrites,
    said_first,
    shown_texts,
    shows_it,
    stops,
    takes,
    unsettled,
)
from handlers.key_words import bare
from handlers.model import Batch, Button, Effect, Event, Facts, Message, Place, Said, Sent, Standing, Told, Turn
from handlers.replies import meanings
from handlers.said_of_ones_own import turns_to_the_hall
from knowledge.reply import Topic

NAME = "voice"
_ASKS = re.compile(
    r"[?？]|(?:か|かな|かしら|は|って|教えて|知りたい)[。\s]*$"
    r"|(?:何|なに|いくら|なんぼ|どこ|だれ|誰|い[つづ]|どう|なぜ|なんで)(?:だ|や|なの|なのや|だべ|です|なんだ|なんです)?[。\s]*$"
)
# 「少ないんですけど」 tells, 「ごみのことですけど」 and 「知りたいんですけど」 do not. A smile at the end is left aside.
_TELLS = re.compile(
    r"(?:[るたいすだぞよねわろ]|ません|でしょう|[ぁ-ん]そう|(?:(?<!た)い|[るたす])ん(?:だ|です)(?:けど|けれど|けんど|げんと|が))"
    r"(?:笑|[wｗ]+)?\W*$"
)
_WISHES_TO_KNOW = re.compile(
    r"(?:[知見調聞比べ確認]\w{0,2}(?:し|り|べ|き)?たい(?:です|の|ん|けど|が)*|教えて\w*)[。！!\s]*$"
)
# What is written so soon after belongs to it: people write in pieces.
_GOES_ON = timedelta(minutes=10)
SEND, SEND_SILENTLY = "送る（返事がほしい）", "送る（返事はいらない）"
AS_VOICE, THIS_QUESTION = "市民の声として送る", "この質問を市に送る"
CONTACT = "連絡先も伝える"
# Where the receipt number is kept of the voice that this one goes on with.
ADDS_TO = "adds_to"


@dataclass(frozen=True)
class HandIn(Effect):
    """送る was pressed. ``texts`` and ``places`` come with the ids of their messages; ``photos`` are ids alone.

    ``adds_to``: the receipt number of the resident's own voice that this one goes on with."""

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
    adds_to: str | None = None


@dataclass(frozen=True)
class OpenForm(Effect):
    """The resident wants to give a contact: a way to the form is opened, with all that was told so far."""

    said: tuple[Told, ...] = ()


# --- what only this flow takes ----------------------------------------------------------------------------------


_NOTICED = Told("noticed", "")
_ASKED = Told("asked", "")


def has_form(scene: Scene) -> bool:
    return scene.facts.city.public_base_url is not None


def _takes_what_belongs_to_it(event: Event, scene: Scene) -> Sequence[Told] | Slip | Quietly | None:
    """Beside a photo nobody asked for: the next photo, the place, and words that tell of a trouble or a danger; a question is
    none."""
    if isinstance(event, Said):
        found = alarm(event.text, scene.facts.city.voice.danger)
        tells = complaint_in(event.text, scene.facts.city.own_things) or found.acute or found.distress
        return takes(event, scene) if tells else None
    return shows_it(event, scene)


# --- the steps ---------------------------------------------------------------------------------------------------


def _card(scene: Scene) -> Sequence[Message]:
    shown = [told.text for told in shown_texts(scene)]
    ways = [way.label for way in VOICE.steps["check"].open_ways(scene)]
    at = scene.at
    card = words.check_card(shown, len(at.all("photo")), at.all("place"), at.last("measure"), ways, at.last(ADDS_TO))
    if shown and all(map(is_latin, shown)):
        card = replace(card, text=words.with_english(card.text, words.CARD_IN_ENGLISH))
    return [*said_first(scene), *_notice_unless_read(scene), card]


def _notice_unless_read(scene: Scene) -> Sequence[Message]:
    """Whoever came by another way than 市民の声 has not read the notice yet."""
    return (
        []
        if {"start", "noticed"} & {told.step for told in scene.at.said}
        else [words.before_checking(scene.facts.city)]
    )


def _hand_in(scene: Scene) -> Sequence[Effect]:
    at = scene.at
    if not has_told(at):
        return []
    texts = shown_texts(scene)
    whole = "\n".join(told.text for told in texts)
    return [
        HandIn(
            texts,
            tuple(told for told in at.said if told.step == "place"),
            at.all("photo"),
            at.last("check") == SEND,
            at.last("measure"),
            words.NOTICE_VERSION,
            alarm_in(scene).urgent,
            bool(abuse(whole)),
            bool(identifying(whole)),
            bool(finds_in(texts, scene.facts.city)),
            at.last(ADDS_TO),
        )
    ]


def _open_form(scene: Scene) -> Sequence[Effect]:
    """What was told goes along as it would be sent here, with what is to be hidden hidden."""
    if not has_form(scene):
        return []
    rest = tuple(told for told in scene.at.said if told.step != "text")
    return [OpenForm((*rest, *shown_texts(scene)))]


_TO_FORM = Branch(lambda scene: END if has_form(scene) else "by_phone", (END, "by_phone"))
# The notice's button stands far above by then, and on a PC its words can be typed any time.
_CONTACT_IN_WORDS = Way(
    CONTACT,
    _TO_FORM,
    also=("連絡先も伝えたい",),
    offered=lambda scene: may_go_by_form(finds_in(shown_texts(scene), scene.facts.city)),
    does=_open_form,
    quiet=True,
)
_STILL_OFFERED = Step(
    lambda _scene: (),
    (
        Way(AS_VOICE, ON, means=("send",)),
        Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT], quiet=True),
    ),
    shows_it,
    ON,
    loose=True,
    numbered=False,
)
VOICE = Flow(
    name=NAME,
    start="text",
    entries=("unasked", "heard", "told", "left", "offer", "check"),
    comes_along=frozenset({"measure", "start", "noticed", ADDS_TO}),
    keeps=SHOWS,
    may_be_told=frozenset({"may", "may_not", "publish"}),  # it is asked only after all is told
    reminder=words.REMINDER,
    stopped=lambda _scene: [words.STOPPED],
    steps={
        "text": Step(
            lambda scene: [words.notice(scene.facts.city, scene.at.last("measure"))],
            (
                Way("くわしく", "details", everyday=True),
                Way("連絡先も伝えたい", _TO_FORM, also=(CONTACT,), does=_open_form),
                STOP_TALKING,
            ),
            takes,
            ON,
            again="ご意見を書いて送ってください。",
            numbered=False,
        ),
        "details": Step(
            lambda scene: [words.details(scene.facts.city)],
            (Way("連絡先も伝えたい", _TO_FORM, also=(CONTACT,), does=_open_form), STOP_TALKING),
            takes,
            ON,
            again="ご意見を書いて送ってください。",
            numbered=False,
        ),
        "unasked": Step(
            lambda scene: [words.unasked(len(scene.at.all("photo")))],
            (
                Way(AS_VOICE, "about", means=("yes", "please", "send")),
                Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT]),
            ),
            _takes_what_belongs_to_it,
            Branch(
                lambda scene: goes_on(scene) if scene.at.last("asked") is not None else "unasked",
                ("unasked", *ON.among),
            ),
            marks=(_ASKED,),
            loose=True,
        ),
        "about": Step(
            lambda scene: [
                Message(f"{words.WHAT_ABOUT}\n{words.agreement(scene.facts.city)}"),
            ],
            (Way("説明なしで送る", ON, means=("send",)), STOP_TALKING, _CONTACT_IN_WORDS),
            takes,
            ON,
            again="どんなことか、書いて送ってください。",
            numbered=False,
            marks=(_NOTICED,),
        ),
        "heard": Step(
            lambda _scene: (),
            (
                Way(AS_VOICE, ON, means=("yes", "please", "send")),
                Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT]),
            ),
            shows_it,
            ON,
            loose=True,
        ),
        # What was told is offered still, below a refusal of what was asked since, or below its answer.
        "told": _STILL_OFFERED,
        "left": _STILL_OFFERED,
        "offer": Step(
            lambda _scene: (),
            (
                Way(THIS_QUESTION, ON, also=(AS_VOICE,), means=("send",)),
                Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT], quiet=True),
            ),
            loose=True,
            numbered=False,
        ),
        "danger": DANGER,
        "stop": stops(
            Way(
                CONTACT,
                _TO_FORM,
                also=("連絡先も伝えたい",),
                offered=lambda scene: may_go_by_form(unsettled(scene)),
                does=_open_form,
            ),
        ),
        "by_phone": BY_PHONE,
        "rewrite": rewrites("ご意見", _CONTACT_IN_WORDS),
        "nothing": nothing_left("ご意見"),
        "check": Step(
            _card,
            (
                Way(SEND, if_told("publish"), means=("yes", "send", "send_for_reply"), does=_hand_in),
                Way(SEND_SILENTLY, if_told("publish"), means=("send_silently",), does=_hand_in),
                WRITES_ANEW,
                TAKES_PHOTOS_OFF,
                Way(
                    "施策を外す",
                    "check",
                    also=("外す", "はずす", "施策をはずす"),
                    offered=lambda scene: scene.at.last("measure") is not None,
                    drops=frozenset({"measure"}),
                ),
                STOP_TALKING,
                _CONTACT_IN_WORDS,
            ),
            takes,
            ON,
            again=words.NOT_A_CHOICE,
            marks=(_NOTICED,),
        ),
        "publish": publication.STEP,
        **age_and_district.STEPS,
    },
)


# --- the ways in -------------------------------------------------------------------------------------------------


def _start(facts: Facts, *, measure: str | None = None) -> Turn:
    """From the key word, the menu, or the button under an answer."""
    at = facts.progress.standing
    if at is not None and at.flow == NAME and has_told(at):
        # Pressed again in the middle: what was written is still there.
        scene = Scene(at, facts)
        return flow.begin(VOICE, facts, at.said, step=goes_on(scene))
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


def in_danger(text: str, facts: Facts) -> bool:
    """Whether somebody tells of a danger to life, limb or property."""
    return bool(alarm(text, facts.city.voice.danger).acute)


def people_in_danger(text: str, facts: Facts) -> bool:
    """The same of a danger that no plan counts or plans for in such words: not a bear or a flood, of which one may ask."""
    return any(one.kind in {"life", "fire", "crime"} for one in alarm(text, facts.city.voice.danger).acute)


def needs_help(text: str, facts: Facts) -> bool:
    """Whether somebody is to read at once whom to call."""
    found = alarm(text, facts.city.voice.danger)
    return bool(found.acute or found.distress)


def said_unasked(
    text: str,
    message_id: str,
    door: Door | None,
    facts: Facts,
    before: Standing | None = None,
    *,
    complains: bool = False,
) -> Turn | None:
    """What follows from a complaint or a danger typed out of the blue, to which the documents say nothing. ``before``: where
    the resident stood; what was offered to be sent just now goes along, and whatever is told then belongs to it.
    ``complains``: the text is known to be a complaint."""
    new = Told("text", sendable(text).strip(), message_id)
    begun = _just_heard(before, facts) if tells(text, door) and not meanings(text) else ()
    told: tuple[Told, ...] = (*begun, new)
    acute = if_acute([new], None, facts)
    if (
        facts.city.voice.lane == "form"
        or not (acute or begun or complains or speaks_to_the_hall(text, facts))
        or _chars(told) > words.MAX_CHARS
    ):
        return None
    if acute and door is None:
        told = (*told, *acute)
        return flow.begin(VOICE, facts, told, step=goes_on(Scene(Standing(NAME, "text", told), facts)))
    return _heard(
        told,
        words.heard_unasked(wording.door_at_once(door, facts.city) if door else None, bool(acute), more=bool(begun)),
        facts,
    )


def _chars(told: Sequence[Told]) -> int:
    """How long all texts are together."""
    return sum(len(one.text) for one in told if one.step == "text")


def _just_heard(at: Standing | None, facts: Facts) -> tuple[Told, ...]:
    """What was told a moment ago and is still offered to be sent."""
    heard = at is not None and at.flow == NAME and at.step in {"heard", "told", "left"}
    return at.said if at is not None and heard and was_just_offered(at, facts) else ()


def left_open(at: Standing | None, facts: Facts) -> Standing | None:
    """What was told a moment ago, where something else was asked since: it can be sent all the same. None where nothing was."""
    return replace(at, step="left") if at is not None and _just_heard(at, facts) else None


def was_just_offered(at: Standing, facts: Facts) -> bool:
    """Whether an offer was made so short a time ago that what is written now goes on with it."""
    return at.until is not None and facts.now - (at.until - VOICE.lasts) <= _GOES_ON


def offered_instead(refusal: Message, text: str, message_id: str, facts: Facts) -> Turn | None:
    """What cannot be read as a question is offered to be sent as it is; None where opinions are not taken in the talk."""
    told = (Told("text", sendable(text).strip(), message_id),)
    if facts.city.voice.lane == "form":
        return None
    if len(told[0].text) > words.MAX_CHARS:
        return Turn(facts.progress, (words.even_a_voice_is_shorter(refusal),))
    return _heard(told, words.unread(refusal.text), facts)


def _heard(told: tuple[Told, ...], message: Message, facts: Facts) -> Turn:
    """The offer to send what was told to the city; it holds nobody."""
    at = flow.offered(VOICE, facts, "heard", told)
    buttons = tuple(Button(way.label, way.label) for way in VOICE.steps["heard"].ways)
    progress = replace(facts.progress, standing=at, choices=())
    return Turn(progress, (replace(message, buttons=(*buttons, wording.MENU)),))


def said_of_a_photo(event: Said, door: Door | None, at: Standing | None, facts: Facts) -> Turn | None:
    """What follows from words of which the documents tell nothing, right after a photo or a place nobody asked for: they say
    what it shows, unless they ask, or name one of the hall's doors and tell nothing of it."""
    if not _shows_something(at) or not tells(event.text, door):
        return None
    assert at is not None
    taken = takes(event, Scene(at, facts))
    if taken is None or isinstance(taken, Slip | Quietly):
        return None
    said = (*at.said, *taken)
    return flow.begin(VOICE, facts, said, step=goes_on(Scene(replace(at, said=said), facts)))


def _shows_something(at: Standing | None) -> bool:
    """Whether a photo or a place came unasked, and what becomes of it is still open."""
    return at is not None and at.loose and at.flow == NAME and at.step == "unasked"


def offered_beside(
    message: Message, text: str, message_id: str, at: Standing | None, facts: Facts, *, complains: bool = False
) -> tuple[Message, Standing | None]:
    """A refusal with the offer to send the question to the city; a photo that came right before goes along, and what was just
    offered to be sent, which is no question. ``complains``: neither is the text. What would make all of it longer than a voice
    may be stays out, and is said to."""
    if facts.city.voice.lane == "form":
        return message, None
    heard = _just_heard(at, facts)
    shown = at.said if at is not None and _shows_something(at) else heard
    step, label = ("told", AS_VOICE) if heard or complains else ("offer", THIS_QUESTION)
    told = (*shown, Told("text", sendable(text), message_id))
    chars = _chars(told)
    at = flow.offered(VOICE, facts, step, told if chars <= words.MAX_CHARS else shown)
    if chars > words.MAX_CHARS:
        message = replace(message, text=f"{message.text}\n市に送るものは、{words.too_long(chars).text}")
    if is_latin(text):
        message = replace(message, text=words.with_english(message.text, words.SEND_IN_ENGLISH))
    return replace(message, buttons=(Button(label, label), *message.buttons)), at


def tells(text: str, door: Door | None) -> bool:
    """Whether a text of which the documents tell nothing tells something: it does not ask, nor only name a door of the hall."""
    return _ASKS.search(text) is None and (door is None or _TELLS.search(text) is not None)


def states(text: str) -> bool:
    """Whether a text is a whole statement that asks for nothing, nor wishes to know anything."""
    return tells(text, None) and _TELLS.search(text) is not None and _WISHES_TO_KNOW.search(text) is None


def speaks_to_the_hall(text: str, facts: Facts) -> bool:
    """Whether a text complains, wishes, proposes or thanks, or tells something of the city's work, and asks for nothing."""
    kind = _kind_of_matter(text, facts)
    complains = complaint_in(text, facts.city.own_things) is not None
    return complains or (kind is not None and (bool(kind.why) or states(text)))


def is_no_question(text: str, facts: Facts) -> bool:
    """Whether a text complains, wishes or proposes to its end: it does not ask for what the documents have on its words."""
    things = facts.city.own_things
    if states_how_it_is(text, things):
        return True
    kind = _kind_of_matter(text, facts)
    complains = complaint_in(text, things) is not None or (kind is not None and kind.name != NO_KIND)
    return complains and states(text) and not turns_to_the_hall(text)


def _kind_of_matter(text: str, facts: Facts) -> KindFound | None:
    asks = turns_to_the_hall(text) or not tells(text, None)
    return None if asks else kind_of_matter(text, facts.city.own_things)


def goes_on_with(told: Sequence[Told], facts: Facts) -> Turn:
    """A voice of what was told elsewhere: to the card, or what has to come before it. Nothing is sent yet."""
    return flow.begin(VOICE, facts, told, step=goes_on(Scene(Standing(NAME, "text", tuple(told)), facts)))


def is_beside(at: Standing) -> bool:
    """Whether this is only the offer beside a refusal, to send the question, or what was told before, to the city."""
    return at.loose and at.flow == NAME and at.step in {"told", "offer"}


def sent_unasked(event: Sent, facts: Facts) -> Turn | None:
    """A photo or a place out of the blue: often of a damage. It belongs to what is offered beside a survey to be sent."""
    if facts.city.voice.lane == "form":
        return None
    beside = facts.progress.aside
    if beside is not None and beside.loose and beside.flow == NAME:
        scene = Scene(beside, facts)
        if flow.takes_it(VOICE, scene, event):
            return flow.advance(VOICE, scene, event)
    match event:
        case Sent(kind="image", batch=Batch() as batch):
            first = photo_of(batch, event.message_id, Standing(NAME, "unasked"))
            if isinstance(first, Quietly):
                standing = flow.offered(VOICE, facts, "unasked", first.told)
                return Turn(replace(facts.progress, standing=standing, choices=()))
            return None
        case Sent(kind="image"):
            told = Told("photo", event.message_id, event.message_id)
        case Sent(kind="location", place=Place() as place):
            told = Told("place", in_words(place), event.message_id)
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
_NAMED_BY_A_BUTTON = re.compile(r"[0-9]{1,3}次 [0-9]{1,3}(?:-[0-9]{1,3}){1,4}")


def _pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    match parts:
        case ("measure", measure) if _NAMED_BY_A_BUTTON.fullmatch(measure):
            at = facts.progress.standing
            if at is not None and at.flow == NAME and not at.loose and has_told(at):
                return Turn(facts.progress, (Message(words.REMINDER),))
            return _start(replace(facts, progress=replace(facts.progress, standing=None)), measure=measure)
    return None


CONVERSATION = Conversation(
    name=NAME,
    flow=lambda _at, _facts: VOICE,
    key_words={"市民の声": _start},
    pressed=_pressed,
    ended=words.ENDED,
    labels=lambda _facts: flow.labels_of(VOICE) | {bare("送る")},  # the button of an answer, and short for ours
    begins_with="市民の声",
)
