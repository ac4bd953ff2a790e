"""What a question asks to have named is answered by what names it, and not by what speaks of the thing."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.language.wordbook import plain
from knowledge.question.left_open import leaves_open


@pytest.mark.parametrize(
    ("named", "open_", "question"),
    [
        (
            "見守り協定には、羽鳥信用金庫が加わりました。",
            "見守り協定には、信用金庫が加わりました。",
            "見守り協定に入った信用金庫って、なんていう名前？",
        ),
        (
            "花いっぱい運動では、小学校の花壇に「マリーゴールド」の花を植えました。",
            "花いっぱい運動では、小学校の花壇に花苗を植えました。",
            "花いっぱい運動の花壇に何の花を植えた？",
        ),
        (
            "コミュニティ助成で、集会所の備品として太鼓の備品を購入しました。",
            "コミュニティ助成で、備品などを購入しました。",
            "コミュニティ助成では、備品として具体的に何を購入した？",
        ),
        (
            "移住相談会を開き、首都圏から移住する人の相談に応じました。",
            "移住相談会を開き、県やNPO法人と移住する人の相談に応じました。",
            "移住相談会で相談した人はどこから来た？",
        ),
        (
            "朝市の運営は、次の年度に商店街振興事業と統合します。",
            "朝市の運営は、次の年度に他の事業と統合します。",
            "朝市の運営は、どの事業と統合する？",
        ),
        (
            "水防団では、団員の高齢化が進み、なり手が減っています。",
            "水防団では、団員の研修を続け、河川の見回りを行っています。",
            "水防団の団員って減ってるの？",
        ),
        (
            "新婚世帯の引っ越しの費用に、10万円まで補助しました。",
            "新婚世帯の交流会を開き、引っ越しの相談に応じました。",
            "新婚で引っ越したら何かもらえる？",
        ),
        (
            "市民温泉の入浴を、高齢者は無料としました。",
            "市民温泉の浴場を改修し、高齢者の利用が増えました。",
            "市民温泉の高齢者の入浴ってただ？",
        ),
        (
            "溜池の水の汚れは、目標を達成しました。",
            "溜池の水の汚れを減らす取組を、住民と進めました。",
            "溜池の水の汚れは目標どおり減りましたか？",
        ),
        (
            "ため池の釣りは、家族で楽しめるよう岸の一部を開放しています。",
            "ため池の釣りについて、安全のための研修を行いました。",
            "ため池で釣りしていい？",
        ),
        (
            "郷土料理の会は、公民館で開きました。",
            "郷土料理の会は、食材の値上がりにより縮小しました。",
            "郷土料理の会ってどこ？",
        ),
        (
            "朝粥の会は、10月5日に市役所の前庭で開きます。",
            "朝粥の会は、平成9年から続く催しで、家族連れでにぎわいます。",
            "朝粥の会っていつやるの？",
        ),
    ],
)
def test_a_thing_is_told_where_it_is_named_and_not_where_it_is_left_open(named: str, open_: str, question: str):
    assert "出典" in answer(town_that_counts("防犯灯の設置件数", purpose=named), question, None).text
    assert "出典" not in answer(town_that_counts("防犯灯の設置件数", purpose=open_), question, None).text


@pytest.mark.parametrize(
    ("row", "question"),
    [
        ("木工教室の参加者数", "木工教室に入るにはどうすればいい？"),
        ("木工教室の参加者数", "木工教室ってどこ？"),
        ("木工教室の参加者数", "木工教室って予約いるの？"),
        ("木工教室の参加者数", "木工教室ってただ？"),
        ("木工教室の参加者数", "木工教室に行ったら何かもらえる？"),
        ("木工教室の参加者数", "木工教室って誰でも参加できる？"),
        ("電子図鑑の利用者数", "電子図鑑って家で見られる？"),
        ("防犯灯の設置数", "防犯灯をなくすつもりなの？"),
        ("防犯灯の設置数", "防犯灯をつけてほしい"),
    ],
)
def test_a_figure_tells_neither_how_nor_where_nor_whether(row: str, question: str):
    assert "出典" not in answer(town_that_counts(row, unit="人"), question, None).text


def test_a_row_of_help_tells_that_there_is_some():
    reply = answer(town_that_counts("まきストーブの購入補助件数"), "まきストーブを買ったら補助金もらえる？", None)
    assert "まきストーブの購入補助件数" in reply.text


def test_why_a_figure_came_out_so_tells_not_how_one_comes_by_a_thing():
    town = town_that_counts("木工教室の参加者数", unit="人", reason="木工教室は、講師の都合で中止したためです。")
    assert "出典" not in answer(town, "木工教室ってどうやって申し込むの？", None).text
    assert "出典" not in answer(town, "木工教室って補助ある？", None).text
    assert "講師の都合" in answer(town, "木工教室が少なかったのはなぜ？", None).text


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("北星大学と見守りの協定を結びました。", "見守りの協定を結んだ大学はどこ？"),
        ("朝市は、平成9年から続く催しです。", "朝市はいつからやってるの？"),
        ("観光客は、前の年の2倍になりました。", "観光客は増えた？"),
        ("水防団は、なり手が見つからない状況です。", "水防団の団員は足りてる？"),
        ("駅舎のトイレの改修を終えました。", "駅舎のトイレの改修は目標どおり終わった？"),
        ("本町通りで朝市を開きました。", "朝市ってどこ？"),
        ("朝市は、出店者が減ったため縮小しました。", "朝市を縮小した原因はどこにありますか"),
        ("水防団は、若手の入団に力を入れています。", "水防団の重点はどこに置いているの？"),
        ("駅舎の改修は、段差の解消が目的です。", "駅舎を改修する狙いって、どこにあるのでしょうか"),
    ],
)
def test_what_says_it_in_other_words_is_told(told: str, question: str):
    assert not leaves_open(plain(told), plain(question))


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("これまでの実績：「沢の生き物を調べました。」", "沢の生き物は増えてる？"),
        ("「ため池に水位計とカメラを設けます。」", "ため池で泳いでもいいですか"),
        ("「運動会を開きました。」\n担当 市民協働課", "運動会って誰でも出られる？"),
        ("令和7年度の朝市を開きました。", "朝市はいつやるの？"),
    ],
)
def test_what_only_stands_around_it_does_not_tell_it(told: str, question: str):
    assert leaves_open(plain(told), plain(question))


@pytest.mark.parametrize(
    "question",
    [
        "防犯灯の設置件数を調べてほしい",
        "防犯灯の設置件数が見たいんだけど",
        "無料で付けた防犯灯の設置件数は何件？",
        "防犯灯の設置件数は増えてる？",
        "防犯灯の設置件数は目標どおりだった？",
    ],
)
def test_a_plain_question_for_a_figure_is_told(question: str):
    assert "320件" in answer(town_that_counts("防犯灯の設置件数"), question, None).text


def test_of_what_the_documents_speak_of_only_what_was_asked_is_said_to_be_untold():
    town = town_that_counts("防犯灯の設置件数", purpose="新婚世帯の交流会を開き、引っ越しの相談に応じました。")
    assert answer(town, "新婚世帯の交流会に行ったら何かもらえる？", None).text.startswith(
        "「新婚世帯の交流会」についてのおたずね"
    )
    assert answer(town, "潜水艦のことは？", None).text.startswith("「潜水艦」のこと")
