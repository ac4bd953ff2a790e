"""Reads 実施計画兼予算要求書（検証）: one sheet for each project and fiscal year, with its money and its people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.documents.lines import Line, blocks, cells, place_of, upright_parts
from knowledge.documents.sheet import Sheet, field_lines, head, measures_of, prose, sheets, strategy
from knowledge.documents.table import rows
from knowledge.model import Figure, Indicator, Project, Prose, Source

TITLE = "実施計画兼予算要求書（検証）"
_HEAD = ("所属", "事業", "予算科目", "施策", "創生総合戦略")
_FIELDS = ("事業概要", "目的")
_PARTS = ("目標", "活動指標")
_UNIT_IN_NAME = re.compile(r"^事業費\s*（(.+?)）")
_UNFINISHED = re.compile(r"(?<!状態)(?<!。)$")


def read_reviews(lines: Sequence[Line], city: str, plan: str) -> list[Project]:
    """Every sheet of the family in the file. ``plan`` is the plan its codes belong to ("7次").

    Raises UnreadableDocument for a sheet without department, project or measure.
    """
    return [_project(sheet, city, plan) for sheet in sheets(lines, TITLE)]


def _project(sheet: Sheet, city: str, plan: str) -> Project:
    head_cells = head(sheet, _HEAD)
    for label in ("所属", "事業"):
        if not head_cells.get(label):
            raise sheet.fault(f"{label}がありません")
    name = head_cells["事業"]
    fields = field_lines(sheet, _FIELDS)
    parts = upright_parts(fields.get("区分", []), _PARTS)
    table = rows(parts.get("活動指標", []), sheet.title, name)
    return Project(
        city=city,
        year=sheet.year,
        department=head_cells["所属"],
        name=name,
        account=tuple(part for part in re.split(r"\s*[・･]\s*(?=\d)", head_cells.get("予算科目", "")) if part),
        measures=tuple(measures_of(sheet, head_cells, plan)),
        strategy=strategy(head_cells),
        overview=prose(fields.get("事業概要", []), sheet.title, name),
        purpose=prose(fields.get("目的", []), sheet.title, name),
        aims=_aims(parts.get("目標", []), sheet.title, name),
        activities=tuple(row for row in table if not _is_outlay(row)),
        budget=_outlay(table, "事業費", sheet, name),
        staffing=_outlay(table, "従事人工", sheet, name),
        reason=prose(fields.get("理由", []), sheet.title, name),
        next_steps=prose(fields.get("今後の取組", []), sheet.title, name),
        source=place_of(sheet.title, name, sheet.first),
    )


def _aims(lines: Sequence[Line], document: str, place: str) -> tuple[Prose | None, Prose | None, Prose | None]:
    """The three cells of the row 目標: wanted, planned for the year, reached.

    Cells are parted by a blank on one line or by a blank line. A cell that holds a blank itself falls into too many
    parts; those that do not end like an aim ("…状態", "…。") are put together with the next.
    """
    found = [cell for block in blocks(lines) for cell in cells(block)]
    while len(found) > 3:
        broken = next((nth for nth, (text, _) in enumerate(found[:-1]) if _UNFINISHED.search(text)), len(found) - 2)
        found[broken : broken + 2] = [(f"{found[broken][0]} {found[broken + 1][0]}", found[broken][1])]
    aims = [Prose(text, place_of(document, place, line), quoted=True) for text, line in found]
    wanted, planned, reached = [*aims, None, None, None][:3]
    return wanted, planned, reached


def _is_outlay(row: Indicator) -> bool:
    return row.name.startswith(("事業費", "従事人工"))


def _outlay(table: Sequence[Indicator], name: str, sheet: Sheet, place: str) -> Indicator:
    """事業費 in the unit its name carries (千円), 従事人工 in 人工. A sheet without the row has a gap with a doubt."""
    for row in table:
        if row.name.startswith(name):
            match = _UNIT_IN_NAME.match(row.name)
            unit = match[1] if match else "千円" if name == "事業費" else "人工"
            return replace(row, name=name, target=replace(row.target, unit=unit), result=replace(row.result, unit=unit))
    nowhere = Source(sheet.title, place, sheet.first.page, sheet.first.number)
    return Indicator(name, Figure(None, None), Figure(None, None), nowhere, doubt=f"「{name}」の行が見つかりません。")
