"""What residents say of themselves before they ask changes no answer."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain, read_language
from knowledge.question.asides import spoken_of_self

TABLE = read_language("asides")["aside"]

INTRODUCTIONS = [
    "議会資料用に確認です。",
    "大学生です。",
    "他市で国際交流を担当している者です。",
    "転勤で来たばかりです。",
    "小学校の教員をしております。",
    "東京から引っ越してきました。",
    "今度、町内会の役員になりました。",
    "レポートを書いているのですが、",
    "孫が小学生です。",
    "自由研究で使います。",
    "知り合いに聞かれたんだけど、",
    "はじめまして、山形市の会社員です。",
    "こんにちは、60代の男性です。",
    "娘が来年小学校に上がります。",
    "予算書が難しくて分かりません。",
    "他県の自治体職員です。参考にしたいので教えてください。",
    "市のホームページを見ていて思ったんですけど、",
]
QUESTIONS = [
    "女性委員の割合は目標に届きましたか？",
    "クアオルトの事業費はいくら使いましたか？",
    "地域間の交流が増えた理由は？",
    "市の貯金にはどんな種類がありますか？",
    "目標を上回った成果の指標はどれですか？",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_who_asks_and_why_changes_no_answer(knowledge: Knowledge, introduction: str, question: str):
    assert answer(knowledge, introduction + question, None).text == answer(knowledge, question, None).text


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_each_way_to_speak_of_oneself_is_heard_in_its_examples_only(row: dict[str, list[str]]):
    question = "。市民浸透度はどうでしたか"
    for said in row["examples"]:
        assert spoken_of_self(plain(said + question)) is not None, said
    for said in row["counters"]:
        assert spoken_of_self(plain(said + question)) is None, said


@pytest.mark.parametrize(
    "question",
    [
        "令和4年度の資料を見ています。市民浸透度の実績は？",  # the year that was named before limits what is asked
        "クアオルトのことを調べています。予算はいくらですか？",  # so does the thing where nothing else is named
        "人権擁護委員をしています。相談の回数は何回でしたか？",
    ],
)
def test_what_is_said_before_still_counts_where_the_question_needs_it(knowledge: Knowledge, question: str):
    alone = question.split("。", 1)[1]
    assert answer(knowledge, question, None).text != answer(knowledge, alone, None).text


def test_letters_ask_as_well_as_talk_does(knowledge: Knowledge):
    plainly = answer(knowledge, "女性委員の割合の目標値は？", None).text
    for asks in ("をご教示ください。", "を教えて下さいますか。", "をお示しください。"):
        assert answer(knowledge, "女性委員の割合の目標値" + asks, None).text == plainly


@pytest.mark.parametrize(
    "question",
    [
        "今年の数字を調べています。女性委員の割合は何％でしたか？",
        "去年度の予算を見ています。国際交流推進費の予算はいくらですか？",
    ],
)
def test_a_year_said_before_the_question_limits_it(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("夜勤明けで頭まわらないけど、人権の啓発とか相談、予定より何回多くなったの", "27回"),
        ("商売やってる者だけど、クアオルトの予算て一千万超えてたの？", "10,401千円"),
        ("財政の中期計画はいつつくられたものですか。年月まで知りたいです。", "令和2年4月"),
        ("まちづくりに興味があります。NPO法人は何団体ありますか", "17団体"),
        ("お世話になっております。移住件数を教えてください。", "目標5件・実績18件"),
    ],
)
def test_what_a_resident_says_of_himself_is_no_part_of_the_question(knowledge: Knowledge, question: str, told: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "answered"
    assert told in reply.text


@pytest.mark.parametrize(
    "said",
    [
        "こんにちは、ちょっと聞きたいんだけど",
        "質問いいですか",
        "ねえねえ",
        "すみません、教えてほしいことがあります",
        "おしえて",
    ],
)
def test_who_is_only_going_to_ask_is_asked_what(knowledge: Knowledge, said: str):
    reply = answer(knowledge, said, None)
    assert reply.outcome == "small_talk"
    assert "近いこと" not in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "天童市に住んでいます。移住件数は何件でしたか",
        "空き家に住みたいんですけど、補助金はある？",
        "令和元年度のことですが、NPO法人数はいくつでしたか",
    ],
)
def test_what_limits_a_question_counts_wherever_it_stands(knowledge: Knowledge, question: str):
    assert "出典" not in answer(knowledge, question, None).text
