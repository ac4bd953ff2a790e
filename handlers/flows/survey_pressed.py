"""What follows from a button of a survey, of any age."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import survey_wording as words
from handlers.flows.survey_steps import (
    again,
    answered,
    answers_of,
    back,
    confirm,
    erase,
    go_on,
    late,
    over,
    pause,
    put,
    results_told,
    review,
    skip,
    toggle,
)
from handlers.model import Facts, Turn
from handlers.panel_facts import OpenWave
from panel.survey import Question
from panel.walking import asked

# Anybody may make up a button; "²" is a digit to Python as well, and no number.
_NUMBER = re.compile("-?[0-9]{1,9}")


def pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    """A button of a survey: ("7", "start"), or ("7", version, question, what)."""
    if len(parts) < 2 or not _NUMBER.fullmatch(parts[0]):
        return None
    id_ = int(parts[0])
    if parts[1] == "beside":
        told_of = next((one for one in facts.beside if one.tidings.wave == id_), None)
        return Turn(replace(facts.progress, choices=()), (words.beside(told_of),)) if told_of else None
    past = next((one for one in facts.panel.past if one.id == id_), None)
    if past is not None:
        match parts[1]:
            case "result" | "details" if past.result is not None:
                return results_told(past.result, facts, all_of_it=parts[1] == "details")
            case "others":
                older = [one.result for one in facts.panel.past if one.id != id_ and one.result is not None]
                return results_told(next(iter(older), None), facts)
        return over(facts, past)
    wave = facts.panel.wave(id_)
    if wave is None:
        return None
    if facts.now >= wave.survey.closes_at:
        return late(facts, wave)
    wave = replace(wave, answers=answers_of(facts, wave))
    if len(parts) == 2:
        return _pressed_once(parts[1], facts, wave)
    if len(parts) != 4:
        return None
    return _pressed_at_question(wave.survey.question(parts[2]), parts[3], facts, wave)


def _pressed_once(what: str, facts: Facts, wave: OpenWave) -> Turn | None:
    match what:
        case "start":
            return go_on(facts, wave)
        case "later":
            return pause(facts)
        case "review":
            return review(facts, wave, "")
        case "erase":
            return erase(wave)
    return None


def _pressed_at_question(question: Question | None, what: str, facts: Facts, wave: OpenWave) -> Turn | None:
    if question is None or question not in asked(wave.survey, wave.answers):
        return go_on(facts, wave, lead=words.NO_SUCH_QUESTION)
    match what:
        case "back":
            return back(facts, wave, question)
        case "skip":
            if question.id in wave.answers and wave.answers[question.id] is None:
                return again(facts, wave)
            return skip(facts, wave, question, facts.now)
        case "edit":
            return put(wave, question)
        case "done":
            return confirm(facts, wave, question, facts.now)
    value = _value(question, what)
    if value is None:
        return None
    if question.type == "multiple":
        return toggle(facts, wave, question, value)
    if question.id in wave.answers and wave.answers[question.id] == value:
        return again(facts, wave)
    lead = words.revised(question, value) if question.id in wave.answers else ""
    return answered(facts, wave, question, value, facts.now, lead=lead)


def _value(question: Question, what: str) -> int | None:
    """The answer that a button means; None for one that the question does not have."""
    if not _NUMBER.fullmatch(what):
        return None
    value = int(what)
    possible = question.points if question.type == "scale" else range(len(question.choices))
    return value if value in possible else None
