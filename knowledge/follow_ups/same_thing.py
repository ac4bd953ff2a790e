"""Follow-ups whose own words many sheets have, asked of the very thing that was spoken of before.

「農地の相談会とは？」, 「申込みはいくつあった？」: of all that tell of an 申込み the statement is meant that shares most
with what was told. 「増えた工房は何軒？」, 「どんな工房が来たの？」 asks in words for more of what a row counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from knowledge.finding.amounts import SO_MANY, says_amount
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.statement_fit import FITS
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.thing_before import names_no_thing
from knowledge.language import units
from knowledge.language.endings import OVER
from knowledge.language.standing import places
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.aspects import FIGURES, MONEY, OF_A_ROW
from knowledge.question.leading import leading
from knowledge.question.one_word import called, one_word
from knowledge.reply import Reply
from knowledge.telling import refuse, tell
from knowledge.telling.composing import reason_of

Ask = Callable[[Knowledge, Question], Reply]

# A name has so many signs at least, and stands at the beginning of a statement or soon after it.
_LEAST_CHARS, _MOST_PLACES = 3, 4
_IN_NAME = re.compile("[一-龠々ァ-ヶーぁ-んa-z0-9・]")
_PARTICLES = re.compile("^[のはがをもにでとやへ]+|(?:とは|って|[のはがをもにでとやへ])+$")
# The share of a name by which another thing is meant.
_CALLED = 0.5
# As much as one rare word, and by how much the best has to be ahead of the next.
_LEAST_SHARED, _AHEAD = 0.6, 0.15
_MORE_IN_WORDS = re.compile(r"どんな|どのような|どういう|内訳|内容|中身|種類|例えば|たとえば|具体的")
_DONE = re.compile(rf"{OVER}(?:の|ん|か|[?？。]|$)|ました|でした")
_WHAT_WAS_DONE = frozenset({"achievements", "efforts"})
_OTHER_FIT, _NOT_DONE = 0.5, 0.85


def thing_told(knowledge: Knowledge, question: Question, reply: Reply) -> str | None:
    """What a question asks of, as the statements that are told print it: the longest part they have in common; None where a
    row or a sheet is told that is called so, or no thing that was named stands there."""
    subject = knowledge.by_key.get(reply.topic.subjects[0]) if reply.topic and reply.topic.subjects else None
    things = [group for group in question.things if not group.verbal]
    if subject is None or subject.is_figure or not things:
        return None
    number = knowledge.index.number_of(subject)
    if all(knowledge.index.names_hold(number, group) for group in things):
        return None
    text, told = question.asked.text, plain(reply.text)
    found = (
        _common(text, told, text.find(group.said), there, len(group.said))
        for group in things
        if group.said in text
        for there, _ in islice(places(group.said, told), _MOST_PLACES)
    )
    longest = max(found, key=len, default="")
    return longest if len(longest) >= _LEAST_CHARS else None


def _common(text: str, statement: str, at: int, there: int, chars: int) -> str:
    """The part of a text around a word that stands so in a statement, without the particles at its ends."""
    begin, end = 0, chars
    while at + begin > 0 and there + begin > 0 and _joins(text[at + begin - 1], statement[there + begin - 1]):
        begin -= 1
    while at + end < len(text) and there + end < len(statement) and _joins(text[at + end], statement[there + end]):
        end += 1
    return _PARTICLES.sub("", text[at + begin : at + end])


def _joins(sign: str, other: str) -> bool:
    return sign == other and _IN_NAME.match(sign) is not None


def of_thing_before(knowledge: Knowledge, question: Question, ask: Ask) -> Reply | None:
    """What is told of the very thing that was spoken of before; None where a question names another or asks of its sheet."""
    asked = question.asked
    if not question.before or OF_A_ROW.search(asked.text) or asked.years or asked.relative or asked.codes or asked.fee:
        return None
    things = question.things
    if any(group.place for group in things) or asked.asks("department", "reason", "next", *MONEY):
        return None
    if told_why := _more_of_row(knowledge, question):
        return told_why
    if not all(names_no_thing(knowledge, group) for group in things):
        return None
    if any(
        hit.called >= _CALLED and (subject.is_figure or subject.kind == "project")
        for hit in question.hits
        if (subject := knowledge.subject(hit)) is not None
    ):
        return None
    if asked.asks(*FIGURES):
        if question.thing is not None and (things or asked.unit or _DONE.search(asked.text)):
            return _number_of_thing(knowledge, question, question.thing, ask)
        if _prints_what_was_done(question):
            return tell.prose(knowledge, [question.statement] if question.statement else [], "figure")
        ranked = _ranked(knowledge, question, counted=True) if things and question.statement else []
        ahead = len(ranked) == 1 or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0] - _AHEAD)
        return tell.prose(knowledge, [ranked[0][1]], "figure") if ahead else None
    if not things or not _MORE_IN_WORDS.search(asked.text):
        return None
    ranked = _ranked(knowledge, question, counted=False)
    aspect = next((one for one in leading(asked, asked.aspects) if one in FITS), "overview")
    return tell.prose(knowledge, [ranked[0][1]], aspect) if ranked else None


def _more_of_row(knowledge: Knowledge, question: Question) -> Reply | None:
    """「どんな事故？」 after the deaths in accidents: the reason of that row, where it speaks of what its name says."""
    row = question.before[0] if len(question.before) == 1 else None
    things, index = question.things, knowledge.index
    if row is None or row.row is None or not things or not _MORE_IN_WORDS.search(question.asked.text):
        return None
    if not all(index.names_hold(index.number_of(row), group) for group in things):
        return None
    why = reason_of(row)
    tokens = index.tokens(why.text) if why is not None else frozenset()
    return tell.reason(knowledge, row) if why and all(group.is_told_in(tokens) for group in things) else None


def _prints_what_was_done(question: Question) -> bool:
    """Whether nothing is named but what was done (「どれだけ集まった？」), and the statement told last prints such a number."""
    told, things = question.statement, question.things
    if told is None or not things or not all(group.doing or group.verbal for group in things):
        return False
    return any(_prints(question, sentence) for sentence in plain(told.prose.text).split("。"))


def _number_of_thing(knowledge: Knowledge, question: Question, thing: str, ask: Ask) -> Reply:
    """The statement that has the thing, the words of the question and a number; else what is told of both, or that none is."""
    again = understand(knowledge, f"{thing}の{question.asked.text}", None, question.asked.city)
    things = question.things
    for hit, passage in statements_for(knowledge, again):
        if hit.missing or thing not in plain(passage.prose.text):
            continue
        for sentence in plain(passage.prose.text).split("。"):
            tokens = knowledge.index.tokens(sentence)
            if thing in sentence and all(group.is_told_in(tokens) for group in things) and _prints(question, sentence):
                return tell.prose(knowledge, [passage], "figure")
    told = ask(knowledge, again)
    subject = knowledge.by_key.get(told.topic.subjects[0]) if told.topic and told.topic.subjects else None
    if told.outcome == "answered" and subject is not None:
        number = knowledge.index.number_of(subject)
        if not subject.is_figure or all(knowledge.index.names_hold(number, group) for group in things):
            return told
    if row := row_of_thing(knowledge, question, thing):
        return tell.figures(knowledge, [row], question.asked.aspects)
    kind = one_word(question.asked)
    return refuse.unknown(knowledge, f"「{thing}」の{called(kind) if kind else '数字'}")


def row_of_thing(knowledge: Knowledge, question: Question, thing: str) -> Subject | None:
    """The only row of the sheets spoken of that is called by the thing, as the documents call it besides (乗合タクシー of
    「すなめり号」), and counts in the unit asked for; None where words of the question stand in no name of it."""
    unit, index = question.asked.unit, knowledge.index
    said = (*understand(knowledge, thing, None).things, *question.things)
    if unit is None or not said:
        return None
    rows = dict.fromkeys(row for one in knowledge.sheets_around(question.before[0]) for row in knowledge.rows_of(one))
    named = [
        row
        for row in rows
        if row.row is not None
        and all(index.names_hold(index.number_of(row), group) for group in said)
        and units.may_be(unit, row.row.units)
    ]
    return named[0] if len(named) == 1 else None


def _ranked(knowledge: Knowledge, question: Question, *, counted: bool) -> list[tuple[float, Passage]]:
    found = _shared(knowledge, question, counted=counted)
    return sorted((each for each in found if each[0] >= _LEAST_SHARED), key=lambda each: -each[0])


def _shared(knowledge: Knowledge, question: Question, *, counted: bool) -> Iterator[tuple[float, Passage]]:
    """The statements of the same sheets that have what is asked for, with how much each shares with what was told."""
    index = knowledge.index
    homes = {one.key for one in knowledge.sheets_around(question.before[0])}
    things = question.things
    own = {token for group in things for option in group.options for token in option}
    told = question.statement.prose.text if question.statement else question.before[0].name
    before = index.tokens(told) - own
    past = _DONE.search(question.asked.text) is not None
    for hit, passage in statements_for(knowledge, question):
        if hit.missing or passage.subject.home not in homes or passage == question.statement:
            continue
        if counted and not any(
            all(group.is_told_in(index.tokens(sentence)) for group in things) and _prints(question, sentence)
            for sentence in plain(passage.prose.text).split("。")
        ):
            continue
        fit = 1.0 if counted else FITS["overview"].get(passage.part, _OTHER_FIT)
        if past and passage.part not in _WHAT_WAS_DONE:
            fit *= _NOT_DONE
        yield fit * index.weight(index.tokens(passage.prose.text) & before), passage


def _prints(question: Question, sentence: str) -> bool:
    return says_amount(question, sentence) if question.asked.unit else SO_MANY.search(sentence) is not None
