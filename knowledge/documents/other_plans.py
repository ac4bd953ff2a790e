"""Reads plans of other halls whose basic measures are not headed 基本施策: 施策５－１ …, or the number and the title alone with
主担当 below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.doubts import Doubt
from knowledge.documents.grid import FIELD_LABELS
from knowledge.documents.labels import labelled, of_kind
from knowledge.documents.lines import Line, UnreadableDocument, joined, paragraphs, place_of
from knowledge.documents.other_heads import BETWEEN
from knowledge.documents.plan import chapter_of_line
from knowledge.documents.plan_aims import without_aims
from knowledge.documents.plan_arrows import aims_by_arrows
from knowledge.language.text import PLAN_KIND, UNKNOWN_PLAN
from knowledge.ledger.identity import is_below
from knowledge.model import Code, Goal, PlanMeasure, PlanSection, Prose

PLAN_CALLED = rf"(?:{PLAN_KIND}|まちづくり(?:総合)?計画)"
_TITLE = re.compile(
    rf"(?:.{{0,12}}第[\d一二三四五六七八九十]{{1,3}}次[^\s。、]{{0,12}}|[^\s。、]{{1,10}}[市町村]){PLAN_CALLED}[^。]{{0,40}}"
)
_SECTION = re.compile(r"(?P<code>\d{1,2}\s?[-ー]\s?\d{1,2})\s+(?P<title>[^\d\s。-][^。]*)")
_MEASURE = re.compile(r"(?P<code>\d{1,2}\s?[-ー]\s?\d{1,2}\s?[-ー]\s?\d{1,2})\s+(?P<title>[^。]+)")
_ABOVE = re.compile(r"(?:めざす姿|目指す姿|基本目標|政策|大綱|分野)\s?[\d一二三四五六七八九十]{1,2}\s+[^。]+")
_FIELD = re.compile(r"[【〔\[★◇■●◎〇○☆]\s?(?P<says>[^【】〔〕\[\]。]{2,24}?)[】〕\]]?(?:\s?[（(].*)?")
_STEP = re.compile(r"^[①-⑳]\s?")
# 見守り隊の数 目標 30隊 実績 28隊（令和4年度）: what the plan before came to.
_CAME_TO = re.compile(r"[・◆●○]?\s?(?P<name>\S.*?)\s+目標値?\s?(?P<target>\S+)\s+実績値?\s?(?P<result>\S+)")
_WHEN = re.compile(r"(?P<value>.+?)[（(](?P<when>[^（）()]+)[）)]")
_NEAR = 3


@dataclass
class _Section:
    number: str
    title: str
    chapter: str
    at: Line
    lines: list[Line] = field(default_factory=list)
    measures: list[tuple[str, str, Line, list[Line]]] = field(default_factory=list)


def holds_other_plan(lines: Sequence[Line]) -> bool:
    """Whether the lines begin like a plan and any of them heads a basic measure in such a form."""
    if not any(len(line.text) < 60 and _TITLE.fullmatch(line.text) for line in lines):
        return False
    return any(_heads_section(lines, nth) for nth in range(len(lines)))


def read_other_plan(lines: Sequence[Line], city: str, plan: str, *, kind: str) -> tuple[list[PlanSection], list[Doubt]]:
    """Every basic measure with its measures and indicators, and what is not sure. As ``read_plan``, of other forms.

    Raises UnreadableDocument where no basic measure is found.
    """
    sections: list[_Section] = []
    doubts: list[Doubt] = []
    chapter = ""
    in_charge = 0  # how often the present one says who is in charge: twice where the head of the next is lost
    lost: list[_Section] = []
    running = {line.text for line in lines if _TITLE.fullmatch(line.text)}
    for nth, line in enumerate(lines):
        # One whose department is not printed is headed as the others are.
        beside = _heads_section(lines, nth) or (_heads_fields(lines, nth) if sections else None)
        if line.text.isdigit() or line.text in running or re.fullmatch(r"-\s?\d+\s?-", line.text):
            continue
        named = chapter_of_line(line)
        if named or _ABOVE.fullmatch(line.text):
            chapter, in_charge = named or line.text, 2
        elif beside:
            sections.append(_Section(*beside, chapter, line))
            in_charge = int(of_kind(labelled(line), "department") is not None)
        elif sections:
            in_charge += of_kind(labelled(line)[:1], "department") is not None
            if in_charge < 2:
                sections[-1].lines.append(line)
            elif not line.blank and (not lost or lost[-1].at is not sections[-1].at):
                lost.append(_Section("", line.text, chapter, sections[-1].at))
                text = f"「{line.text}」から次の基本施策までは、どの基本施策のことか読み取れません。"
                doubts.append(Doubt(text, place_of("", sections[-1].number, line)))
    if not sections:
        raise UnreadableDocument("計画の基本施策が見つかりません。")
    _to_their_sections(sections)
    nth_plan = "" if plan == UNKNOWN_PLAN else f"第{plan}"
    aims: dict[str, list[Prose]] = {section.number: [] for section in sections}
    for section in sections:
        document = f"{nth_plan}{city}{kind} {section.chapter.split(' ')[0]}".strip()
        section.lines, found = aims_by_arrows(section.lines)
        for aim in found:
            code = _number(aim.code)
            if code and code not in aims:
                text = f"「{aim.text}」は、どの基本施策のことか読み取れず、取り込んでいません。"
                doubts.append(Doubt(text, place_of(document, code, aim.at)))
                continue
            number = code or section.number
            if aim.doubt is not None:
                doubts.append(Doubt(aim.text, place_of(document, number, aim.at)))
            aims[number].append(Prose(aim.text, place_of(document, f"{number} 指標", aim.at)))
    return [
        _told(section, sections, city, plan, f"{nth_plan}{city}{kind}", aims[section.number], doubts)
        for section in sections
    ], doubts


def _to_their_sections(sections: Sequence[_Section]) -> None:
    """Measures of several basic measures of one page, printed below the last of them, go with their steps to their own."""
    numbers = {section.number: section for section in sections}
    for section in sections:
        kept: list[Line] = []
        under = kept
        for line in section.lines:
            if match := _MEASURE.fullmatch(line.text):
                above = _number(match["code"]).rsplit("-", 1)[0]
                other = numbers.get(above, section)
                under = kept if other is section else other.lines
            elif not _STEP.match(line.text):
                under = kept
            under.append(line)
        section.lines = kept


def _number(code: str) -> str:
    return re.sub(r"\s?[-ー]\s?", "-", code)


def _heads_section(lines: Sequence[Line], nth: int) -> tuple[str, str] | None:
    """Number and title of the basic measure that a line heads: who is in charge of it stands beside or right below."""
    line = lines[nth]
    if not re.search(r"\d\s?[-－‐ー−]\s?\d", line.text):
        return None
    found = labelled(line)
    says = found[0].says if found and found[0].kind == "measure" else line.text
    match = _SECTION.fullmatch(says)
    if match is None or (found[0].kind != "measure" and found[0].kind):
        return None
    beside = found[0].kind == "measure" and of_kind(found, "department")
    below = [other for other in lines[nth + 1 :] if not other.blank][:_NEAR]
    if not beside and not any(of_kind(labelled(other)[:1], "department") for other in below):
        return None
    return _number(match["code"]), match["title"].strip()


def _heads_fields(lines: Sequence[Line], nth: int) -> tuple[str, str] | None:
    """Number and title on a line right above the first field of a basic measure: 【施策の展開】."""
    match = _SECTION.fullmatch(lines[nth].text)
    below = next((other for other in lines[nth + 1 :] if not other.blank), None)
    if (
        match is None
        or BETWEEN in lines[nth].raw
        or below is None
        or not (_FIELD.fullmatch(below.text) or FIELD_LABELS.fullmatch(below.text))
    ):
        return None
    return _number(match["code"]), match["title"].strip()


def _told(
    section: _Section,
    sections: Sequence[_Section],
    city: str,
    plan: str,
    named: str,
    aims: Sequence[Prose],
    doubts: list[Doubt],
) -> PlanSection:
    chapter = section.chapter or named
    document = f"{named} {section.chapter.split(' ')[0]}".strip()
    number = section.number
    issues: list[Line] = []
    unread: list[Line] = []
    came_to: list[Prose] = []
    heading = ""
    measures: list[tuple[str, str, Line, list[Line]]] = []
    left, more, in_table = without_aims(section.lines, document, number)
    doubts += in_table
    for line in left:
        if line.blank or of_kind(labelled(line)[:1], "department") or of_kind(labelled(line)[:1], "related"):
            continue
        text = line.text
        if match := _MEASURE.fullmatch(text):
            measures.append((_number(match["code"]), match["title"], line, []))
        elif match := _CAME_TO.fullmatch(text):
            came_to.append(Prose(_came_to(match, heading), place_of(document, f"{number} 指標", line)))
        elif FIELD_LABELS.fullmatch(text):
            heading = text
        elif match := _FIELD.fullmatch(text):
            heading = match["says"].strip()
        elif measures and (_STEP.match(text) or (measures[-1][3] and not measures[-1][3][-1].text.endswith("。"))):
            measures[-1][3].append(line)
        elif re.match(r"現[状況]", heading):
            issues.append(line)
        elif re.search(r"\d", text):
            unread.append(line)
    if unread:
        said = f"「{unread[0].text}」など{len(unread)}行は、読み取っていません。"
        doubts.append(Doubt(said, place_of(document, number, unread[0])))
    own = [of for other in sections if other is section for of in measures]
    for of in own:
        if not is_below(of[0], number):
            text = f"施策{of[0]}が、基本施策{number}のところに印刷されています。"
            doubts.append(Doubt(text, place_of(document, of[0], of[2])))
    return PlanSection(
        city=city,
        code=Code(plan, number),
        title=section.title,
        chapter=chapter,
        issues=tuple(
            Prose(joined(part), place_of(document, f"{number} 現状と課題", part[0]), quoted=True)
            for part in paragraphs(issues)
        ),
        policies=(),
        measures=tuple(_measure(of, plan, document) for of in measures),
        source=place_of(document, number, section.at),
        aims=(*aims, *more, *came_to),
    )


def _measure(of: tuple[str, str, Line, list[Line]], plan: str, document: str) -> PlanMeasure:
    number, title, at, lines = of
    steps: list[list[Line]] = []
    for line in lines:
        if _STEP.match(line.text) or not steps:
            steps.append([])
        steps[-1].append(line)
    goals = tuple(Goal(_STEP.sub("", joined(step)), None) for step in steps)
    return PlanMeasure(Code(plan, number), title, goals, (), (), place_of(document, number, at))


def _came_to(match: re.Match[str], heading: str) -> str:
    cells = []
    for what, cell in (("目標", match["target"]), ("実績", match["result"])):
        of = _WHEN.fullmatch(cell)
        cells.append(f"{what}（{of['when']}）が{of['value']}" if of else f"{what}が{cell}")
    return (
        f"{match['name']}は、{heading}で、{'、'.join(cells)}です。"
        if heading
        else f"{match['name']}は、{'、'.join(cells)}です。"
    )
