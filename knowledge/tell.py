"""The answers themselves: what one thing's sheet or section says about one aspect, with its source.

Each function takes what was found and returns a Reply, or None where the documents hold nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge import wording
from knowledge.model import PlanMeasure, PlanSection, Project, Prose, Results, Source
from knowledge.refuse import choice, first_aspect
from knowledge.reply import Bars, Choice, Outcome, Reply, Topic
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Passage, Subject
from knowledge.text import fiscal_year_name
from knowledge.understanding import Knowledge

# As much as a small phone shows at once; a single statement is never cut.
_MAX_PROSE_CHARS = 320
_MAX_CHOICES = 4
_PARTS_SAID = {
    "reason": "理由", "next": "今後の取組", "efforts": "これまでの取組", "goals": "目標", "issues": "現状と課題",
    "policies": "方針", "overview": "事業の概要", "purpose": "目的", "achievements": "実績", "aim": "目標",
    "caption": "写真の説明",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A part of an answer before it is put together."""

    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    summary: bool = False
    bars: tuple[Bars, ...] = ()


def reply(
    knowledge: Knowledge, about: Sequence[Subject], aspect: str, told: Told, outcome: Outcome = "answered"
) -> Reply:
    """Put an answer together: its lines, the measure and department, the source; choices and topic for what follows."""
    first = about[0]
    home = _home_line(first) if len({subject.home for subject in about}) == 1 else None
    lines = [*told.lines, *([home] if home else []), wording.cited(told.sources, summary=told.summary)]
    slots: dict[str, str | list[str]] = {"subjects": [subject.key for subject in about], "aspect": aspect}
    if first.year is not None:
        slots["year"] = fiscal_year_name(first.year)
    return Reply(
        outcome,
        "\n".join(lines),
        slots,
        told.sources,
        next_choices(knowledge, first, aspect) if len(about) == 1 else _choices_among(about, aspect),
        told.bars,
        Topic(tuple(subject.key for subject in about), aspect),
    )


def next_choices(knowledge: Knowledge, subject: Subject, aspect: str) -> tuple[Choice, ...]:
    """What can be asked next about the same thing, and is answered."""
    sheet = subject.sheet
    if isinstance(sheet, PlanSection):
        offered = ["policies", "issues", "list"]
    elif isinstance(sheet, PlanMeasure):
        offered = ["goals", *(["efforts"] if sheet.efforts else []), *(["plans"] if sheet.plans else [])]
    elif isinstance(sheet, Project):
        offered = ["budget", *(["reason"] if _differs(subject) else []), "next", "department", "overview"]
        if subject.is_figure:
            offered.insert(0, "figure")
    else:
        offered = ["figure", *(["reason"] if _differs(subject) else []), "next"]
        offered += [*(["budget"] if knowledge.projects_of(subject) else []), "department"]
    said = "figure" if aspect in FIGURES else "budget" if aspect in {"spent", "left"} else aspect
    return tuple(choice(subject, one) for one in offered if one != said)[:_MAX_CHOICES]


def _choices_among(about: Sequence[Subject], aspect: str) -> tuple[Choice, ...]:
    """After an answer about several things: one of them, by its name."""
    choices = []
    for subject in about[:_MAX_CHOICES]:
        wanted = first_aspect(subject)
        if wanted == "budget" and aspect in MONEY:
            wanted = "overview"
        choices.append(choice(subject, wanted, named=True))
    return tuple(choices)


def figures(knowledge: Knowledge, about: Sequence[Subject], aspects: Iterable[str] = ()) -> Reply:
    """Target and result of one or several rows, in full; with the verdict where it is asked for."""
    rows = [(subject, subject.row) for subject in about if subject.row is not None]
    asked = frozenset(aspects)
    judged = not {"reached", "gap"}.isdisjoint(asked)
    lines = []
    for subject, row in rows:
        lines.append(("・" if len(rows) > 1 else "") + wording.figure_line(subject, row))
        said = wording.verdict(subject, row)
        if judged and said and wording.difference(row) and len(rows) == 1:
            lines.append(said.split("（")[0] + "。")
        if "ratio" in asked and (share := wording.share(subject, row)):
            lines.append(share)
        if row.doubt:
            lines.append(f"※{row.doubt}")
    told = Told(
        tuple(lines),
        _distinct(row.source for _, row in rows),
        bars=tuple(wording.bars(subject, row) for subject, row in rows if row.result.printed is not None),
    )
    return reply(knowledge, about, "figure", told)


def money(knowledge: Knowledge, projects: Sequence[Subject], aspects: Sequence[str]) -> Reply:
    """事業費, 従事人工 or 予算科目 of projects."""
    aspect = next((one for one in ("account", "staffing", "left", "spent", "budget") if one in aspects), "budget")
    lines: list[str] = []
    sources: list[Source] = []
    bars: list[Bars] = []
    for subject in projects:
        sheet = subject.sheet
        if not isinstance(sheet, Project):
            raise TypeError(f"{subject.key} is no project")
        mark = "・" if len(projects) > 1 else ""
        year = fiscal_year_name(sheet.year)
        if aspect == "account":
            lines.append(f"{mark}{sheet.name}の予算科目は、{'・'.join(sheet.account)}です。")
            sources.append(sheet.source)
        elif aspect == "staffing":
            spent, planned = wording.said(sheet.staffing.result), wording.said(sheet.staffing.target)
            lines.append(
                f"{mark}{year}の{sheet.name}の従事人工（職員何人分の仕事か）は、予算{planned}・実績{spent}でした。"
            )
            sources.append(sheet.staffing.source)
        else:
            planned, spent = wording.said(sheet.budget.target), wording.said(sheet.budget.result)
            lines.append(f"{mark}{year}の{sheet.name}は、予算{planned}・実績{spent}でした。")
            if len(projects) == 1 and (left := left_said(sheet)):
                lines.append(left)
            sources.append(sheet.budget.source)
            bars.append(_outlay_bars(sheet))
    return reply(knowledge, projects, aspect, Told(tuple(lines), _distinct(sources), bars=tuple(bars)))


def left_said(sheet: Project) -> str | None:
    """How much less, or more, was spent than planned."""
    gap = wording.difference(sheet.budget)
    if gap is None:
        return None
    if not gap:
        return "予算と同じ額を使い、残りはありませんでした。"
    amount = f"{abs(gap):,f}千円（{wording.in_yen(abs(gap))}）"
    return f"使った額は、予算より{amount}{'少な' if gap < 0 else '多'}かったです。"


def reason(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """Why result and target differ, or that the sheet does not say; None where a plan is asked, which has no results."""
    if isinstance(subject.sheet, (PlanMeasure, PlanSection)):
        return None
    lines, sources = [], []
    why = _reason_of(subject)
    if subject.row is not None and wording.difference(subject.row) is not None:
        lines.append(wording.figure_line(subject, subject.row))
        sources.append(subject.row.source)
    if why is not None:
        lines.append(f"理由：{why.text}")
        return reply(
            knowledge,
            [subject],
            "reason",
            Told(tuple(lines), _distinct([*sources, why.source]), summary=not why.quoted),
        )
    lines.append("理由は、この資料には書かれていません。")
    return reply(knowledge, [subject], "reason", Told(tuple(lines), _distinct([*sources, subject.sheet.source])))


def next_steps(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """What the city wants to do next, or that the sheet does not say."""
    sheet = subject.sheet
    if isinstance(sheet, PlanSection):
        return None
    if isinstance(sheet, PlanMeasure):
        return None
    if sheet.next_steps is None:
        told = Told(("今後の取組は、この資料には書かれていません。",), (sheet.source,))
        return reply(knowledge, [subject], "next", told)
    told = Told((f"今後の取組：{sheet.next_steps.text}",), (sheet.next_steps.source,), not sheet.next_steps.quoted)
    return reply(knowledge, [subject], "next", told)


def department(knowledge: Knowledge, about: Sequence[Subject]) -> Reply | None:
    """Who is in charge; None for a plan, which names nobody."""
    lines, sources, told_of = [], [], []
    for subject in about:
        sheet = subject.sheet
        if isinstance(sheet, (Results, Project)):
            what = f"「{sheet.name if isinstance(sheet, Project) else sheet.title}」"
            if isinstance(sheet, Results):
                what = f"施策{sheet.code.number}{what}"
            lines.append(f"{what}の担当は、{sheet.department}です。")
            sources.append(sheet.source)
            told_of.append(subject)
    if not told_of:
        return None
    year = told_of[0].year
    lines.append(f"（{fiscal_year_name(year)}の資料によります）" if year else "")
    return reply(knowledge, told_of, "department", Told(tuple(filter(None, lines)), _distinct(sources)))


def prose(knowledge: Knowledge, told_of: Sequence[Passage], aspect: str) -> Reply:
    """Statements of one sheet or section, as many as fit, in the order of the document."""
    chosen: list[Passage] = []
    used = 0
    for passage in told_of:
        if chosen and used + len(passage.prose.text) > _MAX_PROSE_CHARS:
            continue
        chosen.append(passage)
        used += len(passage.prose.text)
    # Whoever listens first to the best one reads them in the order of the document.
    chosen.sort(key=lambda passage: (passage.prose.source.document, passage.prose.source.line or 0))
    parts = {passage.part for passage in chosen}
    only = next(iter(parts)) if len(parts) == 1 else None
    lines = []
    if only and len(chosen) > 1:
        lines.append(f"{_title(chosen[0].subject)}の{_PARTS_SAID[only]}")
    for passage in chosen:
        label = "" if only else f"{_PARTS_SAID[passage.part]}："
        heading = f"【{passage.heading}】" if passage.heading and passage.part == "goals" else ""
        lines.append(("・" if len(chosen) > 1 else "") + label + heading + passage.prose.text)
    if len(chosen) == 1 and only in {"reason", "next", "efforts", "issues"}:
        lines[0] = f"{_PARTS_SAID[only]}：{lines[0]}"
    told = Told(
        tuple(lines),
        _distinct(passage.prose.source for passage in chosen),
        any(not passage.prose.quoted for passage in chosen),
    )
    return reply(knowledge, _subjects(chosen), aspect, told)


def part_said(passage: Passage) -> str:
    """The field a statement comes from, as residents would call it."""
    return _PARTS_SAID[passage.part]


def headings(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The numbered goals of a measure, headings only."""
    sheet = subject.sheet
    if not isinstance(sheet, (PlanMeasure, Results)) or not sheet.goals:
        return None
    lines = [f"{_title(subject)}の目標は、次の{len(sheet.goals)}つです。"]
    lines += [f"{nth} {goal.heading}" for nth, goal in enumerate(sheet.goals, 1)]
    source = next((goal.text.source for goal in sheet.goals if goal.text), sheet.source)
    return reply(knowledge, [subject], "goals", Told(tuple(lines), (source,)))


def goals_of_section(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The goals of all measures of a section, headings only."""
    sheet = subject.sheet
    if not isinstance(sheet, PlanSection):
        return None
    lines = [f"{_title(subject)}の目標は、次のとおりです。"]
    for measure in sheet.measures:
        lines.append(f"施策{measure.code.number} {measure.title}")
        lines += [f"・{goal.heading}" for goal in measure.goals]
    sources = _distinct(measure.source for measure in sheet.measures)
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
            lines.append(f"{_title(subject)}の個別計画は、次のとおりです。")
            lines += [f"・{plan}" for plan in sheet.plans]
        else:
            lines.append(f"{_title(subject)}には、個別計画が書かれていません。")
        sources.append(sheet.source)
    if not lines:
        return None
    return reply(knowledge, about, "plans", Told(tuple(lines), _distinct(sources)))


def place_in_plan(knowledge: Knowledge, subject: Subject) -> Reply:
    """Where in the plan a thing stands: its codes and titles."""
    sheet = subject.sheet
    if isinstance(sheet, Project):
        lines = [f"{sheet.name}は、次の施策に位置付けられています（第{sheet.measures[0][0].plan}振興計画）。"]
        lines += [f"・{code.number} {title}" for code, title in sheet.measures]
    elif isinstance(sheet, Results):
        what = f"{subject.name}は、" if subject.is_figure else ""
        lines = [
            f"{what}第{sheet.code.plan}振興計画の施策{sheet.code.number}「{sheet.title}」です。",
            f"（{sheet.chapter}／{sheet.section}）",
        ]
    elif isinstance(sheet, PlanMeasure):
        lines = [f"第{sheet.code.plan}振興計画の施策{sheet.code.number}「{sheet.title}」に書かれています。"]
    else:
        lines = [
            f"第{sheet.code.plan}振興計画の基本施策{sheet.code.number}「{sheet.title}」に書かれています（{sheet.chapter}）。"
        ]
        lines += [f"・{measure.code.number} {measure.title}" for measure in sheet.measures]
    return reply(knowledge, [subject], "code", Told(tuple(lines), (sheet.source,)))


def measures_of(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The measures of a section of the plan."""
    sheet = subject.sheet
    if not isinstance(sheet, PlanSection):
        return None
    lines = [f"基本施策{sheet.code.number}「{sheet.title}」の施策は、次の{len(sheet.measures)}つです。"]
    lines += [f"・{measure.code.number} {measure.title}" for measure in sheet.measures]
    return reply(knowledge, [subject], "list", Told(tuple(lines), (sheet.source,)))


def projects_of(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The projects of a measure; None for a plan that names none."""
    projects = knowledge.projects_of(subject)
    if not projects:
        return None
    sheet = subject.sheet
    if isinstance(sheet, Project):
        return summary(knowledge, subject)
    lines = [f"{_title(subject)}の事業は、次の{len(projects)}つです。"]
    lines += [f"・{project.name}" for project in projects]
    told = Told(tuple(lines), _distinct(project.sheet.source for project in projects))
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


def summary(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """What a thing is, for whoever says only its name."""
    sheet = subject.sheet
    if subject.is_figure:
        return figures(knowledge, [subject])
    if isinstance(sheet, Project):
        overview = sheet.overview or sheet.purpose
        if overview is None:
            return money(knowledge, [subject], ())
        planned, spent = wording.said(sheet.budget.target), wording.said(sheet.budget.result)
        lines = (
            f"{sheet.name}：{overview.text}",
            f"{fiscal_year_name(sheet.year)}の事業費は、予算{planned}・実績{spent}でした。",
        )
        told = Told(lines, _distinct([overview.source, sheet.budget.source]), not overview.quoted)
        return reply(knowledge, [subject], "overview", told)
    if isinstance(sheet, Results):
        rows = knowledge.rows_of(subject)
        return figures(knowledge, rows) if rows else None
    if isinstance(sheet, PlanMeasure):
        goals = [one for one in knowledge.index.passages if one.subject.key == subject.key and one.part == "goals"]
        if goals and sum(len(one.prose.text) for one in goals) <= _MAX_PROSE_CHARS:
            return prose(knowledge, goals, "goals")
        return headings(knowledge, subject)
    policies = [one for one in knowledge.index.passages if one.subject.key == subject.key and one.part == "policies"]
    heading = f"基本施策{sheet.code.number}「{sheet.title}」の方針"
    measures = f"施策：{'、'.join(f'{measure.code.number} {measure.title}' for measure in sheet.measures)}"
    sources = _distinct([*(one.prose.source for one in policies), sheet.source])
    summarised = any(not one.prose.quoted for one in policies)
    told = Told((heading, *(f"・{one.prose.text}" for one in policies), measures), sources, summarised)
    return reply(knowledge, [subject], "overview", told)


def field_of(subject: Subject, aspect: str) -> Prose | None:
    """理由 or 今後の取組 for this very thing, None where the sheet leaves it empty."""
    if aspect == "reason":
        return _reason_of(subject)
    return subject.sheet.next_steps if isinstance(subject.sheet, (Results, Project)) else None


def _reason_of(subject: Subject) -> Prose | None:
    """The reason a sheet gives for this very thing; one it gives for another row explains nothing here."""
    sheet = subject.sheet
    if not isinstance(sheet, (Results, Project)):
        return None
    if subject.row is None:
        return sheet.reason
    if subject.row.reason is not None:
        return subject.row.reason
    return sheet.reason if not sheet.reason_about or subject.row.name in sheet.reason_about else None


def _differs(subject: Subject) -> bool:
    """Whether there is a reason to be told: result and target differ, and the sheet says why."""
    same = subject.row is not None and wording.difference(subject.row) == 0
    return _reason_of(subject) is not None and not same


def _home_line(subject: Subject) -> str | None:
    """「施策5-1-1 多様な…・担当 市政戦略課」."""
    sheet = subject.sheet
    if isinstance(sheet, Results):
        return f"第{sheet.code.plan}振興計画 {sheet.code.number} {sheet.title}・担当 {sheet.department}"
    if isinstance(sheet, Project):
        return f"担当 {sheet.department}" if not subject.is_figure else f"事業：{sheet.name}・担当 {sheet.department}"
    return None


def _title(subject: Subject) -> str:
    """「施策6-4-1「持続可能な財政の構築」」."""
    sheet = subject.sheet
    if isinstance(sheet, Project):
        return sheet.name
    what = "基本施策" if isinstance(sheet, PlanSection) else "施策"
    return f"{what}{sheet.code.number}「{sheet.title}」"


def _outlay_bars(sheet: Project) -> Bars:
    return Bars(
        title=sheet.name,
        caption=fiscal_year_name(sheet.year),
        target_label="予算",
        target_text=wording.said(sheet.budget.target),
        target=sheet.budget.target.value,
        result_label="実績",
        result_text=wording.said(sheet.budget.result),
        result=sheet.budget.result.value,
        verdict=(left_said(sheet) or "").removesuffix("。") or None,
    )


def _subjects(told_of: Sequence[Passage]) -> list[Subject]:
    return list({passage.subject.key: passage.subject for passage in told_of}.values())


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))
