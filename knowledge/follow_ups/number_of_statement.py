"""A number asked for next of a statement: its own, that of the row it tells of, or that of another statement of its sheets."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.amounts import SO_MANY, says_amount
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.telling_sentences import without_each
from knowledge.finding.understanding import Question
from knowledge.follow_ups.rows_told import row_counted_in, row_spoken_of, row_told
from knowledge.follow_ups.same_thing import row_of_thing
from knowledge.follow_ups.thing_before import RARE, is_called_by, name_in_statement, not_told_of_it
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import tell

_HOW_MUCH = re.compile(
    r"(?:じゃあ?|で)?、?(?:全部で|合わせて)?(?:いくつ|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ))(?:に|まで|の)?"
    r"(?P<done>[一-龠ぁ-ん]{0,8}?)(?:の|ん|です|でした|だった|か|かな)*[?？。]*"
)
_KANJI = re.compile("[一-龠]")
_DATES = frozenset({"年", "曜日", "期間"})
# The share of a sentence that has to be words of what was told, by weight, and by how much it is ahead of the next.
_MOSTLY, _AHEAD = 0.5, 0.1


def number_in(knowledge: Knowledge, question: Question, told: Passage) -> Reply | None:
    """The statement again, where it prints the number or date asked for; else, where it names a thing, that none is told."""
    asked = question.asked
    if not asked.asks(*FIGURES, *MONEY):
        return None
    unit = "円" if asked.unit is None and asked.asks(*MONEY) else asked.unit
    if unit is None:
        return _how_much(knowledge, question, told)
    in_unit = replace(question, asked=replace(asked, unit=unit))
    if says_amount(in_unit, without_each(told.prose.text)):
        return tell.prose(knowledge, [told], "figure")
    row = row_told(knowledge, told)
    if row is None or row.row is None or not units.says(unit, row.row.units):
        row = row_of_thing(knowledge, question, question.thing) if question.thing is not None else None
        row = row or _only_row_told(knowledge, question, told, unit)
    if row is not None:
        return tell.figures(knowledge, [row], asked.aspects)
    if asked.asks(*MONEY) and _is_of_project(question, told.subject):
        return None
    if beside := _counted_beside(knowledge, in_unit, told):
        return tell.prose(knowledge, [beside], "figure")
    # The rows of its sheet count other things.
    if name_in_statement(question) is None and (asked.unit in _DATES or asked.asks(*MONEY)):
        return None
    return not_told_of_it(knowledge, question, "数字")


def _only_row_told(knowledge: Knowledge, question: Question, told: Passage, unit: str) -> Subject | None:
    """The only row of which the statement tells that is printed in the unit asked for; None where the statement was asked for a
    thing by which that row is not called."""
    row, name = row_counted_in(knowledge, told, unit), name_in_statement(question)
    return row if row is None or name is None or is_called_by(row, name) else None


def _is_of_project(question: Question, about: Subject) -> bool:
    """Whether the money of a whole project is that of what was spoken of."""
    return about.kind == "project" and (question.thing is None or plain(question.thing) in plain(about.name))


def _counted_beside(knowledge: Knowledge, question: Question, told: Passage) -> Passage | None:
    """The statement of the sheets around that prints the number asked for in a sentence made mostly of the words of
    what was told (「中学3年生218人に英検の受検料を補助」 after the plan's words on it); None where several are alike."""
    index = knowledge.index
    words = index.tokens(told.prose.text) - index.tokens(told.subject.name)
    found = []
    for passage in (
        one for sheet in knowledge.sheets_around(told.subject) for one in index.passages_on_sheet_of(sheet)
    ):
        if passage == told:
            continue
        for sentence in map(without_each, passage.prose.text.split("。")):
            if says_amount(question, sentence):
                own = index.tokens(sentence)
                shared = index.weight(own & words)
                whole = index.weight(own) or 1.0
                found.append((shared / whole if shared >= RARE else 0.0, passage))
    found.sort(key=lambda each: -each[0])
    if not found or found[0][0] < _MOSTLY or (len(found) > 1 and found[1][0] > found[0][0] - _AHEAD):
        return None
    return found[0][1]


def _how_much(knowledge: Knowledge, question: Question, told: Passage) -> Reply | None:
    """「どのくらい？」, 「いくつ移った？」: the row a statement tells of, where it has the verb in its name; the statement
    again, where nothing else is said and it prints a number; else that none is told. None where something else is asked."""
    asked = _HOW_MUCH.fullmatch(question.asked.text.strip())
    if asked is None:
        return None
    signs = set(_KANJI.findall(asked["done"]))
    row = row_spoken_of(knowledge, told) if signs else row_told(knowledge, told)
    name = name_in_statement(question)
    if row is not None and signs <= set(row.name) and (signs or name is None or is_called_by(row, name)):
        return tell.figures(knowledge, [row], question.asked.aspects)
    if not signs and SO_MANY.search(plain(told.prose.text)):
        return tell.prose(knowledge, [told], "figure")
    return not_told_of_it(knowledge, question, "数字")
