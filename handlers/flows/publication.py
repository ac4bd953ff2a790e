"""Whether a summary of a voice may be published: asked with the receipt, and answered then or any time later.

The step stands in the flow of 市民の声 and holds nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import flow
from handlers import voice_wording as words
from handlers.city import Asked
from handlers.flow import END, Branch, Flow, Scene, Slip, Step, Way
from handlers.flows import age_and_district
from handlers.key_words import bare, number
from handlers.model import Effect, Event, Facts, Message, Said, Standing, Told, Turn
from handlers.own_voices import OwnVoice
from handlers.replies import Meaning, meanings

MAY, MAY_NOT = "要約ならのせてよい", "のせない"


@dataclass(frozen=True)
class Publication(Effect):
    """Whether a summary of a voice may be published. ``then``: what is asked next."""

    receipt: str
    may: bool
    then: Asked | None = None


def may_mean(facts: Facts, may: bool) -> tuple[OwnVoice, ...]:
    """The voices an answer about publication may mean: those not answered for, else those answered for otherwise."""
    open_ones = tuple(own for own in facts.own_voices if own.may_publish is None)
    return open_ones or tuple(own for own in facts.own_voices if own.may_publish is not may)


def not_one_meant(facts: Facts, may: bool) -> tuple[Message, ...]:
    """What is said where an answer about publication means several voices, or none; nothing where it means one."""
    meant = may_mean(facts, may)
    if len(meant) == 1:
        return ()
    if not meant:
        return (words.so_already(facts.own_voices, may),)
    # In the middle of a flow, and where one goes on afterwards, numbers choose among its ways.
    held = any(at is not None and not at.loose for at in (facts.progress.standing, facts.progress.aside))
    return (words.which_to_publish(meant, may, numbered=not held),)


_ASKS = Branch(lambda scene: age_and_district.next_asked(scene.facts.city) or END, (*age_and_district.STEPS, END))


def said_of_it(text: str) -> bool | None:
    """Whether a text says, plainly of this, that it may be published; None for anything else."""
    replies = meanings(text)
    if bare(text) == bare(MAY) or "may" in replies:
        return True
    return False if "may_not" in replies else None


def _way(label: str, may: bool, means: tuple[Meaning, ...]) -> Way:
    """Typed, an answer names no voice: with several that it may mean, it is asked which. A voice that was answered for
    before (the same words handed in again are one case) is not followed by what a city asks once more."""

    def at_first(scene: Scene) -> bool:
        meant = may_mean(scene.facts, may)
        return len(meant) == 1 and meant[0].may_publish is None

    def does(scene: Scene) -> Sequence[Effect]:
        meant = may_mean(scene.facts, may)
        then = age_and_district.next_asked(scene.facts.city) if at_first(scene) else None
        return [Publication(meant[0].receipt, may, then)] if len(meant) == 1 else []

    return Way(
        label,
        Branch(lambda scene: _ASKS.choose(scene) if at_first(scene) else END, _ASKS.among),
        means=means,
        does=does,
        says=lambda scene: not_one_meant(scene.facts, may),
        everyday=not may,  # 「のせない」 is said of other things as well
    )


# What may be either, sent twice on the card before or said of the answer, is no consent yet.
_UNCLEAR: frozenset[Meaning] = frozenset({"yes", "please", "unclear"})


def _asks_which(event: Event, _scene: Scene) -> Slip | None:
    if isinstance(event, Said) and (meanings(event.text) & _UNCLEAR or number(event.text) is not None):
        return Slip(words.MAY_OR_MAY_NOT)
    return None


# The receipt, which only the desk can word, puts this question.
STEP = Step(
    lambda _scene: (),
    (_way(MAY, True, ("may", "publish")), _way(MAY_NOT, False, ("may_not", "no"))),
    _asks_which,
    loose=True,
    numbered=False,  # 「1」 sent twice on the card before would be a consent
)


def is_asked(at: Standing | None) -> bool:
    """Whether this question stands open: a voice was handed in just before."""
    return at is not None and at.step == "publish"


def published(receipt: str, may: bool, *, first: bool, facts: Facts, among: Flow) -> Turn:
    """The buttons under the receipt. ``first``: nothing was answered before, so what a city asks comes next, in ``among``."""
    at = facts.progress.standing
    progress = replace(facts.progress, standing=None) if at is not None and at.loose else facts.progress
    then = age_and_district.next_asked(facts.city) if first and progress.standing is None else None
    if then is not None:
        standing = flow.offered(among, facts, then, (Told("receipt", receipt),))
        progress = replace(progress, standing=standing, choices=())
    return Turn(progress, (), (Publication(receipt, may, then),))
