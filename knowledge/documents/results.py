"""Reads 主要施策の成果説明書: one sheet for each measure and fiscal year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.documents.column_blocks import column_blocks, rows_of_blocks
from knowledge.documents.columns import columns_of
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import Item, Line, items, joined, place_of, upright_parts, without_number
from knowledge.documents.sheet import (
    STRATEGY_LABEL,
    Sheet,
    codes_and_titles,
    field_lines,
    head,
    measures_of,
    missing_fields,
    prose,
    strategy,
    unbroken,
)
from knowledge.documents.table import doubted, rows
from knowledge.documents.turned import turned_back
from knowledge.language.text import PLAN_KIND, with_digits
from knowledge.ledger.identity import chapter_of
from knowledge.model import Achievement, Code, Goal, Prose, Results

_HEAD = {"所属": r"所\s?属", "計画": PLAN_KIND, "施策": r"施\s?策(?:\s?名)?", "創生総合戦略": STRATEGY_LABEL}
_FIELDS = ("目的", "目標", "実績")
_CHAPTER_AND_SECTION = re.compile(
    r"(?:第\S+?[編部]\s.*?(?=第))?(\S.*?)\s*(?<!\d)(\d+\s?[-ー.]\s?\d+(?![-ー.]?\d).*)", re.DOTALL
)
_CAPTION = re.compile(r"[【〔\[〈《<■◆●▼]\s?(?:施策\s?)?\d")
_DONE = re.compile(r"^（\s*\d+\s*）\s*")


def read_results(sheet: Sheet, city: str, plan: str, doubts: list[Doubt]) -> list[Results]:
    """One value for each measure the sheet names, as a rule one. ``plan`` is the plan its codes belong to ("7次").

    What is not sure about the sheet as a whole is added to ``doubts``. Raises UnreadableDocument for a sheet without
    department or measure.
    """
    sheet = whole = replace(sheet, lines=tuple(turned_back(sheet.lines, sheet.year)))
    cells = head(sheet, _HEAD)
    if not cells.get("所属"):
        raise sheet.fault("所属がありません")
    measures = measures_of(sheet, cells, plan)
    chapter, section = _chapter_and_section(cells.get("計画", ""), measures[0][0], sheet, doubts)
    tables_of = _tables_of(sheet.lines, [code.number for code, _ in measures])
    captions = {nth for nth, (_, is_caption) in enumerate(tables_of) if is_caption}
    sheet = replace(sheet, lines=tuple(line for nth, line in enumerate(sheet.lines) if nth not in captions))
    whose = {(line.page, line.number): of for (of, _), line in zip(tables_of, whole.lines, strict=True)}
    fields = field_lines(sheet, _FIELDS)
    columns = columns_of(sheet.lines, sheet.year)
    in_table: list[Doubt] = []
    doubts += missing_fields(sheet, fields, ("目的", "目標", "実績", "今後の取組"))
    found = []
    for code, title in measures:
        place = f"施策{code.number}"
        parts = upright_parts(fields.get("区分", []), ("目標値", "目標"))
        table = parts.get("目標値", parts.get("目標", fields.get("区分", [])))
        table = [line for line in table if whose[line.page, line.number] in {None, code.number}]
        in_table.clear()
        blocks = column_blocks(fields.get("区分", []), sheet.year)
        found.append(
            Results(
                city=city,
                year=sheet.year,
                department=unbroken(cells["所属"]),
                code=code,
                title=title,
                chapter=chapter,
                section=section,
                strategy=strategy(cells),
                purposes=_purposes(fields.get("目的", []), sheet.title, place),
                goals=tuple(_goal(item, sheet.title, place) for item in items(fields.get("目標", []))),
                achievements=tuple(
                    achievement
                    for item in items(fields.get("実績", []))
                    for achievement in _achievements(item, sheet.title, place)
                ),
                indicators=doubted(rows_of_blocks(blocks, sheet.title, place), None)
                if blocks
                else doubted(rows(table, sheet.title, place, columns, in_table), columns.doubt),
                reason=prose(fields.get("理由", []), sheet.title, place),
                next_steps=prose(fields.get("今後の取組", []), sheet.title, place),
                source=place_of(sheet.title, place, sheet.first),
            )
        )
    doubts += in_table
    return found


def _tables_of(lines: Sequence[Line], numbers: Sequence[str]) -> list[tuple[str | None, bool]]:
    """For each line the measure whose table it may stand in, where a sheet of several measures has a table for each below
    a caption 【1-2-3 …】, and whether it is such a caption."""
    found: list[tuple[str | None, bool]] = []
    of: str | None = None
    for line in lines:
        named = [number for number, _ in codes_and_titles(line.text[1:])] if _CAPTION.match(line.text) else []
        is_caption = len(numbers) > 1 and len(named) == 1 and named[0] in numbers
        of = named[0] if is_caption else of
        found.append((of, is_caption))
    return found


def _chapter_and_section(cell: str, code: Code, sheet: Sheet, doubts: list[Doubt]) -> tuple[str, str]:
    """ "第5章 つながる" and "5-1 みんなが主役"; the number alone, with a doubt, where the cell does not tell them."""
    found = _CHAPTER_AND_SECTION.fullmatch(cell)
    if found is not None:
        number = re.sub(r"^(\d+)\s?[-ー.]\s?(\d+)\s*", r"\1-\2 ", unbroken(found[2]))
        return with_digits(unbroken(found[1])), number.strip()
    said = f"「{unbroken(cell)}」とあり、章と節がどれか確かではありません" if cell else "章と節がありません"
    doubts.append(Doubt(f"「{sheet.title}」のシートの計画の欄に{said}。", place_of(sheet.title, "", sheet.first)))
    return with_digits(unbroken(cell)) or f"第{chapter_of(code.number)}章", "-".join(code.number.split("-")[:2])


def _purposes(lines: Sequence[Line], document: str, place: str) -> tuple[Prose, ...]:
    """The numbered purposes without their numbers; a purpose without a number is one, too."""
    numbered = items(lines)
    if not numbered:
        alone = prose(lines, document, place)
        return (alone,) if alone else ()
    return tuple(
        Prose(without_number(joined(item.lines)), place_of(document, place, item.lines[0]), quoted=True)
        for item in numbered
    )


def _goal(item: Item, document: str, place: str) -> Goal:
    text = joined(item.lines[1:])
    return Goal(item.heading, Prose(text, place_of(document, place, item.lines[0]), quoted=True) if text else None)


def _achievements(item: Item, document: str, place: str) -> list[Achievement]:
    """What stands under one heading, parted at "（ １ ）", "（ ２ ）", …"""
    parts: list[list[Line]] = []
    for line in item.lines[1:]:
        if _DONE.match(line.text) or not parts:
            parts.append([])
        parts[-1].append(line)
    return [
        Achievement(item.heading, Prose(_DONE.sub("", joined(part)), place_of(document, place, part[0]), quoted=True))
        for part in parts
    ]
