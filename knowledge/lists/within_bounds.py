"""The projects whose money or people lie above, below or between amounts that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from knowledge.finding.knowledge import Knowledge
from knowledge.language.scales import brought
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.outlays import THOUSANDS
from knowledge.model import Figure, Project
from knowledge.question.amounts import YEN
from knowledge.question.bounds import Bound, Way, lies, one_is_enough
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse, wording
from knowledge.telling.bounds_said import before_noun
from knowledge.telling.listing import counted, listed

Column = Literal["budget", "spent", "staffing"]

_NAMED = {"budget": "事業費の予算", "spent": "事業費の実績", "staffing": "従事人工の実績"}
_COLUMN = r"(?:(?P<spent>実績|決算|支出|執行|使[っいわうえ]|かか[っるりら])|(?P<budget>予算))"
# 「50万円以下しか使っていない」, 「予算が100万円以上」; in 「100万円以上で実績が…」 the next amount is spoken of.
_BEHIND, _BEFORE = re.compile(rf"[^、。で]{{0,8}}?{_COLUMN}"), re.compile(_COLUMN)


@dataclass(frozen=True)
class _Held:
    """What a cell of a project is held against: ``amount`` in what the sheets count in, and how it is said."""

    column: Column
    way: Way
    amount: Decimal
    said: str

    def cell(self, sheet: Project) -> Figure:
        if self.column == "staffing":
            return sheet.staffing.result
        return sheet.budget.result if self.column == "spent" else sheet.budget.target

    def holds(self, sheet: Project) -> bool:
        value = self.cell(sheet).value
        return value is not None and lies(value, self.way, self.amount)


def by_bounds(knowledge: Knowledge, asked: Asked, bounds: Sequence[Bound]) -> Reply | None:
    """The projects that lie where the bounds have them, all of these or, where that is said, one; None where no project
    prints such amounts, or one of the bounds is of something else."""
    held = list(_held(asked, bounds))
    if len(held) < len(bounds):
        return None
    either = one_is_enough(asked.text, [bound.amount for bound in bounds])
    if either is None:
        return refuse.unknown(knowledge, "いくつもの条件に合う事業")
    projects = [
        (subject, subject.sheet)
        for subject in knowledge.subjects
        if subject.kind == "project" and isinstance(subject.sheet, Project)
    ]
    among = [(one, sheet) for one, sheet in projects if all(each.cell(sheet).value is not None for each in held)]
    if not among:
        return None
    enough = any if either else all
    chosen = [(one, sheet) for one, sheet in among if enough(each.holds(sheet) for each in held)]
    year, what = fiscal_year_name(among[0][0].year or 0), f"{_said(held, either=either)}事業"
    first = (
        f"{year}に、{what}は、次の{counted(chosen)}です。"
        if chosen
        else f"{year}の資料にある事業（{counted(among)}）の中に、{what}はありません。"
    )
    columns = dict.fromkeys(one.column for one in held)
    cells = {column: next(one for one in held if one.column == column) for column in columns}
    lines = [
        f"・{one.name}：{'・'.join(_figure(each, sheet, alone=len(cells) == 1) for each in cells.values())}"
        for one, sheet in chosen
    ]
    told = [one for one, _ in chosen or among]
    aspect = "staffing" if set(columns) == {"staffing"} else "budget"
    return listed(knowledge, told, aspect, [first, *lines], tuple(one.sheet.source for one in told))


def _held(asked: Asked, bounds: Sequence[Bound]) -> Iterator[_Held]:
    """Each bound with the column it is of: that named beside it, else that of the bound before, else what is asked for."""
    text, column = asked.text, "spent" if asked.asks("spent") else "budget"
    edges = [0, *(bound.amount.end for bound in bounds)]
    ends = [*(bound.amount.start for bound in bounds[1:]), len(text)]
    for bound, begin, end in zip(bounds, edges, ends, strict=False):
        amount, unit = bound.amount, bound.amount.unit
        # A bare number is one of people where only these are asked for.
        if (unit and unit != YEN) or (not unit and asked.asks("staffing")):
            yield _Held("staffing", bound.way, amount.value, f"{amount.value.normalize():f}人工")
            continue
        named = _BEHIND.match(text, amount.end, end) or _BEFORE.search(text, begin, amount.start)
        column = named.lastgroup if named and named.lastgroup else column
        thousands = brought(amount.value, YEN, THOUSANDS)
        if thousands is not None:
            yield _Held("spent" if column == "spent" else "budget", bound.way, thousands, wording.in_yen(thousands))


def _said(held: Sequence[_Held], *, either: bool) -> str:
    """「事業費の予算が100万円以上で、500万円以下の」; each column is named where it begins."""
    columns = [None, *(one.column for one in held)]
    amounts = [
        (f"{_NAMED[one.column]}が{one.said}" if before != one.column else one.said, one.way)
        for (before, _), one in zip(pairwise(columns), held, strict=True)
    ]
    return before_noun(amounts, either=either)


def _figure(held: _Held, sheet: Project, *, alone: bool) -> str:
    said = wording.said(held.cell(sheet))
    return said if alone else f"{_NAMED[held.column]}{said}"
