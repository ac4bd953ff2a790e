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
    """A question that was refused for such a year, with the year by its name instead; None where it was refused for anything
    else, or no documents of that year are in. ``today`` is the day as it is counted in Japan."""
    limit = refused.slots.get("limit")
    said = _SAID.fullmatch(limit) if isinstance(limit, str) else None
    if said is None or said[0] not in question:
        return None
    own = today.year - 1 if said["fiscal"] and today.month < _FIRST_MONTH else today.year
    year = own - _BACK[said["year"]]
    return question.replace(said[0], fiscal_year_name(year), 1) if year in knowledge.years else None
