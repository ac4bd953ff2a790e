"""The table of indicators that some plans print below the goals of a measure: 指標, 現状値（R4）, 目標値（R9）.

The table has no frame in the extracted text: it begins with the heads of its columns, which tell the years, and each row
ends with one value for each of them. The years may stand below the heads or behind each value, the units in a column of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.cell import is_value, parted
from knowledge.documents.lines import Line, joined, place_of
from knowledge.language.text import is_gap
from knowledge.model import Prose

_YEAR = r"(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)(?:年度?)?末?"
_KIND = r"(?:現状|基準|実績|策定時の?|当初|中間|最終|目標|(?:目指|めざ)す)(?:目標)?(?:数?値|年度)?"
_COLUMN = rf"{_KIND}(?:（[^（）]*）|{_YEAR})?"
_YEAR_HEAD = rf"{_YEAR}(?:（[^（）]*）)?"
_NAMES = r"(?:主な|成果|目標|数値|評価|代表)?指標(?:の?名称?|項目)?|項目名?|数値目標"
_HEAD = rf"(?:{_COLUMN}|{_YEAR_HEAD})"
_HEADS = re.compile(rf"(?:(?P<name>{_NAMES}) )?(?P<unit>単位 )?(?P<columns>{_HEAD}(?: {_HEAD})+)(?: 単位)?")
_ABOVE = re.compile(_NAMES)
_AIMED = re.compile("目標|目指|めざ|最終")
_BELOW = re.compile(r"（[^（）]*）(?: （[^（）]*）)+")
# 指　標
_SPACED_HEAD = re.compile("(?<=指) (?=標)|(?<=項) (?=目)|(?<=目) (?=標)|(?<=標) (?=値)|(?<=現) (?=状)|(?<=状) (?=値)")
_ERA = re.compile(r"(?<![a-zA-Z])([RH])(元|\d{1,2})(?:年度?)?(末?)(?![\d.])")
_ERAS = {"R": "令和", "H": "平成"}
_WHEN = re.compile(rf"(?P<value>.+?)（(?P<when>{_YEAR}(?:[~～]{_YEAR})?)）")
# A marked effort, the code of the measure, a numbered goal.
_OTHER_LINE = re.compile(r"[▷▹▻▶►▸➢➤●○•・◆◇■□]|\d+\s?[-ー]\s?\d+|\d{1,2} ")
_LONGEST_UNIT = 6
# A name that is broken over more lines than these is none.
_MOST_LINES = 2


@dataclass(frozen=True)
class _Heads:
    """The heads of the columns of figures, whether units come before them, and whether one of them is told to be the aim."""

    columns: tuple[str, ...]
    unit_first: bool

    @property
    def aimed(self) -> bool:
        return any(map(_AIMED.search, self.columns))


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
    heads: _Heads | None = None
    waiting: list[Line] = []
    begun = False  # a row of the present table is read
    for nth, line in enumerate(lines):
        if found := _heads(line, lines[nth + 1 :]):
            left, heads, waiting, begun = _without_title([*left, *waiting]), found, [], False
        elif heads is None:
            left.append(line)
        elif line.blank:
            continue
        elif not waiting and not begun and _BELOW.fullmatch(line.text):
            heads = _with_line_below(heads, line)
        elif row := _row(waiting, line, heads):
            waiting, begun = [], True
            if said := _sentence(row, heads.columns):
                aims.append(Prose(said, place_of(document, f"{number} 指標", row.at)))
        elif _ends_table(line) or len(waiting) == _MOST_LINES:
            left += [*waiting, line]
            heads, waiting = None, []
        else:
            waiting.append(line)
    return [*left, *waiting], aims


def _heads(line: Line, below: Sequence[Line]) -> _Heads | None:
    """The columns of figures that a line is the heads of; None where it is no such line. Of years alone, the line below says
    which is the aim."""
    match = _HEADS.fullmatch(_SPACED_HEAD.sub("", line.text))
    if match is None:
        return None
    heads = _Heads(tuple(match["columns"].split(" ")), match["unit"] is not None)
    if heads.aimed:
        return heads
    beneath = next((other for other in below if not other.blank), None)
    if match["name"] is None or beneath is None or not _BELOW.fullmatch(beneath.text):
        return None
    return heads if _with_line_below(heads, beneath).aimed else None


def _with_line_below(heads: _Heads, line: Line) -> _Heads:
    """現状値 over 「（令和4年度）」 is 現状値（令和4年度）, and so is a year over 「（現状）」.

    「（年度）」 says no more than that the years stand behind the values.
    """
    below = [part.strip("（）") for part in line.text.split(" ")]
    if len(below) != len(heads.columns) or set(below) <= {"年度", "年"}:
        return heads
    told = (
        f"{part}（{head}）" if re.fullmatch(_YEAR, head) and not re.search(r"\d", part) else f"{head}（{part}）"
        for head, part in zip(heads.columns, below, strict=True)
    )
    return replace(heads, columns=tuple(told))


def _without_title(lines: Sequence[Line]) -> list[Line]:
    """The lines without the title of a table at their end: 成果指標."""
    above = next((nth for nth in range(len(lines) - 1, -1, -1) if not lines[nth].blank), None)
    is_title = above is not None and _ABOVE.fullmatch(lines[above].text.replace(" ", "")) is not None
    return list(lines[:above] if is_title else lines)


def _ends_table(line: Line) -> bool:
    return line.text.endswith("。") or line.indented or _OTHER_LINE.match(line.text) is not None


def _row(above: Sequence[Line], line: Line, heads: _Heads) -> _Row | None:
    """The row that ends with this line; ``above`` are the lines its name begins on."""
    tokens = line.text.split(" ")
    values: list[str] = []
    while len(values) < len(heads.columns) and tokens:
        token = tokens.pop()
        bare = _without_year(token)
        if is_value(bare) or len(parted(bare)) == 2:
            values.append(token)
        elif tokens and len(token) <= _LONGEST_UNIT and is_value(tokens[-1]):
            values.append(f"{tokens.pop()}{token}")
        else:
            return None
    unit = tokens.pop() if heads.unit_first and len(tokens) + len(above) > 1 and tokens else ""
    name = joined(above) + " ".join(tokens)
    # One more figure than there are columns, or the figure of another row.
    if len(values) < len(heads.columns) or not name or (tokens and is_value(tokens[-1])):
        return None
    return _Row(name, tuple(_with_unit(value, unit) for value in reversed(values)), (*above, line)[0])


def _without_year(token: str) -> str:
    match = _WHEN.fullmatch(token)
    return match["value"] if match else token


def _with_unit(value: str, unit: str) -> str:
    """A value in the unit of its row; what says how it is meant stands behind the unit: 10位以内（R9）."""
    bare = _without_year(value)
    if not unit or is_gap(unit) or is_gap(bare) or len(parted(bare)) == 2 or not re.search(r"\d", bare):
        return value
    bound = re.search(r"(?:以上|以下|以内|未満|超|程度|前後)?$", bare)
    at = bound.start() if bound else len(bare)
    return f"{bare[:at]}{unit}{bare[at:]}{value[len(bare) :]}"


def _sentence(row: _Row, heads: Iterable[str]) -> str | None:
    told = []
    for head, value in zip(heads, row.values, strict=True):
        bare = _without_year(value)
        if is_gap(parted(bare)[0]):
            continue
        when = _WHEN.fullmatch(value)
        column = f"{head}（{when['when']}）" if when and "（" not in head else head
        told.append(f"{_with_years(column)}が{bare if column != head else value}")
    return f"{row.name}は、{'、'.join(told)}です。" if told else None


def _with_years(head: str) -> str:
    """「現状値（令和4年度）」 for 現状値（R4）."""
    return _ERA.sub(lambda found: f"{_ERAS[found[1]]}{found[2]}年度{found[3]}", head)
