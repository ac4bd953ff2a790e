"""What becomes of things that were collected, what comes next of a thing, and how it stands beside ten years ago."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites


@pytest.mark.parametrize(
    "question",
    ["回収した流木はその後どうするの？", "回収した流木は何に使うの？", "回収した流木って、あとはどうなる？"],
)
def test_what_becomes_of_what_was_collected_is_told_and_not_how_much_it_was(question: str):
    told = town_of_one_sheet(
        ["流木の回収を行いました。回収した流木は、薪として市民に配りました。"],
        counted=["流木の回収件数"],
        to_come="流木を見張るカメラを海岸に置きます。",
    )
    reply = answer(told, question, None)
    assert "薪" in reply.text
    assert "320" not in reply.text


def test_where_nothing_tells_what_becomes_of_it_the_next_steps_are_told_as_before():
    told = town_of_one_sheet(counted=["流木の回収件数"], to_come="流木を見張るカメラを海岸に置きます。")
    assert "カメラ" in answer(told, "回収した流木は今後どうするの？", None).text


@pytest.mark.parametrize(
    "question", ["牛まつりは次からどこでやるの？", "次回の牛まつりはどこ？", "牛まつり、今度からは何日間？"]
)
def test_the_next_time_is_what_is_to_come(question: str):
    assert "総合運動公園" in answer(town("fields"), question, None).text


def test_a_statement_may_itself_look_ten_years_back():
    told = town_of_one_sheet(["合唱団の団員は10年前に比べ約2割減りましたが、朗読会の客は増えました。"])
    assert "2割" in answer(told, "合唱団の団員は10年前からどのくらい減った？", None).text
    assert not cites(answer(told, "合唱団の団員は5年前からどのくらい減った？", None).text)


@pytest.mark.parametrize("question", ["計画では商店街は今後どうする？", "計画だと図書館はこれからどうなる？"])
def test_what_is_to_come_is_looked_for_in_the_plan_where_that_is_named(question: str):
    assert "振興計画" in answer(town("fields"), question, None).text.splitlines()[-1]


def test_shops_are_counted_by_several_counters():
    told = town_that_counts("手打ちうどんの取扱店舗数", unit="店")
    assert "320店" in answer(told, "手打ちうどんを出してる店は何軒？", None).text


def test_who_serves_a_dish_opens_no_shop():
    told = town_that_counts("出店数", unit="店")
    assert not cites(answer(told, "手打ちうどんを出してる店は何軒？", None).text)


def test_how_many_cows_there_are_is_not_how_many_were_paid_for():
    told = town("fields")
    assert "1,792頭" in answer(told, "子を産む牛はいま何頭いる？", None).text
    assert "27" in answer(told, "メス牛を買う補助は何頭分？", None).text


def test_in_which_a_thing_is_counted_is_no_slip_of_another_word():
    told = town_of_one_sheet(["機材の貸出を始めました。"], counted=["屋台の出店台数"])
    assert "320台" in answer(told, "屋台は何台出てた？", None).text


def test_what_lies_in_the_city_is_the_same_however_the_dictionary_cuts_it():
    told = town_of_one_sheet(["市内の事業所に就職する生徒は5人に1人です。"])
    assert "5人に1人" in answer(told, "地元に残って就職する生徒はどのくらい？", None).text


def test_a_verb_that_is_denied_has_no_direction():
    told = town_of_one_sheet(["保育士をめざす学生に修学資金を貸し付け、市内で働けば返還を免除します。"])
    assert "返還を免除" in answer(told, "保育士になりたい学生がお金を借りて返さなくていい制度は？", None).text


@pytest.mark.parametrize(
    "question", ["どこの国の人に来てほしい？海外のお客さん", "海外のお客さんはどの国を狙ってるの？"]
)
def test_a_country_need_not_be_called_one(question: str):
    assert "台湾" in answer(town("fields"), question, None).text


def test_a_name_that_is_cut_across_the_citys_own_still_names_a_thing():
    # 棚倉野牛 is cut 棚倉 and 野牛
    reply = answer(town("terraces"), "棚倉野牛の農家は何戸？", None)
    assert "14戸" in reply.text


def test_foreigners_are_no_teachers_of_foreign_languages():
    told = town_of_one_sheet(
        ["外国語指導助手を3人から4人に増やしました。", "外国人住民は農業の実習生を中心に71人となりました。"]
    )
    assert "71人" in answer(told, "外国人は何人いますか", None).text


def test_whoever_a_thing_is_said_of_may_stand_between_it_and_its_number():
    told = town_of_one_sheet(["不登校の児童生徒は19人で、前の年より2人減りました。"])
    assert "19人" in answer(told, "学校に行けない子は何人いる？", None).text


def test_several_of_a_thing_are_a_number_without_any_counter():
    told = town_of_one_sheet(["なり手が足りず、4つの自治会が解散しました。"])
    assert "4つ" in answer(told, "自治会はいくつ解散した？", None).text


@pytest.mark.parametrize("question", ["民宿は何軒残ってる？", "民宿は今何軒？", "民宿は何軒ありますか"])
def test_how_many_are_left_is_told_by_how_many_there_are_and_by_no_money(question: str):
    told = town_of_one_sheet(
        ["預かり先となる民宿を、2軒から4軒に増やしました。", "民宿の数は30軒から17軒に減りました。"]
    )
    assert "17軒" in answer(told, question, None).text


def test_by_how_much_a_thing_shrank_may_stand_far_behind_it():
    told = town_of_one_sheet(["干潟は埋立てなどにより大正の頃の4分の1まで減少しました。"])
    assert "4分の1" in answer(told, "干潟はどれくらい減った？", None).text


def test_how_many_shops_stand_empty_may_be_told_as_a_share():
    told = town_of_one_sheet(["本町商店街では、店舗の3割近くが空き店舗となっています。"])
    assert "3割" in answer(told, "商店街の空き店舗はどのくらい？", None).text
    assert not cites(answer(told, "商店街の空き店舗は何軒？", None).text)


def test_how_many_years_one_learns_is_a_span_of_time():
    told = town_of_one_sheet(["漁師のもとで3年間学ぶ「漁業塾」を開きました。"])
    assert "3年間" in answer(told, "漁業塾は何年通うの？", None).text


@pytest.mark.parametrize(
    "question", ["高校生のバスツアーは今後どうなりますか", "高校生が行くバスツアー、次年度はどうする？"]
)
def test_a_sentence_on_what_is_to_come_of_the_very_thing_comes_before_what_is_aimed_at(question: str):
    assert "春休みに移し" in answer(town("wisteria"), question, None).text
