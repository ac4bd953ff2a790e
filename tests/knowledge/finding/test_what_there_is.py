"""How many there are of a thing, what is done with it, what there is of it and where: said in words a resident has."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("snowfield", "空き家何軒ある？", "1,142戸"),
        ("snowfield", "市営住宅は何戸ある", "11団地386戸"),
        ("snowfield", "カーブミラー何個直した", "16基を補修"),
        ("snowfield", "橋何本直した", "18橋の修繕"),
        ("valley", "日帰りの人どれくらい", "81.7%は日帰り"),
        ("valley", "和紙って何年続いてる", "400年続く"),
        ("port", "海底の水道管何年たってる？", "40年が過ぎ"),
    ],
)
def test_a_number_is_told_however_it_is_counted(folder: str, question: str, told: str):
    assert told in converse(town(folder), [question]).text


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("port", "フードドライブってどこでやった？", "市内4店舗"),
        ("valley", "和紙体験どこでできる", "道の駅「たませ」"),
        ("valley", "チャレンジショップどこ", "本町通り"),
        ("snowfield", "いちばん雪が深かったのはいつ？", "令和7年2月21日の214cm"),
    ],
)
def test_where_and_when_are_told_by_the_sentence_that_has_them(folder: str, question: str, told: str):
    assert told in converse(town(folder), [question]).text


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("snowfield", "バスの定期いくら？", "月額4千円"),
        ("snowfield", "空き家見守りサービスっていくら", "月額2千円"),
    ],
)
def test_a_price_is_no_budget_of_a_project_that_has_but_the_half_of_what_was_said(
    folder: str, question: str, told: str
):
    reply = converse(town(folder), [question])
    assert told in reply.text
    assert "事業費は、予算" not in reply.text


def test_the_price_of_a_fish_is_no_cost_of_a_project_by_the_sea():
    assert converse(town("port"), ["魚の値段上がった？"]).outcome == "unknown"


def test_what_animals_leave_is_not_told_of_walks_with_them():
    assert "わんわん" not in converse(town("snowfield"), ["犬のフン対策"]).text


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("snowfield", "免許を返したら何かもらえる？", "共通回数券1万5千円分"),
        ("snowfield", "ヘルメット買うと補助出るん？", "1個当たり2千円"),
        ("snowfield", "防災士になりたい、補助ある？", "1人当たり6万円を上限"),
        ("mountain", "英検のお金出る？", "英語検定の受験料を中学生188人に補助"),
        ("meadow", "コンポストも補助でる？", "上限2万円"),
        ("mountain", "鉄砲の免許のお金出る？", "狩猟免許の取得費用の補助を全額"),
    ],
)
def test_whether_there_is_help_is_told_by_the_sentence_on_it_and_not_by_how_many_had_it(
    folder: str, question: str, told: str
):
    assert told in converse(town(folder), [question]).text


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("snowfield", "ゆきんこ号っていくら？", "1回400円"),
        ("snowfield", "除雪車って何時に来るんだ", "午前2時に出動"),
        ("snowfield", "除雪ボランティア何人いる", "214人"),
        ("mountain", "英語の先生何人いる？", "5人としました"),
        ("mountain", "除雪車何台買い替えた", "除雪車両の更新台数は、計画3台・実績2台"),
        ("mountain", "ごみ一人どれくらい？", "861g"),
        ("mountain", "運動してる人何%？", "44.1%"),
        ("meadow", "直した橋はいくつ？", "実績9橋"),
        ("meadow", "民生委員にタブレット何台配った", "68台"),
    ],
)
def test_the_number_is_that_of_the_very_thing(folder: str, question: str, told: str):
    assert told in converse(town(folder), [question]).text


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("meadow", "乗り方教室どこでやった", "5地区で開催"),
        ("meadow", "監視カメラどこにつけた", "栗沢林道"),
        ("meadow", "認知症カフェどこにできる？", "すべての中学校区"),
    ],
)
def test_where_is_told_of_the_very_thing(folder: str, question: str, told: str):
    assert told in converse(town(folder), [question]).text


def test_on_which_day_of_which_month_is_no_question_of_how_often():
    assert "令和7年2月21日" in converse(town("snowfield"), ["いちばん雪が深かったのは何月何日？"]).text


@pytest.mark.parametrize(
    ("row", "unit", "done", "there"),
    [
        ("郷土資料室の図書の貸出冊数", "冊", "郷土資料室の図書は何冊貸し出した？", "郷土資料室の図書は何冊ある？"),
        ("消火栓の修繕箇所数", "か所", "消火栓は何か所修繕した？", "消火栓は何か所ありますか？"),
        ("電柱の無電柱化の本数", "本", "電柱の無電柱化は何本？", "電柱は何本あるの？"),
    ],
)
def test_how_many_are_there_is_not_told_by_with_how_many_something_was_done(row: str, unit: str, done: str, there: str):
    town = town_that_counts(row, unit=unit, purpose="資料室と消火栓と電柱を大切に使います。")
    assert "320" in answer(town, done, None).text
    assert "320" not in answer(town, there, None).text


def test_how_much_a_matter_of_the_counter_was_used_is_asked_back_where_two_rows_count_it():
    rows = ["図書の貸出冊数", "移動図書館の貸出冊数"]
    reply = answer(town_that_counts(*rows, unit="冊"), "図書館の本は全部で何冊借りられたの？", None)
    assert reply.outcome == "asked_back"
    assert all(row in reply.text for row in rows)
    assert answer(town_that_counts(*rows, unit="冊"), "図書館は何時まで？", None).outcome == "out_of_scope"
