"""Questions that name a thing: the way to its answer by what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from knowledge.answers.asking_back import ask_back
from knowledge.answers.facts import fact_of
from knowledge.answers.lone_rows import many_counted
from knowledge.answers.named_figure import figure
from knowledge.answers.named_words import statement
from knowledge.answers.prices import (
    BUDGET,
    amount_in_yen,
    figure_in_yen,
    is_project_for_pay,
    loss_in_yen,
    names_project,
    price_each_time,
    price_of,
)
from knowledge.answers.what_it_is import named_only
from knowledge.finding.all_named import says_all
from knowledge.finding.choosing_statements import best_statements
from knowledge.finding.choosing_subjects import TITLED, subjects_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.places_told import with_place
from knowledge.finding.statement_fit import tells_most
from knowledge.finding.telling_sentences import all_with_number, with_number
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import AIMED_AT, COMING, Subject
from knowledge.lists import holdings
from knowledge.lists.individual_plans import plans_called
from knowledge.question.aspects import FIGURES, MONEY, OF_A_BUDGET, PROSE
from knowledge.question.leading import comes_from, leading
from knowledge.question.slots import asks_how_many_people
from knowledge.reply import Reply
from knowledge.telling import belonging, tell

# The share of a title that is all of it.
_WHOLE_TITLE = 0.99
# What follows from something is told by the situation, not by what is done about it.
_CONSEQUENCE = re.compile(r"[るいんだ]と、?どう|(?:何|なに)[がか]?(?:困|こま)|どんな(?:困った|こまった|悪い)")
_MEASURES = re.compile("(?:どんな|どのような|何の|なんの)施策|施策(?:は|が|を|って|名)")
# 「何人まで増やすつもり？」 is about what is to come, 「何人に増えた？」 and 「何人にする予定だった？」 are not.
_TO_COME = re.compile(
    r"(?:何|なん|いく[つら]|どのくらい|どこまで)[^。、?？]{0,6}(?:まで|に)[、\s]?(?:増や|ふや|減ら|へら|伸ば|上げ|下げ|広げ|引き[上下]げ|延ば|拡充)?"
    r"(?:す|る|なる|なります|なんの|する|します|し(?:たい|よう)|できる|増える|減る)(?:つもり|予定|計画|気|目標|の|ん|です|か|って|[?？]|$)"
)
_WHEN = frozenset({"年", "時", "曜日"})
_PEOPLE_WHO = re.compile(r"[たる](?:人|市民|方|住民)(?:は|って|の(?:割合|数)は)?[?？。]*$")
# Who pays is told in words that speak of it; else the account from which it is paid is.
_FUNDS = re.compile("財源|助成|補助|交付金|基金|負担金|寄[付附]|使用料|会費|[国県]の(?:制度|事業|お?金)")
_OVER = re.compile(r"(?:つもり|予定|計画|はず|気|目標)(?:だっ|でし)")
# 「どのくらい補助してもらえる？」 asks for what each is given, not for how many were.
_GIVEN = re.compile(r"(?:補助|助成|支給|援助)[^、。?？]{0,6}(?:もら|いただ|頂|くれ|出る|出ます|受けられ)")
# Whose money it is that is spent: no price is asked for then.
_OF_THE_CITY = re.compile(rf"{BUDGET.pattern}|市(?:は|が|も|から)|役所|役場|出し|税金|投じ|つぎ込|注ぎ込")


def by_aspect(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer by the first aspect that was asked for; without one, what the thing is."""
    asked = question.asked
    again = not asked.aspects and asked.follows and question.before_aspect
    if again and (told := _row_beside(knowledge, question) or _counted_alike(knowledge, question)):
        return told
    aspects = leading(asked, _with_those_before(question))
    first = aspects[0] if aspects else None
    if first in _MAY_COME and (coming := _number_to_come(knowledge, question)):
        return coming
    if first in _OF_A_PLAN and (plan := _plan_called(knowledge, question)):
        return plan
    if asked.fee and first in _OF_A_PRICE and not is_project_for_pay(knowledge, question):
        lost = loss_in_yen(knowledge, question)
        return lost or price_of(knowledge, question) or figure_in_yen(knowledge, question)
    if first in _OF_A_PRICE and (price := price_each_time(knowledge, question)):
        return price
    if asked.place and first in _OF_A_PLACE:
        return _where(knowledge, question)
    if told := _of_the_plan(knowledge, question, first):
        return told
    if first == "issues" and _CONSEQUENCE.search(asked.text):
        return _situation(knowledge, question)
    if comes_from(asked):
        return _whence(knowledge, question, aspects)
    if way := _BY_ASPECT.get(first):
        return way(knowledge, question, aspects)
    if asked.in_order and first in _BARE and (most := _said_to_be_most(knowledge, question)):
        return most
    if first in PROSE and (told := statement(knowledge, question, aspects)):
        return told
    return named_only(knowledge, question) if first in _BARE else None


def _with_those_before(question: Question) -> tuple[str, ...]:
    """The aspects asked for; after something else was spoken of, those that were told of that."""
    asked, before = question.asked, question.before_aspect
    if not asked.follows or not before:
        return asked.aspects
    # 「図書館費ではいくつ？」 after 従事人工
    counts_the_same = before in MONEY and asked.aspects == ("figure",) and not asked.unit
    return (before,) if not asked.aspects or counts_the_same else asked.aspects


def _where(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that tells where, or when something is done there; None where none does."""
    if question.asked.unit == "年" and (dated := with_number(knowledge, question)):
        return tell.prose(knowledge, [dated[1]], "figure")
    told = with_place(knowledge, question)
    return tell.prose(knowledge, [told], "overview") if told else None


def _of_the_plan(knowledge: Knowledge, question: Question, first: str | None) -> Reply | None:
    """What is to come and when, or what stands in a chapter or a section that is called by its title."""
    asked = question.asked
    if first == "next" and asked.unit in _WHEN and (to_come := _to_come(knowledge, question)):
        return to_come
    if first in {"code", "list"} and (chapter := holdings.chapter_called(knowledge, asked)):
        return chapter
    if not _MEASURES.search(asked.text):
        return None
    if section := holdings.section_called(knowledge, asked):
        return section
    titled = _section_titled(knowledge, question) if first in {*_BARE, "list"} else None
    return belonging.measures_of(knowledge, titled) if titled is not None else None


def _situation(knowledge: Knowledge, question: Question) -> Reply | None:
    """What follows from something, as the plan tells it of the present."""
    ranked = best_statements(knowledge, question, "issues")
    told = [passage for _, _, passage in ranked if passage.part == "issues"]
    return tell.prose(knowledge, told[:1], "issues") if told else None


def _whence(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """Where money comes from, as a statement tells it, or else the account it is paid from."""
    told = statement(knowledge, question, aspects)
    account = None if told and _FUNDS.search(told.text) else fact_of(knowledge, question, ("account",))
    return account if account and account.tells else told


def _state(knowledge: Knowledge, question: Question, _: Sequence[str]) -> Reply | None:
    return figure(knowledge, question, ("figure",)) or statement(knowledge, question, ("issues",))


def _figure_of(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    if question.asked.unit == "円" and (amount := fact_of(knowledge, question, ("budget",))):
        return amount
    if question.asked.unit is None and _GIVEN.search(question.asked.text) and (paid := price_of(knowledge, question)):
        return paid
    return figure(knowledge, question, aspects) or _share_of_people(knowledge, question, aspects)


def _money_of(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The money of a project; a grant or a price that a statement prints is no budget."""
    of_budget = aspects[0] == "budget"
    if of_budget and (row := amount_in_yen(knowledge, question)):
        return row
    several = many_counted(knowledge, question, subjects_for(knowledge, question, "figures")) if of_budget else None
    if several:
        return ask_back(question, several, None)
    if of_budget and not names_project(knowledge, question) and (price := price_of(knowledge, question)):
        return price
    fact = fact_of(knowledge, question, aspects)
    if (fact is None or fact.outcome == "unknown") and not OF_A_BUDGET.search(question.asked.text):
        return price_of(knowledge, question) or figure_in_yen(knowledge, question) or fact
    if of_budget and fact and fact.outcome == "partly" and not _OF_THE_CITY.search(question.asked.text):
        return price_of(knowledge, question) or fact  # 「乗り放題の券はいくら？」 is priced by a statement
    return fact


# Of what may be asked with a number to come, by the name of a plan, with a price and with a place.
_BARE = frozenset({None, "overview"})
_MAY_COME = frozenset({"next", "target", "figure", "budget"})
_OF_A_PLAN = _BARE | {"code", "policies", "plans"}
_OF_A_PLACE = _BARE | FIGURES
_OF_A_PRICE = _OF_A_PLACE | MONEY
_BY_ASPECT: Mapping[str | None, Callable[[Knowledge, Question, Sequence[str]], Reply | None]] = {
    "state": _state,
    **dict.fromkeys(FIGURES, _figure_of),
    **dict.fromkeys(MONEY, _money_of),
    **dict.fromkeys(("department", "plans", "code", "list", "source", "strategy", "projects"), fact_of),
}


def _share_of_people(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """「…に満足してる人は？」, 「どのくらいの人が…」: the share of those who are, where nobody asked how many (何人) and none
    are counted."""
    text = question.asked.text
    if question.asked.unit != "人" or not (_PEOPLE_WHO.search(text) or asks_how_many_people(text)):
        return None
    return figure(knowledge, replace(question, asked=replace(question.asked, unit="%")), aspects)


def _section_titled(knowledge: Knowledge, question: Question) -> Subject | None:
    """The section of the plan whose title is all that was said (「観光の施策は？」)."""
    for _, hit, subject in subjects_for(knowledge, question, "any")[:3]:
        printed = knowledge.index.printed_share(hit.number, question.groups)
        if subject.kind == "section" and printed >= _WHOLE_TITLE and not hit.missing:
            return subject
    return None


def _number_to_come(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is meant to come that prints the number asked for (「何人まで増やす？」, 「何日間になる？」), no figure of a year
    that is over; None where none is printed."""
    asked = question.asked
    if asked.unit is None and "いくら" in asked.text:
        question = replace(question, asked=(asked := replace(asked, unit="円")))
    if asked.unit is None or asked.years or not _TO_COME.search(asked.text) or _OVER.search(asked.text):
        return None
    found = (passage for _, passage in all_with_number(knowledge, question) if passage.part in AIMED_AT)
    told = next(found, None)
    return tell.prose(knowledge, [told], "figure") if told else None


def _said_to_be_most(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has all that was named and says what comes first of several (「一番多い相談は？」)."""
    told = best_statements(knowledge, question, "overview")
    most = [passage for _, hit, passage in told if not hit.missing and tells_most(passage.prose.text)]
    sure = [one for one in most if says_all(knowledge, one, question)]
    return tell.prose(knowledge, sure[:1], "overview") if sure else None


def _row_beside(knowledge: Knowledge, question: Question) -> Reply | None:
    """「じゃ研修会は？」 after a row: the only other row of its sheet that has all of this in its name."""
    before, things = question.before[:1], question.things
    if not before or not before[0].is_figure or question.before_aspect not in FIGURES or not things:
        return None
    index = knowledge.index
    beside = [
        one
        for one in knowledge.rows_of(before[0])
        if one.key != before[0].key and all(index.names_hold(index.number_of(one), group) for group in things)
    ]
    return tell.figures(knowledge, beside, (question.before_aspect or "figure",)) if len(beside) == 1 else None


def _to_come(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of what is to come whose sentence has the date of the thing that was named."""
    for _, passage in all_with_number(knowledge, question):
        if passage.part in COMING:
            return tell.prose(knowledge, [passage], "next")
    return None


def _counted_alike(knowledge: Knowledge, question: Question) -> Reply | None:
    """「お試し住宅のほうは？」 after a row: the statement that counts it in the unit of that row, where no row is called so."""
    row = question.before[0].row if question.before and question.before_aspect in FIGURES else None
    unit = row.result.unit or row.target.unit if row is not None else None
    if unit is None or question.asked.unit is not None:
        return None
    for _, hit, subject in subjects_for(knowledge, question, "figures"):
        if subject.is_figure and knowledge.index.printed_share(hit.number, question.groups) >= TITLED:
            return None
    printed = with_number(knowledge, replace(question, asked=replace(question.asked, unit=unit)))
    return tell.prose(knowledge, [printed[1]], "figure") if printed else None


def _plan_called(knowledge: Knowledge, question: Question) -> Reply | None:
    """The measures of an individual plan that is named and of which no statement tells more."""
    bearing = plans_called(knowledge, question)
    if not bearing:
        return None
    told = best_statements(knowledge, question, "overview")
    if any(says_all(knowledge, passage, question) for _, _, passage in told):
        return None
    return belonging.individual_plans(knowledge, bearing)
