"""One line of a table: a name, and the figures under the columns of its head.

A row is printed as ``name value unit value unit``; units may be missing or stand in a column of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.cell import PROVISIONAL, figure_of, in_one_unit, is_figure, is_value, parted, plain_unit
from knowledge.documents.columns import TWO, Columns
from knowledge.documents.lines import Line
from knowledge.language.scales import scale
from knowledge.language.text import is_gap, printed
from knowledge.model import Figure

_THOUSANDS_AMISS = re.compile(r",(?!\d{3}(?!\d))")
# One word in five spellings.
_PLACES = re.compile(r"^[かカヵケヶ]所$")
_LONE_MINUS = re.compile(r"(?<!\S)([△▲]) (?=\d)")
_LONG_MINUS = re.compile(r"(?<!\S)ー(?=\d)")
_MARK = re.compile(r"[（(]?(?:※|注|[*])(?P<mark>\d{0,2})[）)]?")
_MARKED = re.compile(
    r"(?P<figure>[△▲+-]?\d[^※（(*注]*)(?:[（(](?:※|注)(?P<within>\d{0,2})[）)]|(?:※|\*|注(?=\d))(?P<mark>\d{0,2})[）)]?)"
)
# 1,179 千人 （速報値）
_REMARK_APART = re.compile(rf"(\d\S*(?: [^\s\d]{{1,6}})?) (?={PROVISIONAL}(?: |$))")
# 88.0 % ※4月末現在; 15 人 (うち 8 人): what is said of a figure, apart from it.
_NOTE_APART = re.compile(
    r"(?P<of>\d\S*(?: [^\s\d()（）]{1,6})?) (?=(?P<mark>※[^\s\d]|※\d+[^\s\d）)])|(?P<said>[（(][^（）()\d]+\d[^（）()]*[）)]))"
)
_WITHIN_BRACKETS = re.compile(r"(?<=[^\s（）()])[（(][^（）()]*\d[^（）()]*[）)]")
# 10 ～ 12 件; 120 億 3,000 万円: one figure with blanks in it.
_RANGE_APART = re.compile(r"(?<=\d) ?([~～]) ?(?=\d)")
_POWERS_APART = re.compile(r"(?<!\S)([△▲+-]?\d[\d,]*) ?([兆億]) ?(\d[\d,]*) ?(?:([万千百]) ?)?(?=円(?:\s|$))")
_POWERS_WITHIN = re.compile(r"\d[兆億万]")
_BEGINS_CELL = r"[（(\"]?[△▲+-]?\d"
_LIKE_A_CELL = re.compile(rf"{_BEGINS_CELL}[\d,.:/億万兆]*[^\s\d（(]{{0,4}}|[^\s\d]{{1,3}}")
# 40歳以上 74歳以下 の: of whom a name speaks, and what makes it go on in the line below.
_BOUND = re.compile(r".*(?:以上|以下|未満|以内|超|から|まで)")
_GOES_ON = re.compile("[のをにとがはでへやも]|から|まで")
_BLANK_CELL = re.compile(r"(?:^|(?<=[ \t]))\u3000+(?=[ \t]|$)")
# A unit printed behind a figure, not the beginning of a name such as "65歳以上の割合".
_LONGEST_UNIT = 6
# Under a head that tells how many figures there are, it cannot be that: kg-CO2/人, 円/人・日.
_LONGEST_UNIT_KNOWN = 10
# What the name of a row ends with, where its unit is missing from the column of units.
_ENDS_A_NAME = re.compile(r"(?:.{2,}[数率額量料費金者度]|割合|面積)$")


@dataclass(frozen=True)
class Values:
    """The two figures at the end of a row, and what is not sure about them. ``marks`` point to notes below the table."""

    target: Figure
    result: Figure
    doubt: str | None = None
    marks: tuple[str, ...] = ()
    said: str = ""  # as printed, where it is marked

    def but(self, doubt: str) -> Values:
        """The same with a doubt, unless one is there already."""
        return self if self.doubt else replace(self, doubt=doubt)


@dataclass(frozen=True)
class _Cell:
    value: str
    unit: str | None = None


_GAP = Figure(None, None)
NOTHING = Values(_GAP, _GAP)


def split_row(line: Line, columns: Columns = TWO, *, named_above: bool = False) -> tuple[str, Values | None]:
    """The name and the figures on one line; None for the figures where the line ends with none.

    ``named_above``: a name stands above the line, so that a lone word before the figures may be their unit.
    """
    # A cell that holds nothing but a full-width blank is an empty one.
    text = _LONG_MINUS.sub("-", _LONE_MINUS.sub(r"\1", printed(_BLANK_CELL.sub("－", line.raw))))
    tokens, marks = _without_marks(_closed(text).split(" "))
    name, values = _under(tokens, columns, named_above)
    if values is None:
        return _unread(tokens) or (line.text, None)
    return name, replace(values, marks=marks, said=text.removeprefix(name).strip()) if marks else values


def _closed(text: str) -> str:
    """The line without the blanks that stand within a figure, or between a figure and what is said of it."""
    text = _REMARK_APART.sub(r"\1", text)
    text = _NOTE_APART.sub(
        lambda note: f"{note['of']}{'' if note['mark'] or not is_value(note['said']) else ' '}", text
    )
    text = _WITHIN_BRACKETS.sub(lambda remark: remark[0].replace(" ", ""), text)
    text = _RANGE_APART.sub(r"\1", text)
    return _POWERS_APART.sub(lambda sum_: "".join(part or "" for part in sum_.groups()), text)


def _unread(tokens: Sequence[str]) -> tuple[str, Values] | None:
    """A name and behind it two or more cells that begin with figures and are none this can read, as "10:30分 12.1.3": a row
    all the same, no name whose figures stand below."""
    begin = next((nth for nth in range(len(tokens) - 1, 0, -1) if not _LIKE_A_CELL.fullmatch(tokens[nth])), 0) + 1
    cells = tokens[begin:]
    figures = [cell for cell in cells if re.match(_BEGINS_CELL, cell)]
    if len(figures) < 2 or all(map(_BOUND.fullmatch, figures)) or _GOES_ON.fullmatch(cells[-1]):
        return None
    if _LIKE_A_CELL.fullmatch(tokens[0]) or tokens[0].startswith(("（", "(")):
        return None
    doubt = f"資料には「{' '.join(cells)}」とあり、どの欄の数字か確かではありません。"
    return " ".join(tokens[:begin]), NOTHING.but(doubt)


def _without_marks(tokens: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words without the marks that stand at figures, apart or right behind them, and these marks."""
    left: list[str] = []
    marks: list[str] = []
    for token in tokens:
        behind = _MARKED.fullmatch(token)
        if behind is not None:
            left.append(behind["figure"])
            marks.append(behind["mark"] or behind["within"] or "")
        elif (apart := _MARK.fullmatch(token)) and any(is_figure(part) for part in left[-2:]):
            marks.append(apart["mark"])
        else:
            left.append(token)
    return left, tuple(marks)


def _under(tokens: Sequence[str], columns: Columns, named_above: bool) -> tuple[str, Values | None]:
    return _split(tokens) if columns.plain else _by_columns(tokens, columns, named_above)


def _by_columns(tokens: Sequence[str], columns: Columns, named_above: bool) -> tuple[str, Values | None]:
    """The name, and of as many figures as there are columns those of the sheet's year."""
    found = {}
    for begin, cells in _cells(tokens, len(tokens), columns.figures, columns.unit_first):
        if columns.unit_first:
            if begin and is_figure(tokens[begin - 1]) and not is_gap(tokens[begin - 1]):
                continue  # one more figure than there are columns
            name, unit = _name_and_unit(tokens[:begin], named_above)
            more = bool(name) and is_figure(name[-1])
        else:
            name, unit = tokens[:begin], None
            more = _begin_of_figures(tokens, begin) < begin or _is_figure_with_unit(name)
        if not more:
            values = _of_the_year(cells, columns, unit)
            if columns.unit_first and begin == len(name) == 1 and _may_be_unit(name[0]):
                values = values.but(f"「{name[0]}」が名前なのか単位なのか、確かではありません。")
            found[values] = " ".join(name)
    if len(found) == 1:
        ((values, named),) = found.items()
        return named, values
    begin = _begin_of_figures(tokens, len(tokens))
    if _is_figure_with_unit(tokens[:begin]):
        begin = 0
    figures = tokens[begin:]
    if len(figures) < 2 and not (len(figures) == 1 and len(parted(figures[0])) == 2):
        return "", None
    said = f"表の見出しが「{columns.said}」となっていて、「{' '.join(figures)}」がどの欄の数字か確かではありません。"
    return " ".join(tokens[:begin]), NOTHING.but(said)


def _may_be_unit(word: str) -> bool:
    return len(word) <= _LONGEST_UNIT_KNOWN and _ENDS_A_NAME.search(word) is None


def _is_figure_with_unit(tokens: Sequence[str]) -> bool:
    """Whether there is nothing but one more figure, and no name."""
    parts = parted(tokens[0]) if len(tokens) == 1 else list(tokens)
    return len(parts) == 2 and is_figure(parts[0]) and len(parts[1]) <= _LONGEST_UNIT and _may_be_unit(parts[1])


def _name_and_unit(tokens: Sequence[str], named_above: bool) -> tuple[Sequence[str], str | None]:
    """What stands before the figures, where units have a column of their own there; a unit may be missing."""
    if len(tokens) < (1 if named_above else 2):
        return tokens, None
    if not _may_be_unit(tokens[-1]):
        return tokens, None
    return tokens[:-1], None if is_gap(tokens[-1]) else tokens[-1]


def _cells(tokens: Sequence[str], end: int, count: int, unit_first: bool) -> Iterator[tuple[int, tuple[_Cell, ...]]]:
    """Every way to take so many cells before ``end``, and where the first of them begins."""
    if not count:
        yield end, ()
        return
    for begin, cell in _last_cell(tokens, end, unit_first):
        for first, before in _cells(tokens, begin, count - 1, unit_first):
            yield first, (*before, cell)


def _last_cell(tokens: Sequence[str], end: int, unit_first: bool) -> Iterator[tuple[int, _Cell]]:
    if end < 1:
        return
    last = tokens[end - 1]
    parts = parted(last)
    if len(parts) == 2:
        yield end - 1, _Cell(parts[0], parts[1])
    elif is_value(last):
        yield end - 1, _Cell(last)
    if unit_first or end < 2 or not is_value(tokens[end - 2]):
        return
    if is_gap(last):  # the empty cell of a unit
        yield end - 2, _Cell(tokens[end - 2])
    elif not is_value(last) and len(parts) == 1 and len(last) <= _LONGEST_UNIT_KNOWN:
        yield end - 2, _Cell(tokens[end - 2], last)


def _of_the_year(cells: Sequence[_Cell], columns: Columns, unit: str | None) -> Values:
    """The figures of the sheet's year; a column the head does not have is a gap."""
    target, result = (
        _Cell("-") if nth is None else replace(cells[nth], unit=cells[nth].unit or unit)
        for nth in (columns.target, columns.result)
    )
    return pair(target.value, target.unit, result.value, result.unit)


def _split(tokens: Sequence[str]) -> tuple[str, Values | None]:
    for count in (4, 3, 2):
        if len(tokens) >= count and (values := _values(tokens[-count:])) is not None:
            begin = _begin_of_figures(tokens, len(tokens) - count)
            if begin < len(tokens) - count:
                return " ".join(tokens[:begin]), _too_many(tokens[begin:])
            return " ".join(tokens[:begin]), values
    return "", None


def _begin_of_figures(tokens: Sequence[str], end: int) -> int:
    """Where the figures begin: before ``end``, where more than two stand behind one another."""
    begin = end
    while begin > 0:
        token = tokens[begin - 1]
        parts = parted(token)
        unit_of_figure = begin > 1 and len(token) <= _LONGEST_UNIT and is_figure(tokens[begin - 2]) and begin - 2 > 0
        if is_figure(token) or (len(parts) == 2 and len(parts[1]) <= _LONGEST_UNIT and begin - 1 > 0):
            begin -= 1
        elif unit_of_figure:
            begin -= 2
        else:
            break
    return begin


def _too_many(tokens: Sequence[str]) -> Values:
    """More values than columns: none is given, since nobody can tell which stands where."""
    if all(is_gap(token) for token in tokens):
        return NOTHING
    return NOTHING.but(f"資料には「{' '.join(tokens)}」とあり、どの欄の数字か確かではありません。")


def _values(tokens: Sequence[str]) -> Values | None:
    """Read the tokens as exactly two figures, each with or without a unit."""
    split = [part for token in tokens for part in parted(token)]
    kinds = "".join("v" if is_value(token) else "u" for token in split)
    match kinds:
        case "vv":
            return pair(split[0], None, split[1], None)
        case "vuvu":
            return pair(split[0], split[1], split[2], split[3])
        case "vuv":
            return pair(split[0], split[1], split[2], None)
        case "vvu":
            return pair(split[0], None, split[1], split[2])
        case "vvvu" if is_gap(split[1]):
            return pair(split[0], None, split[2], split[3])
        case "vuvv" if is_gap(split[3]):
            return pair(split[0], split[1], split[2], None)
        case "vvvv" if is_gap(split[1]) and is_gap(split[3]):
            return pair(split[0], None, split[2], None)
        case "vvv":
            return _three(split)
        case "vuvv" | "vvvu" | "vvvv":
            return _too_many(tokens)
        case "vu":
            return _alone(split[0], split[1])
    return None


def _three(values: Sequence[str]) -> Values | None:
    """Three values where two are expected, e.g. "－ 27 ―": taken in their order, the empty ones last, and doubted."""
    figures = [value for value in values if not is_gap(value)]
    if len(figures) == 3:
        return _too_many(values)
    target, result = [*figures, "-", "-"][:2]
    read = pair(target, None, result, None)
    return Values(read.target, read.result, f"資料には「{' '.join(values)}」とあり、どの欄の数字か確かではありません。")


def _in_words_of_money(values: Sequence[str], units: Iterable[str]) -> bool:
    """Whether one amount is 152 億円 and the other 149億5,000万 円: the same unit, written in two ways."""
    return any(map(_POWERS_WITHIN.search, values)) and all(scale(unit)[0] == "円" for unit in units)


def _alone(value: str, unit: str) -> Values:
    read = pair(value, unit, "-", None)
    return Values(read.target, read.result, "数字が1つだけで、目標か実績か確かではありません。")


def pair(target: str, target_unit: str | None, result: str, result_unit: str | None) -> Values:
    """Two cells as the figures of a row. One unit stands for both where only one is printed."""
    (target, target_unit), (result, result_unit) = in_one_unit((target, target_unit), (result, result_unit))
    doubt = None
    units = {_PLACES.sub("箇所", plain_unit(unit) or "") for unit in (target_unit, result_unit) if unit}
    if len(units) > 1 and not _in_words_of_money((target, result), units):
        doubt = f"目標の単位（{target_unit}）と実績の単位（{result_unit}）が違います。"
    if moved := [value for value in (target, result) if "→" in value]:
        doubt = f"資料には「{moved[0]}」と2つの数字があり、どちらを指すか確かではありません。"
    if len(parts := [value for value in (target, result) if "/" in value]) == 1 and not is_gap(parts[0]):
        other = result if target == parts[0] else target
        if is_figure(other) and not is_gap(other):
            doubt = f"資料には「{parts[0]}」と2つの数字があり、どちらを指すか確かではありません。"
    if any(_THOUSANDS_AMISS.search(value) for value in (target, result)):
        doubt = f"資料には「{target}」「{result}」とあり、桁の区切りが確かではありません。"
    return Values(
        figure_of(target, target_unit or plain_unit(result_unit), aimed_at=True),
        figure_of(result, result_unit or plain_unit(target_unit)),
        doubt,
    )
