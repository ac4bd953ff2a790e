"""Tables whose columns the extracted text prints one below the other: the names, then all that was aimed at below its head,
then all that came of it below its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge.documents.cell import is_figure, is_value, parted
from knowledge.documents.column import Column, column_of
from knowledge.documents.columns import is_table_head
from knowledge.documents.lines import Line
from knowledge.documents.made_rows import row_made
from knowledge.documents.row import NOTHING, Values, pair
from knowledge.documents.row_names import OUTLAY, is_part, may_be_counted_so
from knowledge.model import Indicator

_LABELS = ("目標値", "目標", "活動指標")
_LONGEST_UNIT = 10
_MOST_ROWS = 20


@dataclass(frozen=True)
class ColumnBlocks:
    """The lines of the three columns; in a review the names and the aims stand in the columns of figures, above them."""

    names: tuple[Line, ...]
    targets: tuple[Line, ...]
    results: tuple[Line, ...]
    wanted: tuple[Line, ...] = ()
    reached: tuple[Line, ...] = ()


def column_blocks(lines: Sequence[Line], year: int) -> ColumnBlocks | None:
    """The columns of such a table, whose lines begin below its 区分; None where it is printed in any other way."""
    filled = [line for line in lines if not line.blank and not is_table_head(line)]
    kinds = {nth: column.kind for nth, line in enumerate(filled) if (column := _head(line, year))}
    if sorted(kinds.values()) != ["result", "target"]:
        return None
    (first, kind), (second, _) = sorted(kinds.items())
    names = _without_labels(filled[:first])
    one, other = filled[first + 1 : second], filled[second + 1 :]
    targets, results = (one, other) if kind == "target" else (other, one)
    if not names or not one or any(map(_is_cell, names)):
        return None
    said, figures = _parted(targets)
    reached, came = _parted(results)
    if not figures or len(came) > len(figures):
        return None
    more = len(figures) - len(names)
    if not said and not reached:
        return ColumnBlocks(tuple(names), tuple(figures), tuple(came))
    if all(OUTLAY.match(name.text) for name in names) and 0 <= more <= len(said):
        begin = len(said) - more
        return ColumnBlocks((*said[begin:], *names), tuple(figures), tuple(came), tuple(said[:begin]), tuple(reached))
    return None


def rows_of_blocks(blocks: ColumnBlocks, document: str, place: str) -> list[Indicator]:
    """A row for each name. Where there are as many figures as names, they are theirs in order; else each is given what every
    way to share them out gives it, with a doubt."""
    names, targets = blocks.names, blocks.targets
    if len(names) != len(targets) or len(names) > _MOST_ROWS:
        said = "」「".join(line.text for line in (*targets, *blocks.results))
        doubt = f"名前と数字が別々に印刷されていて、「{said}」がどの行の数字か確かではありません。"
        return [row_made(name.text, NOTHING.but(doubt), document, place, name) for name in names]
    ways = [
        [_values(target, result) for target, result in zip(targets, way, strict=True)]
        for way in _shared_out(targets, blocks.results)
    ]
    sure = len(ways) == 1 and len(targets) == len(blocks.results) and not any(is_part(name.text) for name in names)
    found = []
    for nth, name in enumerate(names):
        given = [way[nth] for way in ways]
        values = given[0] if given and all(one == given[0] for one in given) else _values(targets[nth], None)
        if not sure or not may_be_counted_so(name.text, values):
            said = "」「".join(line.text for line in blocks.results)
            values = values.but(f"実績が名前と離れて「{said}」と印刷されていて、どの行の数字か確かではありません。")
        found.append(row_made(name.text, values, document, place, name))
    return found


def _shared_out(targets: Sequence[Line], results: Sequence[Line]) -> Iterator[list[Line | None]]:
    """Every way to give the results to the rows in order, none to a row that aims at something in another unit."""
    for places in combinations(range(len(targets)), len(results)):
        way: list[Line | None] = [None] * len(targets)
        for place, result in zip(places, results, strict=True):
            way[place] = result
        if all(_alike(target, result) for target, result in zip(targets, way, strict=True)):
            yield way


def _alike(target: Line, result: Line | None) -> bool:
    (_, one), (_, other) = _cell(target), _cell(result)
    return one is None or other is None or one == other


def _values(target: Line, result: Line | None) -> Values:
    return pair(*_cell(target), *_cell(result))


def _cell(line: Line | None) -> tuple[str, str | None]:
    if line is None:
        return "-", None
    value, *unit = line.text.split(" ") if " " in line.text else parted(line.text)
    return value, unit[0] if unit else None


def _head(line: Line, year: int) -> Column | None:
    column = column_of(line.text)
    if column is None or column.kind not in {"target", "result"} or column.year != year:
        return None
    return column


def _without_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines below the label at the left of the table, which is printed upright, a sign on each line."""
    nth = next((nth for nth, line in enumerate(lines) if len(line.text) > 1 and line.text not in _LABELS), len(lines))
    return list(lines[nth:])


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What a column says in words above its figures, and the figures; nothing where it is mixed."""
    begin = next((nth for nth, line in enumerate(lines) if _is_cell(line)), len(lines))
    return (list(lines[:begin]), list(lines[begin:])) if all(map(_is_cell, lines[begin:])) else ([], [])


def _is_cell(line: Line) -> bool:
    tokens = line.text.split(" ")
    if len(tokens) == 1:
        return is_value(tokens[0]) or len(parted(tokens[0])) == 2
    return len(tokens) == 2 and is_figure(tokens[0]) and not is_value(tokens[1]) and len(tokens[1]) <= _LONGEST_UNIT
