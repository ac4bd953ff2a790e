"""Tables of other forms than the city's, whose heads say what each column holds: the cells of their rows, from strokes (see
``drawn``) or from where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.documents.column import column_of
from knowledge.documents.lines import Line
from knowledge.documents.other_heads import BETWEEN, Heads, heads_of
from knowledge.documents.positions import Placed, placed_cells

_FIGURE = re.compile(r"[<＜〈(（【\[△▲+]*\s?\d|[-ー―]+$")
_PAGE_MARK = re.compile(r"[-（(\s]*(?:[pP]\.?|ページ)?\s?\d{1,4}(?:\s?/\s?\d{1,4})?\s?(?:ページ|頁)?[-）)\s]*")
_STROKE = re.compile(r"[-ー―─━=＝_]{8,}")
_ENDS = re.compile(r"[※■◆●○□◇▼★<＜《【〔]|[（(]?注|評価\s|\d{1,2}[ .．、]|[ⅠⅡⅢⅣⅤIVX]+\s")
# Figures of several columns that nothing sets apart.
_SEVERAL = re.compile(r"\d\S*\s+[△▲-]?\d")
_IN_BRACKETS = re.compile(r"[（(].*[）)]")
_NEAR = 3
_MOST_BETWEEN = 6  # lines at the foot of a page and the head of the next


@dataclass
class Record:
    """One row: its first line and, for each printed line of it, what stands in each column ("" where nothing does).

    ``askew``: a figure is missing, and another does not stand below those of its column, so that it may be of the next."""

    at: Line
    lines: list[tuple[str, ...]] = field(default_factory=list)
    askew: bool = False

    def text(self, column: int | None) -> str:
        """What a column says over all lines of the row."""
        return "" if column is None else "".join(line[column] for line in self.lines)


@dataclass(frozen=True)
class OtherTable:
    """``said`` is its head as printed; ``sure``: its cells are told by strokes."""

    heads: Heads
    rows: tuple[Record, ...]
    said: str
    sure: bool


def table_at(lines: Sequence[Line], nth: int, *, stacked: bool = False) -> tuple[OtherTable, int] | None:
    """The table whose head is the line ``nth``, and the line below it; None where no such head stands there.

    ``stacked``: each row has what was aimed at on its first line of figures and what came of it on the next.
    """
    line = lines[nth]
    if BETWEEN in line.raw:
        return _with_strokes(lines, nth)
    placed = placed_cells(line)
    heads = heads_of([cell.text for cell in placed]) if len(placed) > 2 else None
    below = nth + 1
    if heads is None:
        found = _years_above_kinds(lines, nth, placed)
        if found is None:
            return None
        heads, placed, below = found
    rows, end = _records(lines, below, heads, placed, stacked)
    return (OtherTable(heads, tuple(rows), line.text, sure=False), end) if rows else None


def _with_strokes(lines: Sequence[Line], nth: int) -> tuple[OtherTable, int] | None:
    heads = heads_of(lines[nth].raw.split(BETWEEN))
    if heads is None:
        return None
    rows: list[Record] = []
    end = nth + 1
    while end < len(lines) and (BETWEEN in lines[end].raw or lines[end].blank):
        cells = tuple(Line(1, 1, cell).text for cell in lines[end].raw.split(BETWEEN))
        if not lines[end].blank:
            if len(cells) != len(heads.roles) or heads_of(cells):
                break
            rows.append(Record(lines[end], [cells]))
        end += 1
        if end == len(lines) or not (BETWEEN in lines[end].raw or lines[end].blank):
            end = _on_next_page(lines, end, len(heads.roles)) or end
    return OtherTable(heads, tuple(rows), lines[nth].text, sure=True), end


def _on_next_page(lines: Sequence[Line], end: int, columns: int) -> int | None:
    """Where the rest of a table begins that a page cuts; None where another or none follows."""
    begin = next((nth for nth in range(end, min(end + _MOST_BETWEEN, len(lines))) if BETWEEN in lines[nth].raw), None)
    if begin is None or lines[begin].page != lines[end - 1].page + 1:
        return None
    above = {line.text for line in lines[:end]}
    between = [line for line in lines[end:begin] if not line.blank]
    if not all(line.text in above or _PAGE_MARK.fullmatch(line.text) for line in between):
        return None
    cells = lines[begin].raw.split(BETWEEN)
    return begin if len(cells) == columns and heads_of(cells) is None else None


def _years_above_kinds(
    lines: Sequence[Line], nth: int, placed: Sequence[Placed]
) -> tuple[Heads, list[Placed], int] | None:
    """A head of two lines without a word for the names: years, and below each whether it is 計画 or 決算."""
    below = next((at for at in range(nth + 1, len(lines)) if not lines[at].blank), None)
    if below is None or len(placed) < 2 or not all(_is_year(cell.text) for cell in placed):
        return None
    kinds = placed_cells(lines[below])
    columns = [column_of(cell.text) for cell in kinds]
    if len(kinds) != len(placed) or not all(column and column.kind in {"target", "result"} for column in columns):
        return None
    named = [f"{year.text}{kind.text}" for year, kind in zip(placed, kinds, strict=True)]
    heads = heads_of(["指標", *named])
    if heads is None:
        return None
    first = min(cell.begin for cell in (*placed, *kinds))
    spans = [
        Placed(text, min(year.begin, kind.begin), max(year.end, kind.end))
        for text, year, kind in zip(named, placed, kinds, strict=True)
    ]
    return heads, [Placed("指標", 0, max(first - 1, 1)), *spans], below + 1


def _is_year(text: str) -> bool:
    column = column_of(text)
    return column is not None and column.kind == "" and column.year not in {None, 0}


def _records(
    lines: Sequence[Line], begin: int, heads: Heads, placed: Sequence[Placed], stacked: bool
) -> tuple[list[Record], int]:
    kind = heads.nth("kind")
    named = heads.nth("project") if heads.nth("name") is None else heads.nth("name")
    figures = heads.figures()
    rows: list[Record] = []
    of_rows: list[tuple[Record, str, dict[int, Placed]]] = []
    apart = True  # a blank line or a stroke stands above
    end = begin
    for nth in range(begin, len(lines)):
        line = lines[nth]
        if line.blank or _STROKE.fullmatch(line.text):
            apart = True
            end = nth + 1
            continue
        if line.page != lines[begin].page or BETWEEN in line.raw:
            break
        standing = _in_columns(placed_cells(line), heads, placed)
        cells = (
            None
            if standing is None
            else tuple(of.text if (of := standing.get(nth)) else "" for nth in range(len(placed)))
        )
        has_figures = cells is not None and any(cells[column] for column in figures)
        if cells is None or (not has_figures and (_ENDS.match(line.text) or (apart and sum(map(bool, cells)) < 2))):
            break
        if not rows and not has_figures:
            break
        if kind is not None:
            again = bool(rows) and any(of[kind] == cells[kind] for of in rows[-1].lines)
            column = column_of(cells[kind])
            begins = bool(cells[kind]) and (again or (column is not None and column.kind == "target"))
        else:
            filled = sum(any(of[column] for column in figures) for of in rows[-1].lines) if rows else 0
            own = named is not None and cells[named] and not _IN_BRACKETS.fullmatch(cells[named])
            begins = bool(own) and (apart or filled > 1 or (not stacked and _all_on_one(rows, figures)))
        if begins or not rows:
            rows.append(Record(line))
        rows[-1].lines.append(cells)
        same = cells[kind] if kind is not None else str(len(rows[-1].lines))
        of_rows.append((rows[-1], same, {column: of for column, of in (standing or {}).items() if column in figures}))
        apart, end = False, nth + 1
    for record, same, cells_of in of_rows:
        others = [of for _, alike, of in of_rows if alike == same and of is not cells_of]
        short = 0 < len(cells_of) < len(figures)
        record.askew = record.askew or (short and not _in_line(cells_of, others, placed))
    return rows, end


def _in_line(cells: Mapping[int, Placed], others: Sequence[Mapping[int, Placed]], heads: Sequence[Placed]) -> bool:
    """Whether each figure stands as most others of its column do: at their left, at their right, or in their middle."""
    for nth, cell in cells.items():
        column = [of[nth] for of in others if nth in of]
        column = column if len(column) > 1 else [*column, heads[nth]]
        if sum(_stand_alike(cell, other) for other in column) * 2 < len(column):
            return False
    return True


def _stand_alike(cell: Placed, other: Placed) -> bool:
    begins, ends = abs(cell.begin - other.begin), abs(cell.end - other.end)
    return min(begins, ends) <= 1 or abs(cell.begin + cell.end - other.begin - other.end) <= _NEAR


def _all_on_one(rows: Sequence[Record], figures: Sequence[int]) -> bool:
    """Whether the rows above have a line each: then a name begins the next."""
    return all(len(row.lines) == 1 and any(row.lines[0][column] for column in figures) for row in rows)


def _in_columns(cells: Sequence[Placed], heads: Heads, placed: Sequence[Placed]) -> dict[int, Placed] | None:
    """What a line prints in each column; None where two cells fall into one, or one into none."""
    found: dict[int, Placed] = {}
    figures = set(heads.figures())
    for cell in cells:
        if _FIGURE.match(cell.text) and not re.search("[一-龠ぁ-ん]{4}", cell.text):
            nth, *others = sorted(range(len(placed)), key=lambda of: _distance(cell, placed[of]))
            apart = _distance(cell, placed[nth])[0]
            if apart > 2 * _NEAR or (apart and others and _distance(cell, placed[others[0]])[0] - apart < _NEAR):
                return None  # it stands between two
        else:
            left = [of for of in range(len(placed)) if of not in figures and placed[of].begin <= cell.begin + _NEAR]
            if not left:
                return None
            nth = left[-1]
            passed = [
                of for of in figures if placed[left[-1]].begin < placed[of].begin and placed[of].end <= cell.begin
            ]
            if passed:
                return None
        if nth in found or _SEVERAL.search(cell.text):
            return None
        found[nth] = cell
    return found


def _distance(cell: Placed, column: Placed) -> tuple[int, int]:
    apart = max(column.begin - cell.end, cell.begin - column.end, 0)
    return apart, min(abs(column.end - cell.end), abs(column.begin - cell.begin))
