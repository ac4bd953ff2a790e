"""A talk with one resident: key words first, then buttons of ours, then the flow the person stands in, then a number that
chooses, else a question to the documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from handlers import flow, flows, in_between, postbacks, said_again, wording
from handlers.at_key_words import at_key_word, with_menu
from handlers.characters import looks_empty, on_one_line
from handlers.flows import answering, case, doubting, looking, monitor, survey, voice
from handlers.held import flow_of, out_of_flow, scene_of
from handlers.key_words import is_mistyped_receipt, is_wordy, number, receipt, wants_a_call
from handlers.model import Event, Facts, Followed, Message, Pressed, Progress, Said, Sent, Standing, Turn
from handlers.numbers import key_word_in
from handlers.questions import MAX_QUESTION_CHARS, question, too_long
from handlers.replies import is_label
from knowledge.reply import Choice

# What typed words may mean besides; in a group nobody's own is shown, and no place to look around by taps and numbers.
_OF_ALL = (doubting.typed,)
_OF_ONE_ALONE = (answering.typed, case.typed, case.asked_after, survey.typed, *_OF_ALL, looking.typed)


def in_talk(event: Event, facts: Facts) -> Turn:
    return in_between.with_what_waits(_decided(event, facts), facts)


def _decided(event: Event, facts: Facts) -> Turn:
    before, facts = facts, replace(facts, progress=replace(facts.progress, taken=None))
    match event:
        case Said():
            return said_again.in_flow(event, before) or _said(event, facts, before.progress)
        case Followed():
            back = event.unblocked or facts.known
            hello = wording.welcome_back(facts.city) if back else wording.greeting(facts.city)
            return with_menu(hello, facts)
        case Pressed():
            return _pressed(event.data, facts)
        case Sent():
            if turn := _in_flow(event, facts):
                return turn
            facts = out_of_flow(facts)
            turn = answering.sent_unasked(event, facts) or voice.sent_unasked(event, facts)
            return turn or Turn(facts.progress, (wording.sent(event.kind, facts.city),))
    return Turn(facts.progress)


def _pressed(data: str, facts: Facts) -> Turn:
    """What follows from a button that posts back; one that is unknown or outdated changes nothing and says so."""
    meant = postbacks.read(data)
    conversation = flows.named(meant[0]) if meant else None
    turn = conversation.pressed(meant[1], facts) if meant and conversation else None
    return turn or with_menu(wording.OLD_BUTTON, facts)


def _in_flow(event: Event, facts: Facts) -> Turn | None:
    """What follows in the flow the resident stands in; None when they stand in none, or it is over."""
    scene = scene_of(facts)
    if scene is None:
        return None
    conversation = flows.named(scene.at.flow)
    if conversation is not None and conversation.goes_on is not None:
        return conversation.goes_on(event, scene)
    if scene.at.flow == monitor.NAME and isinstance(event, Said) and voice.needs_help(event.text, facts):
        return None  # an application takes nobody's own words, and help comes before it
    standing_in = flow_of(scene)
    if standing_in is None or not flow.takes_it(standing_in, scene, event):
        return None
    return flow.advance(standing_in, scene, event)


def _said(event: Said, facts: Facts, before: Progress) -> Turn:
    if looks_empty(event.text):
        return Turn(facts.progress, (wording.UNREADABLE,))
    key = key_word_in(event.text, facts.city)
    if key and not _answers_here(event.text, facts):
        return at_key_word(key, facts, event.text)
    return in_between.offer_taken(event, facts) or _in_flow(event, facts) or asked(event, out_of_flow(facts), before)


def _answers_here(text: str, facts: Facts) -> bool:
    """Whether a text answers the open question, though it is a key word elsewhere."""
    scene = scene_of(facts)
    conversation = flows.named(scene.at.flow) if scene else None
    return scene is not None and conversation is not None and conversation.answers_here(text, scene)


def asked(event: Said, facts: Facts, before: Progress) -> Turn:
    """What follows from a text outside any flow: a number or label that chooses, else a question. ``before``: as it was."""
    text = event.text
    if slip := _no_words(text):
        return Turn(facts.progress, (slip,))
    if len(on_one_line(text)) > MAX_QUESTION_CHARS:
        return too_long(event, facts)
    in_talk = event.where == "talk"
    names, mistyped = receipt(text), is_mistyped_receipt(text)
    if (names or mistyped) and not in_talk:
        return Turn(facts.progress, (wording.only_alone("受付状況", facts.city),))
    if names:
        return case.show(names, facts)
    if mistyped:
        return Turn(facts.progress, (case.MISTYPED,))
    if in_talk and (turn := monitor.typed(event, facts)):
        return turn
    choices = facts.progress.choices
    if in_talk and (turn := _number_without_a_list(event, facts, before)):
        return turn
    chosen = _chosen(text, choices)
    if chosen is None and number(text) is not None:
        if again := said_again.outside(event, before, facts):
            return again
        return _none_such(choices, facts, before.standing)
    meant = chosen.says if chosen else text
    if chosen and postbacks.read(meant):
        return flow.said_by_button(_pressed(meant, facts), event)
    calls = wants_a_call(meant) and not voice.in_danger(meant, facts)  # 「火事です。電話ください」
    key = key_word_in(meant, facts.city) or ("電話" if calls else None)
    if key:
        return at_key_word(key, facts, meant)
    for other in _OF_ONE_ALONE if in_talk else _OF_ALL:
        if turn := other(meant, facts):
            return flow.said_by_button(turn, event)
    if again := said_again.outside(event, before, facts):
        return again
    if in_talk and chosen is None and (begin := flows.over(text, facts)):
        return Turn(facts.progress, (wording.over(begin),))
    return question(replace(event, text=meant), facts, before.standing)


def _none_such(choices: Sequence[Choice], facts: Facts, at: Standing | None) -> Turn:
    """What follows from a number that chooses nothing: what can be chosen, and an offer beside it, stay as they were."""
    offer = at if at is not None and at.loose else None
    said = wording.choose_again(choices) if choices else wording.NOTHING_TO_CHOOSE
    if ways := flows.offered(offer, facts):
        said = replace(said, buttons=(*(said.buttons if choices else ()), *ways, wording.MENU))
    return Turn(replace(facts.progress, standing=offer), (said,))


def _number_without_a_list(event: Said, facts: Facts, before: Progress) -> Turn | None:
    """What follows from a number under a refusal, whose buttons have none: they are numbered, the offer to send first. The
    next number chooses among them. None elsewhere."""
    picked, at, choices = number(event.text), before.standing, facts.progress.choices
    if picked is None or at is None or not voice.is_beside(at) or not choices:
        return None
    ways = flows.offered(at, facts)
    offers = tuple(Choice(way.label, way.says) for way in ways)
    if choices[: len(offers)] != offers:
        numbered = (*offers, *choices)
        return Turn(replace(facts.progress, standing=at, choices=numbered), (wording.which_number(numbered),))
    if picked > len(offers) or picked < 1:
        return None
    as_it_was = replace(facts, progress=replace(facts.progress, standing=at))
    return _in_flow(replace(event, text=offers[picked - 1].says), as_it_was)


def _no_words(text: str) -> Message | None:
    """What is said to a text without any words; None when it has some."""
    if any(is_wordy(sign) for sign in text):
        return None
    # "？？" or "…" is taken for somebody who does not know how to begin, a picture for a greeting.
    has_a_picture = any(unicodedata.category(sign) == "So" for sign in text)
    return wording.ONLY_EMOJI if has_a_picture else wording.ONLY_SIGNS


def _chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number or whose button's words were typed: LINE on a PC shows no buttons."""
    picked = number(text)
    if picked is not None and 1 <= picked <= len(choices):
        return choices[picked - 1]
    return next((choice for choice in choices if is_label(choice.label, text)), None)
