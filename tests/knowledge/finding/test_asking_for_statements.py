"""Statements of plans nobody here has met are found under everyday words, or shown as close; another one is seldom told.

Of the 160 statements every fourth is held back: whoever mends the engine does not read what is asked for it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, found, normalised
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Goal, Ledger, PlanMeasure, PlanSection, Prose, Source

FILE = Path(__file__).parents[2] / "questions" / "statements" / "statements.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
# Shown or told when the floors were set: 78 % of the read ones (64 % before), 66 % of those held back (53 %).
FLOORS = {False: 0.76, True: 0.64}
WRONG = 0.05
_PLAN = "第1次みほん市振興計画 第1章"


@pytest.fixture(scope="module")
def town() -> Knowledge:
    """One plan with a section for each field of a city's work."""
    fields: dict[str, list[dict]] = defaultdict(list)
    for row in ROWS:
        fields[row["field"]].append(row)
    sections = tuple(_section(number, field, rows) for number, (field, rows) in enumerate(fields.items()))
    return Knowledge.build(Ledger("statements", "みほん市", sections), city="みほん市")


@pytest.mark.parametrize("held", FLOORS, ids=["read", "held back"])
def test_most_statements_are_found_in_everyday_words(town: Knowledge, held: bool):
    counted = Counter(_outcome(town, row, asked) for row in ROWS if row["held"] == held for asked in row["ask"])
    assert counted["found"] >= FLOORS[held] * counted.total(), counted
    assert counted["wrong"] <= WRONG * counted.total(), counted


def _outcome(town: Knowledge, row: dict, asked: str) -> str:
    text = answer(town, asked, None).text
    if found(row["key"][0], normalised(text)):
        return "found"
    return "wrong" if cites(text) else "untold"


def _section(number: int, field: str, rows: list[dict]) -> PlanSection:
    code = Code("1次", f"{number // 9 + 1}-{number % 9 + 1}")
    of_measure = Code(code.plan, f"{code.number}-1")
    place = Source(_PLAN, f"{of_measure.number} 目標")
    parts: dict[str, list[Prose]] = defaultdict(list)
    for row in rows:
        source = Source(_PLAN, f"{code.number} 現状と課題") if row["section"] == "現状と課題" else place
        parts[row["section"]].append(Prose(row["statement"], source, quoted=True))
    issues, efforts = parts.pop("現状と課題", []), parts.pop("これまでの取組", [])
    goals = tuple(
        Goal(f"目標{nth}", prose) for nth, prose in enumerate((one for told in parts.values() for one in told), 1)
    )
    measure = PlanMeasure(of_measure, f"{field}の推進", goals, tuple(efforts), (), place)
    return PlanSection("みほん市", code, field, "第1章 まち", tuple(issues), (), (measure,), place)
