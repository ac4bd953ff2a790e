"""「どちらの高校？」 where no school is named: that is said before the statement that tells of one without its name."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.quotes import names_in
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.joining import is_of_sheet

_KIND = r"(?P<{}>(?:小|中)?学校|高校|大学|会社|企業|事業所|お?店|店舗|病院|旅館|農家)"
_WHICH = re.compile(
    rf"(?:どこ|どちら|どご)の{_KIND.format('of')}|(?:どの|何という|何ていう|なんていう){_KIND.format('named')}"
    rf"|{_KIND.format('asked')}(?:って|は)、?(?:いったい)?(?:どこ|どちら)(?!で(?!す)|に|へ)|(?P<name>学校|校|会社|企業|店|病院|旅館)名"
)
_SCHOOLS = frozenset({"校", "学校", "小学校", "中学校"})
_SHORT_FOR = {"校": "学校"}
_NOBODY = frozenset({"日本", "東京", "国内"})
# 宮川小 and 南中学校 are names, 市内の小中学校 is none.
_SCHOOL = re.compile(
    r"(?<![一-龠・])(?!市内|県内|町内|村内|各|全|両|小|中|複数|公立|私立|県立|市立)[一-龠]{1,5}(?:小学校|中学校|高校|高等学校|大学|小|中)(?![一-龠])"
)


def with_name_lacking(knowledge: Knowledge, question: Question, reply: Reply) -> Reply:
    """The reply, that says first that it names none, where the name of a school or a firm is asked for and it has none."""
    found = _WHICH.search(question.asked.text) if reply.tells else None
    if found is None:
        return reply
    told = "\n".join(line for line in plain(reply.text).split("\n") if not is_of_sheet(line))
    if _names_somebody(knowledge, told, question.asked.text):
        return reply
    kind = next(filter(None, found.groups()))
    if kind in _SCHOOLS and (named := _schools_on_sheet(knowledge, reply)):
        return tell.prose(knowledge, [named], "overview")
    lacking = f"どの{_SHORT_FOR.get(kind, kind)}かは、資料に書かれていません。近い内容をお知らせします。"
    return replace(reply, outcome="partly", text=f"{lacking}\n{reply.text}")


def _schools_on_sheet(knowledge: Knowledge, reply: Reply) -> Passage | None:
    """The only statement of the sheet that was told of that calls schools by their names; None where none or several do."""
    keys = reply.topic.subjects[:1] if reply.topic else ()
    told = [
        one
        for key in keys
        for one in knowledge.index.passages_on_sheet_of(knowledge.by_key[key])
        if _SCHOOL.search(plain(one.prose.text))
    ]
    return told[0] if len(told) == 1 else None


def _names_somebody(knowledge: Knowledge, told: str, asked: str) -> bool:
    if any(name not in asked for name in names_in(told)) or _SCHOOL.search(told):
        return True
    own = knowledge.own_places | _NOBODY
    return any(
        term.name and not any(term.word in one or one in term.word for one in own) and term.surface not in asked
        for term in knowledge.words.terms(told)
    )
