"""Which part of the yearly sheets a question over many rows is about: a department's, a chapter's, a measure's, a field's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.departments import sharing
from knowledge.ledger.identity import is_within
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanSection, Project, Results
from knowledge.question.asking_for_lists import TURNS

# Who took part is counted by a unit and is no field (「参加者が0人だった目標」).
_COUNTED = re.compile(
    r"(?:参加|利用|来場|入場|来館|見学|応募|申込|登録|受講|受診)(?:し(?:た|て(?:くれ)?た|なく|ない))?(?:者|人数?|客)?(?:数)?(?:が|は|の|も|、|ゼロ|0|て)"
)

# How a cell looks that has no figure, on what it is printed, and what it is held against.
_TALK = frozenset({"空欄", "空白", "記載", "未記載", "白紙", "記入", "シート", "検証", "見込", "半分", "倍"})
_LONG = 20


@dataclass(frozen=True)
class Part:
    """``said``: what the part is called in an answer; ``keys``: its sheets, or single rows of them. ``is_list``: it is a list
    that was told before, and not what a question names."""

    said: str
    keys: frozenset[str]
    is_list: bool = False

    def has(self, subject: Subject) -> bool:
        """Whether a row, or the sheet it stands on, belongs to it."""
        return subject.key in self.keys or subject.home in self.keys


def things_named(knowledge: Knowledge, question: Question) -> list[Group]:
    """What a question names besides a department, those who are counted and the sheets on which all is printed."""
    text = question.asked.text
    sheets = [found[0] for found in TURNS["review"].finditer(text)]
    taken = [*knowledge.departments_in(text), *sheets, *(found[0] for found in _COUNTED.finditer(text))]
    return [
        group
        for group in question.groups
        if group.strong and group.said not in _TALK and not any(group.said in name for name in taken)
    ]


def part_named(knowledge: Knowledge, question: Question) -> Part | None:
    """The part a question names, all it says of it together; None where it names none. A part may be empty."""
    asked = question.asked
    said: list[str] = []
    sheets = [
        one
        for one in knowledge.subjects
        if one.key == one.home and isinstance(one.sheet, (Results, Project)) and may_be_of_plan(one.plan, asked.plan)
    ]
    if named := knowledge.departments_in(asked.text):
        others, departments = knowledge.excepts_department(asked.text), frozenset(named)
        said.append("・".join(named) + ("以外" if others else ""))
        sheets = [
            one
            for one in sheets
            if isinstance(one.sheet, (Results, Project))
            and (not departments.isdisjoint(sharing(one.sheet.department))) is not others
        ]
    if asked.codes:
        said.append(f"施策{'・'.join(asked.codes)}")
        sheets = [one for one in sheets if _has_code_within(one, asked.codes)]
    elif asked.chapters:
        said.append(f"第{'・'.join(asked.chapters)}章")
        sheets = [one for one in sheets if _has_code_within(one, asked.chapters)]
    keys: Collection[str] = {one.key for one in sheets}
    if words := things_named(knowledge, question):
        title, keys = _of_field(knowledge, question, sheets, words)
        said.append(title)
    return Part("の".join(said), frozenset(keys)) if said else None


def _has_code_within(sheet: Subject, numbers: Iterable[str]) -> bool:
    return any(is_within(code, number) for code in sheet.codes for number in numbers)


def _of_field(
    knowledge: Knowledge, question: Question, sheets: Sequence[Subject], words: Sequence[Group]
) -> tuple[str, set[str]]:
    """What bears the words in a title: a section with all its measures, else measures, else projects and single rows."""
    index = knowledge.index
    said = f"「{_as_said(question.asked.text, [group.said for group in words])}」"

    def bears(one: Subject) -> bool:
        return all(index.names_hold(index.number_of(one), group) for group in words)

    def entitles(title: str) -> bool:
        tokens = index.tokens(title)
        return all(group.is_named_in(tokens) for group in words)

    sections = [one for one in knowledge.subjects if isinstance(one.sheet, PlanSection) and bears(one)]
    chosen = [
        one
        for one in sheets
        if isinstance(one.sheet, Results)
        and (
            any(
                is_within(one.codes[0], section.codes[0]) and may_be_of_plan(one.plan, section.plan)
                for section in sections
            )
            or entitles(one.name)
            or entitles(one.sheet.section)
        )
    ]
    own = {one.key for one in sheets}
    if chosen:
        codes = {(one.plan, one.codes[0]) for one in chosen}
        projects = [
            one for one in sheets if one.kind == "project" and any((one.plan, code) in codes for code in one.codes)
        ]
        words_said = [group.said for group in words]
        rows = [  # those of other measures that are called so (地域間交流地区数)
            one
            for one in knowledge.subjects
            if one.row is not None and one.home in own and all(word in plain(one.name) for word in words_said)
        ]
        return said, {one.key for one in (*chosen, *projects, *rows)}
    return said, {one.key for one in knowledge.subjects if one.home in own and one.kind != "results" and bears(one)}


def _as_said(text: str, words: Sequence[str]) -> str:
    """The words as they stand in the question (学校教育), or one by one where other things stand between them."""
    places = [place for word in words if (place := text.find(word)) >= 0]
    whole = text[min(places) : max(text.find(word) + len(word) for word in words)] if places else ""
    return whole if 0 < len(whole) <= _LONG and not re.search("[、。]", whole) else "・".join(words)
