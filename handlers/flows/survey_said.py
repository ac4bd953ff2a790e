"""What a text at a question of a survey means: an answer, a word of the survey, or something that came in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from casework.personal_data import Find, hidden, may_go_as_is
from handlers import survey_wording as words
from handlers import wording
from handlers.characters import on_one_line
from handlers.city import Door
from handlers.doors import at_the_door, door_for
from handlers.flow import buttons_of
from handlers.flows import answering, case, voice
from handlers.flows.survey_steps import answered, back, confirm, pause, put, review, skip, slip, standing_at, taps
from handlers.flows.telling import AS_IS, HIDE
from handlers.key_words import bare, number
from handlers.model import Button, Facts, Message, Said, Told, Turn
from handlers.panel_facts import OpenWave
from handlers.personal import personal_data_in
from handlers.replies import Meaning, meanings
from handlers.voice_wording import danger, personal_data
from knowledge.reply import Reply
from panel.reading import Misfit, is_an_option, read
from panel.survey import Question

_PENDING = "(pending)"  # words that may be an answer or a question
_PERSONAL = "(personal)"  # words with personal data, about which nothing is decided yet
_REWRITE = "書き直す"
_AS_ANSWER, _AS_QUESTION = "回答として送る", "質問として調べる"
_NUMBERED = re.compile(r"^\d+ ", re.MULTILINE)
_CONFIRM_WORDS = {bare(word) for word in ("決定", "けってい", "ok")}
# What other buttons of a survey say, and those of a voice handed in meanwhile: pressed twice, or long after, it is never what
# somebody answers in free words.
_BUTTON_WORDS = buttons_of(voice.VOICE) | {
    bare(word)
    for word in (words.START, words.CONFIRM, words.REVIEW, words.ERASE, _AS_ANSWER, _AS_QUESTION, HIDE, AS_IS)
}
# What somebody says who comes back to a survey; a wish of the city's (「続けてください」) says more.
_COMING_BACK = {
    bare(word) for word in ("つづける", "続ける", "続きから", "続き", "つづき", "再開", "再開する", "続けます")
}
# What is said to a stop and decides nothing; it is no answer of one's own either.
_NO_DECISION: frozenset[Meaning] = frozenset({"yes", "no", "send", "please", "unclear"})


def is_meant(text: str, question: Question) -> bool:
    """Whether a text is meant for a question that is only offered any more: an answer that fits, a word of ours, or one more
    number that does not fit."""
    meant = bare(text)
    if meant in _CONFIRM_WORDS or meanings(text) & {"back", "skip", "later"}:
        return True
    counts = not _may_ask(text) and any(sign.isnumeric() for sign in meant)
    return counts or not isinstance(read(question, text), Misfit)


def said_at(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """What follows from a text at a question that is open."""
    meant = bare(event.text)
    if (stopped := _stopped(facts)) and (turn := _decided(event, stopped, facts, wave, question)):
        return turn
    if pending := _pending(facts):
        if meant in (bare(_AS_ANSWER), "1"):
            return _kept(pending, event, facts, wave, question)
        if meant in (bare(_AS_QUESTION), "2"):
            return _aside(pending, facts, wave, question)
    if is_an_option(question, event.text):  # also where it would mean something else: 「答えない」, 「眠れない」
        return _taken(event, facts, wave, question)
    if turn := voice.in_distress(event.text, event.message_id, facts):
        return turn
    replies = meanings(event.text)
    if "back" in replies:
        return back(facts, wave, question)
    if "skip" in replies:
        return skip(facts, wave, question, event.at)
    if "later" in replies:
        return pause(facts)
    if "review" in replies and wave.answers:
        return review(facts, wave, "")
    if question.type == "multiple" and meant in _CONFIRM_WORDS:
        return confirm(facts, wave, question, event.at)
    if meant in _BUTTON_WORDS or meant in _COMING_BACK:
        return put(wave, question, said=taps(facts, wave, question))
    turn = _taken(event, facts, wave, question)
    return _heeded(event.text, turn, facts) if question.type == "text" else turn


def _taken(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """The text as an answer, where it can be one."""
    value = read(question, event.text)
    if (isinstance(value, Misfit) or question.type == "text") and (turn := _of_ones_own(event.text, facts)):
        return turn
    if isinstance(value, Misfit):
        if _may_ask(event.text) and (turn := _in_between(event, facts, wave, question)):
            return turn
        return slip(facts, wave, question, value)
    if question.type == "text" and event.text.strip().endswith(("？", "?")) and not _pending(facts):
        return _doubt(wave, question, event)
    if isinstance(value, str):
        return _kept(value, event, facts, wave, question)
    return answered(facts, wave, question, value, event.at)


def _heeded(text: str, turn: Turn, facts: Facts) -> Turn:
    """Free words of a danger become an answer as others do; whom to call comes before all else."""
    if not voice.in_danger(text, facts):
        return turn
    return replace(turn, messages=(danger(facts.city, may_send=False), *turn.messages))


def _kept(text: str, event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """Free words as an answer, unless personal data stand in them: then it is asked first what becomes of those."""
    finds = personal_data_in(text, facts.city)
    if not finds:
        return answered(facts, wave, question, text, event.at)
    ways = _ways_with(finds)
    message = replace(personal_data(finds, ways), buttons=tuple(Button(way, way) for way in ways))
    return Turn(standing_at(wave, question.id, (Told(_PERSONAL, text, event.message_id),)), (message,), about=wave.flow)


def _ways_with(finds: Sequence[Find]) -> tuple[str, ...]:
    return (HIDE, _REWRITE, AS_IS) if may_go_as_is(finds) else (HIDE, _REWRITE)


def _decided(event: Said, stopped: Told, facts: Facts, wave: OpenWave, question: Question) -> Turn | None:
    """What becomes of words that were stopped; None where something else was said, which is taken instead of them."""
    finds = personal_data_in(stopped.text, facts.city)
    ways, picked, meant = _ways_with(finds), number(event.text), bare(event.text)
    if picked is not None and 1 <= picked <= len(ways):
        meant = bare(ways[picked - 1])
    if meant not in {bare(way) for way in ways}:
        if picked is None and meant != bare(AS_IS) and not meanings(event.text) & _NO_DECISION:
            return None
        return _kept(stopped.text, replace(event, message_id=stopped.message_id), facts, wave, question)
    if meant == bare(_REWRITE):
        return put(wave, question)
    text = stopped.text if meant == bare(AS_IS) else hidden(stopped.text, finds)
    value = read(question, text)
    return (
        slip(facts, wave, question, value)
        if isinstance(value, Misfit)
        else answered(facts, wave, question, value, event.at)
    )


def _of_ones_own(text: str, facts: Facts) -> Turn | None:
    """The buttons under what the city sent about one's own voices, typed: LINE on a PC shows them nowhere else. The question
    comes again afterwards."""
    return answering.typed(text, facts) or case.typed(text, facts)


def _may_ask(text: str) -> bool:
    """Whether a text that is no answer may be a question: some words, not a number or a slip of one."""
    meant = bare(text)
    return text.strip().endswith(("？", "?")) or (len(meant) > 4 and not any(sign.isdigit() for sign in meant[:1]))


def _in_between(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn | None:
    """What follows from a text that is no answer but a question, a complaint, or a word for one of the hall's doors."""
    reply = _looked_up(event.text, facts)
    in_danger = voice.in_danger(event.text, facts)
    door = door_for(event.text, facts.city.doors) if reply.tells_nothing else None
    if (reply.tells_nothing or in_danger) and (offer := voice.said_unasked(event.text, event.message_id, door, facts)):
        return without_numbers(offer)
    served = _served(event.text, reply, door, facts)
    return _with_aside(served, wave, question) if served else None


def without_numbers(turn: Turn | None) -> Turn | None:
    """An offer beside the open question, whose choices the numbers are."""
    if turn is None or turn.progress.standing is None or not turn.progress.standing.loose:
        return turn
    return replace(turn, messages=tuple(replace(one, text=_NUMBERED.sub("・", one.text)) for one in turn.messages))


def _looked_up(text: str, facts: Facts) -> Reply:
    return at_the_door(text, facts.ask(on_one_line(text), None), facts.city.doors)


def _served(text: str, reply: Reply, door: Door | None, facts: Facts) -> Message | None:
    """The answer to a question that came in between, without numbers: those answer the survey. None: it was none."""
    if reply.tells:
        return Message(reply.text, (), reply.bars)
    if door is not None:
        return replace(wording.door(door, facts.city), buttons=())
    if not text.strip().endswith(("？", "?")):
        return None
    if reply.outcome == "asked_back":
        return Message("\n".join((words.ASK_MORE_EXACTLY, *(f"・{choice.says}" for choice in reply.choices))))
    return Message(reply.text)


def _doubt(wave: OpenWave, question: Question, event: Said) -> Turn:
    """Free words that end in a question mark: asked once what they are."""
    text = event.text.strip()
    message = Message(
        f"「{text[:60]}」は、アンケートの答えでしょうか。\n1 {_AS_ANSWER}\n2 {_AS_QUESTION}",
        (Button(_AS_ANSWER, _AS_ANSWER), Button(_AS_QUESTION, _AS_QUESTION)),
    )
    return Turn(standing_at(wave, question.id, (Told(_PENDING, text, event.message_id),)), (message,), about=wave.flow)


def _stopped(facts: Facts) -> Told | None:
    at = facts.progress.standing
    return next((told for told in reversed(at.said) if told.step == _PERSONAL), None) if at else None


def _pending(facts: Facts) -> str | None:
    return facts.progress.standing.last(_PENDING) if facts.progress.standing else None


def _aside(text: str, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """Answer a question that came in between, then put the present one again."""
    reply = _looked_up(text, facts)
    door = door_for(text, facts.city.doors) if reply.tells_nothing else None
    return _with_aside(_served(text, reply, door, facts) or Message(reply.text), wave, question)


def _with_aside(served: Message, wave: OpenWave, question: Question) -> Turn:
    turn = put(wave, question, lead=words.ASIDE_OVER)
    return replace(turn, messages=(served, *turn.messages))
