"""The rows of which a statement tells: 「魚食普及教室を18回開催し、326人が参加しました」 tells of 魚食普及教室の参加者数.

A follow-up to a statement (「目標は？」, 「なんで増えた？」) is answered from the table and the reasons of the same sheets,
which speak of their rows and not of statements.
"""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import Passage, Subject

# The share of what a row counts that a statement has to say, by weight; what it is worth that it prints the very result.
_SAID, _PRINTED = 0.75, 0.5
# How far ahead the likeliest has to be.
_AHEAD = 0.05
_FEW_SENTENCES = 2
_DIGIT = re.compile(r"\d")


def row_told(knowledge: Knowledge, told: Passage) -> Subject | None:
    """The row a statement tells of: it prints its result, or calls what it counts by its name; None where it tells of none,
    or of several alike."""
    text = plain(told.prose.text)
    row = row_spoken_of(knowledge, told)
    if row is None or not (_prints(text, row) or (counted_thing(row.name) or plain(row.name)) in text):
        return None  # words of a name that stand apart may speak of something else
    return row


def row_spoken_of(knowledge: Knowledge, told: Passage) -> Subject | None:
    """The row that has most of its words in a statement, wherever they stand there; None where several have."""
    ranked = sorted(_told(knowledge, told), key=lambda each: -each[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    row, text = ranked[0][1], plain(told.prose.text)
    # A long statement tells of much besides: of the 除雪機械 that are renewed and of those that are lent.
    sure = len(ranked) == 1 or text.count("。") <= _FEW_SENTENCES or _prints(text, row)
    return row if sure else None


def row_counted_in(knowledge: Knowledge, told: Passage, unit: str) -> Subject | None:
    """The only row of which a statement tells that is printed in a unit, however many it tells of."""
    rows = [row for _, row in _told(knowledge, told) if row.row is not None]
    found = [row for row in rows if row.row and units.says(unit, row.row.units)]
    return found[0] if len(found) == 1 else None


def aim_told(knowledge: Knowledge, told: Passage) -> Passage | None:
    """The row of the plan's own table of which a statement tells; None where there is none, or are several alike."""
    said = knowledge.index.tokens(told.prose.text) | knowledge.index.tokens(told.heading or "")
    found = []
    for passage in knowledge.index.passages:
        if passage.part == "aims" and passage.subject.city == told.subject.city:
            name, _, _ = passage.prose.text.partition("は、")
            whole = knowledge.index.tokens(name)
            if (counted_thing(name) or plain(name)) in plain(told.prose.text):
                found.append((_share(knowledge, whole & said, whole), passage))
    found.sort(key=lambda each: -each[0])
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _AHEAD):
        return None
    return found[0][1]


def _told(knowledge: Knowledge, told: Passage) -> list[tuple[float, Subject]]:
    index, text = knowledge.index, plain(told.prose.text)
    said = index.tokens(told.prose.text) | index.tokens(told.heading or "")
    found = []
    rows = (row for sheet in knowledge.sheets_around(told.subject) for row in knowledge.rows_of(sheet))
    for row in dict.fromkeys(rows):
        thing, whole = index.tokens(counted_thing(row.name) or row.name), index.tokens(row.name)
        share = _share(knowledge, thing & said, thing)
        if share >= _SAID:
            fit = share + _share(knowledge, whole & said, whole) + (_PRINTED if _prints(text, row) else 0.0)
            found.append((fit, row))
    return found


def _share(knowledge: Knowledge, some: frozenset[str], whole: frozenset[str]) -> float:
    weight = knowledge.index.weight(whole)
    return knowledge.index.weight(some) / weight if weight else 0.0


def _prints(text: str, row: Subject) -> bool:
    """Whether a folded statement prints the very result of a row, with its unit."""
    result = row.row.result if row.row is not None else None
    if result is None or not _DIGIT.search(result.printed or ""):
        return False
    return re.search(rf"(?<![\d.,]){re.escape(plain(result.with_unit))}", text) is not None
