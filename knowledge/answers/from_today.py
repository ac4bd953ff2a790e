"""Years counted from the day of the question (去年, 今年度), where the documents of the year that is meant are in."""

from __future__ import annotations

import re
from datetime import date

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.reply import Reply

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


def _meant(said: re.Match[str], today: date) -> int:
    own = today.year - 1 if said["fiscal"] and today.month < _FIRST_MONTH else today.year
    return own - _BACK[said["year"]]
