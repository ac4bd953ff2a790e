"""Years, plans and places the documents do not cover: no figure of another one ever stands in for them."""

from __future__ import annotations

import re

from knowledge.answers.told_beyond import told_beyond
from knowledge.finding.all_named import named_in_full
from knowledge.finding.choosing_subjects import NAMED, things_near
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.other_towns import other_towns
from knowledge.finding.scopes import year_names
from knowledge.finding.understanding import Question
from knowledge.follow_ups.another_thing import picks_out_some
from knowledge.language.text import UNKNOWN_PLAN
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse
from knowledge.telling.over_years import counted_back

_SOME_OF_THEM = re.compile(
    r"(?:じゃあ?|では|うち|そのうち)?[、\s]*(?P<who>[^。、?？\s]{2,10}?)(?:は|では|だと)?[?？。]*"
)
_SOME_KIND = "some_of_them"


def limit_named(knowledge: Knowledge, asked: Asked) -> str | None:
    """The year, plan, month or age a question names that the documents do not cover; None where they cover what it names."""
    limit = refuse.out_of_range(knowledge, asked)
    if limit is None and asked.plan and _is_other_plan(knowledge, asked.plan):
        return knowledge.plan_name(asked.plan)
    return limit


def outside(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is told where a question names such a limit: the statement that itself speaks of it, else a refusal. None where it
    names none, or asks in words of a year counted from today, of which another way may tell."""
    asked = question.asked
    limit = limit_named(knowledge, asked)
    if limit is None:
        return None
    wanted = {year for year in asked.years if year not in knowledge.years}
    if limit == asked.relative and (year := counted_back(question)) is not None:
        wanted = {year}
    if told := told_beyond(knowledge, question, limit, wanted):
        return told
    if limit == asked.relative and asked.aspects and not asked.asks(*FIGURES, *MONEY):
        return None
    return _refused(knowledge, question, limit, wanted)


def _refused(knowledge: Knowledge, question: Question, limit: str, wanted: set[int]) -> Reply:
    # What was spoken of before is meant where nothing else is said: not in 「移住は去年何件？」.
    before = () if question.says_something else question.before
    near = things_near(knowledge, question) or list(before[:1])
    named = _named_in_words(knowledge, question) if wanted else None
    if named is not None:
        near = [named, *(one for one in near if one is not named)]
    # A thing is named only where it was said, not where it is merely near.
    said = (
        near and (near[0] in before or near[0].name in question.typed or near[0] is named) and limit not in near[0].name
    )
    what = f"{limit}の{near[0].name}" if said else f"{limit}のこと"
    note = None
    if wanted and knowledge.years:
        there = knowledge.scopes.years(near[0]) if said else ()
        years_there = [one.year for one in there if one.year is not None] or knowledge.years
        note = f"資料がある年度：{year_names(years_there)}"
    slots: dict[str, str | list[str]] = {"limit": limit, **({refuse.OF_THING: near[0].name} if said else {})}
    return refuse.unknown(knowledge, what, near, slots=slots, note=note)


def _named_in_words(knowledge: Knowledge, question: Question) -> Subject | None:
    """The row, or where money is asked for the project, that has all that was said in its name; None where none has."""
    of_money = question.asked.asks(*MONEY)
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is None or hit.missing or hit.named < NAMED or (subject.kind == "project") is not of_money:
            continue
        if (subject.is_figure or of_money) and named_in_full(knowledge, hit.number, question):
            return subject
    return None


def of_a_thing_in_a_year(question: Question, refused: Reply) -> bool:
    """Whether what is refused is the figure of a year that is not in, of a thing the documents do tell of: who asks for that
    is sent to no counter, whatever else is a matter of it."""
    return bool(question.asked.years) and "limit" in refused.slots and refuse.OF_THING in refused.slots


def elsewhere(knowledge: Knowledge, question: Question) -> Reply | None:
    """The refusal of what is asked of another town: a number of one that no document has, or after an answer the same of one
    that its sheet does not have."""
    return _number_of_unknown_town(knowledge, question) or _same_of_another_town(knowledge, question)


def _number_of_unknown_town(knowledge: Knowledge, question: Question) -> Reply | None:
    if question.asked.unit is None and not question.asked.asks(*FIGURES, *MONEY):
        return None
    towns = (town for town, _ in other_towns(knowledge, question.asked.text))
    unknown = any(town not in knowledge.index.written for town in towns)
    return refuse.nothing_found(knowledge, question) if unknown else None


def _same_of_another_town(knowledge: Knowledge, question: Question) -> Reply | None:
    """「山形市は？」 after an answer asks the same of another town, and of that no sheet tells."""
    things = question.things
    if not question.before or not things or not all(group.place for group in things) or question.asked.aspects:
        return None
    before = question.before[0]
    place = next((group.said for group in things if not knowledge.index.sheet_knows(before, group)), None)
    if place is None:
        return None
    return refuse.unknown(knowledge, f"「{place}」の{before.name}", [before], slots={"place": place})


def some_of_them(knowledge: Knowledge, question: Question) -> Reply | None:
    """「女性は？」 after a number of people asks for some of those it counts, and of them alone no row tells."""
    bare = _SOME_OF_THEM.fullmatch(question.asked.text.strip())
    if not question.before or bare is None or not picks_out_some(knowledge, question.before[0], bare["who"]):
        return None
    before = question.before[0]
    return refuse.unknown(
        knowledge, f"{before.name}のうち「{bare['who']}」の数字", [before], slots={"refusal": _SOME_KIND}
    )


def of_some_only(reply: Reply) -> bool:
    """Whether that is refused: what else is said of such people is not close to it."""
    return reply.slots.get("refusal") == _SOME_KIND


def _is_other_plan(knowledge: Knowledge, plan: str) -> bool:
    """Whether the papers are those of other plans; where none of them tells its number, any may be meant."""
    here = knowledge.view.plans
    if UNKNOWN_PLAN not in here:
        return plan not in here
    told = (here | knowledge.scopes.newest().plans) - {UNKNOWN_PLAN}
    return plan not in told and bool(told)
