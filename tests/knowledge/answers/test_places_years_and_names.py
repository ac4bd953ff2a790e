"""Where a building is, what happened in a year, and how a department's projects are called."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(("question", "told"), [("平成16年に何があった？", "612戸"), ("平成30年は？", "4路線")])
def test_what_happened_in_a_year_is_told_by_the_only_statement_that_names_it(question: str, told: str):
    assert told in answer(town("port"), question, None).text


def test_of_a_year_that_no_statement_names_nothing_is_told():
    assert not cites(answer(town("port"), "平成20年に何があった？", None).text)


@pytest.mark.parametrize("question", ["消防署はどこ？", "消防団の詰所はどこ？"])
def test_where_a_building_stands_is_not_told_by_how_many_there_are(question: str):
    assert not cites(answer(town("port"), question, None).text)


def test_all_names_of_a_departments_projects_are_told_and_those_of_people_are_not():
    told = answer(town("port"), "水産港湾課が担当する事業費の名前をすべて教えて。", None).text
    assert "藻場再生事業費" in told
    assert not cites(answer(town("port"), "避難訓練の参加者の名前をすべて教えて。", None).text)


@pytest.mark.parametrize("question", ["第8次の女性委員の割合の目標は？", "第８じの計画の浸透どの目標は何パーですか"])
def test_a_figure_of_one_plan_is_not_told_for_another(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_what_a_typhoon_did_is_looked_up_and_when_the_next_one_comes_is_not():
    port = town("port")
    assert "612戸" in answer(port, "平成16年の台風で床上まで水につかった家は何戸？", None).text
    assert answer(port, "台風、いつ来る？", None).outcome == "out_of_scope"
    assert answer(port, "台風の進路は？", None).outcome == "out_of_scope"


def test_of_rows_that_are_called_alike_it_is_asked_which_is_meant():
    asked = answer(town("hills"), "健診の受診率どうだった？", None)
    assert asked.outcome == "asked_back"
    assert {"1 胃がん検診受診率", "2 特定健康診査受診率"} <= set(asked.text.splitlines())
    assert answer(town("hills"), "胃がん検診の受診率は？", None).outcome == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "投書箱どこ",
        "パネル展どこ？",
        "マイナポイントの窓口どこ",
        "車座ミーティングはどこで？",
        "市報はどこでもらえる",
        "市報ってどこに置いてある？",
        "協力隊の人って今どこさ住んでんの",
    ],
)
def test_where_it_is_is_not_told_by_a_statement_with_another_place_beside_it(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert not cites(reply.text)
    assert "の場所は、手元の資料では分かりませんでした" in reply.text


@pytest.mark.parametrize(
    ("question", "told"),
    [("ライトアップはどこ", "上山城"), ("移住相談はどこでできるの", "都内"), ("ツアーはどこでやるの", "首都圏")],
)
def test_where_it_is_is_told_by_the_statement_that_says_so(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


def test_where_after_several_statements_on_a_thing_is_asked_of_that_thing(knowledge: Knowledge):
    assert "「車座ミーティング」の場所は" in converse(knowledge, ["車座ミーティングって何", "どこで？"]).text
