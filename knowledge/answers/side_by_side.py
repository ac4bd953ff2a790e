"""Two things set side by side (「…の人数と…の件数、どっち」): each is asked for by itself.

In one question the words and the unit of the one hide the row or the project of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.named_figure import figure
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.question.asking_for_lists import TURNS
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse

_WHICH = re.compile(r"どっち(?!も)|どちら(?!も)")
_COMPARED = re.compile(rf"{_WHICH.pattern}|(?:と?を|って|とで)?(?:比べ|くらべ|比較)")
# Names of projects that are names of money (…費), one after the other.
_MONEY_NAMED = re.compile(
    r"費(?:と|や|、|か)[^。?？]{2,40}費(?:、|と?を|とで|で|だと|って|は|なら|の(?:うち|方|ほう|どち|どっ)|どち|どっ|比)"
)
_BOTH = re.compile(
    r"(?P<both>[^。?？]{5,60}?)(?:とでは|では|だと|って|(?<!と)、|(?:と)?を比べ|の?うち|なら|の?ほうが|$)"
)
_JOINT = re.compile(r"と、?|、")
# 「（ゆきわり号、かんじき号、雪ヶ原駅）で」, 「AとBとCのうち」: three things and more, of which some are asked for.
_LEAST_JOINTS = 2
_ITEM = r"[^、。?？()（）\s]{2,24}?"
_THREE = re.compile(
    rf"(?:^|[(（、。])(?P<all>{_ITEM}(?:(?:、|と、?){_ITEM}){{2,5}})(?:[)）](?:の|で)?|で(?:は)?、?|の(?:うち|中|なか)|、|だと)"
    r"[^。?？]{0,24}(?:どれ(?!くらい|ぐらい|だけ|ほど)|どの|どっち|のは?[?？。]*$|もの)"
)
_PROJECT_NAMED = 0.3


@dataclass(frozen=True)
class Side:
    """One of two things set side by side. ``thing`` is the row or project that alone answers for it, None where none does
    or where it is asked back; ``is_absent``: something is named of which nothing of the kind is told at all."""

    name: str
    thing: Subject | None
    is_absent: bool


Pair = tuple[Side, Side]


def dearer_asked(asked: Asked) -> bool:
    """Whether it is asked which of two costs more or less, without a word for money but perhaps that in their names."""
    if _MONEY_NAMED.search(asked.text) and _COMPARED.search(asked.text):
        return True
    return _WHICH.search(asked.text) is not None and TURNS["costly"].search(asked.text) is not None


def side_by_side(knowledge: Knowledge, text: str, side: Callable[[Knowledge, str], Side]) -> list[Pair]:
    """Two things set side by side, parted at one joint after the other up to that where ``side`` finds both, which is the
    last then; [] where nothing is set side by side."""
    if (which := _COMPARED.search(text)) is None or not (head := _BOTH.match(text[: which.start()])):
        return []
    both = head["both"]
    parted = []
    for joint in _JOINT.finditer(both):
        one, other = both[: joint.start()], both[joint.end() :]
        second = side(knowledge, other)
        if second.thing is None and (of_it := side(knowledge, _of_the_same(one, other))).thing is not None:
            second = of_it
        pair = side(knowledge, one), second
        parted.append(pair)
        if things_of(pair):
            break
    return parted


def rows_listed(knowledge: Knowledge, text: str) -> list[Subject]:
    """The rows of three things or more of which it is asked which came out in some way; [] where one of them has none."""
    if len(_JOINT.findall(text)) < _LEAST_JOINTS or (listed := _THREE.search(text)) is None:
        return []
    names = [name for name in _JOINT.split(listed["all"]) if name]
    rows = [row_of_side(knowledge, name).thing for name in names]
    sheets = {row.home: row for row in rows if row is not None}
    if len(sheets) == 1:  # 雪ヶ原駅 beside two buses: the row of their sheet that has it in its name
        beside = knowledge.rows_of(next(iter(sheets.values())))
        rows = [row or _only_called(name, beside) for name, row in zip(names, rows, strict=True)]
    found = [row for row in rows if row is not None]
    return found if len(found) == len(rows) == len({row.key for row in found}) else []


def _only_called(name: str, rows: Sequence[Subject]) -> Subject | None:
    """The only row that has these very words in its name."""
    called = [row for row in rows if name in plain(row.name)]
    return called[0] if len(called) == 1 else None


def things_of(pair: Pair) -> list[Subject]:
    """What the two sides are; [] where one has nothing, or both the same."""
    first, second = (side.thing for side in pair)
    return [first, second] if first is not None and second is not None and first != second else []


def row_of_side(knowledge: Knowledge, name: str) -> Side:
    """The row that alone answers for the figures of what is named."""
    question = understand(knowledge, f"{name}の目標と実績は?", None)
    if not question.says_something:
        return Side(name, None, is_absent=False)
    told = figure(knowledge, question, ("target", "result"))
    keys = told.topic.subjects if told and told.topic and told.outcome == "answered" else ()
    subject = knowledge.by_key.get(keys[0]) if len(keys) == 1 else None
    row = subject if subject is not None and subject.is_figure else None
    return Side(name, row, is_absent=told is None or told.outcome == "unknown")


def project_of_side(knowledge: Knowledge, name: str) -> Side:
    """The project whose name has all that is named, the best where several do."""
    question = understand(knowledge, f"{name}の予算は?", None)
    strong = {group for group in question.groups if group.strong}
    for hit in question.hits if strong else ():
        subject = knowledge.subject(hit)
        if subject is None or subject.kind != "project" or hit.named < _PROJECT_NAMED:
            continue
        if all(knowledge.index.names_hold(hit.number, group) for group in strong):
            return Side(name, subject, is_absent=False)
    return Side(name, None, is_absent=bool(strong))


def other_side(knowledge: Knowledge, sides: Sequence[Pair]) -> Reply | None:
    """The refusal of the one of two things that nothing counts, where the other has a row; None otherwise."""
    if len(sides) != 1:
        return None  # there is more than one way to part them
    absent = [side for side in sides[0] if side.thing is None and side.is_absent]
    counted = [side.thing for side in sides[0] if side.thing is not None]
    if len(absent) != 1 or not counted:
        return None
    return refuse.unknown(knowledge, f"「{absent[0].name}」の数字", counted)


def _of_the_same(one: str, other: str) -> str:
    """The second of two things as one of what the first is of: 契約 of 「空き家バンクの新しい登録と契約」."""
    return f"{one[: one.find('の') + 1]}{other}"
