"""What the two kinds of yearly sheets have in common: where each begins, the head with its labels, the fields below.

Both are made by one form: a title with the fiscal year, a head of labelled cells (所属, 施策, 創生総合戦略, …), then
fields under headings that stand on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.documents.columns import is_table_head, lines_of_heads
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import Line, UnreadableDocument, place_of, quoted
from knowledge.documents.pages import RESULTS_TITLE, Title, begins_head, title_of
from knowledge.language.text import fold, is_gap
from knowledge.language.words import Words
from knowledge.model import Code, Prose, Source

_CODE_AND_TITLE = re.compile(r"(?<![\d-])(\d+(?:-\d+)+)(\D.*?|)(?=[\s、]*(?<![\d-])\d+-\d+-\d+|$)")
_CODE_DASH = re.compile(r"(?<=\d)\s?[-ー]\s?(?=\d)")
_CODE_BRACKETS = re.compile(r"(?<=\d)\s?-\s?[（(](\d+)[）)]")
_CODE_DOTS = re.compile(r"(?<![\d.])\d+\s?[.・]\s?\d+(?:\s?[.・]\s?\d+)+(?![\d.])")
STRATEGY_LABEL = r"(?:まち・ひと・しごと|デジタル田園都市構想|地方)?(?:創生)?総合戦略"
_WITHIN_PHRASE = re.compile("[のをにとがやではへな、・]$")
_FIRST_FIELDS = ("目的", "事業概要", "事業の概要")
_SAME_HEADING = {"事業の概要": "事業概要"}
_NEXT_STEPS = re.compile(r"(?:目標の?(?:実現|達成)に[向む]けた)?今後の取(?:組|組み|り組み)(?:について|方針)?")
_REASON = re.compile(r"理\s?由(?:\s*[※（].*)?")
# 検証 必要性 有効性 効率性: the grades a city gives its projects.
_GRADES = re.compile(r"検\s?証(?:\s[^\s。]+){2,}")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its title, its fiscal year in western counting, and its lines without the title."""

    title: str
    year: int
    first: Line
    lines: tuple[Line, ...]
    is_results: bool = True

    def fault(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self.first.page}ページ（{self.first.number}行目）からの「{self.title}」に{what}。")


def sheets(lines: Iterable[Line]) -> list[Sheet]:
    """The sheets of a file. A title printed again without a head below it, or with the same, is the same sheet, going on."""
    found: list[tuple[Title, Line, list[Line]]] = []
    for line in lines:
        title = title_of(line)
        if title is not None:
            found.append((title, line, []))
        elif found:
            found[-1][2].append(line)
    whole: list[tuple[Title, Line, list[Line]]] = []
    for title, first, rest in found:
        again = _printed_again(rest, whole[-1][2]) if whole and whole[-1][0] == title else None
        if again is not None:
            whole[-1][2].extend(rest[again:])
        else:
            whole.append((title, first, rest))
    # A form without 所属 is known by what ``other_forms`` makes of it.
    own_form = any(_has_head(rest) for _, _, rest in whole)
    without_covers = [part for part in whole if not is_cover(part[2])] if own_form else []
    return [
        Sheet(title.text, title.year, first, tuple(rest), title.form == RESULTS_TITLE)
        for title, first, rest in without_covers or whole
    ]


def _printed_again(rest: Sequence[Line], before: Sequence[Line]) -> int | None:
    """How many lines of ``rest`` repeat the head of the sheet ``before``; None where another sheet begins."""
    if not _has_head(before):
        return None
    if not _has_head(rest):
        return 0
    head = [line.text for line in before[: _end_of_head(before)] if not line.blank]
    same = [(nth, line.text) for nth, line in enumerate(rest) if not line.blank][: len(head)]
    fields = {_heading(line, _FIRST_FIELDS) for line in rest}
    goes_on = bool(head) and [text for _, text in same] == head and fields.isdisjoint(_FIRST_FIELDS)
    return same[-1][0] + 1 if goes_on else None


def _end_of_head(lines: Sequence[Line]) -> int:
    return next((nth for nth, line in enumerate(lines) if line.text.replace(" ", "") in _FIRST_FIELDS), 0)


def _has_head(lines: Iterable[Line]) -> bool:
    return any(begins_head(line) for line in lines)


def is_cover(lines: Iterable[Line]) -> bool:
    """Whether a title stands for the whole file: below it there is neither a head nor a field."""
    return not any(begins_head(line) or _heading(line, (*_FIRST_FIELDS, "目標", "実績")) for line in lines)


def looks_ahead(line: Line) -> bool:
    """Whether this heads what the city means to do in later years."""
    return _NEXT_STEPS.fullmatch(line.text) is not None


def head(sheet: Sheet, labels: Mapping[str, str]) -> dict[str, str]:
    """The labelled cells above the first field: names in ``labels`` with expressions for how they are printed; a label may be
    missing, have a blank in it or a colon behind it.

    In the order of ``labels`` several may stand on a line; a form of another order prints each at the begin of a line, or
    has all of them somewhere behind a blank.
    Line breaks stay in the cells: see ``unbroken``.
    """
    text = []
    for line in sheet.lines:
        if line.text.replace(" ", "") in _FIRST_FIELDS or is_table_head(line):
            break
        text.append(line.text)
    printed_head = "\n".join(part for part in text if part)
    ways = (
        _cells_in_order(printed_head, labels),
        _cells_between(printed_head, labels, "^"),
        _cells_between(printed_head, labels, r"(?:^|(?<=\s))"),
    )
    return max(ways, key=len)


def _cells_in_order(printed_head: str, labels: Mapping[str, str]) -> dict[str, str]:
    rest = printed_head
    cells: dict[str, str] = {}
    last = None
    for name, label in labels.items():
        match = re.search(rf"(?:^|(?<=\s)){_label(label)}", rest)
        if match is None:
            continue
        if last is not None:
            cells[last] = rest[: match.start()].strip()
        rest, last = rest[match.end() :], name
    if last is not None:
        cells[last] = rest.strip()
    return cells


def _cells_between(printed_head: str, labels: Mapping[str, str], begin: str) -> dict[str, str]:
    found = sorted(
        (match.start(), match.end(), name)
        for name, label in labels.items()
        if (match := re.search(rf"{begin}{_label(label)}", printed_head, re.MULTILINE))
    )
    ends = [*(start for start, _, _ in found), len(printed_head)][1:]
    return {name: printed_head[end:until].strip() for (_, end, name), until in zip(found, ends, strict=True)}


def _label(label: str) -> str:
    return rf"{label}(?:\s*[:：]|(?=\s|$))"


def unbroken(cell: str) -> str:
    """A cell whose lines are one name; a blank comes between two only where Latin words meet."""
    return re.sub(r"(?<=[A-Za-z])\n(?=[A-Za-z])", " ", cell).replace("\n", "")


def field_lines(sheet: Sheet, headings: Sequence[str]) -> dict[str, list[Line]]:
    """The lines under each heading. Known besides ``headings``: 区分 (the table), 理由 and 今後の取組.

    A heading counts once, in the order of the form: the word 目標 in a table is no heading of the sheet. The head of
    the table is looked at by ``columns_of``.
    """
    found: dict[str, list[Line]] = {}
    under: list[Line] | None = None
    of_heads = set(map(id, lines_of_heads(sheet.lines)))
    for line in sheet.lines:
        if id(line) in of_heads:
            continue
        heading = _heading(line, headings)
        if heading == "区分" and "区分" in found:
            continue  # the head of a table that goes on after a page break
        if heading is not None and heading not in found and not ("区分" in found and heading in headings):
            under = found.setdefault(heading, [line] if heading == "検証" else [])
        elif under is not None:
            under.append(line)
    return found


def missing_fields(sheet: Sheet, found: Mapping[str, object], expected: Sequence[str]) -> list[Doubt]:
    """A doubt where the form's headings are missing, as in a sheet that is cut off."""
    missing = [heading for heading in expected if heading not in found]
    if not missing:
        return []
    text = f"「{sheet.title}」のシートに、見出し「{'」「'.join(missing)}」がありません。"
    return [Doubt(text, place_of(sheet.title, "", sheet.first))]


def prose(lines: Sequence[Line], document: str, place: str) -> Prose | None:
    """A field of running text; None where it is empty or holds a dash."""
    filled = [line for line in lines if not line.blank]
    if not filled or is_gap("".join(line.text for line in filled)):
        return None
    return quoted(filled, Source(document, place, filled[0].page, filled[0].number))


def codes_and_titles(cell: str) -> list[tuple[str, str]]:
    """The measures a cell names: "5-2-1 地域自治活動の育成 6-2-1 効率的な行政運営の推進" are two.

    Codes may be printed as 5-2-(1) or 5.2.1, too; each begins a line or stands behind a blank.
    """
    named = _CODE_BRACKETS.sub(r"-\1", _CODE_DASH.sub("-", cell))
    if not re.search(r"\d-\d", named):
        named = _CODE_DOTS.sub(lambda code: re.sub(r"\s?[.・]\s?", "-", code[0]), named)
    one_line = unbroken(re.sub(r"\n(?=\d+-\d)", " ", named))
    return [(match[1], match[2].strip(" 、:：")) for match in _CODE_AND_TITLE.finditer(one_line)]


def measures_of(sheet: Sheet, cells: dict[str, str], plan: str) -> list[tuple[Code, str]]:
    """The measures of the sheet's head. Raises UnreadableDocument where it names none."""
    measures = [(Code(plan, number), title) for number, title in codes_and_titles(cells.get("施策", ""))]
    if not measures:
        raise sheet.fault("施策の番号がありません")
    return measures


def strategy(head_cells: dict[str, str]) -> str | None:
    """The cell 創生総合戦略; None for 該当なし, a dash or nothing."""
    cell = _put_together(head_cells.get("創生総合戦略", ""))
    if is_gap(cell) or cell.replace(" ", "") == "該当なし":
        return None
    return re.sub(r"^(\d+)\s*(?=[^\d\s.（(-])", r"\1 ", cell)


def _put_together(cell: str) -> str:
    """The parts of a cell on one line. They are parted by blanks, and a line may end where one does, or within a phrase or a
    word: there no blank belongs."""
    text = ""
    for part in cell.split("\n"):
        text += part if not text or _WITHIN_PHRASE.search(text) or _within_word(text, part) else f" {part}"
    return text


def _within_word(text: str, rest: str) -> bool:
    before, whole = fold(text, kana=False), fold(text + rest, kana=False)
    return any(piece.known and piece.start < len(before) < piece.end for piece in _words().pieces(whole))


@cache
def _words() -> Words:
    return Words()


def _heading(line: Line, headings: Sequence[str]) -> str | None:
    text = line.text
    close = _SAME_HEADING.get(text.replace(" ", ""), text.replace(" ", ""))
    if close in headings:
        return close
    if is_table_head(line):
        return "区分"
    for heading, form in (("理由", _REASON), ("今後の取組", _NEXT_STEPS), ("検証", _GRADES)):
        if form.fullmatch(text):
            return heading
    return None
