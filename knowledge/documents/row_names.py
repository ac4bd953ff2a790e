"""What the name of a row tells: whether it is whole, how the thing is counted, and what the row is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.documents.row import Values
from knowledge.language.units import is_unit
from knowledge.model import Indicator

# The rows at the end of a review: what stands above them is no part of their names.
OUTLAY = re.compile(r"(?:事\s?業\s?費|従\s?事\s?人\s?工)\s?(?:[（(\[【].*)?$")
# A name that is broken over lines fills the cell first; the sheets break at 25 characters.
_CELL_CHARS = 22
_UNIT_OF_NAME = re.compile(r"(?P<name>.+?)\s?[（(](?:単位[:：]?\s?)?(?P<unit>[^（）()]+)[）)]")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
NAMELESS = "（名前のない行）"
_FIRST, _MOST_NUMBERED = "①", 20
# How the thing that a name counts is counted, where the name says it.
_COUNTED_IN = (
    (re.compile(r"件数(?:（.*）)?$"), "件"),
    (re.compile(r"回数(?:（.*）)?$"), "回"),
    (re.compile(r"(?:人|者)数(?:（.*）)?$"), "人"),
    (re.compile(r"(?:率|割合)(?:（.*）)?$"), "%"),
)
_COUNTERS = frozenset(unit for _, unit in _COUNTED_IN)
# うち女性, 内訳 市内: a part of what the row above counts; 計 the whole of such parts.
_PART = re.compile(r"(?:[（(]?うち|内訳|内数).*")
_WHOLE = re.compile(r"(?:総?合|小|総)?計")


def is_part(name: str) -> bool:
    """Whether a name says of itself that it is a part of another row."""
    return _PART.fullmatch(name) is not None


def is_sum(name: str) -> bool:
    """Whether a name says no more than that its row is the sum of rows above."""
    return _WHOLE.fullmatch(name.replace(" ", "")) is not None


def numbered(names: Sequence[str]) -> bool:
    """Whether the names are numbered ①, ②, … one after the other: none is missing, and none is a caption."""
    return (
        all(name.startswith(chr(ord(_FIRST) + nth)) for nth, name in enumerate(names)) and len(names) < _MOST_NUMBERED
    )


def with_unit_of_name(row: Indicator) -> Indicator:
    """The row with the unit that ends its name, where its figures print none: 資源化率（%）."""
    match = _UNIT_OF_NAME.fullmatch(row.name)
    if match is None or row.units or OUTLAY.match(row.name) or not is_unit(match["unit"]):
        return row
    cells = (row.target, row.result)
    in_words = [cell.printed is not None and cell.value is None for cell in cells]
    if all(in_words):
        return row
    target, result = (
        cell if word else replace(cell, unit=match["unit"]) for cell, word in zip(cells, in_words, strict=True)
    )
    return replace(row, name=match["name"], target=target, result=result)


def with_whole_name(row: Indicator) -> Indicator:
    """The row, doubted where a bracket in its name is not closed, or the name is nothing but brackets: a line is missing."""
    closed = len(re.findall(r"[（(]", row.name)) == len(re.findall(r"[）)]", row.name))
    if closed and (row.name == NAMELESS or not _IN_BRACKETS.fullmatch(row.name)):
        return row
    return replace(row, doubt=row.doubt or f"名前が「{row.name}」とあり、一部が抜けているかもしれません。")


def may_be_counted_so(name: str, values: Values) -> bool:
    """Whether the unit of the figures is none that the name speaks against: 件数 is not counted in 回."""
    units = _COUNTERS & {values.target.unit, values.result.unit}
    return not units or all(unit in units for ends, unit in _COUNTED_IN if ends.search(name))


def fills_its_cell(name: str) -> bool:
    """Whether a name is so long that it may go on in the line below."""
    return len(name) >= _CELL_CHARS
