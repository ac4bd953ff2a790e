"""Whether a number is much stands in no document: what it was to be is told beside it, and one can go on asking."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("女性委員何％？", "少なくない？"), "目標31%・実績21%"),
        (("移住件数は？", "それって多いの？"), "目標5件・実績18件"),
        (("市民浸透度は", "それって多いの？少ないの？"), "目標18.0%・実績26.8%"),
        (("移住フェアの回数は", "けっこう少ないの？"), "計画3回・実績4回"),
        (("18件って多いの？",), "目標5件・実績18件"),
        (("48人は少なくない？",), "目標60人・実績48人"),
    ],
)
def test_what_it_was_to_be_is_told_beside_the_number(knowledge: Knowledge, said: tuple[str, ...], told: str):
    reply = converse(knowledge, said)
    assert reply.text.startswith("多いか少ないかは、資料に書かれていません。")
    assert told in reply.text


@pytest.mark.parametrize("said", ["99件って多いの？", "少なくない？", "多いの？"])
def test_without_a_number_that_is_printed_nothing_is_told(knowledge: Knowledge, said: str):
    assert not answer(knowledge, said, None).tells


def test_a_number_that_is_doubted_is_told_with_what_it_counts(knowledge: Knowledge):
    assert "地域間交流地区数は" in answer(knowledge, "44地区ってほんと？", None).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("女性委員何％？", "少なくない？", "なんで？"), "推薦割合"),
        (("クアオルトの予算は", "高くない？", "使ったのは？"), "実績9,197千円"),
        (("クアオルトの予算は", "高いね", "何に使ったの"), "健康経営"),
        (("移住の担当は？", "電話番号は", "予算は？"), "予算7,734千円"),
    ],
)
def test_after_an_opinion_or_a_refusal_one_still_speaks_of_the_same(
    knowledge: Knowledge, said: tuple[str, ...], told: str
):
    assert told in converse(knowledge, said).text


@pytest.mark.parametrize("said", ["楽しそう！", "高いね", "意外ですね", "残念"])
def test_who_only_says_how_he_finds_it_is_not_told_the_same_again(knowledge: Knowledge, said: str):
    assert converse(knowledge, ["クアオルトの予算は", said]).outcome == "small_talk"
