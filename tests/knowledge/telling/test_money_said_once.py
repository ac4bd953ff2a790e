"""Money as the sheet prints it and as people say it: once, where that is the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.telling import wording


@pytest.mark.parametrize(
    ("amount", "told"),
    [(Decimal(3), "3千円"), (Decimal(30), "30千円（3万円）"), (Decimal(1684), "1,684千円（168万4千円）")],
)
def test_an_amount_is_said_in_yen_only_where_that_tells_more(amount, told):
    assert wording.thousands(amount) == told
