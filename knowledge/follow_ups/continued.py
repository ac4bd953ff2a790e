"""「じゃあ来た人の数は？」 after a project: asked again of what was spoken of, where it tells nothing by itself."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.another_thing import names_another
from knowledge.follow_ups.beside import asks_what_else
from knowledge.follow_ups.share_before import asks_share
from knowledge.follow_ups.spoken_of import thing_of_number
from knowledge.follow_ups.thing_before import name_in_statement, names_no_thing, thing_of_project
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.question.asked_next import asks_what_is_paid, without_lead
from knowledge.question.aspects import FIGURES
from knowledge.question.units_asked import YEN
from knowledge.reply import Topic

# 「計画は？」 after a part of the plan asks for the individual plans of it.
_PLANS = re.compile(r"(?:個別)?計画(?:の名前)?(?:は|って)?[?？。]*")
# 「増やすの？」 asks what is to come of it.
_WHETHER = re.compile(
    r"(?:もっと|これから|今後|まだ|来年も)?、?(?:増や|ふや|広げ|減ら|へら|続け|つづけ|やめ|直)(?:す|る|さない|ない)(?:の|ん|予定|つもり|です|か)*[?？。]*"
)
# 「次はどこまで広げるの」 asks no place of what is there.
_SPREADS = re.compile(
    r"(?:次は?|今度は?|これから|今後)?、?(?:どこ|どちら)(?:に|へ|を|まで)、?(?:広げ|ひろげ|増や|ふや|拡大)(?:す|る|して|ていく)(?:いく)?(?:の|ん|予定|つもり|です|か)*[?？。]*"
)
# Who says no more than this goes on with what was spoken of.
_MOST_CHARS = 12
# What these ask for is no count.
_NO_COUNT = frozenset({None, "年", "曜日", "期間", *YEN})


def asks_another_count(question: Question) -> bool:
    """Whether a follow-up that names nothing asks for a number the row that was told does not count: 「何人来た？」 after
    開催回数. That row's figure would be a wrong answer."""
    asked, row = question.asked, question.before[0].row if len(question.before) == 1 else None
    if row is None or asked.unit in _NO_COUNT or asked.asks("ratio", "gap") or asks_share(question):
        return False
    if not asked.asks(*FIGURES):
        return False
    if units.may_be(asked.unit or "", row.units):
        return False
    return f"{asked.unit}数" not in question.before[0].name


def asks_price(question: Question) -> bool:
    """Whether a follow-up that names nothing asks for what is paid for the thing a row counts: 「いくら？」 after 補助件数."""
    row = question.before[0].row if len(question.before) == 1 else None
    if row is None or row.units & YEN:
        return False
    return asks_what_is_paid(question.asked.text)


def said_of_thing_counted(knowledge: Knowledge, question: Question) -> str | None:
    """A follow-up for another number or a price with the name of the thing that the row told last counts; None where it
    asks for none, or names a thing of its own."""
    asked = question.asked
    if not (asks_another_count(question) or asks_price(question)) or asked.years or asked.relative or asked.in_order:
        return None
    if not all(names_no_thing(knowledge, group) for group in question.things):
        return None
    thing = counted_thing(question.before[0].name)
    return f"{thing}は{without_lead(asked.text)}" if thing else None


def said_of_what_was_before(knowledge: Knowledge, question: Question, topic: Topic | None) -> str | None:
    """The follow-up with the name of what was spoken of; None where it is none, or names a thing of its own.

    Only words that many names have (参加, 開催) are said of what was before: a town or a thing begins another matter.
    """
    if name := thing_of_number(question):
        return f"{name}の{question.asked.text}"
    before = question.before[0] if question.before else None
    if topic is None or before is None or not question.asked.follows:
        return None
    said, things = without_lead(question.asked.text), question.things
    if said == question.asked.text:
        return None
    if not things or not all(knowledge.index.is_common(group, knowledge.view.scope) for group in things):
        return None
    return f"{thing_of_project(before)}の{said}"


def count_said_of_project(knowledge: Knowledge, question: Question) -> str | None:
    """「何人やってる？」, 「何人参加した？」 after a project, with the name of what it is for: the row that counts it may stand
    on another sheet. What is told has to be of that very thing (``is_of_what_was_before``)."""
    asked, before, scope = question.asked, question.before[:1], knowledge.view.scope
    if not before or before[0].kind != "project" or asked.unit in _NO_COUNT or asked.years or asked.relative:
        return None
    if not all(knowledge.index.is_common(group, scope) for group in question.things):
        return None
    return f"{thing_of_project(before[0])}{'の' if question.things else 'は'}{without_lead(asked.text)}"


def said_shortly_of_it(knowledge: Knowledge, question: Question) -> str | None:
    """A few words that name nothing (「どことやってるの？」) with the name of what was spoken of; None where they name a
    thing of their own. What is told of them has to be of that very thing (``is_of_what_was_before``)."""
    asked, things = question.asked, question.things
    if not question.before or len(asked.text) > _MOST_CHARS or asked.years or asked.relative or asked.in_order:
        return None
    if asks_what_else(question):
        return None  # what else there is has been looked for beside it
    if things and names_another(asked.text) and not all(group.verbal or group.doing for group in things):
        return None  # 「子育ては？」 asks of another thing
    spreads = _SPREADS.fullmatch(asked.text.strip()) is not None
    if (asked.place and not spreads) or asked.unit is not None:
        return None  # a place or a number that was not found is not told by what else is said of it
    home = knowledge.home_of(question.before[0])
    if spreads and isinstance(home.sheet, (Results, Project)):
        return f"{name_in_statement(question) or plain(home.name)}の今後の取組は"
    name = name_in_statement(question)
    if name is None and home.kind == "project":
        name = thing_of_project(home)
    if _PLANS.fullmatch(asked.text.strip()):
        of_plan = isinstance(home.sheet, (PlanMeasure, PlanSection, Results))
        return f"{plain(home.name)}の個別計画は" if of_plan else None
    if _WHETHER.fullmatch(asked.text.strip()) and isinstance(home.sheet, (Results, Project)):
        return f"{plain(home.name)}の今後の取組は"
    common = (names_no_thing(knowledge, group) for group in things)
    if name is None or any(group.place for group in things) or not all(common):
        return None
    return (
        f"{name}は{without_lead(asked.text)}" if not re.search("[はも][?？]?$", asked.text) else f"{name}の{asked.text}"
    )


def is_of_what_was_before(knowledge: Knowledge, question: Question, told: Topic | None) -> bool:
    """Whether something is told of the sheets that were spoken of before."""
    keys = told.subjects[:1] if told is not None else ()
    sheets = knowledge.sheets_around(question.before[0])
    return any(knowledge.by_key[key].home in {one.key for one in sheets} for key in keys if key in knowledge.by_key)
