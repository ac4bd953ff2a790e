"""What a day's silence leaves of a conversation, and the word about a flow that it has ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import flows, wording
from handlers.flows import voice
from handlers.model import Event, Facts, Message, Progress, Said, Standing, Turn


def with_word_of_silence(decide: Callable[[Event, Facts], Turn], event: Event, facts: Facts) -> Turn:
    """The turn, with a word first about a flow that a day's silence has ended."""
    progress = _still_standing(event, facts)
    if progress.ended is None:
        return decide(event, facts if progress is facts.progress else replace(facts, progress=progress))
    turn = decide(event, replace(facts, progress=replace(progress, ended=None)))
    if not (turn.messages or turn.afterwards):
        return replace(turn, progress=replace(turn.progress, ended=progress.ended))
    over = flows.named(progress.ended)
    word = over.ended if over else ""
    if over is not None and over.goes_on is not None and _leads_nowhere(turn, event):
        # What fits nowhere else answered what is over: nothing is to be said, or noted, but that it is.
        return Turn(replace(progress, ended=None), (Message(word),), turn.effects)
    return replace(turn, messages=(Message(word), *turn.messages)) if word else turn


def _still_standing(event: Event, facts: Facts) -> Progress:
    """What the resident can refer to, judged by when they spoke and not by when we got round to it."""
    if facts.late:
        return Progress()
    kept = facts.progress
    if (kept.until is None or event.at > kept.until) and (
        kept.topic or kept.choices or kept.until or kept.answer or kept.asked
    ):
        kept = replace(kept, topic=None, choices=(), until=None, answer=None, asked=None)
    at = kept.standing
    if at is not None and (at.until is None or event.at > at.until or _is_over(at, facts)):
        kept = replace(kept, standing=None, ended=at.flow if at.holds else kept.ended)
    if kept.taken is not None and event.at > kept.taken.until:
        kept = replace(kept, taken=None)
    if kept.aside is not None and (kept.standing is None or event.at > (kept.aside.until or event.at)):
        kept = replace(kept, aside=None)
    return kept


def _is_over(at: Standing, facts: Facts) -> bool:
    """Whether what somebody stands in is being closed: staff ended it before its time, and its traces are not wiped yet."""
    conversation = flows.named(at.flow)
    return conversation is not None and conversation.goes_on is not None and conversation.flow(at, facts) is None


def _leads_nowhere(turn: Turn, event: Event) -> bool:
    """Whether a text was told no more than that nothing is known of it, or that its number chooses nothing. A question is one,
    whatever became of it."""
    if not isinstance(event, Said) or event.text.strip().endswith(("？", "?")):
        return False
    if turn.answered is None:
        return [said.text for said in turn.messages] == [wording.NOTHING_TO_CHOOSE.text]
    at, answered = turn.progress.standing, turn.answered
    return answered.reply.tells_nothing and answered.door is None and (at is None or voice.is_beside(at))
