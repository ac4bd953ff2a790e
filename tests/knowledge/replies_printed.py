"""Prints, as JSON, what some hundred questions of the read sets find and are answered: run in processes of its own by
``test_the_same_in_every_process``."""

from __future__ import annotations

import json
import sys

from bundled_knowledge import bundled_knowledge
from towns_of_documents import SETS

from knowledge.evaluate import converse
from knowledge.finding.understanding import understand

# Of several ways to ask: as the documents have it, in everyday words, by ear, of many rows at once, what nothing tells.
READ, OF_EACH, FIRST = ("dev", "unseen", "blind9", "blind14", "everyday", "ordinary3", "absent"), 40, 20


def told() -> list[tuple[str, str, list[float]]]:
    """The last turns of the conversations, each with the reply to it and what weight the first that its words find have: two
    that differ in the last bit only change places some day."""
    asked = [
        json.loads(line)["turns"]
        for name in READ
        for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:OF_EACH]
    ]
    knowledge = bundled_knowledge()
    return [
        (
            turns[-1],
            converse(knowledge, turns).text,
            [hit.score for hit in understand(knowledge, turns[-1], None).hits[:FIRST]],
        )
        for turns in asked
    ]


if __name__ == "__main__":
    json.dump(told(), sys.stdout, ensure_ascii=False)
