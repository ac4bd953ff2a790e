"""What staff stop stops within seconds, and goes on where it was."""

from __future__ import annotations

from office import HANA

from handlers.city import Intake
from handlers.model import Message
from storage import case_outbox, cases, switches
from storage.cases import NewVoice, Part


def _switched(office, act, *args, **more):
    with office.database.writing() as session:
        act(session, *args, **more)
    office.stopping.follow(office.database)


def _hall_answers_a_voice(office, *, waits: bool) -> None:
    """A voice of Hana's, and a letter about it."""
    now = office.clock()
    with office.database.writing() as session:
        new = NewVoice("line", now, (Part("text", "側溝"),), chat=office.residents()[0].chat)
        made = cases.hand_in(session, new, Intake(), office.seal, now)
        letter = [Message("お返事です")]
        case_outbox.push(
            session, made.case_id, "answer", lambda _: letter, office.seal, now, only_if_wished=True, waits=waits
        )


def test_a_stopped_bot_says_so_and_nothing_else_until_it_is_started(office):
    _switched(office, switches.stop, "bot", "おかしな答え", office.clock(), by=1)
    office.answers(office.said(HANA, "NPO法人数は？"))
    assert "自動のお返事を止めています" in office.phone(HANA)[0]
    assert office.heard == []
    _switched(office, switches.start, "bot")
    office.answers(office.said(HANA, "NPO法人数は？", seconds=5))
    assert office.heard == ["NPO法人数は？"]


def test_who_blocks_a_stopped_bot_is_noted_all_the_same(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    _switched(office, switches.stop, "bot", "点検", office.clock(), by=1)
    office.delivers(office.event(HANA, "unfollow", seconds=5))
    office.works()
    assert office.residents()[0].left_at is not None


def test_who_adds_a_stopped_bot_is_told_so_and_greeted_by_no_menu(office):
    _switched(office, switches.stop, "bot", "点検", office.clock(), by=1)
    office.answers(office.event(HANA, "follow", seconds=5))
    (said,) = office.phone(HANA)
    assert "自動のお返事を止めています" in said
    assert office.residents()[0].left_at is None


def test_stopped_pushes_stay_due_and_replies_go_on(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    _switched(office, switches.stop, "pushes", "訂正する", office.clock(), by=1)
    _hall_answers_a_voice(office, waits=False)
    office.works()
    office.answers(office.said(HANA, "移住は？", seconds=5))
    assert not any("お返事です" in said for said in office.phone(HANA))
    assert any("移住は？の答え" in said for said in office.phone(HANA))
    _switched(office, switches.start, "pushes")
    office.works()
    assert any("お返事です" in said for said in office.phone(HANA))


def test_a_letter_that_waits_goes_along_with_the_next_reply_and_is_not_marked_as_said_before(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    _hall_answers_a_voice(office, waits=True)
    office.works()
    assert len(office.phone(HANA)) == 1
    office.answers(office.said(HANA, "移住は？", seconds=5))
    assert "お返事です" in office.phone(HANA)
    assert not any("再掲" in said for said in office.phone(HANA))


def test_who_waits_for_an_answer_is_told_when_they_ask_that_nothing_is_sent_at_the_moment(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    with office.database.writing() as session:
        new = NewVoice("line", office.clock(), (Part("text", "側溝"),), chat=office.residents()[0].chat)
        cases.hand_in(session, new, Intake(), office.seal, office.clock())
    office.answers(office.said(HANA, "受付状況", seconds=5))
    assert "止めています" not in office.phone(HANA)[-1]
    _switched(office, switches.stop, "pushes", "訂正する", office.clock(), by=1)
    office.answers(office.said(HANA, "受付状況", seconds=10))
    assert "いま、市からお送りするメッセージを止めています" in office.phone(HANA)[-1]
