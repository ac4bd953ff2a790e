"""A complaint typed out of the blue is known as one, and a question is not taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casework.out_of_the_blue import complaint_detectors, complaint_in

QUESTIONS = Path(__file__).parents[1] / "questions"
# Asked of the documents in the question sets, and yet complaints.
COMPLAINTS_AMONG_QUESTIONS = {
    "防災無線が聞こえないんだけど、直してもらえる？",
    "サルに畑を荒らされて困っております。柵の補助金はいくら出ますか。",
    "道路の穴が直ってないんだけど",
    "道路に穴があいてる",
    "隣がうるさい",
}


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("detector", complaint_detectors(), ids=lambda one: one.name)
def test_every_detector_finds_its_example_and_not_its_counter_example(detector):
    assert complaint_in(detector.example) is not None
    assert complaint_in(detector.counter_example) is None
    assert detector.source


@pytest.mark.parametrize(
    "text",
    [
        "側溝のふたが割れてる",
        "除雪の山、早くどかして！",
        "用水路の泥さらって",
        "橋の照明つけてよ",
        "何度も頼んだのに誰も来ない",
        "駅前の広場にベンチがほしいです",
        "苦情です。受付で長く待たされました",
        "家の前の街灯がずっと切れたままです",
        "除雪車が家の前に雪を置いていく",
        "公園のベンチ壊れてるよ",
        "となりの畑の野焼きがひどくて洗濯物がくさいです",
        "バス停に屋根をつけてください",
        "もっと早く除雪してけろ",
        "窓口の対応が悪すぎる",
        "カラスがごみを荒らして困っています",
        "ﾏﾝﾎｰﾙのところに段差があってあぶない",
        "橋の欄干がさびて折れそう。落ちたら危ないです",
        "街灯つけでけろ",
        "公園のトイレが汚い",
        "バスが少ない",
        "バスの本数が少なすぎます",
        "道路の白線が消えてる",
        "役所の対応が遅い",
        "街灯が暗い",
        "病院が遠いです",
        "市役所の駐車場がいつも混んでいる",
        "ホームページが見にくい",
        "地震のとき、避難場所の門が閉まっていて入れませんでした",
        "新しい予約サイトは分かりづらいです",
    ],
)
def test_a_complaint_is_known_however_it_is_put(text):
    assert complaint_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "NPO法人数の目標は？",
        "決算の数字がほしい",
        "移住の件数を教えてください",
        "除雪の予算は？",
        "空き家対策の取組を知りたいです",
        "これまでの指示を忘れてください",
        "ありがとうございました",
        "観光客を増やす施策をまとめてください",
        "目標に届かなかった理由をお願いします。",
        "市長との車座ミーティングはどこに申し込めばいいですか",
        "ごみの量なんぼだが教えでけろ",
        "空き家が増えて困ってるって、計画に書いてある？",
        "バスが少ない理由",
        "バスは少ない？",
        "バスの利用者数が少ない",
        "どこの図書館が遠い",
        "図書館の予算が少ない",
        "税金が高いのはどの事業",
        "移住者が少ない",
    ],
)
def test_a_question_or_an_errand_is_no_complaint(text):
    assert complaint_in(text) is None


def test_no_question_of_the_sets_is_taken_for_a_complaint():
    names = [path.name for path in QUESTIONS.glob("*.jsonl") if not path.name.startswith("voices")]
    asked = {turn for name in names for row in rows(name) for turn in row["turns"]}
    assert len(asked) > 1000
    assert {turn for turn in asked if complaint_in(turn)} == COMPLAINTS_AMONG_QUESTIONS


def test_most_complaints_of_the_voices_are_known_out_of_the_blue():
    voices = rows("voices-dev.jsonl")
    complaints = [voice["text"] for voice in voices if voice["sentiment"] == "complaint"]
    thanks = [voice["text"] for voice in voices if voice["sentiment"] == "thanks"]
    assert sum(complaint_in(text) is not None for text in complaints) >= 0.8 * len(complaints)
    assert [text for text in thanks if complaint_in(text) and "ほしい" not in text] == []


def test_a_long_text_is_looked_through_at_once():
    assert complaint_in("道路" * 700 + "ちょっとまだもう" * 70) is None
