"""Which statements fit a question, the best first, and what else belongs to the best."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.all_named import says_all
from knowledge.finding.choosing_subjects import TOGETHER, subjects_for
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.reasons_asked import asks_of_results, explains_the_contrary
from knowledge.finding.statement_fit import Fitting
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name, may_be_of_plan
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.subjects import Passage
from knowledge.question.one_word import asks_who_did

# The share of what was said that an answer has to know; where one thing is missing, it has to be more.
ENOUGH, ENOUGH_IN_SPITE = 0.5, 0.66
# What a statement loses that knows more of the question by weight, but one thing of it not at all.
_LACKING = 0.12
# What one gains that stands on the sheet spoken of, or on that of the thing which fits best.
_AT_HOME = 0.04
# 「どんな教室が開かれた？」
_WHAT_KIND = re.compile(
    r"(?:どんな|どういう|何の|なんの|どのような)(?!に|風|ふう|内容)|(?:内容|中身|種類)は|(?:何|なに)を?(?:し|やっ)た"
)
_AS_GOOD, _FEW = 0.05, 5
# The share of the best score with which a statement of the same field is told beside it.
_NEARLY_AS_WELL = 0.85


def statements_for(knowledge: Knowledge, question: Question) -> list[tuple[Hit, Passage]]:
    """Statements by fit; those that surely are of another plan than the one named are left out, and those of which nothing
    that was said stands anywhere in them, however they may be asked for."""
    plan, editions, years = question.asked.plan, question.asked.ordinals, question.asked.years
    passages, size = knowledge.index.passages, len(knowledge.index.subjects)
    found = [(hit, passages[hit.number - size]) for hit in question.hits if hit.number >= size and not hit.only_asked]
    if not (plan or editions or years):
        return found
    # 第6次 and 第7次 are two plans of one name.
    return [
        (hit, passage)
        for hit, passage in found
        if (may_be_of_plan(passage.subject.plan, plan) or (plan and _names_plan(passage, plan)))
        and _tells_of_edition(passage, editions)
        and _tells_of_year(passage, years)
    ]


def _names_plan(passage: Passage, plan: str) -> bool:
    """Whether a statement about results under one plan speaks of another by its number."""
    return f"第{plan}" in plain(passage.prose.text)


def _tells_of_edition(passage: Passage, editions: Sequence[str]) -> bool:
    """Whether a statement names the edition asked for, of several one."""
    if not editions:
        return True
    text = plain(passage.prose.text)
    return any(edition in text for edition in editions)


def _tells_of_year(passage: Passage, years: Sequence[int]) -> bool:
    """Whether a row of the plan's own table has a column of a year asked for, of several one."""
    return passage.part != "aims" or not years or any(fiscal_year_name(year) in passage.prose.text for year in years)


def best_statements(knowledge: Knowledge, question: Question, aspect: str) -> list[tuple[float, Hit, Passage]]:
    """The statements that fit an aspect (a key of ``FITS``), each with its score (about 0..1) and its hit, the best first; []
    where none has enough of what was said."""
    preferred = {subject.home for subject in question.before}
    if subjects := subjects_for(knowledge, question, "any"):
        preferred.add(subjects[0][2].home)
    last, fitting = said_last(question), Fitting.to(question, aspect)
    ranked = []
    for hit, passage in statements_for(knowledge, question):
        missing = [group for group in hit.missing if not group.doing or question.asked.unit == "円"]
        if _lacks_too_much(knowledge, question, hit, missing, last) or (
            aspect == "reason" and _is_another_reason(knowledge, question, passage)
        ):
            continue
        at_home = _AT_HOME if passage.subject.home in preferred else 0.0
        score = hit.covered * fitting.of(hit, passage) + TOGETHER * hit.together + at_home
        ranked.append((score - (_LACKING if missing else 0.0), hit, passage))
    ranked.sort(key=lambda each: -each[0])
    wants_names = aspect in {"overview", "achievements", "doings"} and _WHAT_KIND.search(question.asked.text)
    return _telling_first(ranked) if wants_names else ranked


def _lacks_too_much(
    knowledge: Knowledge, question: Question, hit: Hit, missing: Sequence[Group], last: Group | None
) -> bool:
    """Whether a statement knows too little of what was said, or not that which matters."""
    if hit.covered < (ENOUGH_IN_SPITE if missing else ENOUGH) or len(missing) > 1:
        return True
    if any(group.place for group in missing) or (missing and _is_heard(knowledge, missing[0])):
        return True  # the documents speak of it, but not here
    if any(asks_who_did(question.asked.text, group.said) for group in hit.missing):
        return True
    return last in hit.missing  # 「市営住宅の家賃は？」 is about the rent


def _is_another_reason(knowledge: Knowledge, question: Question, passage: Passage) -> bool:
    """Whether a reason is given for the contrary, or for rows where none of theirs is asked for."""
    if passage.part != "reason" or passage.subject.row is not None or says_all(knowledge, passage, question):
        return False
    if explains_the_contrary(question, passage.subject):
        return True
    return passage.subject.sheet_reason_is_of_rows and not asks_of_results(question)


def _telling_first(ranked: list[tuple[float, Hit, Passage]]) -> list[tuple[float, Hit, Passage]]:
    """Of statements that know the question equally well the one that adds most to it: 「どんな講座？」 asks for names."""
    near = [
        each
        for each in ranked
        if each[0] >= ranked[0][0] - _AS_GOOD and each[1].covered >= ranked[0][1].covered - _AS_GOOD
    ]
    named = [each for each in near if "「" in each[2].prose.text]
    if not named or "「" in ranked[0][2].prose.text or len(near) > _FEW:
        return ranked
    return [named[0], *(each for each in ranked if each is not named[0])]


def said_last(question: Question) -> Group | None:
    """The thing that was named last: what stands before it only tells of what it is said."""
    things = [group for group in question.things if not group.doing]
    return max(things, key=lambda group: question.asked.text.rfind(group.said), default=None)


def with_siblings(
    knowledge: Knowledge, question: Question, told: Sequence[tuple[float, Hit, Passage]]
) -> list[Passage]:
    """The best statement and those of the same place that fit nearly as well and have in their own words whatever that one
    has and the title does not say; where there are none, the second best from elsewhere if it is as good as the first
    (``language/second.toml``)."""
    score, _, best = told[0]
    words, titles = knowledge.index.tokens(best.prose.text), (best.subject.name, *best.subject.around)
    titled = knowledge.index.tokens_of(titles)
    # Under the title 「DX」 each statement is one on it.
    own = (one for one in question.things if not (one.options and titled.issuperset(one.options[0])))
    has = [one for one in own if one.is_told_in(words)]
    same = [
        passage
        for fit, _, passage in told
        if passage is best
        or (
            passage.subject.key == best.subject.key
            and passage.part == best.part
            and fit >= _NEARLY_AS_WELL * score
            and all(group.is_told_in(knowledge.index.tokens(passage.prose.text)) for group in has)
        )
    ]
    if len(same) > 1 or len(told) == 1:
        return same
    fit, _, second = told[1]
    near = read_language("second")
    chars = len(best.prose.text) + len(second.prose.text)
    return [best, second] if fit >= score - near["close"] and chars <= near["most_chars"] else same


def _is_heard(knowledge: Knowledge, group: Group) -> bool:
    """Whether a thing stands in some document, or picks out some of those of whom a document tells (女性)."""
    if knowledge.book.narrowed("", group.said):
        return True
    return any(all(map(knowledge.index.knows, option)) for option in (*group.options, *group.near))
