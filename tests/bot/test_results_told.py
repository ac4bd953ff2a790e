"""What came of a survey goes back to everybody who was asked: free along with any next answer, or as one push."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from panel_town import NOON, PanelTown, person

from handlers import survey_wording
from handlers.panel_facts import Tidings
from panel.results import NO_ESTIMATE
from storage import surveys, waves
from storage.outbox import sealed_body

HANA, KENTA, YUI = person(1), person(2), person(3)
TITLE = "アンケート「市報についてのアンケート」の結果です。"


@pytest.fixture
def town(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA, KENTA)
    town.says(YUI, "こんにちは")
    return town


@pytest.fixture
def wave(town):
    """A survey that has closed: Hana answered, Kenta was asked only."""
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "1", "1,2", "5", "10", "見やすい")
    town.passes(days=7, hours=9)
    assert town.kept(wave).state == "closed"
    return wave


def test_in_which_district_the_one_who_answered_lives_does_not_show_in_the_districts_that_are_listed(town, wave):
    """Two areas, two were asked in one of them, one answered: the other area is listed as well, hidden alike."""
    for question in town.results(wave).questions:
        if question.by_area is not None:
            assert question.by_area.columns == {"北部": None, "東部": None}


def told(town, who, words="NPO法人数の目標は？") -> bool:
    return TITLE in town.says(who, words)


def test_nothing_is_told_before_the_seventh_day(town, wave):
    town.passes(days=6, hours=22)
    assert not told(town, HANA)
    town.passes(hours=2)
    assert told(town, HANA)


def test_whatever_somebody_writes_next_brings_the_figures_once_and_for_nothing(town, wave):
    pushed = town.office.line.pushed
    town.passes(days=8)
    heard = town.says(HANA, "NPO法人数の目標は？")
    assert heard.startswith("NPO法人数の目標は？の答え")
    assert TITLE in heard
    assert "お願いした人 2人・答えた人 1人" in heard
    assert "・毎月読む 1人" in heard
    assert heard.endswith(NO_ESTIMATE)
    assert told(town, KENTA, "メニュー")  # asked, and entitled to hear what came of it
    assert [told(town, who) for who in (HANA, KENTA, YUI)] == [False, False, False]
    assert town.office.line.pushed == pushed


def test_the_citys_word_comes_later_on_the_same_card_with_its_day_promised_before(town, wave):
    with town.office.database.writing() as session:
        surveys.reflect(session, wave, None, date(2027, 1, 31))
    town.passes(days=8)
    assert "市がすることは、1月31日(日)までにお知らせします" in town.says(HANA, "使い方")
    with town.office.database.writing() as session:
        surveys.reflect(session, wave, "4月号から見出しを大きくします", None)
    town.passes(hours=1)
    heard = town.says(HANA, "使い方")
    assert "市では次のようにします（広報の担当）\n4月号から見出しを大きくします" in heard
    assert not told(town, HANA)
    assert "4月号から" in town.says(KENTA, "使い方")
    assert not told(town, KENTA)


def test_who_is_in_the_middle_of_something_is_not_interrupted(town, wave):
    town.passes(days=8)
    assert [told(town, HANA, words) for words in ("市民の声", "側溝のことです", "送る")] == [False, False, False]
    assert not told(town, HANA, "のせない")
    assert told(town, HANA, "使い方")


def test_what_is_looked_at_by_oneself_is_not_brought_again(town, wave):
    town.passes(days=8)
    assert told(town, HANA, "アンケート")
    assert not told(town, HANA)
    assert "問" not in town.presses(HANA, "ほかの結果")
    assert "決裁番号：" in town.presses(HANA, "くわしく")


@pytest.mark.parametrize(
    "asked", ["アンケートの結果", "結果は？", "アンケート結果を見せて", f"「{TITLE}」のアンケートの結果は"]
)
def test_who_asks_for_the_results_in_words_reads_them_and_no_answer_of_the_documents(town, wave, asked):
    town.passes(days=8)
    assert TITLE in town.says(HANA, "使い方")  # brought along, once
    assert TITLE in town.says(HANA, asked)


@pytest.mark.parametrize("asked", ["市民意識調査の結果は？", "移住者アンケートの結果", "NPO法人数の結果は？"])
def test_the_results_of_something_else_are_asked_of_the_documents(town, wave, asked):
    town.passes(days=8)
    assert TITLE in town.says(HANA, "使い方")
    assert TITLE not in town.says(HANA, asked)


def test_while_another_survey_is_open_the_list_tells_how_to_see_the_results(town, wave):
    town.passes(days=8)
    now = town.office.clock()
    for title in ("除雪について", "公園について"):
        town.sends(title=title, opens_at=now, closes_at=now + timedelta(days=1), remind_after=())
    assert "3 前回の結果" in town.says(HANA, "アンケート")
    assert TITLE in town.says(HANA, "3")


def test_several_surveys_come_one_at_a_time_and_each_can_be_called_up(town, wave):
    now = town.office.clock()
    town.sends(title="除雪について", opens_at=now, closes_at=now + timedelta(days=1), remind_after=())
    town.passes(days=1, hours=1)
    town.passes(days=8)
    assert TITLE in town.says(HANA, "使い方")
    assert "アンケート「除雪について」の結果です。" in town.says(HANA, "使い方")
    assert "結果です" not in town.says(HANA, "使い方")
    assert TITLE in town.presses(HANA, "ほかの結果")


def test_one_push_reaches_those_who_have_not_seen_them_and_nobody_hears_twice(town, wave):
    town.passes(days=8)
    assert told(town, HANA)
    pushed = town.office.line.pushed
    for _ in range(2):
        with town.office.database.writing() as session:
            report = town.results(wave)
            news: Tidings = survey_wording.tidings(report, "広報の担当", town.office.clock().date())
            body = sealed_body((survey_wording.results(news),), town.office.seal)
            waves.push_results(session, wave, body, town.office.seal, town.office.clock())
        town.office.ticks()
    assert town.office.line.pushed == pushed + 1
    assert TITLE in "\n".join(town.office.phone(KENTA))
    assert not told(town, KENTA)


def _pushes(town, wave):
    with town.office.database.writing() as session:
        words = survey_wording.results(
            survey_wording.tidings(town.results(wave), "広報の担当", town.office.clock().date())
        )
        waves.push_results(
            session, wave, sealed_body((words,), town.office.seal), town.office.seal, town.office.clock()
        )
    town.office.ticks()


def test_figures_that_were_pushed_are_out_whatever_day_it_is(town, wave):
    _pushes(town, wave)
    for who in (HANA, KENTA):
        assert TITLE in town.says(who, "アンケート")
        assert "決裁番号：" in town.presses(who, "くわしく")
        assert "決裁番号：" in town.says(who, "くわしく")
        assert "ほかに、お知らせできる結果はまだありません" in town.presses(who, "ほかの結果")
    with town.office.database.writing() as session:
        surveys.reflect(session, wave, "4月号から見出しを大きくします", None)
    town.passes(hours=1)
    assert "4月号から" in town.says(KENTA, "使い方")


@pytest.mark.parametrize("does", ["presses", "says"])
def test_who_answered_is_thanked_after_the_close_and_not_told_that_they_could_not_answer(town, wave, does):
    town.says(HANA, "メニュー")
    heard = getattr(town, does)(HANA, "答えを見直す")
    assert "締め切りました。ご協力ありがとうございました。答えは、もう直せません。" in heard
    assert "結果は、まとまりしだいこのトークでお知らせします" in heard
    assert "お答えいただけず、申し訳ありません" in town.presses(KENTA, "はじめる")
    town.passes(days=7)
    assert "結果は「アンケート」と送るとごらんになれます" in getattr(town, does)(HANA, "答えを見直す")


def test_between_the_close_and_the_counting_who_answered_is_thanked_too(town):
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "5", "10", "見やすい")
    town.office.clock.passes(days=7, hours=9)  # nothing has closed it yet
    assert "ご協力ありがとうございました" in town.presses(HANA, "答えを見直す")
    assert "お答えいただけず" in town.presses(KENTA, "はじめる")


def test_who_was_away_for_half_a_year_is_not_told_of_old_figures(town, wave):
    town.passes(days=200)
    assert not told(town, HANA)
    assert town.office.clock() > NOON


@pytest.mark.parametrize("words", ["アンケートの結果を教えて", "前回の結果", "結果はいつ出ますか"])
def test_who_asks_for_figures_that_are_not_out_is_told_that_they_come_whether_they_answered_or_not(town, wave, words):
    for who in (HANA, KENTA):
        town.says(who, "メニュー")
        heard = town.says(who, words)
        assert "結果は、まとまりしだいこのトークでお知らせします" in heard
        assert "お答えいただけず" not in heard


@pytest.mark.parametrize("words", ["つづける", "続きから", "再開"])
def test_who_comes_back_to_a_question_in_free_words_and_says_so_has_not_answered_it(town, words):
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "5", "10", "あとで")
    town.says(HANA, "アンケート")
    assert "ご意見をどうぞ" in town.says(HANA, words)
    assert "ありがとうございました" in town.says(HANA, "続けてください、今のままで")


def test_a_promise_that_the_city_has_not_kept_is_not_told_as_one_to_come(town, wave):
    with town.office.database.writing() as session:
        surveys.reflect(session, wave, None, date(2026, 12, 20))
    town.passes(days=8)
    assert "12月20日(日)までにお知らせします" in town.says(HANA, "アンケート")
    town.passes(days=10)
    late = town.says(HANA, "アンケート")
    assert "12月20日(日)までにお知らせする予定でしたが、遅れています" in late
    assert "までにお知らせします" not in late
