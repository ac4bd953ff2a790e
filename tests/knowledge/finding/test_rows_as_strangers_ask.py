"""Rows asked for in the words of people who never saw the documents: what was meant is told, what stands beside it is not."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("クアオルト協議会の大会、市民は何人で行くつもりだった？", "目標10人"),
        ("移住フェアに何回出た？予定は？", "計画3回"),
        ("人権の相談、何回やる予定だったっけ？", "目標15回"),
    ],
)
def test_a_number_that_was_meant_to_be_is_a_target(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


def test_a_number_still_to_come_is_no_target(knowledge: Knowledge):
    assert "計画3回" not in answer(knowledge, "移住フェアはこれから何回やる予定？", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("観光客を何万人まで増やすつもり？", "70.0万人"),
        ("宿泊者数を何人に増やす？", "75,000人"),
        ("生けすは何基にするの？", "6基"),
        ("電動アシスト自転車は何台にする？", "20台"),
        ("民泊の家は何軒まで増やすの？", "30軒"),
    ],
)
def test_how_many_it_is_to_be_is_told_by_what_is_meant_to_come(question: str, told: str):
    assert told in answer(town("bay"), question, None).text


def test_what_calls_another_row_is_not_told_by_a_row_of_its_sheet():
    assert "66,820" not in answer(town("bay"), "クルーズ船でどれだけのお客が降りた？", None).text


def test_tours_are_counted_as_people_like(knowledge: Knowledge):
    assert "2ツアー" in answer(knowledge, "泊まりで保健指導受けるツアー、結局なん本できた？", None).text


def test_who_got_help_with_the_rent_is_counted_and_no_price():
    sheet = town_that_counts("家賃の補助を受けた就農者数", unit="人")
    assert "320人" in answer(sheet, "家賃の補助を受けた就農者は何人いましたか？", None).text
    assert "出典" not in answer(sheet, "家賃の補助はいくらもらえますか？", None).text


def test_a_weight_for_each_person_a_day_is_a_weight():
    sheet = town_that_counts("市民1人1日当たりのごみ排出量", unit="g/人・日")
    assert "320" in answer(sheet, "市民1人1日当たりのごみの排出量は何グラム？", None).text


@pytest.mark.parametrize(
    "question",
    [
        "移住のお仕事には、市の職員さん何人分の手がかかっている？",
        "こくさいこうりゅうの しごとに やくしょの ひとは なんにんぶん かかってるの",
        "クアオルトの事業に関わった職員の人数は、予定と実際でどう違いましたか",
    ],
)
def test_the_work_of_staff_is_asked_for_in_many_ways(knowledge: Knowledge, question: str):
    assert "従事人工" in answer(knowledge, question, None).text


def test_a_note_in_a_name_is_no_part_of_what_has_to_be_said(knowledge: Knowledge):
    assert (
        "個人情報保護運営審議会" in answer(knowledge, "個人情報の審議会って目標何回だった？", None).text.splitlines()[0]
    )


def test_a_name_is_found_though_it_is_cut_otherwise():
    sheet = town_that_counts("胃内視鏡検診の受診者数", unit="人")
    assert "320人" in answer(sheet, "胃の内視鏡検診を受けた人は何人？", None).text
    assert "出典" not in answer(sheet, "胃のバリウム検診を受けた人は何人？", None).text
    assert "出典" not in answer(sheet, "大腸の内視鏡検診を受けた人は何人？", None).text


def test_a_verb_in_a_name_is_asked_for_by_its_noun():
    sheet = town_that_counts("参加を呼びかけるために訪問した企業数", unit="社")
    assert "320社" in answer(sheet, "参加の呼びかけで訪問した企業は何社？", None).text


def test_the_share_of_each_for_a_day_is_said_in_many_ways():
    sheet = town_that_counts("市民1人1日当たりのごみ排出量", unit="g")
    assert "320g" in answer(sheet, "ごみって一人で一日どのくらい出してるの？", None).text


@pytest.mark.parametrize(("whose", "is_told"), [("高齢者", True), ("女性", False), ("外国人", False)])
def test_things_are_those_of_whom_the_sheet_says_they_are_for(whose: str, is_told: bool):
    sheet = town_that_counts("緊急通報装置の設置台数", purpose="高齢者等を地域で見守る体制をつくります。")
    told = answer(sheet, f"{whose}のお宅に置く緊急通報装置は何台？", None)
    assert ("320台" in told.text) is is_told


def test_the_people_of_a_kind_are_never_all_of_them():
    sheet = town_that_counts("見守り協力員の人数", purpose="高齢者等を地域で見守る体制をつくります。", unit="人")
    assert "出典" not in answer(sheet, "女性の見守り協力員は何人？", None).text


def test_somebodys_name_is_told_by_no_figure():
    sheet = town_that_counts("消防団員数（機能別団員を含む各年度の四月一日現在の実員）", unit="人")
    assert "出典" not in answer(sheet, "消防団長の名前とLINE教えて", None).text


def test_damage_in_yen_is_told_by_its_row():
    sheet = town_that_counts("有害鳥獣による農作物被害額", unit="千円")
    assert "320千円" in answer(sheet, "イノシシとかに畑を荒らされた損害、いくらだった？", None).text


@pytest.mark.parametrize(
    "question", ["移住の人数", "移住何人ですか", "移住何人やねん", "移住の人数は何人", "移住のひとは何人きたの"]
)
def test_what_came_of_a_thing_is_counted_however_one_says_it(knowledge: Knowledge, question: str):
    assert "実績18件" in answer(knowledge, question, None).text


@pytest.mark.parametrize("question", ["ツアーいくつ", "ツアーは何回"])
def test_what_is_a_unit_itself_is_counted_in_it(knowledge: Knowledge, question: str):
    assert "実績2ツアー" in answer(knowledge, question, None).text


def test_how_many_there_are_of_all_is_not_told_by_a_row_in_that_unit(knowledge: Knowledge):
    assert "17団体" not in answer(knowledge, "団体はいくつ", None).text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("フェア何回", ("移住フェア等への出展回数", "募集に係るフェア等への参加回数")),
        ("学生は何人行ったの", ("学生訪問団派遣人数", "訪独学生への説明会、研修会等への参加者数")),
    ],
)
def test_where_several_rows_count_the_one_thing_named_it_is_asked_which(
    knowledge: Knowledge, question: str, names: tuple[str, ...]
):
    said = answer(knowledge, question, None)
    assert said.outcome == "asked_back"
    assert all(name in said.text for name in names)


def test_a_degree_is_a_share_and_no_number_of_things(knowledge: Knowledge):
    assert "26.8%" in answer(knowledge, "浸透度はいくつ", None).text
    assert "26.8%" in answer(knowledge, "しんとうど いくつ", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("44地区って何", "地域間交流地区数"),
        ("17団体って何？", "NPO法人数"),
        ("26.8％って何", "市民浸透度"),
        ("221千円って何", "地域おこし協力隊推進事業費"),
    ],
)
def test_a_number_sent_as_it_is_leads_to_what_it_counts(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text.splitlines()[0]


def test_a_number_that_nothing_prints_leads_to_nothing(knowledge: Knowledge):
    assert "出典" not in answer(knowledge, "999団体って何", None).text


def test_how_many_work_for_the_city_is_not_the_work_of_a_project(knowledge: Knowledge):
    assert answer(knowledge, "職員は何人", None).outcome == "unknown"


@pytest.mark.parametrize("question", ["協力隊の人件費は", "NPOの人件費", "クアオルトの人件費は"])
def test_what_somebody_is_paid_for_a_thing_is_no_other_thing(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


@pytest.mark.parametrize(
    ("row", "unit", "question"),
    [
        ("企業訪問件数", "件", "会社まわりは何社？"),
        ("植樹本数", "本", "苗木はどれだけ植えたの？"),
        ("1人1日当たりのごみ排出量", "g", "ごみの量は？"),
        ("自転車用ヘルメットの補助件数", "件", "ヘルメットの補助は何件？"),
        ("クルーズ船の寄港回数", "回", "豪華客船は何回来た？"),
    ],
)
def test_one_thing_that_is_all_a_row_counts_calls_it(row: str, unit: str, question: str):
    assert "実績320" in answer(town_that_counts(row, unit=unit), question, None).text


@pytest.mark.parametrize(
    ("row", "unit", "question"),
    [
        ("1人1日当たりのごみ排出量", "g", "ごみは全部で何トン？"),
        ("通いの場の参加者数", "人", "お年寄りの集まる所はいくつ？"),
        ("自転車利用者数", "人", "利用者は何人？"),
    ],
)
def test_a_row_that_counts_something_else_of_it_is_not_told(row: str, unit: str, question: str):
    assert "320" not in answer(town_that_counts(row, unit=unit), question, None).text


@pytest.mark.parametrize(
    ("folder", "question", "not_told"),
    [
        ("bay", "道の駅の売上は？", "朝市の開催回数は、"),
        ("bay", "魚離れってどのくらい？", "326人"),
        ("bay", "ふるさと納税でいくら集まった？", "42,680"),
        ("snowfield", "女の消防団員は何人？", "597人"),
        ("snowfield", "水道管の地震対策は？", "入居率"),
        ("orchards", "空き店舗に入った店は？", "20.5"),
    ],
)
def test_what_only_goes_with_a_thing_is_not_told_for_it(folder: str, question: str, not_told: str):
    assert not_told not in answer(town(folder), question, None).text


@pytest.mark.parametrize("asked", ["乗合タクシーは何人乗った？", "デマンドタクシーの利用者は何人？"])
def test_a_row_that_bears_a_name_is_asked_for_by_what_it_is(asked: str):
    assert "ゆきんこ号の年間利用者数は、目標10,500人・実績12,418人" in answer(town("snowfield"), asked, None).text


@pytest.mark.parametrize(("folder", "told"), [("snowfield", "941g"), ("sands", "902g")])
def test_how_much_rubbish_there_is_is_told_for_each_in_a_day_and_no_total_of_all_by_it(folder: str, told: str):
    assert told in answer(town(folder), "ごみの量は？", None).text
    for question in ("市全体のごみの量は？", "ごみの量は全部でどのくらい？", "ごみの量は年間何トン？"):
        assert told not in answer(town(folder), question, None).text


def test_the_season_that_is_written_before_a_name_makes_no_other_thing():
    town = town_of_one_sheet(
        ["冬の「ほたる灯籠まつり」を2日間開きました。"], ["ほたる灯籠まつりの実行委員会の開催回数"]
    )
    assert "320回" in answer(town, "冬の灯籠まつりの実行委員会は何回開かれた？", None).text
    assert answer(town, "夏の灯籠まつりの実行委員会は何回開かれた？", None).outcome == "unknown"
