"""Lists within the part of the sheets that is named: its rows by how they came out, its project that cost most or least."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import Part, part_named, things_named
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name
from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.lists import rankings
from knowledge.lists.projects_in_order import by_money
from knowledge.model import Indicator
from knowledge.question.asking_for_lists import TURNS, asks_missed, farthest_asked, money_ranked
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse, tell, wording
from knowledge.telling.listing import counted, listed, row_sources

_MANY = 12
_PROJECTS_OF_CHAPTER = re.compile(r"章(?:の|に(?:入|含|あ|位置)[^。?？、]{0,10})事業(?!費)")


@dataclass(frozen=True)
class Outcome:
    """How a row came out: ``said`` goes before 指標; ``of_cell``: its result is 0 or stands nowhere."""

    said: str
    holds: Callable[[Indicator], bool]
    of_cell: bool = False


_NO_FIGURE = Outcome(
    "実績の数字が資料に記載されていない", lambda row: row.result.printed is None and not is_held_back(row), True
)
_MISSED = Outcome("目標に届かなかった", lambda row: outcomes.reached(row) is False)
_EXACT = Outcome("目標と実績が同じだった", lambda row: outcomes.difference(row) == 0)
_MET = Outcome("目標を達成した", lambda row: outcomes.reached(row) is True)
_ANY = Outcome("目標のある", lambda _: True)


def by_part(knowledge: Knowledge, question: Question) -> Reply | None:
    """The rows or the project of a part that are asked for; None where the question asks for no such list."""
    asked = question.asked
    text = asked.text
    if asked.asks("reason", "next", "department", "account") or TURNS["of_two"].search(text):
        return None
    if asked.chapters and _PROJECTS_OF_CHAPTER.search(text) and not asked.asks(*MONEY):
        return _projects(knowledge, question)
    money = asked.in_order and money_ranked(asked)
    far = not money and farthest_asked(asked) and TURNS["rows"].search(text) is not None
    state = TURNS["row_state"].search(text) is not None
    listed_too = not money and (state or TURNS["rows_asked"].search(text) is not None)
    outcome = _outcome(asked) if listed_too else None
    if not money and not far and outcome is None:
        return None
    part = part_named(knowledge, question)
    if part is None:
        return _everywhere(knowledge, outcome) if outcome is not None and outcome.of_cell else None
    by_words = bool(things_named(knowledge, question))
    if state and (by_words or asked.codes):
        return None  # one measure: its rows are told with their figures elsewhere
    if asked.codes and outcome is _ANY:
        return None  # the number may be that of a measure of another plan
    if money:
        projects = [one for one in knowledge.subjects if one.kind == "project" and part.has(one)]
        if len(projects) > 1 or not by_words:
            return by_money(knowledge, asked, part)
        named = [group.said for group in things_named(knowledge, question)]
        if "事業" not in text or any(word in plain(one.name) for one in projects for word in named):
            return None
        return refuse.unknown(knowledge, f"{part.said}の事業")  # 花運動 makes no project one of スポーツ
    rows = _rows(knowledge, asked, part, by_words=by_words, of_cells=outcome is not None and outcome.of_cell)
    if len(rows) < 2 and by_words:
        return None  # one row is named: what is asked of it is told with its figures
    if not rows:
        return refuse.unknown(knowledge, f"{part.said}の指標")
    if far or outcome is None:
        return rankings.farthest(knowledge, asked, below=asks_missed(asked) or asked.least, rows=rows)
    if outcome is _ANY and len(rows) <= _MANY:
        return tell.figures(knowledge, rows)
    return _told(knowledge, outcome, rows, part.said)


def _projects(knowledge: Knowledge, question: Question) -> Reply | None:
    """The projects of the chapter that is named; None where the sheets have none of it."""
    part = part_named(knowledge, question)
    chosen = [one for one in knowledge.subjects if one.kind == "project" and part is not None and part.has(one)]
    if part is None or not chosen:
        return None
    year = fiscal_year_name(chosen[0].year or 0)
    lines = [
        f"{year}の資料にある{knowledge.plan_name(chosen[0].plan)}{part.said}の事業は、次の{counted(chosen)}です。",
        *(f"・{one.name}" for one in chosen),
    ]
    return listed(knowledge, chosen, "projects", lines, tuple(one.sheet.source for one in chosen))


def _outcome(asked: Asked) -> Outcome | None:
    text = asked.text
    if TURNS["row_no_figure"].search(text):
        return _NO_FIGURE
    if zero := TURNS["row_zero"].search(text):
        return _zero(zero["unit"] or asked.unit)
    if TURNS["row_state"].search(text):
        return _ANY
    if not asked.asks(*FIGURES) and not TURNS["rows"].search(text):
        return None
    for name, outcome in (("row_missed", _MISSED), ("row_exact", _EXACT), ("row_met", _MET)):
        if TURNS[name].search(text):
            return outcome
    return _ANY if TURNS["rows_all"].search(text) else None


def _zero(unit: str | None) -> Outcome:
    """That nothing came of a row; of those of one unit only, where it is named (「0回だった指標」)."""
    unit = "人" if unit == "名" else unit
    return Outcome(
        f"実績が0{unit or ''}だった",
        lambda row: row.result.value == 0 and (unit is None or unit in row.units),
        of_cell=True,
    )


def _rows(knowledge: Knowledge, asked: Asked, part: Part, *, by_words: bool, of_cells: bool) -> list[Subject]:
    """The indicators of a part; the activities where they are asked for, or where a thing or a department has none.

    ``of_cells``: a cell is asked for that is empty or 0, so none of the part may be left out.
    """
    rows = [one for one in knowledge.subjects if one.row is not None and part.has(one)]
    of_results = [one for one in rows if one.kind == "indicator"]
    activities = [one for one in rows if one.kind == "activity"]
    if "活動指標" in asked.text:
        return activities
    if of_cells and "成果指標" not in asked.text:
        return of_results + activities
    if "成果指標" in asked.text or ((asked.chapters or asked.codes) and not by_words):
        return of_results
    return (of_results + activities if len(of_results) == 1 and by_words else of_results) or activities


def _everywhere(knowledge: Knowledge, outcome: Outcome) -> Reply | None:
    """All rows that came out so."""
    rows = [one for one in knowledge.subjects if one.row]
    return _told(knowledge, outcome, rows, "") if rows else None


def _told(knowledge: Knowledge, outcome: Outcome, rows: Sequence[Subject], said: str) -> Reply:
    chosen = [one for one in rows if one.row and outcome.holds(one.row)]
    year, of = fiscal_year_name(rows[0].year or 0), f"{said}の" if said else ""
    if not chosen:
        none = [f"{year}の資料にある{of}指標（{counted(rows)}）の中に、{outcome.said}ものはありません。"]
        return listed(knowledge, rows, "reached", none, row_sources(rows))
    lines = [f"{year}の資料で、{of}{outcome.said}指標は次の{counted(chosen)}です。"]
    lines += [f"・{one.name}：{_figures(one)}" for one in chosen[:_MANY]]
    if len(chosen) > _MANY:
        lines.append(f"ほかに{counted(chosen[_MANY:])}あります。課や施策の名前を添えると、しぼって調べられます。")
    return listed(knowledge, chosen, "reached", lines, row_sources(chosen))


def _figures(subject: Subject) -> str:
    row = subject.row
    if row is None:
        return ""
    return f"{wording.column(subject)}{wording.set_beside(row)}"
