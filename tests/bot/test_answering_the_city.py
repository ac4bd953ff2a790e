"""The city asks back, and whoever handed the voice in answers in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from office import HANA, KENTA, TOWN, Office
from sqlalchemy import Engine, event, select
from test_voices import DONE, FIRST, case, hands_in, jobs, record

from storage import case_fields, case_lists, case_sheet, case_work, cases, voice_search
from storage.case_lists import Filter, Sight
from storage.case_outbox import To
from storage.models import Attachment, Case, CasePause, Letter

WHERE = "どの公園のベンチですか。"
THERE = "月岡公園の入口です"


@pytest.fixture
def town(opens, tmp_path) -> Office:
    return opens(media_folder=tmp_path / "media", per_minute=200)


def asks_back(office: Office, how: str = "wait", question: str = WHERE) -> To:
    with office.database.writing() as session:
        told = case_work.ask_back(session, FIRST, question, office.clock(), office.seal, by=1, how=how)
    office.works()
    return told


def presses(office: Office, data: str = f"v1:answering:{FIRST}", who: str = HANA) -> str:
    return _heard(office, who, office.event(who, "postback", postback={"data": data}))


def says(office: Office, text: str, who: str = HANA) -> str:
    return _heard(office, who, office.said(who, text))


def _heard(office: Office, who: str, event) -> str:
    """All that is said because of an event."""
    before = len(office.phone(who))
    office.answers(event)
    office.clock.passes(seconds=1)
    return "\n".join(office.phone(who)[before:])


def answers(office: Office, text: str = THERE) -> None:
    presses(office)
    says(office, text)
    assert "お答えを受け取りました" in says(office, "送る")


def routes(office: Office) -> list[tuple[str, str]]:
    return [(one.purpose.split(":")[2], one.route) for one in office.letters() if one.purpose.startswith("case:")]


def test_a_question_costs_nothing_and_goes_along_with_the_next_reply(town):
    hands_in(town)
    assert asks_back(town) == To(waiting=1)
    assert WHERE not in "".join(town.phone(HANA))
    assert WHERE in says(town, "使い方")
    assert routes(town) == [("question", "reply")]


def test_a_question_is_pushed_when_staff_choose_so_and_takes_the_place_of_the_late_notice(town):
    hands_in(town)
    asks_back(town, "push")
    assert WHERE in town.phone(HANA)[-2]  # above its button
    answers(town)
    town.clock.at = town.clock.at.replace(day=case(town).due_on.day, month=12, hour=6)
    assert jobs(town).tell_late() == 1
    town.works()
    assert not any("お返事が遅れています" in text for text in town.phone(HANA))
    assert "お返事が遅れています" in says(town, "使い方")
    assert [route for _, route in routes(town)].count("push") == 1


def test_after_the_late_notice_a_question_can_only_wait(town):
    hands_in(town)
    town.clock.at = town.clock.at.replace(day=7, month=12, hour=6)
    jobs(town).tell_late()
    town.works()
    asks_back(town, "push")
    assert [route for _, route in routes(town)].count("push") == 1
    with town.database.reading() as session:
        asked = case_sheet.sheet(session, FIRST, town.seal).entries[-1]
    assert asked.details["how"] == "wait"


def test_the_answer_joins_the_case_and_the_clock_goes_on(town):
    hands_in(town)
    asks_back(town, "push")
    assert case(town).due_on is None
    town.clock.passes(days=5)
    assert WHERE in presses(town)
    card = says(town, THERE)
    assert "この内容で答えますか" in card
    assert THERE in card
    assert case(town).state == "ASKED_BACK"
    assert "お返事は、" in says(town, "送る")
    kept = case(town)
    assert (kept.state, kept.heard_back, kept.paused_since) == ("RECEIVED", True, None)
    assert str(kept.due_on) > "2026-12-07"
    assert record(town)[-1] == "heard_back"
    with town.database.reading() as session:
        assert session.execute(select(CasePause.until)).scalar_one() is not None
        voices = cases.voices_of(session, [kept.id], town.seal)[kept.id]
        assert [(voice.text, voice.asked_for) for voice in voices][1:] == [(THERE, True)]
        assert len(case_work.people_and_voices(session, kept.id)) == 1  # an answer is no voice more
    jobs(town).triage()
    with town.database.reading() as session:
        assert len(voice_search.having(session, "月岡", town.seal)) == 1


def test_staff_see_that_there_is_an_answer_until_somebody_takes_it_up(town):
    hands_in(town)
    asks_back(town, "push")
    answers(town)
    sight = Sight(1, None, town.clock().date(), town.clock().date())
    with town.database.reading() as session:
        (row,) = case_lists.page(session, Filter("unread"), sight, town.seal).rows
        assert case_lists.counters(session, sight)["unread"] == 1
    assert row.heard_back
    with town.database.writing() as session:
        case_fields.set_fields(session, FIRST, {"kind": "要望"}, town.clock(), town.seal, by=1)
    with town.database.reading() as session:
        (row,) = case_lists.page(session, Filter("unread"), sight, town.seal).rows
    assert not row.heard_back  # as any case that is nobody's and of which nobody was asked
    with town.database.writing() as session:
        case_work.ask_section(session, FIRST, "建設課", "いつ直せますか", None, town.clock(), town.seal, by=1)
    with town.database.reading() as session:
        assert case_lists.page(session, Filter("unread"), sight, town.seal).rows == ()


def test_the_question_stands_under_the_state_and_can_be_answered_by_typing(town):
    hands_in(town)
    asks_back(town)
    assert "おたずねがあります" in says(town, "受付状況")
    assert WHERE in says(town, FIRST)
    assert WHERE in says(town, "答える")
    says(town, THERE)
    says(town, "1")
    assert case(town).heard_back


@pytest.mark.parametrize("word", ["3", "やめる"])
def test_who_stops_answering_is_told_so_by_number_and_word(town, word):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    assert "3 やめる" in says(town, THERE)
    assert "お答えを取りやめました" in says(town, word)
    assert not case(town).heard_back


def test_an_answer_that_was_taken_back_is_not_sent(town):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    answer = town.said(HANA, THERE, seconds=1)
    town.answers(answer)
    town.answers(town.unsent(answer, seconds=2))
    town.clock.passes(seconds=3)
    assert "送れませんでした" in says(town, "送る")
    assert not case(town).heard_back
    says(town, THERE)
    says(town, "送る")
    assert case(town).heard_back


def test_an_answer_with_a_number_stops_before_it_is_sent(town):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    assert "090…5678" in says(town, "月岡公園です。090-1234-5678へ電話ください")
    says(town, "かくして送る")
    says(town, "送る")
    with town.database.reading() as session:
        answer = cases.voices_of(session, [case(town).id], town.seal)[case(town).id][1]
    assert "〔電話番号〕" in answer.text
    assert "090" not in answer.text


def test_who_stops_answering_leaves_nothing_behind(town):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    says(town, THERE)
    assert "書いたものは残っていません" in says(town, "やめる")
    assert (case(town).state, case(town).heard_back) == ("ASKED_BACK", False)


def test_what_is_answered_already_is_answered_once(town):
    hands_in(town)
    asks_back(town, "push")
    answers(town)
    assert "お答えいただくことはありません" in presses(town)
    assert record(town).count("heard_back") == 1


def test_what_staff_settled_meanwhile_takes_no_answer(town):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    says(town, THERE)
    with town.database.writing() as session:
        case_work.hear_back(session, FIRST, "電話で聞きました", TOWN.voice, town.clock(), town.seal, by=1)
    assert "お答えいただくことはありません" in says(town, "送る")
    assert case(town).heard_back is False


def test_nobody_answers_for_somebody_else(town):
    hands_in(town)
    asks_back(town, "push")
    assert WHERE not in presses(town, who=KENTA)
    assert case(town).state == "ASKED_BACK"


def test_a_question_that_waits_is_not_asked_once_it_is_settled(town):
    hands_in(town)
    asks_back(town)
    with town.database.writing() as session:
        case_work.hear_back(session, FIRST, "窓口で聞きました", TOWN.voice, town.clock(), town.seal, by=1)
    assert WHERE not in says(town, "使い方")
    with town.database.reading() as session:
        assert session.execute(select(Letter.state).where(Letter.purpose.like("case:%"))).scalars().all() == [
            "cancelled"
        ]


def test_a_second_question_is_asked_as_well(town):
    hands_in(town)
    asks_back(town, "push")
    answers(town)
    asks_back(town, "wait", "ベンチはいくつありますか。")
    assert "いくつ" in says(town, "答える")


@pytest.mark.parametrize(("minutes", "left"), [(30, False), (90, True)])
def test_an_answer_taken_back_leaves_the_voice(town, minutes, left):
    hands_in(town)
    town.clock.passes(hours=3)
    asks_back(town, "push")
    presses(town)
    told = town.said(HANA, THERE)
    town.answers(told)
    town.clock.passes(seconds=1)
    says(town, "送る")
    town.clock.passes(minutes=minutes)
    town.delivers(town.unsent(told))
    with town.database.reading() as session:
        kept = session.execute(select(Case)).scalar_one()
        shown = cases.voices_of(session, [kept.id], town.seal)[kept.id]
        everything = cases.voices_of(session, [kept.id], town.seal, sealed_too=True)[kept.id]
    assert kept.sealed_at is None
    assert [voice.text for voice in shown] == ["公園のベンチを直してほしいです"]
    assert (len(everything) == 2) is left


def test_a_withdrawn_voice_asks_and_answers_no_more(town):
    hands_in(town)
    asks_back(town)
    town.clock.passes(minutes=70)
    says(town, FIRST)
    presses(town, f"v1:case:withdrawn:{FIRST}")
    assert WHERE not in says(town, "使い方")


# --- answered without 答える --------------------------------------------------------------------------------------

BESIDE = "側溝の北側のベンチです"  # of which the documents know nothing


def test_what_is_told_while_the_city_waits_for_an_answer_is_offered_to_be_it(town):
    hands_in(town)
    asks_back(town, "push")
    offered = says(town, BESIDE)
    assert WHERE in offered
    assert "1 おたずねの答えにする" in offered
    assert "分かりませんでした" not in offered
    assert BESIDE in says(town, "1")
    assert not case(town).heard_back
    assert "お答えを受け取りました" in says(town, "送る")
    with town.database.reading() as session:
        heard = cases.voices_of(session, [case(town).id], town.seal)[case(town).id]
    assert [voice.text for voice in heard][1:] == [BESIDE]
    assert town.log() == []


def test_an_answer_in_several_messages_goes_together(town):
    hands_in(town)
    asks_back(town, "push")
    says(town, BESIDE)
    says(town, "側溝のふたの横です")
    card = says(town, "おたずねの答えにする")
    assert BESIDE in card
    assert "側溝のふたの横です" in card


def test_what_is_no_answer_may_be_a_voice_of_its_own_or_nothing(town):
    hands_in(town)
    asks_back(town, "push")
    says(town, "側溝が臭くて困っています")
    assert "この内容で送りますか" in says(town, "市民の声として送る")
    says(town, "やめる")
    says(town, "側溝が臭くて困っています")
    assert "送っていません" in says(town, "送らない")
    assert not case(town).heard_back


def test_a_question_to_the_documents_is_one_while_the_city_waits(town):
    hands_in(town)
    asks_back(town, "push")
    assert "分かりませんでした" in says(town, "側溝の予算は？")
    assert "の答え" in says(town, "NPO法人数は")


def test_the_button_of_the_question_is_nobodys_answer(town):
    hands_in(town)
    asks_back(town, "push")
    presses(town)
    assert "この内容で答えますか" in says(town, THERE)
    card = says(town, "答える")
    assert "この内容で答えますか" in card
    assert "答える」" not in card
    says(town, "送る")
    with town.database.reading() as session:
        assert cases.voices_of(session, [case(town).id], town.seal)[case(town).id][1].text == THERE


# --- told after the answer ---------------------------------------------------------------------------------------


def _answered(office: Office) -> None:
    with office.database.writing() as session:
        case_work.answer(session, FIRST, DONE, "直しました。", TOWN, office.clock(), office.seal, by=1)
    office.works()


@pytest.mark.parametrize(
    "words", ["側溝はまだ直ってない", "側溝のほうは解決した", "側溝の話ではありません", "引っ越しの件、まだ困っている"]
)
def test_what_is_told_after_the_answer_is_offered_to_be_passed_on_under_its_number(town, words):
    hands_in(town)
    _answered(town)
    offered = says(town, words)
    assert f"{FIRST} の、市からのお返事についてのことでしょうか" in offered
    assert "1 このお返事について送る" in offered
    card = says(town, "1")
    assert f"（{FIRST} のお返事について）\n{words}" in card
    assert "受け付けました" in says(town, "送る")


@pytest.mark.parametrize(
    "words", ["ふざけないで。側溝が臭いと書いたのに、お礼だけですか。", "側溝の返事が話とちがいます"]
)
def test_what_is_said_of_the_answer_itself_goes_to_the_city_and_both_cases_name_the_other(town, words):
    hands_in(town)
    with town.database.writing() as session:
        case_fields.set_fields(session, FIRST, {"department": "建設課"}, town.clock(), town.seal, by=1)
    _answered(town)
    assert f"{FIRST} の、市からのお返事についてのことでしょうか" in says(town, words)
    says(town, "このお返事について送る")
    says(town, "送る")
    with town.database.reading() as session:
        former = case_sheet.sheet(session, FIRST, town.seal)
        (reply,) = former.replies
        later = case_sheet.sheet(session, reply, town.seal)
    assert former.parts == ()
    assert (later.about, later.parent_department) == (FIRST, "建設課")


def test_what_is_told_after_the_answer_may_be_about_something_else(town):
    hands_in(town)
    _answered(town)
    says(town, "側溝が臭くて困っています")
    card = says(town, "別の声として送る")
    assert "側溝が臭くて困っています" in card
    assert "お返事について" not in card


@pytest.mark.parametrize("way", ["このお返事について送る", "別の声として送る"])
def test_what_was_taken_back_under_the_offer_is_asked_for_anew(town, way):
    hands_in(town)
    _answered(town)
    told = town.said(HANA, "側溝はまだ直ってない")
    town.answers(told)
    town.clock.passes(seconds=1)
    town.answers(town.unsent(told))
    town.clock.passes(seconds=1)
    heard = says(town, way)
    assert "ここに書いて送ってください" in heard
    assert "側溝" not in heard


def test_who_was_asked_how_it_is_now_says_so_in_own_words(town):
    hands_in(town)
    _answered(town)
    town.clock.at = (town.clock.at + timedelta(days=29)).replace(hour=3)
    assert jobs(town).ask_after() == 1
    town.works()
    offered = says(town, "側溝はまだ直ってない")
    assert "2 まだ困っている" in offered
    assert "担当の職員に伝えました" in says(town, "2")
    assert record(town)[-1] == "still_open"


def _shows(office: Office, number: int = 1, **more) -> str:
    """A photo, and what is said because of it."""
    content = {"type": "line"}
    photo = {"type": "image", "id": f"photo-{number}", "contentProvider": content, **more}
    return _heard(office, HANA, office.event(HANA, "message", message=photo))


def test_a_photo_while_the_city_waits_for_an_answer_is_offered_to_be_it(town):
    hands_in(town)
    asks_back(town, "push")
    offered = _shows(town)
    assert f"{FIRST} についての、市からのおたずねへのお答えですか" in offered
    assert f"おたずね：「{WHERE}」" in offered
    assert "写真1枚" in says(town, "はい")
    assert "お答えを受け取りました" in says(town, "送る")
    with town.database.reading() as session:
        assert [attachment.message_id for attachment in session.execute(select(Attachment)).scalars()] == ["photo-1"]


def test_words_and_photos_before_the_city_has_its_answer_go_along(town):
    hands_in(town)
    asks_back(town, "push")
    says(town, BESIDE)
    assert _shows(town, 1, imageSet={"id": "set", "index": 1, "total": 2}) == ""
    assert "お答えですか" in _shows(town, 2, imageSet={"id": "set", "index": 2, "total": 2})
    card = says(town, "おたずねの答えにする")
    assert BESIDE in card
    assert "写真2枚" in card


def test_a_photo_of_something_else_is_a_voice_all_the_same(town):
    hands_in(town)
    asks_back(town, "push")
    _shows(town)
    assert "写真1枚" in says(town, "市民の声として送る")
    says(town, "送る")
    with town.database.reading() as session:
        assert len(session.execute(select(Case)).scalars().all()) == 2


def test_long_after_the_answer_words_are_about_something_else(town):
    hands_in(town)
    _answered(town)
    town.clock.passes(days=15)
    assert "お返事について" not in says(town, "側溝が臭くて困っています")


def test_only_what_tells_something_the_documents_do_not_know_reads_ones_own_voices(town):
    hands_in(town)
    asks_back(town, "push")
    says(town, "使い方")  # past the question of the receipt
    assert _reads_of_cases(town, "NPO法人数は？") == _reads_of_cases(town, "側溝の予算は？") == 0
    assert _reads_of_cases(town, BESIDE) > 0


def _reads_of_cases(office: Office, text: str) -> int:
    """How many statements read cases while somebody says a text."""
    seen = []

    def note(_connection, _cursor, statement, *_more):
        if "FROM cases" in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        says(office, text)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)
