"""Reads a chapter of 振興計画: its basic measures (基本施策), each followed by the pages of its measures (施策).

On a measure's page the extracted text gives the labels first and the words in any order after them, so what a line is
follows from its own form: a code, a numbered goal, a marked effort, or a plan's name below 個別計画.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from knowledge.documents.cell import is_figure, parted
from knowledge.documents.doubts import Doubt
from knowledge.documents.lines import (
    BETWEEN_DASHES,
    Line,
    Progress,
    UnreadableDocument,
    blocks,
    cells,
    items,
    joined,
    paragraphs,
    place_of,
    too_long,
    without_number,
)
from knowledge.documents.plan_aims import is_head, is_title_of_aims, lines_of_cells, without_aims
from knowledge.documents.spacing import closed_up
from knowledge.language.text import PLAN_KIND, UNKNOWN_PLAN, printed, with_digits
from knowledge.ledger.identity import is_below
from knowledge.model import Code, Goal, PlanMeasure, PlanSection, Prose

_SECTION = re.compile(r"(?:基本(?:施策|目標|方針|政策)|政策)\s*(\d+\s?[-ー]\s?\d+)(?![-ー]?\d)\s*(\S.*)")
# A sentence that goes on with the number of another measure is no title: 4-1-1の取組と….
_MEASURE = re.compile(r"(\d+\s?[-ー]\s?\d+\s?[-ー]\s?\d+)(?![-ー]?\d)(?![のにとをでやはがも、。）)])\s*(\S.*(?<!。))")
# 施策1-1-1 …: the label and the code on one line.
_MEASURE_LABELLED = re.compile(r"施策\s*(?=\d)")
_CHAPTER = re.compile(r"(?:(?P<before>.+?)\s*)?(?P<number>第[\d一二三四五六七八九十]+章)(?:\s*(?P<after>.+))?")
_MARK = re.compile(r"^[▷▹▻▶►▸➢➤●○•・◆◇■□]\s*")
_INDIVIDUAL_PLAN = re.compile(
    r"(?:計画|方針|戦略|構想|指針|大綱|要綱|条例|宣言|プラン|ビジョン|プログラム|ガイドライン|ロードマップ)"
    r"(?:\s?20\d\d)?(?:（[^（）]*）)?$"
)
# What else is a plan once its name is whole: 第4次健康きりがや21, 健康みさき21（第2次）.
_PLAN_BY_NUMBER = re.compile(r"第\d{1,2}[次期].|健康.{1,12}21(?:（[^（）]*）)?$")
# Whose plan it is: みなと市民病院 経営計画.
_WHOSE = re.compile("(?:[市町村]|病院|事業|組合|公社|会計)$")
_NTH = re.compile(r"第\d{1,2}[次期]")
_NUMBER_WITHIN = re.compile(r"(?<=[。])\s*[1-9]\s[^\s。]{4,30}")
# 個別計画 and the names behind it on one line.
_PLANS_BESIDE = re.compile(r"個別計画\s(?P<plans>\S.*)")
_NO_PLAN = {"なし", "-", "該当なし"}
_SECTION_LABELS = ("SDGsとの関連", "現状と課題", "方針", "施策")
_SAME_LABEL = {
    "現状・課題": "現状と課題",
    "現況と課題": "現状と課題",
    "基本方針": "方針",
    "施策の方向": "方針",
    "施策の方向性": "方針",
    "取組の方向": "方針",
    "取組の方向性": "方針",
    "今後の方向性": "方針",
    "これまでの取り組み": "これまでの取組",
}
# On a measure's page 方針 may be the last line of an individual plan's name.
_MEASURE_LABELS = ("施策", "これまでの取組", "目標", "個別計画")
_SHORTEST_PLAN = 6
_PAGE_NUMBER = re.compile(rf"\d+|{BETWEEN_DASHES.pattern}")
# A title of so many signs may go on in the line below, with a particle or the end of a word.
_TITLE_CHARS = 20
_GOES_ON = re.compile(r"(?:[のをにとやがでへ]|[ぁ-んァ-ヶー一-龠]{1,3}$)[^。]{0,20}")


@dataclass
class _Part:
    """The lines of one basic measure or one measure, sorted by the label above them."""

    first: Line
    under: dict[str, list[Line]] = field(default_factory=dict)

    def keep(self, label: str, line: Line) -> None:
        self.under.setdefault(label, []).append(line)

    def lines(self, *labels: str) -> list[Line]:
        return [line for label in labels for line in self.under.get(label, [])]


def begins_section(line: Line) -> bool:
    """Whether a line is the heading of a basic measure."""
    return _SECTION.fullmatch(line.text) is not None


def holds_plan(lines: Iterable[Line]) -> bool:
    """Whether any line is the heading of a basic measure."""
    return any(map(begins_section, lines))


def read_plan(
    lines: Sequence[Line], city: str, plan: str, *, kind: str = "振興計画", progress: Progress | None = None
) -> tuple[list[PlanSection], list[Doubt]]:
    """Every basic measure in the file, and what is not sure. ``plan`` is the plan it belongs to ("8次"),
    ``kind`` what the city calls it.

    Raises UnreadableDocument where a basic measure stands outside a chapter or a measure has no code.
    """
    starts = [nth for nth, line in enumerate(lines) if _SECTION.fullmatch(line.text)]
    sections: list[PlanSection] = []
    doubts: list[Doubt] = []
    chapter = None
    end_before = 0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        above = lines[end_before:start]
        if chapter is not None:
            above = [line for line in above if line.page == lines[start].page]
        chapter = _chapter_above(above) or chapter
        if chapter is None:
            raise UnreadableDocument("計画の章の番号（第○章）が見つかりません。")
        section = _section(lines[start : _end_of(lines, start, end, chapter)], city, plan, kind, chapter, doubts)
        doubts += _doubts(section)
        sections.append(section)
        end_before = start
        if progress is not None:
            progress(len(sections), len(starts))
    times = Counter(section.code.number for section in sections)
    doubts += [
        Doubt(
            f"基本施策{section.code.number}が、ファイルの中に{times[section.code.number]}つあります。", section.source
        )
        for section in sections
        if times[section.code.number] > 1
    ]
    return sections, doubts


def _doubts(section: PlanSection) -> list[Doubt]:
    """Parts every page of a plan has and this one lacks; measures whose number belongs elsewhere."""
    found = []
    for what, there in (("現状と課題", section.issues), ("方針", section.policies)):
        if not there:
            found.append(Doubt(f"基本施策{section.code.number}に「{what}」が見つかりません。", section.source))
    for measure in section.measures:
        if not measure.goals:
            found.append(Doubt(f"施策{measure.code.number}に目標が見つかりません。", measure.source))
        if not is_below(measure.code.number, section.code.number):
            text = f"施策{measure.code.number}が、基本施策{section.code.number}のところに印刷されています。"
            found.append(Doubt(text, measure.source))
        for goal in measure.goals:
            if goal.text and (later := _NUMBER_WITHIN.search(goal.text.text)):
                text = f"目標「{goal.heading}」の文に「{later[0].strip()}」とあり、次の目標の番号かもしれません。"
                found.append(Doubt(text, goal.text.source))
    times = Counter(measure.code.number for measure in section.measures)
    found += [
        Doubt(f"施策{measure.code.number}が{times[measure.code.number]}回印刷されています。", measure.source)
        for measure in section.measures
        if times[measure.code.number] > 1
    ]
    return found


def _without_rows(captions: Iterable[Prose], doubts: list[Doubt]) -> list[Prose]:
    """The captions without what may be a row of a table, or its head, that was not read: told in ``doubts`` only."""
    found = []
    for caption in captions:
        words = caption.text.split(" ")
        if sum(is_figure(word) or len(parted(word)) == 2 or is_head(word) for word in words) > 1:
            text = f"「{caption.text}」は、読み取れなかった表の行かもしれないので、取り込んでいません。"
            doubts.append(Doubt(text, caption.source))
        elif not is_title_of_aims(caption.text):
            found.append(caption)
    return found


def _chapter_above(lines: Sequence[Line]) -> str | None:
    """The chapter named last, also where its number and its heading stand on two lines."""
    filled = [line for line in lines if not line.blank]
    for nth in range(len(filled) - 1, -1, -1):
        if named := chapter_of_line(filled[nth]):
            return named
        if re.fullmatch(r"第[\d一二三四五六七八九十]+章", filled[nth].text):
            beside = [*filled[nth + 1 : nth + 2], *reversed(filled[max(nth - 1, 0) : nth])]
            heading = next((line.text for line in beside if not line.text.isdigit() and len(line.text) <= 30), None)
            return f"{with_digits(filled[nth].text)} {heading}" if heading else None
    return None


def _end_of(lines: Sequence[Line], start: int, end: int, chapter: str) -> int:
    """Where a basic measure ends: before the opening of another chapter above the next one, on that one's page."""
    if end == len(lines):
        return end
    opening = (
        nth
        for nth in range(start + 1, end)
        if lines[nth].page == lines[end].page and (chapter_of_line(lines[nth]) or chapter) != chapter
    )
    return next(opening, end)


def _code(text: str) -> str:
    return re.sub(r"\s?[-ー]\s?", "-", text)


def chapter_of_line(line: Line) -> str | None:
    """ "第6章 計画の推進", whichever of number and heading the page prints first."""
    match = _CHAPTER.fullmatch(line.text) if "章" in line.text else None
    if match is None or len(line.text) > 40 or line.text.endswith("。"):
        return None
    heading = (match["after"] or match["before"] or "").strip()
    return f"{with_digits(match['number'])} {heading}" if heading else None


def _runs_along(line: Line, chapter: str) -> bool:
    """A page number, or the chapter's heading printed again at the edge of a page."""
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or chapter_of_line(line) == chapter


def _naming_the_plan(lines: Sequence[Line], city: str) -> set[int]:
    """The lines (their ids) at the edges of pages that name the plan itself, with or without the number of the page."""
    at_edges: list[Line] = []
    for _, of_page in groupby((line for line in lines if not line.blank), key=lambda line: line.page):
        printed_lines = [line for line in of_page if not _PAGE_NUMBER.fullmatch(line.text)]
        at_edges += [*printed_lines[:1], *printed_lines[-1:]]
    nth, part = r"第[\d一二三四五六七八九十]{1,3}次", r"(?:前期|中期|後期)?基本(?:計画|構想)"
    # 12 第2次みなと市総合計画 後期基本計画
    named = re.compile(rf"(?:\d{{1,4}} )?(?:{nth} ?)?{re.escape(city)} ?{PLAN_KIND}(?: ?{part})?(?: \d{{1,4}})?")
    return {id(line) for line in at_edges if named.fullmatch(line.text)}


def _section(lines: Sequence[Line], city: str, plan: str, kind: str, chapter: str, doubts: list[Doubt]) -> PlanSection:
    match = _SECTION.fullmatch(lines[0].text)
    if match is None:
        raise UnreadableDocument(f"{lines[0].page}ページに基本施策の番号がありません。")
    number, title = _code(match[1]), closed_up(match[2].strip())
    nth = "" if plan == UNKNOWN_PLAN else f"第{plan}"
    document = f"{nth}{city}{kind} {chapter.split(' ')[0]}"
    in_cells = set(map(id, lines_of_cells(lines)))
    naming = _naming_the_plan(lines, city)
    top, *pages = _parts(
        [line for line in lines if id(line) in in_cells or not (id(line) in naming or _runs_along(line, chapter))]
    )
    for part in (top, *pages):
        if too_long(line for under in part.under.values() for line in under):
            where = f"{part.first.page}ページ（{part.first.number}行目から）"
            raise UnreadableDocument(f"{where}に、計画ではない文章が混ざっているようです（長すぎます）。")
    situation, aims, in_table = without_aims(top.lines("現状と課題"), document, number)
    below, more_aims, more_in_table = without_aims(top.lines("方針"), document, number)
    doubts += [*in_table, *more_in_table]
    issues, below_issues = _without_captions(situation)
    policies, captions = _policies(below, document, number)
    captions = [*_captions(below_issues, document, number), *captions]
    measures = []
    for page in pages:
        measure, also_captions, in_table = _measure(page, plan, document)
        doubts += in_table
        measures.append(measure)
        captions.extend(also_captions)
    return PlanSection(
        city=city,
        code=Code(plan, number),
        title=title,
        chapter=chapter,
        issues=tuple(
            Prose(joined(part), place_of(document, f"{number} 現状と課題", part[0]), quoted=True)
            for part in paragraphs(issues)
        ),
        policies=tuple(policies),
        measures=tuple(measures),
        source=place_of(document, number, lines[0]),
        captions=tuple(_without_rows(captions, doubts)),
        aims=(*aims, *more_aims),
    )


def _parts(lines: Sequence[Line]) -> list[_Part]:
    """The basic measure and, from each label 施策 on, one measure."""
    parts = [_Part(lines[0])]
    label = ""
    for line in lines[1:]:
        named = line.text.replace(" ", "")
        named = _SAME_LABEL.get(named, named)
        measure = _labelled_measure(line)
        if named == "施策" or measure is not None:
            parts.append(_Part(line))
            label = "施策"
            if measure is not None:
                parts[-1].keep(label, measure)
        elif named in (_SECTION_LABELS if len(parts) == 1 else _MEASURE_LABELS):
            label = named
        elif len(parts) > 1 and (beside := _PLANS_BESIDE.match(line.text)) and not line.text.endswith("。"):
            label = "個別計画"
            if beside["plans"] not in _NO_PLAN:
                parts[-1].keep(label, Line(line.page, line.number, line.raw[line.raw.index("画") + 1 :].strip()))
        else:
            parts[-1].keep(label, line)
    for before, part in reversed(list(pairwise(parts))):
        if not _codes(part) and (
            before is parts[0] or len(_codes(before)) > 1 or _codes_stand_above(parts, part.first.page)
        ):
            _take_from_above(part, before)
    return parts


def _codes(part: _Part) -> list[Line]:
    return [line for lines in part.under.values() for line in lines if _MEASURE.fullmatch(line.text)]


def _codes_stand_above(parts: Sequence[_Part], page: int) -> bool:
    """Whether the measures of a page have their codes above their labels: the first of them has."""
    codes = [line.number for part in parts for line in _codes(part) if line.page == page]
    labels = [part.first.number for part in parts[1:] if part.first.page == page]
    return bool(codes) and min(codes) < min(labels)


def _take_from_above(part: _Part, before: _Part) -> None:
    """Give a measure without a code the one that stands right above its label, on its page."""
    above = [(label, line) for label, lines in before.under.items() for line in lines if line.page == part.first.page]
    above.sort(key=lambda found: found[1].number)
    begin = max((nth for nth, (_, line) in enumerate(above) if _MEASURE.fullmatch(line.text)), default=len(above))
    for label, line in above[begin:]:
        before.under[label].remove(line)
        part.keep("施策", line)


def _labelled_measure(line: Line) -> Line | None:
    """The line without the label, where it begins a measure with its code and title: 施策 1-1-1 …"""
    match = _MEASURE_LABELLED.match(line.text)
    if match is None or _MEASURE.fullmatch(line.text[match.end() :]) is None:
        return None
    return Line(line.page, line.number, line.raw[line.raw.index("策") + 1 :])


def _policies(lines: Sequence[Line], document: str, number: str) -> tuple[list[Prose], list[Prose]]:
    """The numbered policies, and below them what stands after the last full stop: the caption of a photograph."""
    ends = max((nth for nth, line in enumerate(lines, 1) if line.text.endswith("。")), default=len(lines))
    policies = [
        Prose(without_number(joined(item.lines)), place_of(document, f"{number} 方針", item.lines[0]), quoted=True)
        for item in items(lines[:ends])
    ]
    return policies, _captions(blocks(lines[ends:]), document, number)


def _without_captions(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """Sentences, and what stands apart below the last of them and is neither a sentence nor numbered."""
    ends = max((nth for nth, line in enumerate(lines, 1) if line.text.endswith("。")), default=len(lines))
    below = blocks(lines[ends:])
    if lines[ends:] and not lines[ends].blank:
        below = below[1:]  # goes on with what is above
    found = [block for block in below if not items(block) and not block[0].indented]
    apart = [line for block in found for line in block]
    return [line for line in lines if line not in apart], found


def _captions(found: Iterable[Sequence[Line]], document: str, number: str) -> list[Prose]:
    return [Prose(joined(block), place_of(document, f"{number} 写真", block[0]), quoted=True) for block in found]


def _measure(page: _Part, plan: str, document: str) -> tuple[PlanMeasure, list[Prose], list[Doubt]]:
    """The measure of one page, the captions on it, and what is not sure about its table of indicators."""
    body = page.lines("施策", "これまでの取組", "目標", "個別計画")
    codes = [(line, match) for line in body if (match := _MEASURE.fullmatch(line.text))]
    if not codes:
        raise UnreadableDocument(f"{page.first.page}ページ（{page.first.number}行目から）に施策の番号がありません。")
    code_line, code = codes[0]
    number = _code(code[1])
    title_lines = [code_line, *_rest_of_title(body, code_line)]
    text, aims, doubts = without_aims(page.lines("施策", "これまでの取組", "目標"), document, number)
    under_plans, more_aims, more_doubts = without_aims(page.lines("個別計画"), document, number)
    efforts, other = _efforts([line for line in text if line not in title_lines])
    other, below_goals = _without_captions(other)
    more_efforts, below = _efforts([line for line in under_plans if line not in title_lines])
    names = [name for block in blocks(below) for name in _side_by_side(block) or _names_of(block)]
    plans = tuple(name for name, _ in names if _is_plan(name))
    measure = PlanMeasure(
        code=Code(plan, number),
        title=code[2].strip() + joined(title_lines[1:]),
        goals=tuple(
            Goal(
                item.heading,
                Prose(joined(item.lines[1:]), place_of(document, f"{number} 目標", item.lines[0]), quoted=True)
                if len(item.lines) > 1
                else None,
            )
            for item in items(other)
        ),
        efforts=tuple(
            Prose(_MARK.sub("", joined(effort)), place_of(document, f"{number} これまでの取組", effort[0]), quoted=True)
            for effort in [*efforts, *more_efforts]
        ),
        plans=plans,
        source=place_of(document, number, code_line),
        aims=(*aims, *more_aims),
    )
    captions = [
        *_captions(below_goals, document, number),
        *_named_captions(names, document, number),
    ]
    return measure, captions, [*doubts, *more_doubts]


def _named_captions(names: Iterable[tuple[str, Line]], document: str, number: str) -> list[Prose]:
    return [
        Prose(name, place_of(document, f"{number} 写真", line), quoted=True)
        for name, line in names
        if not _is_plan(name)
    ]


def _is_plan(name: str) -> bool:
    return bool(_INDIVIDUAL_PLAN.search(name) or _PLAN_BY_NUMBER.match(name))


def _names_of(block: Sequence[Line]) -> list[tuple[str, Line]]:
    names: list[tuple[str, Line]] = []
    for name, line in (name for part in _names_apart(block) for name in cells(part)):
        if names and (_NTH.fullmatch(names[-1][0]) or _is_rest_of_plan(names[-1], name, line)):
            names[-1] = (f"{names[-1][0]} {name}", names[-1][1])
        else:
            names.append((name, line))
    return names


def _is_rest_of_plan(before: tuple[str, Line], name: str, line: Line) -> bool:
    """Whether a name is no plan without what stands before it on its line, which is none itself: the office and its プラン."""
    return before[1] is line and not _is_plan(before[0]) and _is_plan(name) and _WHOSE.search(before[0]) is not None


def _side_by_side(block: Sequence[Line]) -> list[tuple[str, Line]]:
    """Names that stand side by side, each broken over all the lines; none where that makes no plans of them."""
    parts = [[printed(part) for part in re.split(r"[ \t]+", line.raw.strip(" \t"))] for line in block]
    columns = len(parts[0])
    if len(block) < 2 or columns < 2 or any(len(line) != columns for line in parts):
        return []
    names = ["".join(column) for column in zip(*parts, strict=True)]
    broken = not all(map(_is_plan, parts[0])) and all(map(_is_plan, names))
    return [(name, block[0]) for name in names] if broken else []


def _rest_of_title(lines: Sequence[Line], code_line: Line) -> list[Line]:
    """The line right below a title that fills its line, where it goes on in the middle of the words."""
    if len(code_line.text) < _TITLE_CHARS:
        return []
    below = [line for line in lines if (line.page, line.number) == (code_line.page, code_line.number + 1)]
    return [line for line in below if _GOES_ON.fullmatch(line.text) and not line.indented]


def _names_apart(block: Sequence[Line]) -> list[list[Line]]:
    """A block parted where a plan's name is complete and the lines below it are the name of another."""
    parts = [[block[0]]]
    for nth, line in enumerate(block[1:], 1):
        above = cells(parts[-1])[-1][0]
        below = joined(block[nth:])
        another = len(below) >= _SHORTEST_PLAN and _INDIVIDUAL_PLAN.search(below) and not below.startswith(("（", "("))
        if _INDIVIDUAL_PLAN.search(above) and another:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _efforts(lines: Iterable[Line]) -> tuple[list[list[Line]], list[Line]]:
    """The marked efforts, each up to its full stop, and the lines that belong to none."""
    efforts: list[list[Line]] = []
    other: list[Line] = []
    within = False
    for line in lines:
        if _MARK.match(line.text):
            efforts.append([line])
            within = not line.text.endswith("。")
        elif within and not line.blank:
            efforts[-1].append(line)
            within = not line.text.endswith("。")
        else:
            other.append(line)
    return efforts, other
