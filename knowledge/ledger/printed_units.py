"""The units a row is printed in, and what its name says of them."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.model import Indicator

# 消防団員数（機能別団員を含む）counts no 機能別団員.
NOTE = re.compile(r"[（(][^（）()]*(?:含む|除く|廃止|より|現在)[^（）()]*[）)]")
_ENDINGS = {"回数": "回", "開催数": "回", "件数": "件", "者数": "人", "人数": "人", "率": "%", "割合": "%"}


def printed_units(row: Indicator) -> frozenset[str]:
    """The units a row is printed in; where it prints none, the one its name tells; none where that tells none."""
    if row.units or (told := unit_in(row.name)) is None:
        return row.units
    return frozenset({told})


@lru_cache(maxsize=2048)  # the same rows are looked at for one question after the other
def unit_in(name: str) -> str | None:
    """The unit a row's name itself tells, where the sheet prints none."""
    name = NOTE.sub("", name)
    return next((unit for ending, unit in _ENDINGS.items() if name.endswith(ending)), None)
