"""What a button says, said again right after it was taken: a second tap does nothing new.

Taps come twice where a telephone is slow, and words are sent twice. The second is never a question to the documents, nor
somebody's own words, nor a step further that nobody has looked at.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import flow, flows, wording
from handlers.flow import Scene, Way
from handlers.key_words import bare, key_word, number
from handlers.model import Facts, Progress, Said, Turn

# Nobody has read a card so soon. Later the same number, or the same word, may well be meant for what it says there.
_UNREAD = timedelta(seconds=5)


def in_flow(event: Said, facts: Facts) -> Turn | None:
    """What follows where a flow holds the resident; None when it is no second tap, or means something there."""
    at = facts.progress.standing
    conversation = flows.named(at.flow) if at is not None and not at.loose else None
    if at is None or conversation is None or not _is_again(event, facts.progress):
        return None
    scene = Scene(at, facts)
    if conversation.goes_on is not None:
        means_something = number(event.text) is not None or conversation.answers_here(event.text, scene)
        return None if means_something else Turn(facts.progress, (wording.HEARD_ALREADY,))
    standing_in = conversation.flow(at, facts)
    if standing_in is None or at.step not in standing_in.steps:
        return None
    way = flow.way_of(standing_in, standing_in.steps[at.step], scene, event.text)
    if way is not None and not (way.is_final and _is_unread(way, event, facts.progress)):
        return None
    turn = flow.ask_again(standing_in, scene)
    return replace(turn, progress=replace(turn.progress, taken=facts.progress.taken))


def outside(event: Said, progress: Progress, facts: Facts) -> Turn | None:
    """What follows where it would be a question, or a number that chooses nothing; what is offered beside stays so."""
    if not _is_again(event, progress):
        return None
    return Turn(
        progress, (replace(wording.HEARD_ALREADY, buttons=(*flows.offered(progress.standing, facts), wording.MENU)),)
    )


def _is_again(event: Said, progress: Progress) -> bool:
    """Key words mean the same everywhere, however often: 「やめる」 may be said to what comes after."""
    return progress.taken is not None and bare(event.text) in progress.taken.words and not key_word(event.text)


def _is_unread(way: Way, event: Said, progress: Progress) -> bool:
    """Whether a button's own words, or its number, come too soon for the new step to have been read."""
    taken = progress.taken
    by_button = number(event.text) is not None or bare(event.text) == bare(way.label)
    return by_button and taken is not None and event.at - taken.at <= _UNREAD
