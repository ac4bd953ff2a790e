"""Questions that name several things: each is told on its own line, and what follows from them together is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.named_figure import figure
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.lists.which_of import verdict_on_projects, verdict_on_rows
from knowledge.question.leading import leading
from knowledge.question.slots import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_SEVERAL = re.compile(
    r"(?<=[一-龠ァ-ヶーa-z0-9%者])(?:と|や|、|,|・|\s)\s?(?=[一-龠ァ-ヶa-z])|[ぁ-ん]、(?=[^、。?？]{2,16}は)|どっち|どちら|両方|それぞれ|\band\b"
)
_LATIN, _JAPANESE, _AND = re.compile("[a-z]"), re.compile("[ぁ-んァ-ヶ一-龠]"), re.compile(r"\band\b|\bboth\b|,")
_HOW_MANY = re.compile("([何幾][一-龠]) +")
_ROW_NAMED, _PROJECT_NAMED = 0.45, 0.3
_WHICH = re.compile(r"どっち(?!も)|どちら(?!も)")
_SIDE_BY_SIDE = re.compile(r"(?P<both>[^。?？]{5,60}?)(?:とでは|では|だと|って|、|(?:と)?を比べ|の?うち|なら)")
# 「相談した人のうち、首都圏の人は」 asks of a part of those named first.
_AMONG = re.compile(r"(?:人|方|者|員|児|件|団体|世帯|もの)の?うち、(?![^。?？]*(?:どっち|どちら|どれ|それぞれ))")
_JOINT = re.compile(r"と、?|、")


def several(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about two or more indicators, or two or more projects; None where it is one thing that was named."""
    aspects = leading(question.asked, question.asked.aspects)
    if not aspects or not _joins(question.asked.text) or _AMONG.search(question.asked.text):
        return None
    if aspects[0] in FIGURES:
        rows = _named(knowledge, question, lambda one: one.is_figure, _ROW_NAMED)
        if not rows:
            sides = _sides(knowledge, question)
            rows = _rows_of(sides[-1]) if sides else []
            if not rows:
                return _other_side(knowledge, sides)
        told, verdict = tell.figures(knowledge, rows, aspects), verdict_on_rows(question.asked, rows)
        return replace(told, text=f"{verdict}\n{told.text}") if verdict else told
    if aspects[0] in MONEY:
        projects = _named(knowledge, question, lambda one: one.kind == "project", _PROJECT_NAMED)
        return _outlays(knowledge, question, projects) if projects else None
    return None


def _named(knowledge: Knowledge, question: Question, wanted: Callable[[Subject], bool], least: float) -> list[Subject]:
    """The things that share out among them all that was named; [] where one of them has it all, or none knows a part."""
    strong = {group for group in question.groups if group.strong}
    candidates = []
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is None or not wanted(subject) or hit.named < least:
            continue
        named = {group for group in strong if knowledge.index.names_hold(hit.number, group)}
        if named == strong:
            return []
        candidates.append((len(named), hit.score, named, subject))
    candidates.sort(key=lambda each: (-each[0], -each[1]))
    left, chosen = set(strong), []
    for _, _, named, subject in candidates:
        if named & left:
            chosen.append(subject)
            left -= named
    return [] if len(chosen) < 2 or left or not _parted(question.asked.text, chosen) else chosen


@dataclass(frozen=True)
class _Side:
    """One of two things set side by side. ``row`` is the one that alone answers for its figures, None where none does or
    where it is asked back; ``is_absent``: something is named of which no figure is told at all."""

    name: str
    row: Subject | None
    is_absent: bool


def _sides(knowledge: Knowledge, question: Question) -> list[tuple[_Side, _Side]]:
    """Two things set side by side, each asked for by itself (「…の人数と…の件数、どっち」), parted at one joint after the
    other up to that where both have a row of their own, which is the last then; [] where nothing is set side by side.

    In one question the words and the unit of the one hide the row of the other.
    """
    text = question.asked.text
    if (which := _WHICH.search(text)) is None or not (head := _SIDE_BY_SIDE.match(text, 0, which.start())):
        return []
    both = head["both"]
    parted = []
    for joint in _JOINT.finditer(both):
        one, other = both[: joint.start()], both[joint.end() :]
        second = _side(knowledge, other)
        if second.row is None and (of_it := _side(knowledge, _of_the_same(one, other))).row is not None:
            second = of_it
        pair = _side(knowledge, one), second
        parted.append(pair)
        if _rows_of(pair):
            break
    return parted


def _of_the_same(one: str, other: str) -> str:
    """The second of two things as one of what the first is of: 契約 of 「空き家バンクの新しい登録と契約」."""
    return f"{one[: one.find('の') + 1]}{other}"


def _side(knowledge: Knowledge, name: str) -> _Side:
    question = knowledge.understand(f"{name}の目標と実績は?", None)
    if not question.says_something:
        return _Side(name, None, is_absent=False)
    told = figure(knowledge, question, ("target", "result"))
    keys = told.topic.subjects if told and told.topic and told.outcome == "answered" else ()
    subject = knowledge.by_key.get(keys[0]) if len(keys) == 1 else None
    row = subject if subject is not None and subject.is_figure else None
    return _Side(name, row, is_absent=told is None or told.outcome == "unknown")


def _rows_of(pair: tuple[_Side, _Side]) -> list[Subject]:
    """The rows of two sides; [] where one has none, or both the same."""
    first, second = (side.row for side in pair)
    return [first, second] if first is not None and second is not None and first != second else []


def _other_side(knowledge: Knowledge, sides: Sequence[tuple[_Side, _Side]]) -> Reply | None:
    """The refusal of the one of two things that nothing counts, where the other has a row; None otherwise."""
    if len(sides) != 1:
        return None  # there is more than one way to part them
    absent = [side for side in sides[0] if side.row is None and side.is_absent]
    counted = [side.row for side in sides[0] if side.row is not None]
    if len(absent) != 1 or not counted:
        return None
    return refuse.unknown(knowledge, f"「{absent[0].name}」の数字", counted)


def _parted(text: str, chosen: Sequence[Subject]) -> bool:
    """Whether something parts the things besides what stands in the very name of one (役員会・懇談会)."""
    for subject in chosen:
        text = text.replace(plain(subject.name), "名称")
    return _joins(text)


def _joins(text: str) -> bool:
    """Whether a text sets things side by side. Between Latin words a blank parts nothing, and none after a number asked."""
    if _LATIN.search(text) and not _JAPANESE.search(text):
        return _AND.search(text) is not None
    return _SEVERAL.search(_HOW_MANY.sub(r"\1", text)) is not None


def _outlays(knowledge: Knowledge, question: Question, projects: Sequence[Subject]) -> Reply:
    """What each project cost, and which of them most or least, where that was asked for."""
    told = tell.money(knowledge, projects, question.asked.aspects)
    verdict = verdict_on_projects(question.asked, projects)
    return replace(told, text=f"{verdict}\n{told.text}") if verdict else told
