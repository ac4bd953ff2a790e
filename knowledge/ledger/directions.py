"""Of which indicators less is better, told by their names when a sheet is read; kept with the indicator as a field."""

from __future__ import annotations

import re
from functools import cache

from knowledge.language.wordbook import plain, read_language


def lower_is_better(name: str) -> bool:
    """Whether a city aims at less of what an indicator of this name counts."""
    folded = plain(name)
    return any(names.search(folded) and not unless.search(folded) for names, unless in _table())


@cache
def _table() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_language("directions")["lower"]
    return tuple((re.compile("|".join(row["names"])), re.compile("|".join(row["unless"]))) for row in rows)
