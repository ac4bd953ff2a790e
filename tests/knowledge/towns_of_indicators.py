"""Towns made of indicators that cities in Japan print, with everyday ways to ask for each (tests/questions/indicators), and
of what their yearly sheets count (tests/questions/activities).

The indicators are dealt out among five towns, so that each can be asked for where it stands and where it was left out
while its neighbours stand there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Figure, Indicator, Ledger, Prose, Results, Source

SETS = Path(__file__).parents[1] / "questions"
TOWNS = 5
_ROWS_PER_SHEET = 4
_CITY = "みなも市"


@dataclass(frozen=True)
class Asked:
    """A question for an indicator; ``town`` has it, ``other`` has not."""

    question: str
    indicator: str
    field: str
    town: Knowledge
    other: Knowledge


def questions(of: str = "indicators") -> Iterator[Asked]:
    """Every way to ask for every indicator of a set."""
    dealt = towns(of)
    for number, row in enumerate(_indicators(of)):
        town, other = dealt[number % TOWNS], dealt[(number + 1) % TOWNS]
        for question in row["ask"]:
            yield Asked(question, row["indicator"], row["field"], town, other)


@cache
def towns(of: str = "indicators") -> Sequence[Knowledge]:
    """The five towns of a set."""
    rows = _indicators(of)
    return [_town([row for number, row in enumerate(rows) if number % TOWNS == nth]) for nth in range(TOWNS)]


def _indicators(of: str) -> list[dict]:
    lines = [
        line for path in sorted((SETS / of).glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return list({row["indicator"]: row for row in map(json.loads, lines)}.values())


def _town(rows: Sequence[dict]) -> Knowledge:
    by_field: defaultdict[str, list[dict]] = defaultdict(list)
    for row in rows:
        by_field[row["field"]].append(row)
    sheets = []
    for chapter, (field, own) in enumerate(by_field.items(), 1):
        for start in range(0, len(own), _ROWS_PER_SHEET):
            number = f"{chapter}-1-{start // _ROWS_PER_SHEET + 1}"
            sheets.append(_sheet(field, chapter, number, own[start : start + _ROWS_PER_SHEET]))
    return Knowledge.build(Ledger("v", results=tuple(sheets)), city=_CITY)


def _sheet(field: str, chapter: int, number: str, rows: Sequence[dict]) -> Results:
    source = Source("令和6年度 主要施策の成果説明書", f"施策{number}", chapter)
    return Results(
        city=_CITY,
        year=2024,
        department="企画課",
        code=Code("5次", number),
        title=f"{field.replace('・', 'と')}の充実",
        chapter=f"第{chapter}章 暮らし",
        section=f"{field}の取組を進めます",
        strategy=None,
        purposes=(Prose(f"{field}の取組を進め、安心して暮らせるまちをつくります。", source),),
        goals=(),
        achievements=(),
        indicators=tuple(_row(row, source) for row in rows),
        reason=None,
        next_steps=Prose("引き続き取り組みます。", source),
        source=source,
    )


def _row(row: dict, source: Source) -> Indicator:
    unit = None if row["unit"] == "－" else row["unit"].replace("％", "%")
    return Indicator(row["indicator"], Figure("300", Decimal(300), unit), Figure("320", Decimal(320), unit), source)
