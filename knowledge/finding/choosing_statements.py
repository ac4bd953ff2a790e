"""Which statements fit a question, the best first, and what else belongs to the best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.finding.all_named import says_all
from knowledge.finding.choosing_subjects import TOGETHER, subjects_for
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.reasons_asked import asks_of_results, explains_the_contrary
from knowledge.finding.things_asked import set_aside
from knowledge.finding.understanding import Question
from knowledge.language.endings import OVER
from knowledge.language.text import fiscal_year_name, may_be_of_plan
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.subjects import AIMED_AT, Passage
from knowledge.model import PlanMeasure, PlanSection, Results
from knowledge.question.one_word import asks_who_did

# The share of what was said that an answer has to know; where one thing is missing, it has to be more.
ENOUGH, ENOUGH_IN_SPITE = 0.5, 0.66
# What a statement loses that knows more of the question by weight, but one thing of it not at all.
_LACKING = 0.12
# Which field of a sheet answers which aspect, and how well.
FITS = {
    "reason": {"reason": 1.0, "achievements": 0.8, "issues": 0.92},
    "next": {"next": 1.0, "goals": 0.88, "policies": 0.88, "overview": 0.7},
    "efforts": {"efforts": 1.0, "achievements": 0.85, "overview": 0.6},
    "achievements": {"achievements": 1.0, "efforts": 0.9, "overview": 0.85},
    "issues": {"issues": 1.0, "reason": 0.6},
    "policies": {"policies": 1.0, "goals": 0.8},
    "purpose": {"purpose": 1.0, "goals": 0.92, "policies": 0.85, "overview": 0.75, "efforts": 0.6, "achievements": 0.6},
    "doings": {"efforts": 1.0, "achievements": 1.0, "goals": 0.95, "overview": 0.97, "policies": 0.85},
    "overview": {"overview": 1.0, "goals": 1.0, "policies": 0.93, "efforts": 0.95, "achievements": 0.95, "issues": 0.9},
    "target": {"aims": 1.05, "goals": 1.0, "policies": 0.9, "aim": 0.9},
}
_OTHER_FIT = 0.8
# A reason or a next step is a field of its own; anything else seldom is one.
_OTHER_THAN_FIELD = 0.68
_AIM_FIT = 0.85
_WANTED_ONLY = 0.94
# What was done up to now is told by a field of its own, even where another has more of the question's words.
_OWN_FIELD, _FIELD_OF_ITS_OWN = frozenset({"efforts", "issues"}), 1.3
# What came of a thing is not answered by what is meant to come.
_DONE = re.compile(
    rf"{OVER}(?:の|ん|もの|こと|[一-龠ァ-ヶー]{{1,8}})(?:は|って|が|を)、?[^。?？]{{0,12}}"
    r"(?:何|なに|なん|どこ|どれ|だれ|誰|どんな|どの|どういう)"
    r"|(?:ました|でした)(?:の|ん)?(?:です)?か?[?？。]*$"
    rf"|(?:何|なに|どこ|どれ|だれ|誰|どんな)[^。?？]{{1,16}}{OVER}(?:の|ん)?(?:です)?か?[?？。]*$"
)
_ONLY_PLANNED = 0.85
# A plan that is asked for as a plan is not answered by what was done before.
_AS_PLAN = re.compile(r"(?<![一-龠])計画(?:で|に(?!参|加)|として|(?:な|です|でしょう|だ)|[?？]|$)")
_NO_PLAN = 0.8
# 「どんな教室が開かれた？」
_WHAT_KIND = re.compile(
    r"(?:どんな|どういう|何の|なんの|どのような)(?!に|風|ふう|内容)|(?:内容|中身|種類)は|(?:何|なに)を?(?:し|やっ)た"
)
# 「消防団って何をする団体？」 is told by the statement that begins with 消防団は.
_IS_WHAT = re.compile(
    r"(?:って|は|とは)、?(?:一体|いったい|そもそも)?(?:何|なに|なん|どんな|どういう|どのような)(?:を|な|の|です|でしょう|し|や|する|だ|もの|こと|ところ|団体|組織|人|仕事|役割|活動|制度|会|[?？]|$)"
)
_DEFINES = 1.25
# 「何の仕事？」 is told where some are named: しいたけの収穫などの作業.
_KIND_ASKED = re.compile(
    r"(?:どんな|何の|なんの|どういう|どういった|どのような)(?:お)?(?!支援|事業|取組|内容|施策|計画|対策|方法|理由|効果|目標|状況|課題|方針|人|所|点|感じ)([一-龠ァ-ヶー]{2,6}?)(?=を|が|は|に|で|し|や|って|な|[?？、]|$)"
)
_CALLED_OTHERWISE = {"仕事": "(?:仕事|作業|業務)", "手伝": "(?:手伝い|作業|活動)", "催": "(?:催し|イベント|行事)"}
_NAMES_SOME = 1.2
# 「一番多いのは？」 is told by the sentence that says which: 最も多く, 第1位, 〜の順.
_TELLS_MOST = re.compile(
    r"(?:最も|もっとも|一番)[^。、]{0,8}(?:多|少な|高|低|大き|小さ|長|短|強|人気|売れ|好評|よく)|第?1位|首位|最多|最少|の順(?:に|と|で|となり)|大半|内訳|多く(?:を|は)(?:占|、)"
)
_TOLD_MOST = 1.12
# 「市報のほかに何で？」 is told by what names it together with others.
_NAMES_MORE, _NAMES_KNOWN = 1.15, 0.85
_AS_GOOD, _FEW = 0.05, 5


def statements_for(knowledge: Knowledge, question: Question) -> list[tuple[Hit, Passage]]:
    """Statements by fit; those that surely are of another plan than the one named are left out, and those of which nothing
    that was said stands anywhere in them, however they may be asked for."""
    plan = question.asked.plan
    passages, size = knowledge.index.passages, len(knowledge.index.subjects)
    found = [(hit, passages[hit.number - size]) for hit in question.hits if hit.number >= size]
    # 第6次 and 第7次 are two plans of one name.
    return [
        (hit, passage)
        for hit, passage in found
        if (may_be_of_plan(passage.subject.plan, plan) or (plan and _names_plan(passage, plan)))
        and _tells_of_edition(passage, question.asked.ordinals)
        and _tells_of_year(passage, question.asked.years)
        and not hit.only_asked
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
    fits = FITS[aspect]
    other = _OTHER_THAN_FIELD if aspect in {"reason", "next"} else _OTHER_FIT
    preferred = {subject.home for subject in question.before}
    if subjects := subjects_for(knowledge, question, "any"):
        preferred.add(subjects[0][2].home)
    last = said_last(question)
    as_plan = aspect in {"doings", "overview", "purpose", "next"} and _AS_PLAN.search(question.asked.text)
    defines = _what_it_is(question) if aspect in {"overview", "doings"} else None
    known = set_aside(question.asked.text)
    done = aspect in {"overview", "doings"} and _DONE.search(question.asked.text) is not None
    some = _naming_some(question.asked.text) if aspect in {"overview", "doings", "achievements"} else None
    ranked = []
    for hit, passage in statements_for(knowledge, question):
        missing = [group for group in hit.missing if not group.doing or question.asked.unit == "円"]
        enough = ENOUGH if not missing else ENOUGH_IN_SPITE
        if hit.covered < enough or len(missing) > 1 or any(group.place for group in missing):
            continue
        if missing and _is_heard(knowledge, missing[0]):
            continue  # the documents speak of it, but not here
        if any(asks_who_did(question.asked.text, group.said) for group in hit.missing):
            continue
        if last in hit.missing:  # 「市営住宅の家賃は？」 is about the rent
            continue
        if aspect == "reason" and passage.part == "reason" and not says_all(knowledge, passage, question):
            if passage.subject.row is None and explains_the_contrary(question, passage.subject):
                continue
            of_rows = passage.subject.row is None and passage.subject.sheet_reason_is_of_rows
            if of_rows and not asks_of_results(question):
                continue
        fit = fits.get(passage.part, _AIM_FIT * other if passage.part == "aim" else other)
        if aspect == "overview" and passage.part == "goals" and isinstance(passage.subject.sheet, Results):
            fit = _WANTED_ONLY  # the sheet also tells what came of it
        if aspect in _OWN_FIELD and passage.part == aspect and not hit.missing:
            fit *= _FIELD_OF_ITS_OWN
        if done and passage.part in AIMED_AT:
            fit *= _ONLY_PLANNED
        if as_plan and not isinstance(passage.subject.sheet, (PlanMeasure, PlanSection)):
            fit *= _NO_PLAN
        if known and known in (text := plain(passage.prose.text)):
            fit *= _NAMES_MORE if names_more(known, text) else _NAMES_KNOWN
        if some is not None and some.search(plain(passage.prose.text)):
            fit *= _NAMES_SOME
        if question.asked.in_order and tells_most(passage.prose.text):
            fit *= _TOLD_MOST
        if defines is not None and defines.match(plain(passage.prose.text)):
            fit *= _DEFINES
        score = hit.covered * fit + TOGETHER * hit.together + (0.04 if passage.subject.home in preferred else 0.0)
        ranked.append((score - (_LACKING if missing else 0.0), hit, passage))
    ranked.sort(key=lambda each: -each[0])
    wants_names = aspect in {"overview", "achievements", "doings"} and _WHAT_KIND.search(question.asked.text)
    return _telling_first(ranked) if wants_names else ranked


def _naming_some(text: str) -> re.Pattern[str] | None:
    """How a statement names some of the sort of thing that is asked for; None where no sort is."""
    asked = _KIND_ASKED.search(text)
    return None if asked is None else _some_of(asked[1])


@lru_cache(maxsize=64)  # the same sorts are asked for again and again
def _some_of(sort: str) -> re.Pattern[str]:
    kind = _CALLED_OTHERWISE.get(sort, re.escape(sort))
    return re.compile(rf"(?:や|と|、|・)[^。]{{1,20}}?(?:など|等|といった)(?:の|、)?[^。、]{{0,8}}{kind}")


def tells_most(text: str) -> bool:
    """Whether a statement says what comes first of several."""
    return _TELLS_MOST.search(plain(text)) is not None


def names_more(known: str, text: str) -> bool:
    """Whether a folded text names something together with what is known already."""
    return (
        re.search(rf"{re.escape(known)}(?:等|など)?(?:のほか|以外|だけで|に加え|をはじめ|や|と、|、|及び|・)", text)
        is not None
    )


def _what_it_is(question: Question) -> re.Pattern[str] | None:
    """How a statement begins that says what the one thing is that was named: 「地区会は、…」; None where more is asked."""
    things = question.things
    if len(things) != 1 or not _IS_WHAT.search(question.asked.text):
        return None
    names = {things[0].said, *("".join(option) for option in things[0].options)}
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})(?:とは|は)、?")


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


def with_siblings(told: Sequence[tuple[float, Hit, Passage]]) -> list[Passage]:
    """The best statement and those of the same place that fit nearly as well; where there are none, the second best from
    elsewhere if it is as good as the first (``language/second.toml``)."""
    score, _, best = told[0]
    same = [
        passage
        for fit, _, passage in told
        if passage is best
        or (passage.subject.key == best.subject.key and passage.part == best.part and fit >= 0.85 * score)
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
