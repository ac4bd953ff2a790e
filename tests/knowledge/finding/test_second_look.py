"""Words that nobody knows: those of asking, judging and doing leave a question answerable, those that name a thing do not."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("移住相談からの移住件数が見込みより多くなった事情は何と書かれていますか", "理由"),
        ("クアオルトのツアーの実施回数が大幅に少なかった経緯は？", "理由"),
        ("協力隊の募集はこの先どうする？直接訪問だけ？", "今後"),
        ("国際交流推進費に、なんぼお金かけるつもりだったの", "千円"),
        ("会長会の役員会って年何回集まったの", "8回"),
        ("人権の花運動は来年も3校でやりますか", "今後"),
        ("ドイツに送った学生、はじめは何人のはずだった？", "8人"),
        ("市民とのミーチングって何をするの", "出典"),
        ("ドイツ行きの学生向け説明会には何人来たのでしょう", "訪独学生"),
        ("How many people moved here after consultations?", "18"),
    ],
)
def test_words_of_asking_and_judging_are_no_missing_things(knowledge: Knowledge, question: str, told: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "answered", reply.text
    assert told in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "移住者の平均年齢の見込みは？",
        "移住セミナーは年に何回開かれましたか",
        "NPO法人の職員は大体何人いますか",
        "移住フェアの来場者は何人でしたか",
        "地区会の総会は年何回？",
        "クアオルトの宿泊者数は見込みより多かった？",
        "交歓会の昼食代はいくらかかったのですか",
        "市債の発行額の実績は何千円？",
        "協力隊は何人辞めましたか？去年だけ？",
        "人権擁護委員は何人いますか",
        "婚姻届の持ち物を教えて",
        "天童市の移住件数は見込みより多かった？",
        "名取市のNPO法人数は？",
        "ドナウエッシンゲンからの訪問団の人数は",
    ],
)
def test_a_word_that_makes_another_thing_of_it_is_refused(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert "出典" not in reply.text, reply.text


def test_a_detail_asked_of_a_code_is_told_by_the_statement_that_has_it(knowledge: Knowledge):
    reply = answer(knowledge, "7次の5-4-1では、日独友好協会とどのように連携しますか", None)
    assert "日独友好協会" in reply.text


def test_a_statement_on_another_plans_sheet_that_names_the_plan_is_found(knowledge: Knowledge):
    reply = answer(knowledge, "第8次振興計画は市民へどう周知していきますか。今後の取組を教えて", None)
    assert "周知" in reply.text
    assert reply.outcome == "answered"


@pytest.mark.parametrize(
    "question", ["はたけの補助金", "おまつりの予算", "交歓会に参加した名取の子は何人", "クアオルトは誰が始めた"]
)
def test_a_thing_that_only_looks_alike_is_refused(knowledge: Knowledge, question: str):
    assert "出典" not in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("協力隊に応募したいんだけど、市役所のどの課が担当？", "市政戦略課"),
        ("名取市との子ども会、これからも続くのかな", "交流"),
        ("人権相談が目標をだいぶ超えたのは", "ふれあい相談"),
        ("市はなんで借金を減らそうとしてんの？ねらいを知りたい", "持続可能"),
    ],
)
def test_what_is_asked_for_is_told_of_the_thing_that_was_found(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "question", ["除雪はいつ来ますか", "移住フェアに申し込みたい", "市民病院は何時まで？", "庶務課の電話番号は？"]
)
def test_a_matter_of_the_counter_stays_one(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "out_of_scope"
