"""What was read of a sheet of another form, and what becomes of it: each measure one value, each project another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.asides import TableNotes
from knowledge.documents.lines import Line, joined, place_of
from knowledge.documents.made_rows import row_made
from knowledge.documents.other_rows import name_told
from knowledge.documents.row import Values
from knowledge.documents.sheet import Sheet
from knowledge.documents.told_cells import told
from knowledge.language.text import figure, is_gap
from knowledge.ledger.outlays import outlay
from knowledge.model import Code, Figure, Indicator, Project, Prose, Results, Source

_SEVERAL = re.compile(r"(?P<of>[^\d\s△▲+.,-]{1,4})(?P<value>[△▲]?\d[\d.,]*\s?[^\d\s]{0,4})(?=\s|$)")
_OF_SEVERAL = re.compile(r"(?P<name>.+)[（(](?P<parts>[^（）()・]+(?:・[^（）()・]+)+)[）)]")
NAMELESS = "（名前のない事業）"
_OF_NOBODY = "どの施策か事業のものか、確かではありません。"
AMOUNT = re.compile(r"(?P<amount>[△▲-]?\d[\d,]*(?:\.\d+)?)\s?(?P<unit>[百千万億]{0,2}円)?(?=$|[\s（(、])")


@dataclass
class ReadRow:
    """A row of an indicator, with the line it stands in."""

    name: str
    values: Values
    at: Line


@dataclass
class Card:
    """An indicator whose cells come one after the other."""

    at: Line
    name: str = ""
    unit: str | None = None
    target: str | None = None
    result: str | None = None


@dataclass
class ReadMeasure:
    """A measure: "" where the department, or what stands above it (a chapter), is not printed."""

    number: str
    title: str
    at: Line
    department: str = ""
    above: str = ""
    rows: list[ReadRow] = field(default_factory=list)
    purposes: list[Line] = field(default_factory=list)
    notes: TableNotes = field(default_factory=TableNotes)


@dataclass
class ReadProject:
    """A project: ``planned`` and ``spent`` as printed, "" for a gap; ``parts`` are the amounts its sum is made of."""

    name: str
    at: Line
    measure: ReadMeasure | None
    department: str = ""
    account: tuple[str, ...] = ()
    planned: str = ""
    spent: str = ""
    unit: str | None = None
    doubt: str | None = None
    rows: list[ReadRow] = field(default_factory=list)
    says: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    notes: TableNotes = field(default_factory=TableNotes)


def rows_of_several(card: Card, target: str, result: str) -> list[ReadRow]:
    """A row for each of several things that a name tells in brackets, where both cells print a figure for each: 申込みの割合
    （春・秋）, 春11% 秋13%."""
    match = _OF_SEVERAL.fullmatch(card.name)
    if match is None:
        return []
    parts = match["parts"].split("・")
    told_of = [{found["of"]: found["value"] for found in _SEVERAL.finditer(cell)} for cell in (target, result)]
    if any(list(of) != parts for of in told_of):
        return []
    return [
        ReadRow(f"{match['name']}（{part}）", told(told_of[0][part], told_of[1][part], card.unit), card.at)
        for part in parts
    ]


def _indicators(rows: Sequence[ReadRow], document: str, place: str, notes: TableNotes) -> tuple[Indicator, ...]:
    found = []
    for row in rows:
        name, values = name_told(row.name), row.values.but(_OF_NOBODY) if place == NAMELESS else row.values
        made = row_made(name, values, document, place, row.at)
        noted = notes.noted(made)
        if noted.name != made.name:
            noted = row_made(noted.name, Values(noted.target, noted.result, noted.doubt), document, place, row.at)
        found.append(noted)
    return tuple(found)


def results_of(measure: ReadMeasure, sheet: Sheet, city: str, plan: str) -> Results:
    """The measure as the ledger keeps it; what it names as purpose is quoted."""
    place = f"施策{measure.number}"
    purpose = joined(measure.purposes)
    return Results(
        city=city,
        year=sheet.year,
        department=measure.department,
        code=Code(plan, measure.number),
        title=measure.title,
        chapter=measure.above or measure.title,
        section=measure.above or measure.title,
        strategy=None,
        purposes=(Prose(purpose, place_of(sheet.title, place, measure.purposes[0]), quoted=True),) if purpose else (),
        goals=(),
        achievements=(),
        indicators=_indicators(measure.rows, sheet.title, place, measure.notes),
        reason=None,
        next_steps=None,
        source=place_of(sheet.title, place, measure.at),
    )


def project_of(project: ReadProject, sheet: Sheet, city: str, plan: str) -> Project:
    """The project as the ledger keeps it; money without a unit, or in words, is doubted."""
    nowhere = place_of(sheet.title, project.name, project.at)
    measure = project.measure
    says = joined(project.says)
    return Project(
        city=city,
        year=sheet.year,
        department=project.department,
        name=project.name,
        account=project.account,
        measures=((Code(plan, measure.number), measure.title),) if measure else (),
        strategy=None,
        overview=Prose(says, place_of(sheet.title, project.name, project.says[0]), quoted=True) if says else None,
        purpose=None,
        aims=(None, None, None),
        activities=_indicators(project.rows, sheet.title, project.name, project.notes),
        budget=_budget(project, nowhere),
        staffing=Indicator("従事人工", Figure(None, None), Figure(None, None), nowhere),
        reason=None,
        next_steps=None,
        source=nowhere,
    )


def _budget(project: ReadProject, source: Source) -> Indicator:
    doubt = project.doubt
    cells = []
    for cell in (project.planned, project.spent):
        match = AMOUNT.fullmatch(cell)
        if match is None:
            if not is_gap(cell):
                doubt = doubt or f"金額の欄に「{cell}」とあります。"
            cells.append(Figure(None, None))
            continue
        unit = match["unit"] or project.unit
        if unit is None:
            doubt = doubt or "事業費の単位が印刷されていません。"
        cells.append(outlay(figure(match["amount"], unit)))
    if not any(cell.printed for cell in cells):
        doubt = doubt or "「事業費」の行が見つかりません。"
    return Indicator("事業費", cells[0], cells[1], source, doubt=doubt)
