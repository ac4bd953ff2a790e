"""Questions of the read sets, written as people mistype them, are answered as they were; what is absent stays refused."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from knowledge.evaluate import converse, problem
from knowledge.finding.knowledge import Knowledge
from tests.knowledge.mistakes import MISTAKES

SETS = Path(__file__).parents[1] / "questions"
READ = ("dev", "unseen", "blind3", "blind6", "blind13", "ordinary1")
ASKED, SEED = 60, 7
# The share of the questions answered when written right that must be answered all the same.
FLOORS = {"converted": 0.85, "heard": 0.85, "kana": 0.9, "elders": 0.93, "children": 0.78}
# Of the absent things: with a kanji exchanged or a noun in kana some of them are no word at all, and what is left is told.
MOST_TOLD = {"converted": 0.03, "heard": 0.06, "kana": 0.07, "elders": 0.0, "children": 0.1}


@pytest.mark.parametrize("kind", FLOORS)
def test_a_mistake_leaves_the_answer_as_it_was(knowledge: Knowledge, kind: str):
    rows = [row for name in READ for row in _rows(name)]
    random.Random(SEED).shuffle(rows)
    right = (
        (typed, row) for typed, row in _mistyped(knowledge, rows, kind) if _passes(knowledge, row["turns"][0], row)
    )
    asked = list(islice(right, ASKED))
    wrong = [typed for typed, row in asked if not _passes(knowledge, typed, row)]
    assert len(wrong) <= (1 - FLOORS[kind]) * len(asked), wrong


@pytest.mark.parametrize("kind", MOST_TOLD)
def test_a_mistake_makes_nothing_present_that_is_absent(knowledge: Knowledge, kind: str):
    asked = list(_mistyped(knowledge, _rows("absent"), kind))
    told = [typed for typed, row in asked if not _passes(knowledge, typed, row)]
    assert len(told) <= MOST_TOLD[kind] * len(asked), told


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if len(row["turns"]) == 1]


def _mistyped(knowledge: Knowledge, rows: list[dict[str, Any]], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    chance = random.Random(SEED)
    for row in rows:
        typed = MISTAKES[kind](row["turns"][0], knowledge.words, chance)
        if typed and typed != row["turns"][0]:
            yield typed, row


def _passes(knowledge: Knowledge, question: str, row: dict[str, Any]) -> bool:
    return problem(converse(knowledge, [question]).text, row["expect"]) is None
