"""Names in hiragana that the documents put in quotation marks (「ほのりん」): a dictionary takes them for other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers import in_charge
from knowledge.finding.amounts import says_amount
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.statement_fit import tells_most
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.aspects import FIGURES
from knowledge.question.per_year import asks_of_a_year, tells_of_a_year
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.refuse import nothing_found
from writing.signs import in_hiragana

_OF_ROWS = ("gap", "target", "reached", "ratio")
_TOLD = FIGURES | {"overview", "doings", "efforts", "achievements", "purpose"}
_PRICE_TOLD = re.compile(r"\d[千万]?円|無料|無償|負担(?:なし|はあり)")


def by_quoted_name(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that gives the quoted name which was said; None where none was, or something else is asked of it."""
    names, counts, index = knowledge.quoted, knowledge.view.scope.counts, knowledge.index
    text = question.asked.text
    # A noun within which a word asks is read in katakana (ドングリ号).
    said = [name for _, name in knowledge.quoted_names.found_in(text)] or [
        name for _, name in knowledge.quoted_names.found_in(in_hiragana(text))
    ]
    name = max(said, key=len, default=None)
    # 「それならほたる号は？」 after a figure asks for the same of it.
    same = question.before_aspect if question.asked.follows else None
    first = next(iter(question.asked.aspects), same or "overview")
    if name is not None and first == "next":
        return _next_steps(knowledge, question, name)
    if name is not None and first == "department":
        return in_charge.of_passages(knowledge, (one for one in names[name] if counts[index.number_of(one.subject)]))
    if name is None or first not in _TOLD:
        return None
    if first in FIGURES and any(name in plain(one.name) for one in _rows_named(knowledge, question)):
        return None  # a row is called by it: its figure is told, not what is said beside the name
    if question.asked.asks(*_OF_ROWS) and _counts_what_is_named(knowledge, question, name):
        return None  # no statement beside the name tells what was aimed at
    more = [
        group
        for group in question.groups
        if group.strong and not group.doing and not group.said.isascii() and group.said not in name
    ]
    if first in FIGURES and more and _is_counted_by_row(knowledge, question, name, more):
        return None  # the row on the sheet of the thing tells how many there are
    told = [
        one
        for one in names[name]
        if counts[index.number_of(one.subject)]
        and all(group.is_named_in(index.tokens(one.prose.text)) for group in more)
    ]
    if question.asked.fee:
        told = [one for one in told if _PRICE_TOLD.search(plain(one.prose.text))]
        if not told:
            return None  # how many used it does not tell what one pays
    if question.asked.in_order:
        told.sort(key=lambda one: not tells_most(one.prose.text))
    if first in FIGURES:
        text = question.asked.without_city
        told = [
            one
            for one in told
            # Of those for whom alone one asks (パパ) the statement has to speak itself.
            if _counts(knowledge, question, one, more) and not knowledge.book.narrowed(plain(one.prose.text), text)
        ]
        if asks_of_a_year(text):
            told.sort(key=lambda one: not tells_of_a_year(plain(one.prose.text)))
    if told:
        return tell.prose(knowledge, told[:1], "overview")
    if any(group.said == name for group in question.groups):
        return None  # 子育て広場「ころころ」: what is told of the 子育て広場 is told of it
    # Where another city's documents have the name, no statement of one's own stands in for it.
    return nothing_found(knowledge, question)


def _rows_named(knowledge: Knowledge, question: Question) -> list[Subject]:
    found = (knowledge.subject(hit) for hit in question.hits if not hit.missing)
    return [one for one in found if one is not None and one.is_figure]


def _counts_what_is_named(knowledge: Knowledge, question: Question, name: str) -> bool:
    """Whether a row is called by the noun before the name: 子育て支援センターの利用者数 of 「もくもく広場」."""
    groups = [group for group in question.groups if group.said == name]
    return any(
        knowledge.index.names_hold(knowledge.index.number_of(one), group)
        for one in _rows_named(knowledge, question)
        for group in groups
    )


def _is_counted_by_row(knowledge: Knowledge, question: Question, name: str, more: Sequence[Group]) -> bool:
    """Whether a row of the unit asked for, on a project's sheet that speaks of the name, counts what is asked of it besides:
    利用登録者数 under the project of 「のりのり号」."""
    unit, homes = question.asked.unit, _homes(knowledge, name)
    return any(
        one.home in homes
        and one.row is not None
        and (unit is None or units.says(unit, one.row.units))
        and all(knowledge.index.names_hold(knowledge.index.number_of(one), group) for group in more)
        for one in _rows_named(knowledge, question)
    )


def _homes(knowledge: Knowledge, name: str) -> frozenset[str]:
    """The sheets of the projects that speak of the name."""
    counts, index = knowledge.view.scope.counts, knowledge.index
    return frozenset(
        one.subject.home
        for one in knowledge.quoted[name]
        if counts[index.number_of(one.subject)] and knowledge.home_of(one.subject).kind == "project"
    )


def _counts(knowledge: Knowledge, question: Question, passage: Passage, more: Sequence[Group]) -> bool:
    """Whether one sentence of a statement has a number of the unit asked for and, but for the name, what else was said."""
    return any(
        says_amount(question, sentence) and all(group.is_named_in(knowledge.index.tokens(sentence)) for group in more)
        for sentence in passage.prose.text.split("。")
    )


def _next_steps(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """What the city means to do with the thing of this name; of several statements the one that has most of what was said."""
    counts, index = knowledge.view.scope.counts, knowledge.index
    around = dict.fromkeys(sheet for one in knowledge.quoted[name] for sheet in knowledge.sheets_around(one.subject))
    told = [
        one
        for home in around
        for one in index.passages_on_sheet_of(home)
        if one.part == "next" and counts[index.number_of(one.subject)] and name in plain(one.prose.text)
    ]
    said = [group for group in question.things if group.said not in name]

    def known(passage: Passage) -> int:
        tokens = index.tokens(passage.prose.text)
        return sum(group.is_named_in(tokens) for group in said)

    return tell.prose(knowledge, [max(told, key=known)], "next") if told else None
