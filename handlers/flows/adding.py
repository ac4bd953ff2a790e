"""What is said right after a voice was handed in: no question to the documents, and offered to be added to that voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from casework.states import Shown
from casework.working_days import day_in_japan
from handlers import flow
from handlers import voice_wording as words
from handlers.conversation import Conversation
from handlers.flow import END, Flow, Scene, Step, Way
from handlers.flows import voice
from handlers.flows.telling import shows_it
from handlers.model import Facts, Message, Standing, Told, Turn
from handlers.own_voices import OwnVoice
from handlers.replies import Meaning, meanings
from handlers.said_of_ones_own import turns_to_the_hall

NAME = "adding"
_TO_IT, _ANOTHER = "続きとして送る", "別の声として送る"
# Later on, another matter is as likely.
_FRESH = timedelta(days=1)
# Of short replies only these tell the city something of what it has.
_TELL: frozenset[Meaning] = frozenset(
    {"send_for_reply", "send_silently", "anew", "edits", "without_photos", "hide", "publish"}
)


def _receipt(scene: Scene) -> str:
    return scene.at.flow.partition(":")[2]


def _may_be_added_to(own: OwnVoice) -> bool:
    return own.shown in (Shown.RECEIVED, Shown.CHECKING)


def _what_it_adds_to(scene: Scene) -> Sequence[Told]:
    """The receipt, unless that voice was taken back or answered meanwhile: then this one stands by itself."""
    receipt = _receipt(scene)
    is_there = any(one.receipt == receipt and _may_be_added_to(one) for one in scene.facts.own_voices)
    return (Told(voice.ADDS_TO, receipt),) if is_there else ()


def _offer(scene: Scene) -> Sequence[Message]:
    return [words.more_of_it(_receipt(scene))]


_STEPS = {
    "heard": Step(
        _offer,
        (
            Way(
                _TO_IT,
                END,
                means=("yes", "please", "send"),
                leads=lambda scene: voice.goes_on_with((*_what_it_adds_to(scene), *scene.at.said), scene.facts),
            ),
            Way(
                _ANOTHER,
                END,
                means=("another",),
                everyday=True,
                leads=lambda scene: voice.goes_on_with(scene.at.said, scene.facts),
            ),
            Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT], everyday=True),
        ),
        shows_it,
        "heard",
        loose=True,
        lists=True,
    )
}
ADDING = Flow(NAME, "heard", _STEPS, reminder="")


def said_unasked(text: Told, before: Standing | None, facts: Facts) -> Turn | None:
    """What follows from a statement of which the documents tell nothing, for whom the city has received a voice of late and
    not answered it yet; None for everybody else. ``before``: where the resident stood; what was just told under the same offer
    goes along."""
    today = day_in_japan(facts.now)
    fresh = (one for one in facts.own_voices if _may_be_added_to(one) and today - one.received_on <= _FRESH)
    own = next(fresh, None)
    if own is None or facts.city.voice.lane == "form" or not voice.states(text.text):
        return None
    replies = meanings(text.text)
    if replies.isdisjoint(_TELL) and (replies or turns_to_the_hall(text.text)):
        return None
    name = f"{NAME}:{own.receipt}"
    goes_on = before is not None and before.flow == name and voice.was_just_offered(before, facts)
    told = before.said if before is not None and goes_on else ()
    return flow.begin(replace(ADDING, name=name), facts, (*told, text))


CONVERSATION = Conversation(
    name=NAME,
    flow=lambda at, _facts: replace(ADDING, name=at.flow),
    needs=frozenset({"own_voices"}),
    labels=lambda _facts: flow.labels_of(ADDING),
    begins_with="受付状況",
)
