"""The table of indicators that some plans print below the goals of a measure, or the policies of a basic measure: 指標,
現状値（R4）, 目標値（R9）.

The table has no frame in the extracted text: it begins with the heads of its columns, which tell the years, and each row
ends with one value for each of them. The years may stand below the heads or behind each value, the units in a column of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.cell import is_value, parted
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import Line, joined, place_of
from knowledge.documents.plan_arrows import aims_by_arrows
from knowledge.documents.plan_cells import CellHeads, cell_heads, cell_rows
from knowledge.language.text import is_gap
from knowledge.model import Prose

_YEAR = r"(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)(?:年度?)?末?"
_KIND = r"(?:現状|基準|実績|策定時の?|当初|中間|最終|目標|(?:目指|めざ)す)(?:目標)?(?:数?値|年度)?"
_COLUMN = rf"{_KIND}(?:（[^（）]*）|{_YEAR})?"
_YEAR_HEAD = rf"{_YEAR}(?:（[^（）]*）)?"
_NAMES = r"(?:主な|成果|目標|数値|評価|代表)?指標(?:の?名称?|項目)?|項目名?|数値目標"
# What is reckoned from the other columns; a year before what it has: R6実績.
_GAP = r"(?:増減|差引?|伸び)(?:率|数|幅|値)?(?:（[^（）]*）)?"
_HEAD = rf"(?:{_COLUMN}|{_YEAR_HEAD}|{_YEAR}の?(?:現状|基準|実績|目標)(?:数?値)?|{_GAP})"
_HEADS = re.compile(rf"(?:(?P<name>{_NAMES}) )?(?P<unit>単位 )?(?P<columns>{_HEAD}(?: {_HEAD})+)(?P<unit_last> 単位)?")
_BEGAN = re.compile("基準|現状|策定時")
_YEAR_COLUMN = re.compile(r"(?:基準|現状|実績)年度?")
# A remark below a table or one of its rows.
_NOTE = re.compile(r"(?:[（(]?※\d{0,2}|[（(]?注(?:\d{1,2}[）)]?|[）):：]))\s?\S.*")
# What a line of kana alone above a head is: how a word of the line above it is read.
_READING = re.compile("[ぁ-ん]{2,6}")
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
    """The heads of the columns of figures, where units have a column of their own, and whether one is told to be the aim."""

    columns: tuple[str, ...]
    unit_first: bool
    unit_last: bool = False

    @property
    def aimed(self) -> bool:
        """Also years behind the value the city begins with: 基準値, 令和8年度, 令和12年度."""
        years = any(re.fullmatch(_YEAR_HEAD, column) for column in self.columns)
        return any(map(_AIMED.search, self.columns)) or (years and any(map(_BEGAN.match, self.columns)))


@dataclass(frozen=True)
class _Row:
    name: str
    values: tuple[str, ...]
    at: Line


def without_aims(lines: Sequence[Line], document: str, number: str) -> tuple[list[Line], list[Prose], list[Doubt]]:
    """The lines that belong to no such table, one sentence for each row of one, with the years of its columns, and what is
    not sure about them.

    ``number`` is that of the measure or the basic measure ("2-1-1"). A dash is left out: the plan gives no figure there.
    """
    lines, by_arrows = aims_by_arrows(lines)
    table = _Tables(document, number)
    table.aims += [Prose(aim.text, place_of(document, f"{number} 指標", aim.at)) for aim in by_arrows]
    table.doubts += [
        Doubt(aim.text, place_of(document, f"{number} 指標", aim.at)) for aim in by_arrows if aim.doubt is not None
    ]
    skip = 0
    for nth, line in enumerate(lines):
        if nth >= skip:
            skip = nth + table.read(line, lines[nth + 1 :])
    return [*table.left, *table.waiting], table.aims, table.doubts


def lines_of_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of tables whose cells stand one below the other: there a lone number is no page number."""
    found: list[Line] = []
    for nth in range(len(lines)):
        if _is_name(lines[nth].text) and (cells := cell_heads(lines[nth:], _is_head)):
            *_, taken = cell_rows(lines[nth + cells.lines :], cells, _ends_table)
            found += lines[nth : nth + cells.lines + taken]
    return found


class _Tables:
    """What is read so far: the rows of tables as sentences, and the lines outside them."""

    def __init__(self, document: str, number: str) -> None:
        self._document, self._number = document, number
        self.left: list[Line] = []
        self.aims: list[Prose] = []
        self.doubts: list[Doubt] = []
        self.waiting: list[Line] = []
        self._heads: _Heads | None = None
        self._begun = False  # a row of the present table is read

    def read(self, line: Line, below: Sequence[Line]) -> int:
        """Read a line; how many lines of ``below`` and this are done with."""
        if _is_name(line.text) and (cells := cell_heads([line, *below], _is_head)):
            return self._read_cells(cells, [line, *below])
        if found := _heads(line, below):
            self.left = _without_title([*self.left, *self.waiting])
            self._heads, self.waiting, self._begun = found, [], False
        elif self._heads is None:
            self.left.append(line)
        elif not line.blank:
            self._read_row(line, self._heads)
        return 1

    def _read_row(self, line: Line, heads: _Heads) -> None:
        if not self.waiting and not self._begun and _BELOW.fullmatch(line.text):
            self._heads = _with_line_below(heads, line)
        elif row := _row(self.waiting, line, heads):
            self._keep(row, heads.columns)
        elif _NOTE.fullmatch(line.text) and self._begun and not self.waiting:
            self._note(line)
        elif _ends_table(line):
            self._end(line)
        elif short := _short_row(self.waiting, line, heads):
            self._keep_short(short)
        elif len(self.waiting) == _MOST_LINES:
            self._end(line)
        else:
            self.waiting.append(line)

    def _end(self, line: Line) -> None:
        self.left += [*self.waiting, line]
        self._heads, self.waiting = None, []

    def _read_cells(self, heads: CellHeads, lines: Sequence[Line]) -> int:
        self.left = _without_title([*self.left, *self.waiting])
        self._heads, self.waiting = None, []
        rows, other, taken = cell_rows(lines[heads.lines :], heads, _ends_table)
        self.left += other
        for found in rows:
            values = tuple(_with_unit(value, found.unit) for value in found.values)
            row = _Row(joined(found.name), values, found.name[0])
            if len(values) == len(heads.columns):
                self._keep(row, heads.columns)
            else:
                self._keep_short(row)
        return heads.lines + taken

    def _keep(self, row: _Row, columns: Sequence[str]) -> None:
        if len(set(columns)) < len(columns):  # what tells them apart stands above, out of reach
            self._keep_short(row)
            return
        self.waiting, self._begun = [], True
        if said := _sentence(row, columns):
            self._say(said, row.at)

    def _keep_short(self, row: _Row) -> None:
        """A row with fewer or more values than there are columns: told as printed, of no year."""
        self.waiting, self._begun = [], True
        told = " ".join(row.values)
        if not any(map(str.isdigit, told)):
            return
        doubt = f"資料に「{told}」とあり、どの年度の数字か確かではありません。"
        self._say(f"{row.name}は、{doubt}", row.at)
        self._doubt(f"指標「{row.name}」は、{doubt}", row.at)

    def _note(self, line: Line) -> None:
        """A remark on the row above it, or a sentence on the table."""
        if line.text.endswith("。") or not self.aims:
            self._say(line.text, line)
            return
        row = self.aims[-1]
        self.aims[-1] = replace(row, text=f"{row.text}（下に「{line.text}」とあります。）")
        self._doubt(f"「{row.text}」の下に「{line.text}」とあります。", line)

    def _say(self, text: str, at: Line) -> None:
        self.aims.append(Prose(text, place_of(self._document, f"{self._number} 指標", at)))

    def _doubt(self, text: str, at: Line) -> None:
        self.doubts.append(Doubt(text, place_of(self._document, f"{self._number} 指標", at)))


def is_head(word: str) -> bool:
    """Whether a word is the head of a column that tells what it holds; a year may be told anywhere."""
    return _is_head(word) and re.fullmatch(_YEAR_HEAD, word) is None


def is_title_of_aims(text: str) -> bool:
    """Whether a line is the title of a table of indicators and nothing else: ＜成果指標＞, 目標値."""
    bare = text.replace(" ", "").strip("<>〈〉《》【】[]■●◆・")
    return re.fullmatch(rf"{_NAMES}|目標値|目標数値", bare) is not None


def _is_name(text: str) -> bool:
    return _ABOVE.fullmatch(text.replace(" ", "")) is not None


def _is_head(text: str) -> bool:
    return re.fullmatch(_HEAD, text) is not None


def _heads(line: Line, below: Sequence[Line]) -> _Heads | None:
    """The columns of figures that a line is the heads of; None where it is no such line. Of years alone, the line below says
    which is the aim."""
    match = _HEADS.fullmatch(_SPACED_HEAD.sub("", line.text))
    if match is None:
        return None
    heads = _Heads(tuple(match["columns"].split(" ")), match["unit"] is not None, match["unit_last"] is not None)
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
    """The lines without the title of a table at their end: 成果指標. Nor is there a line that tells how a word is read."""
    last = next((nth for nth in range(len(lines) - 1, -1, -1) if not lines[nth].blank), None)
    if last and _READING.fullmatch(lines[last].text) and lines[last - 1].text.endswith("。"):
        return list(lines[:last])
    above = next((nth for nth in range(len(lines) - 1, -1, -1) if not lines[nth].blank), None)
    is_title = above is not None and is_title_of_aims(lines[above].text)
    return list(lines[:above] if is_title else lines)


def _ends_table(line: Line) -> bool:
    return line.text.endswith("。") or line.indented or _OTHER_LINE.match(line.text) is not None


def _row(above: Sequence[Line], line: Line, heads: _Heads) -> _Row | None:
    """The row that ends with this line; ``above`` are the lines its name begins on."""
    name, values, tokens = _values(above, line, heads)
    # One more figure than there are columns, or the figure of another row.
    if len(values) < len(heads.columns) or not name or (tokens and is_value(tokens[-1])):
        return None
    return _Row(name, values, (*above, line)[0])


def _short_row(above: Sequence[Line], line: Line, heads: _Heads) -> _Row | None:
    """A row that ends with this line and has a figure, but not one for each column."""
    name, values, tokens = _values(above, line, heads)
    while tokens and (is_value(tokens[-1]) or re.fullmatch(_YEAR, tokens[-1])):
        values = (tokens.pop(), *values)
    whole = len(values) > 1 or (len(values) == 1 and re.search(r"\d", values[0]) and len(parted(values[0])) == 2)
    return _Row(joined(above) + " ".join(tokens), values, (*above, line)[0]) if name and whole else None


def _values(above: Sequence[Line], line: Line, heads: _Heads) -> tuple[str, tuple[str, ...], list[str]]:
    """The name of a row, its values, at most one for each column, and the words before them."""
    tokens = line.text.split(" ")
    values: list[str] = []
    unit = ""
    if heads.unit_last and len(tokens) > 1 and not is_value(tokens[-1]) and len(parted(tokens[-1])) == 1:
        unit = tokens.pop()
    while len(values) < len(heads.columns) and tokens:
        token = tokens[-1]
        bare = _without_year(token)
        if is_value(bare) or len(parted(bare)) == 2 or _is_year_of(heads, len(values), token):
            values.append(tokens.pop())
        elif len(tokens) > 1 and len(token) <= _LONGEST_UNIT and is_value(tokens[-2]):
            values.append(f"{tokens[-2]}{token}")
            del tokens[-2:]
        else:
            break
    if heads.unit_first and len(tokens) + len(above) > 1 and tokens and len(values) == len(heads.columns):
        unit = tokens.pop()
    name = joined(above) + " ".join(tokens)
    return name, tuple(_with_unit(value, unit) for value in reversed(values)), tokens


def _is_year_of(heads: _Heads, from_right: int, token: str) -> bool:
    """Whether this stands in a column that tells the year of the next: 基準年度."""
    column = heads.columns[len(heads.columns) - 1 - from_right]
    return _YEAR_COLUMN.fullmatch(column) is not None and re.fullmatch(_YEAR, token) is not None


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
    year = None
    for head, value in zip(heads, row.values, strict=True):
        if _YEAR_COLUMN.fullmatch(head):
            year = value if re.fullmatch(_YEAR, value) else None
            continue
        bare = _without_year(value)
        if is_gap(parted(bare)[0]):
            continue
        match = _WHEN.fullmatch(value)
        when = match["when"] if match else year
        column = f"{head}（{when}）" if when and "（" not in head else head
        year = None
        told.append(f"{_with_years(column)}が{bare if column != head else value}")
    return f"{row.name}は、{'、'.join(told)}です。" if told else None


def _with_years(head: str) -> str:
    """「現状値（令和4年度）」 for 現状値（R4）."""
    return _ERA.sub(lambda found: f"{_ERAS[found[1]]}{'元' if found[2] == '1' else found[2]}年度{found[3]}", head)
