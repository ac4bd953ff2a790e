"""Whether anything is written about a thing (「津波について何か書いてありますか」): where the word itself stands, that is told.

It may stand there in passing, and then no other question is answered by it; to this one it is the answer.
"""

from __future__ import annotations

import re

from knowledge.answers.looking_up import Found
from knowledge.answers.turn import Turn
from knowledge.language.wordbook import plain
from knowledge.reply import Reply
from knowledge.telling import tell

_ASKED = re.compile(
    r"(?:について|に関して|のこと|の話|の記載|の記述)?(?:は|って|が|も|、)*(?:何か|なにか|どこかに|少しでも)?、?"
    r"(?:(?:書い|載っ|のっ|触れ(?:られ)?|書かれ|出)て(?:い)?(?:る|ます|あ(?:る|り))|(?:の)?(?:記載|記述)(?:は|が|って)?(?:あ(?:る|り)))"
    r"(?:ます|の|ん|です|でしょう)*か?[?？。]*\s*$"
)
_MOST = 2
_LEAST = 2
# Where the situation is told and what is to be done the thing is spoken of for its own sake more often than in a reason.
_FIRST = {
    "issues": 0,
    "policies": 0,
    "goals": 0,
    "purpose": 1,
    "overview": 1,
    "achievements": 1,
    "efforts": 1,
    "next": 1,
}
_LAST = 2


def written_there(turn: Turn, found: Found) -> Reply | None:
    """The statements in which the one word stands of which it is asked whether it is written of; None where none has it, or
    anything else is asked."""
    question, seen = found.asked, found.seen
    if turn.refused or found.reply.outcome != "unknown" or len(question.things) != 1 or not _ASKED.search(turn.text):
        return None
    if question.asked.years or question.asked.unit is not None or question.asked.narrower:
        return None
    if len(said := question.things[0].said) < _LEAST:
        return None
    told = [
        passage
        for passage in map(seen.index.passages.__getitem__, seen.view.scope.passages)
        if said in plain(passage.prose.text)
    ]
    told.sort(key=lambda passage: _FIRST.get(passage.part, _LAST))
    return tell.prose(seen, told[:_MOST], "overview") if told else None
