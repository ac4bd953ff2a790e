"""Tables of the sheets: a name, what was aimed at, and what came of it.

A row is printed on one line (see ``row``), or its name is broken over lines and its figures stand on a line of their own
below. Between the rows there may be what is none: notes, captions of photographs, the head of a table of money.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.asides import TableNotes, is_caption, is_remark, remark_doubt
from knowledge.documents.columns import TWO, Columns, heads_another_table
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import BETWEEN_DASHES, Line, blocks, joined, place_of
from knowledge.documents.row import NOTHING, Values, split_row
from knowledge.documents.row_names import (
    NAMELESS,
    OUTLAY,
    fills_its_cell,
    is_part,
    is_sum,
    may_be_counted_so,
    numbered,
    with_unit_of_name,
    with_whole_name,
)
from knowledge.documents.spacing import closed_up
from knowledge.language.text import printed
from knowledge.ledger.directions import directed
from knowledge.model import Indicator

_NOTE_MARK = re.compile(r"[（(]?(?:[※*]|注)")
_UNREAD = "この行の目標と実績は、読み取れませんでした。"
_TWO_WAYS = "名前の続きなのか次の行の名前なのか、確かでない行が下にあります。"


@dataclass(frozen=True)
class _Name:
    """The lines of a name whose figures have not come yet; ``below`` is the row right below which it stands, whose rest it
    may be."""

    lines: tuple[Line, ...]
    below: int | None = None

    @property
    def text(self) -> str:
        return joined(self.lines)


def rows(
    lines: Iterable[Line], document: str, place: str, columns: Columns = TWO, doubts: list[Doubt] | None = None
) -> list[Indicator]:
    """The rows of a table in their order. A row that cannot be read stays, as a gap with a doubt.

    What is printed in the table and is no row of it is told in ``doubts``.
    """
    table = _Table(document, place, columns)
    parts = blocks(_without_page_numbers(list(lines), columns))
    for block, below in zip(parts, [*parts, []][1:], strict=True):
        table.read(_with_name_above(block, below, columns))
    found = table.closed()
    if doubts is not None:
        doubts += table.doubts
    return found


def doubted(found: Sequence[Indicator], unsure: str | None) -> tuple[Indicator, ...]:
    """The rows with ``unsure`` as the doubt of each that has none, and a doubt where a name stands more than once."""
    times = Counter(row.name for row in found)
    return tuple(
        replace(row, doubt=unsure)
        if unsure and row.doubt is None
        else replace(row, doubt=f"「{row.name}」の行が{times[row.name]}つあり、どれのことか確かではありません。")
        if times[row.name] > 1 and row.doubt is None
        else row
        for row in found
    )


class _Table:
    """The rows read so far, the names whose figures have not come yet, and figures of which it is not known to which of
    several names they belong."""

    def __init__(self, document: str, place: str, columns: Columns) -> None:
        self._document, self._place, self._columns = document, place, columns
        self._found: list[Indicator] = []
        self._read: list[Values] = []  # what each was made of
        self._waiting: list[_Name] = []
        self._figures: list[tuple[Values, Line]] = []
        self._whole = ""  # the name of what the rows above are parts of
        self._name_of_lines = False  # the last row has a name of several lines above its figures
        self._notes = TableNotes()
        self._other: list[Line] = []  # the lines of another table, its head first
        self.doubts: list[Doubt] = []

    def read(self, block: Sequence[Line]) -> None:
        head: list[Line] = []
        self._notes.ends()
        begun = len(self._found)
        for nth, line in enumerate(block):
            if self._other or heads_another_table(line):
                self._other.append(line)
                continue
            if self._notes.begins(line):
                continue
            name, values = split_row(line, self._columns, named_above=bool(head or self._waiting))
            if values is not None:
                if head and OUTLAY.match(name):
                    self._wait(head, len(self._found) - 1 if len(self._found) > begun else None)
                    head = []
                self._row(name, values, head, line)
                head = []
                self._notes.ends()
            elif self._notes.goes_on(line):
                continue
            elif len(self._found) > begun and not head and is_remark(line, self._found[-1].name):
                self._remark(line)
            elif len(self._found) > begun and not head and fills_its_cell(self._found[-1].name):
                below = block[nth + 1 :]
                self._go_on(line, below)
                head = [line] if below else []
            else:
                head.append(line)
        if head:
            self._wait(head, len(self._found) - 1 if len(self._found) > begun else None)

    def closed(self) -> list[Indicator]:
        self._settle()
        self._give_up_waiting()
        self._tell_other_table()
        return [
            with_whole_name(with_unit_of_name(self._notes.noted(row, values.marks, values.said)))
            for row, values in zip(self._found, self._read, strict=True)
        ]

    def _wait(self, head: Sequence[Line], below: int | None) -> None:
        self._settle()
        if self._waiting and _goes_on(self._waiting[-1].lines, head[0]):
            name = self._waiting.pop()
            self._waiting.append(_Name((*name.lines, *head), below))
        else:
            self._waiting.append(_Name(tuple(head), below))

    def _row(self, name: str, values: Values, head: list[Line], line: Line) -> None:
        if not name and not head and len(self._waiting) > 1:
            self._figures.append((values, line))
            if len(self._figures) == len(self._waiting):
                self._settle()
            return
        self._settle()
        if (name or head) and (OUTLAY.match(name) or not self._may_go_on()):
            self._give_up_waiting()
        last, self._waiting = self._waiting[-1:], self._waiting[:-1]
        self._give_up_waiting()
        self._named(last[0].lines if last else (), name, values, head, line)

    def _may_go_on(self) -> bool:
        return bool(self._waiting) and fills_its_cell(self._waiting[-1].text)

    def _named(self, waiting: Sequence[Line], name: str, values: Values, head: Sequence[Line], line: Line) -> None:
        """A row with its figures on ``line``, its name there, above, or both."""
        named = [*waiting, *head]
        if (is_part(name) or is_sum(name)) and not (is_sum(name) and named):
            self._part(joined(named), name, values, line)
            return
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
            self._doubt_name_above(line)
        self._name_of_lines = len(named) > 1 and not name
        self._whole = ""
        self._add(full or NAMELESS, values, (named or [line])[0])

    def _part(self, above: str, name: str, values: Values, line: Line) -> None:
        """A row that is a part of another, or the sum of such parts, under the name of the whole: that above it without
        figures, or that of the row above."""
        whole = above or self._whole or (self._found[-1].name if self._found and is_part(name) else "")
        if not whole:
            values = values.but(f"名前が「{name}」とだけあり、何の数字か確かではありません。")
        self._add(f"{whole} {name}".strip(), values, line)
        self._whole = whole

    def _doubt_name_above(self, figures: Line) -> None:
        """Two names on lines that follow one another look like one; figures without a name below tell that they may be two."""
        if self._name_of_lines:
            row = self._found[-1]
            said = f"下に名前のない「{figures.text}」があり、「{row.name}」が2つの行の名前かもしれません。"
            self._found[-1] = replace(row, doubt=row.doubt or said)

    def _settle(self) -> None:
        """Give figures that stand below several names to them: in their order where there are as many."""
        figures, self._figures = self._figures, []
        if not figures:
            return
        names = self._names_of(len(figures))
        if len(names) == len(figures) == 1:
            between = self._waiting[self._waiting.index(names[0]) + 1 :]
            others = [name for name in self._waiting if name is not names[0]]
            ((values, line),) = figures
            if between:
                values = values.but(f"名前と数字の間に「{between[0].text}」とあり、どちらの数字か確かではありません。")
            elif not all(is_caption(name.text) for name in others):
                values = values.but(_of_one_name([line.text]))
            self._waiting = others
            self._give_up_waiting()
            self._named(names[0].lines, "", values, (), line)
            return
        self._share_out(names, figures)

    def _names_of(self, figures: int) -> list[_Name]:
        """The waiting names so many figures may belong to."""
        names = self._waiting
        if figures < len(names):
            names = [name for name in names if not is_caption(name.text)]
        return names if len(names) == figures else self._waiting[-1:] if figures == 1 else []

    def _share_out(self, names: Sequence[_Name], figures: Sequence[tuple[Values, Line]]) -> None:
        doubt = _of_one_name([line.text for _, line in figures])
        values = [NOTHING.but(doubt)] * len(names)
        if all(may_be_counted_so(name.text, read) for name, (read, _) in zip(names, figures, strict=False)):
            sure = len(names) == len(figures) and numbered([name.text for name in names])
            values = [read if sure else read.but(doubt) for read, _ in figures]
        given = dict(zip(map(id, names), values, strict=False))
        for name in self._waiting:
            if id(name) in given or not is_caption(name.text):
                self._add(name.text, given.get(id(name), NOTHING.but(doubt)), name.lines[0])
            else:
                self._set_aside(name)
        self._waiting = []

    def _go_on(self, line: Line, below: Sequence[Line]) -> None:
        """A line below a long name and its figures: the rest of that name, unless it begins the next."""
        last = self._found[-1]
        if below:
            self._found[-1] = replace(last, doubt=last.doubt or _TWO_WAYS)
        else:
            self._found[-1] = directed(replace(last, name=last.name + line.text))

    def _remark(self, line: Line) -> None:
        """A remark in brackets right below a row and its figures."""
        last = self._found[-1]
        self._found[-1] = replace(last, doubt=last.doubt or remark_doubt(line))

    def _give_up_waiting(self) -> None:
        """The waiting names have no figures: a row each, as a gap, unless they are no names of rows."""
        for name in self._waiting:
            if name.below is not None:
                row = self._found[name.below]
                said = f"下に「{name.text}」とあり、名前の続きかもしれません。"
                self._found[name.below] = replace(row, doubt=row.doubt or said)
            elif is_caption(name.text):
                self._set_aside(name)
                continue
            self._add(name.text, NOTHING.but(_UNREAD), name.lines[0])
        self._waiting = []

    def _set_aside(self, name: _Name) -> None:
        text = f"表の中に「{name.text}」とあり、指標の行ではないとみて取り込んでいません。"
        self.doubts.append(Doubt(text, place_of(self._document, self._place, name.lines[0])))

    def _tell_other_table(self) -> None:
        if self._other:
            head, *others = self._other
            text = f"「{head.text}」の表（{len(others)}行）は、指標の表ではないとみて取り込んでいません。"
            self.doubts.append(Doubt(text, place_of(self._document, self._place, head)))

    def _add(self, name: str, values: Values, at: Line) -> None:
        row = Indicator(
            name=closed_up(printed(name)),
            target=values.target,
            result=values.result,
            source=place_of(self._document, self._place, at),
            doubt=values.doubt,
        )
        self._found.append(directed(row))
        self._read.append(values)


def _of_one_name(figures: Sequence[str]) -> str:
    return f"いくつかの名前の下に「{'」「'.join(figures)}」とあり、どの行の数字か確かではありません。"


def _without_page_numbers(lines: list[Line], columns: Columns) -> list[Line]:
    """The lines without numbers between dashes at the end of a page, below a row that has its figures."""
    printed_lines = [line for line in lines if not line.blank]
    numbers = [
        line
        for above, line, below in zip(printed_lines, printed_lines[1:], printed_lines[2:], strict=False)
        if BETWEEN_DASHES.fullmatch(line.text)
        and above.page == line.page < below.page
        and split_row(above, columns)[1] is not None
    ]
    return [line for line in lines if line not in numbers]


def _with_name_above(block: Sequence[Line], below: Sequence[Line], columns: Columns) -> Sequence[Line]:
    """A block of a name on two lines with its figures at their middle: the figures last."""
    if len(block) != 3 or (below and _is_nameless(below[0], columns)):
        return block
    above, figures, rest = block
    if is_remark(rest, above.text) or not _is_nameless(figures, columns):
        return block
    named = [split_row(line, columns)[1] is None for line in (above, rest)]
    other = _NOTE_MARK.match(rest.text) or (is_caption(rest.text) and not is_caption(above.text))
    return [above, rest, figures] if all(named) and not other else block


def _is_nameless(line: Line, columns: Columns) -> bool:
    name, values = split_row(line, columns, named_above=True)
    return values is not None and not name


def _goes_on(name: Sequence[Line], below: Line) -> bool:
    """Whether a name goes on below: surely within brackets, likely where a page cuts the cell it fills."""
    return _open_bracket(name) or (fills_its_cell(joined(name)) and name[-1].page != below.page)


def _open_bracket(name: Sequence[Line]) -> bool:
    text = joined(name)
    return text.count("（") > text.count("）")
