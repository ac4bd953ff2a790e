"""From the text of a file to what it says: finds out which documents the file holds and reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.documents.doubts import Doubt, doubtful_rows
from knowledge.documents.families import by_family
from knowledge.documents.lines import Line, Progress, UnreadableDocument, lines_of, place_of, too_long
from knowledge.documents.other_forms import read_other_form
from knowledge.documents.other_plans import PLAN_CALLED, holds_other_plan, read_other_plan
from knowledge.documents.pages import begins_head, mended, title_of
from knowledge.documents.plan import holds_plan, read_plan
from knowledge.documents.results import read_results
from knowledge.documents.reviews import read_reviews
from knowledge.documents.sheet import Sheet, looks_ahead, sheets
from knowledge.language.numerals import number_typed
from knowledge.language.text import UNKNOWN_PLAN
from knowledge.ledger.directions import directed_by_sheet, sayings_of
from knowledge.model import PlanSection, Project, Results

_NTH = r"第([\d一二三四五六七八九十]{1,3})次"
_CITY = r"([^\s、。・「」『』（）第\d]{1,10}?[市町村])"
_PLAN_NAMED = re.compile(rf"(?:{_NTH}{_CITY}|{_CITY}{_NTH})({PLAN_CALLED})")


@dataclass(frozen=True)
class Document:
    """What one file says, word for word, with page and line, and what in it is not sure."""

    sections: tuple[PlanSection, ...] = ()
    results: tuple[Results, ...] = ()
    projects: tuple[Project, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_document(text: str, *, city: str | None = None, plan: str | None = None, home: str | None = None) -> Document:
    """Read the extracted text of one file; see ``read_lines``."""
    return read_lines(lines_of(text), city=city, plan=plan, home=home)


def holds_known_form(lines: Sequence[Line]) -> bool:
    """Whether anything in the file is a form the readers know; cheap for a long file that holds none."""
    if holds_plan(lines):
        return True
    whole = mended(lines)
    return any(title_of(line) for line in whole) or holds_other_plan(whole)


def read_lines(
    lines: Sequence[Line],
    *,
    city: str | None = None,
    plan: str | None = None,
    home: str | None = None,
    progress: Progress | None = None,
) -> Document:
    """Read the lines of one file; it may hold several sheets of both yearly families, or chapters of a plan.

    ``city`` ("上山市") and ``plan`` ("8次") are taken from the text where they are not given: no head of a sheet prints
    them, but the plan is named in the sentences. ``home`` is the city whose documents are read where neither is known.
    ``progress(done, total)`` is called for every sheet. A sheet that cannot be read is a doubt where others can.
    Raises UnreadableDocument for anything that is no known document, and where no city is given or named.
    """
    whole = mended(lines)
    of_sheets, of_plan = by_family(whole)
    if not of_sheets and not of_plan and holds_other_plan(whole):
        named = _whose(_newest_plan(whole), city, plan, home)
        other, doubts = read_other_plan(whole, *named, kind=_kind_named(whole, named))
        return Document(sections=tuple(other), doubts=(*_unknown_plan(whole, named), *doubts))
    if not of_sheets and not of_plan:
        raise UnreadableDocument(
            "市の計画、主要施策の成果説明書、実施計画兼予算要求書（検証）のどれでもないため、読み取れません。"
        )
    read: list[Document] = []
    if of_plan:
        named = _whose(_newest_plan(of_plan), city, plan, home)
        sections, doubts = read_plan(of_plan, *named, kind=_kind_named(of_plan, named), progress=progress)
        read.append(Document(sections=tuple(sections), doubts=(*_unknown_plan(of_plan, named), *doubts)))
    if of_sheets:
        named = _whose(_plan_in_force(of_sheets) or _city_of_title(of_sheets), city, plan, home)
        read.append(_yearly(sheets(of_sheets), named, _unknown_plan(of_sheets, named), progress))
    return _together(read)


def _together(read: Sequence[Document]) -> Document:
    return Document(
        tuple(section for document in read for section in document.sections),
        tuple(sheet for document in read for sheet in document.results),
        tuple(project for document in read for project in document.projects),
        tuple(doubt for document in read for doubt in document.doubts),
    )


def _yearly(
    found: Sequence[Sheet], named: tuple[str, str], doubts: Sequence[Doubt], progress: Progress | None
) -> Document:
    results: list[Results] = []
    projects: list[Project] = []
    all_doubts = list(doubts)
    faults: list[UnreadableDocument] = []
    for nth, sheet in enumerate(found, 1):
        try:
            if too_long(sheet.lines):
                raise sheet.fault("ほかの文章が混ざっているようです（長すぎます）")
            if sheet.is_results and not any(map(begins_head, sheet.lines)):
                of_measures, of_projects = read_other_form(sheet, *named, all_doubts)
                if not of_measures and not of_projects:
                    raise sheet.fault("所属がありません")
                results += of_measures
                projects += of_projects
            elif sheet.is_results:
                results.extend(read_results(sheet, *named, all_doubts))
            else:
                projects.append(read_reviews(sheet, *named, all_doubts))
        except UnreadableDocument as fault:
            faults.append(fault)
            all_doubts.append(Doubt(str(fault), place_of(sheet.title, "", sheet.first)))
        if progress is not None:
            progress(nth, len(found))
    if not results and not projects:
        raise faults[0]
    results = [replace(sheet, indicators=directed_by_sheet(sheet.indicators, *sayings_of(sheet))) for sheet in results]
    projects = [
        replace(sheet, activities=directed_by_sheet(sheet.activities, *sayings_of(sheet))) for sheet in projects
    ]
    all_doubts += _twice(results, projects)
    return Document((), tuple(results), tuple(projects), (*all_doubts, *doubtful_rows([*results, *projects])))


def _twice(results: Sequence[Results], projects: Sequence[Project]) -> list[Doubt]:
    """Sheets that stand in one file more than once under the same department and name."""
    keyed = [
        *((sheet.year, sheet.department, f"施策{sheet.code.number}", sheet.source) for sheet in results),
        *((sheet.year, sheet.department, sheet.name, sheet.source) for sheet in projects),
    ]
    times = Counter(key[:3] for key in keyed)
    return [
        Doubt(f"「{name}」（{department}）のシートが、ファイルの中に{count}つあります。", source)
        for year, department, name, source in keyed
        if (count := times[year, department, name]) > 1
    ]


def _unknown_plan(lines: Sequence[Line], named: tuple[str, str]) -> list[Doubt]:
    if named[1] != UNKNOWN_PLAN:
        return []
    return [Doubt("第何次の計画の施策番号か、本文から読み取れません。", place_of("", "", lines[0]))]


def _whose(named: tuple[str, str] | None, city: str | None, plan: str | None, home: str | None) -> tuple[str, str]:
    """City and plan: what is given goes before what the text names."""
    named_city, named_plan = named or (None, None)
    city = city or named_city or home
    plan = plan or named_plan or (UNKNOWN_PLAN if home else None)
    if city is None or plan is None:
        raise UnreadableDocument("どの市町村の第何次の計画についての文書か、本文から読み取れません。")
    return city, plan


def _city_of_title(lines: Sequence[Line]) -> tuple[str, str] | None:
    """The city that the titles of the sheets name, of no plan; None where they name none, or several."""
    cities = {title.city for line in lines if (title := title_of(line)) and title.city}
    return (cities.pop(), UNKNOWN_PLAN) if len(cities) == 1 else None


def _newest_plan(lines: Sequence[Line]) -> tuple[str, str] | None:
    """A plan looks back at the one before it; its own number is the highest it names."""
    return max(_plans_named(lines), key=lambda named: int(named[1].removesuffix("次")), default=None)


def _plan_in_force(lines: Sequence[Line]) -> tuple[str, str] | None:
    """A results sheet looks ahead to the plan after it, in 今後の取組; everywhere else it speaks of its own."""
    looking_ahead = False
    of_the_year = []
    for line in lines:
        if looks_ahead(line):
            looking_ahead = True
        elif title_of(line) is not None:
            looking_ahead = False
        if not looking_ahead:
            of_the_year.append(line)
    counted = Counter(_plans_named(of_the_year)).most_common(1)
    return counted[0][0] if counted else None


def _plans_named(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """City and plan of every mention such as 第8次上山市振興計画, also where a line breaks within it."""
    text = "".join(line.text for line in lines)
    return [(match[2] or match[3], f"{number_typed(match[1] or match[4])}次") for match in _PLAN_NAMED.finditer(text)]


def _kind_named(lines: Sequence[Line], named: tuple[str, str]) -> str:
    """What this city calls its plan (総合計画), where it names the plan by its number, else wherever it speaks of one."""
    text = "".join(line.text for line in lines)
    kinds = [
        match[5]
        for match in _PLAN_NAMED.finditer(text)
        if (match[2] or match[3], f"{number_typed(match[1] or match[4])}次") == named
    ]
    if kinds:
        return kinds[0]
    spoken_of = Counter(match[0] for match in re.finditer(PLAN_CALLED, text)).most_common(1)
    return spoken_of[0][0] if spoken_of else "の計画"
