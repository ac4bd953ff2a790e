"""Knowledge of a town that does not exist and has a single project's sheet, with the rows and sentences a test needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Figure, Indicator, Ledger, Project, Prose, Source

_SOURCE = Source("令和6年度 実施計画兼予算要求書", "事業")


def town_with_a_project(
    name: str,
    overview: str,
    counted: Mapping[str, str],
    *,
    to_come: str | None = None,
    reason: str | None = None,
    more: Iterable[Project] = (),
) -> Knowledge:
    """``counted`` are the rows with their units, each 300 meant and 320 reached."""
    own = project(name, overview, counted, to_come=to_come, reason=reason)
    return Knowledge.build(Ledger("v", projects=(own, *more)), city="みほん市")


def project(
    name: str,
    overview: str,
    counted: Mapping[str, str],
    *,
    to_come: str | None = None,
    reason: str | None = None,
    thousand_yen: int = 4000,
) -> Project:
    """A sheet of the town, of which so many thousand yen were meant and spent."""
    return Project(
        city="みほん市", year=2024, department="企画課", name=name, account=("01一般会計", "02総務費"),
        measures=((Code("4次", "3-1-1"), "くらしの土台"),), strategy=None, overview=Prose(overview, _SOURCE), purpose=None,
        aims=(None, None, None), activities=tuple(_row(row, unit) for row, unit in counted.items()),
        budget=_row("事業費", "千円", thousand_yen), staffing=_row("従事人工", "人工", 1),
        reason=Prose(reason, _SOURCE) if reason else None, next_steps=Prose(to_come, _SOURCE) if to_come else None,
        source=_SOURCE,
    )  # fmt: skip


def _row(name: str, unit: str, number: int | None = None) -> Indicator:
    meant, reached = (300, 320) if number is None else (number, number)
    return Indicator(
        name, Figure(str(meant), Decimal(meant), unit), Figure(str(reached), Decimal(reached), unit), _SOURCE
    )
