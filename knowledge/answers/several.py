"""Questions that name several things: each is told on its own line, and what follows from them together is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.answers.side_by_side import (
    dearer_asked,
    other_side,
    project_of_side,
    row_of_side,
    rows_listed,
    side_by_side,
    things_of,
)
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.lists.which_of import verdict_on_projects, verdict_on_rows
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.leading import leading
from knowledge.reply import Reply
from knowledge.telling import tell

_SEVERAL = re.compile(
    r"(?<=[一-龠ァ-ヶーa-z0-9%者])(?:と|や|、|,|・|\s)\s?(?=(?![何幾])[一-龠ァ-ヶa-z])|[ぁ-ん]、(?=[^、。?？]{2,16}は)|どっち|どちら|両方|それぞれ|\band\b"
)
_LATIN, _JAPANESE, _AND = re.compile("[a-z]"), re.compile("[ぁ-んァ-ヶ一-龠]"), re.compile(r"\band\b|\bboth\b|,")
_HOW_MANY = re.compile("([何幾][一-龠]) +")
_ROW_NAMED, _PROJECT_NAMED = 0.45, 0.3
# 「相談した人のうち、首都圏の人は」 asks of a part of those named first.
_AMONG = re.compile(r"(?:人|方|者|員|児|件|団体|世帯|もの)の?うち、(?![^。?？]*(?:どっち|どちら|どれ|それぞれ))")


def several(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about two or more indicators, or two or more projects; None where it is one thing that was named."""
    aspects = leading(question.asked, question.asked.aspects)
    if (not aspects or aspects[0] == "reached") and dearer_asked(question.asked):
        aspects = ("budget", "spent")  # 「移住と協力隊どっちが高い？」
    if not aspects or not _joins(question.asked.text) or _AMONG.search(question.asked.text):
        return None
    if aspects[0] in FIGURES:
        rows = rows_listed(knowledge, question.asked.text) or _named(
            knowledge, question, lambda one: one.is_figure, _ROW_NAMED
        )
        if not rows:
            sides = side_by_side(knowledge, question.asked.text, row_of_side)
            rows = things_of(sides[-1]) if sides else []
            if not rows:
                return other_side(knowledge, sides)
        told, verdict = tell.figures(knowledge, rows, aspects), verdict_on_rows(question.asked, rows)
        return replace(told, text=f"{verdict}\n{told.text}") if verdict else told
    if aspects[0] in MONEY:
        projects = _named(knowledge, question, lambda one: one.kind == "project", _PROJECT_NAMED)
        if not projects and (sides := side_by_side(knowledge, question.asked.text, project_of_side)):
            projects = things_of(sides[-1])
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
    if len(chosen) < 2 or left or not _parted(question.asked.text, chosen):
        return []
    # 「外国人の相談件数、目標と実績は」 names no two things, and none of them counts foreigners.
    called = plain(" ".join(name for one in chosen for name in one.names))
    return [] if knowledge.book.narrowed(called, question.asked.without_city) else chosen


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
