"""Amounts that something is said to lie above or below: 「1億5000万円以上」, 「20件を超えない」, 「100万円から500万円まで」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
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
_EITHER = re.compile(r"(?:以[上下内]|未満|まで|[いるた])か(?!か)|または|又は|もしくは|あるいは|それとも| or ")

# 「令和5より多い」, 「2023より多い」 name years.
_AMOUNT = re.compile(rf"(?<![和成a-z])(?!(?:19|20)\d\d(?![\d億万千円]))(?P<number>{NUMERAL})\s?(?P<unit>円|人工|人分)?")


@dataclass(frozen=True)
class Bound:
    """An amount of money or of people, or a bare one (「1000万以上」), and on which side of it something lies."""

    amount: Amount
    way: Way


def bounds_in(text: str) -> list[Bound]:
    """All bounds that a folded text names, in their order: of 「100万円以上500万円以下」 both."""
    found = ((value_of(match["number"]), match) for match in _AMOUNT.finditer(text))
    amounts = [Amount(value, match["unit"] or "", *match.span()) for value, match in found if value is not None]
    return [Bound(one, way) for one, way in zip(amounts, ways_said(text, amounts), strict=True) if way is not None]


def ways_said(text: str, amounts: Sequence[Amount]) -> list[Way | None]:
    """On which side of each of the amounts in a text something is said to lie, as ``way_said`` tells it; what lies from one
    to the next (「10件から20件」) is at least the one and at most the other."""
    ways = [way_said(text[one.end :]) for one in amounts]
    for nth, (one, other) in enumerate(pairwise(amounts)):
        # 「1から6章」 are no amounts.
        if text[one.end : other.start] == "から" and other.unit:
            ways[nth], ways[nth + 1] = "at least", ways[nth + 1] or "at most"
    return ways


def one_is_enough(text: str, amounts: Sequence[Amount]) -> bool | None:
    """Whether one of several bounds is enough (「100万円以下か1000万円以上」), or all must hold; None where it is said between
    some of them only."""
    joints = {_EITHER.search(text, one.end, other.start) is not None for one, other in pairwise(amounts)}
    return None if len(joints) > 1 else True in joints


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
