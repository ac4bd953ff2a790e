"""Thanks end nothing and ask for nothing, in whatever dialect; a question behind them is answered."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    "thanks",
    [
        "おしょうしなっす、よぐわがったっけ",
        "ありがどさま、よぐわがりました",
        "もっけだの、助がったちゃ",
        "おおきに、ようわかったわ",
        "だんだん、よう分かったけん",
        "ありがとうございました。とても分かりやすかったです。",
        "ためになりました、また聞きます",
        "サンキュー、まじ助かった！",
    ],
)
def test_who_thanks_in_dialect_is_told_no_statement(knowledge: Knowledge, thanks: str):
    topic = answer(knowledge, "NPO法人数の実績は？", None).topic
    assert answer(knowledge, thanks, topic).text.startswith("どういたしまして")


@pytest.mark.parametrize("said", ["んだのがー、なるほどなっす", "ほうか、わかったわ"])
def test_who_has_understood_is_told_nothing_more(knowledge: Knowledge, said: str):
    assert answer(knowledge, said, None).outcome == "small_talk"


@pytest.mark.parametrize(
    "thanks", ["ありがとうございます。", "おしょうしな。", "なるほど、わかりました。", "こんにちは、"]
)
def test_a_question_behind_thanks_is_asked_of_what_was_spoken_of(knowledge: Knowledge, thanks: str):
    assert "市政戦略課" in converse(knowledge, ("NPO法人数の実績は？", f"{thanks}では担当課は？")).text


@pytest.mark.parametrize("question", ["よかった点は？", "どうも移住の件数が気になる", "だんだん増えてるの？"])
def test_what_only_begins_like_thanks_is_a_question(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome != "small_talk"


@pytest.mark.parametrize("said", ["祖父が毎週通っています。ありがとうございます", "駅が明るくなりました。感謝します！"])
def test_thanks_behind_a_statement_are_thanks(said):
    assert answer(town_of_one_sheet(["朝の体操会を始めました。"]), said, None).outcome == "small_talk"


@pytest.mark.parametrize(
    "said",
    [
        "祖父の送り迎えに困っています。ありがとうございます",
        "温室はいつ開きますか。ありがとうございます",
        "橋の手すりが折れていました。いつもありがとうございます",
        "空き缶が散らかっています。お世話さまです。ありがとうございます",
        "祖母が亡くなりました。ありがとうございました",
    ],
)
def test_thanks_behind_a_trouble_or_a_question_are_no_answer_to_it(said):
    assert answer(town_of_one_sheet(["朝の体操会を始めました。"]), said, None).outcome != "small_talk"


def test_where_somebody_lives_is_no_question():
    town = town_of_one_sheet(["川の近くに花壇をつくりました。"])
    assert answer(town, "こんにちは、川の近くに住んでいます", None).outcome == "small_talk"
    assert "花壇" in answer(town, "川の近くに住んでいます。川の近くには何をつくったの？", None).text
