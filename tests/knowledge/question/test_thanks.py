"""Thanks end nothing and ask for nothing, in whatever dialect; a question behind them is answered."""

from __future__ import annotations

import pytest

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
