"""「じゃあ参加した人数は？」 after a project: asked again of what was spoken of, where it tells nothing by itself."""

from __future__ import annotations

import re

from knowledge.reply import Topic
from knowledge.spoken_of import thing_of_number
from knowledge.understanding import Knowledge, Question
from knowledge.wordbook import plain

_LEAD = re.compile(
    r"^(?:(?:じゃ(?:あ)?|では|それじゃ(?:あ)?|それなら|それと|そして|ちなみに)[、,\s]*|(?:なら|で|あと|and|then)[、,\s]+)"
)
# What a project's name is apart from the thing it is for.
_OF_MONEY = re.compile(r"(?:推進|実施|開催)?(?:事業)?費$")


def said_of_what_was_before(knowledge: Knowledge, question: Question, topic: Topic | None) -> str | None:
    """The follow-up with the name of what was spoken of; None where it is none, or names a thing of its own.

    Only words that many names have (参加, 開催) are said of what was before: a town or a thing begins another matter.
    """
    if name := thing_of_number(question):
        return f"{name}の{question.asked.text}"
    before = question.before[0] if question.before else None
    if topic is None or before is None or not question.asked.follows or not _LEAD.search(question.asked.text):
        return None
    things = [group for group in question.groups if group.strong]
    if not things or not all(knowledge.index.is_common(group, knowledge.view.scope) for group in things):
        return None
    return f"{_OF_MONEY.sub('', plain(before.name))}の{_LEAD.sub('', question.asked.text)}"
