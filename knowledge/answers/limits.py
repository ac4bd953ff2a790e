"""Years, plans and places the documents do not cover: no figure of another one ever stands in for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.finding.all_named import knows_all
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import ENOUGH_IN_SPITE, statements_for
from knowledge.finding.choosing_subjects import things_near
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.other_towns import other_towns
from knowledge.finding.scopes import year_names
from knowledge.finding.sharing import sharing
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.another_thing import picks_out_some
from knowledge.language.text import UNKNOWN_PLAN, years
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import COMING, Passage
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.slots import Asked, limits
from knowledge.reply import Reply
from knowledge.telling import refuse, tell
from knowledge.telling.over_years import counted_back

_AMOUNT = re.compile(r"(?:数|量|率|額|割合|残高|面積)(?:は|って|を|が|も|[?？]|$)")
_SOME_OF_THEM = re.compile(
    r"(?:じゃあ?|では|うち|そのうち)?[、\s]*(?P<who>[^。、?？\s]{2,10}?)(?:は|では|だと)?[?？。]*"
)
_SOME_KIND = "some_of_them"
_LAST_YEAR = re.compile("去年|昨年度?")
_YEARS_AGO = re.compile(r"\d+年前")
_MONTH = re.compile(r"\d{1,2}月")
_MONTH_OF_YEAR, _OF_A_DATE = re.compile(r"(?:令和|平成|20)(?:\d{1,2}|元)年\d{1,2}月"), frozenset("年月日")
_YEARS_FROM_NOW = re.compile(r"\d+年後")
_ENOUGH_SHARED = 0.5


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
    if told := _told_beyond(knowledge, question, limit, wanted):
        return told
    if limit == asked.relative and asked.aspects and not asked.asks(*FIGURES, *MONEY):
        return None
    return _refused(knowledge, question, limit, wanted)


def _told_beyond(knowledge: Knowledge, question: Question, limit: str, wanted: set[int]) -> Reply | None:
    """The statement that itself speaks of the year, the month or the group to which a question limits itself."""
    asked = question.asked
    if asked.narrower and _MONTH.fullmatch(asked.narrower) and (told := _prints_month(knowledge, question)):
        return told
    if limit == asked.relative and not wanted and (told := _prints_year_before(knowledge, question)):
        return told
    if limit == asked.relative and _YEARS_FROM_NOW.fullmatch(limit) and not asked.years:
        return _prints_part(knowledge, replace(question, asked=replace(asked, relative=None)), limit)
    if (
        limit == asked.relative
        and _YEARS_AGO.fullmatch(limit)
        and (told := _prints_years_ago(knowledge, question, limit))
    ):
        return told
    if wanted and limit != asked.narrower and (told := _prints_year(knowledge, question, wanted)):
        return told
    if limit != asked.narrower:
        return None
    return _prints_part(knowledge, question, limit) or _prints_months(knowledge, question)


def _refused(knowledge: Knowledge, question: Question, limit: str, wanted: set[int]) -> Reply:
    near = things_near(knowledge, question) or list(question.before[:1])
    # A thing is named only where it was said, not where it is merely near.
    said = near and (near[0] in question.before or near[0].name in question.typed) and limit not in near[0].name
    what = f"{limit}の{near[0].name}" if said else f"{limit}のこと"
    note = None
    if wanted and knowledge.years:
        there = knowledge.scopes.years(near[0]) if said else ()
        years_there = [one.year for one in there if one.year is not None] or knowledge.years
        note = f"資料がある年度：{year_names(years_there)}"
    return refuse.unknown(knowledge, what, near, slots={"limit": limit}, note=note)


def elsewhere(knowledge: Knowledge, question: Question) -> Reply | None:
    """「山形市は？」 after an answer asks the same of another town, and of that no sheet tells; nor does any tell a number of a
    town that no document has."""
    things = question.things
    numbers = question.asked.unit is not None or question.asked.asks(*FIGURES, *MONEY)
    if numbers and any(town not in knowledge.index.written for town, _ in other_towns(knowledge, question.asked.text)):
        return refuse.nothing_found(knowledge, question)
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


def _prints_year(knowledge: Knowledge, question: Question, wanted: set[int]) -> Reply | None:
    """A statement that itself names the year asked for; figures of another year never stand in for it."""
    if question.before and not question.says_something:
        for passage in knowledge.index.passages_on_sheet_of(question.before[0]):
            if wanted <= {mention.year for mention in years(passage.prose.text)}:
                return tell.prose(knowledge, [passage], "overview")
        question = _of_what_was_before(knowledge, question)
    elif not question.says_something and not _counts(question):
        numbers = re.findall(r"\d+", question.asked.text)
        told = [one for number in numbers for one in knowledge.index.passages_printing(number, knowledge.view.scope)]
        alone = [one for one in told if wanted <= {mention.year for mention in years(one.prose.text)}]
        return tell.prose(knowledge, alone, "overview") if len(alone) == 1 else None
    to_come = question.asked.asks("next") and min(wanted) > max(knowledge.years, default=0)
    for hit, passage in statements_for(knowledge, question):
        if to_come and passage.part in COMING and _is_for_year(knowledge, question, hit, passage, wanted):
            return tell.prose(knowledge, [passage], "next")
        if hit.covered < ENOUGH_IN_SPITE or hit.missing:
            continue
        named = {mention.year for mention in years(passage.prose.text)}
        if wanted <= named and (not _counts(question) or _counted_in(knowledge, question, passage, wanted)):
            return tell.prose(knowledge, [passage], "overview")
    return None


def _prints_year_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement on the sheet spoken of that itself names the year before that of the sheet, where a follow-up asks for
    last year (「去年は？」); of a figure it has to print one beside that year. It says its year, whichever is meant."""
    before, asked = question.before[0] if question.before else None, question.asked
    if before is None or before.year is None or not _LAST_YEAR.fullmatch(asked.relative or ""):
        return None
    if any(group.strong and group.said not in (asked.relative or "") for group in question.groups):
        return None
    for passage in knowledge.index.passages_on_sheet_of(before):
        for sentence in passage.prose.text.split("。"):
            if before.year - 1 not in {mention.year for mention in years(sentence)}:
                continue
            if not before.is_figure or (
                knowledge.index.tokens(before.name) <= knowledge.index.tokens(sentence)
                and says_amount(question, sentence)
            ):
                return tell.prose(knowledge, [passage], "overview")
    return None


def _is_for_year(knowledge: Knowledge, question: Question, hit: Hit, passage: Passage, wanted: set[int]) -> bool:
    """Whether what is to be done next is said to be for a year to come, on a sheet that has all that was named."""
    things = question.things
    text = knowledge.index.tokens(passage.prose.text)
    return (
        wanted <= {mention.year for mention in years(passage.prose.text)}
        and any(group.is_told_in(text) for group in things)
        and all(knowledge.index.sheet_knows(passage.subject, group) for group in hit.missing)
    )


def _prints_years_ago(knowledge: Knowledge, question: Question, years_ago: str) -> Reply | None:
    """The statement that sets things beside how they were so many years before (「10年前に比べ2割減り」)."""
    if not question.says_something:
        return None
    for hit, passage in statements_for(knowledge, question):
        if hit.covered < ENOUGH_IN_SPITE or hit.missing:
            continue
        looks_back = [
            sentence
            for sentence in _sentences(passage)
            if years_ago in sentence and knows_all(knowledge, sentence, question, passage.subject)
        ]
        if any(not _counts(question) or says_amount(question, sentence) for sentence in looks_back):
            return tell.prose(knowledge, [passage], "overview")
    return None


def _prints_part(knowledge: Knowledge, question: Question, part: str) -> Reply | None:
    """The statement that tells itself of the month, the age or the group to which a question limits itself."""
    if not question.says_something or question.asked.years or question.asked.relative:
        return None
    limited = re.compile(rf"(?<!\d){re.escape(part)}")
    for hit, passage in statements_for(knowledge, question):
        if hit.covered < ENOUGH_IN_SPITE or hit.missing or not limited.search(plain(passage.prose.text)):
            continue
        for sentence in passage.prose.text.split("。"):
            if not limited.search(plain(sentence)) or not knows_all(knowledge, sentence, question, passage.subject):
                continue
            if not _counts(question) or says_amount(question, sentence):
                return tell.prose(knowledge, [passage], "figure" if _counts(question) else "overview")
    return None


def _prints_month(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has all the things named and in one sentence the month of a year that is named with it
    (「令和５年３月には小白根線が廃止されています」), with something else that was said."""
    dated = _MONTH_OF_YEAR.search(question.asked.text)
    if dated is None or len(set(question.asked.years)) != 1:
        return None
    month = f"年{question.asked.narrower}"
    if not dated[0].endswith(month):
        return None
    telling = [group for group in question.groups if group.said not in dated[0] and group.said not in _OF_A_DATE]
    for hit, passage in statements_for(knowledge, question):
        if hit.missing or hit.covered < ENOUGH_IN_SPITE:
            continue
        for sentence in passage.prose.text.split("。"):
            if month not in plain(sentence) or question.asked.years[0] not in {one.year for one in years(sentence)}:
                continue
            words = knowledge.index.tokens(sentence)
            told = knows_all(knowledge, sentence, question) and says_amount(question, sentence)
            if told or (not _counts(question) and any(group.is_told_in(words) for group in telling)):
                return tell.prose(knowledge, [passage], "overview")
    return None


def _prints_months(knowledge: Knowledge, question: Question) -> Reply | None:
    """The only statement of which one sentence has the months that are asked for and an amount, and that has all the things
    named: 「７月と８月に全体の47.3％が集中しており」 tells what no row does."""
    months = [limit for limit in limits(question.asked.text) if _MONTH.fullmatch(limit)]
    if not months or question.asked.narrower not in months or not _counts(question):
        return None
    told = [
        one.passage
        for one in sharing(knowledge, question)
        if not one.lacking and one.share >= _ENOUGH_SHARED and any(map(_has(question, months), _sentences(one.passage)))
    ]
    return tell.prose(knowledge, told, "overview") if len(told) == 1 else None


def _has(question: Question, months: Sequence[str]) -> Callable[[str], bool]:
    return lambda sentence: all(month in sentence for month in months) and says_amount(question, sentence)


def _sentences(passage: Passage) -> list[str]:
    return [plain(sentence) for sentence in passage.prose.text.split("。")]


def _of_what_was_before(knowledge: Knowledge, question: Question) -> Question:
    """「じゃあ令和4年度末は？」 asked again with the name of what was spoken of: other sheets may print that year."""
    named = understand(knowledge, question.before[0].name, None, question.asked.city)
    return replace(question, groups=named.groups, hits=named.hits, together=named.together)


def _counts(question: Question) -> bool:
    """Whether an amount is asked for; a year alone makes a figure of any question (「令和4年度に行った学校は？」)."""
    amounts = (FIGURES | MONEY) - {"figure"}
    asked = question.asked
    return asked.asks(*amounts) or asked.unit is not None or _AMOUNT.search(asked.text) is not None


def _counted_in(knowledge: Knowledge, question: Question, passage: Passage, wanted: set[int]) -> bool:
    """Whether one sentence has the year, all that was named and an amount: 令和5年 beside another thing is no answer. What
    the heading above it names need not be said again."""
    heading = knowledge.index.tokens(passage.heading or "")
    return any(
        wanted <= {mention.year for mention in years(sentence)}
        and knows_all(knowledge, sentence, question, asked=heading)
        and says_amount(question, sentence)
        for sentence in passage.prose.text.split("。")
    )
