"""How much of its plain unit a unit is: a thousand yen, ten thousand persons, the metres of a kilometre.

Amounts of two units are held against one another in the plain unit, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from knowledge.language.numerals import POWERS
from knowledge.language.text import fold
from knowledge.language.units import written

_MULTIPLES: Mapping[str, tuple[str, Decimal]] = {
    "km": ("m", Decimal(1_000)),
    "cm": ("m", Decimal("0.01")),
    "mm": ("m", Decimal("0.001")),
    "km2": ("m2", Decimal(1_000_000)),
    "ha": ("m2", Decimal(10_000)),
    "kg": ("g", Decimal(1_000)),
    "t": ("g", Decimal(1_000_000)),
    "kl": ("l", Decimal(1_000)),
    "ml": ("l", Decimal("0.001")),
    "kwh": ("wh", Decimal(1_000)),
    "mwh": ("wh", Decimal(1_000_000)),
    "kw": ("w", Decimal(1_000)),
    "mw": ("w", Decimal(1_000_000)),
    "時間": ("分", Decimal(60)),
    "割": ("%", Decimal(10)),
}
_MANY = re.compile(f"[{''.join(POWERS)}]+(?=.)")


@lru_cache(maxsize=1024)  # a ledger has some dozens
def scale(unit: str) -> tuple[str, Decimal]:
    """The plain unit and how much of it a unit is: 千円 is (円, 1000), 万人 (人, 10000), km (m, 1000), 件 (件, 1)."""
    unit, times = written(fold(unit, kana=False, spaces=False)), Decimal(1)
    if many := _MANY.match(unit):
        unit = written(unit[many.end() :])
        for sign in many[0]:
            times *= POWERS[sign]
    plain, of_plain = _MULTIPLES.get(unit, (unit, Decimal(1)))
    return plain, times * of_plain


@lru_cache(maxsize=1024)
def kindred(unit: str) -> tuple[str, ...]:
    """The plain unit of a unit, and the others that are so much of it: 万人 is counted in 人, km in m and cm, too."""
    plain, _ = scale(unit)
    return (plain, *(name for name, (own, _) in _MULTIPLES.items() if own == plain))


def brought(value: Decimal, unit: str, to: str) -> Decimal | None:
    """An amount of one unit in another: 9800 人 are 0.98 万人; None where they are of different kinds."""
    (own, times), (other, by) = scale(unit), scale(to)
    return value * times / by if own == other else None
