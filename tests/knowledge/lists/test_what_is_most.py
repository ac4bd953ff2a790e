"""What most of one kind is: told by the sentence that says so, never by a row."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("bay", "体験で一番人気だったのは？", "カキむき"),
        ("bay", "給食で一番人気だったメニューは？", "かき揚げ丼"),
        ("bay", "移住した理由で一番多かったのは？", "海の近くで暮らしたい"),
        ("bay", "なるみワークで一番多い仕事は？", "カキむき"),
        ("bay", "日本語教室の受講者はどこの国の人が多い？", "ベトナム"),
        ("cedars", "ファミサポで一番多い使い方は？", "習い事への送迎が最も多く"),
        ("cedars", "介護が必要になった原因で一番多いのは？", "認知症"),
        (
            "cedars",
            "「つなぐ」に寄せられた相談で一番多かったのは、どの障がいについてですか？",
            "精神障がいが46.8%と最も多く",
        ),
    ],
)
def test_what_is_most_of_one_kind_is_told_by_the_sentence_that_says_so(folder: str, question: str, told: str):
    assert told in answer(town(folder), question, None).text


@pytest.mark.parametrize(
    "question", ["灯台で一番人気だったお土産は？", "なるたくで一番多い注文の品は？", "港まつりで一番人気の出店は？"]
)
def test_what_no_sentence_says_to_be_most_is_not_told_by_a_row(question: str):
    assert "出典" not in answer(town("bay"), question, None).text


@pytest.mark.parametrize("asked", ["だめだったのは", "失敗した事業は", "うまくいかなかったのは？"])
def test_what_came_out_badly_is_what_missed_its_target(knowledge: Knowledge, asked: str):
    told = answer(knowledge, asked, None).text
    assert "海の子山の子交歓会の参加人数：目標60人→実績48人" in told
    assert "移住件数" not in told


def test_what_came_out_well_is_what_met_its_target_whatever_was_spoken_of_before(knowledge: Knowledge):
    told = converse(knowledge, ["NPO法人数は？", "うまくいったのは？"]).text
    assert "移住相談からの移住件数：目標5件→実績18件" in told
    assert "NPO" not in told


def test_the_worst_is_what_lies_farthest_below_its_target(knowledge: Knowledge):
    assert "学生訪問団派遣人数：目標8人・実績0人" in answer(knowledge, "一番わるかったのは", None).text


def test_whether_all_was_reached_is_yes_or_no(knowledge: Knowledge):
    told = answer(knowledge, "目標は全部達成できた？", None).text
    assert told.startswith("いいえ、目標と実績を比べられる9つの指標のうち、達成したのは4つです。")
    assert "NPO法人数：目標18団体→実績17団体" in told


def test_that_nothing_cost_more_than_planned_is_said(knowledge: Knowledge):
    assert "予算を上回った事業はありません" in answer(knowledge, "予算より多く使ったのは？", None).text
