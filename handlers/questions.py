"""What follows from a question to the documents: the answer, a door of the hall, a voice that is offered, or help."""

from __future__ import annotations

from dataclasses import replace

from handlers import flows, survey_wording, voice_wording, wording
from handlers.characters import is_latin
from handlers.doors import door_for
from handlers.flows import adding, answering, doubting, replying, voice
from handlers.looked_up import LookedUp, looked_up
from handlers.model import Facts, Message, Said, Standing, Turn
from handlers.replies import meanings
from handlers.said_of_ones_own import asks_how_it_is_handled
from knowledge.reply import Reply

MAX_QUESTION_CHARS = 300


def question(event: Said, facts: Facts, at: Standing | None) -> Turn:
    """What follows from a question to the documents; ``at``: where the resident stood before it."""
    if turn := in_distress(event.text, event.message_id, facts, in_talk=event.where == "talk"):
        return turn
    found = looked_up(event, facts, at)
    if not found.in_talk:
        return _told(found)
    ways = (_of_a_photo, _to_the_city, _unasked, _of_handling, _to_a_reply)
    return next((turn for way in ways if (turn := way(found))), None) or _told(found)


def _of_a_photo(found: LookedUp) -> Turn | None:
    return voice.said_of_a_photo(found.event, found.door, found.at, found.facts) if found.tells_nothing else None


def _to_the_city(found: LookedUp) -> Turn | None:
    """What may answer what the city asked or said, or go on with what was handed in."""
    at, facts, told = found.at, found.facts, found.told
    if found.may_answer_the_city:
        return answering.said_unasked(told, at, facts) or replying.said_when_asked(told, at, facts)
    if not found.may_be_of_own:
        return None
    if turn := answering.said_unasked(told, at, facts) or replying.said_unasked(told, at, facts):
        return turn
    turn = adding.said_unasked(told, at, facts)
    if turn is None or found.door is None:
        return turn
    at_once = Message(wording.door_at_once(found.door, facts.city))  # it may as well be a new trouble
    return replace(turn, messages=(at_once, *turn.messages))


def _unasked(found: LookedUp) -> Turn | None:
    """The offer to send a complaint or a danger, to which the documents say nothing."""
    if not found.tells_nothing:
        return None
    event, complains = found.event, found.complains and not found.reply.sources
    turn = voice.said_unasked(event.text, event.message_id, found.door, found.facts, found.at, complains=complains)
    if turn is None:
        return None
    at = turn.progress.standing
    if at is not None and at.loose:
        turn = replace(turn, progress=replace(turn.progress, asked=found.asked, until=found.progress.until))
    return replace(turn, answered=found.answered(instead=True), lacks_own_voices=found.lacks_own_voices)


def _of_handling(found: LookedUp) -> Turn | None:
    """How the city handles what is written here, to who asks; None to everybody else."""
    asks = found.tells_nothing or found.asks_back_of_nothing
    if not asks or found.facts.city.voice.lane == "form" or not asks_how_it_is_handled(found.text):
        return None
    said, left = _with_what_was_told(voice_wording.handling(found.facts.city), found.at, found.facts)
    return Turn(replace(found.progress, choices=(), standing=left), (said,), answered=found.answered())


def _to_a_reply(found: LookedUp) -> Turn | None:
    """What is said to a reply that chooses nothing, and to who does not know how to go on; None to everything else. An offer
    that stands open is put again."""
    replies = meanings(found.text) - {"reward"}  # that is asked, and no reply
    if not replies or not found.tells_nothing or found.door is not None:
        return None
    offer = found.at if found.at is not None and found.at.loose else None
    ways = flows.offered(offer, found.facts)
    if "lost" in replies:
        said = wording.how_to(found.facts.city)
        said = replace(said, buttons=(*ways, *said.buttons))
    else:
        said = wording.choose_a_way(ways) if ways else wording.NOTHING_ASKED
    return Turn(replace(found.progress, choices=(), standing=offer), (said,), answered=found.answered())


def _told(found: LookedUp) -> Turn:
    """The answer; for what the documents do not tell the door, or a refusal with the offer to send it to the city."""
    facts, door, progress = found.facts, found.door, found.progress
    if door:  # the examples of the refusal are not on the screen, so no number chooses among them
        progress = replace(progress, choices=())
        message = wording.door(door, facts.city, in_english=is_latin(found.text))
    else:
        message = _answer(found.reply, facts)
    if found.in_talk:
        message, standing = _with_the_way_to_the_city(message, found)
        progress = replace(progress, standing=standing)
    return Turn(progress, (message,), answered=found.answered(), lacks_own_voices=found.lacks_own_voices)


def _with_the_way_to_the_city(message: Message, found: LookedUp) -> tuple[Message, Standing | None]:
    if not found.tells_nothing:
        return _with_what_was_told(message, found.at, found.facts)
    return voice.offered_beside(
        message, found.text, found.event.message_id, found.at, found.facts, complains=found.complains
    )


def _with_what_was_told(message: Message, at: Standing | None, facts: Facts) -> tuple[Message, Standing | None]:
    """What is said to something else, with the offer to send what was told a moment ago; as it is where nothing was."""
    left = voice.left_open(at, facts)
    if left is None:
        return message, facts.progress.standing
    is_news = at is not None and at.step != left.step
    return voice_wording.can_still_be_sent(message, voice.AS_VOICE, is_news=is_news), left


def too_long(event: Said, facts: Facts) -> Turn:
    """What follows from more than a question can be: often somebody has much to tell the hall, and a voice holds it."""
    refusal = wording.too_long(MAX_QUESTION_CHARS)
    in_talk = event.where == "talk"
    if turn := in_distress(event.text, event.message_id, facts, in_talk=in_talk):
        return turn
    if not in_talk:
        return Turn(facts.progress, (refusal,))
    door = door_for(event.text, facts.city.doors)
    return (
        voice.said_unasked(event.text, event.message_id, door, facts)
        or voice.offered_instead(refusal, event.text, event.message_id, facts)
        or Turn(facts.progress, (refusal,))
    )


def in_distress(text: str, message_id: str, facts: Facts, *, in_talk: bool) -> Turn | None:
    """Whom to talk to, for who speaks of ending their life; None for everybody else."""
    turn = voice.in_distress(text, message_id, facts)
    return turn if turn is None or in_talk else Turn(facts.progress, (voice_wording.WHO_LISTENS,))


def _answer(reply: Reply, facts: Facts) -> Message:
    """The reply as a message; where the documents tell nothing, with the hall's number."""
    choices = wording.buttons(reply.choices)
    if reply.tells:
        monitors = survey_wording.beside_button(reply.topic.subjects if reply.topic else (), facts.beside)
        return Message(
            reply.text, (*choices, *monitors, *voice.measure_button(reply.topic), doubting.BUTTON), reply.bars
        )
    if not reply.tells_nothing:
        return Message(reply.text, choices, reply.bars)
    return Message("\n".join(filter(None, (reply.text, wording.when_urgent(facts.city)))), (*choices, wording.MENU))
