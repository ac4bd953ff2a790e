"""A number in a sentence is that of what it stands beside; one of another thing, or of some, answers nothing."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.reply import Reply


def _asked(told: str, question: str) -> Reply:
    return answer(town_of_one_sheet([told]), question, None)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("大凪小学校など5箇所で段ボールベッドの組立て訓練を行いました。", "段ボールベッドは何台？"),
        ("路線バス4路線が廃止されたため、予約制の乗合タクシーを導入しました。", "乗合タクシーは何台？"),
        ("大凪島の民宿2軒が改修され、宿泊客が増えました。", "島はいくつある？"),
        ("強風で欠航が続き、沖ノ島の民宿2軒が廃業しました。", "沖ノ島の民宿は何軒ある？"),
        ("島留学の卒業生4人が起業しました。", "島留学の卒業生は何人？"),
        ("里親の相談に応じるため、里親支援員を2人から3人に増やしました。", "里親は何人？"),
        ("避難者の名簿を作る係を、各避難所に1人置きました。", "避難者は何人？"),
        ("手話の会を支える友の会の会員は58人で、半数が60歳以上です。", "手話の会は何人？"),
    ],
)
def test_what_is_counted_beside_a_thing_is_no_number_of_it(told: str, question: str):
    assert "出典" not in _asked(told, question).text


@pytest.mark.parametrize(
    ("told", "question", "answers"),
    [
        ("民間の路線バス4路線を支援しました。", "路線バスは何路線？", "4路線"),
        ("市内3箇所の津波避難ビルを新たに指定しました。", "津波避難ビルはいくつ増えた？", "3箇所"),
        ("水道料金については、4年ごとに見直します。", "料金の見直しは何年ごと？", "4年ごと"),
        ("休止していた7組織のうち、2組織が訓練を再開しました。", "訓練を再開した組織はいくつ？", "2組織"),
        ("旧道の民宿3軒が廃業しました。", "廃業した民宿は何軒？", "3軒"),
        ("市内の猟友会の会員は58人で、半数が60歳以上です。", "猟友会には何人の方がおられますか？", "58人"),
        ("県の手話の会の会員は58人で、半数が60歳以上です。", "手話の会は何人？", "58人"),
        ("島留学の卒業生4人が起業しました。", "起業した卒業生は何人？", "4人"),
        ("里親の相談に応じるため、里親支援員を2人から3人に増やしました。", "里親支援員は何人？", "3人"),
        ("森林案内人を4人任用しました。", "森林案内人は何人いますか？", "4人"),
    ],
)
def test_the_number_of_the_thing_itself_is_told(told: str, question: str, answers: str):
    assert answers in _asked(told, question).text


def test_where_there_is_most_of_something_is_told_by_a_place_and_by_no_row():
    town = town_of_one_sheet(["漏水の多い浜手地区の管路を更新しました。"], ["漏水調査の実施件数"])
    reply = answer(town, "漏水はどこが多い？", None)
    assert "浜手地区" in reply.text
    assert "320" not in reply.text


@pytest.mark.parametrize(
    ("row", "question"),
    [("乗合タクシーの利用件数", "乗合タクシーの運賃は？"), ("高校生の参加回数", "高校の名前は？")],
)
def test_what_is_paid_and_how_somebody_is_called_is_told_by_no_row(row: str, question: str):
    town = town_that_counts(row, purpose="島民の運賃を割り引き、高校とともに海を守ります。")
    assert "320" not in answer(town, question, None).text


@pytest.mark.parametrize(
    ("row", "unit", "question"),
    [
        ("公共交通に満足している市民の割合", "%", "公共交通に満足してる人は？"),
        ("乗合タクシーの利用登録者数", "人", "乗合タクシーに登録してる人は？"),
        ("独立支援給付金の交付件数", "件", "給付金は何件？"),
    ],
)
def test_a_row_is_told_to_whoever_asks_for_it_by_its_people_or_its_last_word(row: str, unit: str, question: str):
    assert "320" in answer(town_that_counts(row, unit=unit), question, None).text


def test_how_many_are_pleased_is_no_share_of_them():
    town = town_that_counts("公共交通に満足している市民の割合", unit="%")
    assert "320" not in answer(town, "公共交通に満足している人は何人いる？", None).text


@pytest.mark.parametrize(
    ("told", "question", "answers"),
    [
        ("本市の健康寿命は男性79.1歳、女性83.6歳です。", "市民の健康寿命は男性と女性でそれぞれ何歳？", "83.6歳"),
        ("一人暮らしの高齢者は2,140世帯で、10年前の1.5倍です。", "一人暮らしの高齢者は何世帯ありますか", "2,140世帯"),
        ("医療費を高校3年生まで無料とします。", "医療費は何歳まで無料？", "高校3年生"),
        ("贈答用りんごの糖度の基準を14度以上とします。", "りんごの糖度は何度以上？", "14度"),
        ("移動販売車は山あいの14集落を回ります。", "移動販売車は何集落まわる？", "14集落"),
    ],
)
def test_a_number_is_told_in_whatever_unit_the_sentence_prints_it(told: str, question: str, answers: str):
    assert answers in _asked(told, question).text


@pytest.mark.parametrize("question", ["島に戻った人は何人？", "島に戻った人の数は？", "島に戻った人って何人だった？"])
def test_a_row_is_called_by_what_stands_last_in_what_it_counts_however_they_came_to_be_counted(question: str):
    town = town_of_one_sheet(["島に戻った人4人が店を開きました。"], ["帰郷の窓口を通じて島に戻った人の数"], unit="人")
    assert "320人" in answer(town, question, None).text


def test_where_two_rows_count_the_same_people_neither_is_called_by_them_alone():
    rows = ["窓口を通じて島に戻った人の数", "漁協の紹介で島に戻った人の数"]
    assert "320人" not in answer(town_that_counts(*rows, unit="人"), "島に戻った人は何人？", None).text.split("・")[0]


def test_who_does_something_for_others_is_no_number_of_what_is_done():
    assert "320" not in answer(town_that_counts("漁業相談の実施件数"), "漁業相談員は何人？", None).text


@pytest.mark.parametrize(
    "question",
    [
        "ヌートリアの被害、今後は？",
        "これからヌートリアにはどう対応する？",
        "ヌートリアがため池に出て困る。これからどうする？",
    ],
)
def test_what_is_done_about_what_troubles_people_is_told_whatever_the_trouble_is(question: str):
    town = town_of_one_sheet(
        ["ため池の被害を調べました。", "学校の問題に対応しました。"],
        to_come="ヌートリアを捕らえる箱わなを貸し出します。",
    )
    assert "箱わな" in answer(town, question, None).text


def test_the_third_day_of_a_stay_and_a_class_are_no_dates():
    town = town_of_one_sheet(["県立農業大学校の小学校3年生向けの合宿を2泊3日で行いました。"])
    assert "出典" not in answer(town, "小学校はいつ統合する？", None).text


def test_a_doing_is_the_same_whether_a_noun_a_verb_or_what_it_does_to_people_says_it():
    town = town_that_counts("受付の待ち時間", unit="分")
    for question in ("受付でどのくらい待つの？", "受付でどんくらい待たされる？", "受付の待ちはどのくらい？"):
        assert "320分" in answer(town, question, None).text, question


def test_what_each_guest_spends_and_what_it_costs_to_become_something_is_no_budget():
    told = ["見物客の消費は1人当たり2,450円でした。", "島の棚田の里親を年額2万5千円で募りました。"]
    town = town_of_one_sheet(told, ["見物客の数", "棚田の里親の数"], unit="人")
    assert "2,450円" in answer(town, "見物客は1人当たりいくら使った？", None).text
    assert "2万5千円" in answer(town, "棚田の里親になるといくらかかる？", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [("渡し船は一日なんぼ往復さ減るんだ？", "4往復"), ("木工なんでも教室の先生は誰がやったの？", "船大工")],
)
def test_dialect_counts_in_any_unit_and_nandemo_asks_for_no_reason(question: str, told: str):
    town = town_of_one_sheet(
        ["渡し船を1日6往復から4往復に減らしました。", "船大工が先生となる「木工なんでも教室」を開きました。"],
        ["木工教室の参加者数"],
        unit="人",
    )
    assert told in answer(town, question, None).text


@pytest.mark.parametrize(
    ("told", "question", "answers"),
    [
        ("市民一人一日当たりの野菜摂取量が265gと、県の平均を下回っています。", "野菜摂取量は？", "265g"),
        ("市民の食事を調べました。一日の野菜摂取量は265gでした。", "ここの市民の野菜摂取量は？", "265g"),
        ("市内の発電量は、1,840kWhでした。", "発電量はどれくらい？", "1,840kWh"),
    ],
)  # fmt: skip
def test_an_amount_is_told_by_the_number_behind_its_very_name(told: str, question: str, answers: str):
    assert answers in _asked(told, question).text


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("野菜摂取量を増やすため、料理教室を12回開きました。", "野菜摂取量は？"),
        ("給水量が減り、貯水量は300トンでした。", "給水量は？"),
    ],
)
def test_no_other_number_of_a_sentence_is_an_amount_it_names(told: str, question: str):
    assert "出典" not in _asked(told, question).text


def test_a_number_may_stand_in_a_sentence_that_goes_on_with_what_the_first_was_about():
    pool = "町営プールは昭和50年に開きました。建物の傷みに加え、券売機が2台と少なく、夏は混み合います。"
    assert "2台" in answer(town_of_one_sheet([pool]), "町営プールの券売機は何台ありますか", None).text
    gym = "町営プールは昭和50年に開きました。体育館は、券売機が2台です。"
    assert not cites(answer(town_of_one_sheet([gym]), "町営プールの券売機は何台ありますか", None).text)


@pytest.mark.parametrize("asked", ["「しおかぜ」って年に何人くらい乗ってる？", "しおかぜは年間何人利用しますか"])
def test_how_many_a_year_is_told_before_how_many_there_are_at_a_time(asked: str):
    town = town_of_one_sheet(
        ["渡し船「しおかぜ」の会員は210人となりました。", "渡し船「しおかぜ」を、年間1,380人が利用しました。"]
    )
    assert "1,380人" in answer(town, asked, None).text


@pytest.mark.parametrize(
    "asked", ["温泉館は夜何時まで開くようになるの？", "おんせんかんは よる なんじまで あくように なるの？"]
)
def test_until_what_hour_a_thing_will_be_open_is_told_by_what_is_to_come(asked: str):
    town = town_of_one_sheet(["温泉館を直しました。"], to_come="温泉館の開館時間を、金曜日は午後9時まで延ばします。")
    assert "午後9時まで" in answer(town, asked, None).text
