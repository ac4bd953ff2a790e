"""Amounts that something is said to lie above or below: 「1億5000万円以上」, 「20件を超えない」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.language.numerals import NUMERAL, value_of
from knowledge.question.amounts import Amount

Way = Literal["is", "at least", "more", "at most", "less"]

_NOT = r"(?:て|って)?(?:い|は)?(?:な|ず|ぬ|ませ|ん)"
_DENIED = r"(?:では?|じゃ)(?:あり|な)"
# What stands behind an amount; the first that fits counts.
_WAYS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("at most", re.compile(rf"^[はをもよりに]*(?:超え|こえ|上回[らっ]){_NOT}")),
    ("at least", re.compile(rf"^[はをもより]*(?:下回[らっ]|切ら|割ら){_NOT}")),
    ("less", re.compile(rf"^以上{_DENIED}|^[はにも]*(?:届[いか]|達[しせ]|満た){_NOT}")),
    ("more", re.compile(rf"^以下{_DENIED}")),
    ("less", re.compile(r"^(?:を|より)?(?:未満|下回|切[っる]|割[っりる]|少な)|^より(?:も)?(?:少な|低|安|小さ)")),
    ("at most", re.compile(r"^以[下内]|^に?(?:とどま|止ま|留ま)|^まで(?=の|で)")),
    ("more", re.compile(r"^[はをもよりに]*(?:超|こえ|こし|上回|オーバー|多)|^より(?:も)?(?:高|大き)")),
    ("at least", re.compile(r"^以上|^に(?:達し|届[いく])")),
)
SAID: Mapping[Way, str] = {
    "is": "の",
    "at least": "以上の",
    "more": "を超える",
    "at most": "以下の",
    "less": "未満の",
}
"""How a bound is said behind its amount and before what lies there."""

# 「令和5より多い」, 「2023より多い」 name years.
_AMOUNT = re.compile(rf"(?<![和成a-z])(?!(?:19|20)\d\d(?![\d億万千円]))(?P<number>{NUMERAL})\s?(?P<unit>円|人工|人分)?")


@dataclass(frozen=True)
class Bound:
    """An amount of money or of people, or a bare one (「1000万以上」), and on which side of it something lies."""

    amount: Amount
    way: Way


def bound_in(text: str) -> Bound | None:
    """The first bound that a folded text names; None where it names none."""
    for found in _AMOUNT.finditer(text):
        value, way = value_of(found["number"]), way_said(text[found.end() :])
        if value is not None and way is not None:
            return Bound(Amount(value, found["unit"] or "", *found.span()), way)
    return None


def way_said(behind: str) -> Way | None:
    """On which side of an amount something is said to lie, by what stands behind it; None where nothing is said of that."""
    return next((way for way, says in _WAYS if says.search(behind)), None)


def lies(value: Decimal, way: Way, amount: Decimal) -> bool:
    """Whether a value is, or lies above or below, an amount."""
    return {
        "is": value == amount,
        "at least": value >= amount,
        "more": value > amount,
        "at most": value <= amount,
        "less": value < amount,
    }[way]
