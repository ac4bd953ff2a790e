"""Units of figures: which one a question and a sheet may both mean."""

from __future__ import annotations

import re
from collections.abc import Collection

# Units residents take for one another: a tour is asked for in times, a move of a household in persons.
_ALIKE = frozenset(
    {
        ("人", "件"),
        ("件", "人"),
        ("回", "ツアー"),
        ("回", "件"),
        ("件", "回"),
        ("%", "ポイント"),
        ("トン", "t"),
        *(("地区", place) for place in ("か所", "箇所", "カ所", "ヶ所")),
    }
)
# Ways to write one unit; that of the sheets last.
_WRITTEN = {
    "グラム": "g",
    "キログラム": "kg",
    "キロ": "km",
    "キロメートル": "km",
    "メートル": "m",
    "ヘクタール": "ha",
    "名": "人",
    "カ所": "か所",
    "ヶ所": "か所",
    "箇所": "か所",
    "個所": "か所",
}
# 千人 are persons, counted by the thousand.
_MANY = re.compile(r"^(?!.*円)(?:百万|十|百|千|万|億)(?=.)")


def says(asked: str, printed: Collection[str | None]) -> bool:
    """Whether one of the printed units is the one asked for, or a multiple of it."""
    wanted = _WRITTEN.get(asked, asked)
    return any(unit is not None and wanted in {unit, written(unit), _MANY.sub("", unit)} for unit in printed)


def written(unit: str) -> str:
    """A unit in one way of writing it."""
    return _WRITTEN.get(unit, unit)


def comparable(asked: str, printed: Collection[str | None]) -> bool:
    """Whether a unit asked for may be meant by one of another name, or the sheet prints none."""
    return set(printed) == {None} or any((asked, unit) in _ALIKE for unit in printed)
