"""Finds the weights of rows in ``knowledge/language/nearness.toml``: ``python -m tests.knowledge.nearness_weights``.

Logistic regression over the questions of ``towns_of_indicators``, each asked where its indicator stands and where it was
left out, and over the traps of ``tests/questions/absent.jsonl``. It is told how well the weights separate the two on fields
of work that they were not fitted on, and what a threshold tells and keeps back. No library is needed; it takes a minute.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.answer import answer
from knowledge.answers.candidates import rows
from knowledge.answers.nearest import counts_something, is_limited
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import row_values
from knowledge.finding.understanding import understand
from knowledge.ledger.bundled import bundled_of

_ABSENT = Path(__file__).parents[1] / "questions" / "absent.jsonl"
_THRESHOLDS = (0.4, 0.5, 0.6, 0.7)
_FOLDS, _RIDGE, _STEPS = 6, 2.0, 25


class Case(NamedTuple):
    """The likeliest row for a question: what speaks for and against it, and whether it is the one asked for."""

    values: dict[str, float]
    right: bool
    field: str
    trap: bool


def cases() -> Iterator[Case]:
    """Every question that nothing but what is nearest can answer."""
    from towns_of_indicators import questions

    for asked in questions():
        for town, trap in ((asked.town, False), (asked.other, True)):
            if case := _case(town, asked.question, asked.indicator, asked.field, trap=trap):
                yield case
    bundled = Knowledge.build(bundled_of("上山市"), city="上山市")
    for line in _ABSENT.read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["turns"]
        if len(turns) == 1 and (case := _case(bundled, turns[0], None, "absent", trap=True)):
            yield case


def _case(town: Knowledge, text: str, indicator: str | None, field: str, *, trap: bool) -> Case | None:
    reply = answer(town, text, None)
    if reply.outcome != "unknown" and "lacking" not in reply.slots:
        return None
    question = understand(town, text, None)
    seen = town.seen_as(question.view)
    things = [group for group in question.groups if group.strong]
    if not things or not counts_something(question) or is_limited(seen, question):
        return None
    found = sorted(rows(seen, question, things), key=lambda one: -one.score)
    if not found or not found[0].subject.is_figure:
        return None
    lacking = [group for group in things if group not in found[0].own]
    values = row_values(seen, question, found[0], found[1] if len(found) > 1 else None, lacking)
    return Case(values, found[0].subject.name == indicator, field, trap)


def fitted(known: Sequence[Case], names: Sequence[str]) -> list[float]:
    """Weights by Newton's method, the bias first; all but the bias are drawn towards 0."""
    size = len(names) + 1
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [0.0, *(-_RIDGE * one for one in weights[1:])]
        bend = [[_RIDGE * (row == column > 0) for column in range(size)] for row in range(size)]
        for case in known:
            row = [1.0, *(case.values[name] for name in names)]
            chance = _chance(weights, row)
            for at, value in enumerate(row):
                slope[at] += (case.right - chance) * value
                for other, beside in enumerate(row):
                    bend[at][other] += chance * (1 - chance) * value * beside
        step = _solved(bend, slope)
        weights = [one + more for one, more in zip(weights, step, strict=True)]
    return weights


def _chance(weights: Sequence[float], row: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(one * value for one, value in zip(weights, row, strict=True))))


def _solved(bend: list[list[float]], slope: list[float]) -> list[float]:
    size = len(slope)
    table = [[*row, end] for row, end in zip(bend, slope, strict=True)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(table[row][at]))
        table[at], table[best] = table[best], table[at]
        for row in range(size):
            if row != at:
                share = table[row][at] / table[at][at]
                table[row] = [one - share * other for one, other in zip(table[row], table[at], strict=True)]
    return [table[at][size] / table[at][at] for at in range(size)]


def main() -> None:
    """Print what each threshold tells on fields left out of the fit, then the weights of all."""
    known = list(cases())
    names = list(known[0].values)
    fields = sorted({case.field for case in known})
    judged = []
    for fold in range(_FOLDS):
        out = set(fields[fold::_FOLDS])
        weights = fitted([case for case in known if case.field not in out], names)
        judged += [
            (_chance(weights, [1.0, *(case.values[name] for name in names)]), case)
            for case in known
            if case.field in out
        ]
    for least in _THRESHOLDS:
        right = [chance >= least for chance, case in judged if case.right]
        trapped = [chance >= least for chance, case in judged if case.trap]
        sys.stdout.write(f"# {least}: {sum(right)} of {len(right)} told, {sum(trapped)} of {len(trapped)} traps\n")
    for name, weight in zip(("bias", *names), fitted(known, names), strict=True):
        sys.stdout.write(f"{name} = {weight:.2f}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
