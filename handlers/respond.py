"""What follows from an event: whether it is answered, where it was said, and what it changes besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import tidings, wording
from handlers.groups import in_group
from handlers.looked_up import TOPIC_LASTS
from handlers.model import (
    Effect,
    Event,
    Facts,
    Followed,
    Greeted,
    JoinedGroup,
    Left,
    Other,
    Pressed,
    Progress,
    QuestionTakenBack,
    Said,
    Sent,
    Turn,
    Unfollowed,
    Unsent,
)
from handlers.silence import with_word_of_silence
from handlers.talk import in_talk
from knowledge.reply import Choice


def respond(event: Event, facts: Facts) -> Turn:
    """Decide what is said, remembered and done after ``event``.

    A late event (``facts.late``) may be answered, yet it changes nothing: something newer has been decided already.
    """
    if isinstance(event, Unsent):  # however late: what is taken back is gone
        return Turn(facts.progress, (), (QuestionTakenBack(event.message_id),) if event.message_id else ())
    if facts.late and _completes_a_batch(event, facts.progress):
        facts = replace(facts, late=False)
    effects = () if facts.late else _effects(event, reachable=facts.known and not facts.left)
    if isinstance(event, Unfollowed):
        return Turn(facts.progress if facts.late else Progress(), (), effects)
    if not _asks_for_an_answer(event):
        return Turn(facts.progress, (), effects)
    if facts.flooding:
        return Turn(facts.progress, (wording.SLOW_DOWN,) if facts.flooding == 1 else (), effects)
    if event.where == "group" or isinstance(event, JoinedGroup):
        return replace(in_group(event, facts), progress=facts.progress, effects=effects)
    if facts.late and isinstance(event, Pressed):  # decided on already, whatever it asked
        return Turn(facts.progress, (wording.OLD_BUTTON,), ())
    turn = tidings.told_along(with_word_of_silence(in_talk, event, facts), event, facts)
    if facts.late:
        return replace(turn, progress=facts.progress, effects=(), must_arrive=False, afterwards=())
    must_arrive = turn.must_arrive or any(effect.is_receipt for effect in turn.effects)
    return replace(
        turn, progress=_typeable(turn, facts.now), effects=(*effects, *turn.effects), must_arrive=must_arrive
    )


def _completes_a_batch(event: Event, progress: Progress) -> bool:
    """Photos sent together come in any order: one that is older than what was handled last may still belong to it."""
    at = progress.standing
    return isinstance(event, Sent) and event.batch is not None and at is not None and event.batch.id in at.all("batch")


def _effects(event: Event, *, reachable: bool) -> tuple[Effect, ...]:
    if event.where == "group":
        return ()
    match event:
        case Unfollowed():
            return (Left(),)
        case Followed():
            return (Greeted(),)
        case Said() | Pressed() | Sent() if (
            not reachable
        ):  # who never added us, or came back unnoticed, can still write
            return (Greeted(),)
    return ()


def _asks_for_an_answer(event: Event) -> bool:
    if not event.may_answer or isinstance(event, Other):
        return False
    if event.where == "group":
        return isinstance(event, JoinedGroup) or (isinstance(event, Said) and event.mentions_us)
    # Turning a page of the rich menu comes as a button, but the telephone has turned it already.
    return not (isinstance(event, Pressed) and "newRichMenuAliasId" in event.params)


def _typeable(turn: Turn, now: datetime) -> Progress:
    """The turn's progress, in which the words of the buttons that post back can be typed: LINE on a PC shows none."""
    if turn.progress.standing is not None and not turn.progress.standing.loose:
        return turn.progress  # a flow knows its own ways
    posting = [
        Choice(button.label, button.data)
        for said in (*turn.messages, *turn.afterwards)
        for button in (*said.lasting, *said.buttons)
        if button.data is not None
    ]
    new = tuple(choice for choice in posting if choice not in turn.progress.choices)
    if not posting:
        return turn.progress
    return replace(turn.progress, choices=(*turn.progress.choices, *new), until=now + TOPIC_LASTS)
