"""Follow-ups to a list: its second thing, the reasons or the money of all that stands there, what comes next in an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.parts import part_named
from knowledge.finding.understanding import Knowledge, Question
from knowledge.ledger.subjects import Subject
from knowledge.lists import projects_in_order
from knowledge.question.slots import FIGURES, MONEY
from knowledge.reply import By, Order, Reply
from knowledge.telling import refuse, tell
from knowledge.telling.facets import tell_about
from knowledge.telling.joining import joined

_NTH = re.compile(r"(?P<nth>[1-9一二三四五六七八九])(?:番目|つ目|個目)(?:の(?:事業|指標|もの|やつ|の)?)?")
_ALONE = re.compile(r"(?:は|って|を?教えて|が知りたい|です|か)*[?？。]*")
_NEXT = re.compile(
    r"(?:じゃあ?|では)?[、\s]*(?:その)?次(?:に(?:高|安|多|少な|低)い(?:の|やつ|もの|事業))?(?:は|って)?[?？。]*"
)
_EXTREME = re.compile(
    r"(?:一番|1番|いちばん|最も)(?P<how>高|安|多|少な|低)い(?:の|やつ|もの)?(?:は|って)?(?:どれ|何|なに)?[?？。]*"
)
_LEAST = frozenset({"安", "少な", "低"})
# 高い and 安い are said of money and of shares; of people and of what was left one says 多い.
_COSTLY = frozenset({"高", "安"})
_OF_ASPECT: dict[str, By] = {"budget": "budget", "spent": "spent", "staffing": "staffing", "left": "left"}
_OF_ALL = re.compile(r"(?:全部|ぜんぶ|すべて|全て|それぞれ|みんな|全部それぞれ)の?")
_WHY_ALL = re.compile(
    r"(?:それぞれの|全部の)?(?:理由|原因)(?:は|って|を?教えて)*[?？。]*|(?:なんで|なぜ|どうして)[?？。]*"
)
_DIGITS = {sign: place for place, sign in enumerate("一二三四五六七八九", 1)}
# More fill the screen of a telephone.
_MOST = 5


def of_list_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is asked of a list that was told last; None where no list was, or nothing of the kind is asked."""
    about, asked, text = question.before, question.asked, question.asked.text.strip()
    if not about or (question.before_aspect or "").startswith("choose:"):
        return None
    nth = _NTH.match(text)
    if told := _in_order(knowledge, question, nth):
        return told
    if nth is not None and (place := _place(nth["nth"])) <= len(about):
        one = about[place - 1]
        if asked.aspects:
            return tell_about(knowledge, question, [one], asked.aspects)
        return tell.summary(knowledge, one) if _ALONE.fullmatch(text, nth.end()) else None
    if question.before_aspect == "reached" and _WHY_ALL.fullmatch(text):
        return _reasons(knowledge, about[:_MOST])
    if _OF_ALL.match(text) and asked.aspects:
        projects = [one for one in about if one.kind == "project"]
        if asked.aspects[0] in MONEY and projects:
            return tell.money(knowledge, projects, asked.aspects)
        rows = [one for one in about if one.is_figure]
        if asked.aspects[0] in FIGURES and rows:
            return tell.figures(knowledge, rows, asked.aspects)
    return None


def _place(sign: str) -> int:
    return _DIGITS[sign] if sign in _DIGITS else int(sign)


def _in_order(knowledge: Knowledge, question: Question, nth: re.Match[str] | None) -> Reply | None:
    """「二番目は？」, 「次は？」 and 「一番安いのは？」 after a project told by its place, or by its money."""
    about, before, text = question.before, question.order, question.asked.text.strip()
    if about[0].kind != "project":
        return None
    if nth is not None and _ALONE.fullmatch(text, nth.end()):
        if before is None and len(about) > 1:
            return None  # the second of the list that was told
        order = replace(before, nth=_place(nth["nth"])) if before else None
    elif before and _NEXT.fullmatch(text):
        order = replace(before, nth=before.nth + len(about))
    elif extreme := _EXTREME.fullmatch(text):
        order = _turned(question, extreme["how"])
        if order is None:
            return None
    else:
        return None
    told = _at_place(knowledge, about[0], order) if order else None
    return told or refuse.unknown(knowledge, "その順番の事業", about[:1])


def _turned(question: Question, how: str) -> Order | None:
    """The order spoken of from its one end or the other, else that of what was asked of the project; None where neither
    is one."""
    by = question.order.by if question.order else _OF_ASPECT.get(question.before_aspect or "")
    if by is None:
        return None
    if how in _COSTLY and by in {"staffing", "staffing_planned", "left"}:
        by = "spent"
    return Order(by, how in _LEAST, part=question.order.part if question.order else None)


def _at_place(knowledge: Knowledge, first: Subject, order: Order) -> Reply | None:
    """The project at a place, of the year of the first and of the part that was named."""
    if first not in knowledge.subjects and first.year is not None:
        knowledge = knowledge.seen_as(knowledge.scopes.of_year(first.year, first.city))
    part = part_named(knowledge, knowledge.understand(order.part, None)) if order.part else None
    return projects_in_order.at_place(knowledge, order, part)


def _reasons(knowledge: Knowledge, rows: Sequence[Subject]) -> Reply | None:
    """The reasons of several rows, each below its row."""
    told = [reply for row in rows if (reply := tell.reason(knowledge, row)) is not None]
    if len(told) < 2:
        return told[0] if told else None
    topic = replace(told[0].topic, subjects=tuple(row.key for row in rows)) if told[0].topic else None
    return replace(joined(told, with_sheets=False), topic=topic)
