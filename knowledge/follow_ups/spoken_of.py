"""Follow-ups to what was told in words: a number of it, a date, and what else its sheet says of it.

「みちレポって何？」 is told by a statement; 「何件きたの？」 after it asks for a number of that statement, not for all figures
of its sheet. 「これからはどんな場所で教えるの？」 names no thing either, so that it is said of what was spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.causes import tells_cause
from knowledge.finding.choosing_subjects import NAMED
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.number_of_statement import number_in
from knowledge.follow_ups.rows_told import aim_told, row_told
from knowledge.follow_ups.thing_before import RARE, name_in_statement, not_told_of_it
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.aspects import FIGURES, MONEY, OF_A_ROW
from knowledge.question.leading import leading
from knowledge.question.slots import asks_for_words
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.composing import reason_of
from knowledge.telling.facets import measures_under, tell_about

_TARGET = re.compile(
    r"(?:じゃあ?|で)?、?(?:その)?目標(?:値|数)?(?:の(?:ほう|方))?(?:は|って)?(?:何|なん|いくつ|どのくらい|どれくらい)?[^。?？]{0,8}[?？。]*"
    r"|目標(?:に|は|を)?(?:届|達成)[^。?？]{1,8}[?？。]*"
)
# The share of a name by which another thing is meant.
_CALLED = 0.5
# For a reason two such words, or one that hardly any other statement has; what comes next is told instead of policies.
_SHARED = {"reason": 0.8, "next": 0.65}


def of_statement(knowledge: Knowledge, question: Question) -> Reply | None:
    """What a question that names nothing asks of the statement told last; None where it asks of the sheet all the same."""
    if question.statement is None:
        return _reason_of_thing(knowledge, question)
    if _TARGET.fullmatch(question.asked.text.strip()):
        if aimed := _target_of(knowledge, question.statement):
            return aimed
        if question.before_aspect in FIGURES:  # the rows beside it have targets of other things
            return not_told_of_it(knowledge, question, "目標", question.before[:1])
    if OF_A_ROW.search(question.asked.text):
        return None
    if question.asked.asks("reason", "next") and (told := _on_results_sheet(knowledge, question, question.statement)):
        return told
    if question.asked.asks("reason"):
        return _reason_of_row(knowledge, question.statement) or _reason_of(knowledge, question, question.statement)
    return number_in(knowledge, question, question.statement)


def _on_results_sheet(knowledge: Knowledge, question: Question, told: Passage) -> Reply | None:
    """The reason, or what comes next, on the results sheet below the part of the plan a statement stood in, where that field
    has rare words of the statement: a plan gives neither."""
    about = told.subject
    if not isinstance(about.sheet, (PlanSection, PlanMeasure)):
        return None
    index, aspect = knowledge.index, "reason" if question.asked.asks("reason") else "next"
    titles = index.tokens_of((about.name, *about.around))
    words = {word for word in index.tokens(told.prose.text) - titles if index.rarity(word) >= RARE}
    shared = {
        passage: index.weight(words & index.tokens(passage.prose.text))
        for measure in (about, *measures_under(knowledge, about))
        for sheet in knowledge.yearly_sheets(measure)
        for passage in index.passages_on_sheet_of(sheet)
        if passage.part == aspect
    }
    best = max(shared, key=lambda one: shared[one], default=None)
    return tell.prose(knowledge, [best], aspect) if best is not None and shared[best] >= _SHARED[aspect] else None


def _reason_of(knowledge: Knowledge, question: Question, told: Passage) -> Reply | None:
    """The statement itself, where it gives a reason, or that none is told, where the sheet explains some of its rows only;
    None where what the sheet gives may be the reason."""
    why, index = tell.field_of(told.subject, "reason"), knowledge.index
    if why is None or told.part == "reason" or not (told.subject.sheet_reason_is_of_rows or "については" in why.text):
        return None
    shared = index.tokens(why.text) & index.tokens(told.prose.text)
    titles = index.tokens_of((told.subject.name, *told.subject.around))
    if any(index.rarity(word) >= RARE for word in shared - titles):
        return None
    if tells_cause(told.prose.text):
        return tell.prose(knowledge, [told], "reason")
    return not_told_of_it(knowledge, question, "理由")


def _reason_of_thing(knowledge: Knowledge, question: Question, things: Sequence[Group] = ()) -> Reply | None:
    """「なんで？」 and 「どうして中止？」 after several statements on one thing: the one that has it and ``things`` and gives
    a reason; None where none does, or where something else is asked."""
    if question.statement is not None or question.thing is None or not question.asked.asks("reason"):
        return None
    told = knowledge.index.passages_on_sheet_of(knowledge.home_of(question.before[0]))
    words = {one: knowledge.index.tokens(one.prose.text) for one in told if question.thing in plain(one.prose.text)}
    of_thing = [one for one in words if all(group.is_told_in(words[one]) for group in things)]
    giving = next((one for one in of_thing if tells_cause(one.prose.text)), None)
    if giving is not None:
        return tell.prose(knowledge, [giving], "reason")
    return _reason_of(knowledge, question, of_thing[0]) if of_thing else None


def _target_of(knowledge: Knowledge, told: Passage) -> Reply | None:
    """The target of the row a statement tells of, in the yearly sheets or else in the plan; None where none is set for it."""
    if row := row_told(knowledge, told):
        return tell.figures(knowledge, [row], ("target", "reached"))
    aim = aim_told(knowledge, told)
    return tell.prose(knowledge, [aim], "target") if aim is not None else None


def _reason_of_row(knowledge: Knowledge, told: Passage) -> Reply | None:
    """The reason the sheets give for the row that a statement tells of; None where there is none."""
    row = row_told(knowledge, told) if told.part != "reason" else None
    return tell.reason(knowledge, row) if row is not None and reason_of(row) is not None else None


def _number_beside(knowledge: Knowledge, question: Question, told: Passage) -> Reply | None:
    """The statement again, where it has the common words of a question for a number (「いくらまで補助？」) and prints one."""
    things = question.things
    words = knowledge.index.tokens(told.prose.text)
    if not things or OF_A_ROW.search(question.asked.text) or not all(group.is_told_in(words) for group in things):
        return None
    if any(hit.called >= _CALLED for hit in question.hits if knowledge.subject(hit) is not None):
        return None
    again = number_in(knowledge, question, told)
    return again if again is not None and again.tells else None


def _reason_of_named(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> Reply | None:
    """That no reason is told, where what is named (「なんで紫？」) stands in the statement told last and not in the reason the
    sheet gives: that explains something else."""
    told, index = question.statement, knowledge.index
    why = tell.field_of(told.subject, "reason") if told is not None else None
    if told is None or why is None or told.part == "reason":
        return None
    in_statement, in_reason = index.tokens(told.prose.text), index.tokens(why.text)
    if not all(one.is_told_in(in_statement) for one in things) or any(one.is_told_in(in_reason) for one in things):
        return None
    if tells_cause(told.prose.text):
        return tell.prose(knowledge, [told], "reason")
    return not_told_of_it(knowledge, question, "理由")


def thing_of_number(question: Question) -> str | None:
    """The thing of the statement told last (「みちレポ」) of which a question that names nothing asks a number."""
    asked = question.asked
    counts = asked.asks(*FIGURES, *MONEY) and not asked.asks("reason") and not OF_A_ROW.search(asked.text)
    return name_in_statement(question) if counts and not question.says_something else None


def on_sheet_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """What the sheet spoken of before says, where a follow-up for words names no thing of its own; None where it may."""
    asked = question.asked
    aspects = leading(asked, asked.aspects)
    if question.statement is not None and (number := _number_beside(knowledge, question, question.statement)):
        return number
    if not question.before or not aspects or aspects[0] not in {"next", "reason"} or not asks_for_words(asked):
        return None
    things = question.things
    if not things or any(group.place for group in things) or asked.years or asked.relative or asked.codes:
        return None
    if any(hit.named >= NAMED for hit in question.hits if knowledge.subject(hit) is not None):
        return None
    first = question.before[0]
    if aspects[0] == "reason" and (
        told_why := _reason_of_named(knowledge, question, things) or _reason_of_thing(knowledge, question, things)
    ):
        return told_why
    if not asked.follows and not all(knowledge.index.sheet_knows(first, group) for group in things):
        return None
    told = tell_about(knowledge, question, question.before, (aspects[0],))
    return told if told is not None and told.tells else None
