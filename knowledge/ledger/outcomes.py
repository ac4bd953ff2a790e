"""What came of what was aimed at, computed from the two figures of a row: the gap, the share, and whether it was reached."""

from __future__ import annotations

from decimal import Decimal

from knowledge.model import Indicator


def difference(row: Indicator) -> Decimal | None:
    """Result minus target; None where one of them is no number."""
    if row.target.value is None or row.result.value is None:
        return None
    return row.result.value - row.target.value


def left(row: Indicator) -> Decimal | None:
    """What was left of a budget, negative where more was spent; None where one of the two is no number."""
    gap = difference(row)
    return None if gap is None else -gap


def part_of(amount: Decimal | None, planned: Decimal | None) -> Decimal | None:
    """An amount as a share of what was planned (1 = all of it); None where either is missing or nothing was planned."""
    return amount / planned if amount is not None and planned else None


def share_spent(budget: Indicator) -> Decimal | None:
    """What was spent as a share of a budget (1 = all of it); None where either is missing or nothing was planned."""
    return part_of(budget.result.value, budget.target.value)


def share_left(budget: Indicator) -> Decimal | None:
    """What was left as a share of a budget, negative where more was spent; None as for ``share_spent``."""
    return part_of(left(budget), budget.target.value)


def reached(row: Indicator) -> bool | None:
    """Whether the target was reached; None where it cannot be said."""
    gap = difference(row)
    if gap is None:
        return None
    return gap <= 0 if row.lower_is_better else gap >= 0
