"""What a question counts, told by where it stands: a row that has no word for it in its names counts something else.

A row is found by what stands anywhere on its sheet as well, and a sheet speaks of more than its rows count: of ねぎ where the
melons are weighed, of the women among those who came, of the next town. 「ねぎは何トン？」, 「防災士のうち女の人は？」,
「北峰中の…は何人？」 and 「売上はどのくらい？」 say themselves what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject

# What stands between a thing and the question how many there are.
_HOW_MANY = re.compile(
    r"(?:たち|さん|など|等)?(?:の(?:ほう|方|数|量|額|人数|件数))?(?:は|が|って|も|を|なら)、?"
    r"(?:全部で|ぜんぶで|全体で|合わせて|年間で?|一年で|1年で|実際|結局|だいたい|今|いま|現在|去年|昨年)*、?"
    r"(?:(?:何|なん)(?!の|故|で|が|を|に|か(?!所))|どれ(?:だけ|くらい|ぐらい|ほど)|ど(?:の|ん)(?:くらい|ぐらい|だけ)|いくつ|いくら)"
)
# How a thing is measured, right behind it, where nothing is said after it but the question.
_MEASURED = re.compile(
    r"の?(?:人数|件数|回数|個数|台数|店数|日数|戸数|者数|率|割合|比率|総額|総量|額|量|高|数)"
    r"(?:は|って|が|を|も|、)*(?:[?？。]|$|何|なん|いくら|いくつ|ど[のれ]|教え|おしえ|知り)"
)
_IS_MEASURE = re.compile(r"[^数量額率]{2,}(?:数|量|額|率)$")
_ENDS = re.compile(r"(?:は|って|が|を|も|、)*(?:[?？。]|$|何|なん|いくら|いくつ|ど[のれ]|教え|おしえ|知り)")
# Some of what was named before: 「防災士のうち、…」.
_AMONG = re.compile(r"(?:の)?(?:うち|内|中)(?:で|では|の|に|、)*$|(?:の)?うち、?[^。?？]{0,6}$")
_ONLY = re.compile(r"[一-龠]{0,3}(?:の(?:分|ほう|方))?(?:だけ|のみ|限定|に限)")
# Places that are a part of the city or lie beside it.
_PART_OF_CITY = re.compile(
    r"(?:地区|地域|町内|団地|小|中|高|小学校|中学校|高校|分校|分署|支所)(?:の|では|で|は|に|だと)"
)
_TOWN = re.compile(r"[市町村県](?:の|では|で|は|だと|における|も)")
# Those of whom a part is asked for, and what a row is called that counts them: 「使った人のうち、何人が移住した？」
_THOSE = (
    (
        re.compile(r"(?:使|つか)った(?:人|方|客)の?(?:うち|中)|利用した(?:人|方|客)の?(?:うち|中)"),
        re.compile("利用|使"),
    ),
    (re.compile(r"(?:来|参加し)た(?:人|方|客|子)の?(?:うち|中)"), re.compile("来|参加|訪|入|出席|受")),
    (re.compile(r"(?:受け|受診し|受講し)た(?:人|方|子)の?(?:うち|中)"), re.compile("受|参加|検診|健診")),
    (re.compile(r"(?:相談し|相談に来)た(?:人|方)の?(?:うち|中)"), re.compile("相談")),
)
_LEAST = 2


def counts_what_is_not_asked(
    knowledge: Knowledge, number: int, subject: Subject, things: Sequence[Group], text: str
) -> bool:
    """Whether a folded question says what it counts, or of which part, and a row (its ``number`` in the index) has no word
    for that in its names or in the titles above it."""
    called = " ".join((*subject.names, *subject.around))
    if any(those.search(text) and not counted.search(called) for those, counted in _THOSE):
        return True
    asked = (group for group in things if _is_counted(group.said, text, doing=group.doing))
    return any(not _is_held(knowledge, number, subject, group, things) for group in asked)


def _is_held(knowledge: Knowledge, number: int, subject: Subject, group: Group, things: Sequence[Group]) -> bool:
    if group.said in knowledge.book.counters or knowledge.index.calls(number, group, things):
        return True
    titles = knowledge.index.tokens_of(subject.around)
    return group.is_named_in(titles)


@lru_cache(maxsize=64)  # one question is held against many rows, one after the other
def _is_counted(said: str, text: str, *, doing: bool) -> bool:
    """Whether a word is what a folded question counts, or the part of which; ``doing``: it is what is done with a thing."""
    before, found, after = text.partition(said)
    if not found or len(said) < _LEAST:
        return False
    if _TOWN.match(after):
        return True
    if _PART_OF_CITY.match(after) or _ONLY.match(after):
        return True
    if _AMONG.search(before) and not doing:
        return True
    if doing and not _MEASURED.match(after):
        return False
    return bool(_HOW_MANY.match(after) or _MEASURED.match(after) or (_IS_MEASURE.match(said) and _ENDS.match(after)))
