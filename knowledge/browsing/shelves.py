"""Looking around in the plan: plan, chapter, measure, and what came of it, shelf by shelf.

A shelf is made from the ledger when somebody stands before it, so it holds whatever was imported: any number of plans,
chapters and years. A place names a shelf in a few short words that fit a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.browsing.cards import MAX_LINES, Card, figure_card, first_few, measure_card, project_card, sheet_card
from knowledge.browsing.places import (
    PLANS,
    Place,
    Way,
    measure_said,
    paged,
    to_chapter,
    to_measure,
    to_page,
    to_plan,
    to_plans,
)
from knowledge.browsing.plan_sheets import PlanSheets, own_sheets
from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.identity import chapter_of
from knowledge.telling import wording

# One card is left free for turning the page, one for other years.
CARDS_ON_A_PAGE = 10
_MAX_YEARS = 3


@dataclass(frozen=True)
class Shelf:
    """What lies at a place. ``cited`` has the lines with 出典 where the cards show something of the documents, else "".
    ``onwards`` are the ways that belong to no card: a page on, other years, back."""

    text: str
    cards: tuple[Card, ...]
    cited: str = ""
    onwards: tuple[Way, ...] = ()


def look(knowledge: Knowledge, place: Place) -> Shelf | None:
    """The shelf at a place; None where there is none (any more)."""
    place, page = paged(place)
    sheets = own_sheets(knowledge)
    match place:
        case ("plans",):
            return _plans(sheets, page)
        case ("plan", plan):
            return _plan(sheets, plan, page)
        case ("chapter", plan, number):
            return _chapter(sheets, plan or sheets.newest_with(number), number, page)
        case ("measure", plan, number):
            return _measure(sheets, plan or sheets.newest_with(number), number, None, page)
        case ("measure", plan, number, year) if year.isascii() and year.isdigit():
            return _measure(sheets, plan or sheets.newest_with(number), number, int(year), page)
    return None


def _plans(sheets: PlanSheets, page: int) -> Shelf | None:
    cards = []
    for plan in sheets.plans:
        chapters = sheets.chapters(plan)
        years = sorted({year for number in sheets.titles(plan) for year in sheets.years(plan, number)})
        told = f"成果の資料：{'・'.join(map(fiscal_year_name, years[-_MAX_YEARS:]))}" if years else ""
        lines = (*first_few(list(chapters.values()), MAX_LINES - 1), *([told] if told else []))
        cards.append(Card(sheets.name_of(plan), lines, (to_plan(plan),)))
    if not cards:
        return Shelf("計画の資料は、まだ入っていません。", ())
    return _shelf(cards, PLANS, page, ["どの計画を見ますか。番号でも選べます。"])


def _plan(sheets: PlanSheets, plan: str, page: int) -> Shelf | None:
    titles = sheets.titles(plan)
    cards = []
    for number, title in sheets.chapters(plan).items():
        measures = [f"{code} {name}" for code, name in titles.items() if chapter_of(code) == number]
        cards.append(Card(title, first_few(measures, MAX_LINES), (to_chapter(plan, number),)))
    if not cards:
        return None
    lines = [sheets.name_of(plan), "どの章を見ますか。番号でも選べます。"]
    return _shelf(cards, ("plan", plan), page, lines, back=to_plans())


def _chapter(sheets: PlanSheets, plan: str, number: str, page: int) -> Shelf | None:
    title = sheets.chapters(plan).get(number)
    if title is None:
        return None
    goals = {
        measure.code.number: measure
        for section in sheets.sections
        for measure in section.measures
        if measure.code.plan == plan
    }
    cards = []
    for code, name in sheets.titles(plan).items():
        if chapter_of(code) != number:
            continue
        measure = goals.get(code)
        rows = [row.name for row in sheets.newest_rows(plan, code)]
        lines = [f"指標：{row}" for row in rows]
        if measure and not rows:
            lines = [f"目標：{goal.heading}" for goal in measure.goals]
        ways = [to_measure(plan, code)]
        if measure:
            ways.append(Way("目標は？", f"{measure_said(plan, code)}の目標は？"))
        cards.append(Card(f"{code} {name}", first_few(lines, MAX_LINES), tuple(ways)))
    lines = [f"{sheets.name_of(plan)}　{title}", "どの施策を見ますか。番号でも選べます。"]
    return _shelf(cards, ("chapter", plan, number), page, lines, back=to_plan(plan))


def _measure(sheets: PlanSheets, plan: str, number: str, year: int | None, page: int) -> Shelf | None:
    title = sheets.titles(plan).get(number)
    years = sheets.years(plan, number)
    if title is None or (year is not None and year not in years):
        return None
    shown = year or (years[0] if years else None)
    measure = next((one for one in sheets.measures if (one.code.plan, one.code.number) == (plan, number)), None)
    results = [one for one in sheets.results_of.get((plan, number), []) if one.year == shown]
    projects = [one for one in sheets.projects_of.get((plan, number), []) if one.year == shown]
    cards = [*([measure_card(measure)] if measure else [])]
    for sheet in results:
        cards += [figure_card(sheets, sheet, row) for row in sheet.indicators] or [sheet_card(sheet)]
    cards += [project_card(project) for project in projects]
    lines = [f"施策{number} {title}（{sheets.name_of(plan)}）", *_told_of(sheets, shown, year)]
    place = ("measure", plan, number, *([str(year)] if year else []))
    others = [to_measure(plan, number, other) for other in years if other != shown]
    chapter = chapter_of(number)
    return _shelf(cards, place, page, lines, back=to_chapter(plan, chapter), more=others[:_MAX_YEARS])


def _told_of(sheets: PlanSheets, shown: int | None, asked: int | None) -> list[str]:
    """Which year is shown, and that no newer one is in; or that there are no results at all."""
    if shown is None:
        return ["この施策の、指標や実績の資料は、まだ入っていません。"]
    said = f"{fiscal_year_name(shown)}の指標と実績、事業です。"
    if shown == sheets.newest_year:
        return [said, "これより新しい年度の成果の資料は、まだ入っていません。"]
    if asked is None:
        return [said, "この施策の、これより新しい年度の資料は、まだ入っていません。"]
    return [said]


def _shelf(
    cards: Sequence[Card],
    place: Place,
    page: int,
    lines: Sequence[str],
    *,
    back: Way | None = None,
    more: Sequence[Way] = (),
) -> Shelf | None:
    """One page of cards, with the ways on."""
    start = (page - 1) * CARDS_ON_A_PAGE
    shown = tuple(cards[start : start + CARDS_ON_A_PAGE])
    if not shown and page > 1:
        return None
    pages = max(1, -(-len(cards) // CARDS_ON_A_PAGE))
    turned = [to_page(place, page + 1, "つぎを見る")] if page < pages else []
    if page > 1:
        turned.append(to_page(place, page - 1, "前を見る"))
    onwards = [*turned, *more, *([back] if back else [])]
    told = [*lines]
    if pages > 1:
        told.append(f"（全{len(cards)}件のうち{start + 1}〜{start + len(shown)}件目）")
    sources = tuple(dict.fromkeys(card.source for card in shown if card.source is not None))
    return Shelf("\n".join(told), shown, wording.cited(sources), tuple(onwards))
