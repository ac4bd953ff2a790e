"""Why: asked of what stands behind what is granted, and never told by the reason of a row beside the one that is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "result", "reason"),
    [
        ("宿泊者が減ったのに外国人が増えたのはなんで？", "実績6,350人", "定期便が増便"),
        ("防霜の設備は増えたのに、引き継ぎが少なかったのはなぜですか？", "実績3件", "価格の調整"),
        ("合同説明会に人が来たけど、地元に就職する高校生が少ないのはなぜ？", "実績24.7%", "初任給"),
        ("新しい店は入ったのに、空き店舗の割合が下がらないのはどうして？", "実績20.5%", "廃業"),
    ],
)
def test_a_reason_is_given_for_what_stands_behind_what_is_granted(question: str, result: str, reason: str):
    first, second, *_ = answer(town("orchards"), question, None).text.splitlines()
    assert result in first
    assert second.startswith("理由：")
    assert reason in second


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("平均宿泊日数が少なかったのはなぜ？", "実績1.24泊"),
        ("観光ボランティアガイドの登録者数の理由は？", "実績30人"),
    ],
)
def test_a_row_without_a_reason_is_not_given_that_of_its_neighbour(question: str, result: str):
    first, second, *_ = answer(town("orchards"), question, None).text.splitlines()
    assert result in first
    assert second == "理由は、この資料には書かれていません。"


@pytest.mark.parametrize("question", ["移住推進事業費が余った理由は", "移住が5件の理由は"])
def test_the_reason_of_a_thing_that_is_called_is_not_joined_by_that_of_another(knowledge: Knowledge, question: str):
    assert "専門性の高い職種" not in answer(knowledge, question, None).text


def test_a_reason_that_speaks_of_no_money_is_not_passed_off_as_one_for_it(knowledge: Knowledge):
    first = answer(knowledge, "移住推進事業費いくら", None)
    assert "お金が予算と違った理由とは書かれていません" in answer(knowledge, "なんで余ったの", first.topic).text
    assert "とは書かれていません" not in answer(knowledge, "協力隊の予算が余った理由は", None).text


def test_why_there_are_more_may_stand_among_what_was_done():
    told = town_of_one_sheet(
        ["回覧板で呼びかけたことにより、見守り協力員が増えました。"], ["見守り協力員の人数"], unit="人"
    )
    reason = answer(told, "見守り協力員の人数が目標より多かったのはなぜ？", None).text
    assert "回覧板" in reason
    assert "理由の欄には書かれていません" in reason
    without = town_of_one_sheet(["見守り協力員の研修を開きました。"], ["見守り協力員の人数"], unit="人")
    assert "研修" not in answer(without, "見守り協力員の人数が目標より多かったのはなぜ？", None).text


def test_the_reason_of_a_row_with_a_longer_name_is_not_told_for_that_of_a_shorter():
    why = "サロンの参加者数については、雪の日が少なかったためです。"
    told = town_of_one_sheet(counted=["サロンの数", "サロンの参加者数"], unit="人", reason=why)
    assert "雪の日" not in answer(told, "サロンの数が目標より多かった理由は？", None).text
    assert "雪の日" in answer(told, "サロンの参加者数が目標より多かった理由は？", None).text


def test_why_there_are_fewer_may_be_a_work_that_was_put_off():
    one = town_of_one_sheet(
        ["公園のトイレについては、下水道の工事が延びたことにより、着工を翌年度に送りました。"],
        ["公園のトイレの整備棟数"],
        unit="棟",
    )
    (sheet,) = one.ledger.results
    (row,) = sheet.indicators
    missed = replace(row, result=replace(row.result, printed="0", value=Decimal(0)))
    told = Knowledge.build(replace(one.ledger, results=(replace(sheet, indicators=(missed,)),)), city=one.city)
    assert "下水道の工事が延びた" in answer(told, "公園のトイレが整備できなかったのはなぜ？", None).text
    assert "下水道" not in answer(one, "公園のトイレの整備が目標より多かったのはなぜ？", None).text


@pytest.mark.parametrize(
    "asked", ["祭りの来場者数が目標より多いわけ、資料にある？", "祭りの来場者数が目標より多い訳も書いてある？"]
)
def test_a_reason_asked_for_in_passing_is_said_not_to_be_there(asked: str):
    text = answer(town_of_one_sheet(counted=["祭りの来場者数"], unit="人"), asked, None).text
    assert "理由は、この資料には書かれていません" in text
