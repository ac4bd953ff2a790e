"""How bounds are said: behind an amount, and before what lies there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.question.bounds import Way

# By itself, and where another follows.
_SAID: Mapping[Way, tuple[str, str]] = {
    "is": ("", "で"),
    "at least": ("以上", "以上で"),
    "more": ("を超える", "を超え"),
    "at most": ("以下", "以下で"),
    "less": ("未満", "未満で"),
}


def bound_said(amount: str, way: Way) -> str:
    """「100万円以上」"""
    return f"{amount}{_SAID[way][0]}"


def before_noun(bounds: Sequence[tuple[str, Way]], *, either: bool = False) -> str:
    """「100万円以上で、500万円以下の」, and with ``either`` 「100万円以下か、500万円以上の」: amounts, each with its way."""
    *others, (amount, way) = bounds
    last = bound_said(amount, way)
    said = [f"{bound_said(one, of)}か" if either else f"{one}{_SAID[of][1]}" for one, of in others]
    return "、".join([*said, last if way == "more" else f"{last}の"])
