"""What a page break does to the lines of a sheet, undone: page numbers, titles that a page prints last or in two lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from knowledge.documents.drawn import undrawn
from knowledge.documents.leaves import leaves_apart
from knowledge.documents.lines import BETWEEN_DASHES, Line
from knowledge.documents.plan import holds_plan
from knowledge.documents.spacing import closed_digits
from knowledge.language.text import year_named

RESULTS_TITLE = "主要施策の成果説明書"
REVIEWS_TITLE = "実施計画兼予算要求書（検証）"

_COUNTING = r"(?:(?:令和|平成|昭和)(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})|20\d\d|[RH]\d{1,2})"
# 令和6年度, 令和6（2024）年度, 令和6年度（2024年度）
_YEAR = rf"(?P<year>{_COUNTING})(?:[（(]{_COUNTING}[）)])?年度(?:[（(]{_COUNTING}年度[）)])?"
_RESULTS = (
    r"(?:[^\s。、（）]{2,16}(?:に基づく|に関する))?主要な?施策の?成果(?:に関する|を説明する)?(?:説明書|報告書|調書|書類)"
    # 施策評価シート（主要施策の成果に関する報告書）
    r"|[^\s。、（）]{2,10}(?:シート|調書|表)[（(]主要な?施策の?成果(?:に関する|を説明する)?(?:説明書|報告書|調書|書類)[）)]"
)
# Without a word for the paper it is one only on a line that says nothing else: 令和6年度 主要な施策の成果.
_SHORT = r"主要な?施策の?成果"
_FORM = rf"(?P<form>{_RESULTS}|実施計画兼予算要求書[（(【\[]検証[）)】\]])"
_BRACKETS = r"[（(【\[〔][^（）()【】\[\]〔〕]{1,20}[）)】\]〕]"
# What else may stand on the line of a title: the form's number, the city, a department in brackets, a running number.
_CITY = r"[^\s。、0-9]{1,10}[市町村]"
# 会計 whose books the results belong to: 一般会計決算に係る.
_ACCOUNTS = r"(?:[^\s。、0-9]{1,10}[市町村])?(?:[^\s。、]{2,8}会計)?(?:歳入歳出)?決算(?:に係る|における)?"
_BEFORE = rf"(?:様式(?:第?\d+号?)?|第\d+号様式|別紙\d*|{_BRACKETS}|{_CITY})*"
_AFTER = rf"(?:{_BRACKETS}|{_CITY}|(?:No\.?)?\d{{1,3}}(?:[/／]\d{{1,3}})?)*"
# 令和7年度（令和6年度実績）: the paper of one year on what another came to.
_OF_YEAR = rf"(?P<paper>{_COUNTING}年度[（(](?P<told>{_COUNTING})年度の?(?:実績|決算|事業)分?[）)])"
_TITLE = re.compile(rf"{_BEFORE}[（(]?(?:{_OF_YEAR}|{_YEAR})[）)]?(?:{_ACCOUNTS})?{_BEFORE}{_FORM}{_AFTER}")
_TITLE_SHORT = re.compile(rf"{_BEFORE}{_YEAR}(?:{_ACCOUNTS})?{_BEFORE}(?P<form>{_SHORT}){_AFTER}")
_TITLE_CITY = re.compile(r"(?<![^\s\d（）度])([^\s。、0-9（）度]{1,10}[市町村])(?=$|[\s一歳])")
_TITLE_YEAR_LAST = re.compile(rf"{_BEFORE}{_FORM}[（(]?{_YEAR}[）)]?{_AFTER}")
_YEAR_ALONE = re.compile(rf"[（(]?{_YEAR}[）)]?")
_FORM_ALONE = re.compile(rf"(?:{_FORM}|{_SHORT}){_AFTER}")
# What a page prints at its edge; a sentence may speak of the form, too.
_CHAPTER = re.compile(r"第\d{1,2}[章編部][^。、]{0,40}")
_HEADER = re.compile(rf"(?!.*[。、]).*{_FORM}.*|[^\s。、]{{1,8}}[市町村](?:役所|役場)?(?: \d+)?")
_LONGEST_TITLE = 80
_HEAD_LABEL = re.compile(r"所\s?属(?=[\s：:]|$)")
# く ま の: how a word of the line below is read, printed above it.
_READING = re.compile("[ぁ-んー](?: [ぁ-んー])+")
_LONGEST_HEADER = 60
_PAGE_NUMBER = re.compile(r"(?:[-(（]\s?)?(?:[Pp]\.?\s?)?(\d{1,4})(?:\s?[-)）]|\s?ページ|\s?/\s?\d{1,4})?")


@dataclass(frozen=True)
class Title:
    """The title of a yearly sheet: how it is told ("令和5年度 主要施策の成果説明書"), its form, its fiscal year, and the
    city it names, None where it names none."""

    text: str
    form: str
    year: int
    city: str | None = field(default=None, compare=False)


def title_of(line: Line) -> Title | None:
    """The title printed on this line, which holds nothing else besides the name of the city, a number or the like."""
    if not ("書" in line.text or "成果" in line.text) or len(line.text) > _LONGEST_TITLE:
        return None
    text = line.text.replace(" ", "")
    match = _TITLE.fullmatch(text) or _TITLE_YEAR_LAST.fullmatch(text) or _TITLE_SHORT.fullmatch(text)
    if match is None:
        return None
    paper, named = (match.groupdict().get(group) for group in ("paper", "told"))
    named = named or match["year"]
    year = year_named(f"{named}年度")
    if year is None:
        return None
    is_results = "主要" in match["form"]
    form = RESULTS_TITLE if is_results else REVIEWS_TITLE
    said = match["form"] if is_results else REVIEWS_TITLE
    city = _TITLE_CITY.search(line.text)
    return Title(f"{paper or f'{named}年度'} {said}", form, year, city[1] if city else None)


def begins_head(line: Line) -> bool:
    """Whether the head of a sheet begins on this line: 所属, with a blank or a colon where the office likes one."""
    return _HEAD_LABEL.match(line.text) is not None


def mended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without frames, page numbers and running headers, each title on one line and above what it is the title of."""
    kept = [line for line in closed_digits(undrawn(leaves_apart(lines))) if not _READING.fullmatch(line.text)]
    for beside_text in (_counted_up, _page_numbers, _running_headers, _page_numbers):
        apart = beside_text(kept)  # a number may stand below a header, or above it
        kept = [line for line in kept if line not in apart]
    kept = _titles_joined(kept)
    mended: list[Line] = []
    for _, page in groupby(kept, key=lambda line: line.page):
        mended.extend(_title_first(list(page)))
    return tuple(mended)


def _page_numbers(lines: Sequence[Line]) -> set[Line]:
    """Lone numbers at the edge of several pages that count up with the pages; any other number may be a figure."""
    at_edges: list[tuple[int, Line]] = []
    for page, of_page in groupby((line for line in lines if not line.blank), key=lambda line: line.page):
        printed = list(of_page)
        for line in {printed[0], printed[-1]}:
            if len(line.text) <= 12 and (match := _PAGE_NUMBER.fullmatch(line.text)):
                at_edges.append((int(match[1]) - page, line))
    times = Counter(distance for distance, _ in at_edges)
    return {line for distance, line in at_edges if times[distance] > 1}


def _counted_up(lines: Sequence[Line]) -> set[Line]:
    """Numbers between dashes that count up by one: where the file does not tell its pages, they stand anywhere."""
    between = [(int(match[1]), line) for line in lines if (match := BETWEEN_DASHES.fullmatch(line.text))]
    pairs = [(one, next_one) for (nth, one), (after, next_one) in pairwise(between) if after == nth + 1]
    return {line for pair in pairs for line in pair}


def _running_headers(lines: Sequence[Line]) -> set[Line]:
    """Lines at the edge of several pages that name the form or the city and are no title: みなと市 主要施策の成果説明書 3章."""
    of_sheets = not holds_plan(lines)  # a plan is parted by its chapters
    at_edges: list[tuple[str, Line]] = []
    for _, of_page in groupby((line for line in lines if not line.blank), key=lambda line: line.page):
        printed = list(of_page)
        at_edges += [
            (re.sub(r"\d", "", line.text), line)
            for line in {printed[0], printed[-1]}
            if len(line.text) <= _LONGEST_HEADER and title_of(line) is None
            if _HEADER.fullmatch(line.text) or (of_sheets and _CHAPTER.fullmatch(line.text))
        ]
    times = Counter(text for text, _ in at_edges)
    return {line for text, line in at_edges if times[text] > 1}


def _titles_joined(lines: Iterable[Line]) -> list[Line]:
    """A year on a line of its own and the form on the next are one title."""
    found: list[Line] = []
    for line in lines:
        if found and _FORM_ALONE.fullmatch(line.text.replace(" ", "")):
            nth = next((nth for nth in range(len(found) - 1, -1, -1) if not found[nth].blank), None)
            if (
                nth is not None
                and _YEAR_ALONE.fullmatch(found[nth].text.replace(" ", ""))
                and found[nth].page == line.page
            ):
                found[nth] = Line(line.page, found[nth].number, f"{found[nth].raw}\u3000{line.raw}")
                continue
        found.append(line)
    return found


def _title_first(page: list[Line]) -> list[Line]:
    """A page that begins with the head of a sheet and ends with a title has it printed last."""
    printed = [line for line in page if not line.blank]
    if len(printed) < 3 or not begins_head(printed[0]) or title_of(printed[-1]) is None:
        return page
    return [printed[-1], *(line for line in page if line is not printed[-1])]
