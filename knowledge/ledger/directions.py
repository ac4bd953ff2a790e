"""Of which indicators less is better, told by their names when a sheet is read; kept with the indicator as a field."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from knowledge.language.wordbook import plain, read_language
from knowledge.model import Indicator

_AT_MOST = re.compile(r"以下|未満|^[^△▲+-].*以内")

# 管理不全な空き家の是正件数: what is counted was put right, however bad the thing is.
_DEALT_WITH = re.compile(
    "(?:是正|解消|解決|改善|除却|解体|撤去|回収|指導|勧告|修繕|補修|復旧|更新|防止|予防|訪問|啓発|点検|摘発|救済|保護)"
    "(?:完了|実施|済み?)?(?:率|割合|(?:延べ)?(?:件|戸|棟|台|回|か所|箇所|本|基|橋|人|世帯|者)?数|面積|延長|量)(?:[（(].*[)）])?$"
)


def directed(row: Indicator) -> Indicator:
    """The row with its direction, told by its name and by a target that is the most there may be (「30%以下」). Every row of a
    ledger goes through here when it is made, and again when its target is put right."""
    less = _AT_MOST.search(row.target.printed or "") is not None or lower_is_better(row.name)
    return row if row.lower_is_better is less else replace(row, lower_is_better=less)


def lower_is_better(name: str) -> bool:
    """Whether a city aims at less of what an indicator of this name counts."""
    folded = plain(name)
    if _DEALT_WITH.search(folded):
        return False
    return any(names.search(folded) and not unless.search(folded) for names, unless in _table())


@cache
def _table() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_language("directions")["lower"]
    return tuple((re.compile("|".join(row["names"])), re.compile("|".join(row["unless"]))) for row in rows)
