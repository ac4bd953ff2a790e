"""The likeliest of what knows some of a question, unless what it lacks makes another thing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from knowledge.answers.candidates import Candidate, rows, statements_near
from knowledge.answers.rows_named import may_be_counted
from knowledge.finding.amounts import says_amount
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.lacking import (
    is_asked_for,
    is_beside,
    is_joined,
    is_other_in_english,
    is_other_thing,
    is_put_in,
    is_unheard_in_english,
    makes_another,
    qualifies,
)
from knowledge.finding.nearness import is_heard, least_likelihood, likelihood, row_values
from knowledge.finding.resting import is_sure
from knowledge.finding.understanding import Question
from knowledge.language.ages import same_age
from knowledge.language.english import is_english
from knowledge.language.wordbook import plain
from knowledge.question.one_word import asks_who_did

# Of longer questions the words that are lacking tell less.
_LONG = 60
_MOST_OWN, _MOST_MARGIN = 4, 0.4
_PERSONS = re.compile(r"[女男母父]|[生児人]$|パパ|ママ|men|male")
_DIGIT = re.compile(r"\d")
# A project called by its whole printed name is the one that is meant, whatever else is said of its money.
_WHOLE = 0.9


def likely_row(knowledge: Knowledge, question: Question, things: Sequence[Group], least: float) -> Candidate | None:
    """The likeliest row, if it is at least as likely as ``least``, or project, unless a word that is lacking makes another
    thing of it."""
    found = list(islice(rows(knowledge, question, things), 2))
    if not found:
        return None
    lacking = [group for group in things if group not in found[0].own]
    if not found[0].subject.is_figure:
        return _likely_project(knowledge, question, found, lacking)
    best = found[0]
    if same_age(plain(best.subject.name), question.asked.text):  # 小5 is what 小学5年生 is
        lacking = [group for group in lacking if not _DIGIT.search(group.said)]
    if best.unit < 0 or any(is_other_thing(knowledge, question, group) for group in lacking):
        return None
    if any(is_other_in_english(knowledge, question, group) for group in lacking):
        return None
    unheard = sum(is_unheard_in_english(knowledge, group) for group in lacking)
    if unheard >= len(best.own) and is_english(question.asked.text):
        return None  # as much of it is said in words that nobody here knows
    if any(is_put_in(knowledge, question, group, plain(best.subject.name)) for group in lacking):
        return None
    if not lacking and not may_be_counted(knowledge, question, best.hit, best.subject):
        return None
    values = row_values(knowledge, question, best, found[1] if len(found) > 1 else None, lacking)
    return best if likelihood("figure", values) >= least else None


def _likely_project(
    knowledge: Knowledge, question: Question, found: Sequence[Candidate], lacking: Sequence[Group]
) -> Candidate | None:
    """The likeliest project, unless a word that is lacking makes another thing of it."""
    if not lacking:
        return None
    whole = knowledge.index.printed_share(found[0].hit.number, question.groups) >= _WHOLE
    if not whole and any(makes_another(question, group) for group in lacking):
        return None
    return (
        found[0] if _sureness(knowledge, question, found, lacking, "project") >= least_likelihood("project") else None
    )


def likely_statement(
    knowledge: Knowledge, question: Question, things: Sequence[Group], *, counts: bool
) -> Candidate | None:
    """The likeliest statement; where something is counted, one that prints such a number."""
    found = sorted(statements_near(knowledge, question, things), key=lambda one: -one.score)
    if not found:
        return None
    lacking = [group for group in things if group not in found[0].own]
    if not lacking or (counts and not (found[0].passage and says_amount(question, found[0].passage.prose.text))):
        return None
    if any(is_asked_for(question, one) or is_joined(question, one) or is_beside(question, one) for one in lacking):
        return None
    if any(asks_who_did(question.asked.text, one.said) for one in lacking):
        return None
    if counts and _counts_some_only(knowledge, lacking):
        return None
    if not counts and not rests_well(knowledge, question, found):
        return None
    return found[0] if _sureness(knowledge, question, found, lacking, "prose") >= least_likelihood("prose") else None


def _counts_some_only(knowledge: Knowledge, lacking: Sequence[Group]) -> bool:
    """Whether a word that is lacking picks out some of the people who are counted (女子): the number of all is not theirs."""
    return any(knowledge.book.narrowed("", group.said) and _PERSONS.search(group.said) for group in lacking)


def rests_well(knowledge: Knowledge, question: Question, found: Sequence[Candidate]) -> bool:
    """Whether the first of the statements found shares more with the question than words that mean something like them."""
    ranked = [(one.score, one.hit, one.passage) for one in found if one.passage is not None]
    return not ranked or is_sure(knowledge, question, ranked[0][2], ranked)


def _sureness(
    knowledge: Knowledge, question: Question, found: Sequence[Candidate], lacking: Sequence[Group], kind: str
) -> float:
    """How likely the first of ``found`` is the answer, 0..1. ``lacking`` are the things of the question it has not."""
    best = found[0]
    others = (one for one in found[1:] if best.passage is None or one.subject.home != best.subject.home)
    other = next((one.score for one in others), 0.0)
    count = len(best.own) + len(lacking)
    away = [group for group in lacking if not knowledge.index.sheet_knows(best.subject, group)]
    unheard = [group for group in lacking if not is_heard(knowledge, group)]
    values = {
        "score": best.score,
        "margin": min(best.score - other, _MOST_MARGIN),
        "share": len(best.own) / count,
        "own": min(len(best.own), _MOST_OWN),
        "unheard": len(unheard) / count,
        "elsewhere": sum(group not in unheard for group in away) / count,
        "asked_for": float(any(is_asked_for(question, group) for group in lacking)),
        "qualifies": float(any(qualifies(question, group) for group in lacking)),
        "length": min(len(question.asked.text), _LONG) / _LONG,
        "unit": best.unit,
        "named": best.hit.named,
    }
    return likelihood(kind, values)
