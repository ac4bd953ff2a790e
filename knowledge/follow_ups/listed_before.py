"""Follow-ups to a list: its second thing, the reasons, the departments or the money of all that stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.nth_below import is_all_asked, nth_goal, things_below
from knowledge.follow_ups.order_before import in_order, remembering
from knowledge.language.numerals import number_typed
from knowledge.ledger.subjects import Subject
from knowledge.question.asking_for_lists import TURNS, rows_wanted
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import tell_about
from knowledge.telling.of_each import tell_of_each

_NTH = re.compile(r"(?P<nth>[1-9一二三四五六七八九])(?:番目|つ目|個目)(?:の(?:事業|指標|もの|やつ|の)?)?")
_OF_ALL = re.compile(r"(?:全部|ぜんぶ|すべて|全て|それぞれ|みんな|各々|それら)(?:それぞれ)?の?")
_WHY_ALL = re.compile(
    r"(?:それぞれの|全部の)?(?:理由|原因)(?:は|って|を?教えて)*[?？。]*|(?:なんで|なぜ|どうして)[?？。]*"
)

# 「実績が落ちた指標は？」 names what is listed anew.
_OF_OTHERS = re.compile(r"指標|事業|施策|のは|もの|どれ(?!くらい|ぐらい|だけ|ほど)|どの(?!くらい|ぐらい)")
_NOT_OF_THE_ROWS = "挙げた指標だけの金額は、資料にありません。同じ施策の事業は、次のとおりです。"
_MOST = 5


def of_list_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is asked of a list that was told last; None where no list was, or nothing of the kind is asked."""
    about, asked, text = question.before, question.asked, question.asked.text.strip()
    if not about or question.says_something or (question.before_aspect or "").startswith("choose:"):
        return None
    items = about if len(about) > 1 else question.listed
    nth = _NTH.match(text)
    if nth is not None and not items:
        goal = nth_goal(knowledge, question, number_typed(nth["nth"])) if is_all_asked(text[nth.end() :]) else None
        if goal is not None:
            return goal
        items = things_below(knowledge, question)
    if told := in_order(knowledge, question, items, nth):
        return told
    if nth is not None and (place := number_typed(nth["nth"])) <= len(items):
        one = items[place - 1]
        if is_all_asked(text[nth.end() :]):
            return _of_list(tell.summary(knowledge, one), items)
        if asked.aspects:
            return _of_list(tell_about(knowledge, question, [one], asked.aspects), items)
        return None
    if question.before_aspect == "reached" and _WHY_ALL.fullmatch(text):
        return tell_of_each(knowledge, question, about, ("reason",))
    if TURNS["total"].search(text) and not asked.aspects and items and all(one.kind == "project" for one in items):
        return tell.money(knowledge, items, ("budget",))
    if asked.aspects and items and (_OF_ALL.match(text) or _asks_of_them(question)):
        return _of_all(knowledge, question, items)
    return None


def _asks_of_them(question: Question) -> bool:
    """Whether a bare aspect (「理由は？」) is asked of several things that were told together, and of no others."""
    asked = question.asked
    if asked.years or asked.relative or asked.unit is not None or asked.in_order or asked.place or asked.asks("list"):
        return False
    return len(question.before) > 1 and question.statement is None and not _OF_OTHERS.search(asked.text)


def _of_list(told: Reply | None, items: Sequence[Subject]) -> Reply | None:
    """The reply about one of a list, that remembers the list; one thing alone is none."""
    return remembering(told, items) if len(items) > 1 else told


def _of_all(knowledge: Knowledge, question: Question, items: Sequence[Subject]) -> Reply | None:
    """What is asked of all things of a list: their money and their figures each in a line of one answer."""
    aspects = question.asked.aspects
    projects = [one for one in items if one.kind == "project"]
    of_money = aspects[0] in FIGURES - {"target"} and question.before_aspect in MONEY
    if projects and (aspects[0] in MONEY or of_money):
        return tell.money(knowledge, projects, ("budget",) if of_money else aspects)
    rows = [one for one in items if one.is_figure]
    if aspects[0] in FIGURES and rows:
        return tell.figures(knowledge, rows_wanted(question.asked, rows), aspects)
    if aspects[0] in MONEY:
        return _money_of_rows(knowledge, items)
    if aspects[0] == "department":
        return tell.department(knowledge, list(dict.fromkeys(map(knowledge.home_of, items))))
    return tell_of_each(knowledge, question, items, aspects)


def _money_of_rows(knowledge: Knowledge, items: Sequence[Subject]) -> Reply | None:
    """The projects of the measures of several rows: no row has an amount of its own."""
    projects = list(dict.fromkeys(project for one in items for project in knowledge.projects_of(one)))[:_MOST]
    if not projects:
        return None
    told = tell.money(knowledge, projects, ("budget",))
    return replace(told, outcome="partly", text=f"{_NOT_OF_THE_ROWS}\n{told.text}")
