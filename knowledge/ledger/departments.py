"""The departments a sheet prints as its 所属: one, or several that share it (「教育総務課　学校教育課」)."""

from __future__ import annotations

import re
from functools import lru_cache

_BETWEEN = re.compile(r"[\s・、,/]+")
# 企画・財政課 is one: its first part is no department.
_DEPARTMENT = re.compile(r"(?:課|係|班|局|室|部|担当|グループ|チーム|委員会|館|所|署|院|園|校|センター)$")


@lru_cache(maxsize=1024)
def sharing(printed: str) -> tuple[str, ...]:
    """Each department in whose charge a sheet is, as it is called by itself."""
    parts = tuple(filter(None, _BETWEEN.split(printed)))
    return parts if parts and all(map(_DEPARTMENT.search, parts)) else (printed,)
