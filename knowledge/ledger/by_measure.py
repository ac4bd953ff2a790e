"""The ledger as staff read it: measure by measure, each figure through the years, with where it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.language.text import fold
from knowledge.ledger.identity import Sheet
from knowledge.model import Code, Goal, Indicator, PlanSection, Project, Results

# As many characters as a case keeps of a reference.
REFERENCE_CHARS = 200


@dataclass(frozen=True)
class Through:
    """A row of a table through the years; ``by_year`` has the row of each fiscal year that prints it."""

    name: str
    by_year: Mapping[int, Indicator]


@dataclass(frozen=True)
class Referred:
    """An indicator as a case refers to it: a row of a measure's results, or of one of its projects' reviews."""

    measure: str
    project: str | None
    row: Through

    @property
    def reference(self) -> str:
        """What the case keeps, and people can read: "7次 5-1-1：NPO法人数"."""
        return "：".join(part for part in (self.measure, self.project, self.row.name) if part)[:REFERENCE_CHARS]

    @property
    def newest(self) -> tuple[int, Indicator]:
        """The newest fiscal year that prints it, and its row."""
        return max(self.row.by_year.items(), key=lambda pair: pair[0])

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and other names for it."""
        return tuple(dict.fromkeys((self.row.name, *(also for row in self.row.by_year.values() for also in row.also))))


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
    def indicators(self) -> tuple[Referred, ...]:
        """What is counted of it: first the rows of its results, then those of its projects."""
        own = [Referred(self.name, None, row) for row in self.rows]
        for project, sheets in self.projects.items():
            through: dict[str, dict[int, Indicator]] = {}
            for sheet in sheets:
                for row in sheet.activities:
                    through.setdefault(row.name, {}).setdefault(sheet.year, row)
            own += [Referred(self.name, project, Through(name, years)) for name, years in through.items()]
        return tuple(own)

    @property
    def years(self) -> list[int]:
        """The fiscal years of which something is printed, the newest last."""
        found = {*self.sheets, *(sheet.year for sheets in self.projects.values() for sheet in sheets)}
        return sorted(found)


def measures(sheets: Iterable[Sheet], city: str) -> list[OneMeasure]:
    """The measures of the city, by plan and code. Where several departments write a sheet of one measure and year, the rows
    of all are there, and of two of one name and year the first."""
    titles: dict[Code, str] = {}
    goals: dict[Code, tuple[Goal, ...]] = {}
    results: dict[Code, dict[int, Results]] = {}
    rows: dict[Code, dict[str, dict[int, Indicator]]] = {}
    projects: dict[Code, dict[str, list[Project]]] = {}
    for sheet in sheets:
        if fold(sheet.city, spaces=False) != fold(city, spaces=False):
            continue
        match sheet:
            case Results():
                titles[sheet.code] = sheet.title
                results.setdefault(sheet.code, {}).setdefault(sheet.year, sheet)
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
            dict(sorted(results.get(code, {}).items())),
            goals.get(code, ()),
        )
        for code in sorted(titles)
    ]


def printed(row: Indicator, column: str) -> str:
    """What the sheet prints in 目標 or 実績, with its unit; a dash where it prints none."""
    figure = row.target if column == "target" else row.result
    return "－" if figure.printed is None else f"{figure.printed}{figure.unit or ''}"
