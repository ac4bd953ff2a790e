"""Rows asked for in the words of people who never saw the documents: what was meant is told, what stands beside it is not."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.understanding import Knowledge
from tests.knowledge.test_nearest import town_that_counts


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("クアオルト協議会の大会、市民は何人で行くつもりだった？", "目標10人"),
        ("移住フェアに何回出た？予定は？", "計画3回"),
        ("人権の相談、何回やる予定だったっけ？", "目標15回"),
    ],
)
def test_a_number_that_was_meant_to_be_is_a_target(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


def test_a_number_still_to_come_is_no_target(knowledge: Knowledge):
    assert "目標" not in answer(knowledge, "移住フェアはこれから何回やる予定？", None).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("国祭交流の講座とかの開催　目標なん回だった", "国際交流"),
        ("企行への訪問提案　目標なん件だっけ", "企業"),
        ("国祭交流の講座は何回", "国際交流"),
    ],
)
def test_a_kanji_taken_for_its_double_is_put_right(knowledge: Knowledge, question: str, row: str):
    assert row in answer(knowledge, question, None).text.splitlines()[0]


@pytest.mark.parametrize("question", ["南小の児童は何人？", "北町への訪問提案は何件？"])
def test_what_is_a_word_or_a_short_name_is_no_slip(knowledge: Knowledge, question: str):
    assert "出典" not in answer(knowledge, question, None).text


def test_tours_are_counted_as_people_like(knowledge: Knowledge):
    assert "2ツアー" in answer(knowledge, "泊まりで保健指導受けるツアー、結局なん本できた？", None).text


def test_who_got_help_with_the_rent_is_counted_and_no_price():
    town = town_that_counts("家賃の補助を受けた就農者数", unit="人")
    assert "320人" in answer(town, "家賃の補助を受けた就農者は何人いましたか？", None).text
    assert "出典" not in answer(town, "家賃の補助はいくらもらえますか？", None).text


def test_a_weight_for_each_person_a_day_is_a_weight():
    town = town_that_counts("市民1人1日当たりのごみ排出量", unit="g/人・日")
    assert "320" in answer(town, "市民1人1日当たりのごみの排出量は何グラム？", None).text
