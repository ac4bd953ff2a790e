"""What is bundled for the city, prepared once in a process: it takes most of a second, and never changes."""

from __future__ import annotations

from functools import cache

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled


@cache
def bundled_knowledge() -> Knowledge:
    return Knowledge.build(bundled(), city="上山市")
