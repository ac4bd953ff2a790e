"""Several years in one ledger: the same thing in all of them, one year beside another, and a year a thing is not told of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.scopes import year_names
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.outcomes import in_unit_of
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import HELD_BACK, is_held_back
from knowledge.model import Indicator, Project
from knowledge.question.aspects import MONEY
from knowledge.reply import Reply
from knowledge.telling import refuse, wording
from knowledge.telling.composing import Told, reply

Ask = Callable[[Knowledge, Question], Reply]

_YEAR_BEFORE = re.compile(r"(?:その)?(?:1つ|ひとつ)?前の年度?|前年度?")
_LONGEST_ASKED = 120


def across_years(knowledge: Knowledge, question: Question, ask: Ask) -> Reply | None:
    """The figures of one thing in several years; None where only one year is asked about.

    ``ask`` answers the same question for one year: it finds out which thing is meant.
    """
    named = sorted(set(question.asked.years))
    if not question.across and len(named) < 2:
        return None
    subject, aspect, told = _meant(knowledge, question, ask)
    if subject is None:
        return told
    there = knowledge.scopes.years(subject)
    wanted = _wanted(question, named, there)
    shown = [one for one in there if one.year in wanted]
    if len(shown) < 2 or len(shown) < len(wanted):
        absent = wanted - {one.year for one in shown}
        when = f"{year_names(absent)}の" if absent else "ほかの年度の"
        return _not_told(knowledge, subject, f"{when}{subject.name}", there)
    money = subject.row is None
    rows = [(one, _row(one, aspect)) for one in shown]
    lines = [f"「{subject.name}」{'の事業費' if money and aspect != 'staffing' else ''}の年度ごとの数字です。"]
    for one, row in rows:
        what = "予算" if money else wording.column(one)
        if is_held_back(row):
            lines.append(f"・{fiscal_year_name(one.year or 0)}：{HELD_BACK}")
            continue
        lines.append(
            f"・{fiscal_year_name(one.year or 0)}：{what}{wording.said(row.target)}・実績{wording.said(row.result)}"
        )
        if row.doubt:
            lines.append(f"※{row.doubt}")
    if change := _change(rows, money=money and aspect != "staffing"):
        lines.append(change)
    sources = tuple(dict.fromkeys(row.source for _, row in rows))
    made = reply(knowledge, [shown[-1]], "budget" if money else "figure", Told(tuple(lines), sources))
    return replace(made, slots={**made.slots, "year": [fiscal_year_name(one.year or 0) for one in shown]})


def year_before(knowledge: Knowledge, question: Question) -> int | None:
    """The year of ``counted_back``, if there are sheets of it."""
    year = counted_back(question)
    return year if year in knowledge.years else None


def counted_back(question: Question) -> int | None:
    """The year meant by 「そのまた前の年は？」 after an answer about one: it counts from there."""
    relative, before = question.asked.relative, question.before
    if not relative or not before or before[0].year is None or not _YEAR_BEFORE.fullmatch(relative):
        return None
    return before[0].year - 1


def not_in_year(knowledge: Knowledge, question: Question) -> Reply | None:
    """That a thing the documents know is not told of for the year that was named; None where it is, or is not known."""
    year = question.asked.years[0]
    subject = _called(question.asked.text, knowledge.scopes.newest().by_printed_name)
    if subject is None and question.before and not question.says_something:
        subject = question.before[0]
    if subject is None or subject.year is None or knowledge.scopes.in_year(subject, year) is not None:
        return None
    there = knowledge.scopes.years(subject)
    return _not_told(knowledge, subject, f"{fiscal_year_name(year)}の{subject.name}", there)


def _called(text: str, names: dict[str, Subject]) -> Subject | None:
    """The thing with the longest printed name that stands in the text."""
    text = text[:_LONGEST_ASKED]
    for length in range(len(text), 2, -1):
        for start in range(len(text) - length + 1):
            if subject := names.get(text[start : start + length]):
                return subject
    return None


def _meant(knowledge: Knowledge, question: Question, ask: Ask) -> tuple[Subject | None, str, Reply | None]:
    if question.before and not question.says_something:
        return question.before[0], _aspect(question.asked.aspects, question.before_aspect), None
    asked = replace(
        question.asked, years=(), relative=None, narrower=None, aspects=question.asked.aspects or ("figure",)
    )
    told = ask(knowledge, replace(question, asked=asked, across=False))
    subjects = [knowledge.by_key[key] for key in told.topic.subjects] if told.topic else []
    if told.outcome != "answered" or len(subjects) != 1 or subjects[0].year is None:
        return None, "", told
    subject = subjects[0]
    if subject.row is None and not isinstance(subject.sheet, Project):
        return None, "", told
    return subject, _aspect(asked.aspects, told.topic.aspect if told.topic else None), told


def _aspect(aspects: Sequence[str], told: str | None) -> str:
    return next((one for one in aspects if one in MONEY), told or "figure")


def _wanted(question: Question, named: Sequence[int], there: Sequence[Subject]) -> set[int]:
    """The years to be told: those named, one named beside the newest, or all."""
    known = sorted(one.year for one in there if one.year is not None)
    if len(named) > 1:
        return set(named)
    if named:
        newest = known[-1] if known[-1] != named[0] else known[max(0, len(known) - 2)]
        return {named[0], newest}
    if question.beside_last_year:
        return {known[-1], known[-1] - 1}
    return set(known)


def _row(subject: Subject, aspect: str) -> Indicator:
    if subject.row is not None:
        return subject.row
    if not isinstance(subject.sheet, Project):
        raise TypeError(f"{subject.key} has no figures")
    return subject.sheet.staffing if aspect == "staffing" else subject.sheet.budget


def _change(rows: Sequence[tuple[Subject, Indicator]], *, money: bool) -> str | None:
    """How the result moved from the first year to the last; None where one of them is no number or counts otherwise.
    ``money``: it is what a project cost, of which the values are in 千円 whatever the year's sheet prints."""
    (first, then), (last, now) = rows[0], rows[-1]
    if (then.result.unit is None) is not (now.result.unit is None):
        return None
    before = then.result.value if money else in_unit_of(then.result, now.result)
    if before is None or now.result.value is None:
        return None
    span = f"{fiscal_year_name(first.year or 0)}から{fiscal_year_name(last.year or 0)}まで"
    by = now.result.value - before
    if not by:
        return f"実績は、{span}で変わっていません。"
    unit = "ポイント" if now.result.unit in wording.PERCENT else now.result.unit or ""
    amount = wording.thousands(abs(by)) if money else f"{abs(by).normalize():,f}{unit}"
    return f"実績は、{span}で{amount}{'増えました' if by > 0 else '減りました'}。"


def _not_told(knowledge: Knowledge, subject: Subject, what: str, there: Sequence[Subject]) -> Reply:
    years = year_names(one.year for one in there if one.year is not None)
    note = f"「{subject.name}」が載っているのは、{years}の資料です。"
    return refuse.unknown(knowledge, what, [subject], slots={"limit": "year", refuse.OF_THING: subject.name}, note=note)
