"""Weights by the ages of the population: beside the raw figures, never instead of them, and off unless a city asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from panel.results import PERCENT_MIN, Table


def weighted(table: Table | None, population: Mapping[str, int]) -> Mapping[int, int]:
    """Per cent of each answer, had every age group answered in proportion to its people; empty where that cannot be told.

    ``table`` is the answers by age group. It can be told only where every group is shown: a weighted figure beside the
    plain one would otherwise tell what hidden groups answered. And only from ``PERCENT_MIN`` answers.
    """
    if table is None or table.whole.people < PERCENT_MIN or set(table.columns) != set(population):
        return MappingProxyType({})
    shown = {group: counts for group, counts in table.columns.items() if counts is not None}
    if len(shown) != len(table.columns) or not all(counts.people for counts in shown.values()):
        return MappingProxyType({})
    everybody = sum(population.values())
    shares = {
        answer: sum(population[group] * counts.count(answer) / counts.people for group, counts in shown.items())
        for answer in table.whole.by_answer
    }
    return MappingProxyType({answer: int(100 * share / everybody + 0.5) for answer, share in shares.items()})
