"""What statements of uploaded documents tell of a reason, of what is to come and of what one pays, asked as people ask."""

from __future__ import annotations

from dataclasses import replace

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.ledger.bundled import bundled_of


@pytest.mark.parametrize(
    ("folder", "question", "word"),
    [
        ("river", "新しい車両の納車遅れたけど何があったの", "納車が遅れ"),
        ("next_year", "出前教室が遅れたけど何があったの", "案内が遅れ"),
        ("river", "就職準備金っていくらもらえる？", "20万円"),
        ("valley", "タクシー利用券って1枚いくらなんだ", "500円"),
        ("valley", "奨励金はおいくらいただけますか", "10万円"),
        ("next_year", "親元で就農したら、いくらいただけますか", "60万円"),
    ],
)
def test_what_happened_and_what_one_gets_is_told_by_the_sentence_that_says_so(folder: str, question: str, word: str):
    reply = answer(town(folder), question, None)
    assert word in reply.text
    assert cites(reply.text)


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("valley", "介護の奨励金はおいくらいただけますか"),
        ("valley", "市内で赤ちゃん産める？"),
        ("next_year", "図書館の工事が遅れたけど何があったの"),
        ("river", "産科に通う交通費は、１回いくらいただけますか"),
    ],
)
def test_the_same_of_what_no_document_tells_is_not_answered(folder: str, question: str):
    assert not cites(answer(town(folder), question, None).text)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("ナマコはなんで放流しなかったの？", "適地が確認できなかった"),
        ("監視カメラはどこにつけた？", "崎浜海岸"),
        ("灯台の隣にある古い官舎は、何に活用される予定ですか？", "喫茶"),
        ("シルバー人材センターの新しい仕事は？", "空き家の見回り"),
        ("移住した人が困ったことは？", "車がないと不便"),
    ],
)
def test_what_stands_in_sentences_is_told_and_no_row_beside_it(question: str, told: str):
    assert told in answer(town("bay"), question, None).text


def test_what_was_done_for_somebody_is_told_of_the_measure(knowledge: Knowledge):
    assert "助言" in answer(knowledge, "令和５年度、市はNPO法人に対してどんなことをしましたか？", None).text


def test_a_reason_of_a_single_row_says_what_lay_behind_it(knowledge: Knowledge):
    assert "専門性" in answer(knowledge, "協力隊の募集で移住フェアに出なかったの何で？", None).text


def test_what_was_brought_in_is_told_of_what_became_possible(knowledge: Knowledge):
    text = answer(knowledge, "役所の文書ばオンラインで回せるようになったのは、何入れだがらだ？", None).text
    assert "文書管理システム" in text


@pytest.mark.parametrize(
    ("folder", "turns", "word"),
    [
        ("river", ("ゆめぐり手形って何？", "何か所で売ってる？"), "38か所"),
        ("river", ("湯の里サロンって何？", "何か所あるの？"), "46か所"),
        ("river", ("ひなたルームって何？", "何人使った？"), "19人"),
        ("valley", ("玉瀬継業バンクって何？", "いくらまで補助される？"), "100万円"),
    ],
)
def test_a_number_of_what_a_statement_told_is_that_of_the_statement(folder: str, turns: tuple[str, ...], word: str):
    reply = converse(town(folder), turns)
    assert word in reply.text
    assert cites(reply.text)


@pytest.mark.parametrize(
    ("folder", "turns"),
    [
        ("harbour", ("船バンクって何？", "何件あったの？")),
        ("valley", ("ほっとルームって何？", "何人使ったの？")),
        ("river", ("ひなたルームって何？", "何人使った？", "なんで？")),
        ("valley", ("玉瀬継業バンクって何？", "いくらまで補助される？", "予算は？")),
    ],
)
def test_the_figures_and_reasons_of_its_sheet_are_not_those_of_a_thing_a_statement_told(
    folder: str, turns: tuple[str, ...]
):
    assert not cites(converse(town(folder), turns).text)


@pytest.mark.parametrize(
    ("folder", "question", "name"),
    [
        ("river", "外湯を会場にした健康教室の名前は？", "湯けむり教室"),
        ("river", "減塩の献立集は何という名前ですか", "しおひかえ帖"),
        ("valley", "登校しづらい子のための教育支援センターの名前", "あすなろ"),
        ("valley", "後継ぎを探す事業者と人を結ぶ制度の名前は", "玉瀬継業バンク"),
        ("harbour", "魚の認証制度の名前は？", "汐見の瀬つき"),
    ],
)
def test_a_name_is_told_by_what_is_said_of_the_thing(folder: str, question: str, name: str):
    reply = answer(town(folder), question, None)
    assert name in reply.text
    assert cites(reply.text)


@pytest.mark.parametrize(
    ("folder", "question"), [("river", "サッカー教室の名前は？"), ("river", "市民ガイドは何という名前？")]
)
def test_a_name_of_what_no_document_tells_is_not_told(folder: str, question: str):
    assert not cites(answer(town(folder), question, None).text)


def test_a_row_whose_name_says_why_nothing_is_counted_tells_it(knowledge: Knowledge):
    text = answer(knowledge, "個人情報保護運営審議会の開催回数に数字が入っていないのはなぜ？", None).text
    assert "廃止" in text


def test_a_share_that_one_statement_alone_prints_leads_to_it(knowledge: Knowledge):
    assert "情報の提供" in answer(knowledge, "40.9%の市民が大事だって答えたのは何のこと？", None).text
    assert not cites(answer(knowledge, "41.9%の市民が大事だって答えたのは何のこと？", None).text)


@pytest.mark.parametrize(
    "question",
    [
        "市報のほかに、市の情報はどのような手段で発信されていますか？",
        "市の情報って紙の市報以外だと何で見れんの",
        "市からのお知らせは、紙の市報のほかに何で見られるのでしょう。",
    ],
)
def test_what_is_known_already_leads_to_what_stands_beside_it(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert "LINE" in reply.text
    assert "女性" not in reply.text
    assert cites(reply.text)


def test_other_schools_are_not_set_aside(knowledge: Knowledge):
    assert "複数" in answer(knowledge, "人権教室って他の学校でもやんの？", None).text


@pytest.mark.parametrize(
    ("folder", "question", "word"),
    [("mountain", "ごみ袋って有料になるの？", "令和9年度"), ("harbour", "避難訓練　天気悪い日　対策", "予備日")],
)
def test_a_matter_of_the_counter_is_told_where_a_statement_has_just_that(folder: str, question: str, word: str):
    reply = answer(town(folder), question, None)
    assert word in reply.text
    assert cites(reply.text)


@pytest.mark.parametrize("question", ["ごみ袋はいくら？", "明日の天気は？", "図書館は何時まで？"])
def test_other_matters_of_the_counter_stay_there(question: str):
    assert not cites(answer(town("mountain"), question, None).text)


def test_what_is_no_row_is_counted_like_the_row_before_it(knowledge: Knowledge):
    assert "13件" in converse(knowledge, ["移住の件数は？", "お試しで住める家のほうは？"]).text


def test_why_nobody_was_sent_is_told_of_the_row_that_counts_it(knowledge: Knowledge):
    text = answer(knowledge, "なして学生ばドイツさやらねがったんだべ？", None).text
    assert "感染症" in text
    assert "学生訪問団派遣人数" in text


@pytest.mark.parametrize(
    "turns",
    [
        ("お試し居住施設は使われてる？", "いつ？"),
        ("パープルライトアップって何？", "いつ？"),
        ("コミュニティ助成事業って何？", "いくら？", "どこに出した？", "いつまで？"),
        ("活動報告会は開かれた？", "いつ？"),
    ],
)
def test_a_figure_without_a_date_is_no_answer_to_when(knowledge: Knowledge, turns: tuple[str, ...]):
    reply = converse(knowledge, turns)
    assert "時期" in reply.text
    assert not cites(reply.text)


@pytest.mark.parametrize(
    "turns",
    [
        ("パープルライトアップって何？", "何人来た？"),
        ("人権教室って何？", "何人来た？"),
        ("地域おこし協力隊って何？", "何人いる？"),
    ],
)
def test_rows_that_count_in_another_unit_tell_no_number_of_persons(knowledge: Knowledge, turns: tuple[str, ...]):
    assert not cites(converse(knowledge, turns).text)


def test_what_was_told_is_spoken_of_still_after_a_refusal(knowledge: Knowledge):
    reply = converse(knowledge, ("お試し居住施設は使われてる？", "なんで？", "何件？"))
    assert "お試し居住施設は、13件" in reply.text


def test_no_other_statement_takes_the_place_of_one_that_was_taken_back(knowledge: Knowledge):
    told = answer(knowledge, "お試し居住施設は使われてる？", None)
    ledger = bundled_of("上山市")
    sheets = tuple(
        replace(sheet, achievements=tuple(one for one in sheet.achievements if "お試し" not in one.text.text))
        for sheet in ledger.results
    )
    left = Knowledge.build(replace(ledger, version="less", results=sheets), city="上山市")
    assert understand(left, "何件？", told.topic).statement is None
    assert understand(knowledge, "何件？", told.topic).statement is not None


def test_a_topic_kept_with_the_place_of_its_statement_leads_to_the_thing_alone(knowledge: Knowledge):
    told = answer(knowledge, "お試し居住施設は使われてる？", None)
    kept = replace(told.topic, statement=3)
    asked = understand(knowledge, "何件？", kept)
    assert asked.before
    assert asked.statement is None


@pytest.mark.parametrize("question", ["パネル展はいつ？", "研修はいつやった？"])
def test_the_date_of_another_thing_is_no_answer_to_when(knowledge: Knowledge, question: str):
    assert not cites(answer(knowledge, question, None).text)


def test_what_comes_every_month_is_told_to_whoever_asks_when(knowledge: Knowledge):
    assert "毎月" in answer(knowledge, "市報はいつ出る？", None).text


def test_what_comes_of_a_part_of_the_plan_that_is_called_so_is_what_it_aims_at(knowledge: Knowledge):
    assert "市債残高を減少させ" in answer(knowledge, "借金はどうするの？", None).text
    assert "基金残高を確保" in answer(knowledge, "貯金はどうするの", None).text


@pytest.mark.parametrize("said", ["予算か目", "款項目", "予さん科もく"])
def test_an_account_may_be_asked_for_in_kana_or_by_its_parts(knowledge: Knowledge, said: str):
    assert "民生費" in answer(knowledge, f"人権啓発活動事業費の{said}は何ですか", None).text
