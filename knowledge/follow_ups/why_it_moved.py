"""「なんで落ち込んだの？」 after the figure of an older year: the reason of the year in which it did so.

Who has been told of one year and then of the year before asks why the one is more than the other, and the sheet of the older
year tells how that came to its own figure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject
from knowledge.reply import Topic

_WHY = re.compile(
    r"(?:じゃあ?|では|で|それで)?[、\s]*(?:なんで|何で|なぜ|なして|どうして)(?:こんなに|そんなに|急に|そこまで)?、?"
    r"(?:(?P<more>増え|ふえ|上が|伸び|多くな|高くな)|(?P<less>減っ|へっ|下が|落ち|少なくな|低くな))[ぁ-ん]{0,8}[?？。]*"
    r"|(?:(?P<more2>増え|ふえ|上が|伸び|多くな|高くな)|(?P<less2>減っ|へっ|下が|落ち|少なくな|低くな))[ぁ-ん]{0,3}(?:理由|原因|わけ)[ぁ-ん]{0,8}[?？。]*"
)


def of_year_it_moved(knowledge: Knowledge, text: str, topic: Topic | None) -> Topic | None:
    """What was spoken of, as the row of the following year, where a folded text asks why it grew or fell and only from the year
    told to the following one it did so; unchanged in every other case."""
    why = _WHY.fullmatch(text.strip())
    if topic is None or why is None or len(topic.subjects) != 1:
        return topic
    row = knowledge.by_key.get(topic.subjects[0])
    if row is None or row.year is None:
        return topic
    after, before = _of_year(knowledge, row, row.year + 1), _of_year(knowledge, row, row.year - 1)
    grew = bool(why["more"] or why["more2"])
    if after is None or _moved(row, after) is not grew or (before is not None and _moved(before, row) is grew):
        return topic
    return replace(topic, subjects=(after.key,))


def _of_year(knowledge: Knowledge, row: Subject, year: int) -> Subject | None:
    return next((one for one in knowledge.scopes.years(row) if one.year == year), None)


def _moved(then: Subject, now: Subject) -> bool | None:
    """Whether the result grew from one year to another; None where one of them is no number, or it did not move."""
    if then.row is None or now.row is None or then.row.result.unit != now.row.result.unit:
        return None
    before, after = then.row.result.value, now.row.result.value
    return None if before is None or after is None or before == after else after > before
