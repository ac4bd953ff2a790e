"""What a number is that somebody has read somewhere and now sends as it is: 「44地区って何？」, 「221千円とは」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import Figure, Project
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_WHAT_IS = re.compile(
    r"(?:この|その|あの)?(\d[\d,]*(?:\.\d+)?)\s*(%|[^\d\s、。?？はっとの]{1,4}?)\s*(?:って|とは|は|というのは)\s*、?"
    r"(?:何|なに|なん)?(?:の(?:数字|数|こと|値|割合|金額))?(?:なの|です|だ|でしょう)?か?[?？。]*"
)
# A number that stands in more places than these tells nothing.
_MOST = 3


def by_number(knowledge: Knowledge, question: Question) -> Reply | None:
    """The rows, else the projects' money, else the statement that prints the number which is all that was said; a refusal
    where none does; None where many do, or it is no number of a kind that is counted here."""
    asked = _WHAT_IS.fullmatch(question.asked.text.strip())
    if asked is None:
        return None
    number, unit = Decimal(asked[1].replace(",", "")), asked[2]
    rows = [one for one in knowledge.subjects if one.row and _prints(number, unit, (one.row.target, one.row.result))]
    if rows:
        return tell.figures(knowledge, rows) if len(rows) <= _MOST else None
    projects = list(_with_amount(knowledge, number, unit))
    if projects:
        return tell.money(knowledge, projects, ("budget",)) if len(projects) <= _MOST else None
    if not any(one.row and _prints(None, unit, (one.row.target, one.row.result)) for one in knowledge.subjects):
        return None  # 「3年って何？」, 「5章って何？」
    said = f"{asked[1]}{unit}"
    told = [
        passage
        for passage in knowledge.index.passages_printing(asked[1], knowledge.view.scope)
        if said in plain(passage.prose.text)
    ]
    if told:
        return tell.prose(knowledge, told, "overview") if len(told) == 1 else None
    return refuse.unknown(knowledge, f"「{said}」という数字")


def _with_amount(knowledge: Knowledge, number: Decimal, unit: str) -> Iterator[Subject]:
    for one in knowledge.subjects:
        if one.kind == "project" and isinstance(one.sheet, Project):
            budget = one.sheet.budget
            if unit == "千円" and number in {budget.target.value, budget.result.value}:
                yield one


def _prints(number: Decimal | None, unit: str, figures: tuple[Figure, ...]) -> bool:
    """Whether one of the figures is this number, or any where None, of the unit."""
    return any(figure.unit and units.says(unit, {figure.unit}) and number in {None, figure.value} for figure in figures)
