"""What looks personal in a question is not kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from town_chat import TOWN

from handlers.masking import MASK, masked

QUESTIONS = Path(__file__).parents[1] / "questions"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("電話番号は090-1234-5566です", "090-1234-5566"),
        ("０９０　１２３４　５５６６に電話して", "０９０　１２３４　５５６６"),
        ("見本町2丁目3番4号のごみの日は？", "2丁目3番4号"),
        ("見本町12-3の前の除雪は？", "12-3"),
        ("松田りくと申します。広報の担当は？", "松田りく"),
        ("名前は松田 りくです", "松田 りく"),
        ("見本町の佐藤です。電話ください", "佐藤"),
        ("山田さんの家の前の道路は？", "山田"),
        ("taro.s@example.jp に送って", "taro.s@example.jp"),
        ("口座は1234567です", "1234567"),
        ("〒999-0000の除雪は？", "999-0000"),
        ("12-34の車がじゃま", "12-34"),
        ("佐藤花子です。庭木の相談はどこですか", "佐藤花子"),
        ("住所は河崎1-2-3です。ごみは何曜日", "河崎1-2-3"),
        ("息子の高橋ゆうとの奨学金", "高橋ゆうと"),
        ("隣の鈴木さんがうるさい", "鈴木"),
        ("招待コードは ABCD-EFGH-JKM", "ABCD-EFGH-JKM"),
    ],
)
def test_what_names_or_reaches_a_person_is_masked(text, hidden):
    assert hidden not in masked(text, TOWN)
    assert MASK in masked(text, TOWN)


def test_questions_about_the_plan_stay_as_they_were_written():
    asked = [json.loads(line)["turns"] for line in (QUESTIONS / "asked.jsonl").read_text("utf-8").splitlines()]
    questions = [
        *(turn for turns in asked for turn in turns),
        "5-1-1の実績は？",
        "基本施策６－２は何ですか。",
        "令和5年度の予算は1,684千円？",
    ]
    assert [question for question in questions if masked(question, TOWN) != question] == []
