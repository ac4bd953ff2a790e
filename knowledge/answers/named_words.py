"""The statement that tells what is asked of a thing that is named, or the whole field of its sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.for_what_end import for_what_end
from knowledge.answers.reason_or_next import (
    reason_or_next,
    step_about,
    step_elsewhere,
    step_on,
    to_come_of_plan,
    to_come_of_sheet,
)
from knowledge.finding.all_named import named_in_full
from knowledge.finding.causes import may_tell_cause
from knowledge.finding.choosing_statements import best_statements, with_siblings
from knowledge.finding.choosing_subjects import Ranked, subjects_for
from knowledge.finding.groups import WEAK, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.reasons_asked import asks_why_it_came
from knowledge.finding.resting import is_sure
from knowledge.finding.statement_fit import FITS
from knowledge.finding.things_asked import set_aside
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import PLANNED, Passage, Subject
from knowledge.question.plans_said import in_plan
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import measures_under

_TITLE_SAID, _AS_LIKELY = 0.9, 0.005
_WHOLE = frozenset({"issues", "policies", "efforts", "purpose", "achievements"})
_OF_PLAN = frozenset({"section", "measure"})
_WHAT_IT_IS = frozenset({"overview", "purpose", "achievements"})
# How things stand and which way to go is nothing that was done.
_NO_DOING = frozenset({"issues", "policies"})
_NO_REASON = "理由としては書かれていませんが、関係する記述をお知らせします。"
# 「どんなまちを目指してる？」 is told by the state a sheet aims at, before what it is for.
_AIMED_AT = re.compile(
    r"(?:どんな|どういう|どのような)(?:まち|町|街|市|地域|社会|状態|姿|暮らし|ところ|場所)"
    r"(?:を|に)、?(?:目指|めざ|し(?:たい|よう))"
)


def statement(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The statement that knows most of what was said, of the field that was asked for."""
    aspect = next((one for one in aspects if one in FITS), "overview")
    told = best_statements(knowledge, question, aspect)
    if aspect == "next" and in_plan(question.asked.text) and (planned := _next_in_plan(knowledge, question, told)):
        return planned
    if aspect in {"reason", "next"}:
        exact = reason_or_next(knowledge, question, aspect, told[0][1:] if told else None)
        if exact is not None:
            return exact
    if aspect == "next" and told and (field := _next_of_sheet(told[0][2])):
        return tell.next_steps(knowledge, field)
    if aspect == "next" and told:
        if step := step_on(knowledge, question, told[0][2]):
            return tell.prose(knowledge, [step], aspect)
        if step := step_about(knowledge, question, told[0][2]):
            return told_if_sure(knowledge, question, [step], told, aspect)
        if step := step_elsewhere(knowledge, question, told[0][2]):
            return tell.prose(knowledge, [step], aspect)
    besides = set_aside(question.asked.text)  # what else there is, is not told by the thing that is set aside
    if aspect == "overview" and not besides and (called := _thing_called(knowledge, question)):
        return tell.summary(knowledge, called)
    aimed = aspect == "purpose" and _AIMED_AT.search(question.asked.text) is not None
    if aimed and (aim := _whole_field(knowledge, question, "aim", told)):
        return aim
    if aspect in _WHOLE and (whole := _whole_field(knowledge, question, aspect, told)):
        return whole
    if aspect == "achievements" and told and told[0][2].part in _NO_DOING:
        # Of what no year's sheet speaks, the plan tells what was done until now.
        done = best_statements(knowledge, question, "efforts")
        told = done if done and done[0][2].part == "efforts" else told
    if not told:
        return to_come_of_plan(knowledge, question, aspect)
    best = told[0][2]
    chosen = with_siblings(knowledge, question, told)
    if aspect == "reason" and _is_called(knowledge, question, best):
        chosen = [one for one in chosen if _is_called(knowledge, question, one)]
    reply = told_if_sure(knowledge, question, chosen, told, aspect)
    # What is to be done because of something is no reason why it came to pass.
    to_come = best.part in PLANNED and asks_why_it_came(question)
    caused = best.part == "reason" or (may_tell_cause(best.prose.text) and not to_come)
    if aspect == "reason" and not (reply and caused) and (end := for_what_end(knowledge, question)):
        return end
    if reply is None and aspect == "next" and (coming := to_come_of_sheet(knowledge, question, best)):
        return coming
    if reply is None:
        return to_come_of_plan(knowledge, question, aspect)
    if aspect != "reason" or caused:
        return reply
    # That it is so is no reason why.
    return replace(reply, outcome="partly", text=f"{_NO_REASON}\n{reply.text}")


def _next_in_plan(knowledge: Knowledge, question: Question, told: Sequence[tuple[float, Hit, Passage]]) -> Reply | None:
    """What the plan has of what is to come, where that is where one asks to look (「計画では観光はどうする？」)."""
    if coming := to_come_of_plan(knowledge, question, "next"):
        return coming
    exact = reason_or_next(knowledge, question, "next", told[0][1:] if told else None)
    if exact and exact.topic and any(knowledge.by_key[key].kind in _OF_PLAN for key in exact.topic.subjects):
        return exact
    of_plan = [each for each in told if each[2].subject.kind in _OF_PLAN and not each[1].missing]
    chosen = with_siblings(knowledge, question, of_plan) if of_plan else []
    return told_if_sure(knowledge, question, chosen, of_plan, "next") if chosen else None


def _is_called(knowledge: Knowledge, question: Question, passage: Passage) -> bool:
    """Whether the sheet of a statement is called by all that was said: the reason of another is none of its own."""
    number = knowledge.index.number_of(knowledge.home_of(passage.subject))
    return named_in_full(knowledge, number, question)


def told_if_sure(
    knowledge: Knowledge,
    question: Question,
    chosen: Sequence[Passage],
    told: Sequence[tuple[float, Hit, Passage]],
    aspect: str = "overview",
) -> Reply | None:
    """What was chosen of the statements found by words; None where it is not likely enough the answer."""
    return tell.prose(knowledge, chosen, aspect) if is_sure(knowledge, question, chosen[0], told) else None


def _next_of_sheet(found: Passage) -> Subject | None:
    """Whose next steps are told where the statement that was found only says what a thing is or what was done for it."""
    subject = found.subject
    told = found.part in _WHAT_IT_IS and tell.field_of(subject, "next") is not None
    return subject if told else None


def _thing_called(knowledge: Knowledge, question: Question) -> Subject | None:
    """The project, section or measure whose name is all that was said (地域おこし協力隊とは？)."""
    for _, hit, subject in subjects_for(knowledge, question, "any")[:3]:
        if hit.covered < 0.95:
            continue
        printed = knowledge.index.printed_share(hit.number, question.groups)
        if (subject.kind == "project" and hit.named >= 0.9) or (
            subject.kind in {"section", "measure"} and printed >= 0.99
        ):
            return subject
    return None


def _whole_field(
    knowledge: Knowledge, question: Question, aspect: str, told: Sequence[tuple[float, Hit, Passage]]
) -> Reply | None:
    """All statements of a field, where nothing but the name of the thing was said (広報の課題は？)."""
    slight = all(group.strong or group.weight <= WEAK for group in question.groups)
    for _, hit, subject in _printed_first(knowledge, question, subjects_for(knowledge, question, "any")):
        titled = knowledge.index.printed_share(hit.number, question.groups) >= _TITLE_SAID
        if not (hit.covered >= 0.9 and hit.named >= 0.5) and not (slight and titled and not hit.missing):
            continue
        home = knowledge.home_of(subject)
        under = (home, *(measures_under(knowledge, home) if titled else ()))
        own = next(
            filter(None, ([one for one in knowledge.index.passages_of(each) if one.part == aspect] for each in under)),
            [],
        )
        if own:
            fitting = [passage for _, _, passage in told if passage in own]
            return tell.prose(knowledge, [*fitting, *(one for one in own if one not in fitting)], aspect)
    return None


def _printed_first(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Of the things that fit equally well those first whose printed name was said: others are called so besides."""
    best = ranked[0][0] - _AS_LIKELY if ranked else 0.0
    first = [each for each in ranked if each[0] >= best]
    first.sort(key=lambda each: -knowledge.index.printed_share(each[1].number, question.groups))
    return [*first, *(each for each in ranked if each[0] < best)]
