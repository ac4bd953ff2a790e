"""What is owed to LINE, and to whom it arrives."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from office import AT_ONCE, HANA, KENTA, YUI, Broken, Office
from sqlalchemy import text, update
from storage_trouble import commits_fail

from bot.outcomes import TOKEN_SURELY_DEAD
from bot.settings import POINTS
from handlers.render import AGAIN
from storage import outbox
from storage.database import DatabaseAway
from storage.models import Letter
from storage.outbox import LEASE, Draft


def _told(office: Office, who: str) -> list[str]:
    """The first words of each message on a phone."""
    return [said.split("の答え")[0] for said in office.phone(who)]


def _gives_up(office: Office) -> None:
    """Let so much time pass that no reply token lives any more."""
    for _ in range(6):
        office.works()
        office.clock.passes(seconds=TOKEN_SURELY_DEAD.total_seconds() / 5)
    office.works()


# --- replies ---------------------------------------------------------------------------------------------------------


def test_a_reply_that_line_accepted_while_its_answer_was_lost_is_not_sent_again(office):
    office.line.moods = ["loses the answer"]
    office.answers(office.said(HANA, "一つ目"))
    office.clock.passes(seconds=1)
    office.works()
    assert office.states() == ["assumed"]
    office.answers(office.said(HANA, "二つ目"))
    assert _told(office, HANA) == ["一つ目", "二つ目"]


def test_a_reply_that_could_not_be_handed_over_is_tried_again_with_the_same_token(office):
    office.line.moods = ["cannot be reached", "fails"]
    office.answers(office.said(HANA, "一つ目"))
    for _ in range(2):
        office.clock.passes(seconds=1)
        office.works()
    assert (office.states(), _told(office, HANA)) == (["sent"], ["一つ目"])


def test_what_was_owed_goes_first_with_the_next_reply_and_says_so(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    assert [(letter.state, letter.fate) for letter in office.letters()] == [("owed", "undelivered")]
    office.line.mood = "well"
    office.answers(office.said(KENTA, "別の人"))
    assert _told(office, KENTA) == ["別の人"]
    office.answers(office.said(HANA, "二つ目"))
    assert _told(office, HANA) == [f"{AGAIN}一つ目", "二つ目"]
    assert office.states() == ["sent"] * 3
    assert [letter.body for letter in office.letters()] == [None] * 3
    office.answers(office.said(HANA, "三つ目"))
    assert _told(office, HANA)[2:] == ["三つ目"]


def test_what_a_turn_takes_back_after_it_was_seen_to_be_owed_does_not_go_along(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    (owed,) = office.letters()
    with office.database.writing() as session:
        session.execute(update(Letter).values(state="cancelled", body=None))
        reply = Draft(owed.chat, "turn", "reply", b"body", 1, b"token", office.clock())
        (letter,) = outbox.write(session, [reply], office.clock(), "lease", owing={owed.chat})
    assert letter.carried == ()


def test_the_oldest_owed_replies_go_first_and_never_more_than_line_takes_at_once(office):
    office.line.mood = "cannot be reached"
    for number in range(6):
        office.answers(office.said(HANA, f"{number}番目の質問"))
        _gives_up(office)
    office.line.mood = "well"
    office.answers(office.said(HANA, "次"))
    assert _told(office, HANA) == [*(f"{AGAIN}{number}番目の質問" for number in range(4)), "次"]
    office.answers(office.said(HANA, "その次"))
    assert _told(office, HANA)[5:] == [f"{AGAIN}4番目の質問", f"{AGAIN}5番目の質問", "その次"]
    assert set(office.states()) == {"sent"}


def test_owed_replies_are_not_lost_when_what_carries_them_does_not_arrive_either(office):
    office.line.mood = "cannot be reached"
    for words in ("一つ目", "二つ目"):
        office.answers(office.said(HANA, words))
        _gives_up(office)
    assert office.states() == ["owed", "owed"]
    office.line.mood = "well"
    office.answers(office.said(HANA, "三つ目"))
    assert _told(office, HANA) == [f"{AGAIN}一つ目", f"{AGAIN}二つ目", "三つ目"]


def test_owed_replies_are_not_doubled_when_the_answer_to_their_carrier_was_lost(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    office.line.mood, office.line.moods = "well", ["loses the answer"]
    office.answers(office.said(HANA, "二つ目"))
    office.clock.passes(seconds=1)
    office.works()
    assert office.states() == ["assumed", "assumed"]
    office.answers(office.said(HANA, "三つ目"))
    assert _told(office, HANA) == [f"{AGAIN}一つ目", "二つ目", "三つ目"]


def test_owed_replies_go_also_with_a_reply_that_had_to_wait_for_them(office):
    """The second was written while the first was still being tried."""
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    office.clock.passes(seconds=30)
    office.answers(office.said(HANA, "二つ目"))
    office.clock.passes(seconds=45)
    office.sends()
    assert office.states() == ["owed", "due"]
    office.line.mood = "well"
    office.works()
    assert _told(office, HANA) == [f"{AGAIN}一つ目", "二つ目"]


def test_an_owed_reply_that_line_dislikes_does_not_take_the_answer_down_with_it(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    office.line.mood, office.line.dislikes = "well", {"一つ目"}
    office.answers(office.said(HANA, "二つ目"))
    assert (_told(office, HANA), office.states()) == (["二つ目"], ["dead", "sent"])


@pytest.mark.parametrize("damaged", [1, 2], ids=["the owed one", "the answer"])
def test_a_letter_that_cannot_be_opened_blocks_nobodys_way(office, damaged):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    office.answers(office.said(HANA, "二つ目"))
    with office.database.writing() as session:
        session.execute(
            text("UPDATE letters SET body = :nothing WHERE id = :id"), {"nothing": b"damaged", "id": damaged}
        )
    office.line.mood = "well"
    office.clock.passes(seconds=10)
    office.works()
    office.answers(office.said(HANA, "三つ目"))
    assert _told(office, HANA) == {1: ["二つ目", "三つ目"], 2: [f"{AGAIN}一つ目", "三つ目"]}[damaged]
    assert office.states()[damaged - 1] == "dead"


def test_a_fault_in_the_client_is_taken_for_an_unknown_fate_and_blocks_nobodys_way(office):
    class Faulty:
        def reply(self, token, messages):
            raise Broken

    sound, office.sender._line = office.sender._line, Faulty()
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    assert [(letter.state, letter.fate) for letter in office.letters()] == [("owed", "unknown")]
    office.sender._line = sound
    office.answers(office.said(HANA, "二つ目"))
    assert _told(office, HANA) == [f"{AGAIN}一つ目", "二つ目"]


def test_a_reply_refused_for_good_is_dead_and_the_next_one_goes(office):
    office.line.dislikes = {"一つ目"}
    office.answers(office.said(HANA, "一つ目"), office.said(HANA, "二つ目", seconds=1))
    assert (_told(office, HANA), office.states()) == (["二つ目"], ["dead", "sent"])


def test_replies_of_one_chat_arrive_in_order_though_the_first_had_to_be_tried_again(office):
    office.line.moods = ["fails"]
    office.answers(office.said(HANA, "一つ目"), office.said(HANA, "二つ目", seconds=1))
    assert office.phone(HANA) == []
    office.clock.passes(seconds=1)
    office.works()
    assert _told(office, HANA) == ["一つ目", "二つ目"]


def test_a_receipt_whose_token_died_is_pushed_once(office):
    said = office.said(HANA, "受付")
    draft = Draft(
        chat=office.seal.fingerprint(HANA),
        purpose="receipt",
        route="reply",
        body=office.seal.seal(json.dumps([{"type": "text", "text": "受け付けました"}])),
        bubbles=1,
        reply_token=office.seal.seal(said["replyToken"]),
        token_from=office.clock(),
        recipient=office.seal.seal(HANA),
        fallback="push",
    )
    office.clock.passes(seconds=70)
    with office.database.writing() as session:
        outbox.write(session, [draft], office.clock())
    office.line.moods = ["well", "loses the answer"]
    office.works()
    office.clock.passes(seconds=10)
    office.works()
    assert office.phone(HANA) == ["受け付けました"]
    assert [call[0] for call in office.line.calls] == ["reply", "push", "push"]
    assert office.states() == ["sent"]


# --- pushes ----------------------------------------------------------------------------------------------------------


def test_a_push_keeps_its_key_over_all_tries_and_arrives_once(office):
    office.line.moods = ["fails", "loses the answer", "busy"]
    office.writes_to(HANA, "お知らせ")
    for _ in range(4):
        office.works()
        office.clock.passes(minutes=5)
    keys = {key for _, _, key in office.line.calls}
    assert (len(office.line.calls), len(keys)) == (4, 1)
    assert (office.phone(HANA), office.states()) == (["お知らせ"], ["sent"])


def test_a_push_taken_over_from_a_lost_machine_arrives_once(opens):
    lost, other = opens(), None
    lost.writes_to(HANA, "お知らせ")
    with lost.database.writing() as session:
        letter = outbox.claim(session, lost.clock(), "lost", 1, pushes=1)[0]
    lost.line.push(HANA, [{"type": "text", "text": "お知らせ"}], letter.retry_key)  # and then the power fails
    other = opens(clock=lost.clock, line=lost.line)
    other.clock.passes(seconds=LEASE.total_seconds() + 1)
    other.works()
    assert (other.phone(HANA), other.states()) == (["お知らせ"], ["sent"])


def test_after_a_day_offline_a_push_is_not_tried_with_its_old_key(office):
    office.line.moods = ["loses the answer"]
    office.writes_to(HANA, "お知らせ")
    office.works()
    office.clock.passes(hours=25)
    office.works()
    assert office.phone(HANA) == ["お知らせ"]
    assert [(letter.state, letter.fate) for letter in office.letters()] == [("dead", "unknown")]


def test_a_push_written_in_hand_knows_when_its_key_began(office):
    draft = Draft("chat", "push", "push", b"body", 1, recipient=b"recipient")
    with office.database.writing() as session:
        letter = outbox.write(session, [draft], office.clock(), "in hand")[0]
    assert letter.first_push_at == office.letters()[0].first_push_at == office.clock()


def test_pushes_to_one_chat_go_in_order(office):
    office.line.moods = ["fails"]
    for words in ("一", "二", "三"):
        office.writes_to(HANA, words)
    office.works()
    assert office.phone(HANA) == []
    office.clock.passes(seconds=2)
    office.works()
    assert office.phone(HANA) == ["一", "二", "三"]


def test_whoever_blocked_the_account_gets_no_push_that_was_still_waiting(office):
    office.answers(office.event(HANA, "follow"))
    office.writes_to(HANA, "お知らせ")
    office.writes_to(KENTA, "お知らせ")
    office.delivers(office.event(HANA, "unfollow", seconds=1, replyToken=None))
    office.turns.take()
    office.works()
    assert office.states()[1:] == ["cancelled", "sent"]
    assert office.letters()[1].body is None


def test_a_letter_for_one_purpose_is_written_once(office):
    office.writes_to(HANA, "お知らせ")
    with pytest.raises(Exception, match=r"(?i)unique"):
        office.writes_to(HANA, "お知らせ")
    office.writes_to(KENTA, "お知らせ")


# --- many at once ----------------------------------------------------------------------------------------------------


@pytest.fixture
def gate(office):
    """Somebody whose calls LINE answers only when the gate opens."""
    gate = threading.Event()
    yield gate
    gate.set()
    office.rests()


def test_one_slow_call_holds_up_nobody_else(office, gate):
    office.line.held[HANA] = gate
    office.delivers(office.said(HANA, "一つ目"), office.said(KENTA, "二つ目"), office.said(YUI, "三つ目"))
    while office.turns.take():
        pass
    office.line.waiting.acquire()
    _until(lambda: office.states() == ["sending", "sent", "sent"])
    assert (_told(office, KENTA), _told(office, YUI), _told(office, HANA)) == (["二つ目"], ["三つ目"], [])
    gate.set()
    office.rests()
    assert _told(office, HANA) == ["一つ目"]


def test_replies_never_wait_behind_pushes_however_slow_these_are(office, gate):
    people = [f"U{number:032x}" for number in range(AT_ONCE * 2)]
    for one in people:
        office.line.held[one] = gate
        office.writes_to(one, "お知らせ")
    office.writes_to(HANA, "お知らせ")
    office.line.held[HANA] = gate
    assert office.sender.send_due(AT_ONCE) == AT_ONCE // 2
    assert office.sender.send_due(AT_ONCE) == 0
    del office.line.held[HANA]
    office.delivers(office.said(HANA, "人口"))
    office.turns.take()
    _until(lambda: _told(office, HANA) == ["人口"])
    gate.set()
    office.rests()
    office.works()
    assert [office.phone(one) for one in people] == [["お知らせ"]] * len(people)


def test_more_letters_than_calls_are_all_sent(opens):
    office = opens(at_once=2)
    people = [f"U{number:032x}" for number in range(12)]
    office.answers(*(office.said(one, "人口") for one in people))
    assert all(_told(office, one) == ["人口"] for one in people)
    assert office.wakes > 1  # a call that came free asked for the next letter


def test_no_call_is_lost_when_taking_letters_in_hand_could_not_be_kept(opens):
    office = opens()
    office.writes_to(HANA, "お知らせ")
    for _ in range(AT_ONCE + 1):
        office.database.close()
        with commits_fail(office.database), pytest.raises(DatabaseAway):
            office.sends()
    office.works()
    assert office.phone(HANA) == ["お知らせ"]
    assert office.sender.reserve(100) == AT_ONCE


def test_an_outcome_that_could_not_be_noted_at_once_is_noted_when_the_database_is_back(opens):
    office = opens()
    office.delivers(office.said(HANA, "人口"))
    before = 2 if office.database.is_sqlite else 3  # claimed, read (which commits on PostgreSQL alone), kept
    with commits_fail(office.database, after=before, times=2):
        office.turns.take()
        office.rests()
    assert (office.states(), _told(office, HANA)) == (["sent"], ["人口"])


def test_a_slow_machine_that_was_overtaken_notes_nothing(opens):
    slow = opens()
    gate = threading.Event()
    slow.line.held[HANA] = gate
    slow.delivers(slow.said(HANA, "人口"))
    slow.turns.take()
    slow.line.waiting.acquire()
    quick = opens(clock=slow.clock, line=slow.line)
    del slow.line.held[HANA]
    slow.clock.passes(seconds=LEASE.total_seconds() + 1)
    quick.works()
    assert quick.states() == ["sent"]
    gate.set()
    slow.rests()
    assert (slow.states(), _told(slow, HANA)) == (["sent"], ["人口"])


def test_every_place_where_a_process_may_end_is_reached(opens):
    reached = set()
    office = opens(reach=reached.add)
    office.line.moods = ["cannot be reached"]  # only what is tried again is taken out of the outbox
    office.answers(office.said(HANA, "人口"))
    office.clock.passes(seconds=1)
    office.works()
    assert reached == set(POINTS)


# --- forgetting ------------------------------------------------------------------------------------------------------


def test_letters_that_arrived_are_forgotten_carried_and_carriers_alike(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "一つ目"))
    _gives_up(office)
    office.line.dislikes = {"一つ目"}
    office.line.moods = ["well"]  # refuses the first, which goes along with the second; the second is owed then
    office.answers(office.said(HANA, "二つ目"))
    _gives_up(office)
    office.line.mood, office.line.dislikes = "well", set()
    office.answers(office.said(HANA, "三つ目"))
    office.answers(office.said(HANA, "四つ目"))
    assert office.states() == ["dead", "sent", "sent", "sent"]
    assert _told(office, HANA) == [f"{AGAIN}二つ目", "三つ目", "四つ目"]
    with office.database.writing() as session:
        assert outbox.forget_finished(session, office.clock() + timedelta(days=1)) == 1  # the fourth
    assert office.states() == ["dead", "sent", "sent"]  # staff see the dead one with what carried it


def _until(happened, seconds: float = 20) -> None:
    waiting = threading.Event()
    for _ in range(int(seconds / 0.002)):
        if happened():
            return
        waiting.wait(0.002)
    raise AssertionError("it did not happen")
