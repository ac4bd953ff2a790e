"""「ちがう」, the last button under an answer: what is wrong with it goes onto the list of what to improve.

The first question is put outside any flow, so that whoever goes on asking is not held up by it. Only who chooses to say it
in words stands in a flow, for as long as an answer is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast, get_args

from handlers import flow, postbacks, wording
from handlers.characters import on_one_line
from handlers.conversation import Conversation
from handlers.flow import Flow, Scene, Slip, Step
from handlers.key_words import bare
from handlers.masking import masked
from handlers.model import Button, Doubt, Doubted, Effect, Event, Facts, Said, Standing, Told, Turn
from knowledge.reply import Choice

NAME = "doubt"
BUTTON = Button("ちがう", "ちがう")

_LASTS = timedelta(minutes=10)
_TYPED = frozenset(
    map(
        bare,
        ("ちがう", "違う", "ちがいます", "違います", "ちがうよ", "違うよ", "ちがうけど", "まちがい", "間違い", "まちがってる",
         "間違ってる", "間違っている", "間違っています", "答えがちがう", "答えが違う", "数字がちがう", "数字が違う",
         "答えになってない", "答えになっていない", "答えになってません", "答えになっていません"),
    )
)  # fmt: skip
_LABELS: dict[Doubt, str] = {
    "figure": "数字がちがう",
    "meaning": "聞きたいことがちがう",
    "outdated": "古い",
    "other": "そのほか（言葉で）",
}

# Pressed twice, they say nothing of what is wrong.
_BUTTONS = frozenset(map(bare, (BUTTON.label, *_LABELS.values())))


def typed(text: str, facts: Facts) -> Turn | None:
    """What follows from 「ちがう」, typed or tapped; None when the text is something else."""
    if bare(text) not in _TYPED:
        return None
    answer = facts.progress.answer
    if answer is None:
        return Turn(facts.progress, (wording.NO_ANSWER_TO_DOUBT,))
    buttons = tuple(Button(label, label, postbacks.data(NAME, about, str(answer))) for about, label in _LABELS.items())
    choices = tuple(Choice(button.label, button.data or "") for button in buttons)
    progress = replace(facts.progress, choices=choices, until=facts.now + _LASTS)
    return Turn(progress, (wording.where_is_it_wrong(tuple(_LABELS.values()), buttons),))


def _pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    """What is wrong was chosen. A button under another answer than the last one is outdated."""
    if len(parts) != 2 or parts[0] not in get_args(Doubt) or parts[1] != str(facts.progress.answer):
        return None
    about = cast("Doubt", parts[0])
    if about == "other":
        return flow.begin(_in_words(parts[1]), facts)
    progress = replace(facts.progress, choices=())
    return Turn(progress, (wording.doubt_noted(about, facts.city),), (Doubted(int(parts[1]), about),))


def _in_words(answer: str) -> Flow:
    def taken(event: Event, _scene: Scene) -> Sequence[Told] | Slip | None:
        if not isinstance(event, Said) or bare(event.text) in _BUTTONS:
            return None
        if len(on_one_line(event.text)) > wording.DOUBT_MAX_CHARS:
            return Slip(wording.too_long(wording.DOUBT_MAX_CHARS))
        return (Told("words", on_one_line(event.text), event.message_id),)

    def noted(scene: Scene) -> Sequence[Effect]:
        words = scene.at.last("words") or ""
        return (Doubted(int(answer), "other", masked(words, scene.facts.city)),)

    return Flow(
        name=f"{NAME}:{answer}",
        start="words",
        steps={"words": Step(says=lambda _scene: (wording.WRONG_IN_WHAT,), takes=taken, again=wording.IN_WORDS)},
        reminder=wording.IN_WORDS,
        finish=noted,
        parting=lambda scene: (wording.doubt_noted("other", scene.facts.city),),
        lasts=_LASTS,
    )


def _flow(at: Standing, _facts: Facts) -> Flow | None:
    answer = at.flow.partition(":")[2]
    return _in_words(answer) if answer.isascii() and answer.isdigit() else None


DOUBTING = Conversation(name=NAME, flow=_flow, pressed=_pressed)
