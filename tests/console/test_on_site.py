"""現場対応: a hazard reaches the section the same day, in whatever way there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hall import Clock, Hall, opened

from storage import audit
from storage.database import Database

MAILBOX = "kensetsu@city.example"


@pytest.fixture
def hall(database: Database, clock: Clock) -> Hall:
    return opened(database, clock, sends_mail=True)


def _sends_out(browser, receipt, **fields):
    browser.opens(f"/cases/{receipt}/")
    answer = browser.sends(f"/cases/{receipt}/fields", on_site="on", **{"department": "建設課", **fields})
    return browser.opens(answer.location.removeprefix("/console")).text


def test_the_section_gets_a_mail_with_the_masked_words_and_it_is_on_record(hall):
    receipt = hall.hears("倒木が道をふさいでいます。090-1234-5678 山田")
    _sends_out(hall.at_work(), receipt)
    ((to, subject, body),) = hall.mails()
    assert to == MAILBOX
    assert receipt in subject
    assert "倒木が道をふさいでいます" in body
    assert "今日のうちに" in body
    assert "090-1234-5678" not in body
    assert hall.told(receipt)[-1].what == "section_told"
    with hall.database.reading() as session:
        assert audit.lines(session, act="case.section_told")[0].detail == {"department": "建設課"}


def test_saving_the_case_again_sends_no_second_mail_and_another_section_gets_its_own(hall):
    receipt = hall.hears("倒木が道をふさいでいます")
    browser = hall.at_work()
    _sends_out(browser, receipt)
    _sends_out(browser, receipt, document_number="市政第7号")
    assert len(hall.mails()) == 1
    assert "福祉課にはメールで知らせていません。今日のうちに電話してください（0000-00-0002）" in _sends_out(
        browser, receipt, department="福祉課"
    )


def test_words_that_may_still_be_taken_back_are_not_mailed_unless_they_are_urgent(hall):
    fresh = hall.hears("側溝のふたがありません", ago=timedelta(minutes=5))
    urgent = hall.hears("土砂がくずれています", user="U2", ago=timedelta(minutes=5), urgent=True)
    browser = hall.at_work()
    for receipt in (fresh, urgent):
        _sends_out(browser, receipt)
    held, told = (body for _, _, body in hall.mails())
    assert "側溝のふた" not in held
    assert "電話でおたずねください" in held
    assert "土砂がくずれています" in told


def test_without_a_section_or_a_mail_server_the_desk_is_told_what_to_do_by_hand(hall, database, clock):
    receipt = hall.hears("倒木が道をふさいでいます")
    page = _sends_out(hall.at_work(), receipt, department="")
    assert "現場対応の課が決まっていません" in page
    assert 'class="alert alert-warning" role="alert"' in page
    without = opened(database, clock)
    assert "今日のうちに電話してください（0000-00-0001）" in _sends_out(without.at_work("mori"), receipt)
    assert hall.mails() == []


def test_on_a_closed_day_the_mail_goes_and_the_desk_is_told_to_call(hall, clock):
    clock.passes(days=1)  # a Saturday
    receipt = hall.hears("倒木が道をふさいでいます")
    assert "今日は閉庁日です" in _sends_out(hall.at_work(), receipt)
    assert len(hall.mails()) == 1


def test_many_hazards_given_to_a_section_at_once_each_reach_it(hall):
    receipts = [hall.hears(f"倒木 その{one}", user=f"U{one}", on_site=True) for one in range(3)]
    browser = hall.at_work()
    browser.opens("/inbox/")
    browser.sends("/inbox/change", chosen=receipts, **{"set-department": "建設課"})
    assert sorted(subject.split()[-1] for _, subject, _ in hall.mails()) == sorted(receipts)
