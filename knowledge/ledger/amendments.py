"""What staff put right at the desk, on top of the documents: rows and statements added, doubts settled, matters put out of
scope.

An amendment is plain data. The sheets it changes stay as they were read: taking an amendment back leaves no trace in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.language.text import figure
from knowledge.ledger.directions import directed, directed_anew, directed_by_sheet, sayings_of
from knowledge.ledger.identity import Identity, Sheet
from knowledge.ledger.outlays import THOUSANDS, in_unit, outlay
from knowledge.ledger.withdrawal import print_of
from knowledge.model import Figure, Indicator, PlanSection, Project, Prose, Results, Source


@dataclass(frozen=True)
class AddedRow:
    """A figure the documents of the city print and no imported file holds, put into the sheet it belongs to.

    ``sheet`` is the key of that sheet's identity. ``target`` and ``result`` are written as printed, "" for a gap.
    ``document``, ``place`` and ``page`` say where it stands; without them a row is not taken in.
    """

    sheet: str
    name: str
    target: str
    result: str
    unit: str
    document: str
    place: str
    page: int | None = None


TOLD = ("reason", "next_steps", "more")


@dataclass(frozen=True)
class AddedStatement:
    """What a document of the city says in words and no imported file holds, put to the sheet it is about.

    ``told`` (one of ``TOLD``) is what it is for that sheet: its reason or next step, which a sheet of a year may leave
    empty and the plan has none of, or something more. ``measure`` is the number of a measure within a section of the
    plan ("6-2-1"), "" otherwise. ``quoted``: word for word; otherwise a summary by staff, and shown as one. Where it
    stands is as in ``AddedRow``.
    """

    sheet: str
    told: str
    text: str
    quoted: bool
    document: str
    place: str
    page: int | None = None
    measure: str = ""


@dataclass(frozen=True)
class OutOfScope:
    """Questions the documents are not to be asked: those in which one of ``words`` stands as a word of its own."""

    words: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Settled:
    """A doubt of the reader that a person has looked at, on the original.

    ``print`` is the fingerprint of the row as it was read. ``target`` and ``result`` are what the original prints ("" for a
    gap), both None where the row was read rightly. ``unit`` is the unit of both, None where it was read rightly.
    """

    sheet: str
    print: str
    target: str | None = None
    result: str | None = None
    unit: str | None = None


OnSheets = AddedRow | AddedStatement | Settled

_Corrected = Callable[[Figure, str | None, str | None], Figure]


def amended(held: Iterable[tuple[Identity, Sheet]], amendments: Collection[OnSheets]) -> list[tuple[Identity, Sheet]]:
    """The sheets with what was added to them and the doubts that were settled. What fits no sheet changes nothing."""
    by_sheet: dict[str, list[OnSheets]] = {}
    for one in amendments:
        by_sheet.setdefault(one.sheet, []).append(one)
    return [(identity, _amended(sheet, by_sheet.get(identity.key, ()))) for identity, sheet in held]


def _amended(sheet: Sheet, amendments: Sequence[OnSheets]) -> Sheet:
    for one in amendments:
        if isinstance(one, AddedStatement):
            sheet = _with_statement(sheet, one)
    if not amendments or isinstance(sheet, PlanSection):
        return sheet
    settled = {one.print: one for one in amendments if isinstance(one, Settled)}
    added = directed_by_sheet([_row(one) for one in amendments if isinstance(one, AddedRow)], *sayings_of(sheet))
    if isinstance(sheet, Results):
        return replace(sheet, indicators=_rows(sheet.indicators, settled, added))
    return _project(sheet, settled, added)


def _with_statement(sheet: Sheet, added: AddedStatement) -> Sheet:
    said = Prose(added.text, Source(added.document, added.place, added.page), added.quoted)
    if isinstance(sheet, PlanSection):
        if not added.measure:
            return replace(sheet, more=(*sheet.more, said))
        return replace(
            sheet,
            measures=tuple(
                replace(one, more=(*one.more, said)) if one.code.number == added.measure else one
                for one in sheet.measures
            ),
        )
    # What the sheet itself comes to say goes before.
    if added.told == "reason" and sheet.reason is None:
        return replace(sheet, reason=said)
    if added.told == "next_steps" and sheet.next_steps is None:
        return replace(sheet, next_steps=said)
    return replace(sheet, more=(*sheet.more, said))


def _project(sheet: Project, settled: dict[str, Settled], added: Sequence[Indicator]) -> Project:
    return replace(
        sheet,
        activities=_rows(sheet.activities, settled, added),
        budget=_settled(sheet.budget, settled, _amount),
        staffing=_settled(sheet.staffing, settled),
    )


def _rows(rows: Sequence[Indicator], settled: dict[str, Settled], added: Sequence[Indicator]) -> tuple[Indicator, ...]:
    there = {row.name for row in rows}
    return (*(_settled(row, settled) for row in rows), *(row for row in added if row.name not in there))


def _settled(row: Indicator, settled: dict[str, Settled], of: _Corrected | None = None) -> Indicator:
    """A row with its doubt settled; ``of`` makes the figure of a cell that counts in a way of its own."""
    by = settled.get(print_of(row))
    if by is None:
        return row
    of = of or _figure
    target, result = of(row.target, by.target, by.unit), of(row.result, by.result, by.unit)
    return directed_anew(replace(row, doubt=None, target=target, result=result))


def _figure(read: Figure, printed: str | None, unit: str | None) -> Figure:
    unit = read.unit if unit is None else unit or None
    return replace(read, unit=unit) if printed is None else figure(printed, unit)


def _amount(read: Figure, printed: str | None, unit: str | None) -> Figure:
    """Of money, which is kept in 千円; that is its unit where none is printed."""
    unit = read.unit if unit is None else unit
    return in_unit(read, unit or THOUSANDS) if printed is None else outlay(figure(printed, unit or THOUSANDS))


def _row(added: AddedRow) -> Indicator:
    unit = added.unit or None
    target, result = figure(added.target, unit), figure(added.result, unit)
    return directed(Indicator(added.name, target, result, Source(added.document, added.place, added.page)))
