"""A few words after an answer go on with what was spoken of: a row of its sheet, its reason, its plans, the list told."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from town_with_a_project import project
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("移住って何人？", "そうじゃなくてフェアの回数"), "移住フェア等への出展回数"),
        (("移住推進事業費って？", "フェアは？"), "移住フェア等への出展回数"),
        (("クアオルトの予算", "ツアーは何回"), "実績2ツアー"),
        (("クアオルトの予算", "ツアーは何回", "なんで？"), "キャンセル"),
    ],
)
def test_the_row_of_the_sheet_that_was_spoken_of_is_meant(knowledge: Knowledge, said: tuple[str, ...], told: str):
    assert told in converse(knowledge, said).text


def test_a_row_that_is_named_with_its_own_thing_is_told_from_another_sheet(knowledge: Knowledge):
    assert "NPO法人数は" in converse(knowledge, ["移住って何人？", "NPOは何団体？"]).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("海の子山の子って何？", "どことやってるの"), "名取市"),
        (("人権教室は何校", "増やすの"), "複数の学校"),
        (("財政の方針は", "計画は"), "中期財政計画"),
        (("職員の採用は", "計画は"), "人材育成基本方針"),
        (("総務一般管理費って何？", "何に使う"), "電話交換機"),
        (("協力隊の予算", "何に使ったの"), "人材を大都市圏から受け入れ"),
        (("クアオルトって何？", "いくら？", "成果は？"), "実績9,197千円"),
    ],
)
def test_a_few_words_are_said_of_what_was_spoken_of(knowledge: Knowledge, said: tuple[str, ...], told: str):
    reply = converse(knowledge, said)
    assert reply.outcome == "answered"
    assert told in reply.text


@pytest.mark.parametrize("then", ["何色？", "誰が来たの", "いつ帰るの？"])
def test_what_the_documents_do_not_tell_of_it_is_refused(knowledge: Knowledge, then: str):
    assert "出典" not in converse(knowledge, ["人権教室は何校", then]).text


def test_a_colour_is_not_explained_by_the_reason_of_a_figure(knowledge: Knowledge):
    reply = converse(knowledge, ["パープルライトアップ", "なんで紫"])
    assert reply.outcome == "unknown"
    assert "推薦割合" not in reply.text


def test_a_place_that_is_not_printed_is_not_told_by_what_else_is_said(knowledge: Knowledge):
    assert "出典" not in converse(knowledge, ["移住フェア", "場所はどこ？"]).text


@pytest.mark.parametrize(
    "then",
    [
        "もう一回",
        "もう1回教えて",
        "もう一回お願いします",
        "もういっかい言って",
        "もう一度",
        "もう一度教えて",
        "本当？",
        "本当に？",
        "まじ？",
        "マジで？",
    ],
)
def test_what_was_told_is_told_again_whatever_the_words(knowledge: Knowledge, then: str):
    assert "実績18件" in converse(knowledge, ["移住の件数", then]).text


def test_nothing_is_told_again_where_nothing_was_told(knowledge: Knowledge):
    assert "出典" not in answer(knowledge, "本当？", None).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("目標に届かなかったのはどれ", "2番目の理由"), ("推薦割合",)),
        (("目標に届かなかったのはどれ", "理由は"), ("NPO法人数", "推薦割合", "派遣人数")),
        (("事業を全部教えて", "3番目"), ("総務一般管理費",)),
        (("事業を全部教えて", "3番目の予算"), ("予算37,006千円",)),
        (("一番高い事業は？", "二番目は？"), ("上山型温泉クアオルト事業費",)),
        (("一番高い事業は？", "一番安いのは"), ("人権啓発活動事業費",)),
        (("庶務課の事業は", "全部の予算"), ("総務一般管理費", "国際交流推進費")),
    ],
)
def test_a_list_is_gone_on_with(knowledge: Knowledge, said: tuple[str, ...], told: tuple[str, ...]):
    text = converse(knowledge, said).text
    assert all(one in text for one in told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("一番安い事業は？", "二番目は？"), "事業費が2番目に少ないのは「地域おこし協力隊推進事業費」"),
        (("従事人工が一番多い事業は？", "二番目は？"), "従事人工が2番目に多いのは「移住推進事業費」"),
        (("使い残しが一番多い事業は？", "2番目は？"), "使い残しが2番目に多いのは「上山型温泉クアオルト事業費」"),
        (("一番低い執行率の事業は？", "二番目は？"), "2番目に低いのは「国際交流推進費」"),
        (("一番予算が少ない事業は？", "二番目は？"), "予算が2番目に少ないのは「国際交流推進費」"),
        (("一番高い事業は？", "一番安いのは？", "二番目は？"), "2番目に少ないのは「地域おこし協力隊推進事業費」"),
        (
            ("市政戦略課で一番高い事業は？", "二番目は？"),
            "市政戦略課の事業で、令和5年度の事業費が2番目に多いのは「まちづくり",
        ),
        (("市政戦略課で一番高い事業は？", "一番安いのは？"), "市政戦略課の事業で、令和5年度の事業費が一番少ないのは"),
        (("一番安い事業は？", "次は？", "その次は？"), "事業費が3番目に少ないのは「国際交流推進費」"),
        (("移住の人工は？", "一番多いのは？"), "従事人工が一番多いのは「上山型温泉クアオルト事業費」"),
    ],
)
def test_the_order_that_was_asked_for_is_stepped_through(knowledge: Knowledge, said: tuple[str, ...], told: str):
    assert told in converse(knowledge, said).text


@pytest.mark.parametrize("said", [("移住の予算は？", "二番目は？"), ("一番高い事業は？", "九番目は？")])
def test_without_an_order_or_past_its_end_nothing_is_told(knowledge: Knowledge, said: tuple[str, ...]):
    assert "出典" not in converse(knowledge, said).text


def test_an_order_is_stepped_through_in_the_year_it_was_asked_for():
    told = converse(town("next_year"), ["令和5年度の予算が一番少ない事業は？", "二番目は？"]).text
    assert "令和5年度の予算が2番目に少ないのは「国際交流推進費」" in told


def test_the_money_of_all_is_that_of_the_list_and_no_other(knowledge: Knowledge):
    assert "移住推進事業費" not in converse(knowledge, ["庶務課の事業は", "全部の予算"]).text


def test_past_the_end_of_a_list_there_is_nothing(knowledge: Knowledge):
    assert "出典" not in converse(knowledge, ["事業を全部教えて", "9番目"]).text


def test_what_was_told_of_several_sheets_is_told_again_of_all(knowledge: Knowledge):
    reply = converse(knowledge, ["移住の今後", "本当？"])
    assert reply.outcome == "answered"
    assert all(one in reply.text for one in ("相談体制の構築", "ランドバンク"))


def test_who_takes_part_is_told_by_the_sheets_of_what_was_told(knowledge: Knowledge):
    assert "ジュニアリーダー" in converse(knowledge, ["海の子山の子って何？", "だれが参加するの"]).text
    assert "出典" not in converse(knowledge, ["人権の花って何？", "誰が参加するの？"]).text


def test_a_telephone_is_that_of_the_department_of_what_was_told(knowledge: Knowledge):
    text = converse(knowledge, ["移住件数は？", "担当は", "電話は"]).text
    assert "電話番号は、手元の資料には書かれていません" in text
    assert "担当は、建設課です" in text
    assert "庶務課" not in text
    assert "出典" not in converse(knowledge, ["市民参画の方針は？", "電話は"]).text
    assert "担当は、建設課です" in converse(knowledge, ["移住の担当は？", "電話番号は"]).text


def test_last_year_is_told_by_the_sentence_that_names_it(knowledge: Knowledge):
    assert "中川小" in converse(knowledge, ["人権の花", "去年は"]).text.split("令和4年度が")[1]
    assert "出典" not in converse(knowledge, ["移住件数は？", "去年は？"]).text


def test_a_row_that_a_word_many_names_have_is_asked_of_is_told(knowledge: Knowledge):
    assert "実績27回" in converse(knowledge, ["人権の予算", "相談は何回"]).text


def test_what_is_to_come_is_not_what_was_told_once_more(knowledge: Knowledge):
    assert "まちづくりの担い手の確保" in converse(knowledge, ["市民参画の方針は？", "今後は？"]).text
    assert "いまお知らせした次の文だけ" in converse(knowledge, ["人権教室って何？", "今後は？"]).text


def test_the_individual_plans_asked_for_next_are_those_of_what_was_told(knowledge: Knowledge):
    text = converse(knowledge, ["市の借金どうすんの？", "それの個別計画はなんて名前？"]).text
    assert "上山市中期財政計画" in text
    assert "DX推進計画" not in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("移住件数は？", "次は？"), "今後の取組：移住の情報発信"),
        (("女性委員は何%", "なんで？", "じゃあ次は"), "審議会への女性委員の参入"),
        (("人権の花って何", "次は？"), "共同作業"),
        (("DXは何をした？", "次は？"), "行政手続のオンライン化"),
    ],
)
def test_next_after_one_thing_is_what_is_to_be_done(knowledge: Knowledge, said: tuple[str, ...], told: str):
    assert told in converse(knowledge, said).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("海の子山の子は何人？", "来年は？"), "海の子山の子交歓会を開く"),
        (("移住件数は？", "来年は？"), "移住の情報発信と、相談体制の構築"),
        (("人権教室は何校？", "次どこに広げるの"), "複数の学校"),
        (("人権の花は何校？", "増やさないの？"), "人権の花運動を継続"),
    ],
)
def test_what_is_to_come_of_a_row_is_told_where_it_is_spoken_of(knowledge: Knowledge, said: tuple[str, ...], told: str):
    assert told in converse(knowledge, said).text


@pytest.mark.parametrize(
    ("to_come", "told"),
    [("給食の時間に放送を流します。", "献立を見直します"), ("給食がおいしいと答えた児童を招きます。", "招きます")],
)
def test_what_is_to_come_of_a_row_is_its_own_sheets_where_elsewhere_it_is_only_mentioned(to_come: str, told: str):
    kitchen = project("調理場費", "調理場の釜を替えます。", {"替えた釜の数": "台"}, to_come=to_come)
    town = town_of_one_sheet(
        counted=["給食がおいしいと答えた児童の割合"], unit="%", to_come="献立を見直します。", projects=[kitchen]
    )
    assert told in converse(town, ["給食がおいしいと答えた児童は何%？", "この先どうするの"]).text


def test_how_many_took_part_is_asked_of_the_project_that_was_told(knowledge: Knowledge):
    assert "実績48人" in converse(knowledge, ["海の子山の子って何？", "何人参加した"]).text


@pytest.mark.parametrize("said", [("協力隊の予算は？", "もったいなくない？"), ("クアオルトって何？", "誰でも行ける？")])
def test_what_was_told_is_no_answer_to_something_else(knowledge: Knowledge, said: tuple[str, ...]):
    assert "出典" not in converse(knowledge, said).text
