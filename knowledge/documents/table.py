"""Tables of the sheets: a name, what was aimed at, and what came of it.

A row is printed as ``name value unit value unit``; units may be missing, a name may be broken over lines, and the
values may stand on a line of their own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.documents.lines import Line, blocks, joined, place_of
from knowledge.model import Figure, Indicator
from knowledge.text import figure, is_gap, printed

_NUMBER = r"約?[△▲-]?\d[\d,]*(?:\.\d+)?(?:以上|以下|未満|超)?"
_VALUE = re.compile(rf"^(?:{_NUMBER}|{_NUMBER}[~～]{_NUMBER})$")
_VALUE_WITH_UNIT = re.compile(rf"^({_NUMBER})([^\d\s.,~～()（）-][^\d\s]*)$")
# A name that is broken over lines fills the cell first; the sheets break at 25 characters.
_CELL_CHARS = 22
_AT_MOST = re.compile(r"以下|未満")


@dataclass(frozen=True)
class Values:
    """The two figures at the end of a row, and what is not sure about them."""

    target: Figure
    result: Figure
    doubt: str | None = None


def rows(lines: Iterable[Line], document: str, place: str) -> list[Indicator]:
    """The rows of a table in their order. A row that cannot be read stays, as a gap with a doubt."""
    found: list[Indicator] = []
    waiting: list[Line] = []  # a name whose figures have not come yet

    def close(name: str, values: Values, at: Line) -> None:
        found.append(_indicator(name, values, at, document, place))

    for block in blocks(lines):
        head: list[Line] = []
        begun = len(found)
        for line in block:
            name, values = split_row(line)
            if values is None and len(found) > begun and not head and _fills_its_cell(found[-1].name):
                # The figures stood beside the first line of a broken name.
                found[-1] = _renamed(found[-1], found[-1].name + line.text)
            elif values is None:
                head.append(line)
            else:
                if name and waiting and not _fills_its_cell(joined(waiting)):
                    close(joined(waiting), _NOTHING, waiting[0])
                    waiting = []
                named = [*waiting, *head]
                close(joined(named) + name, values, (named or [line])[0])
                waiting, head = [], []
        if head and waiting:
            close(joined(waiting), _NOTHING, waiting[0])
        waiting = head or waiting
    if waiting:
        close(joined(waiting), _NOTHING, waiting[0])
    return found


def split_row(line: Line) -> tuple[str, Values | None]:
    """The name and the figures on one line; None for the figures where the line ends with none."""
    tokens = line.text.split(" ")
    for count in (4, 3, 2):
        if len(tokens) >= count and (values := _values(tokens[-count:])) is not None:
            return " ".join(tokens[:-count]), values
    return line.text, None


_NOTHING = Values(Figure(None, None), Figure(None, None), "この行の目標と実績は、読み取れませんでした。")


def _fills_its_cell(name: str) -> bool:
    return len(name) >= _CELL_CHARS


def _values(tokens: Sequence[str]) -> Values | None:
    """Read the tokens as exactly two figures, each with or without a unit."""
    split = [part for token in tokens for part in _parted(token)]
    kinds = "".join("v" if _is_value(token) else "u" for token in split)
    match kinds:
        case "vv":
            return _pair(split[0], None, split[1], None)
        case "vuvu":
            return _pair(split[0], split[1], split[2], split[3])
        case "vuv":
            return _pair(split[0], split[1], split[2], None)
        case "vvu":
            return _pair(split[0], None, split[1], split[2])
        case "vvvu" if is_gap(split[1]):
            return _pair(split[0], None, split[2], split[3])
        case "vuvv" if is_gap(split[3]):
            return _pair(split[0], split[1], split[2], None)
        case "vvvv" if is_gap(split[1]) and is_gap(split[3]):
            return _pair(split[0], None, split[2], None)
        case "vvv":
            return _three(split)
        case "vu":
            return _alone(split[0], split[1])
    return None


def _three(values: Sequence[str]) -> Values | None:
    """Three values where two are expected, e.g. "－ 27 ―": taken in their order, the empty ones last, and doubted."""
    figures = [value for value in values if not is_gap(value)]
    if len(figures) == 3:
        return None
    target, result = [*figures, "-", "-"][:2]
    read = _pair(target, None, result, None)
    return Values(read.target, read.result, f"資料には「{' '.join(values)}」とあり、どの欄の数字か確かではありません。")


def _alone(value: str, unit: str) -> Values:
    read = _pair(value, unit, "-", None)
    return Values(read.target, read.result, "数字が1つだけで、目標か実績か確かではありません。")


def _pair(target: str, target_unit: str | None, result: str, result_unit: str | None) -> Values:
    """One unit stands for both where only one is printed."""
    doubt = None
    if target_unit and result_unit and target_unit != result_unit:
        doubt = f"目標の単位（{target_unit}）と実績の単位（{result_unit}）が違います。"
    return Values(figure(target, target_unit or result_unit), figure(result, result_unit or target_unit), doubt)


def _parted(token: str) -> list[str]:
    """A figure and the unit printed right behind it ("18団体"), or the token as it is."""
    match = None if _VALUE.match(token) else _VALUE_WITH_UNIT.match(token)
    return [match[1], match[2]] if match else [token]


def _is_value(token: str) -> bool:
    return bool(_VALUE.match(token)) or is_gap(token)


def _indicator(name: str, values: Values, at: Line, document: str, place: str) -> Indicator:
    return Indicator(
        name=printed(name),
        target=values.target,
        result=values.result,
        source=place_of(document, place, at),
        lower_is_better=bool(_AT_MOST.search(values.target.printed or "")),
        doubt=values.doubt,
    )


def _renamed(row: Indicator, name: str) -> Indicator:
    return Indicator(name, row.target, row.result, row.source, row.lower_is_better, row.doubt)
