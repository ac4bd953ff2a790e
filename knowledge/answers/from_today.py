"""Years counted from the day of the question (去年, 今年度), where the documents of the year that is meant are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import MONEY
from knowledge.reply import Reply, Topic

_FIRST_MONTH = 4
# By how many years each lies before the day's own, in the calendar or, said with 年度, in fiscal years.
_BACK = {
    "今年": 0,
    "ことし": 0,
    "本年": 0,
    "this year": 0,
    "昨年": 1,
    "去年": 1,
    "last year": 1,
    "おととし": 2,
    "一昨年": 2,
}
_SAID = re.compile(rf"(?P<year>{'|'.join(_BACK)})(?P<fiscal>度)?")
# A bare 「去年は？」, with a word for what is asked of it (「去年の予算は？」).
_LAST = re.compile(
    r"(?:じゃあ?|では|で|あと)?[、\s]*(?P<year>昨年|去年)(?P<fiscal>度)?"
    r"(?P<rest>(?:の(?:実績|目標|数字|予算|決算|結果|分))?(?:は|って|だと|も)?(?:どう|いくつ|いくら|何[人件回]|どのくらい)?"
    r"(?:だっ|でし|なっ|なん)?(?:た|て|だ|の|ん|です|か)*[?？。]*)"
)


@dataclass(frozen=True)
class YearBefore:
    """A question asked of the year before the one that was told, and the line that says that it stands for another."""

    question: str
    note: str


def dated_from_today(knowledge: Knowledge, question: str, refused: Reply, today: date) -> str | None:
    """A question that was refused for such a year, with each of them by its name instead; None where it was refused for
    anything else, or no documents of one of these years are in. ``today`` is the day as it is counted in Japan."""
    limit = refused.slots.get("limit")
    if not isinstance(limit, str) or _SAID.fullmatch(limit) is None:
        return None
    meant = {said[0]: _meant(said, today) for said in _SAID.finditer(question)}
    if not meant or not knowledge.years.issuperset(meant.values()):
        return None
    return _SAID.sub(lambda said: fiscal_year_name(meant[said[0]]), question)


def of_year_before_told(
    knowledge: Knowledge, question: str, refused: Reply, topic: Topic | None, today: date
) -> YearBefore | None:
    """「去年は？」 after the figure of a year, where no documents of the calendar's last year are in: the same of the year
    before the one that was told. None where something else is named or asked, or there are no documents of that year either."""
    said = _LAST.fullmatch(question.strip())
    told = next((one.year for one in _counted(knowledge, topic) if one.year is not None), None)
    if said is None or told is None or refused.tells or told - 1 not in knowledge.years:
        return None
    year = f"{said['year']}{said['fiscal'] or ''}（{fiscal_year_name(_meant(said, today))}）"
    note = f"{year}の資料は、まだ入っていません。ひとつ前の{fiscal_year_name(told - 1)}は、次のとおりです。"
    return YearBefore(f"その前の年{said['rest']}", note)


def _counted(knowledge: Knowledge, topic: Topic | None) -> list[Subject]:
    """What was told last by figures or money; [] where anything else was."""
    if topic is None or topic.statement is not None:
        return []
    told = [knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key]
    return [one for one in told if one.is_figure or topic.aspect in MONEY]


def _meant(said: re.Match[str], today: date) -> int:
    own = today.year - 1 if said["fiscal"] and today.month < _FIRST_MONTH else today.year
    return own - _BACK[said["year"]]
