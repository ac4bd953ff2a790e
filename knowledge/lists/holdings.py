"""What there is: everything of a department, a chapter, a section, a strategy or a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name, may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.departments import sharing
from knowledge.ledger.identity import chapter_of, is_below
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.question.aspects import MONEY
from knowledge.question.slots import Asked, asks_for_words
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.listing import counted, listed, numbered

_THINGS = (
    ("section", re.compile(r"基本施策")),
    ("plans", re.compile(r"個別計画")),
    ("indicator", re.compile(r"指標|目標値")),
    ("project", re.compile(r"事業(?!費)|事業費")),
    ("measure", re.compile(r"施策")),
    ("department", re.compile(r"(?:担当)?課|部署|所属")),
)

# A part of the strategy is asked for by what it is, or by what belongs to it: 「産んでよし」に入っている事業.
_OF_STRATEGY = re.compile("プロジェクト|戦略|基本目標|」|入って|含まれ|位置[付づ]け|属[しす]")
_BETWEEN = re.compile("[・、,\\s]")
_QUOTED, _MIN_TITLE = re.compile("「([^「」]+)」"), 5


def charges_of(knowledge: Knowledge, department: str) -> list[Subject]:
    """The results sheets and projects in the charge of a department, in the order of the documents."""
    return [
        subject
        for subject in knowledge.subjects
        if isinstance(subject.sheet, (Results, Project))
        and subject.key == subject.home
        and department in sharing(subject.sheet.department)
    ]


def of_department(knowledge: Knowledge, name: str) -> Reply:
    """What a department of the sheets has in its charge."""
    about = charges_of(knowledge, name)
    lines = [f"{name}が担当しているのは、次のとおりです（{fiscal_year_name(about[0].year or 0)}の資料）。"]
    for subject in about:
        lines.append(
            f"・施策{subject.codes[0]} {subject.name}" if subject.kind == "results" else f"・事業 {subject.name}"
        )
    sources = tuple(dict.fromkeys(subject.sheet.source for subject in about))
    return listed(knowledge, about, "department", lines, sources)


def section_of_results(knowledge: Knowledge, number: str, plan: str | None) -> Reply | None:
    """The measures of a section ("5-3") of which the results tell; None where a plan has a section of that number."""
    if number.count("-") != 1 or knowledge.with_code(number, plan):
        return None
    results = [
        subject
        for subject in knowledge.subjects
        if subject.kind == "results" and is_below(subject.codes[0], number) and may_be_of_plan(subject.plan, plan)
    ]
    if not results:
        return None
    title = next(subject.sheet.section for subject in results if isinstance(subject.sheet, Results))
    lines = [
        f"{knowledge.plan_name(results[0].plan)}「{title}」の施策は、次のとおりです（成果の資料に載っているもの）。"
    ]
    lines += [f"・{numbered(subject)}" for subject in results]
    return listed(knowledge, results, "list", lines, tuple(subject.sheet.source for subject in results))


def chapter(knowledge: Knowledge, number: str, plan: str | None) -> Reply | None:
    """What a chapter of a plan consists of."""
    sections = _of_plan(
        plan,
        (
            subject
            for subject in knowledge.subjects
            if isinstance(subject.sheet, PlanSection) and chapter_of(subject.codes[0]) == number
        ),
    )
    if sections:
        sheet = sections[0].sheet
        title = sheet.chapter if isinstance(sheet, PlanSection) else ""
        measures = [measure for subject in sections for measure in _measures_under(subject)]
        lines = [
            f"{knowledge.plan_name(sections[0].plan)} {title}の基本施策は{counted(sections)}、施策は{counted(measures)}です。"
        ]
        for subject in sections:
            lines.append(f"{subject.codes[0]} {subject.name}")
            lines += [f"・{measure.code.number} {measure.title}" for measure in _measures_under(subject)]
        return listed(knowledge, sections, "list", lines, tuple(subject.sheet.source for subject in sections))
    results = _of_plan(
        plan,
        (
            subject
            for subject in knowledge.subjects
            if isinstance(subject.sheet, Results)
            and subject.key == subject.home
            and chapter_of(subject.codes[0]) == number
        ),
    )
    if not results:
        return None
    titles = dict.fromkeys(subject.sheet.section for subject in results if isinstance(subject.sheet, Results))
    heading = results[0].sheet.chapter if isinstance(results[0].sheet, Results) else ""
    lines = [
        f"{knowledge.plan_name(results[0].plan)} {heading}には、次のものがあります（成果の資料に載っているもの）。"
    ]
    lines += [f"・{title}" for title in titles]
    return listed(knowledge, results, "list", lines, tuple(subject.sheet.source for subject in results))


def _of_plan(plan: str | None, about: Iterable[Subject]) -> list[Subject]:
    """Those of the plan named; where there are none, those whose papers do not tell of which plan they are."""
    found = [subject for subject in about if may_be_of_plan(subject.plan, plan)]
    return [subject for subject in found if plan in {None, subject.plan}] or found


def _measures_under(subject: Subject) -> Sequence[PlanMeasure]:
    return subject.sheet.measures if isinstance(subject.sheet, PlanSection) else ()


def chapter_called(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The chapter whose title stands in the question (「健やかな暮らしは第何章？」)."""
    for named, plan in knowledge.view.titled_chapters:
        number, _, title = named.partition(" ")
        if title and plain(title) in asked.text and may_be_of_plan(plan, asked.plan):
            return chapter(knowledge, re.sub(r"\D", "", number), plan)
    return None


def section_called(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The measures of the section whose title, or a part of it in quotation marks, stands in the question."""
    quoted = [name for name in _QUOTED.findall(asked.text) if len(name) >= _MIN_TITLE]
    for named, plan in knowledge.view.titled_sections:
        number, _, title = plain(named).partition(" ")
        if not may_be_of_plan(plan, asked.plan) or len(title) < _MIN_TITLE:
            continue
        if asked.chapters and chapter_of(number) not in asked.chapters:
            continue
        if title in asked.text or any(name in title for name in quoted):
            return section_of_results(knowledge, number, plan)
    return None


def by_strategy(knowledge: Knowledge, asked: Asked, *, within: bool) -> Reply | None:
    """The projects that are part of the 創生総合戦略, of a project of it that is named (「来てよし」), or are not."""
    about = [
        subject
        for subject in knowledge.subjects
        if subject.kind == "project"
        and isinstance(subject.sheet, Project)
        and (subject.sheet.strategy is not None) is within
    ]
    if within:
        called = _parts_called(about, asked.text)
        about = [one for one in about if not called or any(name in _strategy(one) for name in called)]
    if not about:
        return None
    lines = [
        "創生総合戦略に位置付けられている事業です。" if within else "創生総合戦略に「該当なし」とされている事業です。"
    ]
    for subject in about:
        if isinstance(subject.sheet, Project):
            lines.append(f"・{subject.name}" + (f"：{subject.sheet.strategy}" if within else ""))
    return listed(knowledge, about, "strategy", lines, tuple(subject.sheet.source for subject in about))


def by_part_of_strategy(knowledge: Knowledge, question: Question) -> Reply | None:
    """What belongs to a part of the strategy that is called by the words the sheets put in quotation marks
    (「来てよしプロジェクトの事業は？」), or what it cost; None where none is, or something else is asked."""
    if not _OF_STRATEGY.search(question.asked.text):
        return None  # a large city has thousands of sheets, and few ask for this
    about = [one for one in knowledge.subjects if one.kind == "project" and _strategy(one)]
    called = _parts_called(about, question.asked.text)
    if not called:
        return None
    if question.asked.asks(*MONEY):
        of_it = [one for one in about if any(name in _strategy(one) for name in called)]
        return tell.money(knowledge, of_it, question.asked.aspects)
    wants = asks_for_words(question.asked) or question.asked.asks("projects", "list")
    return by_strategy(knowledge, question.asked, within=True) if wants else None


def _parts_called(about: Iterable[Subject], text: str) -> set[str]:
    """The names in quotation marks that stand in a folded text, with or without the signs between their words."""
    said = _BETWEEN.sub("", text)
    names = {name for one in about for name in _QUOTED.findall(_strategy(one)) if len(name) > 2}
    return {name for name in names if _BETWEEN.sub("", plain(name)) in said}


def _strategy(subject: Subject) -> str:
    return (subject.sheet.strategy or "") if isinstance(subject.sheet, Project) else ""


def inventory(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """What there is of a kind: 「事業の一覧」, 「どんな基本施策がある？」."""
    if not asked.asks("list", "overview", "plans", "projects", "department") and "いくつ" not in asked.text:
        return None
    kind = next((kind for kind, says in _THINGS if says.search(asked.text)), None)
    if kind is None or (kind == "department" and not asked.asks("list")):
        return None
    if kind == "plans":
        return _all_plans(knowledge)
    if kind == "department":
        names = knowledge.departments
        about = [subject for subject in knowledge.subjects if subject.kind == "results"]
        lines = ["資料に担当として出てくる課は、次のとおりです。", *(f"・{name}" for name in names)]
        return listed(knowledge, about, "department", lines, tuple(subject.sheet.source for subject in about))
    about = [subject for subject in knowledge.subjects if subject.kind == kind]
    if asked.plan:
        about = _of_plan(asked.plan, about)
    elif kind == "measure" and asked.years:
        about = [subject for subject in knowledge.subjects if subject.kind == "results"]
    if not about:
        return None
    said = {"section": "基本施策", "indicator": "指標", "project": "事業", "measure": "施策"}[kind]
    document = about[0].sheet.source.document
    lines = [f"「{document}」にある{said}は、次の{counted(about)}です。"]
    lines += [f"・{numbered(subject)}" for subject in about]
    return listed(knowledge, about, "list", lines, tuple(subject.sheet.source for subject in about))


def _all_plans(knowledge: Knowledge) -> Reply | None:
    """The individual plans of all measures; None where no measure names any."""
    about = [
        subject for subject in knowledge.subjects if isinstance(subject.sheet, PlanMeasure) and subject.sheet.plans
    ]
    if not about:
        return None
    lines = ["計画に出てくる個別計画は、次のとおりです。"]
    for subject in about:
        if isinstance(subject.sheet, PlanMeasure):
            lines.append(f"・{subject.codes[0]}：{'、'.join(subject.sheet.plans)}")
    return listed(knowledge, about, "plans", lines, tuple(subject.sheet.source for subject in about))
