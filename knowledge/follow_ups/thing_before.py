"""The thing of which was spoken before: what a statement was asked for, what a row counts, what a project is for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.quotes import names_in
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply
from knowledge.telling import refuse

RARE = 0.65
"""A word that tells less (学校) is on many sheets, and shows nothing."""

# What a project's name is apart from the thing it is for.
_OF_MONEY = re.compile(r"(?:推進|実施|開催)?(?:事業)?費$")


def thing_of_project(project: Subject) -> str:
    """What a project is for, by its name, folded: 移住 of 移住推進事業費; what is no project has its own name."""
    return _OF_MONEY.sub("", plain(project.name))


def name_in_statement(question: Question) -> str | None:
    """What the statement told last was asked for, or else the only thing it names in quotation marks; None where there is none
    or several."""
    if question.thing is not None:
        return question.thing
    names = set(names_in(question.statement.prose.text)) if question.statement is not None else set()
    return names.pop() if len(names) == 1 else None


def thing_before(question: Question) -> str | None:
    """What was spoken of, folded: what the statement was asked for, or what the only row counts; None where that is no such
    thing."""
    if (name := name_in_statement(question)) is not None:
        return plain(name)
    row = question.before[0] if len(question.before) == 1 and question.before[0].is_figure else None
    return counted_thing(row.name) if row is not None else None


def names_no_thing(knowledge: Knowledge, group: Group) -> bool:
    """Whether what is said is only done (参加した), or stands in the names of many rows: it is said of what was before."""
    return group.verbal or group.doing or knowledge.index.is_common(group, knowledge.view.scope)


def is_called_by(row: Subject, name: str) -> bool:
    """Whether a row is called by the thing a statement was asked for: of 姉妹都市 the 参加人数 of an event tells no number."""
    return any(plain(name) in plain(own) for own in row.names)


def not_told_of_it(knowledge: Knowledge, question: Question, what: str, about: Iterable[Subject] = ()) -> Reply:
    """That the documents do not tell this (数字, 理由) of the thing of the statement that was told last."""
    name = name_in_statement(question)
    return refuse.unknown(knowledge, f"「{name}」の{what}" if name else f"その{what}", tuple(about))
