"""Questions with words no document has: what comes nearest is told with those words named, a neighbour's figure never."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "named", "told"),
    [
        ("審議会の面々、女の人は何％だったっけ？", "面々", "21%"),
        ("まちづくり推進事業費は、予算をぴったり使い切ったのでしょうか。", "", "3,700千円"),
        ("ポスターにも書いてあったけど、人権の啓発とか相談とか、予定より何回多いの", "", "12回"),
    ],
)
def test_words_that_stand_nowhere_are_named_and_the_rest_is_told(
    knowledge: Knowledge, question: str, named: str, told: str
):
    reply = answer(knowledge, question, None)
    assert told in reply.text
    assert not named or f"「{named}」についての記載は見当たりません" in reply.text
    assert "出典" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "男性委員の割合は何％ですか。",
        "海の子山の子の満足度は",
        "クアオルト健康ウォーキングの参加者は何人",
        "女性委員の割合の全国平均",
        "移住件数ランキング",
        "移住した人のうち子育て世帯は何件？",
        "ほかの市と比べて女性委員は多いの？",
        "職員の平均年齢は",
        "物産交流の売上はいくら？",
        "移住窓口のベテラン相談員のお名前は？",
        "移住フェアはどこで開催された？",
        "令和2年度のおしゃれな移住フェアの出展回数は？",
    ],
)
def test_what_the_lacking_word_makes_another_thing_of_is_not_told(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert reply.tells_nothing, reply.text
    assert "出典" not in reply.text


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("休みの日に商店街を歩いてる人は何人くらい？", "中心商店街の休日の歩行者通行量"),
        ("市が付けた見張りのカメラは何台？", "防犯カメラの設置台数"),
    ],
)
def test_what_only_describes_a_thing_does_not_keep_its_row_back(question: str, row: str):
    told = answer(town_that_counts(row, "相談員の研修回数"), question, None)
    assert row in told.text
    assert "320" in told.text


@pytest.mark.parametrize(
    "question",
    [
        "肺がん検診の受診率は？",  # the first half of a word
        "子宮がん検診を受けた外国人の割合は？",
        "大腸がん検診のキャンセル数は？",  # what is counted
        "山形の大腸がん検診受診率は？",
        "大腸がん検診のランキングは何位？",
    ],
)
def test_a_row_is_kept_back_where_another_thing_is_counted(question: str):
    town = town_that_counts("大腸がん検診受診率", "特定保健指導の実施率", unit="%")
    assert "出典" not in answer(town, question, None).text


def test_a_name_said_word_for_word_with_another_word_put_in_is_another_things_name():
    town = town_that_counts("人権の花運動を実施した学校数", "相談員の研修回数", unit="校")
    assert "320校" in answer(town, "人権の花運動を実施した学校数は？", None).text
    assert "出典" not in answer(town, "灯台の花運動を実施した学校数は？", None).text


def test_whoever_keeps_the_log_sees_which_words_were_lacking(knowledge: Knowledge):
    reply = answer(knowledge, "審議会の面々、女の人は何％だったっけ？", None)
    assert (reply.outcome, reply.slots["lacking"]) == ("partly", ["面々"])


def test_a_word_that_stands_on_the_sheet_is_not_said_to_stand_nowhere():
    town = town_of_one_sheet(["雨の日は体育館で遊びました。"], ["学童クラブの利用児童数"], unit="人")
    told = answer(town, "学童クラブの体育館、何人くらい使ってる？", None).text
    assert "「体育館」についての記載は見当たりません" not in told
