"""What came of what was aimed at, computed from the two figures of a row: the gap, the share, and whether it was reached.

The two figures of a row are held against one another in one unit, or not at all. Money of a project has its values in 千円 in
whatever the sheet prints it (``outlays.py``): of that tell ``left``, ``share_spent`` and ``share_left``.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.language.scales import brought
from knowledge.model import Figure, Indicator


def in_unit_of(figure: Figure, other: Figure) -> Decimal | None:
    """The number of a figure in the unit of another; None where it is none, or the two count things of different kinds."""
    if figure.value is None or not figure.unit or not other.unit or figure.unit == other.unit:
        return figure.value
    return brought(figure.value, figure.unit, other.unit)


def in_one_unit(row: Indicator) -> tuple[Decimal, Decimal] | None:
    """Target and result of a row, both in the unit of the target; None where they cannot be held against one another."""
    target, result = row.target.value, in_unit_of(row.result, row.target)
    return None if target is None or result is None else (target, result)


def difference(row: Indicator) -> Decimal | None:
    """Result minus target, in the unit of the target; None where they cannot be held against one another."""
    numbers = in_one_unit(row)
    return None if numbers is None else numbers[1] - numbers[0]


def achieved_share(row: Indicator) -> Decimal | None:
    """The result as a share of the target (1 = all of it); None where one of them is missing or nothing was aimed at."""
    numbers = in_one_unit(row)
    return numbers[1] / numbers[0] if numbers and numbers[0] else None


def shortfall(row: Indicator) -> Decimal | None:
    """By which share of the target the result lies on its worse side (0.2 = a fifth of it; negative on the better side); None
    where one of them is missing, nothing was aimed at, or nobody knows which side is the worse."""
    share = achieved_share(row)
    if share is None or (share != 1 and row.lower_is_better is None):
        return None
    return share - 1 if row.lower_is_better else 1 - share


def reached(row: Indicator) -> bool | None:
    """Whether the target was reached; None where it cannot be said."""
    gap = difference(row)
    if gap is None or (gap and row.lower_is_better is None):
        return None
    return gap <= 0 if row.lower_is_better else gap >= 0


def left(budget: Indicator) -> Decimal | None:
    """What was left of a budget, negative where more was spent; None where one of the two is no number, or what is told as
    spent is less than nothing."""
    if budget.target.value is None or budget.result.value is None or budget.result.value < 0:
        return None
    return budget.target.value - budget.result.value


def share_spent(budget: Indicator) -> Decimal | None:
    """What was spent as a share of a budget (1 = all of it); None where either is missing or nothing was planned."""
    return _share(budget.result.value, budget.target.value)


def share_left(budget: Indicator) -> Decimal | None:
    """What was left as a share of a budget, negative where more was spent; None as for ``share_spent``."""
    return _share(left(budget), budget.target.value)


def _share(amount: Decimal | None, planned: Decimal | None) -> Decimal | None:
    return amount / planned if amount is not None and planned else None
