"""From the webhook to the answer on somebody's phone."""

from __future__ import annotations

import logging
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from office import HANA, KENTA, YUI, Broken, Office
from sqlalchemy import text

from storage import inbox
from storage.database import Database, DatabaseAway
from storage.inbox import LEASE

# --- once, in order, one by one ------------------------------------------------------------------------------------


def test_a_question_is_answered(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    assert office.phone(HANA) == ["NPO法人数は？の答え\n出典：見本の資料"]
    assert [event.state for event in office.events()] == ["done"]
    assert office.states() == ["sent"]


def test_an_event_delivered_twice_has_its_consequences_once(office):
    said = office.said(HANA, "NPO法人数は？")
    again = {**said, "deliveryContext": {"isRedelivery": True}}
    assert office.delivers(said, said).status_code == 200
    office.answers(again)
    assert office.delivers(again).status_code == 200
    office.works()
    assert office.heard == ["NPO法人数は？"]
    assert len(office.phone(HANA)) == len(office.residents()) == len(office.events()) == 1


def test_a_persons_events_are_handled_in_the_order_of_lines_clock_even_when_they_arrive_reversed(office):
    later, sooner = office.said(HANA, "二つ目は？", seconds=2), office.said(HANA, "一つ目は？", seconds=1)
    office.delivers(later)
    office.answers(sooner)
    assert office.heard == ["一つ目は？", "二つ目は？"]
    assert [said.split("？")[0] for said in office.phone(HANA)] == ["一つ目は", "二つ目は"]


def test_events_of_one_moment_are_handled_in_the_order_of_their_ids(office):
    """By the characters' codes, whatever language the database server sorts in: "B" before "a"."""
    for event_id in ("a", "B"):
        office.delivers(office.said(HANA, f"{event_id}は？", webhookEventId=event_id))
    office.works()
    assert office.heard == ["Bは？", "aは？"]
    assert office.conversations()[0].last_event_id == "a"


def test_a_follow_up_refers_to_what_was_spoken_of_last(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    office.answers(office.said(HANA, "1", seconds=5))
    assert office.phone(HANA)[1].startswith("理由は？の答え（NPO法人数は？の続き）")


def test_people_are_answered_though_the_one_before_them_is_with_another_machine(opens):
    here, there = opens(), opens()
    here.delivers(here.said(HANA, "一つ目は？"), here.said(HANA, "二つ目は？", seconds=1))
    with here.database.writing() as session:
        assert len(inbox.claim(session, here.clock(), "held there", 24)) == 1
    there.answers(here.said(KENTA, "三つ目は？"))
    assert there.heard == ["三つ目は？"]  # and Hana's second waits for her first


def test_what_a_lost_machine_held_is_taken_up_when_its_lease_has_run_out(office):
    office.delivers(office.said(HANA, "NPO法人数は？"))
    with office.database.writing() as session:
        inbox.claim(session, office.clock(), "a machine that fell silent", 24)
    office.clock.passes(seconds=LEASE.total_seconds())
    office.works()
    assert office.phone(HANA) == []
    office.clock.passes(milliseconds=1)
    office.works()
    assert len(office.phone(HANA)) == 1


def test_a_claim_that_was_overtaken_leaves_no_trace(opens):
    quick = opens()

    def overtaken(_question):
        quick.clock.passes(seconds=LEASE.total_seconds() + 1)
        quick.works()

    slow = opens(clock=quick.clock, line=quick.line, while_asked=overtaken)
    slow.delivers(slow.said(HANA, "NPO法人数は？"))
    slow.works()
    assert slow.heard == quick.heard == ["NPO法人数は？"]
    assert len(slow.phone(HANA)) == len(slow.letters()) == len(slow.residents()) == 1
    assert slow.conversations()[0].version == 1
    assert slow.sender.reserve(100) == slow.at_once  # and no call stays set aside


def test_a_machine_that_comes_too_late_keeps_nothing_though_the_other_is_not_done_yet(opens):
    def taken_over(_question):
        office.clock.passes(seconds=LEASE.total_seconds() + 1)
        with office.database.writing() as session:
            assert len(inbox.claim(session, office.clock(), "the other", 1)) == 1

    office = opens(while_asked=taken_over)
    office.delivers(office.said(HANA, "NPO法人数は？"))
    office.turns.take()
    assert [(event.state, event.lease) for event in office.events()] == [("new", "the other")]
    assert (office.letters(), office.residents(), office.phone(HANA)) == ([], [], [])


@pytest.mark.parametrize("known", [False, True], ids=["a new chat", "a known chat"])
def test_an_older_event_that_slips_in_loses_and_doubles_nothing(opens, known):
    """It arrives while a newer one of the same person is being decided: only one of the two may be kept on that memory."""
    other = opens()
    if known:
        other.answers(other.said(HANA, "はじめの質問は？", seconds=-10))
    older, newer = other.said(HANA, "古い方は？", seconds=1), other.said(HANA, "新しい方は？", seconds=2)

    def slips_in(question):
        if question == "新しい方は？" and not other.heard[known:]:
            other.answers(older)

    office = opens(clock=other.clock, line=other.line, while_asked=slips_in)
    office.answers(newer)
    assert [event.state for event in office.events()] == ["done"] * (2 + known)
    assert other.heard[known:] == ["古い方は？"]
    assert office.heard == ["新しい方は？"] * 2  # decided again, on what the older one left
    assert sorted(said.split("の答え")[0] for said in office.phone(HANA)[known:]) == ["古い方は？", "新しい方は？"]
    memory = office.conversations()[0]
    assert (memory.version, memory.last_event_id) == (2 + known, newer["webhookEventId"])


def test_an_event_older_than_the_last_one_handled_is_no_answer_to_the_present_step(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    office.answers(office.said(HANA, "移住者は？", seconds=10))
    before = office.conversations()[0]
    office.answers(office.said(HANA, "1", seconds=5))
    after = office.conversations()[0]
    assert office.heard == ["NPO法人数は？", "移住者は？"]  # "1" chose nothing of what was offered after it was said
    assert (after.last_event_id, after.progress is None) == (before.last_event_id, False)
    office.answers(office.said(HANA, "1", seconds=15))
    assert office.heard[-1] == "理由は？"


def test_one_of_forty_who_ask_at_once_waits_for_no_second_round_of_another(office):
    people = [f"U{number:032x}" for number in range(40)]
    office.answers(*(office.said(one, "NPO法人数は？") for one in people))
    assert all(len(office.phone(one)) == 1 for one in people)


# --- taken back ------------------------------------------------------------------------------------------------------


def _bodies(office: Office) -> dict[str, bool]:
    return {event.kind: event.body is not None for event in office.events()}


def test_a_message_taken_back_before_it_is_answered_is_not_answered(office):
    said = office.said(HANA, "言わなければよかった")
    office.delivers(said)
    office.delivers(office.unsent(said, seconds=1))
    assert _bodies(office) == {"message": False, "unsend": True}
    office.works()
    assert office.heard == office.phone(HANA) == []


def test_a_message_that_arrives_after_it_was_taken_back_is_kept_without_its_words(office):
    said = office.said(HANA, "言わなければよかった")
    office.delivers(office.unsent(said, seconds=1))
    office.delivers(said)
    assert _bodies(office) == {"message": False, "unsend": True}
    office.works()
    assert office.heard == []


@pytest.mark.parametrize("unsend_first", [False, True])
def test_a_message_and_its_unsend_may_arrive_together(office, unsend_first):
    said = office.said(HANA, "言わなければよかった")
    both = [said, office.unsent(said, seconds=1)]
    office.delivers(*(reversed(both) if unsend_first else both))
    assert _bodies(office) == {"message": False, "unsend": True}


def test_nobody_takes_back_what_was_said_in_another_chat(office):
    said = office.said(HANA, "NPO法人数は？")
    elsewhere = office.event(KENTA, "unsend", unsend={"messageId": said["message"]["id"]})
    office.delivers(elsewhere, said)
    office.answers(elsewhere)
    assert office.heard == ["NPO法人数は？"]


def test_the_words_are_gone_with_the_same_transaction_that_keeps_the_unsend(opens):
    said: dict = {}
    seen = []

    def look(point):
        if point == "webhook.before_commit":
            seen.append(True)
            raise Broken(point)

    office = opens()
    said = office.said(HANA, "言わなければよかった")
    office.delivers(said)
    failing = opens(clock=office.clock, line=office.line, reach=look)
    failing.web.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert failing.delivers(office.unsent(said)).status_code == 500
    assert seen
    assert _bodies(office) == {"message": True}  # neither the one nor the other


def test_a_message_and_its_unsend_kept_at_the_same_moment_by_two_machines_see_each_other(opens):
    both_inside = threading.Barrier(2)

    def meet(point):
        if point == "webhook.before_commit":
            with suppress(threading.BrokenBarrierError):
                both_inside.wait(0.3)  # together inside, where the database lets them

    here, there = opens(reach=meet), opens(reach=meet)
    for _ in range(3):
        both_inside.reset()
        said = here.said(HANA, "言わなければよかった")
        with ThreadPoolExecutor(2) as machines:
            answers = [machines.submit(here.delivers, said), machines.submit(there.delivers, here.unsent(said))]
        assert [answer.result().status_code for answer in answers] == [200, 200]
        assert _bodies(here) == {"message": False, "unsend": True}


# --- what is kept and what is not ------------------------------------------------------------------------------------


def test_what_was_said_is_erased_once_it_is_answered_and_the_record_stays(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    event, letter = office.events()[0], office.letters()[0]
    assert event.body is None
    assert (letter.body, letter.reply_token, letter.recipient) == (None, None, None)
    assert (event.kind, bool(event.message_id), event.state) == ("message", True, "done")


def test_ids_words_and_tokens_cannot_be_read_in_the_database_file(sqlite):
    office = Office(sqlite)
    office.line.mood = "busy"  # so that letter, token and progress stay
    said = office.said(HANA, "側溝のふたが割れています")
    office.delivers(said)
    files = _files(office)
    office.works()
    files += _files(office)
    secrets = [HANA, "側溝", "\\u5074", "答え", said["replyToken"], "replyToken"]
    assert office.letters()[0].reply_token
    assert office.conversations()[0].progress
    assert b"EVENT" in files  # what may stand there does: the files were read
    assert [secret for secret in secrets if secret.encode() in files] == []
    office.closes()


def test_the_place_of_erased_words_is_overwritten(sqlite):
    office = Office(sqlite)
    office.delivers(office.said(HANA, "側溝のふたが割れています"))
    sealed = office.events()[0].body
    assert sealed in _files(office)
    office.works()
    office.closes()
    with closing(sqlite3.connect(sqlite.url.database)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert sealed not in _files(office)


def _files(office: Office) -> bytes:
    path = office.database.url.database
    return Path(path).read_bytes() + Path(f"{path}-wal").read_bytes()


# --- troubles --------------------------------------------------------------------------------------------------------


def test_a_turn_that_fails_ends_in_one_apology_and_a_dead_row_and_the_next_one_works(office):
    office.delivers(office.said(HANA, "故障させて"), office.said(HANA, "NPO法人数は？", seconds=1))
    office.works()
    office.works()
    apology, answer = office.phone(HANA)
    assert apology.startswith("申し訳ありません")
    assert answer.startswith("NPO法人数は？の答え")
    dead, done = office.events()
    assert (dead.state, dead.problem, dead.body) == ("dead", "Broken", None)
    assert done.state == "done"


def test_a_turn_that_fails_is_nobody_elses_trouble(office):
    office.answers(*(office.said(who, words) for who, words in [(HANA, "一つ目"), (KENTA, "故障"), (YUI, "三つ目")]))
    assert office.phone(HANA)[0].startswith("一つ目の答え")
    assert office.phone(KENTA)[0].startswith("申し訳ありません")
    assert office.phone(YUI)[0].startswith("三つ目の答え")


def test_an_event_that_ends_every_process_is_put_aside(opens):
    office = opens()
    office.delivers(office.said(HANA, "NPO法人数は？"))
    for _ in range(5):
        with office.database.writing() as session:
            assert inbox.claim(session, office.clock(), "a process that ends", 24)
        office.clock.passes(seconds=LEASE.total_seconds() + 1)
    office.works()
    assert office.heard == []
    assert [(event.state, event.problem) for event in office.events()] == [("dead", "_TooOften")]


class PowerFails(BaseException):
    """Nothing in the program can act on it."""


def _fails_once(problem: BaseException, at: str = "turns.before_commit", times: int = 1):
    left = [problem] * times

    def reach(point):
        if point == at and left:
            raise left.pop()

    return reach


def test_a_database_away_while_keeping_leaves_nothing_half_stored_and_is_tried_again_without_apology(opens):
    office = opens(reach=_fails_once(DatabaseAway("away"), times=7))
    said = office.said(HANA, "NPO法人数は？")
    office.delivers(said)
    for _ in range(7):  # more often than an event may end a process
        with pytest.raises(DatabaseAway):
            office.works()
        assert (office.letters(), office.residents()) == ([], [])
        assert [(event.state, event.attempts) for event in office.events()] == [("new", 0)]
    office.works()
    assert office.phone(HANA) == ["NPO法人数は？の答え\n出典：見本の資料"]
    assert office.sender.reserve(100) == office.at_once


def test_a_group_that_cannot_be_kept_together_is_kept_one_by_one(opens):
    office = opens(reach=_fails_once(Broken("together")))
    office.answers(office.said(HANA, "一つ目は？"), office.said(KENTA, "二つ目は？"))
    assert [event.state for event in office.events()] == ["done", "done"]
    assert office.phone(HANA) + office.phone(KENTA) == [
        "一つ目は？の答え\n出典：見本の資料",
        "二つ目は？の答え\n出典：見本の資料",
    ]


def test_an_event_for_which_not_even_the_apology_can_be_kept_does_not_come_back_for_ever(opens):
    office = opens(reach=_fails_once(Broken("always"), times=3))
    office.answers(office.said(HANA, "一つ目は？"), office.said(HANA, "二つ目は？", seconds=1))
    assert [(event.state, event.problem) for event in office.events()] == [("dead", "Broken"), ("done", None)]
    assert office.sender.reserve(100) == office.at_once


def test_a_memory_that_cannot_be_read_is_forgotten_and_holds_up_nobody(office):
    office.answers(office.said(HANA, "NPO法人数は？"), office.said(KENTA, "移住者は？"))
    with office.database.writing() as session:
        session.execute(text("UPDATE conversations SET progress = :damaged"), {"damaged": b"damaged"})
    office.answers(office.said(HANA, "理由は？", seconds=1), office.said(KENTA, "費用は？", seconds=1))
    assert office.phone(HANA)[1].startswith("理由は？の答え\n")
    assert office.phone(KENTA)[1].startswith("費用は？の答え\n")


def test_a_body_that_cannot_be_opened_is_put_aside(office):
    office.delivers(office.said(HANA, "一つ目は？"), office.said(HANA, "二つ目は？", seconds=1))
    with office.database.writing() as session:
        session.execute(text("UPDATE events SET body = :damaged WHERE id = 1"), {"damaged": b"damaged"})
    office.works()
    assert [(event.state, event.problem) for event in office.events()] == [("dead", "Unreadable"), ("done", None)]


def test_the_same_answer_is_written_once_though_the_process_ends_after_keeping_it(opens):
    office = opens(reach=_fails_once(PowerFails(), at="turns.after_commit"))
    office.delivers(office.said(HANA, "NPO法人数は？"))
    with pytest.raises(PowerFails):
        office.turns.take()
    other = opens(clock=office.clock, line=office.line)
    other.works()
    assert (other.states(), other.phone(HANA)) == (["sending"], [])
    other.clock.passes(seconds=16)
    other.works()
    assert (other.states(), len(other.phone(HANA))) == (["sent"], 1)


# --- who is answered, and how --------------------------------------------------------------------------------------


def test_whoever_sends_too_much_is_told_once_and_answered_again_after_a_minute(opens):
    office = opens(per_minute=3)
    for number in range(6):
        office.answers(office.said(HANA, f"質問{number}は？", seconds=number))
    assert office.heard == ["質問0は？", "質問1は？", "質問2は？"]
    assert len(office.phone(HANA)) == 4
    office.answers(office.said(KENTA, "私の質問は？"))
    assert len(office.phone(KENTA)) == 1
    office.clock.passes(seconds=61)
    office.answers(office.said(HANA, "もう一つは？"))
    assert office.heard[-1] == "もう一つは？"


def test_nothing_is_said_while_another_channel_holds_the_chat(office):
    office.answers(office.said(HANA, "NPO法人数は？", mode="standby"))
    assert (office.phone(HANA), office.letters()) == ([], [])
    assert [event.state for event in office.events()] == ["done"]


def test_a_group_is_answered_when_the_bot_is_mentioned(office):
    group = {"type": "group", "groupId": "C" + "1" * 32, "userId": HANA}
    mention = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}
    message = {"type": "text", "id": "1", "text": "@声のまど NPO法人数は？", "mention": mention}
    office.answers(office.said(HANA, "NPO法人数は？", source=group))
    assert office.heard == []
    office.answers(office.event(HANA, "message", message=message, source=group, seconds=1))
    assert office.heard == ["NPO法人数は？"]
    assert office.residents() == []  # whoever speaks in a group has not added the account


def test_whoever_blocks_the_account_is_noted_and_noted_again_on_return(office):
    office.answers(office.event(HANA, "follow", follow={"isUnblocked": False}))
    office.answers(office.event(HANA, "unfollow", seconds=1, replyToken=None))
    assert office.residents()[0].left_at == office.clock()
    office.answers(office.event(HANA, "follow", seconds=2))
    assert [resident.left_at for resident in office.residents()] == [None]


# --- several machines ------------------------------------------------------------------------------------------------


def test_two_machines_never_handle_one_person_at_once_and_keep_everyones_order(postgresql):
    handling: set[str] = set()
    clashes: list[str] = []
    lock = threading.Lock()

    def alone(question):
        person = question[0]
        with lock:
            if person in handling:
                clashes.append(question)
            handling.add(person)
        with lock:
            handling.discard(person)

    first = Office(postgresql, while_asked=alone)
    others = [Office(Database(postgresql.url), first.clock, first.line, while_asked=alone) for _ in range(2)]
    people = {name: f"U{number:032x}" for number, name in enumerate("甲乙丙丁戊己")}
    events = [first.said(people[name], f"{name}{turn}", seconds=turn) for turn in range(8) for name in people]
    first.delivers(*reversed(events))

    def work(office: Office) -> None:
        while any(event.state == "new" for event in office.events()):
            office.works()

    with ThreadPoolExecutor(3) as machines:
        for done in [machines.submit(work, office) for office in (first, *others)]:
            done.result()
    for office in (first, *others):
        office.works()
        office.closes()
    for office in others:
        office.database.close()
    assert clashes == []
    heard = [question for office in (first, *others) for question in office.heard]
    assert sorted(heard) == sorted(f"{name}{turn}" for turn in range(8) for name in people)
    for name, person in people.items():
        answers = [said.split("の答え")[0] for said in first.phone(person)]
        assert answers == [f"{name}{turn}" for turn in range(8)]


def test_leases_run_long_enough_for_a_turn():
    assert timedelta(seconds=5) < LEASE < timedelta(seconds=60)


# --- the log of answers ----------------------------------------------------------------------------------------------


def test_an_answer_and_its_line_in_the_log_are_kept_together(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    office.answers(office.said(HANA, "メニュー"))
    (line,) = office.log()
    assert (line.question, line.outcome, line.edition) == ("NPO法人数は？", "answered", 0)


def test_a_turn_that_fails_leaves_no_line(office):
    office.answers(office.said(HANA, "故障"))
    assert office.log() == []


def test_people_asking_at_once_have_different_names_in_the_log(office):
    office.answers(office.said(HANA, "一つ目"), office.said(KENTA, "二つ目"))
    office.answers(office.said(HANA, "三つ目"))
    people = {line.question: line.person for line in office.log()}
    assert people["一つ目"] == people["三つ目"] != people["二つ目"]
    assert HANA not in str(people)


def test_a_question_taken_back_after_its_answer_leaves_no_words_in_the_log(office):
    said = office.said(HANA, "言わなければよかった")
    office.answers(said)
    office.answers(office.unsent(said))
    (line,) = office.log()
    assert (line.question, line.outcome) == ("", "answered")


def test_what_a_resident_calls_wrong_stands_beside_the_answer_in_the_log(office):
    office.answers(office.said(HANA, "NPO法人数は？"))
    office.answers(office.said(HANA, "ちがう"))
    office.answers(office.said(HANA, "そのほか（言葉で）"))
    office.answers(office.said(HANA, "去年の数字です"))
    (line,) = office.log()
    assert (line.question, line.doubt, line.doubt_words) == ("NPO法人数は？", "other", "去年の数字です")


def test_the_names_of_a_new_day_are_new(office):
    office.answers(office.said(HANA, "きょう"))
    office.clock.passes(hours=24)
    office.answers(office.said(HANA, "あした"))
    first, second = (line.person for line in office.log())
    assert first != second


def test_every_turn_is_one_line_of_the_log_with_ids_and_durations_and_no_words(office, caplog):
    with caplog.at_level(logging.INFO, "koe.turns"):
        office.delivers(office.said(HANA, "ひみつの質問は？"), office.said(KENTA, "故障"))
        office.clock.passes(seconds=1.5)
        office.answers()
    told = [record.getMessage() for record in caplog.records if record.getMessage().startswith("turn ")]
    assert len(told) == 2
    fields = [dict(part.split("=", 1) for part in line.split()[1:]) for line in told]
    assert {one["outcome"] for one in fields} == {"answered", "Broken"}
    assert all(one["kind"] == "message" and one["waited_ms"] == "1500" and one["messages"] == "1" for one in fields)
    assert "ひみつ" not in "".join(told)
    assert HANA not in "".join(told)
