"""What follows from a question to the documents: the answer, a door of the hall, a voice that is offered, or help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from casework.out_of_the_blue import states_how_it_is
from handlers import flows, survey_wording, voice_wording, wording
from handlers.characters import is_latin, on_one_line, sendable
from handlers.city import Door
from handlers.doors import at_the_door, door_for
from handlers.flows import adding, answering, doubting, replying, voice
from handlers.masking import masked
from handlers.model import Answered, Asked, Facts, Message, Said, Standing, Told, Turn
from handlers.replies import meanings
from handlers.said_of_ones_own import asks_how_it_is_handled
from knowledge.reply import STATES, Reply
from knowledge.telling.refuse import OF_THING

# So long a follow-up ("理由は？") still means what was spoken of last, and a number what was offered last.
TOPIC_LASTS = timedelta(minutes=10)
MAX_QUESTION_CHARS = 300
_SHORT = 20


def question(event: Said, facts: Facts, at: Standing | None) -> Turn:
    """What follows from a question to the documents; ``at``: where the resident stood before it."""
    text, message_id, in_talk = event.text, event.message_id, event.where == "talk"
    if turn := in_distress(text, message_id, facts, in_talk=in_talk):
        return turn
    reply = at_the_door(text, facts.ask(on_one_line(text), facts.progress.topic), facts.city.doors)
    if not reply.tells_nothing and voice.in_danger(text, facts) and not reply.slots.get("aspects"):
        # 「夫に殴られています」 asks for nothing: help comes before whatever the documents say of the word.
        reply = Reply("out_of_scope", voice_wording.danger(facts.city, may_send=False).text, {"refusal": "danger"})
    elif (
        in_talk
        and not reply.tells_nothing
        and states_how_it_is(text, facts.city.own_things)
        and not reply.slots.get("aspects")
    ):
        reply = Reply("out_of_scope", wording.SAID_NOT_ASKED, {"refusal": "complaint"})
    asked = Asked(text, facts.progress.topic, message_id)
    until = facts.now + TOPIC_LASTS
    progress = replace(facts.progress, topic=reply.topic, choices=reply.choices, until=until, answer=None, asked=asked)
    told_nothing = _tells_nothing(reply, text)
    door = door_for(text, facts.city.doors) if told_nothing and not _lacks_a_year_only(reply) else None
    if in_talk and told_nothing and (turn := voice.said_of_a_photo(event, door, at, facts)):
        return turn
    to_the_city = in_talk and _may_answer_the_city(reply, at, facts)
    if to_the_city and (turn := _answering_the_city(event, at, facts)):
        return turn
    may_be_of_own = to_the_city or (in_talk and _may_be_of_own(text, reply, door, facts))
    if may_be_of_own and not to_the_city and (turn := _of_own(event, at, door, facts)):
        return turn
    complains = reply.slots.get("refusal") == "complaint" and voice.tells(text, door)
    unasked = (
        voice.said_unasked(text, message_id, door, facts, at, complains=complains and not reply.sources)
        if in_talk and told_nothing
        else None
    )
    # What a door or the way to the hall stands in for was not seen.
    seen = replace(reply, sources=()) if door or unasked else reply
    answered = Answered(masked(on_one_line(text), facts.city), seen, door.words[0] if door else None, message_id)
    looked_for_nothing = in_talk and (told_nothing or _asks_back_of_nothing(reply)) and not unasked
    if looked_for_nothing and (said := _of_handling(text, facts)):
        said, left = _with_what_was_told(said, at, facts)
        return Turn(replace(progress, choices=(), standing=left), (said,), answered=answered)
    if looked_for_nothing and told_nothing and door is None and (said := _to_a_reply(text, at, facts)):
        offer = at if at is not None and at.loose else None
        return Turn(replace(progress, choices=(), standing=offer), (said,), answered=answered)
    if unasked:
        at = unasked.progress.standing
        if at is not None and at.loose:
            unasked = replace(unasked, progress=replace(unasked.progress, asked=asked, until=until))
        return replace(unasked, answered=answered, lacks_own_voices=may_be_of_own)
    if door:  # the examples of the refusal are not on the screen, so no number chooses among them
        progress = replace(progress, choices=())
    message = wording.door(door, facts.city, in_english=is_latin(text)) if door else _answer(reply, facts)
    if in_talk and told_nothing:
        message, standing = voice.offered_beside(message, text, message_id, at, facts, complains=complains)
        progress = replace(progress, standing=standing)
    elif in_talk:
        message, left = _with_what_was_told(message, at, facts)
        progress = replace(progress, standing=left)
    return Turn(progress, (message,), answered=answered, lacks_own_voices=may_be_of_own)


def _with_what_was_told(message: Message, at: Standing | None, facts: Facts) -> tuple[Message, Standing | None]:
    """What is said to something else, with the offer to send what was told a moment ago; as it is where nothing was."""
    left = voice.left_open(at, facts)
    if left is None:
        return message, facts.progress.standing
    is_news = at is not None and at.step != left.step
    return voice_wording.can_still_be_sent(message, voice.AS_VOICE, is_news=is_news), left


def _of_handling(text: str, facts: Facts) -> Message | None:
    """How the city handles what is written here, to who asks; None to everybody else."""
    if facts.city.voice.lane == "form" or not asks_how_it_is_handled(text):
        return None
    return voice_wording.handling(facts.city)


def _to_a_reply(text: str, at: Standing | None, facts: Facts) -> Message | None:
    """What is said to a reply that chooses nothing, and to who does not know how to go on; None to everything else. An offer
    that stands open, ``at``, is put again."""
    replies = meanings(text) - {"reward"}  # that is asked, and no reply
    if not replies:
        return None
    ways = flows.offered(at, facts) if at is not None and at.loose else ()
    if "lost" in replies:
        said = wording.how_to(facts.city)
        return replace(said, buttons=(*ways, *said.buttons))
    return wording.choose_a_way(ways) if ways else wording.NOTHING_ASKED


def _tells_nothing(reply: Reply, text: str) -> bool:
    """Whether what was said got nothing of the documents: a refusal, or a question back to who asked nothing."""
    return reply.tells_nothing or (_asks_back_of_nothing(reply) and voice.states(text))


def _lacks_a_year_only(reply: Reply) -> bool:
    """Whether a thing the documents do tell of was refused for the year alone that was named: no counter knows that sooner."""
    return {"limit", OF_THING} <= reply.slots.keys()


def _asks_back_of_nothing(reply: Reply) -> bool:
    """Whether it is asked back of what something is to be told, with nothing of the documents in sight."""
    return reply.outcome == "asked_back" and reply.topic is None and reply.slots.get("words") == []


def _may_be_of_own(text: str, reply: Reply, door: Door | None, facts: Facts) -> bool:
    """Whether what the documents do not know may answer what the city asked or said. A danger is told by itself."""
    # 「解決しました」 states how it is, whatever the documents have to tell of the word.
    asks = reply.tells and (bool(reply.slots.get("aspects")) or not voice.states(text) or len(text) > _SHORT)
    of_it = reply.outcome != "small_talk" and not asks and replying.speaks_of_what_was_done(text)
    tells = of_it or (_tells_nothing(reply, text) and voice.tells(text, door))
    return tells and not facts.late and not voice.in_danger(text, facts)


def _may_answer_the_city(reply: Reply, at: Standing | None, facts: Facts) -> bool:
    """Whether a piece of small talk (「使ってます」, 「もう大丈夫です」) may be the answer to what the city asks: nothing
    else was spoken of or offered, ``at``, just now."""
    may_state = reply.outcome == "small_talk" and STATES in reply.slots
    return may_state and not facts.late and facts.progress.topic is None and (at is None or at.flow != voice.NAME)


def _answering_the_city(event: Said, at: Standing | None, facts: Facts) -> Turn | None:
    told = Told("text", sendable(event.text).strip(), event.message_id)
    return answering.said_unasked(told, at, facts) or replying.said_when_asked(told, at, facts)


def _of_own(event: Said, at: Standing | None, door: Door | None, facts: Facts) -> Turn | None:
    told = Told("text", sendable(event.text).strip(), event.message_id)
    if turn := answering.said_unasked(told, at, facts) or replying.said_unasked(told, at, facts):
        return turn
    turn = adding.said_unasked(told, at, facts)
    if turn is None or door is None:
        return turn
    at_once = Message(wording.door_at_once(door, facts.city))  # it may as well be a new trouble
    return replace(turn, messages=(at_once, *turn.messages))


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
