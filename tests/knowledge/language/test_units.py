"""Units of figures: what is asked for in one unit and printed in another of the same kind."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language import units


@pytest.mark.parametrize(
    ("asked", "printed"), [("人", "千人"), ("グラム", "g"), ("ヘクタール", "ha"), ("名", "人"), ("件", "件")]
)
def test_a_unit_is_known_by_its_other_names_and_multiples(asked: str, printed: str):
    assert units.says(asked, {printed})


@pytest.mark.parametrize(("asked", "printed"), [("人", "千円"), ("回", "人"), ("円", "千円"), ("g", "kg")])
def test_another_unit_is_another(asked: str, printed: str):
    assert not units.says(asked, {printed})


@pytest.mark.parametrize(
    ("typed", "unit"), [("なんおくえん", "円"), ("イノシシは なんとう", "頭"), ("なんぐらむ", "グラム")]
)
def test_a_counter_in_kana_is_a_unit(knowledge: Knowledge, typed: str, unit: str):
    assert understand(knowledge, typed, None).asked.unit == unit


@pytest.mark.parametrize(
    ("asked", "printed"), [("社", "件"), ("軒", "世帯"), ("匹", "頭"), ("人", "人泊"), ("歳", "年"), ("地区", "か所")]
)
def test_what_is_counted_one_by_one_is_asked_for_by_another_counter(asked: str, printed: str):
    assert units.comparable(asked, {printed})
    assert not units.says(asked, {printed})


@pytest.mark.parametrize(("asked", "printed"), [("本", "校"), ("件", "団体"), ("人", "回"), ("%", "人")])
def test_a_counter_of_other_things_is_none(asked: str, printed: str):
    assert not units.comparable(asked, {printed})


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("移動支援は何時間？", "時間"),
        ("生活保護の家は何世帯？", "世帯"),
        ("公園は一人何平米？", "平米"),
        ("太陽光は何キロワット？", "キロワット"),
        ("消防団は決められた人数の何％いる？", "%"),
    ],
)
def test_the_unit_that_is_asked_for_is_read(knowledge: Knowledge, typed: str, unit: str):
    assert understand(knowledge, typed, None).asked.unit == unit


def test_so_many_places_are_counted_however_the_sign_is_written():
    for question in ("外に頼んだ海岸は何箇所？", "外に頼んだ海岸は何か所？"):
        assert "実績8箇所" in answer(town("port"), question, None).text
