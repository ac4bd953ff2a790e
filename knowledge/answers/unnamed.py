"""Questions that name nothing: about everything at once, about what was spoken of before, or about nobody knows what."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.answers.numbers_asked import prints_number
from knowledge.answers.unnamed_of_before import OF_WHAT_WAS_BEFORE, listed_anew, plans_of_it
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.groups import WEAK
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.asked_of_it import told_of_it
from knowledge.follow_ups.spoken_of import of_statement
from knowledge.language import units
from knowledge.language.municipalities import kind_of
from knowledge.language.text import PLAN_KIND, may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.lists import lists_over_all
from knowledge.lists.individual_plans import plans_called
from knowledge.reply import Reply
from knowledge.telling import belonging, refuse, tell

# 補助 and 人 stand in too many names, 給付金 and 登録者 in few.
_LONG_WORD = 3
_NEARLY_ALL = 0.95
_PERIOD = re.compile(
    r"計画の?(?:対象)?期間(?:は|って|を)|計画(?:は|って)、?(?:いつ|(?:何|なん)年度?)(?:から|まで)|(?:何|なん)年間?の計画"
)
_WHOSE = rf"(?:[一-龠]{{1,4}}[市町村])?の?(?:{PLAN_KIND}|基本計画)"
_PLAN_MEANT = rf"(?:市の|この|今の|次期?の?|今度の|前の|第?\s?(?:\d{{1,2}}|[一二三四五六七八九])\s?次の?)*{_WHOSE}"
_PERIOD_OF_PLAN = re.compile(
    rf"{_PLAN_MEANT}(?:の期間)?(?:は|って|が)?、?"
    r"(?:いつ|(?:何|なん)年度?)(?:から|まで)(?:(?:いつ|(?:何|なん)年度?)まで)?(?:なの|です|続く|の|だ|か)*[?？。]*"
    rf"|{_PLAN_MEANT}の(?:計画|対象)?期間(?:は|って|を)?(?:教えて|おしえて|知りたい|(?:何|なん)年間?|です|か)*[?？。]*"
)
# Which plan comes next, or was there before, no paper tells by these words.
_OTHER_PLAN = re.compile(rf"(?:(?<![\d一二三四五六七八九\s])次期?|今度|(?<!名)前)の?(?={_WHOSE}|計画)")
_PERIOD_PRINTED = re.compile(r"計画の?期間(?:である|は|を)[^。]{0,4}\d+年度[^。]{0,20}(?:まで|間)")
_STAFF_OF_CITY = re.compile(
    r"^(?:市|町|村|市役所|役所|役場)?の?職員(?:さん)?(?:の(?:人?数|人数))?(?:は|って|が)?、?(?:今|いま|全部で)?(?:何|なん)(?:人|名)(?:いる|います|いるの)?(?:です|でしょう)?か?[?？。]*$"
)


def without_words(knowledge: Knowledge, question: Question) -> Reply:
    """A follow-up, a question over all sheets, or one we have to ask back about."""
    for way in _AFTER_SOMETHING if question.before else _BY_ITSELF:
        if reply := way(knowledge, question):
            return reply
    return refuse.unknown(knowledge, "おたずねのこと")


def _plans_in_strategy(knowledge: Knowledge, question: Question) -> Reply | None:
    """The plans that bear the name of the strategy, where they are asked for."""
    if not question.asked.asks("strategy") or not question.asked.asks("plans", "code"):
        return None
    bearing = plans_called(knowledge, question)
    return belonging.individual_plans(knowledge, bearing) if bearing else None


def _over_all(knowledge: Knowledge, question: Question) -> Reply | None:
    """A list over all sheets; after something else was spoken of, where a list or a place in an order is asked for."""
    if question.before and not question.asked.in_order and not question.asked.asks("list"):
        return None
    return lists_over_all.computed(knowledge, question.asked)


def _period(knowledge: Knowledge, question: Question) -> Reply | None:
    """From which year to which the plan is."""
    return period_of_plan(knowledge, question) if _PERIOD.search(question.asked.text) else None


def _staff(knowledge: Knowledge, question: Question) -> Reply | None:
    """A refusal where all who work for the city are counted: what is told is whose work each project took."""
    if not _STAFF_OF_CITY.search(question.asked.text):
        return None
    return refuse.unknown(knowledge, f"{kind_of(knowledge.city)}の職員の数")


def _asked_back(knowledge: Knowledge, question: Question) -> Reply | None:
    """Of what it is to be told, where only that is missing."""
    if not question.asked.aspects:
        return None
    choices = refuse.examples(knowledge)
    lines = ["何についてお調べしますか。名前や言葉を添えて聞いてください。", *(f"・{one.says}" for one in choices)]
    return Reply("asked_back", "\n".join(lines), choices=choices)


def asks_period_of_plan(question: Question) -> bool:
    """Whether nothing is asked but from which year to which the city's plan is (「振興計画って何年から？」)."""
    return _PERIOD_OF_PLAN.fullmatch(question.asked.text.strip()) is not None


def period_of_plan(knowledge: Knowledge, question: Question) -> Reply:
    """The only statement that prints from which year to which the plan is that is meant, or that none does."""
    plan = question.asked.plan
    if plan is None and (other := _OTHER_PLAN.search(question.asked.text)):
        return refuse.unknown(knowledge, f"{other[0]}計画の期間")
    told = [
        passage
        for passage in map(knowledge.index.passages.__getitem__, knowledge.view.scope.passages)
        if may_be_of_plan(passage.subject.plan, plan) and _PERIOD_PRINTED.search(plain(passage.prose.text))
    ]
    if len(told) == 1 and (reply := tell.prose(knowledge, told, "overview")):
        return reply
    return refuse.unknown(knowledge, f"{knowledge.plan_name(plan) if plan else '計画'}の期間")


def _weakly_counted(knowledge: Knowledge, question: Question) -> Reply | None:
    """「給付金は何件？」: the only row that has a common word in its printed name and counts in the unit asked for."""
    unit = question.asked.unit
    said = [group.said for group in question.groups if group.weight > WEAK]
    if unit is None or len(said) != 1 or len(said[0]) < _LONG_WORD:
        return None
    rows = [
        one
        for one in knowledge.subjects
        if one.row is not None and said[0] in plain(one.name) and units.says(unit, one.row.units)
    ]
    return tell.figures(knowledge, rows) if len(rows) == 1 else None


def _weakly_meant(knowledge: Knowledge, question: Question) -> Reply | None:
    """Common words only, yet all of them in one statement, which prints the number where one is asked for."""
    hits = [
        (hit, passage)
        for hit, passage in statements_for(knowledge, question)
        if hit.covered >= _NEARLY_ALL and (question.asked.unit is None or says_amount(question, passage.prose.text))
    ]
    return tell.prose(knowledge, [hits[0][1]], "overview") if len(question.groups) >= 3 and hits else None


_Way = Callable[[Knowledge, Question], Reply | None]
# Each in this order; a question asked by itself, and one after something was spoken of.
_BY_ITSELF: tuple[_Way, ...] = (
    _plans_in_strategy,
    _over_all,
    prints_number,
    _weakly_meant,
    _weakly_counted,
    _period,
    _staff,
    _asked_back,
)
_AFTER_SOMETHING: tuple[_Way, ...] = (
    told_of_it,
    of_statement,
    listed_anew,
    plans_of_it,
    _plans_in_strategy,
    _over_all,
    *OF_WHAT_WAS_BEFORE,
)
