"""Why a row came out below or above its target, where the sheet's field 理由 leaves it open and what was done tells it.

「9月に非常勤の保育士2人が家族の転勤により退職しました」 stands among what was done, and tells why there are fewer of them.
"""

from __future__ import annotations

import re

from knowledge.finding.causes import may_tell_cause
from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import SENTENCE
from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import Passage, Subject

# What makes a number small, and what makes it large.
_FEWER = re.compile(
    r"減[っりら少]|異動|退職|退任|離職|辞[めし退]|欠員|不在|不足|転出|脱退|中止|休止|休業|休館|廃止|閉[店鎖校所院]|取りやめ|見送"
    r"|延期|遅れ|(?:工事|工期|着工|完成|完了|時期)が?[^。、]{0,4}延び|(?:翌|次|来)年度[にへ](?:送|回|持ち越|繰)|繰り?越|先送り"
    r"|[でき]きません|できなかった|至りません|至らな|届きません"
)
_MORE = re.compile(r"増[えや加]|伸び|広が|新たに加わ|加わっ|上回|好調|急増")
# The last word of what a row counts is what a sentence calls it.
_LAST, _LEAST = re.compile(r"[^のを・、（）()]+$"), 3


def reason_elsewhere(knowledge: Knowledge, row: Subject) -> Passage | None:
    """What was done, of the very sheet, with a sentence that has what the row counts, a cause, and its way up or down; None
    where there is none, or the row came out as it was meant to."""
    gap = outcomes.difference(row.row) if row.row is not None else None
    thing = _called(counted_thing(row.name) or "")
    if not gap or not thing:
        return None
    moved = _FEWER if gap < 0 else _MORE
    for passage in knowledge.index.passages_on_sheet_of(row):
        if passage.part == "achievements" and thing in plain(passage.prose.text):
            sentences = map(plain, SENTENCE.findall(passage.prose.text))
            if any(thing in one and moved.search(one) and may_tell_cause(one) for one in sentences):
                return passage
    return None


def _called(counted: str) -> str:
    """What a sentence calls the thing that is counted: its last word, or all of it where that is too short to tell what is
    spoken of (上屋 of バス停の上屋); "" where nothing is left."""
    last = _LAST.search(counted)
    if last is None or len(counted) < _LEAST:
        return ""
    return last[0] if len(last[0]) >= _LEAST else counted
