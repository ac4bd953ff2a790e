"""Printed names joined by と (「AとBを比べて」): told of those very things, whatever their words would mean elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Subject
from knowledge.lists.which_of import verdict_on_projects, verdict_on_rows
from knowledge.question import slots
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import tell

# A project may be called without or with the end of its name (移住推進, 移住推進事業).
_REST_OF_NAME = re.compile("(?:事業)?費?")
_JOINT = re.compile(r"(?:と|や|、|・|および|及び)[、\s]?")
# Beside the names and the aspect nothing may be said: anything else might narrow the question.
_NOTHING_MORE = re.compile(
    r"(?:[ぁ-ん、。,.?？!！\s]|教え|知り|比較?|両方|[2二]つ|方|差|多|少|大|小|高|低|安|違|合わせ|合計|それぞれ)*"
)
# 「どちらが高い」, 「…の予算が大きい」: what is said of any figure; and of money by what it is named of (費).
_OF_ANY, _OF_MONEY = frozenset({"state", "overview"}), frozenset({"reached", "result"})


def names_joined(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about two things or more that are called by their names; None where anything is said besides."""
    asked = question.asked
    if asked.years or asked.relative or question.across:
        return None
    things, rest = _called(knowledge, asked.text)
    if len(things) < 2:
        return None
    alone = slots.read(knowledge.words.parse(rest), rest, knowledge.cues, knowledge.view.long_units)
    if alone.fee or alone.place or alone.unit or not _NOTHING_MORE.fullmatch(alone.rest):
        return None
    figures = tuple(one for one in alone.aspects if one in FIGURES)
    money = tuple(one for one in alone.aspects if one in MONEY)
    aspects = frozenset(alone.aspects) - _OF_ANY
    if all(one.is_figure for one in things) and aspects <= FIGURES:
        told, verdict = tell.figures(knowledge, things, figures or ("figure",)), verdict_on_rows(asked, things)
    elif all(one.kind == "project" for one in things) and aspects <= MONEY | _OF_MONEY:
        told, verdict = tell.money(knowledge, things, money or ("budget", "spent")), verdict_on_projects(asked, things)
    else:
        return None
    return replace(told, text=f"{verdict}\n{told.text}") if verdict else told


def _called(knowledge: Knowledge, text: str) -> tuple[list[Subject], str]:
    """The things called one after the other at the beginning of a folded text, and what stands behind them."""
    view = knowledge.view
    things: list[Subject] = []
    at = 0
    while (name := view.called_at(text, at)) is not None:
        thing = view.by_full_name.get(name) or view.by_short_name[name]
        things.append(thing)
        at += len(name)
        if thing.kind == "project" and (rest := _REST_OF_NAME.match(text, at)):
            at = rest.end()
        joint = _JOINT.match(text, at)
        if joint is None or view.called_at(text, joint.end()) is None:
            break
        at = joint.end()
    return list({one.key: one for one in things}.values()), text[at:]
