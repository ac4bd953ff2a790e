"""The name of one column of a table: whether it holds what was aimed at or what came of it, and of which fiscal year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.text import years

TARGET = r"(?:(?:目標|計画|(?:当初|最終|補正後?|現計)?予算|(?:予算)?要求)(?:値|額|数|現額)?)"
RESULT = r"(?:(?:実績|決算)(?:値|額|数)?|支出済?額|執行額)"
# What a table may print besides: where it began, and what is reckoned from the other columns.
_BESIDE = (
    r"(?:基準|現状|現況|策定時|当初|中間|最終)(?:値|目標値?)?|(?:対?前年度?|目標)?(?:達成|進捗|執行|伸び|増減|比較)(?:率|度|状況|額|数)?"
    r"|対?前年度?(?:比|差|増減)|増減|差引?|評価"
)
_KIND = re.compile(rf"(?P<target>{TARGET})|(?P<result>{RESULT})|(?P<beside>{_BESIDE})")
_THIS_YEAR = re.compile(r"本年度?|当年度?|今年度?|当該年度?")
OTHER_YEAR = re.compile(r"前々?年度?|昨年度?|翌年度?|次年度?|来年度?")
UNIT = re.compile(r"[（(［\[](?:単位[:：]?)?([^（）()［］\[\]\d]{1,8})[）)］\]]$")
BRACKETS = re.compile(r"[（）()［］\[\]\s]")


@dataclass(frozen=True)
class Column:
    """``kind`` is target, result, beside, or "" for a year alone; ``year`` None if it says none, 0 for 前年度."""

    kind: str
    year: int | None


def column_of(printed: str) -> Column | None:
    """What one name of a column says; None where it names none that is known here."""
    text = printed
    kind = _kind_of(text)
    if kind is None and (unit := UNIT.search(text)):
        text = text[: unit.start()]
        kind = _kind_of(text)
    if kind is None:
        return None
    named = {mention.year for mention in years(text)}
    if len(named) > 1:
        return None
    if OTHER_YEAR.search(text):
        return Column(kind or "beside", 0)
    if not named and kind == "" and not _THIS_YEAR.search(text):
        return None
    return Column(kind, named.pop() if named else None)


def _kind_of(text: str) -> str | None:
    """target, result or beside; "" for a name that is a year and nothing else; None for another."""
    left = text
    for mention in reversed(years(text)):
        left = left[: mention.start] + left[mention.end :]
    left = BRACKETS.sub("", OTHER_YEAR.sub("", _THIS_YEAR.sub("", left)))
    left = re.sub(r"^(?:年度?)?末?の?|年度$", "", left)
    if not left:
        return ""
    match = _KIND.fullmatch(left)
    if match is None:
        # 対前年度比 has lost its year by now.
        match = _KIND.fullmatch(BRACKETS.sub("", text))
    return None if match is None else str(match.lastgroup)
