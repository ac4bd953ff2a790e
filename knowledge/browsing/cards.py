"""What lies on a shelf of the plan: a measure, a sheet, a figure or a project on a card, with the ways on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.browsing.places import Way, measure_said
from knowledge.browsing.plan_sheets import PlanSheets
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Indicator, PlanMeasure, Project, Results, Source
from knowledge.reply import Bars
from knowledge.telling import wording

_MAX_WAYS = 3
MAX_LINES = 4
# A list in a text is read on a small screen; the card shows the whole title.
_MAX_LISTED_CHARS = 30


@dataclass(frozen=True)
class Card:
    """One thing on a shelf. ``bars`` are set for figures. ``source`` is where what it tells stands, None where it only
    leads on."""

    title: str
    lines: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    bars: Bars | None = None
    source: Source | None = None


def measure_card(measure: PlanMeasure) -> Card:
    """The card of a measure: its goals, and what may be asked of it."""
    said = measure_said(measure.code.plan, measure.code.number)
    ways = [Way("目標は？", f"{said}の目標は？")]
    if measure.efforts:
        ways.append(Way("これまでの取組は？", f"{said}のこれまでの取組は？"))
    if measure.plans:
        ways.append(Way("個別計画は？", f"{said}の個別計画は？"))
    lines = first_few([f"目標：{goal.heading}" for goal in measure.goals], MAX_LINES)
    return Card(f"{measure.code.number} {measure.title}", lines, tuple(ways[:_MAX_WAYS]), source=measure.source)


def sheet_card(sheet: Results) -> Card:
    """A sheet without a table still tells what was done."""
    said = f"{fiscal_year_name(sheet.year)}の{measure_said(sheet.code.plan, sheet.code.number)}"
    ways = [Way("何をした？", f"{said}では何をした？")] if sheet.achievements else []
    if sheet.next_steps:
        ways.append(Way("今後の取組は？", f"{said}の今後の取組は？"))
    ways.append(Way("担当課は？", f"{said}の担当課は？"))
    return Card(
        f"{fiscal_year_name(sheet.year)}の成果",
        first_few([done.heading for done in sheet.achievements], MAX_LINES),
        tuple(ways[:_MAX_WAYS]),
        source=sheet.source,
    )


def figure_card(sheets: PlanSheets, sheet: Results, row: Indicator) -> Card:
    """The card of a row, with its year, target and result; ``sheets`` tell whether its name is another's too."""
    year = fiscal_year_name(sheet.year)
    # A name that two rows bear in one year asks for neither of them.
    alone = sheets.times_named[sheet.year, row.name] == 1
    said = f"{year}の{row.name}" if alone else f"{year}の施策{sheet.code.number}の{row.name}"
    ways = [Way("くわしく", f"{said}の目標と実績は？")]
    differs = outcomes.difference(row) != 0 and not is_held_back(row)
    explained = row.reason is not None or (
        sheet.reason is not None and (not sheet.reason_about or row.name in sheet.reason_about)
    )
    if differs and explained:
        ways.append(Way("理由は？", f"{said}の理由は？"))
    if sheet.next_steps:
        ways.append(Way("今後の取組は？", f"{said}の今後の取組は？"))
    lines = (f"※{row.doubt}",) if row.doubt else ()
    return Card(
        row.name,
        lines,
        tuple(ways[:_MAX_WAYS]),
        _bars(sheet.year, row, outcomes.in_unit_of(row.result, row.target), "目標"),
        row.source,
    )


def project_card(project: Project) -> Card:
    """The card of a project: its money of the year, and what may be asked of it."""
    said = f"{fiscal_year_name(project.year)}の{project.name}"
    ways = [Way("予算は？", f"{said}の予算は？")]
    if project.overview:
        ways.append(Way("どんな事業？", f"{said}の概要は？"))
    if project.next_steps:
        ways.append(Way("今後の取組は？", f"{said}の今後の取組は？"))
    return Card(
        project.name,
        (f"担当：{project.department}", *([f"※{project.budget.doubt}"] if project.budget.doubt else [])),
        tuple(ways[:_MAX_WAYS]),
        _bars(project.year, project.budget, project.budget.result.value, "予算", title=project.name, what="事業費"),
        project.budget.source,
    )


def _bars(
    year: int, row: Indicator, result: Decimal | None, first: str, *, title: str | None = None, what: str = ""
) -> Bars:
    """The two bars of a row; ``result`` is how long the second is, as the first one is measured."""
    return Bars(
        title=title or row.name,
        caption=fiscal_year_name(year) + (f"の{what}" if what else ""),
        target_label=first,
        target_text=wording.said(row.target),
        target=row.target.value,
        result_label="実績",
        result_text=wording.said(row.result),
        result=result,
        verdict=_verdict(row) if first == "目標" else None,
    )


def _verdict(row: Indicator) -> str | None:
    met = outcomes.reached(row)
    return None if met is None else "目標を達成しました" if met else "目標に届きませんでした"


def listed(card: Card) -> str:
    """The card's title as it stands in a list."""
    return card.title if len(card.title) <= _MAX_LISTED_CHARS else card.title[: _MAX_LISTED_CHARS - 1] + "…"


def first_few(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """Lines, ``most`` of them at the most; the last says how many more there are."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"ほか{len(lines) - most + 1}件")
