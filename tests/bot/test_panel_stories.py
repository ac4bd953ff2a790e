"""Stories of the panel, from the card to the results, on both databases with a clock that stands until it is moved."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hourly import forget
from panel_town import FILE, NOON, RULES, PanelTown, person
from sqlalchemy import select, update

from bot.alarms import Alarms
from handlers import survey_wording
from handlers.city import City
from handlers.flow import Scene, problems
from handlers.flows import monitor
from handlers.model import Facts, Standing
from handlers.panel_facts import Membership, PanelFacts
from panel import codes
from panel.results import NO_ESTIMATE
from storage import monitors, survey_results, surveys, typed_in, waves
from storage import person as who_said
from storage.models import Batch, Case, Monitor, SurveyAnswer
from storage.outbox import sealed_body
from storage.sealing import Seal

HANA, KENTA, YUI = person(1), person(2), person(3)


@pytest.fixture
def town(opens):
    return PanelTown.opened(opens, per_minute=1_000)


# --- joining and leaving -------------------------------------------------------------------------------------------


def test_a_resident_applies_in_four_taps_and_is_told_by_when(town):
    card = town.says(HANA, "モニター")
    assert "市民モニターを募集しています（100人・任期は2027年3月31日まで）" in card
    assert "12月18日(金)までにお知らせします" in card
    assert "年代を選んで" in town.says(HANA, "同意して応募する")
    assert "地区を選んで" in town.says(HANA, "30代")
    check = town.says(HANA, "１")
    assert "30代" in check
    assert "東地区" in check
    assert "応募を受け付けました" in town.says(HANA, "応募する")
    with town.office.database.reading() as session:
        (one,) = monitors.counts(session)
    assert (one.state, one.age_band, one.district, one.verified, one.count) == ("applied", "30代", "東地区", False, 1)
    assert "応募を受け付けています" in town.says(HANA, "モニター")


def test_in_the_middle_of_registering_another_key_word_is_told_so_and_loses_nothing(town):
    town.says(HANA, "モニター", "同意して応募する", "30代")
    assert "手続きの途中です" in town.says(HANA, "市民の声")
    assert "手続きの途中です" in town.says(HANA, "使い方")
    assert "北地区" in town.says(HANA, "2")


def test_staff_register_by_quota_the_rest_wait_and_all_are_told(town):
    for number, age in enumerate(("60代", "70歳以上", "60代", "18〜29歳"), start=1):
        town.applies(person(number), age)
    found = town.registers({"60歳以上": 2}, tells=True)
    assert (len(found.chosen), len(found.waiting)) == (3, 1)
    told = [any("登録しました" in text for text in town.office.phone(person(number))) for number in range(1, 5)]
    assert told == [True, True, False, True]
    assert "登録をお待ち" in town.says(person(3), "モニター")


def test_who_goes_back_from_the_code_applies_without_one(town):
    said = town.says(HANA, "モニター", "招待コードを使う", "戻る", "同意して応募する", "40代", "北地区")
    assert "この内容で応募しますか" in said
    assert "応募を受け付けました" in town.says(HANA, "応募する")


def test_a_code_sent_straight_away_is_taken_as_where_one_is_asked_for(town):
    with town.office.database.writing() as session:
        (code,) = monitors.issue(session, 1, "抽出第1回", town.office.seal, town.office.clock())
    assert "コードを読み取れません" in town.says(HANA, "ABCD-EFG2-JK0")
    town.says(HANA, "やめる")
    assert "年代" in town.says(HANA, code)
    assert "登録しました" in town.says(HANA, "40代", "北地区", "登録する")
    assert "このコードは使えません" in town.says(KENTA, code)
    assert [one.question for one in town.office.log()] == []


@pytest.mark.parametrize("word", ["招待コード", "招待コードが届きました", "モニターの招待コードを使いたい"])
def test_who_speaks_of_an_invitation_code_is_asked_for_it(town, word):
    assert "招待コードを送って" in town.says(HANA, word)


@pytest.mark.parametrize("text", ["ABCDEFGHJKM", "K-2026-0001-7", "090-2345-6789", "iphone15pro", "information"])
def test_words_and_numbers_out_of_the_blue_are_no_code(town, text):
    assert "コード" not in town.says(HANA, text)


def test_a_monitor_reads_how_to_leave_and_an_applicant_how_to_take_it_back(town):
    town.applies(HANA, "40代")
    assert "応募を取り消すときは「退会」と送ってください" in town.says(HANA, "モニター")
    town.joins(KENTA)
    card = town.says(KENTA, "モニター")
    assert "やめるときは「退会」と送ってください" in card
    assert "「アンケート」と送ると" in card


def test_a_code_from_a_letter_registers_at_once_and_only_once(town):
    with town.office.database.writing() as session:
        (code,) = monitors.issue(session, 1, "抽出第1回", town.office.seal, town.office.clock())
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in code.lower())
    assert "招待コードを送って" in town.says(HANA, "モニター", "招待コードを使う")
    assert "読み取れません" in town.says(HANA, "ABCD")
    assert "年代" in town.says(HANA, wide)
    assert "この内容で登録しますか" in town.says(HANA, "40代", "北地区")
    assert town.taps(HANA) == ["登録する", "書き直す"]
    assert "市民モニターに登録しました。ご登録ありがとうございます" in town.says(HANA, "登録する")
    assert "確認済み" in town.says(HANA, "モニター")
    assert "このコードは使えません" in town.says(KENTA, "モニター", code)  # before anything else is asked
    with town.office.database.reading() as session:
        assert [one.verified for one in monitors.counts(session)] == [True]
    assert codes.read(code) is not None


@pytest.mark.parametrize(
    "text",
    [
        "謝礼はもらえますか？",
        "ありがとう",
        "いいえ",
        "考えておきます",
        "NPO法人数の目標は？",
        "K-2026-0001-7",
        "0236721111",
        "information",
    ],
)
@pytest.mark.parametrize("way", [(), ("くわしく",)])
def test_what_is_no_code_is_read_under_the_invitation_as_everywhere_else(town, text, way):
    town.says(HANA, "モニター", *way)
    assert "コードを読み取れません" not in town.says(HANA, text)


def test_a_question_under_the_invitation_or_under_ones_own_data_is_answered(town):
    town.says(HANA, "モニター")
    assert town.says(HANA, "NPO法人数の目標は？").startswith("NPO法人数の目標は？の答え")
    town.joins(HANA)
    town.says(HANA, "モニター")
    assert town.says(HANA, "NPO法人数の目標は？").startswith("NPO法人数の目標は？の答え")


@pytest.mark.parametrize("slip", ["ABCD-EFG2-JK0", "abcdefg2jk", "ＡＢＣＤ　ＥＦＧ２　ＪＫ０", "ABCDEFG2JKMNP"])
def test_a_code_with_a_slip_in_it_is_told_so_also_right_under_the_invitation(town, slip):
    assert "コードを読み取れません" in town.says(HANA, "モニター", slip)


def test_a_code_is_taken_right_under_the_invitation_in_any_width_and_spacing(town):
    with town.office.database.writing() as session:
        (code,) = monitors.issue(session, 1, "抽出第1回", town.office.seal, town.office.clock())
    assert "年代を選んで" in town.says(HANA, "モニター", code.replace("-", "　").lower())


def test_words_in_place_of_a_code_are_asked_for_one(town):
    heard = town.says(HANA, "モニター", "招待コードを使う", "どこに書いてありますか")
    assert heard.startswith("郵送の案内にある招待コードを送ってください")
    assert "市民モニターを募集しています" in town.says(HANA, "1")


def test_own_data_are_shown_and_changed(town):
    town.joins(HANA)
    assert "年代：30代" in town.says(HANA, "モニター")
    town.says(HANA, "年代・地区を変える", "40代", "北地区")
    assert town.taps(HANA) == ["変える", "書き直す"]
    assert "変えました" in town.says(HANA, "変える")
    assert "年代：40代\n地区：北地区" in town.says(HANA, "モニター")


def test_a_monitor_is_shown_the_number_by_which_the_hall_finds_their_record(town):
    town.joins(HANA)
    with town.office.database.reading() as session:
        number = re.search(r"モニター番号：(M-\d{4}-\d{4})", town.says(HANA, "モニター"))[1]
        chat = who_said.chat_of_monitor(session, number, town.office.seal)
        assert chat == town.office.residents()[0].chat
        with pytest.raises(who_said.NobodyKnown):
            who_said.chat_of_monitor(session, "M-0000-0000", town.office.seal)


def test_who_has_only_applied_takes_the_application_back(town):
    town.applies(HANA)
    assert "応募を取り消しますか" in town.says(HANA, "退会")
    told = town.says(HANA, "はい、取り消します")
    assert "応募を取り消しました" in told
    assert "退会しました" not in told


def test_back_right_after_the_last_question_leads_to_the_answers(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    assert "ありがとうございました" in town.says(HANA, "3", "4", "五十", "とばす")
    told = town.says(HANA, "戻る")
    assert "直すものを" in told
    assert "月に何回市のサイトを見ますか？：50" in told


def test_leaving_takes_two_taps_and_erases_what_can_be_traced(town):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "1")
    assert "退会しますか" in town.says(HANA, "退会")
    assert "退会しました" in town.says(HANA, "はい、退会します")
    with town.office.database.reading() as session:
        assert monitors.counts(session) == []
        assert surveys.progress(session, wave).asked == 1
    assert town.answers(wave)[0] == {}
    assert "登録されていません" in town.says(HANA, "退会")


def test_outside_the_time_of_recruiting_only_codes_let_one_in(opens):
    rules = replace(RULES, recruiting=replace(RULES.recruiting, last=date(2026, 11, 30)))
    town = PanelTown.opened(opens, rules)
    assert "募集の期間ではありません" in town.says(HANA, "モニター")


def test_who_stays_for_another_term_says_so(town):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 3, 10, tzinfo=UTC)
    assert "次の任期も続けて" in town.says(HANA, "モニター")
    assert "続けます" in town.says(HANA, "任期を続ける")
    assert "2028年3月31日まで" in town.says(HANA, "モニター")


@pytest.mark.parametrize("words", ["任期を続ける", "続けます", "はい、来年度も続けたいです"])
def test_who_answers_the_question_about_the_next_term_in_their_own_words_stays(town, words):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 3, 3, 3, 0, tzinfo=UTC)
    town.office.waves.ask_renewals()
    town.office.ticks()
    assert "次の任期も登録を続けます" in town.says(HANA, words)
    assert "2028年3月31日まで" in town.says(HANA, "モニター")


@pytest.mark.parametrize("words", [("はい",), ("お願いします",), ("いいえ",), ("アンケート", "あとで", "続けます")])
def test_what_may_be_said_to_a_survey_that_waits_decides_nothing_about_the_term(town, words):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 3, 10, 3, 0, 5, tzinfo=UTC)
    town.sends(FILE.replace("2026-12-01", "2027-03-10").replace("2026-12-08", "2027-03-17"))
    told = town.says(HANA, *words)
    assert "次の任期も続けて" in told
    assert "「アンケート」と送ると" in told
    assert "任期：2027年3月31日まで" in town.says(HANA, "モニター")
    assert "次の任期も登録を続けます" in town.says(HANA, "来年度も続けます")


@pytest.mark.parametrize("mere", ["はい", "いいえ", "お願いします"])
def test_a_mere_yes_or_no_is_asked_what_it_answers_before_a_term_is_renewed(town, mere):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 3, 3, 3, 0, tzinfo=UTC)
    told = town.says(HANA, mere)
    assert "次の任期も続けていただけますか" in told
    assert "任期：2027年3月31日まで" in told
    assert "次の任期も登録を続けます" in town.says(HANA, "はい")


@pytest.mark.parametrize("words", ["続けません", "来年度は続けません"])
def test_who_does_not_stay_is_told_until_when_they_belong_to_the_panel(town, words):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 3, 3, 3, 0, tzinfo=UTC)
    assert "登録は2027年3月31日で終わります" in town.says(HANA, words)
    assert "2027年3月31日まで" in town.says(HANA, "モニター")


@pytest.mark.parametrize("words", ["続けます", "はい"])
def test_who_is_not_asked_whether_they_stay_has_said_nothing_about_it(town, words):
    town.joins(HANA)
    assert "任期" not in town.says(HANA, words)


def test_whose_term_is_over_is_told_so_and_not_only_that_nobody_is_sought(opens):
    town = PanelTown.opened(opens, replace(RULES, recruiting=replace(RULES.recruiting, last=date(2026, 12, 31))))
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 4, 2, 3, 0, tzinfo=UTC)
    town.office.waves.end_terms()
    heard = town.says(HANA, "モニター")
    assert "2027年3月31日で終わりました" in heard
    assert "募集の期間ではありません" in heard


def test_who_only_looked_at_their_own_data_is_not_told_days_later_that_it_is_over(town):
    town.joins(HANA)
    town.says(HANA, "モニター")
    town.passes(days=3)
    assert "途中だった" not in town.says(HANA, "使い方")


@pytest.mark.parametrize(
    "words", ["応募をやめたいです", "引っ越すので、モニターをやめたいです", "モニターを辞退します"]
)
def test_who_says_in_their_own_words_that_they_leave_is_asked_once(town, words):
    town.applies(HANA)
    assert "応募を取り消しますか" in town.says(HANA, words)


def test_nobody_is_promised_an_answer_by_a_day_that_has_passed(town):
    town.applies(HANA)
    assert "12月18日(金)までに" in town.says(HANA, "モニター")
    town.office.clock.at = datetime(2026, 12, 21, 3, 0, tzinfo=UTC)
    heard = town.says(HANA, "モニター")
    assert "12月18日" not in heard
    assert "選考が終わりしだい" in heard


def test_whose_term_is_over_applies_again_and_is_chosen_again(town):
    town.joins(HANA)
    town.office.clock.at = datetime(2027, 4, 2, 3, 0, tzinfo=UTC)
    with town.office.database.writing() as session:
        monitors.end_terms(session, town.office.clock())
    assert "応募を受け付けました" in town.applies(HANA, age="40代", district="北地区")
    assert "応募を受け付けています" in town.says(HANA, "モニター")
    assert len(town.registers().chosen) == 1
    shown = town.says(HANA, "モニター")
    assert all(words in shown for words in ("40代", "北地区", "2028年3月31日まで"))


def test_an_application_that_is_there_already_is_not_thanked_for_again(town):
    town.says(HANA, "モニター", "同意して応募する", "30代", "東地区")
    with town.office.database.writing() as session:  # by the form of another telephone, a moment before
        chat = town.office.seal.fingerprint(HANA)[:32]
        monitors.apply(session, chat, "30代", "東地区", town.office.clock())
    assert "すでに受け付けています" in town.says(HANA, "応募する")


@pytest.mark.parametrize(("district", "counts"), [("東地区", True), ("北地区", False)])
def test_a_code_that_came_by_letter_counts_again_where_one_still_lives(database, district, counts):
    seal, then, now = (
        Seal("a key that is long enough"),
        datetime(2026, 12, 1, tzinfo=UTC),
        datetime(2027, 4, 2, tzinfo=UTC),
    )
    with database.writing() as session:
        (code,) = monitors.issue(session, 1, "lot", seal, then)
        monitors.join_by_code(session, "a" * 32, code, "30代", "東地区", seal, then)
        monitors.end_terms(session, now)
        assert monitors.apply(session, "a" * 32, "30代", district, now)
        (member,) = monitors.members(session, ["a" * 32]).values()
    assert (member.state, member.verified, member.term_until) == ("applied", counts, None)


def test_whose_term_ends_is_asked_once_in_time_and_never_beyond_the_months_quota(town):
    town.joins(HANA, KENTA)
    town.office.waves.ask_renewals()
    assert town.office.line.pushed == 0
    town.office.clock.at = datetime(2027, 3, 3, 3, 0, tzinfo=UTC)
    town.office.line.month = 1
    town.office.waves.ask_renewals()
    assert [subject for subject, _ in town.mails()] == ["【保留】市民モニターの任期の更新"]
    town.office.line.month = 100
    for _ in range(2):
        town.office.waves.ask_renewals()
        town.office.ticks()
    assert town.office.line.pushed == 2
    assert any("次の任期も続けていただけますか" in said for said in town.office.phone(KENTA))


# --- answering -----------------------------------------------------------------------------------------------------


def test_a_survey_arrives_is_answered_and_told_about(town):
    town.joins(HANA)
    wave = town.sends()
    letter = town.office.phone(HANA)[-2]
    assert "アンケートのお願い\n「市報についてのアンケート」全5問・約2分\n12月8日(火)午後8時まで" in letter
    assert "市にも分からなくなります" in letter
    first = town.presses(HANA, "はじめる")
    assert first.startswith("1/5　市報を読みますか？")
    assert "1 毎月読む\n2 ときどき読む\n3 読まない" in first
    second = town.presses(HANA, "毎月読む")
    assert second.startswith("2/5　読むページは？")
    assert town.presses(HANA, "お知らせ") == ""
    assert town.presses(HANA, "お知らせ") == ""  # a double tap
    assert town.presses(HANA, "催し") == ""
    assert "「お知らせ、催し」を受け取りました。\n3/5" in town.presses(HANA, "決定")
    assert town.says(HANA, "わかりやすい").startswith("4/5")
    assert town.says(HANA, "３回くらい").startswith("5/5")
    thanks = town.says(HANA, "雪の日の知らせを早く")
    assert "ご回答ありがとうございました" in thanks
    assert "12月15日(火)ごろ" in thanks
    report = town.results(wave)
    assert (report.asked, report.answered, report.interim) == (1, 1, True)
    assert report.questions == ()  # what was answered is told when it has closed
    assert town.answers(wave) == [{0: 1}, {0: 1, 2: 1}, {5: 1}, {3: 1}, {}]
    assert len([call for call in town.office.line.calls if call[0] == "multicast"]) == 1


def test_who_does_not_read_it_is_not_asked_for_pages_and_words_work_like_buttons(town):
    town.joins(HANA)
    town.sends()
    assert town.says(HANA, "アンケート").startswith("1/5")
    assert town.says(HANA, "よまない").startswith("2/4　分かりやすさは？")
    assert town.says(HANA, "戻る").startswith("1/4　市報を読みますか？")
    assert town.says(HANA, "②").startswith("2/5　読むページは？")
    assert town.says(HANA, "1、3").startswith("3/5")
    assert "とばせません" in town.says(HANA, "とばす")
    town.says(HANA, "5", "0")
    assert "ありがとうございました" in town.says(HANA, "とばす")


def test_on_a_computer_the_buttons_of_a_survey_are_typed(town):
    town.joins(HANA)
    town.sends()
    assert "アンケート」と送ると続きから" in town.says(HANA, "あとで")
    assert town.says(HANA, "はじめる").startswith("1/")
    assert "ご回答ありがとうございました" in town.says(HANA, "3", "4", "2", "とばす")
    assert "今の答えです" in town.says(HANA, "答えを見直す")
    town.passes(days=7, hours=9)
    town.passes(days=7)
    town.says(HANA, "アンケート")
    assert "ほかに、お知らせできる結果" in town.says(HANA, "ほかの結果")
    assert "市のサイトを見ますか" in town.says(HANA, "くわしく")


@pytest.mark.parametrize("asked", ["アンケートの結果は？", "結果は？", "結果はいつ分かりますか"])
def test_who_asks_for_results_while_the_first_survey_runs_is_told_when_they_come(town, asked):
    town.joins(HANA)
    town.sends()
    town.says(HANA, "アンケート", "読まない", "4", "2", "とばす")
    assert "「市報についてのアンケート」の結果は、12月15日(火)ごろから" in town.says(HANA, asked)


@pytest.mark.parametrize("words", ["答えを直したい", "さっきの2番の答えを5にしたい", "回答を変更できますか"])
def test_who_wants_an_answer_changed_after_the_thanks_is_led_to_the_answers(town, words):
    town.joins(HANA)
    town.sends()
    town.says(HANA, "アンケート", "読まない", "4", "2", "とばす")
    assert "今の答えです" in town.says(HANA, words)


@pytest.mark.parametrize("words", ["はじめます", "アンケートに答えます", "始めたいです"])
def test_a_survey_is_begun_left_and_passed_over_in_own_words(town, words):
    town.joins(HANA)
    town.sends()
    assert town.says(HANA, words).startswith("1/5")
    assert "アンケートをどうしますか" in town.says(HANA, "もう終わりでいいです")
    assert town.says(HANA, "1", "アンケート").startswith("1/5")
    assert "ご回答ありがとうございました" in town.says(HANA, "読まない", "4", "2", "とばして")


def test_age_and_district_are_told_in_own_words_and_the_way_out_stands_there(town):
    town.says(HANA, "モニター", "応募したいです")
    assert "やめるときは「やめる」" in town.says(HANA, "いつ決まりますか")
    assert "地区を選んで" in town.says(HANA, "45歳です")
    assert "40代" in town.says(HANA, "東地区のほうです")
    assert "応募を受け付けました" in town.says(HANA, "お願いします")
    assert "応募を取り消しますか" in town.says(HANA, "やっぱり応募を取り消したい")
    assert "取り消しました" in town.says(HANA, "はい")


def test_a_tap_among_several_leaves_its_mark_on_the_residents_own_side(town):
    town.joins(HANA)
    town.sends()
    town.says(HANA, "アンケート", "毎月読む")
    (card,) = [one["contents"] for one in town.office.line.bubbles[HANA][-2:] if one["type"] == "flex"]
    assert '"displayText": "✓ お知らせ"' in json.dumps(card, ensure_ascii=False)


@pytest.mark.parametrize("words", ["モニターやってみたいです", "応募したいです", "応募する"])
def test_who_wants_to_be_a_monitor_out_of_the_blue_reads_what_it_is(town, words):
    town.says(HANA, "モニター", "NPO法人数の目標は？")
    assert "市民モニターを募集しています" in town.says(HANA, words)
    assert "年代を選んでください" in town.says(HANA, "はい")


def test_who_was_asked_nothing_begins_nothing(town):
    assert "1/" not in town.says(HANA, "はじめる")
    assert "続きから答えられます" not in town.says(HANA, "あとで")


def test_a_choice_is_an_answer_although_its_word_means_something_elsewhere(town):
    town.joins(HANA)
    questions = """\
  - {id: q1, type: single, text: 連絡は何でほしいですか？, choices: [電話, メール, 答えない]}
  - {id: q2, type: multiple, text: だれに聞きますか？, choices: [人, 職員, 市報]}
  - {id: q3, type: text, text: ご意見をどうぞ, required: false}
"""
    town.sends(FILE[: FILE.index("  - {id: q1")] + questions)
    town.presses(HANA, "はじめる")
    assert town.says(HANA, "電話").startswith("2/3")
    assert town.says(HANA, "戻る", "答えない").startswith("2/3")
    assert town.says(HANA, "人").startswith("3/3")
    assert "お電話ください" in town.says(HANA, "電話")


def test_whoever_chooses_too_many_twice_still_reads_how_many_may_be_chosen(town):
    town.joins(HANA)
    questions = "  - {id: q1, type: multiple, text: 読むページは？, choices: [お知らせ, 特集, 催し], max: 2}\n"
    town.sends(FILE[: FILE.index("  - {id: q1")] + questions)
    town.presses(HANA, "はじめる")
    assert "2つまで" in town.says(HANA, "1,2,3")
    assert "2つまで" in town.says(HANA, "1,2,3")


def test_days_later_it_goes_on_where_it_stopped_and_old_buttons_change_answers(town):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.presses(HANA, "毎月読む")
    town.says(HANA, "1")
    assert "続きから" in town.says(HANA, "あとで")
    town.passes(days=2)
    assert town.says(HANA, "アンケート").startswith("3/5")
    changed = town.posts(HANA, town.data_of(HANA, "読まない")[0])
    assert "「市報を読みますか？」の答えを「読まない」にしました。\n2/4　分かりやすさは？" in changed
    town.says(HANA, "4", "2")
    town.says(HANA, "とばす")
    assert town.answers(wave)[:2] == [{2: 1}, {}]
    assert "今の答えです" in town.presses(HANA, "答えを見直す")
    assert town.presses(HANA, "2 を直す").startswith("2/4　分かりやすさは？")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("1", "1/4　市報を読みますか"),
        ("2を直す", "2/4　分かりやすさは"),
        ("３", "3/4　月に何回"),
        ("2 を直す", "2/4　分かりやすさは"),
    ],
)
@pytest.mark.parametrize("words", ["見直す", "答えを見直す"])
def test_an_answer_to_look_over_is_chosen_by_its_number_or_by_the_words_of_its_button(town, words, typed, heard):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "読まない", "4", "20", "とばす")
    assert "1 市報を読みますか？：読まない" in town.says(HANA, words)
    assert town.says(HANA, typed).startswith(heard)


@pytest.mark.parametrize("right", ["20", "２０", "だいたい20回"])
def test_a_right_answer_is_taken_however_many_wrong_ones_came_before(town, right):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "読まない", "4", "-1", "二三回")
    assert "うまく受け取れず" in town.says(HANA, "101")
    for wrong in ("102", "二三回", "-1"):
        assert "うまく受け取れず" in town.says(HANA, wrong)
    assert town.says(HANA, right).startswith("4/4")
    assert town.answers(wave)[3] == {20: 1}


def test_who_gives_a_question_up_is_not_held_by_it(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "読まない", "4", "-1", "二三回", "101")
    assert town.says(HANA, "NPO法人数の目標は？") == "NPO法人数の目標は？の答え\n出典：見本の資料"
    assert "4/4" not in town.says(HANA, "20")  # something else was spoken of since
    assert town.says(HANA, "アンケート").startswith("3/4")


def test_the_same_tap_twice_is_one_answer_and_says_nothing_more(town):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.presses(HANA, "読まない")
    assert town.presses(HANA, "読まない") == ""
    assert town.says(HANA, "3").startswith("3/4")
    assert town.answers(wave)[0] == {}  # not finished yet


def test_a_question_in_between_is_answered_and_the_survey_goes_on(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    said = town.says(HANA, "NPO法人数の目標は？")
    assert "出典：見本の資料" in said
    assert "アンケートの続きです。\n1/5" in said
    assert town.says(HANA, "3").startswith("2/4")


@pytest.mark.parametrize("number", ["²", "①", "٣", "9" * 200, "-1", "", "1.0"])
def test_a_made_up_button_whose_number_is_none_leads_back_to_the_menu(town, number):
    town.joins(HANA)
    town.sends()
    for data in (f"v1:survey:{number}:start", f"v1:survey:1:1:q1:{number}"):
        town.office.answers(town.office.event(HANA, "postback", postback={"data": data}))
        assert "うまく" not in town.office.phone(HANA)[-1]
    assert [event.state for event in town.office.events() if event.state == "dead"] == []


def test_free_words_that_end_in_a_question_mark_are_asked_about_once(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "3", "3")
    assert "アンケートの答えでしょうか" in town.says(HANA, "除雪はいつ来ますか？")
    assert "ご回答ありがとうございました" in town.says(HANA, "回答として送る")


@pytest.fixture
def at_free_words(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "読まない", "4", "20")
    return town


IN_PERSON = "私は佐藤花子です。090-1111-2222に電話ください"


@pytest.mark.parametrize("way", ["かくして送る", "1"])
def test_a_name_and_a_number_in_free_words_are_asked_about_before_they_are_kept(at_free_words, way):
    asked = at_free_words.says(HANA, IN_PERSON)
    assert "まだ受け付けていません" in asked
    assert "1 かくして送る\n2 書き直す" in asked
    assert at_free_words.taps(HANA) == ["かくして送る", "書き直す"]
    assert "かくして送る" in at_free_words.says(HANA, "はい")
    assert "かくして送る" in at_free_words.says(HANA, "そのまま送る")  # a number is never needed here
    assert "ご回答ありがとうございました" in at_free_words.says(HANA, way)
    kept = at_free_words.says(HANA, "見直す")
    assert "〔電話番号〕" in kept
    assert "佐藤" not in kept
    assert "1111" not in kept


def test_free_words_with_personal_data_can_be_written_anew(at_free_words):
    at_free_words.says(HANA, IN_PERSON)
    assert at_free_words.says(HANA, "書き直す").startswith("4/4")
    assert "ご回答ありがとうございました" in at_free_words.says(HANA, "字を大きくしてほしい")
    assert "ご意見をどうぞ：字を大きくしてほしい" in at_free_words.says(HANA, "見直す")


def test_other_words_take_the_place_of_those_with_personal_data(at_free_words):
    at_free_words.says(HANA, IN_PERSON)
    assert "ご回答ありがとうございました" in at_free_words.says(HANA, "字を大きくしてほしい")
    assert "花子" not in at_free_words.says(HANA, "見直す")


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("となりの家が燃えています", "ご回答ありがとうございました"),
        ("家が燃えています。090-1111-2222に電話ください", "かくして送る"),
        ("家が燃えています。どうしたらいいですか？", "アンケートの答えでしょうか"),
    ],
)
def test_who_tells_of_a_danger_in_free_words_reads_first_whom_to_call(at_free_words, said, then):
    heard = at_free_words.says(HANA, said)
    assert heard.startswith("今まさに危ないときは、すぐ電話してください。\n・火事・救急（fire, ambulance） 119")
    assert then in heard


def test_a_danger_at_a_question_with_choices_is_no_slip(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    assert "119" in town.says(HANA, "火事です。NPO法人数の目標は？")


def test_a_place_in_free_words_may_stay(at_free_words):
    asked = at_free_words.says(HANA, "矢来一丁目2-3の前の掲示板が読みにくい")
    assert "3 そのまま送る" in asked
    assert "ご回答ありがとうございました" in at_free_words.says(HANA, "3")
    assert "一丁目2-3" in at_free_words.says(HANA, "見直す")


def test_a_question_with_a_number_in_it_is_asked_about_too_when_it_was_an_answer(at_free_words):
    assert "アンケートの答えでしょうか" in at_free_words.says(HANA, "090-1111-2222に電話もらえますか？")
    assert "かくして送る" in at_free_words.says(HANA, "回答として送る")


def test_who_misses_the_range_twice_reads_it_twice_and_a_month_may_stand_before_the_number(town):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    assert "0から100まで" in town.says(HANA, "読まない", "4", "101")
    assert "0から100まで" in town.says(HANA, "161")
    assert "うまく受け取れず" in town.says(HANA, "162")
    assert town.says(HANA, "月10回くらい").startswith("4/4")
    assert town.answers(wave)[3] == {10: 1}


def test_what_does_not_fit_gets_a_hint_then_the_list_then_rest(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3")
    assert "1から5までの数字で" in town.says(HANA, "9")
    assert "次から1つ" in town.says(HANA, "99")
    rest = town.says(HANA, "88")
    assert "申し訳ありません" in rest
    assert "アンケート" in rest
    assert "1から5" not in town.says(HANA, "77")  # never a fourth time
    assert town.says(HANA, "アンケート").startswith("2/4")


def test_stopping_is_asked_once_and_erases_this_waves_answers(town):
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3")
    assert "1 あとで続ける\n2 答えを消してやめる" in town.says(HANA, "やめる")
    assert "消しました" in town.says(HANA, "2")
    with town.office.database.reading() as session:
        assert surveys.progress(session, wave).started == 0
    assert town.says(HANA, "アンケート").startswith("1/5")
    town.says(HANA, "3")
    town.says(HANA, "やめる")
    assert "続きから" in town.says(HANA, "1")
    assert town.says(HANA, "アンケート").startswith("2/4")


def test_a_try_out_leads_through_everything_and_stores_nothing(town):
    town.joins(HANA)
    wave = town.loads(opens_at=datetime(2026, 12, 5, tzinfo=UTC))
    with town.office.database.writing() as session:
        surveys.try_out(session, wave, town.office.seal.fingerprint(HANA))
    assert town.says(HANA, "アンケート").startswith("1/5")
    assert town.says(HANA, "3").startswith("2/4")
    assert town.says(HANA, "2").startswith("3/4")
    assert town.says(HANA, "7").startswith("4/4")
    assert "ありがとう" in town.says(HANA, "とばす")
    assert town.kept(wave).frozen is False
    with town.office.database.writing() as session:
        assert surveys.unschedule(session, wave)
        assert surveys.change(session, wave, town.kept(wave).survey) == 2


def test_a_try_out_is_sent_to_one_chosen_person_alone(town):
    town.joins(HANA, KENTA)
    wave = town.loads(opens_at=datetime(2026, 12, 5, tzinfo=UTC))
    town.says(HANA, "市民の声", "ためしの声です", "送る", "のせない")
    office = town.office
    with office.database.writing() as session:
        (receipt,) = session.execute(select(Case.receipt)).scalars()
        chat = who_said.chat_of(session, receipt)
        body = sealed_body(survey_wording.invitation(wave, town.kept(wave).survey, City(name="見本市")), office.seal)
        assert waves.write_trial(session, wave, chat, body, office.seal, office.clock())
    office.ticks()
    assert town.presses(HANA, "はじめる").startswith("1/5")
    town.says(HANA, "3", "2", "7", "とばす")
    assert office.line.pushed == 1
    with office.database.reading() as session:
        assert surveys.progress(session, wave).asked == 0
    assert "届くまでお待ちください" in town.says(KENTA, "アンケート")
    town.says(HANA, "退会", "はい、退会します")
    with office.database.reading() as session:
        assert surveys.tried_by(session, [chat]) == {}


# --- in time -------------------------------------------------------------------------------------------------------


def test_only_the_unfinished_are_reminded_once(town):
    town.joins(HANA, KENTA, YUI)
    town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "3", "3", "とばす")
    town.presses(KENTA, "はじめる")
    town.says(KENTA, "3")
    town.passes(days=2, hours=23)
    assert not any("まだ終わっていない" in text for who in (HANA, KENTA, YUI) for text in town.office.phone(who))
    town.passes(hours=2)
    town.passes(hours=2)
    told = [sum("まだ終わっていない" in text for text in town.office.phone(who)) for who in (HANA, KENTA, YUI)]
    assert told == [0, 1, 1]
    assert town.office.line.pushed == 5


def test_after_the_close_there_are_figures_and_a_kind_word_for_the_late(town):
    town.joins(HANA, KENTA)
    wave = town.sends()
    for who in (HANA, KENTA):
        town.presses(who, "はじめる")
    town.says(HANA, "1", "1,2", "5", "10", "見やすい")
    town.says(KENTA, "3")
    town.passes(days=8)
    kept = town.kept(wave)
    assert kept.state == "closed"
    report = town.results(wave)
    assert (report.asked, report.answered, report.interim) == (2, 1, False)
    assert report.questions[0].whole.by_answer == {0: 1}
    assert report.questions[0].by_age.columns == {"18〜39歳": None, "40〜59歳": None, "60歳以上": None}
    assert "締め切りました" in town.presses(KENTA, "3")
    assert "結果は、まとまりしだい" in town.says(HANA, "アンケート")
    with town.office.database.writing() as session:
        surveys.reflect(session, wave, "4月号から見出しを大きくします", None)
    town.passes(days=7)
    card = town.says(HANA, "アンケート")
    assert "お願いした人 2人・答えた人 1人" in card
    assert "4月号から見出しを大きくします" in card
    assert NO_ESTIMATE in card


def test_who_stood_in_it_at_the_close_is_told_at_the_next_word(town):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.passes(days=8)
    heard = town.says(HANA, "NPO法人数の目標は？")
    assert "締め切りました" in heard
    assert "終わりまで答えていないものは、集計に入りません" in heard


@pytest.mark.parametrize("word", ["資料にない満足", "3"])
def test_an_answer_after_the_close_is_told_so_and_nothing_else(town, word):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.passes(days=8)
    heard = town.says(HANA, word)
    assert "締め切りました" in heard
    assert "分かりませんでした" not in heard
    assert "番号で選べる" not in heard
    assert town.office.log() == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [("資料にない話は？", "分かりませんでした"), ("側溝から水があふれて困っています", "「市民の声」")],
)
def test_a_question_or_a_trouble_after_the_close_is_heard_all_the_same(town, text, heard):
    town.joins(HANA)
    town.sends()
    town.presses(HANA, "はじめる")
    town.passes(days=8)
    assert heard in town.says(HANA, text)


def test_three_silent_waves_and_one_is_not_written_to_any_more(town):
    town.joins(HANA, KENTA)
    for _ in range(3):
        now = town.office.clock()
        wave = town.sends(opens_at=now, closes_at=now + timedelta(days=2), remind_after=())
        town.presses(HANA, "はじめる")
        town.says(HANA, "3", "3", "3", "とばす")
        town.passes(days=3)
    now = town.office.clock()
    wave = town.sends(opens_at=now, closes_at=now + timedelta(days=2), remind_after=())
    with town.office.database.reading() as session:
        assert surveys.progress(session, wave).asked == 1


def test_who_was_never_asked_has_let_no_survey_pass(town):
    town.joins(HANA)
    for _ in range(3):
        wave = town.sends(
            opens_at=town.office.clock.at, closes_at=town.office.clock.at + timedelta(days=2), remind_after=()
        )
        with town.office.database.writing() as session:  # LINE refused the whole batch
            session.execute(update(Batch).where(Batch.survey == wave).values(state="dead"))
        town.passes(hours=49)
    with town.office.database.reading() as session:
        assert session.scalars(select(Monitor.silent_waves)).all() == [0]


def test_a_survey_that_did_not_fit_into_the_month_is_sent_to_nobody_until_it_does(town):
    town.joins(HANA, KENTA)
    town.office.line.month = 1
    wave = town.sends()
    kept = town.kept(wave)
    assert (kept.held, town.office.line.pushed) == ("quota", 0)
    assert "1通足りない" in (kept.held_note or "")
    town.office.line.month = 200
    with town.office.database.writing() as session:
        surveys.release(session, wave)
    town.passes(minutes=1)
    assert town.office.line.pushed == 2


def test_what_was_missed_by_hours_waits_for_staff_and_is_never_skipped_in_silence(town):
    town.joins(HANA)
    wave = town.loads()
    town.passes(hours=7)
    assert (town.kept(wave).held, town.office.line.pushed) == ("late", 0)
    with town.office.database.writing() as session:
        surveys.release(session, wave)
    town.passes(minutes=1)
    assert town.office.line.pushed == 1


def test_the_next_wave_is_copied_as_a_draft(town):
    first = town.loads()
    opens = datetime(2027, 1, 10, 9, 30, tzinfo=UTC)
    with town.office.database.writing() as session:
        second = surveys.copied(session, first, opens, opens + timedelta(days=7), town.office.clock())
    kept = town.kept(second)
    assert (kept.state, kept.series, kept.survey.opens_at) == ("draft", first, opens)
    assert kept.survey.questions == town.kept(first).survey.questions
    assert FILE.count("id: q") == 5


def test_what_came_on_paper_counts_and_its_way_is_told(town):
    town.joins(HANA)
    wave = town.sends()
    with town.office.database.writing() as session:
        typed_in.type_in(
            session, wave, "paper", "70歳以上", "北地区", {"q1": 2, "q2": (0,), "q3": 4, "q4": 1, "q5": "090-1234-5678 まで"},
            town.office.seal, town.office.clock(),
        )  # fmt: skip
    town.passes(days=8)
    report = town.results(wave)
    assert dict(report.modes) == {"paper": 1}
    assert report.questions[0].whole.by_answer == {2: 1}
    assert report.questions[1].whole.people == 0  # not asked of somebody who does not read it
    with town.office.database.reading() as session:
        (words,) = survey_results.free_texts(session, wave, City("みほん市"), town.office.seal)["q5"]
    assert words.personal == ("phone",)


def test_waves_stand_side_by_side_only_where_the_wording_is_the_same(town):
    town.joins(HANA)
    first = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "3", "3", "とばす")
    town.passes(days=8)
    now = town.office.clock()
    with town.office.database.writing() as session:
        second = surveys.copied(session, first, now, now + timedelta(days=7), now)
        kept = surveys.get(session, second).survey
        reworded = replace(kept.questions[2], text="読みやすさは？")
        surveys.change(session, second, replace(kept, questions=(*kept.questions[:2], reworded, *kept.questions[3:])))
    with town.office.database.reading() as session:
        ((past, same),) = survey_results.earlier_waves(session, second, town.office.panel.results, town.office.seal)
    assert past.id == first
    assert set(same) == {"q1", "q2", "q4", "q5"}
    assert same["q1"].by_answer == {2: 1}


def test_who_blocks_the_account_is_marked_and_written_to_again_on_coming_back(town):
    town.joins(HANA, KENTA)
    town.office.answers(town.office.event(HANA, "unfollow", replyToken=None))
    with town.office.database.reading() as session:
        assert sorted(one.mark or "" for one in monitors.counts(session)) == ["", "unreachable"]
    wave = town.sends()
    with town.office.database.reading() as session:
        assert surveys.progress(session, wave).asked == 1
    town.office.clock.passes(seconds=1)
    town.office.answers(town.office.event(HANA, "follow", follow={"isUnblocked": True}))
    with town.office.database.reading() as session:
        assert [one.mark for one in monitors.counts(session)] == [None]


def test_the_flow_of_joining_leads_everywhere_and_fits_into_line(town):
    entries = {"closed", "own", "leave"}  # where a key word leads by itself
    at = Standing("monitor", "card")
    member = Membership("registered", "30代", "東地区", renewable=True)
    facts = Facts(NOON, City(name="見本市", panel=RULES), town.office.ask, panel=PanelFacts(member))
    found = problems(monitor.conversation(facts.city), Scene(at, facts))
    assert [one for one in found if not any(f"「{name}」" in one for name in entries)] == []


def test_a_survey_that_cannot_be_sent_is_told_to_staff_and_keeps_no_other_from_its_time(town):
    town.joins(HANA)
    broken, other = town.loads(), town.loads(title="除雪について")
    alarms = Alarms(town.office.database, town.office.line, City("見本市"), town.office.clock)
    taken = []

    def breaks_off_at_the_first(point: str) -> None:
        taken.append(point)
        if point == "waves.after_claim" and taken.count(point) != 2:  # the second is the other survey's
            raise ValueError("a row of ours")

    town.office.reach = breaks_off_at_the_first
    once = ["【声のまど】処理できないものがあります"]
    for told in ([], once, once):
        town.office.ticks()
        alarms.look()
        assert [subject for subject, _ in town.mails()] == told
        town.office.clock.passes(seconds=61)
    assert [town.kept(one).opened_at is not None for one in (broken, other)] == [False, True]


def test_who_joins_with_a_code_alone_reads_what_they_agree_to_before_they_are_registered(town):
    with town.office.database.writing() as session:
        (code,) = monitors.issue(session, 1, "抽出第1回", town.office.seal, town.office.clock())
    check = town.says(HANA, code, "40代", "北地区")
    for told in ("お願い：年", "対象：", "お名前や電話番号は聞きません", "この取り扱いに同意のうえ登録します"):
        assert told in check
    assert "匿名のアンケートでは、締切のあとは、だれがどう答えたか、市にも分からなくなります" in check


def test_the_invitation_promises_anonymity_only_where_it_is_kept(town):
    assert "匿名のアンケートでは、締切のあとは" in town.says(HANA, "モニター")


@pytest.mark.parametrize(
    ("said", "shown"), [("50代", "年代：50代"), ("61です", "年代：60代"), ("北地区です", "地区：北地区")]
)
def test_what_is_said_anew_at_the_last_check_stands_on_the_card_and_nothing_is_sent(town, said, shown):
    town.says(HANA, "モニター", "同意して応募する", "30代", "東地区")
    card = town.says(HANA, said)
    assert "まだ応募していません" in card
    assert shown in card


@pytest.mark.parametrize("said", ["年代を直したい", "地区が違います", "年齢がまちがっています"])
def test_who_says_that_something_is_wrong_at_the_last_check_is_asked_for_the_right_one(town, said):
    town.says(HANA, "モニター", "同意して応募する", "30代", "東地区")
    assert "正しい年代や地区を、そのまま送ってください" in town.says(HANA, said)
    assert "応募を受け付けました" not in town.says(HANA, "確認")
    assert "年代：50代" in town.says(HANA, "50代")
    assert "応募を受け付けました" in town.says(HANA, "応募する")


@pytest.mark.parametrize("said", ["65", "６５です", "六十五", "六十五歳です"])
def test_an_age_is_understood_without_its_unit(town, said):
    assert "地区を選んで" in town.says(HANA, "モニター", "同意して応募する", said)
    assert "年代：60代" in town.says(HANA, "東地区")


def test_who_leaves_after_a_survey_with_names_takes_their_answers_along_and_changes_no_figures(town):
    town.joins(HANA, KENTA)
    wave = town.sends(anonymous=False)
    for who in (HANA, KENTA):
        town.presses(who, "はじめる")
        town.says(who, "1", "1,2", "5", "10", "見やすい")
    town.passes(days=7, hours=9)
    before = town.results(wave)
    assert "記名のもの" in town.says(HANA, "退会")
    town.says(HANA, "はい、退会します")
    after = town.results(wave)
    assert (after.answered, after.questions) == (before.answered, before.questions) == (2, before.questions)
    with town.office.database.reading() as session:
        assert len(session.execute(select(SurveyAnswer.token).distinct()).all()) == 1


@pytest.mark.parametrize("anonymous", [True, False])
def test_who_asks_for_their_record_gets_their_answers_to_a_survey_with_names_for_a_year_and_to_no_other(
    town, anonymous
):
    town.joins(HANA, KENTA)
    wave = town.sends(anonymous=anonymous)
    for who in (HANA, KENTA):
        town.presses(who, "はじめる")
        town.says(who, "1", "1,2", "5", "10", "見やすい")
    chat = town.office.seal.fingerprint(HANA)[:32]

    def shown() -> list[str]:
        with town.office.database.reading() as session:
            (asked,) = who_said.kept(session, chat, town.office.seal).surveys
            return [answer for _question, answer in asked.answers]

    town.passes(days=7, hours=9)
    given = [] if anonymous else ["毎月読む", "お知らせ、特集", "5（分かりやすい）", "10", "見やすい"]
    assert shown() == given
    before = town.results(wave)
    forget(town.office.database, town.office.clock() + timedelta(days=364))
    assert shown() == given
    forget(town.office.database, town.office.clock() + timedelta(days=366))
    assert shown() == []
    after = town.results(wave)
    assert (after.answered, after.questions) == (before.answered, before.questions)
    with town.office.database.reading() as session:
        assert anonymous or session.execute(select(SurveyAnswer.id)).first() is None
