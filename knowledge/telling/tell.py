"""The answers themselves: what one thing's sheet or section says about one aspect, with its source.

Each function takes what was found and returns a Reply, or None where the documents hold nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Passage, Subject
from knowledge.ledger.withdrawal import HELD_BACK, is_held_back
from knowledge.model import PlanMeasure, PlanSection, Project, Prose, Results, Source
from knowledge.reply import Bars, Reply
from knowledge.telling import belonging, refuse, wording
from knowledge.telling.composing import Told, distinct, reason_of, reply, title_of
from knowledge.telling.joining import joined
from knowledge.telling.quoting import worded
from knowledge.telling.reasons import steps_for_row
from knowledge.telling.reasons_elsewhere import reason_elsewhere

# As much as a small phone shows at once; a single statement is never cut.
_MAX_PROSE_CHARS = 320
# All that one field of a sheet says is seldom longer, and who asks for it wants it whole.
_MAX_FIELD_CHARS = 430
# Whose next steps are told where they say nothing of the row that was asked for: a measure's (True), or a project's.
_OF_THE_WHOLE = {True: "施策全体の", False: "事業全体の"}
# 「…開催回数（令和5年度より審議会廃止）」 says itself why nothing is counted.
_NOTE_OF_ROW = re.compile(
    "[（(]([^（）()]*(?:廃止|休止|中止|終了|移管|統合|隔年|未実施|新設|開始|取りやめ)[^（）()]*)[）)]"
)
_NOT_IN_FIELD = "理由の欄には書かれていませんが、関係することが次のように書かれています。"
_PARTS_SAID = {
    "reason": "理由", "next": "今後の取組", "efforts": "これまでの取組", "goals": "目標", "issues": "現状と課題",
    "policies": "方針", "overview": "事業の概要", "purpose": "目的", "achievements": "実績", "aim": "目標",
    "aims": "計画の指標", "caption": "写真の説明", "more": "ほかの資料から",
}  # fmt: skip


def figures(knowledge: Knowledge, about: Sequence[Subject], aspects: Iterable[str] = ()) -> Reply:
    """Target and result of one or several rows, in full; with the verdict where it is asked for."""
    rows = [(subject, subject.row) for subject in about if subject.row is not None]
    asked = frozenset(aspects)
    judged = not {"reached", "gap"}.isdisjoint(asked)
    lines = []
    for subject, row in rows:
        lines.append(("・" if len(rows) > 1 else "") + wording.figure_line(subject, row))
        said = wording.judgement(subject, row)
        if judged and said and outcomes.difference(row) and len(rows) == 1:
            lines.append(said)
        if "ratio" in asked and (share := wording.share(subject, row)):
            lines.append(share)
        if row.doubt and not is_held_back(row):
            lines.append(f"※{row.doubt}")
    if rows and all(is_held_back(row) for _, row in rows):
        return refuse.held_back(knowledge, lines)
    told = Told(
        tuple(lines),
        distinct(row.source for _, row in rows if not is_held_back(row)),
        bars=tuple(wording.bars(subject, row) for subject, row in rows if row.result.printed is not None),
    )
    return reply(knowledge, about, "figure", told)


def no_figures(knowledge: Knowledge, subject: Subject) -> Reply:
    """A sheet that has no table of targets and results."""
    told = Told(
        (f"{title_of(subject)}の成果の資料には、目標値や実績の数字の記載がありません。",), (subject.sheet.source,)
    )
    return reply(knowledge, [subject], "figure", told)


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
        elif is_held_back(sheet.staffing if aspect == "staffing" else sheet.budget):
            lines.append(mark + wording.held_back(sheet.name + ("の従事人工" if aspect == "staffing" else ""), year))
        elif aspect == "staffing":
            spent, planned = wording.said(sheet.staffing.result), wording.said(sheet.staffing.target)
            lines.append(
                f"{mark}{year}の{sheet.name}の従事人工（職員何人分の仕事か）は、予算{planned}・実績{spent}でした。"
            )
            sources.append(sheet.staffing.source)
            lines += [f"※{sheet.staffing.doubt}"] if sheet.staffing.doubt else []
        else:
            planned, spent = wording.said(sheet.budget.target), wording.said(sheet.budget.result)
            unread = sheet.budget.doubt and sheet.budget.target.printed is None and sheet.budget.result.printed is None
            lines.append(
                f"{mark}{year}の{sheet.name}の予算と実績の額は、資料から確かには読み取れません。"
                if unread
                else f"{mark}{year}の{sheet.name}は、予算{planned}・実績{spent}でした。"
            )
            if len(projects) == 1 and (left := left_said(sheet)):
                lines.append(left)
            lines += [f"※{sheet.budget.doubt}"] if sheet.budget.doubt else []
            sources.append(sheet.budget.source)
            bars.append(_outlay_bars(sheet))
    if lines and not sources:
        return refuse.held_back(knowledge, lines)
    return reply(knowledge, projects, aspect, Told(tuple(lines), distinct(sources), bars=tuple(bars)))


def left_said(sheet: Project) -> str | None:
    """How much less, or more, was spent than planned."""
    left = outcomes.left(sheet.budget)
    if left is None:
        return None
    if not left:
        return "予算と同じ額を使い、残りはありませんでした。"
    return f"使った額は、予算より{wording.thousands(abs(left))}{'少な' if left > 0 else '多'}かったです。"


def reason(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """Why result and target differ, or that the sheet does not say; None where a plan is asked, which has no results."""
    if isinstance(subject.sheet, (PlanMeasure, PlanSection)):
        return None
    lines, sources = [], []
    why = reason_of(subject)
    if subject.row is not None and outcomes.difference(subject.row) is not None:
        lines.append(wording.figure_line(subject, subject.row))
        sources.append(subject.row.source)
    if why is not None and is_held_back(why):
        lines.append(f"理由は、{HELD_BACK}")
        if not sources:
            return refuse.held_back(knowledge, lines)
        return reply(knowledge, [subject], "reason", Told(tuple(lines), distinct(sources)))
    if why is not None:
        lines.append(f"理由：{worded(why)}")
        return reply(
            knowledge,
            [subject],
            "reason",
            Told(tuple(lines), distinct([*sources, why.source]), statements=(why,)),
        )
    if subject.row is not None and (note := _NOTE_OF_ROW.search(subject.row.name)):
        lines.append(f"理由の欄には書かれていませんが、項目の名前に「{note[1]}」と書き添えられています。")
        sources.append(subject.row.source)
    elif (beside := reason_elsewhere(knowledge, subject)) is not None:
        lines += [_NOT_IN_FIELD, f"{part_said(beside)}：{worded(beside.prose)}"]
        told = Told(tuple(lines), distinct([*sources, beside.prose.source]), statements=(beside.prose,))
        return reply(knowledge, [subject], "reason", told)
    else:
        lines.append("理由は、この資料には書かれていません。")
    return reply(knowledge, [subject], "reason", Told(tuple(lines), distinct([*sources, subject.sheet.source])))


def next_steps(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """What the city wants to do next, or that the sheet does not say; None for a part of the plan, which has no such field."""
    sheet = subject.sheet
    if isinstance(sheet, (PlanMeasure, PlanSection)):
        return None
    if sheet.next_steps is None:
        told = Told(("今後の取組は、この資料には書かれていません。",), (sheet.source,))
        return reply(knowledge, [subject], "next", told)
    if is_held_back(sheet.next_steps):
        return refuse.held_back(knowledge, [f"今後の取組は、{HELD_BACK}"])
    steps = sheet.next_steps
    whole = ""
    if subject.row is not None:
        steps = steps_for_row(steps, subject.name)
        if len(knowledge.rows_of(subject)) > 1 and not _speaks_of(knowledge, steps.text, subject.name):
            whole = _OF_THE_WHOLE[isinstance(sheet, Results)]
    told = Told((f"{whole}今後の取組：{worded(steps)}",), (steps.source,), (steps,))
    return reply(knowledge, [subject], "next", told)


def _speaks_of(knowledge: Knowledge, text: str, name: str) -> bool:
    """Whether a text has any word of a printed name that tells something."""
    return bool(knowledge.index.tokens(text) & knowledge.index.tokens(name) - knowledge.book.ignored)


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
    return joined([reply(knowledge, told_of, "department", Told(tuple(filter(None, lines)), distinct(sources)))])


def prose(knowledge: Knowledge, told_of: Sequence[Passage], aspect: str) -> Reply:
    """Statements of one sheet or section, as many as fit, in the order of the document; of a list of one field it is said
    how many more there are."""
    chosen: list[Passage] = []
    used = 0
    most = _MAX_FIELD_CHARS if len({(one.subject.home, one.part) for one in told_of}) == 1 else _MAX_PROSE_CHARS
    for passage in told_of:
        if chosen and used + len(passage.prose.text) > most:
            continue
        chosen.append(passage)
        used += len(passage.prose.text)
    several = len({passage.subject.home for passage in chosen}) > 1
    if not several:
        # Whoever listens first to the best one reads them in the order of the document.
        chosen.sort(key=lambda passage: (passage.prose.source.document, passage.prose.source.line or 0))
    parts = {passage.part for passage in chosen}
    only = next(iter(parts)) if len(parts) == 1 and not several else None
    lines = []
    if only and len(chosen) > 1:
        lines.append(f"{title_of(chosen[0].subject)}の{_PARTS_SAID[only]}")
    for passage in chosen:
        label = "" if only else f"{_PARTS_SAID[passage.part]}："
        if several:
            label = f"{title_of(passage.subject)}の{label}"
        heading = f"【{passage.heading}】" if passage.heading and passage.part == "goals" else ""
        lines.append(("・" if len(chosen) > 1 else "") + label + heading + worded(passage.prose))
    if only and len(chosen) > 1 and aspect != "overview" and (more := _left_out(knowledge, chosen)):
        lines.append(f"（ほかに{more}つ書かれています）")
    if len(chosen) == 1 and only in {"reason", "next", "efforts", "issues", "aims"}:
        lines[0] = f"{_PARTS_SAID[only]}：{lines[0]}"
    told = Told(
        tuple(lines),
        distinct(passage.prose.source for passage in chosen),
        tuple(passage.prose for passage in chosen),
    )
    made = reply(knowledge, _subjects(chosen), aspect, told)
    if len(chosen) > 1 or made.topic is None:
        return made
    return replace(made, topic=replace(made.topic, statement=chosen[0].fingerprint))


def _left_out(knowledge: Knowledge, told: Sequence[Passage]) -> int:
    """How many more statements the field has from which those told are."""
    subjects = {one.subject.key: one.subject for one in told}
    if len(subjects) > 1:
        return 0
    subject, part = told[0].subject, told[0].part
    all_there = {one.prose for one in knowledge.index.passages_of(subject) if one.part == part}
    return len(all_there - {one.prose for one in told})


def part_said(passage: Passage) -> str:
    """The field a statement comes from, as residents would call it."""
    return _PARTS_SAID[passage.part]


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
            f"{sheet.name}：{worded(overview)}",
            f"{fiscal_year_name(sheet.year)}の事業費は、予算{planned}・実績{spent}でした。",
        )
        told = Told(lines, distinct([overview.source, sheet.budget.source]), (overview,))
        return reply(knowledge, [subject], "overview", told)
    if isinstance(sheet, Results):
        rows = knowledge.rows_of(subject)
        return figures(knowledge, rows) if rows else None
    if isinstance(sheet, PlanMeasure):
        goals = [one for one in knowledge.index.passages_of(subject) if one.part == "goals"]
        if goals and sum(len(one.prose.text) for one in goals) <= _MAX_PROSE_CHARS:
            return prose(knowledge, goals, "goals")
        return belonging.headings(knowledge, subject)
    policies = [one for one in knowledge.index.passages_of(subject) if one.part == "policies"]
    heading = f"基本施策{sheet.code.number}「{sheet.title}」の方針"
    measures = f"施策：{'、'.join(f'{measure.code.number} {measure.title}' for measure in sheet.measures)}"
    sources = distinct([*(one.prose.source for one in policies), sheet.source])
    told = Told(
        (heading, *(f"・{worded(one.prose)}" for one in policies), measures),
        sources,
        tuple(one.prose for one in policies),
    )
    return reply(knowledge, [subject], "overview", told)


def field_of(subject: Subject, aspect: str) -> Prose | None:
    """理由 or 今後の取組 for this very thing, None where the sheet leaves it empty."""
    if aspect == "reason":
        return reason_of(subject)
    return subject.sheet.next_steps if isinstance(subject.sheet, (Results, Project)) else None


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
