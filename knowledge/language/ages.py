"""Ages and school years by which what is counted is told apart: 3歳児 and 1歳6か月児, 小5 and 中3."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language.numerals import number_typed

_DIGIT = r"(\d{1,2}|[一二三四五六七八九])"
_AGE = re.compile(
    rf"(?<![\d十百.〜~]){_DIGIT}\s?[歳才](?:\s?(半|{_DIGIT}\s?[かヵヶカケ箇]月))?(?!以上|未満|以下|[〜~から代]|\s?\d)"
)
_MONTHS = re.compile(rf"(?<![\d十百歳才.]){_DIGIT}\s?[かヵヶカケ箇]月児?(?:健|検|の?赤|の?子)")
_SCHOOL = re.compile(rf"(小|中|高)(?:学校?|学生|校)?(?:の)?{_DIGIT}(?:年|(?![\d人校年月件回、番つ割倍社点店]))")
_HALF = "半"
_RANGE = re.compile(r"\d[歳才]?児?(?:[〜~]|から)")


def other_age(name: str, text: str) -> bool:
    """Whether a folded name of a row and a folded question both tell an age or a school year, and not the same."""
    asked = _ages(text)
    if not asked:
        return False
    counted = frozenset() if _RANGE.search(name) else _ages(name)  # of 3歳児から5歳児 the ends say little
    return bool(counted) and counted.isdisjoint(asked)


def same_age(name: str, text: str) -> bool:
    """Whether a folded name of a row and a folded question tell the same age or school year."""
    return not _ages(text).isdisjoint(_ages(name))


@lru_cache(maxsize=1024)
def _ages(text: str) -> frozenset[str]:
    found = set()
    for years, more, months in _AGE.findall(text):
        rest = "6" if more == _HALF else str(number_typed(months)) if months else ""
        found.add(f"{number_typed(years)}歳{rest}")
    found |= {f"{number_typed(months)}か月" for months in _MONTHS.findall(text)}
    found |= {f"{school}{number_typed(year)}" for school, year in _SCHOOL.findall(text)}
    return frozenset(found)
