"""The conversations of the house. A new one is written in a module of its own and named here."""

from __future__ import annotations

from handlers.conversation import Conversation
from handlers.flow import Flow, Scene
from handlers.flows import adding, answering, case, monitor, replying, survey, voice
from handlers.flows.doubting import DOUBTING
from handlers.flows.looking import LOOKING
from handlers.key_words import KeyWord, bare
from handlers.model import Button, Facts, Standing

CONVERSATIONS: tuple[Conversation, ...] = (
    voice.CONVERSATION,
    case.CONVERSATION,
    answering.CONVERSATION,
    replying.CONVERSATION,
    adding.CONVERSATION,
    LOOKING,
    DOUBTING,
    monitor.CONVERSATION,
    survey.CONVERSATION,
)


def named(name: str) -> Conversation | None:
    """The conversation that a flow's name ("survey:7") or a button's data begins with."""
    wanted = name.partition(":")[0]
    return next((one for one in CONVERSATIONS if one.name == wanted), None)


def over(text: str, facts: Facts) -> tuple[KeyWord, ...]:
    """The key words that begin again what a text was a button of, said when it is over; none where it was no button."""
    meant = bare(text)
    begin = (one.begins_with for one in CONVERSATIONS if one.begins_with and meant in one.labels(facts))
    return tuple(dict.fromkeys(begin))


def for_key_word(key: str) -> tuple[Conversation, ...]:
    """Those that begin something at a key word."""
    return tuple(one for one in CONVERSATIONS if key in one.key_words)


def offered(at: Standing | None, facts: Facts) -> tuple[Button, ...]:
    """The buttons of what somebody is offered or asked; none where they stand nowhere."""
    conversation = named(at.flow) if at is not None else None
    offering: Flow | None = conversation.flow(at, facts) if at is not None and conversation is not None else None
    step = offering.steps.get(at.step) if at is not None and offering is not None else None
    if at is None or step is None:
        return ()
    return tuple(Button(way.label, way.label) for way in step.open_ways(Scene(at, facts)))
