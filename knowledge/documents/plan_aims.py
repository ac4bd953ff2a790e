"""The table of indicators that some plans print below the goals of a measure: 指標, 現状値（R4）, 目標値（R9）.

The table has no frame in the extracted text: it begins with the heads of its columns, which tell the years, and each row
ends with one value for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.documents.cell import is_value, parted
from knowledge.documents.lines import Line, joined, place_of
from knowledge.language.text import is_gap
from knowledge.model import Prose

_COLUMN = (
    r"(?:現状|基準|実績|策定時の?|当初|中間|最終|目標|(?:目指|めざ)す)(?:目標)?(?:数?値|年度)?"
    r"(?:（[^（）]*）|(?:令和|平成|[RH])\d{1,2}(?:年度?)?末?)?"
)
_NAMES = "指標|指標名|指標項目|項目|項目名|成果指標|目標指標|数値目標|主な指標"
_HEADS = re.compile(rf"(?:(?:{_NAMES}) )?(?:単位 )?({_COLUMN}(?: {_COLUMN})+)(?: 単位)?")
_ABOVE = frozenset(_NAMES.split("|"))
_AIMED = re.compile("目標|目指|めざ|最終")
_YEARS_BELOW = re.compile(r"（[^（）]*\d[^（）]*）(?: （[^（）]*\d[^（）]*）)+")
# 指　標
_SPACED_HEAD = re.compile("(?<=指) (?=標)|(?<=項) (?=目)|(?<=目) (?=標)|(?<=標) (?=値)|(?<=現) (?=状)|(?<=状) (?=値)")
_ERA = re.compile(r"(?<![a-zA-Z])([RH])(\d{1,2})(?:年度?)?(末?)(?![\d.])")
_ERAS = {"R": "令和", "H": "平成"}
# A marked effort, the code of the measure, a numbered goal.
_OTHER_LINE = re.compile(r"[▷▹▻▶►▸➢➤●○•・◆◇■□]|\d+\s?[-ー]\s?\d+|\d{1,2} ")
_LONGEST_UNIT = 6
# A name that is broken over more lines than these is none.
_MOST_LINES = 2


@dataclass(frozen=True)
class _Row:
    name: str
    values: tuple[str, ...]
    at: Line


def without_aims(lines: Sequence[Line], document: str, number: str) -> tuple[list[Line], list[Prose]]:
    """The lines that belong to no such table, and one sentence for each row of one, with the years of its columns.

    ``number`` is the measure's ("2-1-1"). A dash is left out: the plan gives no figure there.
    """
    left: list[Line] = []
    aims: list[Prose] = []
    heads: list[str] = []
    waiting: list[Line] = []
    for line in lines:
        if found := _heads(line):
            left, heads, waiting = [*left, *waiting], found, []
            above = next((nth for nth in range(len(left) - 1, -1, -1) if not left[nth].blank), None)
            if above is not None and left[above].text.replace(" ", "") in _ABOVE:
                del left[above:]
        elif not heads or line.blank:
            if not heads:
                left.append(line)
        elif not waiting and not aims and _YEARS_BELOW.fullmatch(line.text):
            heads = [f"{head}{years}" for head, years in zip(heads, line.text.split(" "), strict=False)]
        elif row := _row(waiting, line, len(heads)):
            waiting = []
            if said := _sentence(row, heads):
                aims.append(Prose(said, place_of(document, f"{number} 指標", row.at)))
        elif _ends_table(line) or len(waiting) == _MOST_LINES:
            left += [*waiting, line]
            heads, waiting = [], []
        else:
            waiting.append(line)
    return [*left, *waiting], aims


def _heads(line: Line) -> list[str]:
    """The columns of figures that a line is the heads of; none where it is no such line."""
    match = _HEADS.fullmatch(_SPACED_HEAD.sub("", line.text))
    columns = match[1].split(" ") if match else []
    return columns if any(map(_AIMED.search, columns)) else []


def _ends_table(line: Line) -> bool:
    return line.text.endswith("。") or line.indented or _OTHER_LINE.match(line.text) is not None


def _row(above: Sequence[Line], line: Line, columns: int) -> _Row | None:
    """The row that ends with this line; ``above`` are the lines its name begins on."""
    tokens = line.text.split(" ")
    values: list[str] = []
    while len(values) < columns and tokens:
        token = tokens.pop()
        if is_value(token) or len(parted(token)) == 2:
            values.append(token)
        elif tokens and len(token) <= _LONGEST_UNIT and is_value(tokens[-1]):
            values.append(f"{tokens.pop()}{token}")
        else:
            return None
    name = joined(above) + " ".join(tokens)
    if len(values) < columns or not name:
        return None
    return _Row(name, tuple(reversed(values)), (*above, line)[0])


def _sentence(row: _Row, heads: Iterable[str]) -> str | None:
    told = [
        f"{_with_years(head)}が{value}"
        for head, value in zip(heads, row.values, strict=True)
        if not is_gap(parted(value)[0])
    ]
    return f"{row.name}は、{'、'.join(told)}です。" if told else None


def _with_years(head: str) -> str:
    """「現状値（令和4年度）」 for 現状値（R4）."""
    return _ERA.sub(lambda found: f"{_ERAS[found[1]]}{found[2]}年度{found[3]}", head)
