"""Who asks for a name, how often or who hears the sentence that says so, or that the documents do not tell."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("財政の計画の名前は？", "中期財政計画"),
        ("財せいの計画て名まえなに？いつ作たの", "中期財政計画"),
        ("男女共同参画の計画は何という名前ですか", "男女共同参画計画"),
        ("広報の新しい制度は何という名前？", "市民モニター制度"),
        ("広報誌の名前は？", "市報かみのやま"),
    ],
)
def test_a_name_that_is_asked_for_stands_in_the_answer(knowledge: Knowledge, question: str, name: str):
    reply = answer(knowledge, question, None)
    assert name in reply.text
    assert cites(reply.text)


def test_a_name_is_looked_for_within_what_was_spoken_of(knowledge: Knowledge):
    assert "市民モニター制度" in converse(knowledge, ["市の広報について教えて", "あたらしい制どの名前は？"]).text
    assert "市民モニター" not in converse(knowledge, ["移住について教えて", "あたらしい制どの名前は？"]).text


@pytest.mark.parametrize(
    "question",
    ["市の広報紙は、どれくらいの間隔で出ているのでしょうか。", "市報は何か月ごとに出る？", "市報は年に何回？"],
)
def test_how_often_is_told_by_the_sentence_that_says_it(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "毎月" in text or "月1回" in text


@pytest.mark.parametrize("question", ["協力隊ってどういう人に来てほしいの？", "協力隊にはどんな人材がほしいの"])
def test_who_is_wanted_is_told_by_the_sentence_that_names_people(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert any(named in text for named in ("都市部に住む人材", "大都市圏から", "意欲のある人")), text


@pytest.mark.parametrize(
    "question",
    [
        "市のゆるキャラの名前は？",
        "財政の条例の名前は？",
        "移住相談の新しいアプリの名前は？",
        "市議会だよりは何か月ごと？",
        "ホームページは月に何回更新する？",
        "移住セミナーは月に何度？",
        "消防団はどういう人が入れる？",
        "DXは誰が担当",
        "空き家が増えるとどうなる？",
    ],
)
def test_what_no_sentence_says_is_not_told_with_a_neighbours(knowledge: Knowledge, question: str):
    assert not cites(answer(knowledge, question, None).text)


def test_what_follows_from_something_is_told_by_the_situation(knowledge: Knowledge):
    assert "地域経済" in answer(knowledge, "労働力が足りないとどうなるの", None).text
    assert not cites(answer(knowledge, "電気代が上がるとどうなる？", None).text)


def test_a_thing_may_be_described_by_what_its_project_says(knowledge: Knowledge):
    assert "48人" in answer(knowledge, "名取の子との交歓会は何人来た？", None).text
    for some_only in ("交歓会に来た外国人は何人？", "名取の花火大会は何人来た？"):
        assert "48人" not in answer(knowledge, some_only, None).text


@pytest.mark.parametrize("question", ["名取市って何県", "名取市ってどこの県？"])
def test_the_prefecture_of_a_town_is_told_where_it_stands_beside_it(knowledge: Knowledge, question: str):
    assert "名取市（宮城県）" in answer(knowledge, question, None).text


def test_the_prefecture_of_a_town_is_not_made_up(knowledge: Knowledge):
    assert "出典" not in answer(knowledge, "山辺町って何県", None).text


def test_who_takes_part_is_told_by_the_sentence_that_says_so(knowledge: Knowledge):
    assert "ジュニアリーダー" in answer(knowledge, "海の子山の子にはだれが参加するの", None).text


def test_who_held_a_course_is_no_question_for_a_name(knowledge: Knowledge):
    assert "日独友好協会の主催" in answer(knowledge, "風呂敷の教室やったの誰", None).text
    assert answer(knowledge, "隊員になったのは誰", None).outcome == "out_of_scope"
