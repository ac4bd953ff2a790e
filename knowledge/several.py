"""Questions that name several things: each is told on its own line, and what follows from them together is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge import tell, wording
from knowledge.model import Project
from knowledge.reply import Reply
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Subject
from knowledge.understanding import Knowledge, Question
from knowledge.wordbook import plain

_SEVERAL = re.compile(
    r"(?<=[一-龠ァ-ヶーa-z0-9%者])(?:と|や|、|,|・|\s)\s?(?=[一-龠ァ-ヶa-z])|[ぁ-ん]、(?=[^、。?？]{2,16}は)|どっち|どちら|両方|それぞれ|\band\b"
)
_LATIN, _JAPANESE, _AND = re.compile("[a-z]"), re.compile("[ぁ-んァ-ヶ一-龠]"), re.compile(r"\band\b|\bboth\b|,")
_HOW_MANY = re.compile("([何幾][一-龠]) +")
_TOGETHER = re.compile(r"合わせて|あわせて|合計|足す|足して|全部で|合算")
_ROW_NAMED, _PROJECT_NAMED = 0.45, 0.3
_COMPARED = frozenset({"budget", "spent", "left"})


def several(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about two or more indicators, or two or more projects; None where it is one thing that was named."""
    aspects = question.asked.aspects
    if not aspects or not _joins(question.asked.text):
        return None
    if aspects[0] in FIGURES:
        rows = _named(knowledge, question, lambda one: one.is_figure, _ROW_NAMED)
        return tell.figures(knowledge, rows, aspects) if rows else None
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
    """What each project cost; their sum, or the greatest of them, where that was asked for."""
    told = tell.money(knowledge, projects, question.asked.aspects)
    sheets = [one.sheet for one in projects if isinstance(one.sheet, Project)]
    if not _COMPARED & set(question.asked.aspects):
        return told
    lines = []
    planned = sum((sheet.budget.target.value or Decimal() for sheet in sheets), Decimal())
    spent = sum((sheet.budget.result.value or Decimal() for sheet in sheets), Decimal())
    if _TOGETHER.search(question.asked.text):
        lines = [
            f"合わせて、予算{planned:,f}千円（{wording.in_yen(planned)}）・"
            f"実績{spent:,f}千円（{wording.in_yen(spent)}）です（資料の数字から計算しました）。"
        ]
    elif question.asked.most:
        pick = min if question.asked.least else max
        best = pick(sheets, key=lambda sheet: sheet.budget.result.value or Decimal())
        lines = [f"このうち実績が一番{'少ない' if question.asked.least else '多い'}のは、{best.name}です。"]
    return replace(told, text="\n".join([*lines, told.text]))
