"""A voice or a question in the middle of a survey is served, and the survey goes on by itself with the open question."""

from __future__ import annotations

import pytest
from panel_town import RULES, PanelTown, person
from sqlalchemy import select, update

from handlers.city import City, Door
from storage import case_work, cases, surveys
from storage.models import Case, Conversation
from storage.monitors import counts

HANA = person(1)
AGAIN = "アンケートの続きです。\n2/4　分かりやすさは？"
GUTTER = "側溝のふたが割れています"


@pytest.fixture
def town(opens):
    city = City(name="見本市", per_minute=1_000, panel=RULES, doors=(Door(("ごみの収集", "ごみ"), "生活課"),))
    town = PanelTown.opened(opens, town=city)
    town.joins(HANA)
    return town


@pytest.fixture
def wave(town):
    """Hana stands at the second of four questions."""
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3")
    return wave


def said_since(town, act) -> list[str]:
    """Each bubble that was heard because of an act."""
    before = len(town.office.phone(HANA))
    act()
    return town.office.phone(HANA)[before:]


def test_a_voice_is_handed_in_and_the_open_question_comes_again(town, wave):
    assert "市へのご意見をお聞きします" in town.says(HANA, "市民の声")
    assert "この内容で送りますか" in town.says(HANA, GUTTER)
    receipt, question = said_since(town, lambda: town.says(HANA, "送る"))
    assert "受付番号 K-2026-0001-" in receipt
    assert question.startswith(AGAIN)
    assert town.says(HANA, "4").startswith("3/4")
    assert town.says(HANA, "2").startswith("4/4")
    assert "ご回答ありがとうございました" in town.says(HANA, "とばす")
    assert town.answers(wave)[:4] == [{2: 1}, {}, {4: 1}, {2: 1}]


YES_OR_NO = """\
title: 市報についてのアンケート
opens_at: 2026-12-01T12:00
closes_at: 2026-12-08T20:00
questions:
  - {id: q1, type: single, text: 続けたいですか？, choices: [はい, いらない]}
"""


@pytest.mark.parametrize("choice", ["はい", "いらない"])
def test_a_choice_of_the_open_question_is_no_reply_to_what_is_offered_beside_it(town, choice):
    wave = town.sends(text=YES_OR_NO)
    town.presses(HANA, "はじめる")
    assert "市民の声として送る" in town.says(HANA, TOILET)
    assert "ご回答ありがとうございました" in town.says(HANA, choice)
    assert len(town.answers(wave)) == 1


TOILET = "側溝のそばのトイレを直してほしい"


def _photos(town, many: int) -> None:
    """So many photos, sent together where there are several."""
    for index in range(1, many + 1):
        town.office.clock.passes(seconds=1)
        together = {"imageSet": {"id": "set", "index": index, "total": many}} if many > 1 else {}
        town.office.answers(
            town.office.event(HANA, "message", message={"type": "image", "id": f"p{index}", **together})
        )


@pytest.mark.parametrize("many", [1, 2])
def test_photos_belong_to_the_words_that_are_offered_to_be_sent_beside_the_question(town, wave, many):
    assert "市民の声として送る" in town.says(HANA, TOILET)
    *_notice, card = said_since(town, lambda: _photos(town, many))
    assert f"「{TOILET}」" in card
    assert f"写真{many}枚" in card
    receipt, question = said_since(town, lambda: town.says(HANA, "送る"))
    assert "受付番号 K-2026-0001-" in receipt
    assert question.startswith(AGAIN)


def test_photos_sent_together_out_of_the_blue_leave_the_question_where_it_is(town, wave):
    offer, question = said_since(town, lambda: _photos(town, 2))
    assert "この写真2枚を" in offer
    assert question.startswith(AGAIN)
    assert town.says(HANA, "4").startswith("3/4")


def test_a_voice_that_is_stopped_leads_back_too_and_nothing_of_it_is_kept(town, wave):
    town.says(HANA, "市民の声", GUTTER)
    stopped, question = said_since(town, lambda: town.says(HANA, "やめる"))
    assert question.startswith(AGAIN)
    assert "受付番号" not in stopped
    with town.office.database.reading() as session:
        assert session.execute(select(Case.id)).all() == []
    assert town.says(HANA, "4").startswith("3/4")


def test_what_is_written_for_the_voice_is_never_an_answer(town, wave):
    town.says(HANA, "市民の声", "5", "4", GUTTER, "書き直す", "4", GUTTER, "送る")
    assert town.answers(wave)[2] == {}
    assert town.says(HANA, "1").startswith("3/4")


def test_whether_a_summary_may_be_published_can_be_said_beside_the_question(town, wave):
    town.says(HANA, "市民の声", GUTTER, "送る")
    published, question = said_since(town, lambda: town.says(HANA, "のせない"))
    assert "のせません" in published
    assert question.startswith(AGAIN)
    town.says(HANA, "市民の声", "別のことです", "送る")
    published, question = said_since(town, lambda: town.presses(HANA, "要約ならのせてよい"))
    assert "ありがとうございます" in published
    assert question.startswith(AGAIN)


def test_taps_of_several_choices_stay_while_a_voice_comes_in_between(town):
    town.sends()
    town.presses(HANA, "はじめる")
    town.presses(HANA, "毎月読む")
    town.presses(HANA, "特集")
    town.says(HANA, "市民の声", GUTTER, "送る")
    assert "「特集」を受け取りました" in town.presses(HANA, "決定")


@pytest.mark.parametrize("word", ["使い方", "電話", "モニター"])
def test_a_word_with_a_meaning_of_its_own_is_served_and_the_question_comes_again(town, wave, word):
    heard = said_since(town, lambda: town.says(HANA, word))
    if word == "モニター":  # a conversation of its own: it goes on until it is left
        heard += said_since(town, lambda: town.says(HANA, "やめる"))
    assert heard[-1].startswith(AGAIN)
    assert town.says(HANA, "4").startswith("3/4")


def test_who_turns_to_the_menu_has_left_and_knows_how_to_go_on(town, wave):
    heard = said_since(town, lambda: town.says(HANA, "メニュー"))
    assert "アンケートの続きは" in heard[0]
    assert AGAIN not in heard[-1]
    assert town.says(HANA, "アンケート").startswith("2/4")


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        ("NPO法人数の目標は？", "出典：見本の資料"),
        ("これは資料にないことですか？", "分かりませんでした"),
        ("引っ越しのことを教えて？", "・引っ越した件数は？"),
        ("ごみの収集はいつですか", "生活課"),
    ],
)
def test_a_question_is_served_whatever_comes_of_it(town, wave, asked, heard):
    answer, question = said_since(town, lambda: town.says(HANA, asked))
    assert heard in answer
    assert "番号でも選べます" not in answer
    assert question.startswith(AGAIN)


def test_a_complaint_out_of_the_blue_is_offered_as_a_voice_beside_the_question(town, wave):
    offered, question = said_since(town, lambda: town.says(HANA, "公園の草が側溝まで伸びていて困っています"))
    assert "・市民の声として送る\n・送らない" in offered  # the numbers answer the survey
    assert question.startswith(AGAIN)
    assert "この内容で送りますか" in town.says(HANA, "市民の声として送る")
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith(AGAIN)


def test_the_open_question_is_shown_again(town, wave):
    assert town.says(HANA, "もう一度見る").startswith(AGAIN)
    assert town.says(HANA, "4").startswith("3/4")


def test_a_voice_sent_twice_is_no_answer_in_free_words(town, wave):
    town.says(HANA, "4", "2", "市民の声", GUTTER)
    assert "受付番号" in town.says(HANA, "送る")
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith("アンケートの続きです。\n4/4")
    assert town.says(HANA, "とばす").startswith("ご回答ありがとうございました")


def test_a_number_answers_the_survey_though_it_was_a_buttons_before(town, wave):
    town.says(HANA, "市民の声", GUTTER, "1")
    assert town.says(HANA, "1").startswith("3/4")


def test_a_complaint_taken_back_while_it_is_offered_is_gone(town, wave):
    complaint = town.office.said(HANA, "公園の草が側溝まで伸びていて困っています")
    town.office.answers(complaint)
    town.office.answers(town.office.unsent(complaint, seconds=1))
    assert "公園の草" not in town.says(HANA, "使い方", "市民の声として送る")


def test_a_complaint_about_the_matter_of_a_door_is_offered_as_a_voice_with_the_door(town, wave):
    trouble = "資料にないごみの収集が来なくて困っています"
    offered, question = said_since(town, lambda: town.says(HANA, trouble))
    assert "生活課" in offered
    assert "・市民の声として送る\n・送らない" in offered
    assert question.startswith(AGAIN)
    assert trouble in town.says(HANA, "市民の声として送る")
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith(AGAIN)


def test_a_danger_typed_at_a_question_is_taken_in_at_once(town, wave):
    assert "この内容で送りますか" in town.says(HANA, GUTTER)
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith(AGAIN)


def test_who_speaks_of_ending_their_life_is_not_asked_about_the_paper_afterwards(town, wave):
    assert "つらいお気持ち" in town.says(HANA, "死にたい")
    assert "分かりやすさ" not in town.says(HANA, "やめる")


def asks_back(town) -> None:
    with town.office.database.writing() as session:
        case_work.ask_back(
            session, "K-2026-0001-7", "どの角ですか", town.office.clock(), town.office.seal, by=1, how="push"
        )
    town.office.works()
    assert town.data_of(HANA, "答える") == ["v1:answering:K-2026-0001-7"]  # on a telephone there is a button


def test_what_the_city_asked_meanwhile_is_answered_by_typing_too_and_the_survey_goes_on(town, wave):
    town.says(HANA, "市民の声", GUTTER, "送る")
    asks_back(town)
    assert "お答えを書いて" in town.says(HANA, "答える")
    town.says(HANA, "駅前の角です")
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith(AGAIN)
    with town.office.database.reading() as session:
        assert cases.by_receipt(session, "K-2026-0001-7").heard_back
    assert town.answers(wave)[2] == {}
    assert town.says(HANA, "4").startswith("3/4")


def test_at_a_question_for_free_words_the_city_is_answered_by_typing_too(town, wave):
    town.says(HANA, "市民の声", GUTTER, "送る", "4", "2")
    asks_back(town)
    assert "お答えを書いて" in town.says(HANA, "答える")
    town.says(HANA, "駅前の角です")
    assert said_since(town, lambda: town.says(HANA, "送る"))[-1].startswith("アンケートの続きです。\n4/4")


def test_where_the_city_waits_for_nothing_the_same_word_is_an_answer_like_any_other(town, wave):
    assert "お答えを書いて" not in town.says(HANA, "答える")
    assert town.says(HANA, "4", "2").startswith("4/4")
    assert "ご回答ありがとうございました" in town.says(HANA, "答える")


def test_how_it_is_now_is_told_by_typing_too_and_the_survey_goes_on(town, wave):
    town.says(HANA, "市民の声", GUTTER, "送る")
    with town.office.database.writing() as session:
        session.execute(update(Case).values(state="ANSWERED", asked_after_at=town.office.clock()))
    assert said_since(town, lambda: town.says(HANA, "まだ困っている"))[-1].startswith(AGAIN)
    with town.office.database.reading() as session:
        assert cases.by_receipt(session, "K-2026-0001-7").still_open


def test_nor_who_speaks_of_it_while_answering_the_city(town, wave):
    town.says(HANA, "市民の声", GUTTER, "送る")
    with town.office.database.writing() as session:
        case_work.ask_back(
            session, "K-2026-0001-7", "どの角ですか", town.office.clock(), town.office.seal, by=1, how="wait"
        )
    town.says(HANA, "使い方")
    assert "お答えを書いて" in town.presses(HANA, "答える")
    assert "つらいお気持ち" in town.says(HANA, "死にたい")
    assert "分かりやすさ" not in town.says(HANA, "やめる")


def test_who_leaves_the_panel_in_the_middle_is_asked_nothing_more(town, wave):
    town.says(HANA, "退会")
    heard = said_since(town, lambda: town.says(HANA, "はい、退会します"))
    assert len(heard) == 1
    with town.office.database.reading() as session:
        assert counts(session) == []
        assert surveys.progress(session, wave).started == 0


def test_a_survey_that_closes_behind_a_voice_is_not_taken_up_again_and_leaves_no_trace(town, wave):
    town.office.clock.passes(days=7, hours=7)
    town.says(HANA, "市民の声", GUTTER)
    town.passes(hours=2)
    with town.office.database.reading() as session:
        kept = session.execute(select(Conversation.progress).where(Conversation.progress.is_not(None))).scalars().all()
    assert len(kept) == 1
    assert "survey" not in town.office.seal.open(kept[0])
    assert AGAIN not in "\n".join(said_since(town, lambda: town.says(HANA, "送る")))


@pytest.mark.parametrize("button", ["決定", "はじめる", "回答として送る", "質問として調べる", "送る（返事がほしい）"])
def test_what_a_button_says_is_no_answer_in_free_words(town, wave, button):
    town.says(HANA, "4", "2")
    assert town.says(HANA, button).startswith("4/4")
    assert "ご回答ありがとうございました" in town.says(HANA, "見やすい")
