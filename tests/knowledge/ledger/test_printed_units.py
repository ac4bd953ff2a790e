"""The units of a row are those of both its figures, and where it prints none, the one its name tells."""

from __future__ import annotations

import pytest

from knowledge.language.text import figure
from knowledge.language.units import comparable, says
from knowledge.ledger.printed_units import printed_units
from knowledge.model import Indicator, Source

SOURCE = Source("成果説明書", "施策1-1", 1)


def _row(name: str, target: str | None, result: str | None) -> Indicator:
    return Indicator(name, figure("9", target), figure("1", result), SOURCE)


@pytest.mark.parametrize(
    ("row", "units"),
    [
        (_row("来館者", "人", "人"), {"人"}),
        (_row("来館者", None, "万人"), {"万人"}),
        (_row("来館者", "人", "万人"), {"人", "万人"}),
        (_row("相談件数", None, None), {"件"}),
        (_row("来館の目標", None, None), set()),
    ],
)
def test_a_row_is_in_the_units_it_prints(row: Indicator, units: set[str]):
    assert printed_units(row) == units


def test_a_row_of_two_units_is_found_by_either():
    row = _row("来館者", "人", "組")
    assert row.is_in("人")
    assert row.is_in("組")
    assert not row.is_in(None)
    assert says("組", row.units)


def test_a_row_that_prints_no_unit_may_count_anything():
    bare = _row("来館の目標", None, None)
    assert bare.is_in(None)
    assert comparable("人", bare.units)
