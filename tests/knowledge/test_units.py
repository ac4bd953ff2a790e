"""Units of figures: what is asked for in one unit and printed in another of the same kind."""

from __future__ import annotations

import pytest

from knowledge import units
from knowledge.understanding import Knowledge


@pytest.mark.parametrize(
    ("asked", "printed"), [("人", "千人"), ("グラム", "g"), ("ヘクタール", "ha"), ("名", "人"), ("件", "件")]
)
def test_a_unit_is_known_by_its_other_names_and_multiples(asked: str, printed: str):
    assert units.says(asked, {printed})


@pytest.mark.parametrize(("asked", "printed"), [("人", "千円"), ("回", "人"), ("円", "千円"), ("g", "kg")])
def test_another_unit_is_another(asked: str, printed: str):
    assert not units.says(asked, {printed})


@pytest.mark.parametrize(
    ("typed", "unit"), [("なんおくえん", "億"), ("イノシシは なんとう", "頭"), ("なんぐらむ", "グラム")]
)
def test_a_counter_in_kana_is_a_unit(knowledge: Knowledge, typed: str, unit: str):
    assert knowledge.understand(typed, None).asked.unit == unit
