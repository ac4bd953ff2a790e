"""Towns beside this one, dates in a sentence, several things at once and places in the plan, asked as residents do."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.directions import lower_is_better


@pytest.mark.parametrize("neighbour", ["十日町市", "大町市", "雪ノ下市", "四日市市"])
def test_no_figure_is_told_of_a_town_whose_name_is_made_of_common_words(neighbour: str):
    told = town_that_counts("水洗化率", unit="%")
    assert not cites(answer(told, f"{neighbour}の水洗化率は？", None).text)
    assert "320%" in answer(told, "みほん市の水洗化率は？", None).text


@pytest.mark.parametrize("other", ["ロードヒーティング", "消雪パイプ"])
def test_what_melts_snow_in_another_way_is_counted_apart(other: str):
    told = town_that_counts("流雪溝の整備延長", unit="km")
    assert not cites(answer(told, f"{other}の整備延長は？", None).text)
    assert "320km" in answer(told, "流雪溝の整備延長は？", None).text


def test_a_month_of_a_year_is_told_by_the_sentence_that_has_both():
    told = town_of_one_sheet(["路線バスの運転手が足りません。令和6年10月には、川端線が廃止されました。"])
    assert "川端線" in answer(told, "令和6年10月になくなったバス路線は何線？", None).text
    assert not cites(answer(told, "令和6年4月になくなったバス路線は何線？", None).text)


def test_what_is_foreseen_in_ten_years_is_told_where_it_is_printed():
    told = town_of_one_sheet(["架けてから50年を過ぎた橋は20%ですが、15年後には55%になる見込みです。"])
    assert "55%" in answer(told, "50年を過ぎた橋は15年後に何%になる？", None).text
    assert not cites(answer(told, "50年を過ぎた橋は30年後に何%になる？", None).text)


def test_of_three_things_those_are_told_that_reached_their_target():
    reply = answer(town("avenues"), "水洗化率と有収率と汚水処理人口普及率で、目標に届かなかったのはどれ？", None)
    assert reply.text.startswith("目標に届かなかったのは、水洗化率です。")
    reply = answer(town("avenues"), "かんじき号、ゆきわり号、雪ヶ原駅のうち目標を達成したのは？", None)
    assert reply.text.startswith("目標を達成したのは、市内循環バス「ゆきわり号」の年間利用者数です。")


def test_whoever_asks_of_the_plan_is_told_its_own_number():
    assert "4-4" in answer(town("avenues"), "下水道のことは計画の何番にある？", None).text
    assert "3-5-1" in answer(town("avenues"), "空き家対策事業費は計画のどの施策？", None).text


def test_all_there_are_is_no_number_of_those_looked_at():
    told = town_of_one_sheet(["市が管理する86橋のうち、12橋を直しました。"], ["橋りょう点検の実施数"], unit="橋")
    assert "86橋" in answer(told, "橋は何橋ある？", None).text
    assert not cites(answer(town_that_counts("橋りょう点検の実施数", unit="橋"), "橋は何橋ある？", None).text)
    assert "320橋" in answer(told, "橋の点検は何橋した？", None).text


@pytest.mark.parametrize(
    "question", ["雪捨て場は何か所ある？", "雪を捨てるところはいくつあるの？", "ゆきすてばは なんかしょ"]
)
def test_what_the_city_keeps_is_all_there_is(question: str):
    told = town_of_one_sheet(["市内7か所の雪捨場を管理し、市民の雪も受け入れました。"])
    assert "7か所" in answer(told, question, None).text


@pytest.mark.parametrize("question", ["循環バスはどこまで行くようになった？", "循環バスは新しくどこまで行けるの？"])
def test_how_far_a_bus_goes_is_a_place(question: str):
    told = town_of_one_sheet(["循環バスの経路を市立病院の玄関前まで延ばしました。"], ["循環バスの利用者数"], unit="人")
    assert "市立病院" in answer(told, question, None).text


def test_which_places_they_are_is_told_by_a_sentence_with_several():
    told = town_of_one_sheet(
        ["冬は公園で遊べないという声がありました。", "冬も遊べるよう、中央公園と川原公園に雪山を造りました。"]
    )
    assert "川原公園" in answer(told, "冬も遊べる公園はどことどこ？", None).text


def test_how_often_a_thing_happens_is_not_asked_by_complaining_of_it():
    told = town_of_one_sheet(
        ["道路の穴埋めを行いました。"], to_come="舗装の穴埋めの繰り返しをやめ、路盤から補修します。"
    )
    assert "路盤" in answer(told, "道の穴、何回も埋めてるけど、直し方を変えるつもりはある？", None).text


def test_a_dialect_particle_is_none_in_a_verb():
    told = town_that_counts("早期措置が必要な橋の修繕完了数", unit="橋")
    assert "320橋" in answer(told, "早く直さないといけない橋は、いくつ直し終わった？", None).text


def test_why_is_asked_by_what_for_too():
    turns = ["水洗化率はどうだった？", "目標いかなかったのは何で？"]
    assert "後継ぎ" in converse(town("avenues"), turns).text


def test_a_service_with_a_name_is_found_by_its_kind():
    reply = answer(town("avenues"), "乗合タクシーの運行区域は何地区から何地区になった？", None)
    assert "4地区から7地区" in reply.text


@pytest.mark.parametrize(
    ("name", "less"),
    [("管理不全な空き家の戸数", True), ("管理不全な空き家の是正件数", False), ("不法投棄の回収件数", False)],
)
def test_what_was_put_right_is_aimed_at(name: str, less: bool):
    assert lower_is_better(name) is less


@pytest.mark.parametrize("neighbour", ["上山市", "田中市", "久見町"])
def test_no_statement_tells_a_number_of_a_town_that_no_document_has(neighbour: str):
    told = town_of_one_sheet(["特定健診は、40歳代の受診率が26%にとどまりました。"])
    assert not cites(answer(told, f"{neighbour}の特定健診の受診率は？", None).text)
    assert "26%" in answer(told, "40歳代の特定健診の受診率は？", None).text


def test_what_is_there_is_not_what_has_gone():
    told = town_that_counts("通いの場の数", unit="か所")
    assert not cites(answer(told, "通いの場は何か所なくなった？", None).text)
    assert not cites(answer(told, "通いの場はいくつやめちゃったの？", None).text)
    assert "320か所" in answer(told, "通いの場はいくつあるの？", None).text


def test_houses_that_may_fall_are_not_those_put_right():
    told = town_that_counts("管理不全な空き家の是正件数", unit="件")
    assert not cites(answer(told, "倒れそうな空き家は何戸？", None).text)
    assert "320件" in answer(told, "是正された管理不全な空き家は何件？", None).text


def test_printed_matter_is_counted_in_two_ways():
    assert "320部" in answer(town_that_counts("記念誌の販売部数", unit="部"), "記念誌は何冊売れた？", None).text


def test_what_people_answered_in_a_survey_is_no_name():
    told = town_of_one_sheet(
        ["跡を継ぐ人が「いない」または「未定」の店は半数です。", "後継者がいないと答えた農家は7割でした。"]
    )
    assert "7割" in answer(told, "後継ぎがいない農家はどれくらい？", None).text


def test_what_is_reckoned_is_told_as_such():
    told = town_of_one_sheet(["認知症の高齢者は約900人と推計されています。"])
    assert "900人" in answer(told, "認知症のお年寄りは何人いると見られてる？", None).text


@pytest.mark.parametrize(
    "asked",
    ["ドイツに学生を派遣するようになったのは何年から？", "ドイツさ学生ば送るようになったのは、何年からだっけ？"],
)
def test_since_when_one_does_so_may_stand_in_what_is_aimed_at(knowledge: Knowledge, asked: str):
    told = answer(knowledge, asked, None).text
    assert cites(told)
    assert "平成7年" in told


def test_what_is_to_be_done_about_a_thing_is_no_reason_for_it():
    told = town_of_one_sheet(
        counted=["公共物の被害件数"], reason="公園の落書きが増えたためです。", to_come="公園に明るい照明を設けます。"
    )
    assert "照明" in answer(told, "公園の落書きを減らすため、今後どのような取組をしますか", None).text


def test_whom_one_has_and_would_do_something_with_is_said_in_one(knowledge: Knowledge):
    told = town_of_one_sheet(["ペットと離れたくない人のため、旧東小学校をペット同伴の避難所としました。"])
    for asked in ("犬がいるんだけど、一緒に避難できるのはどこ？", "猫と一緒に逃げられる所はどこですか"):
        assert "旧東小学校" in answer(told, asked, None).text
    assert not cites(answer(told, "犬がいるんだけど、登録はどこ？", None).text)
    assert knowledge.mending.in_kanji("妻がいますが、一緒に住めますか") == "妻と一緒に住めますか"


@pytest.mark.parametrize(
    ("row", "asked", "other"),
    [
        ("通話録音装置の貸出台数", "電話の録音ができる機械は何台貸した？", "血圧を測る機械は何台貸した？"),
        ("協定を結んだ事業者件数", "協定を結んだ業者は何件？", "水道の業者は何件？"),
    ],
)
def test_what_a_row_counts_is_called_in_everyday_words(row: str, asked: str, other: str):
    told = town_that_counts(row)
    assert "320" in answer(told, asked, None).text
    assert not cites(answer(told, other, None).text)


def test_dialect_asks_how_often_and_what_comes(knowledge: Knowledge):
    assert "実績4回" in answer(knowledge, "首都圏のフェアさ、何べん出だ？", None).text
    coming = answer(knowledge, "町内会どうしの付き合い、こっからどうやって広げでいぐんだ？", None).text
    assert coming.startswith("今後の取組")
