"""Looking around in the plan: plan, chapter, measure, and what came of it, shelf by shelf.

A shelf is made from the ledger when somebody stands before it, so it holds whatever was imported: any number of plans,
chapters and years. A place names a shelf in a few short words that fit a button.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge import wording
from knowledge.identity import chapter_of
from knowledge.model import Indicator, Ledger, PlanMeasure, PlanSection, Project, Results, Source
from knowledge.reply import Bars
from knowledge.text import fiscal_year_name, fold, year_named
from knowledge.understanding import Knowledge
from knowledge.withdrawal import is_held_back

# One card is left free for turning the page, one for other years.
CARDS_ON_A_PAGE = 10
_MAX_WAYS = 3
_MAX_LINES = 4
_MAX_YEARS = 3
# A list in a text is read on a small screen; the card shows the whole title.
_MAX_LISTED_CHARS = 30

Place = tuple[str, ...]
"""("plans",), ("plan", "8次"), ("chapter", "8次", "6"), ("measure", "8次", "6-2-1"), ("measure", "7次", "5-1-1", "2023");
a page beyond the first is a last part "p2"."""

PLANS: Place = ("plans",)
_PAGE = re.compile(r"p([1-9]\d{0,2})")
_NUMBER = re.compile(r"\d{1,3}(?:-\d{1,3}){0,3}")


@dataclass(frozen=True)
class Way:
    """A way on from a card. ``says`` is what can be typed instead; ``place`` None: it is a question to the documents."""

    label: str
    says: str
    place: Place | None = None


@dataclass(frozen=True)
class Card:
    """One thing on a shelf. ``bars`` are set for figures. ``source`` is where what it tells stands, None where it only
    leads on."""

    title: str
    lines: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    bars: Bars | None = None
    source: Source | None = None


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
    place, page = _paged(place)
    sheets = _own(knowledge)
    match place:
        case ("plans",):
            return _plans(sheets, page)
        case ("plan", plan):
            return _plan(sheets, plan, page)
        case ("chapter", plan, number):
            return _chapter(sheets, plan or _newest_with(sheets, number), number, page)
        case ("measure", plan, number):
            return _measure(sheets, plan or _newest_with(sheets, number), number, None, page)
        case ("measure", plan, number, year) if year.isascii() and year.isdigit():
            return _measure(sheets, plan or _newest_with(sheets, number), number, int(year), page)
    return None


_SEEN = re.compile(r"(?:を|も)?見(?:る|たい|せて)(?:です|ください|下さい)?")
_PLAN = re.compile(r"第?([0-9]{1,2})次[^0-9]{0,12}?(?=第?[0-9]|$)")
_TURNED = re.compile(r"[(（]?([0-9]{1,3})(?:ページ|頁)(?:目)?[)）]?")
_CHAPTER = re.compile(r"第?([0-9]{1,2})章.{0,30}")
_MEASURE = re.compile(r"(?:基本)?(?:施策)?([0-9]{1,3}(?:-[0-9]{1,3}){1,3})")


def typed(text: str) -> Place | None:
    """The place somebody names in words ("第8次の第6章を見る", "令和5年度の施策5-1-1を見る"); None where none is named."""
    said = fold(text, kana=False, spaces=False).strip("。、!！")
    seen = _SEEN.search(said)
    if seen is None or (not said.endswith(seen[0]) and not _TURNED.search(said[seen.end() :])):
        return None
    said, after = said[: seen.start()], said[seen.end() :]
    page = _TURNED.search(after) or _TURNED.search(said)
    said = _TURNED.sub("", said)
    year = year_named(said)
    said = re.sub(r"(?:令和|平成|昭和)?(?:元|[0-9]{1,4})年度の?", "", said)
    plan, rest = "", said
    if found := _PLAN.match(said):
        plan, rest = f"{int(found[1])}次", said[found.end() :].removeprefix("の")
    place: Place | None = None
    if chapter := _CHAPTER.fullmatch(rest):
        place = ("chapter", plan, str(int(chapter[1])))
    elif measure := _MEASURE.fullmatch(rest):
        place = ("measure", plan, measure[1], *([str(year)] if year else []))
    elif plan and rest in {"", "計画", "振興計画"}:
        place = ("plan", plan)
    elif rest in {"計画", "計画の一覧"}:
        place = PLANS
    return (*place, f"p{page[1]}") if place and page else place


# --- the shelves -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheets:
    sections: tuple[PlanSection, ...]
    results: tuple[Results, ...]
    projects: tuple[Project, ...]
    name_of: Callable[[str], str]

    @property
    def plans(self) -> list[str]:
        """The newest plan first."""
        named = {sheet.code.plan for sheet in self.sections} | {sheet.code.plan for sheet in self.results}
        named |= {code.plan for project in self.projects for code, _ in project.measures}
        return sorted(named, key=_ordinal, reverse=True)

    def titles(self, plan: str) -> dict[str, str]:
        """The measures of a plan by number, in order, with their titles."""
        found: dict[str, str] = {}
        for section in self.sections:
            if section.code.plan == plan:
                found |= {measure.code.number: measure.title for measure in section.measures}
        for sheet in sorted(self.results, key=lambda one: -one.year):  # a measure is called as it is now
            if sheet.code.plan == plan:
                found.setdefault(sheet.code.number, sheet.title)
        for project in self.projects:
            for code, title in project.measures:
                if code.plan == plan:
                    found.setdefault(code.number, title)
        return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))

    def chapters(self, plan: str) -> dict[str, str]:
        """The chapters of a plan by number, in order, with their titles as printed."""
        found = {chapter_of(number): "" for number in self.titles(plan)}
        bearing: list[Results | PlanSection] = [*self.results, *self.sections]
        for sheet in bearing:
            if sheet.code.plan == plan:
                found[chapter_of(sheet.code.number)] = sheet.chapter
        named = {number: title or f"第{number}章" for number, title in found.items()}
        return dict(sorted(named.items(), key=lambda pair: _order(pair[0])))

    @cached_property
    def results_of(self) -> dict[tuple[str, str], list[Results]]:
        """The results sheets of each measure, by plan and number."""
        found: defaultdict[tuple[str, str], list[Results]] = defaultdict(list)
        for sheet in self.results:
            found[sheet.code.plan, sheet.code.number].append(sheet)
        return dict(found)

    @cached_property
    def projects_of(self) -> dict[tuple[str, str], list[Project]]:
        """The projects of each measure, by plan and number."""
        found: defaultdict[tuple[str, str], list[Project]] = defaultdict(list)
        for project in self.projects:
            for code in dict.fromkeys(code for code, _ in project.measures):
                found[code.plan, code.number].append(project)
        return dict(found)

    def years(self, plan: str, number: str) -> list[int]:
        """The fiscal years of which there are results or projects of a measure, the newest first."""
        held: list[Results | Project] = [
            *self.results_of.get((plan, number), []),
            *self.projects_of.get((plan, number), []),
        ]
        return sorted({sheet.year for sheet in held}, reverse=True)

    @cached_property
    def times_named(self) -> Counter[tuple[int, str]]:
        """How many rows of a year bear a name."""
        return Counter((sheet.year, row.name) for sheet in self.results for row in sheet.indicators)

    @cached_property
    def newest_year(self) -> int | None:
        """The newest year of all; None where there are no results."""
        return max((*(sheet.year for sheet in self.results), *(one.year for one in self.projects)), default=None)


def _own(knowledge: Knowledge) -> _Sheets:
    """The sheets of the knowledge's own city; where it has none, those there are."""
    ledger: Ledger = knowledge.ledger
    held = _Sheets(ledger.sections, ledger.results, ledger.projects, knowledge.plan_name)
    own = _Sheets(
        tuple(one for one in ledger.sections if one.city == knowledge.city),
        tuple(one for one in ledger.results if one.city == knowledge.city),
        tuple(one for one in ledger.projects if one.city == knowledge.city),
        knowledge.plan_name,
    )
    return own if own.plans else held


def _plans(sheets: _Sheets, page: int) -> Shelf | None:
    cards = []
    for plan in sheets.plans:
        chapters = sheets.chapters(plan)
        years = sorted({year for number in sheets.titles(plan) for year in sheets.years(plan, number)})
        told = f"成果の資料：{'・'.join(map(fiscal_year_name, years[-_MAX_YEARS:]))}" if years else ""
        lines = (*_some(list(chapters.values()), _MAX_LINES - 1), *([told] if told else []))
        cards.append(Card(sheets.name_of(plan), lines, (_to_plan(plan),)))
    if not cards:
        return Shelf("計画の資料は、まだ入っていません。", ())
    return _shelf(cards, PLANS, page, ["どの計画を見ますか。番号でも選べます。"])


def _plan(sheets: _Sheets, plan: str, page: int) -> Shelf | None:
    titles = sheets.titles(plan)
    cards = []
    for number, title in sheets.chapters(plan).items():
        measures = [f"{code} {name}" for code, name in titles.items() if chapter_of(code) == number]
        cards.append(Card(title, _some(measures, _MAX_LINES), (_to_chapter(plan, number),)))
    if not cards:
        return None
    lines = [sheets.name_of(plan), "どの章を見ますか。番号でも選べます。"]
    return _shelf(cards, ("plan", plan), page, lines, back=_to_plans())


def _chapter(sheets: _Sheets, plan: str, number: str, page: int) -> Shelf | None:
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
        rows = [row.name for row in _newest_rows(sheets, plan, code)]
        lines = [f"指標：{row}" for row in rows]
        if measure and not rows:
            lines = [f"目標：{goal.heading}" for goal in measure.goals]
        ways = [_to_measure(plan, code)]
        if measure:
            ways.append(Way("目標は？", f"{_measure_said(plan, code)}の目標は？"))
        cards.append(Card(f"{code} {name}", _some(lines, _MAX_LINES), tuple(ways)))
    lines = [f"{sheets.name_of(plan)}　{title}", "どの施策を見ますか。番号でも選べます。"]
    return _shelf(cards, ("chapter", plan, number), page, lines, back=_to_plan(plan))


def _measure(sheets: _Sheets, plan: str, number: str, year: int | None, page: int) -> Shelf | None:
    title = sheets.titles(plan).get(number)
    years = sheets.years(plan, number)
    if title is None or (year is not None and year not in years):
        return None
    shown = year or (years[0] if years else None)
    measure = next((one for one in _measures(sheets) if (one.code.plan, one.code.number) == (plan, number)), None)
    results = [one for one in sheets.results_of.get((plan, number), []) if one.year == shown]
    projects = [one for one in sheets.projects_of.get((plan, number), []) if one.year == shown]
    cards = [*([_measure_card(measure)] if measure else [])]
    for sheet in results:
        cards += [_figure_card(sheets, sheet, row) for row in sheet.indicators] or [_sheet_card(sheet)]
    cards += [_project_card(project) for project in projects]
    lines = [f"施策{number} {title}（{sheets.name_of(plan)}）", *_told_of(sheets, shown, year)]
    place = ("measure", plan, number, *([str(year)] if year else []))
    others = [_to_measure(plan, number, other) for other in years if other != shown]
    chapter = chapter_of(number)
    return _shelf(cards, place, page, lines, back=_to_chapter(plan, chapter), more=others[:_MAX_YEARS])


def _told_of(sheets: _Sheets, shown: int | None, asked: int | None) -> list[str]:
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
    turned = [_turned(place, page + 1, "つぎを見る")] if page < pages else []
    if page > 1:
        turned.append(_turned(place, page - 1, "前を見る"))
    onwards = [*turned, *more, *([back] if back else [])]
    told = [*lines]
    if pages > 1:
        told.append(f"（全{len(cards)}件のうち{start + 1}〜{start + len(shown)}件目）")
    sources = tuple(dict.fromkeys(card.source for card in shown if card.source is not None))
    return Shelf("\n".join(told), shown, wording.cited(sources), tuple(onwards))


# --- the cards -------------------------------------------------------------------------------------------------------


def _measure_card(measure: PlanMeasure) -> Card:
    said = _measure_said(measure.code.plan, measure.code.number)
    ways = [Way("目標は？", f"{said}の目標は？")]
    if measure.efforts:
        ways.append(Way("これまでの取組は？", f"{said}のこれまでの取組は？"))
    if measure.plans:
        ways.append(Way("個別計画は？", f"{said}の個別計画は？"))
    lines = _some([f"目標：{goal.heading}" for goal in measure.goals], _MAX_LINES)
    return Card(f"{measure.code.number} {measure.title}", lines, tuple(ways[:_MAX_WAYS]), source=measure.source)


def _sheet_card(sheet: Results) -> Card:
    """A sheet without a table still tells what was done."""
    said = f"{fiscal_year_name(sheet.year)}の{_measure_said(sheet.code.plan, sheet.code.number)}"
    ways = [Way("何をした？", f"{said}では何をした？")] if sheet.achievements else []
    if sheet.next_steps:
        ways.append(Way("今後の取組は？", f"{said}の今後の取組は？"))
    ways.append(Way("担当課は？", f"{said}の担当課は？"))
    return Card(
        f"{fiscal_year_name(sheet.year)}の成果",
        _some([done.heading for done in sheet.achievements], _MAX_LINES),
        tuple(ways[:_MAX_WAYS]),
        source=sheet.source,
    )


def _figure_card(sheets: _Sheets, sheet: Results, row: Indicator) -> Card:
    year = fiscal_year_name(sheet.year)
    # A name that two rows bear in one year asks for neither of them.
    alone = sheets.times_named[sheet.year, row.name] == 1
    said = f"{year}の{row.name}" if alone else f"{year}の施策{sheet.code.number}の{row.name}"
    ways = [Way("くわしく", f"{said}の目標と実績は？")]
    differs = wording.difference(row) != 0 and not is_held_back(row)
    explained = row.reason is not None or (
        sheet.reason is not None and (not sheet.reason_about or row.name in sheet.reason_about)
    )
    if differs and explained:
        ways.append(Way("理由は？", f"{said}の理由は？"))
    if sheet.next_steps:
        ways.append(Way("今後の取組は？", f"{said}の今後の取組は？"))
    lines = (f"※{row.doubt}",) if row.doubt else ()
    return Card(row.name, lines, tuple(ways[:_MAX_WAYS]), _bars(sheet.year, row, "目標"), row.source)


def _project_card(project: Project) -> Card:
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
        _bars(project.year, project.budget, "予算", title=project.name, what="事業費"),
        project.budget.source,
    )


def _bars(year: int, row: Indicator, first: str, *, title: str | None = None, what: str = "") -> Bars:
    return Bars(
        title=title or row.name,
        caption=fiscal_year_name(year) + (f"の{what}" if what else ""),
        target_label=first,
        target_text=wording.said(row.target),
        target=row.target.value,
        result_label="実績",
        result_text=wording.said(row.result),
        result=row.result.value,
        verdict=_verdict(row) if first == "目標" else None,
    )


def _verdict(row: Indicator) -> str | None:
    met = wording.reached(row)
    return None if met is None else "目標を達成しました" if met else "目標に届きませんでした"


# --- words -----------------------------------------------------------------------------------------------------------


def listed(card: Card) -> str:
    """The card's title as it stands in a list."""
    return card.title if len(card.title) <= _MAX_LISTED_CHARS else card.title[: _MAX_LISTED_CHARS - 1] + "…"


def _measure_said(plan: str, number: str) -> str:
    return f"第{plan}の施策{number}" if plan else f"施策{number}"


def _turned(place: Place, page: int, label: str) -> Way:
    if page == 1:
        return Way(label, _place_said(place), place)
    return Way(label, f"{_place_said(place)}（{page}ページ）", (*place, f"p{page}"))


def _place_said(place: Place) -> str:
    match place:
        case ("plan", plan):
            return f"第{plan}計画を見る"
        case ("chapter", plan, number):
            return f"第{plan}の第{number}章を見る"
        case ("measure", plan, number):
            return f"{_measure_said(plan, number)}を見る"
        case ("measure", plan, number, year):
            return f"{fiscal_year_name(int(year))}の{_measure_said(plan, number)}を見る"
    return "計画を見る"


def _to(label: str, *place: str) -> Way:
    return Way(label, _place_said(place), place)


def _to_plans() -> Way:
    return _to("計画の一覧", *PLANS)


def _to_plan(plan: str) -> Way:
    return _to("章の一覧", "plan", plan)


def _to_chapter(plan: str, number: str) -> Way:
    return _to("施策の一覧", "chapter", plan, number)


def _to_measure(plan: str, number: str, year: int | None = None) -> Way:
    if year is None:
        return _to("くわしく見る", "measure", plan, number)
    return _to(f"{fiscal_year_name(year)}を見る", "measure", plan, number, str(year))


def _some(lines: Sequence[str], most: int) -> tuple[str, ...]:
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"ほか{len(lines) - most + 1}件")


# --- finding ---------------------------------------------------------------------------------------------------------


def _paged(place: Place) -> tuple[Place, int]:
    if place and (turned := _PAGE.fullmatch(place[-1])):
        return place[:-1], int(turned[1])
    return place, 1


def _measures(sheets: _Sheets) -> Iterable[PlanMeasure]:
    return (measure for section in sheets.sections for measure in section.measures)


def _newest_rows(sheets: _Sheets, plan: str, number: str) -> tuple[Indicator, ...]:
    own = sheets.results_of.get((plan, number), [])
    newest = max((sheet.year for sheet in own), default=None)
    return tuple(row for sheet in own if sheet.year == newest for row in sheet.indicators)


def _newest_with(sheets: _Sheets, number: str) -> str:
    """The newest plan that has this chapter or measure; "" where none has."""
    return next((plan for plan in sheets.plans if number in sheets.titles(plan) or number in sheets.chapters(plan)), "")


def _ordinal(plan: str) -> int:
    found = re.search(r"\d+", plan)
    return int(found[0]) if found else 0


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-") if part.isdigit())
