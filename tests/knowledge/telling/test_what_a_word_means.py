"""Who asks what a word means is told by a statement that says something of that thing, or that the documents have none."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize("question", ["地区会とは", "地区会って何", "地区会というのは何ですか"])
def test_the_statement_that_says_what_it_is_is_told_however_it_is_asked(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "いちばん身近な組織です" in text
    assert "荒町" not in text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("人権擁護委員とは", "相談事業を行っています"),
        ("肥培管理って何", "花を育てること"),
        ("借金って何", "市債（市の借金）"),
        ("健康経営とは", "生き生きと働ける"),
        ("車座ミーティングって何", "市長と市民が直接対話する"),
        ("クアオルトとは", "健康づくり"),
        ("DXって何", "デジタル技術を活用して"),
    ],
)
def test_what_is_explained_or_described_is_told_as_the_answer(knowledge: Knowledge, question: str, says: str):
    text = answer(knowledge, question, None).text
    assert says in text
    assert "説明としては" not in text


@pytest.mark.parametrize(
    ("question", "word"),
    [("NPOって何", "NPO"), ("首都圏とは", "首都圏"), ("産業まつりって何", "産業まつり"), ("審議会って何", "審議会")],
)
def test_a_word_that_is_only_used_is_told_as_no_explanation(knowledge: Knowledge, question: str, word: str):
    reply = answer(knowledge, question, None)
    assert reply.text.startswith(f"「{word}」の説明としては書かれていませんが、")
    assert reply.outcome == "partly"
    assert reply.sources


@pytest.mark.parametrize(
    "question",
    ["移住の目標って何", "市民が市に一番求めてることって何？", "LINEでできることって何？", "NPO法人数とは目標いくつ"],
)
def test_where_something_else_is_asked_no_meaning_is_missed(knowledge: Knowledge, question: str):
    assert "説明としては" not in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "地区会は、ふだん何をしていますか",
        "地区会て、普段は何しったもんだべ",
        "地区会ってのは日頃なにをやってるんでしょう",
        "地区会ちゅうのはふだん何してるの",
    ],
)
def test_what_somebody_does_day_by_day_is_told_where_something_is_said_of_them(knowledge: Knowledge, question: str):
    assert "ふれあい活動" in answer(knowledge, question, None).text


@pytest.mark.parametrize("question", ["市ってNPOに何してあげてんの？", "NPOに市は何かしてやってんのか"])
def test_what_the_city_does_for_somebody_is_told_by_no_figure(knowledge: Knowledge, question: str):
    told = answer(knowledge, question, None).text
    assert "指導と助言" in told
    assert "17団体" not in told
