"""LINE fails in its own ways: what residents see of it is each answer once, or one marked 再掲."""

from __future__ import annotations

import pytest
from line_side import figures, text_of, wait_until
from passing_time import pass_by

AGAIN = "（再掲）"


def test_an_answer_line_could_not_take_is_sent_again(hana, town):
    town.switch(reply={"fail": "500", "times": 2})
    assert "何をしますか" in hana.asks("メニュー")


def test_an_answer_whose_acceptance_was_never_told_is_seen_once(hana, house, town):
    town.switch(reply={"fail": "drop_after_accept", "times": 1})
    hana.says("メニュー")
    hana.hears()
    house.settled()
    assert len(hana.said_to()) == 1
    assert "話すように" in hana.asks("使い方")
    assert len(hana.said_to()) == 2  # nothing is repeated with the next reply


# What the bot knows of a failed call: too many calls were surely not taken, an error of LINE's perhaps were.
@pytest.mark.parametrize("failure", ["429_rate", "500"])
def test_an_answer_line_did_not_take_in_time_is_owed_and_goes_first_with_the_next_one(
    hana, house, town, database_url, failure
):
    town.switch(reply={"fail": failure})
    hana.says("NPO法人数の目標は？")
    wait_until("LINE has failed once", lambda: town.control("state")["traffic"][-1]["status"] in (429, 500))
    pass_by(80, town, database_url)
    wait_until("the answer is owed", lambda: house.letters("owed") == 1)
    town.switch(reply={"fail": "none"})
    hana.says("使い方")
    text, card, how_to = hana.hears(3)
    assert text["text"].startswith(AGAIN)
    assert "18団体" in text["text"]
    assert card["type"] == "flex"
    assert "quickReply" not in card
    assert how_to["text"].startswith("知りたいことを")
    house.settled()
    assert house.letters("owed") == 0
    assert "職員とお話し" in hana.asks("電話")
    assert len(hana.said_to()) == 4


def test_more_is_owed_than_line_takes_at_once_and_nothing_is_lost(hana, house, town, database_url):
    texts = ("メニュー", "使い方", "電話", "質問の例", "市民の声", "受付状況")
    town.switch(reply={"fail": "429_rate"})
    for text in texts:
        hana.says(text)
    # Their tokens die with time, and what is written after it passed would have a new one.
    wait_until("all are answered", lambda: figures(house.address)["koe_events_waiting"] == 0)
    pass_by(80, town, database_url)
    wait_until("all are owed", lambda: house.letters("owed") == len(texts))
    town.switch(reply={"fail": "none"})
    hana.says("アンケート")
    first = hana.hears(5)
    assert [message["text"].startswith(AGAIN) for message in first] == [True] * 4 + [False]
    hana.says("モニター")
    second = hana.hears(3)
    assert [message["text"].startswith(AGAIN) for message in second] == [True, True, False]
    house.settled()
    assert house.letters("owed") == 0


def test_while_line_takes_too_many_calls_the_answer_waits(hana, town):
    town.switch(reply={"fail": "429_rate", "times": 1})
    assert "何をしますか" in hana.asks("メニュー")


def test_a_token_of_ours_that_line_does_not_know_is_no_reason_to_give_up(hana, town):
    town.switch(reply={"fail": "401", "times": 1})
    assert "何をしますか" in hana.asks("メニュー")


def test_one_call_that_hangs_holds_up_nobody_else(hana, house, town):
    kenta = town.newcomer()
    town.switch(reply={"fail": "hang", "times": 1}, hang_ms=60_000)  # the bot itself gives up after eight seconds
    hana.says("メニュー")
    wait_until("the call hangs", lambda: town.control("state")["settings"]["reply"]["fail"] == "none")
    for _ in range(3):
        assert "話すように" in kenta.asks("使い方")
    assert "何をしますか" in text_of(hana.hears())
    told = {person.id: town.bubbles(person.id)[-1]["number"] for person in (hana, kenta)}
    assert told[kenta.id] < told[hana.id]  # hers hung all the while
    house.settled()
    assert len(hana.said_to()) == 1


def test_answers_of_one_person_stay_in_order_while_line_fails(hana, house, town):
    town.switch(reply={"fail": "500", "times": 3})
    for text in ("メニュー", "使い方", "電話"):
        hana.says(text)
    answers = [message["text"] for message in hana.hears(3)]
    assert ["何をしますか" in answers[0], "話すように" in answers[1], "職員とお話し" in answers[2]] == [True] * 3
    house.settled()
    assert len(hana.said_to()) == 3


def test_who_blocks_the_account_meanwhile_is_no_failure(hana, house, town):
    town.batch(
        {"from": hana.id, "kind": "text", "text": "メニュー"},
        {"from": hana.id, "kind": "unfollow"},  # LINE knows of it before the bot has the message
    )
    house.settled()
    assert hana.said_to() == []
    assert house.dead_events() == 0


def test_while_line_is_down_answers_wait_and_arrive_when_it_is_back(hana, house, town):
    town.switch(down=True)
    hana.says("メニュー")
    wait_until("the bot has tried", lambda: town.control("state")["traffic"][-1]["outcome"] == "down")
    town.switch(down=False)
    assert "何をしますか" in text_of(hana.hears())
    house.settled()
    assert len(hana.said_to()) == 1


def test_what_line_delivers_twice_and_in_another_order_is_answered_once_each(hana, house, town):
    town.switch(deliver_twice=True, out_of_order=True)
    for words in ("メニュー", "使い方", "電話", "質問の例"):
        hana.says(words)
    town.switch(deliver_twice=False, out_of_order=False)
    said = text_of(hana.hears(4))
    house.settled()
    assert ("何をしますか" in said, "話すように" in said, "職員とお話し" in said) == (True, True, True)
    assert len(hana.said_to()) == 4
