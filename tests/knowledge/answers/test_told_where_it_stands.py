"""What was said in other words stands under a title, beside a name or in another numeral; what is not printed is not told."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

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
