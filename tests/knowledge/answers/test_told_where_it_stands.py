"""What was said in other words stands under a title, beside a name or in another numeral; what is not printed is not told."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Figure, Indicator, Ledger, Results, Source

_SOURCE = Source("令和6年度 主要施策の成果説明書", "施策4-1-1")


def _with_title(title: str) -> Knowledge:
    row = Indicator("福祉施設のボランティアの人数", Figure("300", None, "人"), Figure("320", None, "人"), _SOURCE)
    sheet = Results(
        city="みほん市", year=2024, department="福祉課", code=Code("4次", "4-1-1"), title=title, chapter="第4章 福祉",
        section="支え合います", strategy=None, purposes=(), goals=(), achievements=(), indicators=(row,), reason=None,
        next_steps=None, source=_SOURCE,
    )  # fmt: skip
    return Knowledge.build(Ledger("v", results=(sheet,)), city="みほん市")


def test_what_a_title_names_may_stand_before_the_word_of_a_row():
    asked = "高齢者施設のボランティアは何人？"
    assert "320人" in answer(_with_title("高齢者の暮らしを支える"), asked, None).text
    assert not cites(answer(_with_title("子どもの暮らしを支える"), asked, None).text)


@pytest.mark.parametrize("said", ["走り切った方はどのくらいの割合", "最後まで走った人は何割", "ゴールした人の割合"])
def test_who_came_to_the_end_of_a_race_is_told_by_the_share_of_them(said: str):
    told = town_of_one_sheet(["湖畔マラソンを開き、参加者の41%が県外の人でした。"], ["湖畔マラソンの完走率"], unit="%")
    text = answer(told, f"湖畔マラソンでは、{said}でしたか。", None).text
    assert "320%" in text
    assert "41%" not in text


def test_the_share_of_those_who_did_something_is_no_other_share():
    told = town_of_one_sheet(["湖畔マラソンを開き、参加者の41%が県外の人でした。"])
    assert not cites(answer(told, "湖畔マラソンで転んだ人の割合は？", None).text)


def test_a_statement_with_nothing_but_the_common_words_of_a_question_tells_no_share():
    told = town_of_one_sheet(["講座は18歳以上の者に限り、3回まで受けられます。"])
    assert not cites(answer(told, "六十歳以上の者は何割ほどになるのでしょうか。", None).text)


_DESCRIBED = "夜間に子どもの熱や咳で困ったときに看護師が答える「ほっと窓口」を置きます。"


def test_the_date_of_what_a_plan_describes_stands_beside_the_name_it_gives_it():
    told = town_of_one_sheet(
        [_DESCRIBED], to_come="令和7年10月に「ほっと窓口」を開きます。体育館は令和8年3月に閉じます。"
    )
    assert "令和7年10月" in answer(told, "子どもの熱のとき看護師が答える窓口はいつできる？", None).text


def test_no_date_of_another_thing_is_told_of_it():
    told = town_of_one_sheet([_DESCRIBED], to_come="体育館は令和8年3月に閉じます。")
    assert not cites(answer(told, "子どもの熱のとき看護師が答える窓口はいつできる？", None).text)


_FIREWORKS = "第30回湖上花火大会を8月3日に開きました。"


def test_when_a_thing_is_held_again_is_told_by_what_is_to_come():
    told = town_of_one_sheet(
        [_FIREWORKS], ["湖上花火大会の来場者数"], unit="人", to_come="第31回大会は7月26日に早めます。"
    )
    assert "7月26日" in answer(told, "次の湖上花火大会はいつ？", None).text


def test_when_it_was_held_last_is_no_answer_to_when_it_is_next():
    told = town_of_one_sheet([_FIREWORKS, "湖岸の道を直しました。", "体育館を直しました。"])
    assert "8月3日" in answer(told, "湖上花火大会はいつだった？", None).text
    assert not cites(answer(told, "次の湖上花火大会はいつ？", None).text)


@pytest.mark.parametrize(
    ("told", "asked", "amount"),
    [
        (
            "駅前の広場で毎月「かご市」を開き、年間で96万円を売り上げました。",
            "かご市は一年でどれくらい売れた？",
            "96万円",
        ),
        (
            "市民一人当たりの一日の食塩摂取量は推計10.8グラムでした。",
            "市民は一日にどのくらい塩をとってる？",
            "10.8グラム",
        ),
        (
            "市営の温泉は令和5年度の決算で3,200万円の赤字でした。",
            "市営の温泉は令和5年度いくら赤字だった？",
            "3,200万円",
        ),
    ],
)
def test_what_is_sold_lost_or_eaten_is_told_in_its_own_unit(told: str, asked: str, amount: str):
    assert amount in answer(town_of_one_sheet([told, "体育館を直しました。"]), asked, None).text


def test_a_workshop_is_called_by_its_type_alone():
    told = town_that_counts("就労継続支援B型事業所の平均工賃月額", "就労継続支援A型事業所の利用者数", unit="円")
    assert "B型" in answer(told, "B型作業所の工賃は月いくら？", None).text


def test_pupils_of_whom_a_row_says_what_they_do_go_to_a_primary_school():
    told = town_that_counts("毎朝走る児童の割合", unit="%")
    assert "320%" in answer(told, "毎朝走る小学生の割合は？", None).text
    assert not cites(answer(town_that_counts("毎朝走る生徒の割合", unit="%"), "毎朝走る小学生の割合は？", None).text)


def test_a_long_vowel_may_be_typed_as_the_kanji_for_one():
    told = town_that_counts("フードバンクセンターの利用者数", unit="人")
    assert "320人" in answer(told, "フードバンクセンタ一の利用者は何人？", None).text


def test_children_seen_at_night_are_patients_of_the_pediatric_service():
    told = town_of_one_sheet(
        counted=["小児の夜間診療の受診者数"],
        unit="人",
        reason="小児の夜間診療の受診者数については、冬の風邪が長引いたためです。",
    )
    assert "長引いた" in answer(told, "こどもの夜間診療が増えた理由は？", None).text
