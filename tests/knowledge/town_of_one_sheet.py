"""Knowledge of a town that does not exist and has a single results sheet, with the rows and sentences a test needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.model import Achievement, Code, Figure, Indicator, Ledger, Project, Prose, Results, Source

_SOURCE = Source("令和6年度 主要施策の成果説明書", "施策3-1-1")
_UNITS = {"量": "人", "台数": "台", "件数": "件", "回数": "回"}


def town_that_counts(
    *rows: str, unit: str | None = None, purpose: str | None = None, reason: str | None = None
) -> Knowledge:
    """The sheet has these rows, each 300 meant and 320 reached, in the unit that its name ends for unless another is given."""
    return town_of_one_sheet(counted=rows, unit=unit, purpose=purpose, reason=reason)


def town_of_one_sheet(
    told: Iterable[str] = (),
    counted: Iterable[str] = (),
    *,
    unit: str | None = None,
    purpose: str | None = None,
    to_come: str | None = None,
    reason: str | None = None,
    department: str = "企画課",
    projects: Iterable[Project] = (),
) -> Knowledge:
    """``told`` are the sentences on what was done, ``counted`` the rows, as ``town_that_counts`` has them, ``to_come`` what is
    to be done next."""
    sheet = Results(
        city="みほん市", year=2024, department=department, code=Code("4次", "3-1-1"), title="くらしの土台",
        chapter="第3章 くらし", section="くらしの土台を固めます", strategy=None,
        purposes=(Prose(purpose, _SOURCE),) if purpose else (), goals=(),
        achievements=tuple(Achievement("実績", Prose(text, _SOURCE)) for text in told),
        indicators=tuple(_row(name, unit) for name in counted), reason=Prose(reason, _SOURCE, quoted=True) if reason else None,
        next_steps=Prose(to_come, _SOURCE) if to_come else None, source=_SOURCE,
    )  # fmt: skip
    return Knowledge.build(Ledger("v", results=(sheet,), projects=tuple(projects)), city="みほん市")


def _row(name: str, unit: str | None) -> Indicator:
    own = unit or next(own for ending, own in _UNITS.items() if name.endswith(ending))
    return Indicator(name, Figure("300", Decimal(300), own), Figure("320", Decimal(320), own), _SOURCE)
