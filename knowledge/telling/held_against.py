"""Whether a number that was supposed is the one that is printed: はい or いいえ, before the figure itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.outlays import THOUSANDS
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Figure, Indicator, Project
from knowledge.question.aspects import MONEY
from knowledge.question.bounds import lies
from knowledge.question.supposed import Supposed, supposed_amount, supposed_count
from knowledge.reply import Reply
from knowledge.telling import wording

_SPENT = re.compile("使|かか|実績|決算|支出|執行")
_NOT_OF_MONEY = frozenset({"staffing", "account"})


def supposed_of(question: Question, subject: Subject) -> Supposed | None:
    """The number supposed of a row, or of what a project cost; None where none is, or it stands in the row's very name."""
    asked = question.asked
    if subject.row is not None:
        name = plain(subject.name)
        asked = replace(asked, text=asked.text.replace(name, " " * len(name)))
        return supposed_count(asked, subject.row.units, bare=not question.says_something)
    if not isinstance(subject.sheet, Project) or subject.kind != "project" or asked.asks(*_NOT_OF_MONEY):
        return None
    of_money = asked.asks(*MONEY) or question.before_aspect in MONEY
    supposed = supposed_amount(asked) if of_money else None
    return replace(supposed, aimed=not _SPENT.search(asked.text)) if supposed else None


def with_verdict(question: Question, reply: Reply, about: Sequence[Subject]) -> Reply:
    """A reply about one row or project that says first whether the number supposed is right; unchanged where none was."""
    if reply.outcome != "answered" or len(about) != 1 or (supposed := supposed_of(question, about[0])) is None:
        return reply
    subject, sheet = about[0], about[0].sheet
    row = subject.row or (sheet.budget if isinstance(sheet, Project) and reply.slots.get("aspect") in MONEY else None)
    if row is None or is_held_back(row):
        return reply
    names = ("予算", "実績") if subject.row is None else (wording.column(subject), "実績")
    (name, figure), (other, beside) = zip(names, (row.target, row.result), strict=True)
    if not supposed.aimed:
        (name, figure), (other, beside) = (other, beside), (name, figure)
    amount = _amount(supposed, subject, figure)
    if figure.value is None or amount is None:
        return reply
    holds = lies(figure.value, supposed.way, amount)
    mistaken = not holds and supposed.way == "is" and _is_supposed(beside, supposed, subject)
    taken = f"{wording.said(beside)}は{other}で、" if mistaken else ""
    first = f"{'はい' if holds else 'いいえ'}、{taken}{name}は{wording.said(figure)}です。"
    return replace(reply, text="\n".join([first, *_without_other_verdict(reply, subject, row, supposed)]))


def _amount(supposed: Supposed, subject: Subject, figure: Figure) -> Decimal | None:
    """The amount supposed as the value of a figure has it: what a project cost is in 千円, whatever the sheet prints."""
    return supposed.amount.in_unit(figure.unit if subject.row is not None else THOUSANDS)


def _is_supposed(figure: Figure, supposed: Supposed, subject: Subject) -> bool:
    """Whether a figure is the amount supposed; one that is not printed is none."""
    return figure.value is not None and figure.value == _amount(supposed, subject, figure)


def _without_other_verdict(reply: Reply, subject: Subject, row: Indicator, supposed: Supposed) -> list[str]:
    """The lines of a reply: whether the target was reached does not tell whether another number was."""
    lines = reply.text.split("\n")
    if _is_supposed(row.target, supposed, subject):
        return lines
    return [line for line in lines if line != wording.judgement(subject, row)]
