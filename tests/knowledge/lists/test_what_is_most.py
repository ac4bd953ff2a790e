"""What most of one kind is: told by the sentence that says so, never by a row."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer


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
