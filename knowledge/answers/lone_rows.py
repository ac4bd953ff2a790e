"""Rows that stand alone where no name was said well enough: the only one that counts, measures or has the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.of_another_kind import is_of_another_kind
from knowledge.answers.rows_named import counts_last_said
from knowledge.finding.choosing_subjects import (
    NAMED,
    Ranked,
    counts_some,
)
from knowledge.finding.groups import WEAK
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.printed_units import NOTE, printed_units, unit_in
from knowledge.ledger.subjects import Subject
from knowledge.question.all_of_them import asks_for_all_there_is

# Measures of few rows each: what is asked for in one of them is told by it.
_MEASURED_IN = frozenset({"g", "kg", "km", "ha", "m", "トン", "t"})
_ALONE_BY = 0.12
# Nouns that are units as well: how many of them there are in all is told by no row that counts some of them.
_ANY_OF = frozenset({"団体", "地区", "学校", "世帯", "施設", "か所", "店舗", "事業所", "企業", "法人", "路線", "公園"})
_MOST_PEERS = 3
_LONG_WORD, _WORD = 3, 2
# What is done with many things.
_DONE = re.compile(
    "(?:参加|利用|登録|来場|来館|来園|受講|受診|応募|申請|補助|助成|給付|交付|支給|相談|貸出|開催|訪問|出動|会員)(?:者|金|件数|回数)?"
)


def peers_of(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> list[tuple[float, Subject]]:
    """The few rows that count in the unit asked for and all have the one thing that was named in their names, the likeliest
    first: 「フェアは何回？」 may be meant of either of two. [] where there are not several, or too many to choose from."""
    things, unit = question.things, question.asked.unit
    if len(things) != 1 or unit is None or len(things[0].said) < _WORD or question.asked.place or question.asked.fee:
        return []
    if not 1 < knowledge.index.rows_holding(things[0], question.view.scope) <= _MOST_PEERS:
        return []
    found = [
        (score, subject)
        for score, _, subject in ranked
        if subject.row is not None
        and things[0].said in plain(subject.name)
        and units.says(unit, printed_units(subject.row))
        and not knowledge.book.contrary(subject.name, question.asked.text)
        and not counts_some(knowledge, subject, question)
    ]
    return found if len(found) > 1 else []


def many_counted(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> list[Subject]:
    """The rows that may be meant where nothing is named but what is done (「補助は何件？」, 「補助金はいくら？」, 「登録した人
    は？」) and nothing was spoken of before, the likeliest first; [] where fewer than two are."""
    things, asked = question.things, question.asked
    if question.before or len(things) != 1 or not _DONE.fullmatch(things[0].said):
        return []
    if any(group.weight > WEAK for group in question.groups if not group.strong):
        return []
    paid = asked.unit is None and "いくら" in asked.text
    found = [
        subject
        for _, hit, subject in ranked
        if subject.row is not None
        and knowledge.index.names_hold(hit.number, things[0])
        and (paid or (asked.unit is not None and units.says(asked.unit, printed_units(subject.row))))
        and not knowledge.book.contrary(subject.name, asked.text)
    ]
    return found if len(found) > 1 else []


def counted_in_itself(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Subject | None:
    """The only row that counts the one thing named in a unit of that very name: 「ツアーはいくつ？」 of 「2ツアー」."""
    things = question.things
    if len(things) != 1 or question.asked.unit not in {None, "回", "件", things[0].said} or question.asked.place:
        return None
    said = things[0].said
    if len(said) < _WORD or said in _ANY_OF or asks_for_all_there_is(question.asked.text):
        return None  # of the bridges a town has, a row counts some
    found = [subject for _, _, subject in ranked if subject.row is not None and said in subject.row.units]
    if len(found) != 1 or said not in plain(found[0].name):
        return None
    return None if knowledge.book.contrary(found[0].name, question.asked.text) else found[0]


def measured_alone(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Subject | None:
    """The only row that measures just the thing named (空き店舗率 of 空き店舗), where one asks whether a target was met."""
    things = question.things
    if (
        len(things) != 1
        or len(things[0].said) < _LONG_WORD
        or question.asked.unit
        or not question.asked.asks("reached", "gap")
    ):
        return None
    measure = re.compile(
        rf"(?:^|の|[一-龠]){re.escape(things[0].said)}の?(?:率|割合|(?:発生|解消|総)?(?:件|戸|人|者|店舗|校|棟)?数|[量額])$"
    )
    found = [one for _, _, one in ranked if one.is_figure and measure.search(NOTE.sub("", plain(one.name)))]
    if len(found) != 1 or knowledge.book.contrary(found[0].name, question.asked.text):
        return None
    return found[0]


def only_row(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Subject | None:
    """The row that alone has the unit asked for among those that know all that was said, where the thing is described.

    Several of its words have to be said: one stands in too many names.
    """
    unit = question.asked.unit
    if unit is None or question.asked.place or question.asked.fee:
        return None
    fitting: list[tuple[float, Subject]] = []
    for score, hit, subject in ranked:
        row = subject.row
        if row is None or not units.says(unit, row.units | {unit_in(row.name)}):
            continue
        if not counts_last_said(knowledge, question, subject) or counts_some(knowledge, subject, question):
            continue
        held = [group for group in question.groups if knowledge.index.calls(hit.number, group, question.groups)]
        telling = units.written(unit) in _MEASURED_IN and all(g in held for g in question.things)
        if (
            sum(group.strong for group in held)
            and ((len(held) > 1 and hit.named >= NAMED) or telling or _holds_alone(knowledge, question, subject))
            and not is_of_another_kind(knowledge, question, hit, subject)
        ):
            fitting.append((score, subject))
    if not fitting or (len(fitting) > 1 and fitting[0][0] - fitting[1][0] < _ALONE_BY):
        return None
    first = fitting[0][1]
    return None if knowledge.book.contrary(first.name, question.asked.text) else first


def _holds_alone(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether the one thing that was named stands word for word in the name of this row and of no other."""
    things = question.things
    if len(things) != 1 or len(things[0].said) < _WORD or things[0].said not in plain(subject.name):
        return False
    if knowledge.index.rows_holding(things[0], question.view.scope) == 1:
        return True
    # What other rows are called for besides (スポーツ for 運動) is not what was said; a share is told by no number of them.
    if question.asked.unit != "%":
        return False
    return sum(one.is_figure and things[0].said in plain(one.name) for one in knowledge.subjects) == 1
