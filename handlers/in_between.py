"""What came in between, and what goes on afterwards by itself.

Somebody who answers a survey begins a voice, looks at their cases, asks the documents: that is served, and then the open
question comes again. The survey stands aside meanwhile (``Progress.aside``). While it goes on, what was offered last by
the other conversation (may a summary be published?) stands aside in its turn, and its words can still be typed.
"""

from __future__ import annotations

from dataclasses import replace

from handlers import flow, flows
from handlers.flow import Scene
from handlers.key_words import number
from handlers.model import Facts, Progress, Said, Standing, Turn


def waits(at: Standing | None) -> bool:
    """Whether a conversation is put aside by another, and goes on by itself afterwards."""
    conversation = flows.named(at.flow) if at is not None else None
    return at is not None and not at.loose and conversation is not None and conversation.resumes is not None


def with_what_waits(turn: Turn, facts: Facts) -> Turn:
    """The turn, having put aside what waits, or taken it up again."""
    before, at, new = facts.progress.aside, facts.progress.standing, turn.progress.standing
    held = new is not None and not new.loose
    if at is not None and waits(at):
        if new is not None and new.loose and new.flow != at.flow and not (turn.messages or turn.effects):
            # The first of several photos sent together: the question is still in sight, and the rest is on its way.
            return replace(turn, progress=replace(turn.progress, standing=at, aside=new))
        if turn.about == at.flow or (not turn.messages and not turn.effects):
            return turn if new is not None else _with_aside(turn, None)
        if held and new is not None and new.flow != at.flow:
            return _with_aside(turn, None if waits(new) or _alone(new, facts) else at)
        return _goes_on(turn, at, facts)
    if before is None or at is None or not waits(before):
        return _with_aside(turn, None)
    if held and new is not None:
        return _with_aside(turn, None if waits(new) or _alone(new, facts) else before)
    return _goes_on(turn, before, facts)


def offer_taken(event: Said, facts: Facts) -> Turn | None:
    """What follows when words of the offer that stands aside are typed; None for all else. Numbers answer the survey, and so
    does what is one of its choices (「いいえ」)."""
    beside = facts.progress.aside
    conversation = flows.named(beside.flow) if beside is not None and beside.loose else None
    offering = conversation.flow(beside, facts) if beside is not None and conversation is not None else None
    if beside is None or offering is None or facts.now >= (beside.until or facts.now) or number(event.text) is not None:
        return None
    scene = Scene(beside, facts)
    at = facts.progress.standing
    asking = flows.named(at.flow) if at is not None else None
    if at is not None and asking is not None and asking.answers_here(event.text, Scene(at, facts)):
        return None
    step = offering.steps.get(beside.step)
    way = flow.way_of(offering, step, scene, event.text) if step is not None else None
    return None if way is None else flow.take(offering, scene, way, event)


def _goes_on(turn: Turn, at: Standing, facts: Facts) -> Turn:
    """The turn with the open question after all that is said. Who has turned to a list of choices has turned away."""
    conversation = flows.named(at.flow)
    if conversation is None or conversation.resumes is None or turn.progress.choices:
        return _with_aside(turn, None)
    again = conversation.resumes(at, facts)
    if again is None or any(effect.ends_what_waits for effect in turn.effects):
        return _with_aside(turn, None)
    offered = turn.progress.standing
    aside = offered if offered is not None and offered.loose else None
    progress = replace(again.progress, aside=aside, taken=turn.progress.taken)
    return replace(turn, progress=progress, afterwards=again.messages, about=again.about)


def _alone(at: Standing, facts: Facts) -> bool:
    """Whether nothing may go on after this as if nothing had been said."""
    conversation = flows.named(at.flow)
    standing_in = conversation.flow(at, facts) if conversation is not None else None
    return standing_in is not None and at.step in standing_in.steps and standing_in.steps[at.step].alone


def _with_aside(turn: Turn, aside: Standing | None) -> Turn:
    progress: Progress = turn.progress
    return turn if progress.aside == aside else replace(turn, progress=replace(progress, aside=aside))
