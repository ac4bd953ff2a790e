"""答える: the city asked back about a voice, and whoever handed it in answers in the chat. A short way: the text, and 送る."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.identifying import identifying
from handlers import flow
from handlers import voice_wording as words
from handlers.conversation import Conversation
from handlers.flow import Flow, Quietly, Scene, Slip, Step, Way
from handlers.flows import voice
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
    if_told,
    nothing_left,
    rewrites,
    said_first,
    shown_texts,
    shows_it,
    stops,
    takes,
    takes_even_a_number,
    texts_told,
)
from handlers.key_words import bare
from handlers.model import Effect, Facts, Message, Sent, Standing, Told, Turn
from handlers.own_voices import OwnVoice

NAME = "answering"
ANSWER = "答える"
NOTHING_ASKED = Message("今、お答えいただくことはありません。", (words.STATE_BUTTON, words.MENU_BUTTON))
_SEND = "送る"
_AS_ANSWER = "おたずねの答えにする"
# Its button stands above all the while: pressed again, or typed, it is nobody's answer.
_AGAIN = Way(ANSWER, ON, quiet=True)


@dataclass(frozen=True)
class AnswerCity(Effect):
    """What the resident answers, with 送る. ``texts`` and ``places`` come with the ids of their messages."""

    receipt: str
    texts: tuple[Told, ...]
    places: tuple[Told, ...]
    photos: tuple[str, ...]
    urgent: bool
    sensitive: bool
    personal: bool


def _question(scene: Scene) -> Sequence[Message]:
    asked = scene.at.last("question")
    return [words.asked_back(scene.at.flow.partition(":")[2], asked or "")]


def _card(scene: Scene) -> Sequence[Message]:
    at = scene.at
    shown = [told.text for told in shown_texts(scene)]
    ways = [way.label for way in _STEPS["check"].open_ways(scene)]
    return [*said_first(scene), words.answer_card(shown, len(at.all("photo")), at.all("place"), ways)]


def _answer(scene: Scene) -> Sequence[Effect]:
    if not has_told(scene.at):
        return []
    texts = shown_texts(scene)
    return [
        AnswerCity(
            scene.at.flow.partition(":")[2],
            texts,
            tuple(told for told in scene.at.said if told.step == "place"),
            scene.at.all("photo"),
            alarm_in(scene).urgent,
            bool(identifying("\n".join(told.text for told in texts))),
            bool(finds_in(texts, scene.facts.city)),
        )
    ]


def _all_told(at: Standing) -> tuple[Told, ...]:
    """Words, photos and places, without what the city asked."""
    return tuple(told for told in at.said if told.step != "question")


def _is_it_the_answer(scene: Scene) -> Sequence[Message]:
    return [words.is_it_the_answer(scene.at.flow.partition(":")[2], scene.at.last("question") or "")]


_STEPS = {
    "heard": Step(
        _is_it_the_answer,
        (
            Way(_AS_ANSWER, ON, means=("yes",)),
            Way(
                voice.AS_VOICE,
                flow.END,
                means=("another",),
                offered=lambda scene: scene.facts.city.voice.lane != "form",
                everyday=True,
                leads=lambda scene: voice.goes_on_with(_all_told(scene.at), scene.facts),
            ),
            Way("送らない", flow.END, means=("no",), says=lambda _scene: [words.NOT_SENT], everyday=True),
        ),
        shows_it,
        "heard",
        loose=True,
        lists=True,
    ),
    "text": Step(
        _question,
        (STOP_TALKING, _AGAIN),
        takes_even_a_number,
        ON,
        again="お答えを書いて送ってください。",
        numbered=False,
    ),
    "danger": DANGER,
    "stop": stops(Way("電話で伝える", "by_phone", also=("電話",))),
    "by_phone": BY_PHONE,
    "rewrite": rewrites("お答え", taking=takes_even_a_number),
    "nothing": nothing_left("お答え", taking=takes_even_a_number),
    "check": Step(
        _card,
        (
            Way(_SEND, if_told(flow.END), means=("yes", "send", "as_is"), does=_answer),
            WRITES_ANEW,
            TAKES_PHOTOS_OFF,
            STOP_TALKING,
            _AGAIN,
        ),
        takes,
        ON,
        again=words.NOT_A_CHOICE,
    ),
}
ANSWERING = Flow(
    name=NAME,
    start="text",
    steps=_STEPS,
    entries=("heard",),
    comes_along=frozenset({"question"}),
    keeps=SHOWS,
    may_be_told=frozenset({"yes", "no", "another", "anew", "edits", "unclear", "as_is", "go_on"}),
    reminder="おたずねへのお答えの途中です。続きはそのまま書いて送ってください。やめるときは「やめる」と送ってください。",
    stopped=lambda _scene: [words.ANSWER_STOPPED],
)


def _begin(own: OwnVoice, facts: Facts) -> Turn:
    at = facts.progress.standing
    steps = replace(ANSWERING, name=f"{NAME}:{own.receipt}")
    if at is not None and at.flow == steps.name and texts_told(at):
        return flow.begin(steps, facts, at.said, step=goes_on(Scene(at, facts)))
    return flow.begin(steps, facts, (Told("question", own.question or ""),))


def _pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    match parts:
        case (receipt,):
            own = next((one for one in facts.own_voices if one.receipt == receipt), None)
            if own is None or own.question is None:
                return Turn(facts.progress, (NOTHING_ASKED,))
            if _is_telling_something_else(facts.progress.standing, receipt):
                return None
            return _begin(own, facts)
    return None


def _is_telling_something_else(at: Standing | None, receipt: str) -> bool:
    return at is not None and not at.loose and at.flow != f"{NAME}:{receipt}" and bool(texts_told(at))


def typed(text: str, facts: Facts) -> Turn | None:
    """「答える」 typed: to the newest question the city waits for; None for other words, and where nothing is asked."""
    if bare(text) != bare(ANSWER):
        return None
    own = next((one for one in facts.own_voices if one.question is not None), None)
    return _begin(own, facts) if own else None


def said_unasked(text: Told, before: Standing | None, facts: Facts) -> Turn | None:
    """What follows from words of which the documents tell nothing, while the city waits for an answer: they are offered to be
    it. None where nothing is asked. ``before``: where the resident stood; what was told under the same offer goes along."""
    own = next((one for one in facts.own_voices if one.question is not None), None)
    if own is None:
        return None
    steps = replace(ANSWERING, name=f"{NAME}:{own.receipt}")
    told = _all_told(before) if before is not None and before.flow == steps.name else ()
    return flow.begin(steps, facts, (Told("question", own.question or ""), *told, text), step="heard")


def sent_unasked(event: Sent, facts: Facts) -> Turn | None:
    """A photo or a place while the city waits for an answer: it is offered to be that. None where nothing is asked."""
    own = next((one for one in facts.own_voices if one.question is not None), None)
    if own is None or facts.city.voice.lane == "form":
        return None
    steps = replace(ANSWERING, name=f"{NAME}:{own.receipt}")
    asked = Told("question", own.question or "")
    taken = shows_it(event, Scene(Standing(steps.name, "heard", (asked,)), facts))
    if isinstance(taken, Quietly):
        standing = flow.offered(steps, facts, "heard", (asked, *taken.told))
        return Turn(replace(facts.progress, standing=standing, choices=()))
    return None if taken is None or isinstance(taken, Slip) else flow.begin(steps, facts, (asked, *taken), step="heard")


CONVERSATION = Conversation(
    name=NAME,
    flow=lambda at, _facts: replace(ANSWERING, name=at.flow),
    pressed=_pressed,
    needs=frozenset({"own_voices"}),
    labels=lambda _facts: flow.labels_of(ANSWERING) | {bare(ANSWER)},
    begins_with="受付状況",  # there it shows whether the city still asks
    ended="市からのおたずねに書きかけていたお答えは、1日たったので消しました。まだ送っていません。「答える」と送ると、書き直せます。",
)
