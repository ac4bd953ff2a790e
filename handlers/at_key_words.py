"""What follows from a key word, wherever the resident stands."""

from __future__ import annotations

from dataclasses import replace

from handlers import flow, flows, numbers, wording
from handlers.flows import publication, voice
from handlers.held import Held, held_by, out_of_flow
from handlers.key_words import KeyWord
from handlers.looked_up import TOPIC_LASTS
from handlers.model import Facts, Message, Progress, Said, Standing, Turn
from handlers.questions import question
from knowledge.reply import Choice

# Whoever asks for these turns to something else.
_TURNS_AWAY: frozenset[KeyWord] = frozenset({"メニュー", "質問の例"})


def at_key_word(key: KeyWord, facts: Facts, said: str) -> Turn:
    """What follows from a key word, wherever the resident stands. What was told is never lost by one: not in a flow, nor where
    it is but offered to be sent."""
    held = held_by(facts)
    left = voice.left_open(facts.progress.standing, facts)
    if left is not None and key == "市民の声":
        return voice.goes_on_with(left.said, facts)
    turn = _begun(key, facts, held) or _plainly(key, facts, held, said)
    if left is None or key == "やめる" or turn.progress.standing is not None:
        return turn
    return replace(turn, progress=replace(turn.progress, standing=left))


def _begun(key: KeyWord, facts: Facts, held: Held | None) -> Turn | None:
    """What a conversation makes of its key word; None where none has anything for it now."""
    for conversation in flows.for_key_word(key):
        turn = conversation.key_words[key](facts if held else out_of_flow(facts))
        if turn is None:
            continue
        if held and not held.waits and held.has_told and _enters_another(turn, held.scene.at):
            return Turn(facts.progress, (held.reminder,))
        return turn
    return None


def _plainly(key: KeyWord, facts: Facts, held: Held | None, said: str) -> Turn:
    """What is said at a key word that begins no conversation, with the way on in the flow that holds the resident."""
    if key == "もう一度見る":
        return _shown_again(facts, held)
    if held is None and key == "やめる" and publication.is_asked(facts.progress.standing):
        return Turn(Progress(), (wording.STOPPED_AFTER_SENDING,))
    if held is None:
        return plain_key_word(key, out_of_flow(facts), said)
    if key == "やめる":
        return flow.stop(held.flow, held.scene)
    if key in _TURNS_AWAY and (held.waits or not held.has_told):  # nothing is lost: whoever turns away has left
        left = plain_key_word(key, out_of_flow(facts), said)
        return replace(left, messages=(held.reminder, *left.messages)) if held.waits else left
    aside = plain_key_word(key, facts, said)
    # The numbers go on choosing among the ways of the flow. What waits puts its question again by itself.
    progress = replace(facts.progress, topic=None, choices=())
    if held.waits:
        return replace(aside, progress=progress)
    return replace(aside, progress=progress, messages=(*aside.messages, held.reminder))


def _shown_again(facts: Facts, held: Held | None) -> Turn:
    """Where the resident stands, or the last answer, once more; it is no question anew."""
    if held is not None:
        resumes = held.resumes
        turn = resumes(held.scene.at, facts) if resumes else None
        return turn or flow.begin(held.flow, facts, held.scene.at.said, step=held.scene.at.step)
    asked = facts.progress.asked
    if asked is None:
        return Turn(facts.progress, (wording.NOTHING_TO_SHOW_AGAIN,))
    as_then = replace(facts, progress=replace(facts.progress, topic=asked.topic, standing=None))
    again = Said(facts.now, text=asked.question, message_id=asked.message_id)
    turn = question(again, as_then, None)
    # Whatever it may have been about was looked for when it was said.
    return replace(
        turn, answered=None, lacks_own_voices=False, progress=replace(turn.progress, answer=facts.progress.answer)
    )


def _enters_another(turn: Turn, at: Standing) -> bool:
    return turn.progress.standing is not None and turn.progress.standing.flow != at.flow


def plain_key_word(key: KeyWord, facts: Facts, said: str) -> Turn:
    city = facts.city
    match key:
        case "メニュー":
            return with_menu(None, facts)
        case "質問の例":
            return Turn(_offering(wording.example_choices(city), facts), (wording.examples(city),))
        case "使い方":
            return Turn(facts.progress, (wording.how_to(city),))
        case "電話":
            return Turn(facts.progress, (wording.phone(city, numbers.asked_for(said, city)),))
        case "やめる":
            return Turn(Progress(), (wording.STOPPED,))
        case "モニター" | "アンケート" | "退会":
            return Turn(facts.progress, (wording.no_panel(key, city),))
        case "市民の声" | "受付状況" | "計画を見る" | "もう一度見る":
            raise AssertionError(f"{key} is served before")


def with_menu(first: Message | None, facts: Facts) -> Turn:
    messages = (wording.menu(facts.city),)
    progress = _offering(wording.menu_choices(facts.city), facts)
    return Turn(progress, messages if first is None else (first, *messages))


def _offering(choices: tuple[Choice, ...], facts: Facts) -> Progress:
    """Numbers now choose among ``choices``; what was spoken of stays what a follow-up refers to."""
    return replace(facts.progress, choices=choices, until=facts.now + TOPIC_LASTS)
