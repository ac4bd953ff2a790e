"""The sets of questions as ``tests/questions/sets.toml`` lists them; what its keys mean is told in the README beside it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETS = Path(__file__).parents[1] / "questions"
# What no kind of question may fall below.
KINDS_FLOOR = 0.8


@dataclass(frozen=True)
class Held:
    """What whoever mends the engine does not read: the share to be right (0..1), and how many may be invented."""

    floor: float
    invented: int


@dataclass(frozen=True)
class QuestionSet:
    """One set. ``floor`` None: only what is held back is asked. ``elsewhere``: a further city whose bot is asked, its floor."""

    name: str
    city: str | None = None
    floor: float | None = None
    lowest_kind: float = KINDS_FLOOR
    held: Held | None = None
    elsewhere: tuple[str, float] | None = None
    written_by: str | None = None
    first_sight: str | None = None


def _read(row: dict[str, Any]) -> QuestionSet:
    held, elsewhere = row.pop("held", None), row.pop("elsewhere", None)
    return QuestionSet(
        **row,
        held=Held(**held) if held else None,
        elsewhere=(elsewhere["city"], elsewhere["floor"]) if elsewhere else None,
    )


_LISTED = tomllib.loads((SETS / "sets.toml").read_text(encoding="utf-8"))
ORIGINALS, DOCUMENTS, ENGLISH = (
    {row["name"]: _read(row) for row in _LISTED[table]} for table in ("originals", "documents", "english")
)
