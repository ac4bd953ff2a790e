"""The amounts a question names: numbers in whatever words, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.language.numerals import NUMERAL, value_of
from knowledge.language.scales import brought, kindred, scale
from knowledge.language.units import in_sentences, written

YEN = "円"
# 3分の1 are no minutes, 0.5人工 no persons.
_NO_UNIT = r"(?!の\d|工)"
_NUMBER = re.compile(NUMERAL)


@dataclass(frozen=True)
class Amount:
    """``value`` of ``unit``, and where it stands in the text: 「1万2千人」 are 12000 人. ``unit`` is "" where none was said."""

    value: Decimal
    unit: str
    start: int
    end: int

    def in_unit(self, unit: str | None) -> Decimal | None:
        """The number in another unit; None where that counts something else. Where one of the two has none, the number."""
        return brought(self.value, self.unit, unit) if self.unit and unit else self.value


def amounts_in(text: str, units: Collection[str]) -> list[Amount]:
    """The amounts of one of the units, or of their multiples, that a folded text names, in their order.

    A unit that only stands for one of those asked for (社 for 団体) is told as that one, where nothing is counted by itself.
    """
    itself: dict[int, Amount] = {}
    other: dict[int, Amount] = {}
    numbers = list(_NUMBER.finditer(text))
    for unit in sorted(units) if numbers else ():
        plain, _ = scale(unit)
        for number in numbers:
            counted = _counted(unit).match(text, number.end())
            value = value_of(number[0]) if counted else None
            if counted and value is not None:
                said = written(counted["unit"])
                found, own = (itself, said) if scale(said)[0] == plain else (other, plain)
                found.setdefault(number.start(), Amount(value, own, number.start(), counted.end()))
    found = other | itself
    return [found[start] for start in sorted(found)]


@lru_cache(maxsize=256)  # a ledger has some dozens of units
def _counted(unit: str) -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<unit>{'|'.join(map(in_sentences, kindred(unit)))}){_NO_UNIT}")
