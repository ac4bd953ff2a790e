"""Where in a question the compound ends of which a thing is a part."""

from __future__ import annotations

import re

from knowledge.finding.understanding import Question

_KANJI_OR_KATAKANA = re.compile("[一-龠ァ-ヶ]")
_COUNTERS_OF_ALL = frozenset({"数", "人", "人数", "件", "件数", "回", "回数", "割合", "中", "内", "等"})


def compound_end(question: Question, text: str, end: int) -> int:
    """Where the compound ends of which a thing that ends at ``end`` is a part: 防災士, where 防災 is the thing."""
    weak = [group.said for group in question.groups if not group.strong and group.said not in _COUNTERS_OF_ALL]
    while said := next((one for one in weak if text.startswith(one, end) and _KANJI_OR_KATAKANA.match(one)), None):
        end += len(said)
    return end
