"""Which sheet is which: what makes two sheets, read at different times or written by hand, the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from knowledge.language.text import UNKNOWN_PLAN, fold
from knowledge.model import PlanSection, Project, Results

Sheet = Results | Project | PlanSection
Family = Literal["results", "review", "plan"]

_TITLES: dict[Family, str] = {
    "plan": "計画",
    "results": "主要施策の成果説明書",
    "review": "実施計画兼予算要求書（検証）",
}


class Sheets(Protocol):
    """What holds sheets: a ledger, or a document that was read."""

    @property
    def sections(self) -> tuple[PlanSection, ...]: ...
    @property
    def results(self) -> tuple[Results, ...]: ...
    @property
    def projects(self) -> tuple[Project, ...]: ...


@dataclass(frozen=True)
class Identity:
    """What tells a sheet from all others. Width, blanks and kind of kana make no difference between two identities.

    ``year`` is the fiscal year, None for the plan, which has no department either. ``sheet`` is plan and code
    ("7次 5-1-1", "8次 6-4") or the project's name. ``nth`` counts sheets of one file that agree in all of this.
    """

    family: Family
    city: str
    year: int | None
    department: str
    sheet: str
    nth: int = 1

    @property
    def key(self) -> str:
        """A text of 32 characters, the same for equal identities in every process and release."""
        parts = (
            self.family,
            _same(self.city),
            str(self.year),
            _same(self.department),
            _same(self.sheet),
            str(self.nth),
        )
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identity_of(sheet: Sheet) -> Identity:
    """The identity of a sheet that stands alone."""
    match sheet:
        case Results():
            code = f"{sheet.code.plan} {sheet.code.number}"
            return Identity("results", sheet.city, sheet.year, sheet.department, code)
        case Project():
            return Identity("review", sheet.city, sheet.year, sheet.department, sheet.name)
        case PlanSection():
            return Identity("plan", sheet.city, None, "", f"{sheet.code.plan} {sheet.code.number}")


def sheets_in(held: Sheets) -> Iterator[Sheet]:
    """Every sheet of a ledger or document, family by family."""
    yield from held.sections
    yield from held.results
    yield from held.projects


def identified(sheets: Iterable[Sheet]) -> list[tuple[Identity, Sheet]]:
    """The sheets of one file with their identities; a second sheet of the same identity is counted up, so none is lost."""
    counted: dict[str, int] = {}
    found = []
    for sheet in sheets:
        alone = identity_of(sheet)
        nth = counted[alone.key] = counted.get(alone.key, 0) + 1
        own = alone if nth == 1 else Identity(alone.family, alone.city, alone.year, alone.department, alone.sheet, nth)
        found.append((own, sheet))
    return found


def unnumbered(identity: Identity) -> Identity | None:
    """What the same sheet is while its document does not tell the number of its plan; None for what belongs to no numbered one.

    A document put right by its number takes the place of itself without one.
    """
    plan, _, number = identity.sheet.partition(" ")
    if identity.family == "review" or plan == UNKNOWN_PLAN:
        return None
    return replace(identity, sheet=f"{UNKNOWN_PLAN} {number}")


def is_below(number: str, above: str) -> bool:
    """Whether a code is one of those under another: 6-1-1 is below 6-1 and 6, 6-10 and 6-1 itself are not below 6-1."""
    return number.startswith(f"{above}-")


def is_within(number: str, above: str) -> bool:
    """Whether a code is another or below it."""
    return number == above or is_below(number, above)


def chapter_of(number: str) -> str:
    """The number of the chapter a code belongs to: "6" for 6-1-1."""
    return number.split("-", 1)[0]


def title_of(sheet: Sheet) -> str:
    """What staff call it, e.g. "令和5年度 主要施策の成果説明書 施策5-1-1"."""
    return f"{sheet.source.document} {sheet.source.place}"


def document_of(sheet: Sheet) -> str:
    """What the document is called that a sheet belongs to: 第3次みさき市総合計画, or the name of its family."""
    title = sheet.source.document.split(" ")[0]
    return title if isinstance(sheet, PlanSection) and title else _TITLES[identity_of(sheet).family]


def _same(text: str) -> str:
    return fold(text, spaces=False)
