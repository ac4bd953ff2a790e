"""The heads of tables of other forms than the city's: which column holds names, which what was aimed at and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.column import Column, column_of

BETWEEN = "\t"
"""Between the cells of a row whose cells are known for sure."""

_ROLES = {
    "name": r"(?:主な|成果|目標|数値|評価|代表|活動|まちづくり|施策の?)?指標の?(?:名称?|項目|内容)?|めざ(?:す|そう)値",
    "kind": r"区分",
    "code": r"施策(?:の)?(?:コード|番号|No\.?)?",
    "measure": r"施策(?:名|の名称)",
    "department": r"(?:主管|主担当|担当|所管)(?:部?課|部署|課等|部局)?名?|所属",
    "project": r"(?:主な)?(?:事務)?事業名?",
    "unit": r"単位",
}
_UNIT = re.compile(r"[（(](?:単位[:：]?)?([^（）()\d]{1,8})[）)]")
_BEGAN = re.compile(r"(?:現状|基準|策定時)(?:値|年度?)?")


@dataclass(frozen=True)
class Heads:
    """``roles`` tells for each column what it holds ("name", "project", …), "" where it is known by ``columns``, which holds
    the year and the kind of each column of figures; ``units`` are those the heads print."""

    printed: tuple[str, ...]
    roles: tuple[str, ...]
    columns: tuple[Column | None, ...]
    units: tuple[str | None, ...]

    def nth(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def figures(self) -> list[int]:
        """The columns of what was aimed at or reached in a year; a rate or a grade beside them is none of these."""
        return [nth for nth, column in enumerate(self.columns) if column is not None and column.kind != "beside"]


def role_of(head: str) -> str:
    """What a column of this head holds besides figures, "" where it is none that is known."""
    text = re.sub(r"\s", "", head)
    return next((role for role, form in _ROLES.items() if re.fullmatch(form, text)), "")


def heads_of(cells: Sequence[str]) -> Heads | None:
    """The columns of a table whose first row holds these cells; None where it names no indicators or projects, or no
    figures of theirs. The city's own form, 区分 目標 実績, is none of these."""
    printed = tuple(re.sub(r"\s", "", cell) for cell in cells)
    roles = tuple(map(role_of, printed))
    columns = tuple(None if role else column_of(cell) for role, cell in zip(roles, printed, strict=True))
    units = tuple(match[1] if (match := _UNIT.search(cell)) else None for cell in printed)
    named = [role for role in roles if role]
    told = [column for column in columns if column is not None]
    began = any(map(_BEGAN.fullmatch, printed))
    if len(named) != len(set(named)) or not {"name", "project"} & set(named) or printed[0] == "区分":
        return None
    return Heads(printed, roles, columns, units) if told or began else None
