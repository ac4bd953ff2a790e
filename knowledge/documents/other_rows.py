"""The rows of a table of another form, as figures of the sheet's own year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.documents.column import Column, column_of
from knowledge.documents.lines import Line
from knowledge.documents.other_heads import Heads
from knowledge.documents.other_table import OtherTable, Record
from knowledge.documents.row import NOTHING, Values
from knowledge.documents.told_cells import opening, told
from knowledge.language.units import is_unit

_STACKED = re.compile(
    r"上段[はがに]?\s?[:：]?\s?(?P<upper>[^\s、,／/下]+)[\s、,／/]*下段[はがに]?\s?[:：]?\s?(?P<lower>[^\s、,／/）)]+)"
)
_MARK = re.compile(
    r"(?P<open>[（(<〈＜【\[])\s?[）)>〉＞】\]]\s?(?:内|書き?|付き?)?[はの]?(?P<says>[^、。,（(<〈＜【\[]{2,12})"
)
_MONEY_UNIT = re.compile(r"単位\s?[:：]?\s?([十百千万億]{0,2}円)")
_BEFORE = re.compile("変更前|補正前|改定前|当初|前年")
_UNIT_LAST = re.compile(r"(?P<name>.+?)[（(](?P<unit>[^（）()・]+)・(?P<rest>[^（）()]+)[）)](?P<mark>※\d*)?")
_MAY_BE_FIGURES = re.compile("\\d|[実値数額]|目標|結果|見込")
_AMOUNT_NAMED = re.compile(r"(?:収益|収入|支出|費用?|額|料|金|債|損益|利益|財源|残高)(?:[（(].*[）)])?$")
_UNIT_AT_END = re.compile(r"[（(][^（）()]+[）)]$")
_NUMBER = re.compile(r"^[①-⑳]\s?")
_DITTO = re.compile(r"[〃″”\"]|々|同上?")


@dataclass
class Legend:
    """What a page says of its tables: which of two lines of figures is which, what brackets mean, and in what money counts."""

    upper: str = ""
    lower: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    money: str | None = None

    def read(self, line: Line) -> bool:
        """Keep what a line says of this; False where it says nothing of it."""
        text = line.text
        found = False
        if match := _STACKED.search(text):
            kinds = [column_of(match[part]) for part in ("upper", "lower")]
            self.upper, self.lower = (kind.kind if kind else "" for kind in kinds)
            found = True
        if "内" in text:
            for match in _MARK.finditer(text):
                self.marks[opening(match["open"])] = match["says"].removesuffix("です")
                found = True
        if match := _MONEY_UNIT.search(text):
            self.money, found = match[1], True
        return found

    @property
    def stacked(self) -> bool:
        return {self.upper, self.lower} == {"target", "result"}


@dataclass(frozen=True)
class TableRow:
    """``code``, ``measure``, ``department`` and ``project`` are "" where the row prints none."""

    name: str
    values: Values
    at: Line
    code: str = ""
    measure: str = ""
    department: str = ""
    project: str = ""


def rows_told(table: OtherTable, year: int, legend: Legend) -> list[TableRow]:
    """The rows with what was aimed at and reached in ``year``. Where the head does not tell which columns hold it, the rows are
    gaps with what is printed in their doubt."""
    heads = table.heads
    found = []
    department = ""
    for record in table.rows:
        values = _values(record, heads, year, legend, table)
        own = record.text(heads.nth("department"))
        department = department if _DITTO.fullmatch(own) else own
        found.append(
            TableRow(
                name_told(record.text(heads.nth("name"))),
                values,
                record.at,
                record.text(heads.nth("code")),
                record.text(heads.nth("measure")),
                department,
                record.text(heads.nth("project")),
            )
        )
    return found


def name_told(name: str) -> str:
    """A name without the number before it, its unit alone in brackets at its end: 面積（ha・累計） is 面積（累計）（ha）."""
    bare = _NUMBER.sub("", name)
    match = _UNIT_LAST.fullmatch(bare)
    if match is None or not is_unit(match["unit"]):
        return bare
    return f"{match['name']}（{match['rest']}）{match['mark'] or ''}（{match['unit']}）"


def is_ditto(text: str) -> bool:
    """Whether a cell says the same as the one above it: 〃, （同）."""
    return _DITTO.fullmatch(text.strip("（）() ")) is not None


def _values(record: Record, heads: Heads, year: int, legend: Legend, table: OtherTable) -> Values:
    said = table.said
    of_year = _lines_by_kind(record, heads, legend)
    unit = record.text(heads.nth("unit")) or None
    cells: dict[str, str] = {}
    units: dict[str, str | None] = {}
    for kind, line in of_year:
        for nth in heads.figures():
            column = heads.columns[nth]
            if column is None or column.year not in ({None, year} if column.kind else {year}):
                continue
            here = kind or column.kind
            if here not in {"target", "result"}:
                continue
            if here in cells:
                return _unsure(record, heads, said)
            cells[here], units[here] = line[nth], heads.units[nth]
    if "result" not in cells and len(of_year) == 1 and heads.nth("kind") is None:  # 平成30年, 令和元年目標, 令和元年
        alone = [nth for nth in heads.figures() if heads.columns[nth] == Column("", year)]
        if len(alone) == 1:
            cells["result"] = of_year[0][1][alone[0]]
    unknown = [
        cell
        for cell, role, of in zip(heads.printed, heads.roles, heads.columns, strict=True)
        if not role and of is None
    ]
    if not cells or (len(cells) < 2 and any(map(_MAY_BE_FIGURES.search, unknown))):
        return _unsure(record, heads, said)
    unit = unit or next(filter(None, units.values()), None)
    values = told(cells.get("target", ""), cells.get("result", ""), unit, legend.marks)
    if record.askew:
        values = values.but(f"資料には「{_printed(record, heads)}」とあり、どの欄の数字か確かではありません。")
    if heads.nth("kind") is not None and len(cells) < 2:
        values = values.but(f"{'実績' if 'target' in cells else '目標'}の行が見つかりません。")
    if not table.sure and any(cells.values()) and not all(cells.values()):
        values = values.but("目標か実績の欄に、何も印刷されていません。")
    return (
        values
        if unit or not legend.money or heads.nth("project") is not None
        else _in_money(record, heads, values, legend.money)
    )


def _in_money(record: Record, heads: Heads, values: Values, money: str) -> Values:
    """A row without a unit of its own in a table of which the page says that it counts in money."""
    name = record.text(heads.nth("name"))
    figures = values.target, values.result
    if any(cell.unit for cell in figures) or all(cell.value is None for cell in figures) or _UNIT_AT_END.search(name):
        return values
    target, result = (replace(cell, unit=money if cell.value is not None else None) for cell in figures)
    in_money = replace(values, target=target, result=result)
    if _AMOUNT_NAMED.search(name):
        return in_money
    return in_money.but(f"表に「単位：{money}」とありますが、この行の単位は確かではありません。")


def _lines_by_kind(record: Record, heads: Heads, legend: Legend) -> list[tuple[str, tuple[str, ...]]]:
    """The lines of figures of a row with what each holds; "" where the columns tell it."""
    kind = heads.nth("kind")
    if kind is not None:
        return [((column.kind if (column := column_of(line[kind])) else "?"), line) for line in record.lines]
    lines = [line for line in record.lines if any(line[nth] for nth in heads.figures())]
    if not legend.stacked:
        return [("", line) for line in lines]
    own = [line for line in lines if not _told_before(line, heads, legend.marks)]
    return list(zip((legend.upper, legend.lower), own, strict=True)) if len(own) == 2 else []


def _told_before(line: Sequence[str], heads: Heads, marks: Mapping[str, str]) -> bool:
    """Whether a line holds nothing but figures in brackets of which the page says that they held before."""
    cells = [line[nth] for nth in heads.figures() if line[nth]]
    return all(_BEFORE.search(marks.get(opening(cell[0]), "")) for cell in cells)


def _unsure(record: Record, heads: Heads, said: str) -> Values:
    printed = _printed(record, heads)
    return NOTHING.but(f"表の見出しが「{said}」となっていて、「{printed}」のどれが目標か実績か確かではありません。")


def _printed(record: Record, heads: Heads) -> str:
    return " ".join(cell for line in record.lines for nth in heads.figures() if (cell := line[nth]))
