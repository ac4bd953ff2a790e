"""Reads 実施計画兼予算要求書（検証）: one sheet for each project and fiscal year, with its money and its people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.column_blocks import ColumnBlocks, column_blocks, rows_of_blocks
from knowledge.documents.columns import columns_of
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import Line, blocks, cells, place_of, upright_parts
from knowledge.documents.money import outlays_of
from knowledge.documents.sheet import (
    STRATEGY_LABEL,
    Sheet,
    field_lines,
    head,
    measures_of,
    missing_fields,
    prose,
    strategy,
    unbroken,
)
from knowledge.documents.table import doubted, rows
from knowledge.language.text import is_gap
from knowledge.ledger.outlays import THOUSANDS, outlay
from knowledge.model import Figure, Indicator, Project, Prose, Source

_HEAD = {
    "所属": r"所\s?属",
    "事業": r"事\s?業(?:\s?名)?",
    "予算科目": "予算科目",
    "施策": r"施\s?策(?:\s?名)?",
    "創生総合戦略": STRATEGY_LABEL,
}
_FIELDS = ("事業概要", "目的")
_PARTS = ("目標", "活動指標")
_OUTLAY = re.compile(r"(事\s?業\s?費|従\s?事\s?人\s?工)\s*(?:[（(\[【]\s*(?:単位[:：]\s*)?(.+?)\s*[）)\]】])?")
# 事業費（千円） 公園維持管理費: of several projects or accounts; the first may be the only one with the label.
_OUTLAY_OF = re.compile(
    r"(?P<outlay>事\s?業\s?費|従\s?事\s?人\s?工)"
    r"(?:\s*[（(\[【]\s*(?:単位[:：]\s*)?(?P<unit>[^）)\]】]+?)\s*[）)\]】]\s?|\s)(?P<part>\S.*)"
)
_MONEY_NAMED = re.compile("[費金業]$")
_UNFINISHED = re.compile(r"(?<!状態)(?<!。)$")


def read_reviews(sheet: Sheet, city: str, plan: str, doubts: list[Doubt]) -> Project:
    """The project of one sheet. ``plan`` is the plan its codes belong to ("7次").

    What is not sure about the sheet as a whole is added to ``doubts``. Raises UnreadableDocument for a sheet without
    department, project or measure.
    """
    head_cells = head(sheet, _HEAD)
    for label in ("所属", "事業"):
        if not head_cells.get(label):
            raise sheet.fault(f"{label}がありません")
    name = unbroken(head_cells["事業"])
    fields = field_lines(sheet, _FIELDS)
    parts = upright_parts(fields.get("区分", []), _PARTS)
    blocks = column_blocks(fields.get("区分", []), sheet.year)
    columns = columns_of(sheet.lines, sheet.year)
    outlays = outlays_of([] if blocks else parts.get("活動指標", []), columns, sheet.year)
    printed_rows = rows(outlays.before, sheet.title, name, columns, doubts)
    for line, named in outlays.rows:
        said = f"資料には「{line.text}」とあり、見出しの「{named.said}」のどれが予算か確かではありません。"
        printed_rows += doubted(rows([line], sheet.title, name, named), said if named.doubt else None)
    if blocks is not None:
        printed_rows += rows_of_blocks(blocks, sheet.title, name)
    parts_of = _parts_of_outlays(printed_rows)
    table = doubted(
        [parts_of[nth].row if nth in parts_of else row for nth, row in enumerate(printed_rows)],
        None if blocks else columns.doubt,
    )
    doubts += _not_kept([*outlays.sources, *fields.get("検証", [])], sheet.title, name)
    doubts += missing_fields(sheet, fields, ("事業概要", "目的", "区分", "今後の取組"))
    return Project(
        city=city,
        year=sheet.year,
        department=unbroken(head_cells["所属"]),
        name=name,
        account=_account(head_cells.get("予算科目", "")),
        measures=tuple(measures_of(sheet, head_cells, plan)),
        strategy=strategy(head_cells),
        overview=prose(fields.get("事業概要", []), sheet.title, name),
        purpose=prose(fields.get("目的", []), sheet.title, name),
        aims=_aims_of_blocks(blocks, sheet.title, name) if blocks else _aims(parts.get("目標", []), sheet.title, name),
        activities=tuple(row for row in table if not _is_outlay(row)),
        budget=_outlay(table, "事業費", sheet, name, parts_of.values()),
        staffing=_outlay(table, "従事人工", sheet, name, parts_of.values()),
        reason=prose(fields.get("理由", []), sheet.title, name),
        next_steps=prose(fields.get("今後の取組", []), sheet.title, name),
        source=place_of(sheet.title, name, sheet.first),
    )


def _not_kept(lines: Sequence[Line], document: str, place: str) -> list[Doubt]:
    """Told to staff: where the money comes from, and how the city grades the project."""
    filled = [line for line in lines if not line.blank]
    if not filled:
        return []
    said = "」「".join(line.text for line in filled)
    return [Doubt(f"「{said}」は取り込んでいません。", place_of(document, place, filled[0]))]


def _account(cell: str) -> tuple[str, ...]:
    """The parts of an account from the whole down; they are parted before their numbers, or by ・ if they have none."""
    parts = r"\s*[・･/／、]\s*(?=\d)|\s+(?=\d)" if re.search(r"\d", cell) else r"\s*[・･/／、\n]\s*"
    return tuple(unbroken(part) for part in re.split(parts, cell) if part)


def _aims(lines: Sequence[Line], document: str, place: str) -> tuple[Prose | None, Prose | None, Prose | None]:
    """The three cells of the row 目標: wanted, planned for the year, reached.

    Cells are parted by a blank on one line or by a blank line. A cell that holds a blank itself falls into too many
    parts; those that do not end like an aim ("…状態", "…。") are put together with the next.
    """
    found = [cell for block in blocks(lines) for cell in cells(block)]
    while len(found) > 3:
        broken = next((nth for nth, (text, _) in enumerate(found[:-1]) if _UNFINISHED.search(text)), len(found) - 2)
        found[broken : broken + 2] = [(f"{found[broken][0]} {found[broken + 1][0]}", found[broken][1])]
    aims = [None if is_gap(text) else Prose(text, place_of(document, place, line), quoted=True) for text, line in found]
    wanted, planned, reached = [*aims, None, None, None][:3]
    return wanted, planned, reached


def _aims_of_blocks(blocks: ColumnBlocks, document: str, place: str) -> tuple[Prose | None, Prose | None, Prose | None]:
    """What is wanted and planned stands above the figures aimed at, what was reached above those that came of it."""
    told = blocks.wanted[:1], blocks.wanted[1:], blocks.reached
    wanted, planned, reached = (prose(lines, document, place) for lines in told)
    return wanted, planned, reached


@dataclass(frozen=True)
class _Part:
    """A row that tells ``row`` of 事業費 or 従事人工: that of one of several projects or accounts, or of some of the staff."""

    outlay: str
    row: Indicator


def _parts_of_outlays(table: Sequence[Indicator]) -> dict[int, _Part]:
    """The rows that print the money of several projects one below the other, each in the unit the first carries; by their
    places in the table. Beside the whole they are told as what they are parts of."""
    found: dict[int, _Part] = {}
    whole = {re.sub(r"\s", "", match[1]) for row in table if (match := _OUTLAY.fullmatch(row.name))}
    outlay, unit = "", None
    for nth, row in enumerate(table):
        first = _OUTLAY_OF.fullmatch(row.name)
        if _is_outlay(row) or (first is None and not _MONEY_NAMED.search(row.name)):
            outlay = ""
        elif first is not None:
            outlay = re.sub(r"\s", "", first["outlay"])
            unit = first["unit"] or ("人工" if outlay == "従事人工" else None)
            row = replace(row, name=first["part"])
        if outlay:
            target, result = (replace(cell, unit=cell.unit or unit) for cell in (row.target, row.result))
            told = f"{outlay} {row.name}" if outlay in whole or outlay == "従事人工" else row.name
            found[nth] = _Part(outlay, replace(row, name=told, target=target, result=result))
    return found


def _is_outlay(row: Indicator) -> bool:
    return bool(_OUTLAY.fullmatch(row.name))


def _is_word(cell: Figure) -> bool:
    """Whether a cell prints a word in place of an amount: 皆増."""
    return cell.printed is not None and not re.search(r"\d", cell.printed)


def _outlay(table: Sequence[Indicator], name: str, sheet: Sheet, place: str, parts: Iterable[_Part]) -> Indicator:
    """事業費 in the unit its name carries, its values in 千円; 従事人工 in 人工. A sheet without the row, or with one for each
    of the projects in ``parts``, has a gap with a doubt."""
    for row in table:
        match = _OUTLAY.fullmatch(row.name)
        if match is None or re.sub(r"\s", "", match[1]) != name:
            continue
        unit, doubt = match[2] or row.target.unit or row.result.unit, row.doubt
        if unit is None and name == "事業費":
            doubt = doubt or "事業費の単位が印刷されていません。"
        unit = unit or (THOUSANDS if name == "事業費" else "人工")
        # Two cells that print units of their own keep them: 12,000 千円 beside 11,800,000 円 are read so, with a doubt.
        own = [None if match[2] else cell.unit for cell in (row.target, row.result)]
        target, result = (
            cell if _is_word(cell) else replace(cell, unit=of or unit)
            for cell, of in zip((row.target, row.result), own, strict=True)
        )
        if name == "事業費":
            target, result = outlay(target), outlay(result)
        return replace(row, name=name, target=target, result=result, doubt=doubt)
    nowhere = Source(sheet.title, place, sheet.first.page, sheet.first.number)
    doubt = f"「{name}」の行が見つかりません。"
    divided = [part.row for part in parts if part.outlay == name]
    if divided:
        said = "」「".join(f"{row.name}：予算{_told(row.target)}、実績{_told(row.result)}" for row in divided)
        doubt = f"{name}は、「{said}」に分けて印刷されています。"
    return Indicator(name, Figure(None, None), Figure(None, None), nowhere, doubt=doubt)


def _told(cell: Figure) -> str:
    return "記載なし" if cell.printed is None else f"{cell.printed}{cell.unit or ''}"
