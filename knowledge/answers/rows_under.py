"""Rows that count what their sheet is called by: 試行運行の日数 on that of the project 巡回ワゴン試行事業費."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.rows_named import counts_the_same
from knowledge.finding.choosing_subjects import Ranked
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import Subject


def row_under(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Subject | None:
    """The only row, of the unit asked for, that names no thing but the one by which its project is called, and has in its name
    what is said besides; None where there is none, or more than one."""
    unit, index = question.asked.unit, knowledge.index
    if unit is None or question.asked.place or question.asked.fee:
        return None
    found: list[tuple[int, Subject]] = []
    for _, hit, subject in ranked:
        home = knowledge.home_of(subject)
        if subject.row is None or home.kind != "project" or not units.says(unit, subject.row.units):
            continue
        under = [group for group in question.things if not group.doing and _calls(knowledge, home, group)]
        rest = [group for group in question.things if group not in under]
        if not under or not rest or not all(_says(subject, group) for group in rest):
            continue
        beside = replace(question, groups=tuple(group for group in question.groups if group not in under))
        if _names_other(knowledge, subject, home) or not counts_the_same(knowledge, beside, hit, subject):
            continue
        if knowledge.book.contrary(subject.name, question.asked.text):
            continue
        found.append((sum(index.names_hold(hit.number, group) for group in question.groups), subject))
    most = max((held for held, _ in found), default=0)
    best = [subject for held, subject in found if held == most]
    return best[0] if len(best) == 1 else None


def _calls(knowledge: Knowledge, sheet: Subject, group: Group) -> bool:
    """Whether a sheet is called by a thing as it was said, or by the noun before that name in quotation marks."""
    if group.said in plain(sheet.name):
        return True
    return group.said in knowledge.quoted and knowledge.index.names_hold(knowledge.index.number_of(sheet), group)


def _says(row: Subject, group: Group) -> bool:
    """Whether a row's name says a thing as it is said: 利用登録者 are no 利用者."""
    name = plain(row.name)
    return group.said in name or any("".join(option) in name for option in group.options)


def _names_other(knowledge: Knowledge, row: Subject, sheet: Subject) -> bool:
    """Whether a row has a thing in its name that its sheet is not called by."""
    thing = counted_thing(row.name)
    if thing is None:
        return False
    own = frozenset().union(*knowledge.index.names_of(sheet))
    return not knowledge.index.tokens(thing) - knowledge.book.ignored <= own
