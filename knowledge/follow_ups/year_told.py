"""The sheets beside which what was told stands: those of its year, where it is not of the newest."""

from __future__ import annotations

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject


def seen_in_its_year(knowledge: Knowledge, told: Subject) -> Knowledge:
    """The knowledge as it is seen from the year and the city of what was told."""
    if told in knowledge.subjects or told.year is None:
        return knowledge
    return knowledge.seen_as(knowledge.scopes.of_year(told.year, told.city))
