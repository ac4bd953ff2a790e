"""Questions as people put them: what is supposed, what is to come, what a thing is, in words that name little."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


def said(knowledge: Knowledge, *turns: str) -> str:
    topic, text = None, ""
    for turn in turns:
        reply = answer(knowledge, turn, topic)
        topic, text = reply.topic, reply.text
    return text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("市の計画（７次のやつ）を知ってる市民って、４人に１人くらいはいるの？", "実績26.8%"),
        ("よその地区との交流をやってるとこ、４０以上あるって本当？", "実績44地区"),
        ("お試しの家、利用は１０件超えた？", "13件"),
    ],
)
def test_whether_a_figure_is_so_is_told_by_the_figure(knowledge: Knowledge, question: str, told: str):
    assert told in said(knowledge, question)


def test_a_cause_that_is_only_supposed_is_answered_with_the_printed_one(knowledge: Knowledge):
    assert "理由：新型コロナ" in said(knowledge, "交歓会の参加者が減ったのはやっぱりコロナ？")
    assert "移住フェアに積極的に参加" in said(knowledge, "移住フェアが４回になったのは何のため？")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("移住のことで市は今後どうしてくつもり？", "情報"),
        ("次の８次の計画は、みんなに知ってもらうためにどうしていくの？", "分かりやすく周知"),
        ("協力隊をもっと知ってもらうのに何をするつもり？", "オンライン"),
        ("まちづくり推進事業費って来年も残るの？", "統合"),
    ],
)
def test_what_is_to_come_is_asked_for_with_plain_verbs(knowledge: Knowledge, question: str, told: str):
    assert told in said(knowledge, question)


def test_how_it_was_done_is_asked_after_a_figure(knowledge: Knowledge):
    assert "情報提供" in said(knowledge, "地区の交流って増えた？", "どうやって増やしたの")


def test_what_a_thing_is_is_told_by_the_statement_that_begins_with_it(knowledge: Knowledge):
    assert "地区会は、住みよい地域" in said(knowledge, "地区会って何してるところ？")


def test_whether_something_grows_is_told_by_the_present_state(knowledge: Knowledge):
    assert "少ない状況" in said(knowledge, "まちづくりに参加したい市民って増えてるの？")


def test_a_common_noun_leads_to_the_statement_below_a_title(knowledge: Knowledge):
    assert "添付書類" in said(knowledge, "デジタル化で書類は減る？")


def test_two_statements_that_fit_as_well_are_both_told_each_with_its_place(knowledge: Knowledge):
    reply = said(knowledge, "令和５年度までの中期財政計画では、何を数値目標にしていたのですか。")
    assert "施策6-4-1「持続可能な財政の構築」のこれまでの取組：" in reply
    assert "基本施策6-4「財政運営」の現状と課題：" in reply
    assert "市債残高の縮減" in reply
    assert "6-4-1 これまでの取組" in reply.split("出典：")[1]
    assert "6-4 現状と課題" in reply.split("出典：")[1]
    assert len(reply) <= 600


def test_what_only_one_statement_has_whole_is_told_although_nothing_is_named(knowledge: Knowledge):
    assert "優秀な人材を確保" in said(knowledge, "なんで優秀な人を採って育てないといけないって市は言ってるの？")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("女性委員の件、改善のために市はどう動くの？", "呼びかけ"),
        ("人権の花、３校のままでいくの？", "継続"),
        ("まちづくり推進事業はなくなっちゃうの？", "統合"),
        ("クアオルトの営業は今後だれがやるの？", "民間組織"),
    ],
)
def test_whether_and_by_whom_a_thing_goes_on_is_told_by_the_next_steps(knowledge: Knowledge, question: str, told: str):
    assert told in said(knowledge, question)


def test_what_was_to_be_and_did_not_come_is_asked_for_its_reason(knowledge: Knowledge):
    assert "理由：" in said(knowledge, "学生訪問団が来るはずだったのに中止になったのは？")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("デジタルのやつって６章の何番目？", "6-5"),
        ("人材育成基本方針はどの施策の個別計画ですか。", "6-3-2"),
        ("地区会のごどは第５章の何番さ書いであんだ？", "5-2-1"),
    ],
)
def test_a_place_in_the_plan_is_asked_for_by_its_turn_too(knowledge: Knowledge, question: str, code: str):
    assert code in said(knowledge, question)


def test_the_names_of_the_measures_of_a_section_are_a_list(knowledge: Knowledge):
    assert "まちづくり活動への参画の推進" in said(knowledge, "市民参画の施策の名前は？")


@pytest.mark.parametrize(
    "asked", ["夜間の相談は今後、年に何日へ増やす予定ですか", "夜間の相談は何日に増やす予定なの？"]
)
def test_a_number_that_is_meant_to_come_is_no_target_of_the_year(asked: str):
    town = town_of_one_sheet(counted=["夜間の相談の実施日数"], unit="日", to_come="夜間の相談を年12日に拡大します。")
    assert "年12日に拡大" in answer(town, asked, None).text


def test_a_number_that_was_planned_is_the_target():
    town = town_of_one_sheet(counted=["夜間の相談の実施日数"], unit="日", to_come="夜間の相談を年12日に拡大します。")
    assert "300日" in answer(town, "夜間の相談は何日に増やす予定でしたか", None).text


@pytest.mark.parametrize(
    "asked",
    ["令和6年度に市の天然記念物になったのは何？", "令和6年度に市の天然記念物となったのは、何でございましょうか。"],
)
def test_what_became_something_in_a_year_is_no_number_of_it(asked: str):
    told = ["「川端の大ケヤキ」1本を新たに市の天然記念物に指定しました。"]
    assert "大ケヤキ" in answer(town_of_one_sheet(told, ["天然記念物の件数"]), asked, None).text
