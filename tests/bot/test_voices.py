"""市民の声 from the webhook to the answer, with the clock in the test's hand."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from office import HANA, KENTA, TOWN, Broken, Office
from PIL import Image, UnidentifiedImageError
from sqlalchemy import func, select

from bot.case_jobs import CaseJobs
from bot.contents import Gone, NotReadyYet, TooLarge
from bot.line import LineUnavailable
from bot.photos import Photos
from casework.ends import End, ending
from handlers.city import Intake
from handlers.panel_rules import District, PanelRules
from handlers.proposing import proposer_of
from knowledge.answer import Knowledge
from knowledge.ledger.bundled import bundled
from storage import attachments, case_work, cases, public_copies, voice_search
from storage.cases import NewVoice, Part
from storage.models import Attachment, Case, FormVisit, Mail, TimelineEntry, Voice, VoicePart

GUTTER = "公園のベンチを直してほしいです"
FIRST = "K-2026-0001-7"
DONE = ending(End.DONE, "新しいベンチに取り替えた")


@pytest.fixture
def town(opens, tmp_path) -> Office:
    """An office with a folder for photos."""
    return opens(media_folder=tmp_path / "media", per_minute=200)


def hands_in(office: Office, who: str = HANA, text: str = GUTTER, *more, send: str = "送る（返事がほしい）"):
    """The whole way in; the event of the text."""
    told = office.said(who, text, seconds=1)
    office.answers(office.said(who, "市民の声"))
    office.answers(told)
    for number, event in enumerate(more):
        office.answers({**event, "timestamp": told["timestamp"] + 100 * (number + 1)})
    office.answers(office.said(who, send, seconds=2))
    office.clock.passes(seconds=3)
    return told


def count(office: Office, table) -> int:
    with office.database.reading() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def case(office: Office, receipt: str = FIRST) -> Case:
    with office.database.reading() as session:
        return cases.by_receipt(session, receipt)


def record(office: Office) -> list[str]:
    with office.database.reading() as session:
        return list(session.execute(select(TimelineEntry.what).order_by(TimelineEntry.id)).scalars())


def jobs(office: Office) -> CaseJobs:
    return CaseJobs(office.database, TOWN, office.seal, office.clock)


def answered(office: Office, text: str = "ベンチを新しくしました。") -> None:
    with office.database.writing() as session:
        case_work.answer(session, FIRST, DONE, text, TOWN, office.clock(), office.seal, by=1)
    office.works()


# --- handing in --------------------------------------------------------------------------------------------------


def test_a_voice_is_handed_in_with_three_bubbles_and_a_receipt(town):
    hands_in(town)
    notice, card, receipt = town.phone(HANA)
    assert "押すまでは受け付けません" in notice
    assert GUTTER in card
    assert f"受付番号 {FIRST}（11月20日）" in receipt
    assert "12月7日(月)ごろまでを目安に" in receipt
    assert (case(town).wants_reply, case(town).may_publish, case(town).chat) == (True, None, town.events()[0].chat)
    town.answers(town.said(HANA, "要約ならのせてよい"))
    assert case(town).may_publish is True


def test_whoever_changes_their_mind_is_told_that_it_came_down(town):
    hands_in(town)
    town.answers(town.said(HANA, "要約ならのせてよい"))
    with town.database.writing() as session:
        known, now, days = cases.by_receipt(session, FIRST), town.clock(), [date(2026, 11, 20)] * 3
        public_copies.write(session, known.id, GUTTER, "新しくしました。", "要約", now, town.seal, by=1)
        public_copies.propose(session, known, now, town.seal, by=1)
        public_copies.publish(session, cases.by_receipt(session, FIRST), *days, now, town.seal, by=2)
    for words in ("受付状況", FIRST, "のせない"):
        town.clock.passes(seconds=1)
        town.answers(town.said(HANA, words))
    assert "のせるのをやめました" in town.phone(HANA)[-1]
    with town.database.reading() as session:
        assert public_copies.standing(session, "published", town.seal) == []


def test_nothing_is_stored_before_send_and_nothing_is_left_after_stopping(town):
    town.answers(town.said(HANA, "市民の声"))
    town.answers(town.said(HANA, GUTTER, seconds=1))
    assert count(town, Case) == 0
    town.answers(town.said(HANA, "やめる", seconds=2))
    assert count(town, Case) == count(town, VoicePart) == 0
    assert [row.progress for row in town.conversations()] == [None]


def test_a_receipt_that_surely_did_not_arrive_is_pushed(town):
    hands_in(town)
    receipt = town.letters()[-1]
    assert (receipt.route, receipt.fallback) == ("reply", "push")


def test_the_same_words_again_are_told_to_be_known(town):
    hands_in(town)
    hands_in(town)
    assert "すでに受け付けています" in town.phone(HANA)[-1]
    assert FIRST in town.phone(HANA)[-1]
    assert count(town, Case) == 1


def test_a_fourth_voice_of_a_day_joins_the_newest(town):
    for number in range(4):
        hands_in(town, text=f"{number}つ目の要望です。道を広げてほしい。")
    assert count(town, Case) == 3
    assert count(town, Voice) == 4
    assert "前の件に続けて" in town.phone(HANA)[-1]


def test_an_urgent_voice_is_flagged_and_staff_are_mailed_without_its_words(town):
    hands_in(town, HANA, "今、家の前でクマがいます")
    assert case(town).urgent
    with town.database.reading() as session:
        (mail,) = session.execute(select(Mail)).scalars()
    assert FIRST in mail.subject
    assert "クマ" not in mail.subject + mail.body


def test_a_turn_that_breaks_off_hands_in_nothing(opens):
    def breaks(point: str) -> None:
        if point == "turns.before_commit" and armed:
            armed.clear()
            raise Broken(point)

    armed: list[bool] = []
    office = opens(reach=breaks)
    office.answers(office.said(HANA, "市民の声"))
    office.answers(office.said(HANA, GUTTER, seconds=1))
    armed.append(True)
    office.answers(office.said(HANA, "送る", seconds=2))
    assert count(office, Case) == 1
    assert sum(FIRST in text for text in office.phone(HANA)) == 1


# --- age and district, where a city asks ----------------------------------------------------------------------------

DISTRICTS = (District("上山", "上山"), District("西郷", "西郷"))
CURIOUS = replace(
    TOWN,
    per_minute=200,
    voice=Intake(asks=frozenset({"age_band", "district"})),
    panel=PanelRules(districts=DISTRICTS),
)


def about(office: Office) -> tuple[str | None, str | None]:
    return case(office).age_band, case(office).district


@pytest.mark.parametrize("answers", [("70代", "西郷地区"), ("6", "2"), ("７０歳以上", "西郷")])
def test_a_city_may_ask_for_age_and_district_after_the_receipt(opens, answers):
    office = opens(town=CURIOUS)
    hands_in(office)
    assert "年代" not in "".join(office.phone(HANA))
    for seconds, (said, then) in enumerate(zip(("のせない", *answers), ("年代", "地区", "ありがとう"), strict=True)):
        office.answers(office.said(HANA, said, seconds=seconds))
        assert then in office.phone(HANA)[-1]
    assert about(office) == ("70歳以上", "西郷")


def test_who_taps_the_receipts_button_is_asked_as_well_but_once(opens):
    office = opens(town=CURIOUS)
    hands_in(office)
    press = {"data": f"v1:case:publish:{FIRST}:yes"}
    office.answers(office.event(HANA, "postback", postback=press))
    assert "年代" in office.phone(HANA)[-1]
    office.answers(office.said(HANA, "答えない", seconds=1))
    office.answers(office.said(HANA, "西郷", seconds=2))
    assert about(office) == (None, "西郷")
    office.answers(office.event(HANA, "postback", postback={"data": f"v1:case:publish:{FIRST}:no"}, seconds=3))
    assert "年代" not in office.phone(HANA)[-1]


def _may_publish(office: Office) -> list[bool | None]:
    with office.database.reading() as session:
        return list(session.execute(select(Case.may_publish).order_by(Case.id)).scalars())


@pytest.mark.parametrize(("word", "data", "noted"), [("のせない", "no", False), ("要約ならのせてよい", "yes", True)])
def test_a_typed_answer_about_publication_that_may_mean_several_voices_asks_which(town, word, data, noted):
    hands_in(town)
    hands_in(town, HANA, "公園の水道がほしい")
    town.answers(town.said(HANA, word, seconds=1))
    assert "どの「市民の声」ですか" in town.phone(HANA)[-1]
    assert _may_publish(town) == [None, None]
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:case:publish:{FIRST}:{data}"}, seconds=2))
    assert _may_publish(town) == [noted, None]
    town.answers(town.said(HANA, word, seconds=3))  # now it can mean one only
    assert _may_publish(town) == [noted, noted]


def test_who_said_yes_and_types_no_later_takes_it_back(town):
    hands_in(town)
    town.answers(town.said(HANA, "要約ならのせてよい"))
    town.clock.passes(days=9)
    town.answers(town.said(HANA, "のせない", seconds=1))
    assert f"{FIRST} は、のせません" in town.phone(HANA)[-1]
    assert _may_publish(town) == [False]


def test_under_the_list_of_voices_a_number_answers_for_the_one_it_stands_before(town):
    hands_in(town)
    hands_in(town, HANA, "公園の水道がほしい")
    town.answers(town.said(HANA, "要約ならのせてよい", seconds=1))
    assert f"\n2 {FIRST}（" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "2", seconds=2))
    assert _may_publish(town) == [True, None]


def test_who_hands_the_same_words_in_again_can_type_a_no_to_what_was_a_yes(town):
    """Both are one case: what was answered before is answered otherwise."""
    hands_in(town)
    town.answers(town.said(HANA, "要約ならのせてよい"))
    town.clock.passes(seconds=5)
    hands_in(town)
    assert "のせてもよいですか" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "のせない", seconds=3))
    assert f"{FIRST} は、のせません" in town.phone(HANA)[-1]
    assert _may_publish(town) == [False]


def test_who_says_no_once_more_reads_that_it_is_so_already(town):
    hands_in(town)
    town.answers(town.said(HANA, "のせない"))
    town.clock.passes(days=2)
    town.answers(town.said(HANA, "のせない", seconds=1))
    assert f"{FIRST} は、前のお答えのとおり、のせないことになっています" in town.phone(HANA)[-1]
    town.clock.passes(days=1)
    hands_in(town)  # the same words: the receipt puts the question again
    town.answers(town.said(HANA, "のせない", seconds=1))
    assert "のせないことになっています" in town.phone(HANA)[-1]
    assert _may_publish(town) == [False]


def test_who_has_no_voice_and_types_no_asks_the_documents(town):
    hands_in(town)
    town.answers(town.said(KENTA, "のせない"))
    assert FIRST not in town.phone(KENTA)[-1]
    assert "のせないの答え" in town.phone(KENTA)[-1]


def test_who_asks_something_else_instead_is_answered(opens):
    office = opens(town=CURIOUS)
    hands_in(office)
    office.answers(office.said(HANA, "のせない"))
    office.answers(office.said(HANA, "図書館の予算は？", seconds=1))
    assert "図書館の予算は？の答え" in office.phone(HANA)[-1]
    assert about(office) == (None, None)


def test_a_city_that_does_not_ask_stores_nothing_of_it(town):
    hands_in(town)
    town.answers(town.said(HANA, "のせない"))
    town.answers(town.said(HANA, "70代", seconds=1))
    assert about(town) == (None, None)


# --- following it ------------------------------------------------------------------------------------------------


def test_one_sees_number_date_and_state_and_the_words_only_after_a_tap(town):
    hands_in(town)
    town.answers(town.said(HANA, "受付状況"))
    assert f"1 {FIRST}（11月20日）受付・お返事の目安 12月7日(月)ごろ" in town.phone(HANA)[-1]
    assert GUTTER not in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "1", seconds=1))
    assert GUTTER in town.phone(HANA)[-1]


def test_one_sees_that_a_place_went_along(town):
    town.answers(town.said(HANA, "市民の声"), town.said(HANA, GUTTER, seconds=1))
    place = {"id": "900", "type": "location", "latitude": 38.15, "longitude": 140.27, "address": "見本市本町1"}
    town.answers(town.event(HANA, "message", message=place, seconds=2))
    town.answers(town.said(HANA, "送る", seconds=3))
    town.answers(town.said(HANA, FIRST, seconds=4))
    assert "場所1か所" in town.phone(HANA)[-1]


def test_a_receipt_number_shows_ones_own_and_nobody_elses(town):
    hands_in(town)
    town.answers(town.said(KENTA, FIRST), town.said(HANA, "ｋ−2026−0001−7"))
    assert "このトークで受け付けたものの中にありません" in town.phone(KENTA)[-1]
    assert GUTTER in town.phone(HANA)[-1]


def test_nobody_can_press_a_button_of_anothers_case(town):
    hands_in(town)
    for data in (f"v1:case:withdrawn:{FIRST}", f"v1:case:publish:{FIRST}:yes", f"v1:case:show:{FIRST}"):
        town.answers(town.event(KENTA, "postback", postback={"data": data}))
        assert GUTTER not in town.phone(KENTA)[-1]
    assert (case(town).withdrawn_at, case(town).may_publish) == (None, None)


def test_an_answer_is_pushed_once_and_stands_under_the_state(town):
    hands_in(town)
    answered(town)
    assert "ベンチを新しくしました。" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, FIRST))
    assert "回答しました" in town.phone(HANA)[-1]
    assert "ベンチを新しくしました。" in town.phone(HANA)[-1]


def test_who_blocked_the_account_gets_no_push_and_the_case_goes_on(town):
    hands_in(town)
    town.answers(town.event(HANA, "unfollow", replyToken=None))
    heard = len(town.phone(HANA))
    answered(town)
    assert len(town.phone(HANA)) == heard
    assert case(town).state == "ANSWERED"


# --- the clock ---------------------------------------------------------------------------------------------------


def test_before_a_date_passes_unanswered_one_is_told_once(town):
    hands_in(town)
    town.clock.passes(days=16)
    assert jobs(town).tell_late() == 0
    town.clock.at = town.clock.at.replace(day=7, month=12, hour=6)  # the promised day, three in the afternoon in Japan
    assert jobs(town).tell_late() == 1
    assert jobs(town).tell_late() == 0
    town.works()
    late = [text for text in town.phone(HANA) if "お返事が遅れています" in text]
    assert len(late) == 1
    assert "12月21日(月)ごろ" in late[0]
    assert case(town).due_on == date(2026, 12, 21)


@pytest.mark.parametrize(("wished", "told"), [("送る（返事がほしい）", 1), ("送る（返事はいらない）", 0)])
def test_only_who_waits_for_an_answer_is_told_that_it_takes_longer(town, wished, told):
    hands_in(town, send=wished)
    town.clock.at = town.clock.at.replace(day=7, month=12, hour=6)
    assert jobs(town).tell_late() == told


def test_after_28_days_one_is_asked_once_and_not_yet_goes_to_staff(town):
    hands_in(town)
    answered(town)
    town.clock.passes(days=27)
    assert jobs(town).ask_after() == 0
    town.clock.at = (town.clock.at + timedelta(days=1)).replace(hour=3)
    assert (jobs(town).ask_after(), jobs(town).ask_after()) == (1, 0)
    town.works()
    assert "その後いかがですか" in town.phone(HANA)[-2]  # above its buttons
    press = {"data": f"v1:case:after:{FIRST}:still"}
    town.answers(town.event(HANA, "postback", postback=press))
    assert "担当の職員に伝えました" in town.phone(HANA)[-1]
    assert case(town).still_open
    town.answers(town.event(HANA, "postback", postback=press, seconds=1))
    assert "もうお答えいただいています" in town.phone(HANA)[-1]
    assert record(town).count("still_open") == 1


def test_who_was_promised_something_this_month_is_not_asked_with_the_promise_how_it_is(town):
    hands_in(town)
    promise = ending(End.PLANNED, "ベンチを置く", when=town.clock.at.date())
    with town.database.writing() as session:
        case_work.answer(session, FIRST, promise, "今月中に置きます。", TOWN, town.clock(), town.seal, by=1)
    town.clock.at = town.clock.at.replace(hour=3)
    assert jobs(town).ask_after() == 0
    town.clock.passes(days=28)
    assert jobs(town).ask_after() == 1


def test_a_case_has_two_pushes_at_most(town):
    hands_in(town)
    town.clock.at = town.clock.at.replace(day=7, month=12, hour=6)
    jobs(town).tell_late()
    town.works()
    answered(town)
    town.clock.at = (town.clock.at + timedelta(days=29)).replace(hour=3)
    assert jobs(town).ask_after() == 1
    town.works()
    assert not any("その後いかがですか" in text for text in town.phone(HANA))
    assert [letter.route for letter in town.letters() if letter.purpose.startswith("case:")] == ["push", "push"]
    town.answers(town.said(HANA, FIRST))
    assert len(town.phone(HANA)) > 0
    assert case(town).asked_after_at is not None


def test_a_question_that_was_pushed_is_one_of_the_two_too(town):
    hands_in(town)
    with town.database.writing() as session:
        case_work.ask_back(session, FIRST, "どのベンチですか", town.clock(), town.seal, by=1, how="push")
        case_work.hear_back(session, FIRST, "池のそばです", Intake(), town.clock(), town.seal, by=1)
    town.works()
    answered(town)
    town.clock.at = (town.clock.at + timedelta(days=29)).replace(hour=3)
    assert jobs(town).ask_after() == 1
    town.works()
    assert not any("その後いかがですか" in text for text in town.phone(HANA))


# --- taking back -------------------------------------------------------------------------------------------------


def test_what_is_unsent_within_the_hour_is_erased_in_the_webhooks_own_transaction(town):
    told = hands_in(town)
    assert town.delivers(town.unsent(told)).status_code == 200
    assert count(town, Case) == count(town, VoicePart) == count(town, TimelineEntry) == 0


def test_what_is_unsent_after_the_hour_is_sealed(town):
    told = hands_in(town)
    town.clock.passes(minutes=61)
    town.delivers(town.unsent(told))
    assert case(town).sealed_at is not None
    assert count(town, VoicePart) == 1


@pytest.mark.parametrize("send", ["送る（返事がほしい）", "2"])
def test_a_voice_of_which_all_was_unsent_is_not_handed_in(town, send):
    told = town.said(HANA, GUTTER, seconds=1)
    town.answers(town.said(HANA, "市民の声"))
    town.answers(told)
    town.answers(town.unsent(told, seconds=2))
    town.answers(town.said(HANA, send, seconds=3))
    assert "送れませんでした。もう一度書いて送ってください" in town.phone(HANA)[-1]
    assert count(town, Case) == 0
    town.answers(town.said(HANA, GUTTER, seconds=4))
    town.answers(town.said(HANA, "送る", seconds=5))
    assert FIRST in town.phone(HANA)[-1]


def test_a_photo_taken_back_before_anything_was_written_is_asked_for_anew(town):
    photo = town.event(HANA, "message", message={"type": "image", "id": "p1"})
    town.answers(photo)
    town.answers(town.said(HANA, "市民の声として送る", seconds=1))
    town.answers(town.unsent(photo, seconds=2))
    town.answers(town.said(HANA, "説明なしで送る", seconds=3))
    assert "書いて送ってください" in town.phone(HANA)[-1]
    assert count(town, Case) == 0


def test_what_is_unsent_while_writing_is_not_in_the_voice(town):
    first, second = town.said(HANA, "まちがえました", seconds=1), town.said(HANA, GUTTER, seconds=2)
    town.answers(town.said(HANA, "市民の声"))
    town.answers(first)
    town.answers(second)
    town.delivers(town.unsent(first, seconds=3))
    town.answers(town.said(HANA, "送る", seconds=4))
    with town.database.reading() as session:
        (voice,) = cases.voices_of(session, [case(town).id], town.seal)[case(town).id]
    assert voice.text == GUTTER


@pytest.mark.parametrize(("minutes", "said", "left"), [(59, "すべて消しました", 0), (61, "封をして保管", 1)])
def test_a_voice_is_withdrawn_after_one_confirmation(town, minutes, said, left):
    hands_in(town)
    town.clock.passes(minutes=minutes)
    town.answers(town.said(HANA, FIRST))
    town.answers(town.said(HANA, "取り下げる", seconds=1))
    assert "取り下げますか" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "はい、取り下げる", seconds=2))
    assert said in town.phone(HANA)[-1]
    assert count(town, Case) == left
    town.answers(town.said(HANA, "受付状況", seconds=3))
    assert "まだありません" in town.phone(HANA)[-1]


@pytest.mark.parametrize(("minutes", "said", "left"), [(59, "すべて消しました", 0), (61, "封をして保管", 3)])
def test_with_a_letter_goes_what_staff_split_off_it_and_its_resident_is_told_so_before(town, minutes, said, left):
    hands_in(town, HANA, "橋と公園と川のことです")
    chat = case(town).chat

    def splits(receipt, words):
        part = NewVoice("line", town.clock(), (Part("text", words),), chat=chat, by=1)
        with town.database.writing() as session:
            return case_work.split(session, receipt, [part], Intake(), town.clock(), town.seal, by=1)[0].receipt

    part = splits(FIRST, "公園と川のことです")
    both = f"{part}、{splits(part, '川のことです')}"
    town.clock.passes(minutes=minutes)
    town.answers(town.said(HANA, FIRST))
    town.answers(town.said(HANA, "取り下げる", seconds=1))
    assert f"分けて受け付けた {both} も、いっしょに取り下げます" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "はい、取り下げる", seconds=2))
    assert f"{FIRST}、{both} を取り下げました" in town.phone(HANA)[-1]
    assert said in town.phone(HANA)[-1]
    assert count(town, Case) == left
    town.answers(town.said(HANA, "受付状況", seconds=3))
    assert "まだありません" in town.phone(HANA)[-1]


def test_a_part_that_is_taken_back_leaves_the_letter_and_the_other_parts(town):
    hands_in(town, HANA, "橋と公園と川のことです")
    words = ["公園のことです", "川のことです"]
    parts = [NewVoice("line", town.clock(), (Part("text", one),), chat=case(town).chat, by=1) for one in words]
    with town.database.writing() as session:
        park, river = case_work.split(session, FIRST, parts, Intake(), town.clock(), town.seal, by=1)
    town.answers(town.said(HANA, park.receipt))
    town.answers(town.said(HANA, "取り下げる", seconds=1))
    assert "いっしょに" not in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "はい、取り下げる", seconds=2))
    town.answers(town.said(HANA, "受付状況", seconds=3))
    shown = town.phone(HANA)[-1]
    assert [receipt in shown for receipt in (FIRST, park.receipt, river.receipt)] == [True, False, True]


@pytest.mark.parametrize(
    "asked",
    ["わたしの声はどうなった", "私の意見はどうなりましたか", "返事はまだ？", "いつ返事くる？", "私の意見の返事はいつ来ますか",
     "返事はまだですか", "先日お願いした件の返事はまだでしょうか", "さっき送ったのはどうなった"],
)  # fmt: skip
def test_who_asks_after_their_own_voice_sees_how_it_stands(town, asked):
    hands_in(town)
    town.answers(town.said(HANA, asked, seconds=5), town.said(KENTA, asked, seconds=5))
    assert f"{FIRST}（11月20日）" in town.phone(HANA)[-1]
    assert "まだありません" in town.phone(KENTA)[-1]
    assert town.log() == []


@pytest.mark.parametrize(
    "asked", ["どうなった？", "今どうなっていますか", "前はどうでした？", "市民の意見はどうなった？", "回答率は？"]
)
def test_what_may_be_asked_of_anything_is_no_question_after_ones_own_voice(town, asked):
    hands_in(town)
    town.answers(town.said(HANA, asked, seconds=5))
    assert "の答え" in town.phone(HANA)[-1]


@pytest.mark.parametrize("words", ["取り消す", "さっき送ったのを取り消したい", "間違えて送ってしまいました"])
def test_who_wants_a_voice_back_in_other_words_is_asked_to_confirm(town, words):
    hands_in(town)
    assert "「取り下げる」と送ると" in town.phone(HANA)[-1]
    town.answers(town.said(HANA, words, seconds=5))
    assert f"{FIRST} を取り下げますか" in town.phone(HANA)[-1]
    assert count(town, Case) == 1


def test_who_types_that_the_only_voice_be_taken_back_is_asked_to_confirm(town):
    hands_in(town)
    town.answers(town.said(HANA, "声を取り下げたいのですが"))
    assert f"{FIRST} を取り下げますか" in town.phone(HANA)[-1]
    hands_in(town, HANA, "公園の水道がほしい")
    town.answers(town.said(HANA, "取り下げたい", seconds=5))
    assert "番号を選ぶと" in town.phone(HANA)[-1]


@pytest.mark.parametrize(("word", "noted"), [("載せてもいい", True), ("いいえ", False), ("だめです", False)])
def test_the_question_about_publication_is_answered_in_plain_words(town, word, noted):
    hands_in(town)
    town.answers(town.said(HANA, word, seconds=9))
    assert _may_publish(town) == [noted]


@pytest.mark.parametrize("word", ["はい", "いいですよ", "1"])
def test_what_may_be_either_is_no_consent_and_is_asked_about(town, word):
    hands_in(town)
    town.answers(town.said(HANA, word, seconds=9))
    assert "のせてよい" in town.phone(HANA)[-1]
    assert "のせない" in town.phone(HANA)[-1]
    assert _may_publish(town) == [None]


def test_an_answered_voice_that_is_withdrawn_within_the_hour_is_kept_and_its_sender_is_told_so(town):
    hands_in(town)
    with town.database.writing() as session:
        case_work.answer(session, FIRST, DONE, "取り替えました。", TOWN, town.clock(), town.seal, by=1)
    town.clock.passes(minutes=5)
    town.answers(town.said(HANA, FIRST))
    town.answers(town.said(HANA, "取り下げる", seconds=1))
    assert "封をして保管" in town.phone(HANA)[-1]
    assert "すべて消えます" not in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "はい、取り下げる", seconds=2))
    assert "封をして保管" in town.phone(HANA)[-1]
    assert case(town).state == "WITHDRAWN"


def test_a_number_means_what_stands_on_the_screen_and_never_a_hidden_consent(town):
    hands_in(town)
    town.clock.passes(minutes=2)
    town.answers(town.said(HANA, "1"))  # sent once more, as for the card before
    assert case(town).may_publish is None
    town.answers(town.said(HANA, "受付状況", seconds=1))
    town.answers(town.said(HANA, "1", seconds=2))
    assert town.phone(HANA)[-1].endswith("1 取り下げる\n2 要約ならのせてよい")
    town.answers(town.said(HANA, "1", seconds=3))
    assert town.phone(HANA)[-1].endswith("1 はい、取り下げる\n2 いいえ")
    town.answers(town.said(HANA, "3", seconds=4))
    assert count(town, Case) == 1
    town.answers(town.said(HANA, "はい", seconds=5))
    assert "すべて消しました" in town.phone(HANA)[-1]
    assert count(town, Case) == 0


def test_in_the_middle_of_a_voice_the_numbers_go_on_choosing_there(town):
    hands_in(town)
    town.clock.passes(minutes=2)
    town.answers(town.said(HANA, "市民の声"))
    town.answers(town.said(HANA, "街灯を直してほしいです", seconds=1))
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:case:show:{FIRST}"}, seconds=2))
    assert "1 取り下げる" not in town.phone(HANA)[-1]
    town.answers(town.said(HANA, "1", seconds=3))
    assert "受付番号" in town.phone(HANA)[-1]


@pytest.mark.parametrize("named", ["9次", "8次 6-2-1:x", "何か", "８次 ６-２-１"])
def test_a_button_that_names_no_measure_is_outdated(town, named):
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:voice:measure:{named}"}))
    assert "古いボタン" in town.phone(HANA)[-2]


# --- photos ------------------------------------------------------------------------------------------------------


class Line:
    """LINE's data host: one content, or one refusal."""

    def __init__(self, given: bytes | Exception) -> None:
        self.given = given

    def fetch(self, _message_id: str) -> bytes:
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def photo(office: Office, who: str = HANA):
    return office.event(who, "message", message={"type": "image", "id": "photo-1"})


def picture(kind: str = "JPEG", size=(3000, 2000)) -> bytes:
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x010E] = "Hana's house"
    exif[0x8825] = {1: "N", 2: (38.0, 9.0, 0.0)}
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def fetched(office: Office, given: bytes | Exception) -> Attachment:
    hands_in(office, HANA, GUTTER, photo(office))
    photos = Photos(office.database, Line(given), office.media, office.clock)
    assert photos.fetch_due() == 1
    with office.database.reading() as session:
        (attachment,) = session.execute(select(Attachment)).scalars()
    return attachment


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_jpeg_without_what_the_camera_wrote(town, kind):
    kept = fetched(town, picture(kind))
    assert kept.state == "ready"
    content = town.media.jpeg(kept.file)
    assert b"Hana" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, dict(image.getexif()), max(image.size)) == ("JPEG", {}, 2048)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (b"MZ no picture", "refused"),
        (picture()[:900], "refused"),
        (TooLarge(), "refused"),
        (Gone("410"), "missing"),
        (NotReadyYet(), "wanted"),
        (LineUnavailable("500", maybe_accepted=False), "wanted"),
    ],
)
def test_a_photo_that_does_not_come_leaves_the_voice_as_it_is(town, given, state):
    assert fetched(town, given).state == state
    assert case(town).receipt == FIRST
    town.answers(town.said(HANA, FIRST, seconds=3))
    told = {"refused": "写真として読み取れませんでした", "missing": "届きませんでした"}
    assert [name for name, words in told.items() if f"うち1枚は、{words}" in town.phone(HANA)[-1]] == [
        name for name in told if name == state
    ]


def test_a_photo_that_drips_is_the_only_one_this_process_has_in_hand(town):
    """Another worker may take the second one up meanwhile."""
    due: list[bool] = []

    class Dripping(Line):
        def fetch(self, message_id: str) -> bytes:
            with town.database.reading() as session:
                due.append(attachments.any_due(session, town.clock()))
            return super().fetch(message_id)

    hands_in(town, HANA, GUTTER, photo(town))
    hands_in(town, KENTA, GUTTER, photo(town, KENTA))
    assert Photos(town.database, Dripping(picture()), town.media, town.clock).fetch_due() == 2
    assert due == [True, False]


def test_a_photo_that_never_becomes_ready_is_marked_missing(town):
    fetched(town, NotReadyYet())
    photos = Photos(town.database, Line(NotReadyYet()), town.media, town.clock)
    for _ in range(12):
        town.clock.passes(hours=2)
        photos.fetch_due()
    with town.database.reading() as session:
        (attachment,) = session.execute(select(Attachment)).scalars()
    assert attachment.state == "missing"


def test_an_unsent_photo_is_deleted_with_its_file(town):
    sent = photo(town)
    hands_in(town, HANA, GUTTER, sent)
    Photos(town.database, Line(picture()), town.media, town.clock).fetch_due()
    (file,) = town.media._folder.iterdir()
    town.delivers(town.unsent(sent))
    assert not file.exists()
    assert case(town).receipt == FIRST


def test_a_photo_lies_in_its_folder_unreadable_without_the_key(town):
    kept = fetched(town, picture())
    on_disk = town.media.path(kept.file).read_bytes()
    assert town.media.jpeg(kept.file) not in on_disk
    with pytest.raises(UnidentifiedImageError):
        Image.open(io.BytesIO(on_disk))


def test_files_nobody_knows_are_swept_away(town):
    known, name = town.media.keep(b"jpeg"), town.media.keep(b"jpeg")
    assert town.media.sweep({known}) == 0  # so young a file may be being kept just now
    os.utime(town.media.path(name), (0, 0))
    assert town.media.sweep({known, name}) == 0
    assert town.media.sweep({known}) == 1


# --- for staff ---------------------------------------------------------------------------------------------------


def test_a_new_voice_can_be_found_by_its_words(town):
    hands_in(town)
    assert jobs(town).triage() == 1
    assert jobs(town).triage() == 0
    with town.database.reading() as session:
        assert len(voice_search.having(session, "ベンチ", town.seal)) == 1


def test_a_new_voice_carries_what_is_proposed_to_staff(town):
    hands_in(town)
    proposer = proposer_of(Knowledge.build(bundled()), TOWN)
    CaseJobs(town.database, TOWN, town.seal, town.clock, lambda: proposer).triage()
    proposed = case(town)
    assert proposed.proposed_kind == "要望"
    assert len(cases.listed(proposed.proposed_categories)) == 3
    assert record(town)[-1] == "triaged"


def test_a_contact_is_given_on_the_form_only(opens):
    linked = replace(TOWN, public_base_url="https://koe.example.jp")
    office = opens(town=linked)
    office.answers(office.said(HANA, "市民の声"))
    office.answers(office.said(HANA, "私は佐藤です。090-1234-5678に電話ください。", seconds=1))
    office.answers(office.said(HANA, "連絡先も伝える", seconds=2))
    assert "https://koe.example.jp/form/" in office.phone(HANA)[-1]
    assert (count(office, FormVisit), count(office, Case)) == (1, 0)


def test_neither_figures_nor_error_pages_hold_a_residents_words_or_line_id(town):
    hands_in(town)
    figures = town.web.get("/metrics")
    assert figures.status_code == 200
    assert "koe_letters" in figures.text
    errors = [
        town.web.get(f"/{GUTTER}"),
        town.web.get(f"/form/{HANA}"),
        town.web.post("/webhook", data=f"{GUTTER} {HANA}".encode()),
        town.web.put("/metrics", data=GUTTER.encode()),
    ]
    assert all(answer.status_code >= 400 for answer in errors)
    for answer in (figures, *errors):
        assert GUTTER not in answer.text
        assert HANA not in answer.text
    # Whoever sent a form too late gets the words back for copying, and nothing else that was sent.
    late = town.web.post(f"/form/{HANA}", data={"text": GUTTER, "name": HANA})
    assert late.status_code >= 400
    assert late.text.count(GUTTER) == 1
    assert HANA not in late.text
