"""「目標は？」, 「何%？」, 「今後は？」 after a figure, a comparison or a list: asked of what was told, and of all of it."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge

_MISSED = "目標に届かなかった指標は？"
_COMPARED = "移住と協力隊の予算を比べて"


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("NPO法人数は？", "何%？", ["約94%"]),
        ("移住のフェアは何回？", "何パーセント達成した？", ["約133%"]),
        (_MISSED, "何%？", ["NPO法人数：目標18団体→実績17団体（約94%）", "目標60人→実績48人（80%）"]),
        (_COMPARED, "何%？", ["移住推進事業費：予算7,734千円・実績6,716千円（約87%）", "（約13%）"]),
        (_COMPARED, "実績は？", ["実績6,716千円", "実績221千円"]),
        (_COMPARED, "目標は？", ["相談体制", "活動報告会"]),
        (_COMPARED, "今後は？", ["移住推進事業費　今後の取組：", "地域おこし協力隊推進事業費　今後の取組："]),
        (_COMPARED, "理由は？", ["移住推進事業費　理由：", "地域おこし協力隊推進事業費　理由："]),
        (_MISSED, "今後は？", ["施策5-1-1", "施策5-3-2", "施策5-4-1"]),
        ("クアオルトの予算は？", "目標は？", ["来訪者数が徐々に増える"]),
        ("クアオルトの予算は？", "実績は？", ["実績9,197千円"]),
        ("クアオルトの予算は？", "実際はどうでした？", ["実績9,197千円"]),
        ("NPO法人数の目標は？", "実際はどうなりましたか", ["実績17団体"]),
        ("NPO法人数の目標は？", "現実は？", ["実績17団体"]),
    ],
)
def test_what_is_asked_next_is_asked_of_all_that_was_told(knowledge: Knowledge, first: str, then: str, told: list[str]):
    text = converse(knowledge, [first, then]).text
    assert all(one in text for one in told)


def test_rows_have_no_amounts_of_their_own(knowledge: Knowledge):
    reply = converse(knowledge, [_MISSED, "予算は？"])
    assert reply.outcome == "partly"
    assert reply.text.startswith("挙げた指標だけの金額は、資料にありません。")


def test_a_target_of_nobody_has_no_share():
    reply = converse(town("valley"), ["保育所の待機児童数は？", "何%？"])
    assert reply.outcome == "unknown"
    assert "%" not in reply.text


def test_how_many_are_left_out_of_a_long_list_is_said():
    text = converse(town("valley"), [_MISSED, "今後は？"]).text
    assert "名前を添えて聞いてください" in text
    assert len(text) <= 600


def test_how_much_something_fell_short_is_asked_of_something(knowledge: Knowledge):
    assert converse(knowledge, ["どれくらい足りなかった？"]).outcome == "asked_back"


def test_the_targets_that_were_missed_are_asked_of_all_sheets_after_a_list(knowledge: Knowledge):
    assert "次の5つです" in converse(knowledge, [_COMPARED, _MISSED]).text


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("実績は？", "ころころ"),
        ("達成した？", "ころころ"),
        ("予算は？", "予算14,280千円"),
        ("担当は？", "施策1-1-2「地域の子育て支援」の担当は、こども未来課"),
        ("今後は？", "保育人材の確保"),
    ],
)
def test_the_sheets_below_a_part_of_the_plan_tell_what_it_does_not(then: str, told: str):
    assert told in converse(town("valley"), ["子育て支援の方針は？", then]).text


def test_no_sheets_of_another_plan_are_told(knowledge: Knowledge):
    assert "出典" not in converse(knowledge, ["市民参画の方針は？", "実績は？"]).text


@pytest.mark.parametrize(
    "then",
    [
        "今後はどのように充実させるのですか？",
        "どう改善していきますか",
        "これからどうやって強化するの？",
        "どのように見直すのか",
    ],
)
def test_what_is_done_with_anything_is_asked_of_what_was_spoken_of(knowledge: Knowledge, then: str):
    text = converse(knowledge, ["移住件数は？", then]).text
    assert "今後の取組：移住の情報発信" in text


def test_a_thing_of_its_own_is_asked_of_whatever_was_spoken_of_before(knowledge: Knowledge):
    assert (
        "移住の情報発信" not in converse(knowledge, ["移住件数は？", "今後、国際交流はどのように充実させますか"]).text
    )
