"""Money of a project: printed in whatever a sheet counts in, its value always in 千円, so that projects compare."""

from __future__ import annotations

from dataclasses import replace

from knowledge.language.scales import brought
from knowledge.language.text import number
from knowledge.model import Figure

THOUSANDS = "千円"


def outlay(cell: Figure) -> Figure:
    """An amount as it was read, its value brought to 千円; without a value where the unit is none of money."""
    return cell if cell.value is None else replace(cell, value=brought(cell.value, cell.unit or "", THOUSANDS))


def in_unit(amount: Figure, unit: str) -> Figure:
    """What ``outlay`` made of a cell, where it turns out that the cell counts in another unit."""
    as_printed = number(amount.printed or "")
    if amount.value is not None:
        as_printed = brought(amount.value, THOUSANDS, amount.unit or THOUSANDS)
    return outlay(replace(amount, value=as_printed, unit=unit))
