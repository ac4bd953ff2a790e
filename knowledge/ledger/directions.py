"""Of which indicators less is better, told by their names when a sheet is read; kept with the indicator as a field."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from knowledge.language.wordbook import plain, read_language
from knowledge.model import Indicator

_AT_MOST = re.compile(r"以下|未満|^[^△▲+-].*以内")
_LONGEST_OF_DIRECTION = 25  # 数値が小さいほど良い指標です。
# How much of something was done stands at the end of a name.
_SO_MUCH = (
    r"(?:完了|実施|済み?)?(?:率|割合|(?:延べ)?(?:件|戸|棟|台|回|か所|箇所|本|基|橋|人|世帯|者)?数|面積|延長|量)"
    r"(?:[（(].*[)）])?$"
)


def directed(row: Indicator) -> Indicator:
    """The row with its direction, told by its name and by a target that is the most there may be (「30%以下」). Every row of a
    ledger goes through here when it is made, and again when its target is put right."""
    less = _AT_MOST.search(row.target.printed or "") is not None or lower_is_better(row.name)
    return row if row.lower_is_better is less else replace(row, lower_is_better=less)


def lower_is_better(name: str) -> bool:
    """Whether a city aims at less of what an indicator of this name counts."""
    folded = plain(name)
    says_less, says_more = _says_so()
    if says_less.search(folded) or says_more.search(folded):
        return says_less.search(folded) is not None
    if _dealt_with().search(folded):
        return False
    return any(names.search(folded) and not unless.search(folded) for names, unless in _table())


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
    """Names that count what was done about a thing, however bad it is."""
    return re.compile(f"(?:{'|'.join(read_language('directions')['dealt_with'])}){_SO_MUCH}")


@cache
def _table() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_language("directions")["lower"]
    return tuple((re.compile("|".join(row["names"])), re.compile("|".join(row["unless"]))) for row in rows)
