"""What the two kinds of yearly sheets have in common: where each begins, the head with its labels, the fields below.

Both are made by one form: a title with the fiscal year, a head of labelled cells (所属, 施策, 創生総合戦略, …), then
fields under headings that stand on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.documents.lines import Line, UnreadableDocument, quoted
from knowledge.model import Code, Prose, Source
from knowledge.text import is_gap, printed, year_named

_CODE_AND_TITLE = re.compile(r"(?<![\d-])(\d+(?:-\d+)+)\s*([^\d\s].*?)(?=\s*(?<![\d-])\d+-\d+-\d+|$)")
_SHEET_TITLE = re.compile(
    r"((?:令和|平成)\s?(?:元|\d{1,2})年度)\s*(主要施策の成果説明書|実施計画兼予算要求書[（(]検証[）)])"
)
_FIRST_FIELDS = ("目的", "事業概要")
_NEXT_STEPS = re.compile(r"目標の実現に向けた今後の取(?:組|組み|り組み)")
_REASON = re.compile(r"理由(?:\s*※.*)?")
_TABLE = re.compile(r"区分\s.*(?:目標|予算|実績).*")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its title, its fiscal year in western counting, and its lines without the title."""

    title: str
    year: int
    first: Line
    lines: tuple[Line, ...]

    def fault(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self.first.page}ページ（{self.first.number}行目）からの「{self.title}」に{what}。")


def sheets(lines: Iterable[Line], title: str) -> list[Sheet]:
    """The sheets of a file with this title; a title repeated on a following page of the same sheet is no new one."""
    found: list[tuple[Line, list[Line]]] = []
    ours = False
    for line in lines:
        named = _title(line)
        if named is None:
            if ours:
                found[-1][1].append(line)
            continue
        ours = named.endswith(title)
        if ours:
            found.append((line, []))
    return [_sheet(first, rest) for first, rest in found]


def head(sheet: Sheet, labels: Sequence[str]) -> dict[str, str]:
    """The labelled cells above the first field, which come in the order of ``labels``; a label may be missing."""
    text = []
    for line in sheet.lines:
        if line.text in _FIRST_FIELDS:
            break
        text.append(line.text)
    rest = " ".join(part for part in text if part)
    cells: dict[str, str] = {}
    last = None
    for label in labels:
        match = re.search(rf"(?:^|(?<=\s)){label}(?=\s|$)", rest)
        if match is None:
            continue
        if last is not None:
            cells[last] = rest[: match.start()].strip()
        rest, last = rest[match.end() :], label
    if last is not None:
        cells[last] = rest.strip()
    return cells


def field_lines(sheet: Sheet, headings: Sequence[str]) -> dict[str, list[Line]]:
    """The lines under each heading. Known besides ``headings``: 区分 (the table), 理由 and 今後の取組.

    A heading counts once, in the order of the form: the word 目標 in a table is no heading of the sheet.
    """
    found: dict[str, list[Line]] = {}
    under: list[Line] | None = None
    for line in sheet.lines:
        heading = _heading(line, headings)
        if heading is not None and heading not in found and not ("区分" in found and heading in headings):
            under = found.setdefault(heading, [])
        elif under is not None:
            under.append(line)
    return found


def prose(lines: Sequence[Line], document: str, place: str) -> Prose | None:
    """A field of running text; None where it is empty or holds a dash."""
    filled = [line for line in lines if not line.blank]
    if not filled or is_gap("".join(line.text for line in filled)):
        return None
    return quoted(filled, Source(document, place, filled[0].page, filled[0].number))


def codes_and_titles(cell: str) -> list[tuple[str, str]]:
    """The measures a cell names: "5-2-1 地域自治活動の育成 6-2-1 効率的な行政運営の推進" are two."""
    return [(match[1], match[2].strip()) for match in _CODE_AND_TITLE.finditer(cell)]


def measures_of(sheet: Sheet, cells: dict[str, str], plan: str) -> list[tuple[Code, str]]:
    """The measures of the sheet's head. Raises UnreadableDocument where it names none."""
    measures = [(Code(plan, number), title) for number, title in codes_and_titles(cells.get("施策", ""))]
    if not measures:
        raise sheet.fault("施策の番号がありません")
    return measures


def strategy(head_cells: dict[str, str]) -> str | None:
    """The cell 創生総合戦略; None for 該当なし, a dash or nothing."""
    cell = head_cells.get("創生総合戦略", "")
    if is_gap(cell) or cell == "該当なし":
        return None
    return re.sub(r"^(\d+)\s*(?=\D)", r"\1 ", cell)


def _title(line: Line) -> str | None:
    """The title of a sheet on this line, e.g. "令和5年度 主要施策の成果説明書"."""
    match = re.fullmatch(
        r"((?:令和|平成)\s?(?:元|\d{1,2})年度)\s*(主要施策の成果説明書|実施計画兼予算要求書（検証）)", line.text
    )
    return f"{match[1].replace(' ', '')} {match[2]}" if match else None


def _sheet(first: Line, rest: list[Line]) -> Sheet:
    title = _title(first) or ""
    year = year_named(title)
    if year is None:
        raise UnreadableDocument(f"{first.page}ページ（{first.number}行目）の年度が読み取れません。")
    return Sheet(title, year, first, tuple(rest))


def _heading(line: Line, headings: Sequence[str]) -> str | None:
    text = printed(line.raw)
    if text in headings:
        return text
    for heading, form in (("理由", _REASON), ("今後の取組", _NEXT_STEPS), ("区分", _TABLE)):
        if form.fullmatch(text):
            return heading
    return None
