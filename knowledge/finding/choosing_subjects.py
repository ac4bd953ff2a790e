"""Which subjects fit a question, the best first, and whether they tell of all or of some only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject

# The share of its own name that has to be said of a subject.
NAMED = 0.25
CLOSE = 0.045
TOGETHER = 0.08
_AS_LIKELY = 0.02
_MIN_TYPO_FIT = 0.84
# Things that are given to people, and the people who are a part of all.
_DEVICES = frozenset({"台", "基", "冊", "枚", "個", "本", "食"})
_PERSONS = re.compile("高齢者|障がい者|障害者|幼児|園児|未就学児|ひとり親|若者|若年|小学生|中学生|高校生|女性")
# 人 of 「宿泊した人」 says nothing of 外国人.
_WHOEVER = frozenset({"人", "者", "員", "児", "生"})
# The share of a printed title that makes a question one for the thing itself; that of the name of a row in yen.
TITLED, ROW_CALLED = 0.4, 0.45
# The share of a row's name that calls it, and what a project's name is apart from the thing it is for.
_CALLED, _WORK = 0.8, re.compile(r"(?:推進|実施|開催)?(?:事業)?費?$")
COMES_FROM = re.compile(r"[市町村県]?(?:から|の(?:子|人|方|児童|生徒|小学生|中学生|参加|親)(?![^。?？]{0,6}と))")
# 「どれだけ回収した？」 asks for the amount first, for how often or in how many places only where no amount is counted.
_HOW_MUCH, _AMOUNT = (
    re.compile("ど(?:れ|の)(?:だけ|くらい|ぐらい|ほど)|どん(?:だけ|くらい)"),
    re.compile(r"量(?:$|[（(])"),
)
_KINDS = {
    "figures": {"indicator": 0.12, "activity": 0.1},
    "money": {"project": 0.15},
    "next": {"indicator": 0.02, "project": 0.05},
    "department": {"results": 0.05, "project": 0.06},
    "any": {"indicator": 0.02},
}

# How well a subject fits, from 0 on, how it was found, and the subject.
Ranked = tuple[float, Hit, Subject]


def subjects_for(knowledge: Knowledge, question: Question, kinds: str) -> list[Ranked]:
    """Subjects that know everything the question names, the best fit for what is asked first."""
    ranked = []
    plan, unit = question.asked.plan, question.asked.unit
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    before = {subject.home for subject in question.before}
    by_amount = kinds == "figures" and unit is None and _HOW_MUCH.search(question.asked.text) is not None
    bonus = _KINDS[kinds]
    about = knowledge.index.subjects
    for hit in question.hits:
        if hit.number >= len(about):  # a statement
            continue
        subject = about[hit.number]
        if not may_be_of_plan(subject.plan, plan):
            continue
        if some_only and subject.row is not None and counts_all(knowledge, subject, question):
            continue
        if (kinds == "figures") == subject.is_figure and hit.called > hit.named:
            # What a row is asked for by calls it where figures are asked for: a project tells its own sheet better.
            hit = hit._replace(named=hit.called, score=hit.score + 0.25 * (hit.called - hit.named))
        if hit.missing and not _told_by_project(knowledge, subject, hit, question):
            continue
        score = hit.score + bonus.get(subject.kind, 0.0)
        if subject.kind == "project" and "事業" in question.asked.text:
            score += 0.08
        score += TOGETHER * hit.together + (0.03 if subject.home in before else 0.0)
        if unit and subject.row is not None:
            score += 0.08 if units.says(unit, subject.row.units) else -0.08
        elif by_amount and subject.row is not None and _AMOUNT.search(subject.name):
            score += TOGETHER
        ranked.append((score, hit, subject))
    if not ranked:
        ranked = _misspelt(knowledge, question, kinds)
    ranked.sort(key=lambda each: -each[0])
    return ranked


def counts_all(knowledge: Knowledge, subject: Subject, question: Question) -> bool:
    """Whether a row counts all of those of whom some only are asked for (外国人, 新規)."""
    called = plain(" ".join((*subject.names, *subject.around)))
    text = question.asked.without_city
    return knowledge.book.narrowed(called, text) and not _is_for_them(knowledge, subject, text)


def _is_for_them(knowledge: Knowledge, subject: Subject, text: str) -> bool:
    """Whether a row counts things that its sheet says are for those of whom alone a folded text speaks.

    「高齢者等を見守るため、緊急通報装置を貸与します」: the alarms are theirs, and all of them are counted.
    """
    row, persons = subject.row, _PERSONS.search(text)
    if row is None or persons is None or row.target.unit not in _DEVICES:
        return False
    text = text[persons.start() : persons.end()]
    told = (plain(one.prose.text) for one in knowledge.index.passages_on_sheet_of(subject))
    return any(not knowledge.book.narrowed(one, text) for one in told)


def counts_some(knowledge: Knowledge, subject: Subject, question: Question) -> bool:
    """Whether a row counts some only (外国人宿泊者数) of what is asked for, and nobody said of whom."""
    text = question.asked.text
    picked = [word for word in knowledge.book.picked(plain(subject.name)) if word not in text]
    if not picked:
        return False
    said = {token for group in question.groups for option in group.options for token in option}
    return any(said.isdisjoint(knowledge.index.tokens(word) - _WHOEVER) for word in picked)


def _told_by_project(knowledge: Knowledge, subject: Subject, hit: Hit, question: Question) -> bool:
    """Whether what the sheet of a row does not say stands on that of the project which is called by the row's name."""
    if subject.row is None or not (hit.named >= _CALLED or _called_in_part(knowledge, hit, question)):
        return False
    after = question.asked.text.partition
    if any(COMES_FROM.match(after(group.said)[2]) for group in hit.missing):
        return False  # 「名取の子は何人」 counts some of those who came
    name = plain(subject.name)
    projects = (one for one in knowledge.projects_of(subject) if _WORK.sub("", plain(one.name)) in name)
    return any(all(knowledge.index.sheet_knows(one, group) for group in hit.missing) for one in projects)


def _called_in_part(knowledge: Knowledge, hit: Hit, question: Question) -> bool:
    """Whether all that was said and is not missing stands in a row's name, and is no word of many names."""
    said = [group for group in question.things if group not in hit.missing]
    in_name = [group for group in said if knowledge.index.names_hold(hit.number, group)]
    return any(not knowledge.index.is_common(group, knowledge.view.scope) for group in in_name)


def namesakes(ranked: Sequence[Ranked]) -> list[Subject]:
    """The first and those that bear its name, are of its year and fit as well, on other sheets."""
    score, _, first = ranked[0]
    name = plain(first.name)
    return [
        subject
        for fit, _, subject in ranked
        if subject is first
        or (
            subject.kind == first.kind
            and subject.year == first.year
            and subject.home != first.home
            and fit > score - _AS_LIKELY
            and plain(subject.name) == name
        )
    ]


def _misspelt(knowledge: Knowledge, question: Question, kinds: str) -> list[Ranked]:
    found = []
    for number, fit in question.misspelt():
        subject = knowledge.index.subjects[number]
        if fit >= _MIN_TYPO_FIT and may_be_of_plan(subject.plan, question.asked.plan):
            found.append((fit + _KINDS[kinds].get(subject.kind, 0.0), Hit(number, fit, fit, fit, 0.0, ()), subject))
    return found


def things_near(knowledge: Knowledge, question: Question) -> list[Subject]:
    """Things close to the question, for examples: at most two."""
    near = [
        subject
        for hit in question.hits
        if (subject := knowledge.subject(hit)) and hit.covered >= 0.35 and hit.named >= NAMED
    ]
    near.sort(key=lambda subject: not subject.is_figure)
    return near[:2]
