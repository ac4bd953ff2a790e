"""Taking single facts back: what can be taken back from a sheet, under which name, and the sheet without it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from knowledge.ledger.identity import Identity, Sheet, title_of
from knowledge.model import (
    Achievement,
    Figure,
    Goal,
    Indicator,
    PlanMeasure,
    PlanSection,
    Project,
    Prose,
    Results,
    Source,
)

# What the parts of a sheet are called in front of staff; rows of tables go by their own names.
_PARTS: dict[type[Any], dict[str, str]] = {
    Results: {
        "purposes": "目的",
        "goals": "目標",
        "achievements": "実績",
        "indicators": "",
        "reason": "理由",
        "next_steps": "今後の取組",
        "more": "職員が足した言葉",
    },
    Project: {
        "overview": "事業概要",
        "purpose": "目的",
        "aims": "目標",
        "activities": "",
        "budget": "",
        "staffing": "",
        "reason": "理由",
        "next_steps": "今後の取組",
        "more": "職員が足した言葉",
    },
    PlanSection: {
        "issues": "現状と課題",
        "policies": "方針",
        "captions": "写真",
        "aims": "指標",
        "more": "職員が足した言葉",
    },
    PlanMeasure: {
        "goals": "目標",
        "efforts": "これまでの取組",
        "aims": "指標",
        "plans": "個別計画",
        "more": "職員が足した言葉",
    },
}
WHOLE = "全体"
HELD_BACK = "市が確認しているため、お答えを控えています。"
# Without a word in their place the bot would say that the sheet has none.
_SINGLE = frozenset({"reason", "next_steps"})


class Keep(Protocol):
    """Asked of each fact by name and value; ``single``: a statement of which the sheet has one at most."""

    def __call__(self, name: str, value: Any, single: bool = False, /) -> bool: ...


Part = TypeVar("Part", bound=Sheet | PlanMeasure)


@dataclass(frozen=True)
class Fact:
    """Something that can be taken back: a row, a statement, or the whole sheet.

    ``name`` is unique ("令和5年度 主要施策の成果説明書 施策5-1-1／NPO法人数"), ``says`` what it says in a few words.
    ``print`` is a fingerprint of what it says: a fact stays withdrawn when the same is imported again, and a corrected
    one is given. ``places`` are the lines it is printed on, which answers that give it cite. ``held_back``: once it is
    withdrawn, who asks for it hears that the city is looking into it; the rest is as if the sheet did not have it.
    """

    sheet: Identity
    name: str
    says: str
    print: str
    places: tuple[Source, ...] = field(default=(), compare=False)
    held_back: bool = field(default=False, compare=False)


Withdrawn = Collection[tuple[str, str]]
"""Key of a sheet's identity and fingerprint of the fact."""


def facts_of(identity: Identity, sheet: Sheet, as_read: Sheet | None = None) -> tuple[Fact, ...]:
    """Everything that can be taken back from a sheet, the whole sheet first.

    ``as_read`` is the sheet without what staff added or settled. The whole goes by its print, so that a sheet that was
    taken back is not given again because something is added to it.
    """
    found: list[tuple[str, Any, bool]] = []

    def note(name: str, value: Any, single: bool = False) -> bool:
        found.append((name, value, single or isinstance(value, Indicator)))
        return True

    _through(sheet, note)
    title = title_of(sheet) + (f"（{identity.nth}枚目）" if identity.nth > 1 else "")
    facts = [
        Fact(identity, f"{title}／{name}", _says(value), print_of(value), (_place_of(value) or sheet.source,), held)
        for name, value, held in found
    ]
    everywhere = dict.fromkeys([sheet.source, *(place for fact in facts for place in fact.places)])
    fingerprint = _print_of_all(sheet if as_read is None else as_read)
    return (Fact(identity, f"{title}／{WHOLE}", f"{len(facts)}項目", fingerprint, tuple(everywhere)), *facts)


def without(identity: Identity, sheet: Sheet, withdrawn: Withdrawn, as_read: Sheet | None = None) -> Sheet | None:
    """The sheet without what was withdrawn from it; None when nothing of it may be given. ``as_read``: see ``facts_of``."""
    prints = {fingerprint for key, fingerprint in withdrawn if key == identity.key}
    if not prints:
        return sheet
    if any(_print_of_all(one) in prints for one in (sheet, as_read) if one is not None):
        return None
    rest = _through(sheet, lambda _name, value, _single=False: print_of(value) not in prints)
    return rest if isinstance(rest, PlanSection) else _without_orphaned_reason(rest)


def _through(sheet: Part, keep: Keep, prefix: str = "") -> Part:
    """Show every fact to ``keep`` under its name. Of those it will not keep rows and single statements are held back, with a
    word in their place; the others are left out."""
    changed: dict[str, Any] = {}
    rows: dict[str, int] = {}

    def name_of(label: str, value: Any, nth: int | None) -> str:
        if not isinstance(value, Indicator):
            return f"{prefix}{label}{nth or ''}"
        times = rows[value.name] = rows.get(value.name, 0) + 1
        return f"{prefix}{value.name}" + (f"（{times}つ目）" if times > 1 else "")

    for part, label in _PARTS[type(sheet)].items():
        value = getattr(sheet, part)
        if part == "aims" and isinstance(sheet, Project):  # its three cells have their places
            changed[part] = tuple(
                one if one is None or keep(name_of(label, one, nth), one) else None for nth, one in enumerate(value, 1)
            )
        elif isinstance(value, tuple):
            shown = ((one, keep(name_of(label, one, nth), one)) for nth, one in enumerate(value, 1))
            changed[part] = tuple(
                one if kept else _row_held_back(one) for one, kept in shown if kept or isinstance(one, Indicator)
            )
        elif value is not None and not keep(name_of(label, value, None), value, part in _SINGLE):
            changed[part] = _row_held_back(value) if isinstance(value, Indicator) else _statement(value, part)
    if isinstance(sheet, PlanSection):
        changed["measures"] = tuple(
            _through(measure, keep, f"施策{measure.code.number} ") for measure in sheet.measures
        )
    return replace(sheet, **changed)


def _print_of_all(sheet: Sheet) -> str:
    found: list[str] = []

    def note(_name: str, value: Any, _single: bool = False) -> bool:
        found.append(print_of(value))
        return True

    _through(sheet, note)
    return _print(*found)


def is_held_back(fact: Indicator | Prose) -> bool:
    """Whether staff have withdrawn it."""
    return (fact.doubt if isinstance(fact, Indicator) else fact.text) == HELD_BACK


def _row_held_back(row: Indicator) -> Indicator:
    """The row under its name, so that who asks for it is found to do so: what is left is a gap that says why."""
    gap = Figure(None, None, row.target.unit)
    return replace(row, target=gap, result=gap, doubt=HELD_BACK, reason=None)


def _statement(prose: Prose, part: str) -> Prose | None:
    return Prose(HELD_BACK, prose.source, quoted=True) if part in _SINGLE else None


def _without_orphaned_reason(sheet: Results | Project) -> Results | Project:
    """A reason given for rows that are gone must not be taken for the reason of the others."""
    if not sheet.reason_about:
        return sheet
    rows: Iterable[Indicator]
    rows = sheet.indicators if isinstance(sheet, Results) else (*sheet.activities, sheet.budget, sheet.staffing)
    there = {row.name for row in rows if not is_held_back(row)}
    about = tuple(name for name in sheet.reason_about if name in there)
    return replace(sheet, reason=sheet.reason if about else None, reason_about=about)


def _says(value: Any) -> str:
    match value:
        case Indicator():
            return f"{_figure(value.target)} → {_figure(value.result)}"
        case Goal():
            return value.heading
        case Achievement():
            return value.text.text
        case Prose():
            return value.text
        case _:
            return str(value)


def _figure(figure: Figure) -> str:
    return figure.with_unit or "数値なし"


def print_of(value: Any) -> str:
    """What a fact says, wherever it is printed: page and line may change without the fact changing."""
    match value:
        case Indicator():
            cells = (value.target, value.result)
            return _print("row", value.name, *(part or "" for cell in cells for part in (cell.printed, cell.unit)))
        case Goal():
            return _print("goal", value.heading, value.text.text if value.text else "")
        case Achievement():
            return _print("achievement", value.heading, value.text.text)
        case Prose():
            return _print("prose", value.text)
        case _:
            return _print("text", str(value))


def _place_of(value: Any) -> Source | None:
    """Where a fact is printed; None for what has no line of its own, the name of a plan for instance."""
    match value:
        case Indicator() | Prose():
            return value.source
        case Goal():
            return value.text.source if value.text else None
        case Achievement():
            return value.text.source
        case _:
            return None


def _print(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
