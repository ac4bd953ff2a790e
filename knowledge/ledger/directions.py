"""Of which indicators less is better, told by their names when a sheet is read; kept with the indicator as a field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from knowledge.language.wordbook import plain, read_language
from knowledge.model import Indicator, Project, Results

_AT_MOST = re.compile(r"以下|未満|^[^△▲+-].*以内")
_DIRECTION_UNSURE = "高いほどよい指標なのか、低いほどよい指標なのか、資料からは確かではありません。"
_LONGEST_OF_DIRECTION = 25  # 数値が小さいほど良い指標です。
# How much of something was done stands at the end of a name.
_SO_MUCH = (
    r"の?(?:(?:完了|実施|開催|参加|受講|出席|修了|済み?)の?)?(?:率|割合|(?:延べ)?(?:件|戸|棟|台|回|か所|箇所|本|基|橋|人|世帯|者)?数|面積|延長|量)"
    r"(?:[（(].*[)）])?$"
)


def directed(row: Indicator) -> Indicator:
    """The row with its direction, told by its name and by a target that is the most there may be (「30%以下」). Every row of a
    ledger goes through here when it is made, and again when its target is put right."""
    less = _AT_MOST.search(row.target.printed or "") is not None or lower_is_better(row.name)
    if not less and _in_two_ways(row.name):
        return row  # what its sheet has told of it
    return row if row.lower_is_better is less else replace(row, lower_is_better=less)


def directed_anew(row: Indicator) -> Indicator:
    """The row with its direction after its figures were put right; what its sheet told of it stays, or that it told nothing."""
    return row if _in_two_ways(row.name) and not _AT_MOST.search(row.target.printed or "") else directed(row)


def lower_is_better(name: str) -> bool:
    """Whether a city aims at less of what an indicator of this name counts."""
    folded = plain(name)
    says_less, says_more = _says_so()
    if says_less.search(folded) or says_more.search(folded):
        return says_less.search(folded) is not None
    if _dealt_with().search(folded):
        return False
    return any(names.search(folded) and not unless.search(folded) for names, unless in _table())


def directed_by_sheet(rows: Iterable[Indicator], *said: str) -> tuple[Indicator, ...]:
    """The rows with the direction that what the sheet says tells, where a name is used for two things that go opposite ways.
    ``said`` is what tells first, then what tells where that does not: the office and the measure, then the text."""
    return tuple(_by_sheet(row, said) if _in_two_ways(row.name) else row for row in rows)


def sayings_of(sheet: Results | Project) -> tuple[str, str]:
    """What a sheet says of the books it belongs to: who it is of and what about, and its sentences."""
    if isinstance(sheet, Results):
        texts = [*sheet.purposes, *(goal.text for goal in sheet.goals)]
        head: tuple[str, ...] = (sheet.department, sheet.title)
    else:
        texts = [sheet.overview, sheet.purpose]
        head = (sheet.department, sheet.name, *sheet.account)
    return " ".join(head), " ".join(prose.text for prose in texts if prose is not None)


def _by_sheet(row: Indicator, said: Iterable[str]) -> Indicator:
    if _AT_MOST.search(row.target.printed or ""):
        return replace(row, lower_is_better=True)
    table = read_language("directions")["two_ways"]
    for text in map(plain, (row.name, *said)):
        business, city = (re.search(table[whose], text) is not None for whose in ("of_business", "of_city"))
        if business is not city:
            return replace(row, lower_is_better=city)
    return replace(row, lower_is_better=None, doubt=row.doubt or _DIRECTION_UNSURE)


def _in_two_ways(name: str) -> bool:
    folded = plain(name)
    if any(says.search(folded) for says in _says_so()):
        return False
    return re.search(read_language("directions")["two_ways"]["names"], folded) is not None


def direction_told(note: str) -> bool | None:
    """Whether a note says that less is better (True) or that more is (False), and nothing else; None for any other note."""
    says_less, says_more = _says_so()
    folded = plain(note)
    if len(folded) > _LONGEST_OF_DIRECTION:
        return None
    return True if says_less.search(folded) else False if says_more.search(folded) else None


@cache
def _says_so() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names that tell themselves that less is better, and that more is."""
    table = read_language("directions")
    return re.compile(table["says_less"]), re.compile(table["says_more"])


@cache
def _dealt_with() -> re.Pattern[str]:
    """Names that count what was done about a thing, however bad it is; what is left to do is none of that."""
    return re.compile(f"(?<![未要不非])(?:{'|'.join(read_language('directions')['dealt_with'])}){_SO_MUCH}")


@cache
def _table() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_language("directions")["lower"]
    return tuple((re.compile("|".join(row["names"])), re.compile("|".join(row["unless"]))) for row in rows)
