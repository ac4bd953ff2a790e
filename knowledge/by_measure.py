"""The ledger as staff read it: measure by measure, each figure through the years, with where it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.identity import Identity, Sheet
from knowledge.model import Code, Goal, Indicator, PlanSection, Project, Results
from knowledge.text import fold


@dataclass(frozen=True)
class Through:
    """A row of a table through the years; ``by_year`` has the row of each fiscal year that prints it."""

    name: str
    by_year: Mapping[int, Indicator]


@dataclass(frozen=True)
class OneMeasure:
    """A measure with its rows, its projects by name, its goals in the plan, and the yearly sheets about it."""

    code: Code
    title: str
    rows: tuple[Through, ...] = ()
    projects: Mapping[str, tuple[Project, ...]] = field(default_factory=dict)
    sheets: Mapping[int, Results] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()

    @property
    def name(self) -> str:
        """As cases and surveys name it: "7次 5-1-1"."""
        return f"{self.code.plan} {self.code.number}"

    @property
    def years(self) -> list[int]:
        """The fiscal years of which something is printed, the newest last."""
        found = {*self.sheets, *(sheet.year for sheets in self.projects.values() for sheet in sheets)}
        return sorted(found)


def measures(held: Iterable[tuple[Identity, Sheet]], city: str) -> list[OneMeasure]:
    """The measures of the city, by plan and code. Where several departments write a sheet of one measure and year, the rows
    of all are there, and of two of one name and year the first."""
    titles: dict[Code, str] = {}
    goals: dict[Code, tuple[Goal, ...]] = {}
    sheets: dict[Code, dict[int, Results]] = {}
    rows: dict[Code, dict[str, dict[int, Indicator]]] = {}
    projects: dict[Code, dict[str, list[Project]]] = {}
    for _, sheet in held:
        if fold(sheet.city, spaces=False) != fold(city, spaces=False):
            continue
        match sheet:
            case Results():
                titles[sheet.code] = sheet.title
                sheets.setdefault(sheet.code, {}).setdefault(sheet.year, sheet)
                for row in sheet.indicators:
                    rows.setdefault(sheet.code, {}).setdefault(row.name, {}).setdefault(sheet.year, row)
            case Project():
                for code, title in sheet.measures:
                    titles.setdefault(code, title)
                    projects.setdefault(code, {}).setdefault(sheet.name, []).append(sheet)
            case PlanSection():
                for measure in sheet.measures:
                    titles[measure.code] = measure.title
                    goals[measure.code] = measure.goals
    return [
        OneMeasure(
            code,
            titles[code],
            tuple(Through(name, dict(sorted(years.items()))) for name, years in rows.get(code, {}).items()),
            {name: tuple(sorted(of, key=lambda one: one.year)) for name, of in projects.get(code, {}).items()},
            dict(sorted(sheets.get(code, {}).items())),
            goals.get(code, ()),
        )
        for code in sorted(titles)
    ]


def printed(row: Indicator, column: str) -> str:
    """What the sheet prints in 目標 or 実績, with its unit; a dash where it prints none."""
    figure = row.target if column == "target" else row.result
    return "－" if figure.printed is None else f"{figure.printed}{figure.unit or ''}"
