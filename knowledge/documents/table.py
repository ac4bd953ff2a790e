"""Tables of the sheets: a name, what was aimed at, and what came of it.

A row is printed as ``name value unit value unit``; units may be missing, a name may be broken over lines, and the
values may stand on a line of their own below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.cell import figure_of, is_figure, is_value, parted, plain_unit
from knowledge.documents.lines import Line, blocks, joined, place_of
from knowledge.language.text import is_gap, printed
from knowledge.ledger.directions import directed
from knowledge.model import Figure, Indicator

_THOUSANDS_AMISS = re.compile(r",(?!\d{3}(?!\d))")
# One word in five spellings.
_PLACES = re.compile(r"^[かカヵケヶ]所$")
_LONE_MINUS = re.compile(r"(?<!\S)([△▲]) (?=\d)")
_LONG_MINUS = re.compile(r"(?<!\S)ー(?=\d)")
_MARK = re.compile(r"[（(]?(?:※|注|[*])\d{0,2}[）)]?")
_BLANK_CELL = re.compile(r"(?:^|(?<=[ \t]))\u3000+(?=[ \t]|$)")
# A unit printed behind a figure, not the beginning of a name such as "65歳以上の割合".
_LONGEST_UNIT = 6
# A name that is broken over lines fills the cell first; the sheets break at 25 characters.
_CELL_CHARS = 22
_OUTLAY = re.compile(r"(?:事\s?業\s?費|従\s?事\s?人\s?工)\s?(?:[（(\[【].*)?$")
NAMELESS = "（名前のない行）"


@dataclass(frozen=True)
class Values:
    """The two figures at the end of a row, and what is not sure about them."""

    target: Figure
    result: Figure
    doubt: str | None = None

    def but(self, doubt: str) -> Values:
        """The same with a doubt, unless one is there already."""
        return self if self.doubt else replace(self, doubt=doubt)


def rows(lines: Iterable[Line], document: str, place: str) -> list[Indicator]:
    """The rows of a table in their order. A row that cannot be read stays, as a gap with a doubt."""
    table = _Table(document, place)
    for block in blocks(lines):
        table.read(block)
    return table.closed()


def doubted(found: Sequence[Indicator], unsure: str | None) -> tuple[Indicator, ...]:
    """The rows with ``unsure`` as the doubt of each that has none, and a doubt where a name stands more than once."""
    times = Counter(row.name for row in found)
    return tuple(
        replace(row, doubt=unsure)
        if unsure and row.doubt is None and not _OUTLAY.match(row.name)
        else replace(row, doubt=f"「{row.name}」の行が{times[row.name]}つあり、どれのことか確かではありません。")
        if times[row.name] > 1 and row.doubt is None
        else row
        for row in found
    )


class _Table:
    """The rows read so far, and a name whose figures have not come yet."""

    def __init__(self, document: str, place: str) -> None:
        self._document, self._place = document, place
        self._found: list[Indicator] = []
        self._waiting: list[Line] = []
        self._below: int | None = None  # the row the waiting name stands right below, whose rest it may be

    def read(self, block: Sequence[Line]) -> None:
        head: list[Line] = []
        begun = len(self._found)
        for nth, line in enumerate(block):
            name, values = split_row(line)
            if values is not None:
                self._row(name, values, head, line)
                head = []
            elif len(self._found) > begun and not head and fills_its_cell(self._found[-1].name):
                below = block[nth + 1 :]
                self._go_on(line, below)
                head = [line] if below else []
            else:
                head.append(line)
        if head and self._waiting:
            if _goes_on(self._waiting, head[0]):
                head = [*self._waiting, *head]
            else:
                self._give_up_waiting()
        if head:
            self._waiting = head
            self._below = len(self._found) - 1 if len(self._found) > begun else None

    def closed(self) -> list[Indicator]:
        if self._waiting:
            self._give_up_waiting()
        return self._found

    def _row(self, name: str, values: Values, head: list[Line], line: Line) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and (name or head) and not fills_its_cell(joined(waiting)):
            self._waiting, waiting = waiting, []
            self._give_up_waiting()
        named = [*waiting, *head]
        above = [part for part in named if part.page == named[0].page]
        cut_by_page = bool(above) and (len(above) < len(named) or (bool(name) and line.page != above[0].page))
        if (cut_by_page or (waiting and (name or head))) and not _open_bracket(above if cut_by_page else waiting):
            values = values.but("名前が前の行から続くのか、別の行なのか、確かではありません。")
        elif len(waiting) == 1 and not fills_its_cell(joined(waiting)):
            values = values.but(
                f"名前の「{joined(waiting)}」と数字が離れて印刷されていて、同じ行か確かではありません。"
            )
        full = joined(named) + name
        if not full:
            values = values.but(f"名前のない行に「{line.text}」とあり、何の数字か確かではありません。")
        self._add(full or NAMELESS, values, (named or [line])[0])

    def _go_on(self, line: Line, below: Sequence[Line]) -> None:
        """A line below a long name and its figures: the rest of that name, unless it begins the next."""
        last = self._found[-1]
        if below:
            self._found[-1] = replace(last, doubt=last.doubt or _TWO_WAYS)
        else:
            self._found[-1] = directed(replace(last, name=last.name + line.text))

    def _give_up_waiting(self) -> None:
        if self._below is not None:
            row = self._found[self._below]
            said = f"下に「{joined(self._waiting)}」とあり、名前の続きかもしれません。"
            self._found[self._below] = replace(row, doubt=row.doubt or said)
        self._add(joined(self._waiting), _NOTHING, self._waiting[0])
        self._waiting = []

    def _add(self, name: str, values: Values, at: Line) -> None:
        self._found.append(_indicator(name, values, at, self._document, self._place))


def _goes_on(name: Sequence[Line], below: Line) -> bool:
    """Whether a name goes on below: surely within brackets, likely where a page cuts the cell it fills."""
    return _open_bracket(name) or (fills_its_cell(joined(name)) and name[-1].page != below.page)


def _open_bracket(name: Sequence[Line]) -> bool:
    text = joined(name)
    return text.count("（") > text.count("）")


def split_row(line: Line) -> tuple[str, Values | None]:
    """The name and the figures on one line; None for the figures where the line ends with none."""
    # A cell that holds nothing but a full-width blank is an empty one.
    text = _LONG_MINUS.sub("-", _LONE_MINUS.sub(r"\1", printed(_BLANK_CELL.sub("－", line.raw))))
    tokens = text.split(" ")
    if len(tokens) > 3 and _MARK.fullmatch(tokens[-1]):
        name, values = _split(tokens[:-1])
        if values is not None:
            return name, values.but(f"資料には「{text.removeprefix(name).strip()}」とあり、注が付いています。")
    name, values = _split(tokens)
    return (line.text, None) if values is None else (name, values)


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
        elif unit_of_figure and not is_gap(tokens[begin - 2]):
            begin -= 2
        else:
            break
    return begin


def _too_many(tokens: Sequence[str]) -> Values:
    """More values than columns: none is given, since nobody can tell which stands where."""
    if len([token for token in tokens if not is_gap(token)]) == 0:
        return Values(Figure(None, None), Figure(None, None))
    return Values(
        Figure(None, None),
        Figure(None, None),
        f"資料には「{' '.join(tokens)}」とあり、どの欄の数字か確かではありません。",
    )


_TWO_WAYS = "名前の続きなのか次の行の名前なのか、確かでない行が下にあります。"
_NOTHING = Values(Figure(None, None), Figure(None, None), "この行の目標と実績は、読み取れませんでした。")


def fills_its_cell(name: str) -> bool:
    """Whether a name is so long that it may go on in the line below."""
    return len(name) >= _CELL_CHARS


def _values(tokens: Sequence[str]) -> Values | None:
    """Read the tokens as exactly two figures, each with or without a unit."""
    split = [part for token in tokens for part in parted(token)]
    kinds = "".join("v" if is_value(token) else "u" for token in split)
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
    read = _pair(target, None, result, None)
    return Values(read.target, read.result, f"資料には「{' '.join(values)}」とあり、どの欄の数字か確かではありません。")


def _alone(value: str, unit: str) -> Values:
    read = _pair(value, unit, "-", None)
    return Values(read.target, read.result, "数字が1つだけで、目標か実績か確かではありません。")


def _pair(target: str, target_unit: str | None, result: str, result_unit: str | None) -> Values:
    """One unit stands for both where only one is printed."""
    doubt = None
    units = {_PLACES.sub("箇所", plain_unit(unit) or "") for unit in (target_unit, result_unit) if unit}
    if len(units) > 1:
        doubt = f"目標の単位（{target_unit}）と実績の単位（{result_unit}）が違います。"
    if any(_THOUSANDS_AMISS.search(value) for value in (target, result)):
        doubt = f"資料には「{target}」「{result}」とあり、桁の区切りが確かではありません。"
    return Values(
        figure_of(target, target_unit or plain_unit(result_unit), aimed_at=True),
        figure_of(result, result_unit or plain_unit(target_unit)),
        doubt,
    )


def _indicator(name: str, values: Values, at: Line, document: str, place: str) -> Indicator:
    row = Indicator(
        name=printed(name),
        target=values.target,
        result=values.result,
        source=place_of(document, place, at),
        doubt=values.doubt,
    )
    return directed(row)
