"""kill -9 at every named point: nobody's message is lost, and no answer is seen twice unmarked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from line_side import Json, Town, text_of, wait_until
from passing_time import leases_run_out, pass_by, rows
from running import ONE_PROCESS, bot, died

from bot.failpoints import POINTS

pytestmark = pytest.mark.crash

QUESTION, ANSWER = "NPO法人数の目標は？", "18団体"
NEXT_ANSWER = "知りたいことを、話すように"
AGAIN = "（再掲）"
_LONG_ABSENCE_SECONDS = 120


@pytest.fixture
def line(_line: Town) -> Iterator[Town]:
    since = _line.now()
    _line.switch(redelivery=False)  # it comes when the bot is back
    yield _line
    _line.all_is_well()
    assert _line.rules_broken(since) == []


@pytest.mark.parametrize("point", POINTS)
def test_a_death_loses_no_message_and_says_nothing_twice(point, own_database, line, tmp_path):
    said = _story(point, own_database, line, tmp_path)
    (answer,) = [message["text"] for message in said if ANSWER in message.get("text", "")]
    assert not answer.startswith(AGAIN)
    assert said[-1]["text"].startswith(NEXT_ANSWER)


# After so long no reply token lives. What is known of the reply differs; what the resident is told does not.
@pytest.mark.parametrize(
    ("point", "arrived_before"), [("turns.after_claim", 0), ("sender.before_call", 0), ("sender.after_call", 1)]
)
def test_after_a_long_absence_the_answer_comes_marked_with_the_next_one(
    point, arrived_before, own_database, line, tmp_path
):
    said = _story(point, own_database, line, tmp_path, absent_seconds=_LONG_ABSENCE_SECONDS)
    answers = [message["text"] for message in said if ANSWER in message.get("text", "")]
    assert [answer.startswith(AGAIN) for answer in answers] == [False] * arrived_before + [True]
    assert said[-1]["text"].startswith(NEXT_ANSWER)


def _story(point: str, database_url: str, line: Town, folder: Path, *, absent_seconds: int = 0) -> list[Json]:
    """Hana asks, the bot dies at ``point``, comes back, and Hana asks something else; all she was told."""
    hana = line.newcomer()
    with bot(line, database_url, folder, command=ONE_PROCESS, KOE_FAIL_POINT=point) as doomed:
        if point == "sender.after_claim":
            line.switch(reply={"fail": "500", "times": 1})  # only a second attempt takes a letter out of the outbox
        told = hana.says(QUESTION)
        died(doomed.process)
    # A death at the webhook leaves LINE without an answer; any other may do so too, for the work begins at once.
    is_acknowledged = told["exchange"]["status"] == 200
    assert not (is_acknowledged and point.startswith("webhook."))
    # Nothing is made older than it must be: whether a refused token was spent or ran out is judged by its age.
    leases_run_out(database_url)
    pass_by(absent_seconds, line, database_url)
    with bot(line, database_url, folder) as restarted:
        if not is_acknowledged and not absent_seconds:
            event = {"webhookEventId": told["event"]["webhookEventId"]}
            wait_until("it is taken", lambda: line.control("redeliver", event)["exchange"]["status"] == 200)
        restarted.settled()
        hana.says("使い方")
        wait_until("the next answer", lambda: NEXT_ANSWER in text_of(hana.said_to()))
        restarted.settled()
    assert rows(database_url, "SELECT state, count(*) FROM events GROUP BY state") == [("done", 2)]
    assert {state for (state,) in rows(database_url, "SELECT state FROM letters")} <= {"sent", "assumed"}
    return hana.said_to()
