"""What statements tell themselves of a year, a month, an age or a group that the documents do not cover as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.finding.all_named import knows_all
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import ENOUGH_IN_SPITE, statements_for
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.sharing import sharing
from knowledge.finding.understanding import Question, understand
from knowledge.language.text import years
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import COMING, Passage
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.slots import limits
from knowledge.reply import Reply
from knowledge.telling import tell

_AMOUNT = re.compile(r"(?:数|量|率|額|割合|残高|面積)(?:は|って|を|が|も|[?？]|$)")
_LAST_YEAR = re.compile("去年|昨年度?")
_YEARS_AGO, _YEARS_FROM_NOW = re.compile(r"\d+年前"), re.compile(r"\d+年後")
_MONTH = re.compile(r"\d{1,2}月")
_MONTH_OF_YEAR, _OF_A_DATE = re.compile(r"(?:令和|平成|20)(?:\d{1,2}|元)年\d{1,2}月"), frozenset("年月日")
_ENOUGH_SHARED = 0.5
# 20代 is printed as 20歳代 as well.
_AGE = re.compile(r"\d+(?:歳?代|歳)")
_AGES = re.compile(r"(?<=\d)歳?代$")


def told_beyond(knowledge: Knowledge, question: Question, limit: str, wanted: set[int]) -> Reply | None:
    """The statement that itself speaks of the year, the month or the group to which a question limits itself (``limit``);
    ``wanted`` are the years of which no sheet is held. None where no statement does."""
    asked = question.asked
    if asked.narrower and _MONTH.fullmatch(asked.narrower) and (told := _prints_month(knowledge, question)):
        return told
    if limit == asked.relative and not wanted and (told := _prints_year_before(knowledge, question)):
        return told
    if limit == asked.relative and _YEARS_FROM_NOW.fullmatch(limit) and not asked.years:
        return _prints_part(knowledge, replace(question, asked=replace(asked, relative=None)), limit)
    looks_back = limit == asked.relative and _YEARS_AGO.fullmatch(limit)
    if looks_back and (told := _prints_years_ago(knowledge, question, limit)):
        return told
    if wanted and limit != asked.narrower and (told := _prints_year(knowledge, question, wanted)):
        return told
    if limit != asked.narrower:
        return None
    return _prints_part(knowledge, question, limit) or _prints_months(knowledge, question)


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
    limited = re.compile(rf"(?<!\d){_AGES.sub('歳?代', re.escape(part))}")
    for hit, passage in statements_for(knowledge, question):
        if hit.covered < ENOUGH_IN_SPITE or hit.missing or not limited.search(plain(passage.prose.text)):
            continue
        of_part = [sentence for sentence in passage.prose.text.split("。") if limited.search(plain(sentence))]
        # 「毎号読む人は7割です。20歳代では3割です」: an age that is told of once is told of what the statement speaks of.
        beside = passage.prose.text if _AGE.fullmatch(part) and len(of_part) == 1 else ""
        for sentence in of_part:
            if not knows_all(knowledge, beside or sentence, question, passage.subject):
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
    heading, asked = knowledge.index.tokens(passage.heading or ""), question.asked
    if asked.unit is None and asked.asks(*MONEY):
        question = replace(question, asked=replace(asked, unit="円"))
    return any(
        wanted <= {mention.year for mention in years(sentence)}
        and knows_all(knowledge, sentence, question, asked=heading)
        and says_amount(question, sentence)
        for sentence in passage.prose.text.split("。")
    )
