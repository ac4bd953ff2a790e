"""What belongs to what: a thing's place in the plan, the goals, plans, measures and projects under it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, PlanSection, Project, Results, Source
from knowledge.reply import Reply
from knowledge.telling.composing import Told, distinct, reply, title_of
from knowledge.telling.listing import counted


def headings(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The numbered goals of a measure, headings only."""
    sheet = subject.sheet
    if not isinstance(sheet, (PlanMeasure, Results)) or not sheet.goals:
        return None
    lines = [f"{title_of(subject)}の目標は、次の{counted(sheet.goals)}です。"]
    lines += [f"{nth} {goal.heading}" for nth, goal in enumerate(sheet.goals, 1)]
    source = next((goal.text.source for goal in sheet.goals if goal.text), sheet.source)
    return reply(knowledge, [subject], "goals", Told(tuple(lines), (source,)))


def goals_of_section(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The goals of all measures of a section, headings only."""
    sheet = subject.sheet
    if not isinstance(sheet, PlanSection):
        return None
    lines = [f"{title_of(subject)}の目標は、次のとおりです。"]
    for measure in sheet.measures:
        lines.append(f"施策{measure.code.number} {measure.title}")
        lines += [f"・{goal.heading}" for goal in measure.goals]
    sources = distinct(measure.source for measure in sheet.measures)
    return reply(knowledge, [subject], "goals", Told(tuple(lines), sources))


def individual_plans(knowledge: Knowledge, about: Sequence[Subject]) -> Reply | None:
    """The 個別計画 of measures."""
    lines: list[str] = []
    sources: list[Source] = []
    for subject in about:
        sheet = subject.sheet
        if not isinstance(sheet, PlanMeasure):
            continue
        if sheet.plans:
            lines.append(f"{title_of(subject)}の個別計画は、次のとおりです。")
            lines += [f"・{plan}" for plan in sheet.plans]
        else:
            lines.append(f"{title_of(subject)}には、個別計画が書かれていません。")
        sources.append(sheet.source)
    if not lines:
        return None
    return reply(knowledge, about, "plans", Told(tuple(lines), distinct(sources)))


def place_in_plan(knowledge: Knowledge, subject: Subject) -> Reply:
    """Where in the plan a thing stands: its codes and titles."""
    sheet = subject.sheet
    plan = knowledge.plan_name(subject.plan, subject.city)
    if isinstance(sheet, Project):
        lines = [f"{sheet.name}は、次の施策に位置付けられています（{plan}）。"]
        lines += [f"・{code.number} {title}" for code, title in sheet.measures]
    elif isinstance(sheet, Results):
        what = f"{subject.name}は、" if subject.is_figure else ""
        lines = [
            f"{what}{plan}の施策{sheet.code.number}「{sheet.title}」です。",
            f"（{sheet.chapter}／{sheet.section}）",
        ]
    elif isinstance(sheet, PlanMeasure):
        lines = [f"{plan}の施策{sheet.code.number}「{sheet.title}」に書かれています。"]
    else:
        lines = [f"{plan}の基本施策{sheet.code.number}「{sheet.title}」に書かれています（{sheet.chapter}）。"]
        lines += [f"・{measure.code.number} {measure.title}" for measure in sheet.measures]
    return reply(knowledge, [subject], "code", Told(tuple(lines), (sheet.source,)))


def measures_of(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The measures of a section of the plan."""
    sheet = subject.sheet
    if not isinstance(sheet, PlanSection):
        return None
    lines = [f"基本施策{sheet.code.number}「{sheet.title}」の施策は、次の{counted(sheet.measures)}です。"]
    lines += [f"・{measure.code.number} {measure.title}" for measure in sheet.measures]
    return reply(knowledge, [subject], "list", Told(tuple(lines), (sheet.source,)))


def projects_of(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The projects of a measure; None for a plan that names none."""
    projects = knowledge.projects_of(subject)
    if not projects:
        return None
    lines = [f"{title_of(subject)}の事業は、次の{counted(projects)}です。"]
    lines += [f"・{project.name}" for project in projects]
    told = Told(tuple(lines), distinct(project.sheet.source for project in projects))
    return reply(knowledge, [subject], "projects", told)


def strategy(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """Where a measure or project stands in the 創生総合戦略; None for a plan."""
    sheet = subject.sheet
    if not isinstance(sheet, (Results, Project)):
        return None
    name = sheet.name if isinstance(sheet, Project) else f"施策{sheet.code.number}「{sheet.title}」"
    if sheet.strategy is None:
        said = f"{name}は、創生総合戦略には「該当なし」とされています。"
    else:
        said = f"{name}は、創生総合戦略の「{sheet.strategy}」に当たります。"
    return reply(knowledge, [subject], "strategy", Told((said,), (sheet.source,)))
