"""LINE's rules, which the stand-in in these tests must obey as the client meets them over HTTP."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from clock import Clock
from fake_line import FakeLine, Mood
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from bot.line import (
    BEGUN_WHENEVER,
    BEGUN_WITHIN_SECONDS,
    CONNECT_SECONDS,
    READ_SECONDS,
    Line,
    LineBusy,
    LineRefused,
    LineUnavailable,
)
from simulator.app import create_app
from simulator.platform import Platform
from storage.outbox import LEASE

HELLO = [{"type": "text", "text": "こんにちは"}]


@dataclass
class Played:
    clock: Clock
    line: FakeLine
    hana: str = "U" + "1" * 32

    def token(self) -> str:
        return self.line.token_for(self.hana)

    def redelivers(self, token: str) -> None:
        self.line.redelivers(token)

    def phone(self) -> list[str]:
        return self.line.phone(self.hana)

    def goes(self, mood: Mood) -> None:
        self.line.mood = mood

    def is_blocked(self) -> None:
        self.line.blocked.add(self.hana)


@dataclass
class OverHttp:
    clock: Clock
    line: Line
    platform: Platform
    address: str

    @property
    def hana(self) -> str:
        return next(iter(self.platform.residents))

    def token(self) -> str:
        self.platform.residents[self.hana].standing = "friend"
        token = self.platform.reply_tokens.issue(self.hana, self.clock())
        self.platform.reply_tokens.carried(token, self.clock())
        return token

    def redelivers(self, token: str) -> None:
        self.platform.reply_tokens.carried(token, self.clock())

    def phone(self) -> list[str]:
        return [bubble.message["text"] for bubble in self.platform.journal.bubbles.get(self.hana, [])]

    def goes(self, mood: Mood) -> None:
        fail = {"well": "none", "loses the answer": "drop_after_accept", "fails": "500", "busy": "429_rate"}[mood]
        self.platform.switches.change({"reply": {"fail": fail}, "push": {"fail": fail}})

    def is_blocked(self) -> None:
        self.platform.residents[self.hana].standing = "blocked"


@pytest.fixture(params=["played", "over HTTP"])
def world(request: pytest.FixtureRequest) -> Iterator[Played | OverHttp]:
    clock = Clock()
    if request.param == "played":
        yield Played(clock, FakeLine(clock))
        return
    platform = Platform(bot_url="http://127.0.0.1:1/callback", secret="a secret", token="a token", clock=clock)
    server = make_server("127.0.0.1", 0, create_app(platform), threaded=True)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    address = f"http://127.0.0.1:{server.server_port}"
    line = Line("a token", address)
    yield OverHttp(clock, line, platform, address)
    line.close()
    server.shutdown()
    serving.join()
    server.server_close()


def test_a_reply_arrives_and_names_its_request(world):
    assert world.line.reply(world.token(), HELLO)
    assert world.phone() == ["こんにちは"]


def test_a_token_is_good_for_one_reply(world):
    token = world.token()
    world.line.reply(token, HELLO)
    with pytest.raises(LineRefused) as refused:
        world.line.reply(token, HELLO)
    assert refused.value.token_spent
    assert world.phone() == ["こんにちは"]


def test_a_token_is_good_for_a_minute(world):
    token = world.token()
    world.clock.passes(seconds=61)
    with pytest.raises(LineRefused) as refused:
        world.line.reply(token, HELLO)
    assert refused.value.token_spent


def test_a_redelivered_event_brings_its_token_back_to_life(world):
    token = world.token()
    world.clock.passes(minutes=5)
    world.redelivers(token)
    world.line.reply(token, HELLO)
    assert world.phone() == ["こんにちは"]


def test_a_message_line_does_not_take_leaves_the_token_good(world):
    token = world.token()
    with pytest.raises(LineRefused) as refused:
        world.line.reply(token, [{"type": "text", "text": ""}])
    assert not refused.value.token_spent
    world.line.reply(token, HELLO)
    assert world.phone() == ["こんにちは"]


def test_six_messages_at_once_are_too_many(world):
    with pytest.raises(LineRefused):
        world.line.reply(world.token(), HELLO * 6)


def test_a_reply_whose_answer_was_lost_has_arrived_and_may_have_to_the_bot(world):
    token = world.token()
    world.goes("loses the answer")
    with pytest.raises(LineUnavailable) as unavailable:
        world.line.reply(token, HELLO)
    assert unavailable.value.maybe_accepted
    world.goes("well")
    with pytest.raises(LineRefused) as refused:
        world.line.reply(token, HELLO)
    assert refused.value.token_spent
    assert world.phone() == ["こんにちは"]


def test_a_failing_line_may_have_accepted_and_can_be_tried_again(world):
    token = world.token()
    world.goes("fails")
    with pytest.raises(LineUnavailable) as unavailable:
        world.line.reply(token, HELLO)
    assert unavailable.value.maybe_accepted
    world.goes("well")
    world.line.reply(token, HELLO)
    assert world.phone() == ["こんにちは"]


def test_a_busy_line_has_accepted_nothing(world):
    token = world.token()
    world.goes("busy")
    with pytest.raises(LineBusy):
        world.line.reply(token, HELLO)
    with pytest.raises(LineBusy):
        world.line.push(world.hana, HELLO, str(uuid.uuid4()))
    world.goes("well")
    world.line.reply(token, HELLO)
    assert world.phone() == ["こんにちは"]


def test_the_same_push_arrives_once_and_the_second_try_is_a_success_too(world):
    world.token()  # a friend
    key = str(uuid.uuid4())
    first = world.line.push(world.hana, HELLO, key)
    assert world.line.push(world.hana, HELLO, key) == first
    assert world.phone() == ["こんにちは"]


def test_a_push_whose_answer_was_lost_arrives_once_however_often_it_is_tried(world):
    world.token()
    key = str(uuid.uuid4())
    world.goes("loses the answer")
    with pytest.raises(LineUnavailable):
        world.line.push(world.hana, HELLO, key)
    world.goes("well")
    world.line.push(world.hana, HELLO, key)
    assert world.phone() == ["こんにちは"]


def test_a_key_is_forgotten_after_a_day(world):
    world.token()
    key = str(uuid.uuid4())
    world.line.push(world.hana, HELLO, key)
    world.clock.passes(hours=24, seconds=1)
    world.line.push(world.hana, HELLO, key)
    assert world.phone() == ["こんにちは", "こんにちは"]


def test_a_push_to_somebody_who_blocked_the_account_succeeds_and_arrives_nowhere(world):
    world.token()
    world.is_blocked()
    world.line.push(world.hana, HELLO, str(uuid.uuid4()))
    assert world.phone() == []


def test_a_line_nobody_answers_at_surely_accepted_nothing():
    line = Line("a token", "http://127.0.0.1:1")
    with pytest.raises(LineUnavailable) as unavailable:
        line.reply("token", HELLO)
    assert not unavailable.value.maybe_accepted
    line.close()


class _SlowTokens:
    """A token that takes a while to be had at first, as one that has to be fetched from a slow LINE."""

    def __init__(self, token: str, seconds: float) -> None:
        self._token = token
        self._seconds = seconds

    def present(self) -> str:
        seconds, self._seconds = self._seconds, 0.0
        time.sleep(seconds)
        return self._token

    def refused(self, token: str) -> bool:
        return False


@pytest.mark.parametrize("world", ["over HTTP"], indirect=True)
def test_a_call_that_might_outlive_its_letters_lease_is_not_begun_and_the_next_try_has_the_token(world):
    line = Line(_SlowTokens(world.platform.token, 1.2), world.address, begun_within_seconds=1)
    token = world.token()
    with pytest.raises(LineUnavailable) as late:
        line.reply(token, HELLO)
    assert not late.value.maybe_accepted
    assert world.phone() == []
    line.reply(token, HELLO)
    assert world.phone() == ["こんにちは"]
    line.close()


@pytest.mark.parametrize("world", ["over HTTP"], indirect=True)
def test_a_command_has_no_lease_and_waits_for_its_token(world):
    line = Line(_SlowTokens(world.platform.token, 1.6), world.address, begun_within_seconds=BEGUN_WHENEVER)
    assert line.used() == 0
    line.close()


def test_the_longest_call_begun_as_late_as_may_be_ends_within_its_letters_lease():
    assert timedelta(seconds=BEGUN_WITHIN_SECONDS + CONNECT_SECONDS + READ_SECONDS) < LEASE


@pytest.mark.parametrize("world", ["over HTTP"], indirect=True)
def test_a_wrong_access_token_is_our_trouble_and_not_the_letters(world):
    world.platform.token = "another token"
    with pytest.raises(LineBusy, match="401"):
        world.line.reply(world.token(), HELLO)


def test_our_requests_are_those_of_lines_own_sdk():
    said: list[tuple[object, ...]] = []

    @Request.application
    def listening(request: Request) -> Response:
        names = ("Authorization", "Content-Type", "X-Line-Retry-Key")
        said.append((request.method, request.path, request.get_json(), *(request.headers.get(name) for name in names)))
        return Response(json.dumps({"sentMessages": [{"id": "1"}]}), mimetype="application/json")

    server = make_server("127.0.0.1", 0, listening, threaded=True)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    address, key = f"http://127.0.0.1:{server.server_port}", str(uuid.uuid4())
    line = Line("a token", address)
    line.reply("reply token", HELLO)
    line.push("U1", HELLO, key)
    line.close()
    with ApiClient(Configuration(access_token="a token", host=address)) as client:
        sdk = MessagingApi(client)
        sdk.reply_message(ReplyMessageRequest(replyToken="reply token", messages=[TextMessage(text="こんにちは")]))
        sdk.push_message(PushMessageRequest(to="U1", messages=[TextMessage(text="こんにちは")]), key)
        client.rest_client.pool_manager.clear()
    server.shutdown()
    serving.join()
    server.server_close()
    assert said[:2] == [_without_what_line_takes_for_granted(one) for one in said[2:]]


@pytest.mark.parametrize(
    "body", ['{"type": "limited"}', '{"type": "limited", "value": "200"}', '{"type": "limited", "value": null}']
)
def test_a_quota_that_cannot_be_read_was_not_said(body):
    @Request.application
    def listening(_: Request) -> Response:
        return Response(body, mimetype="application/json")

    server = make_server("127.0.0.1", 0, listening, threaded=True)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    line = Line("a token", f"http://127.0.0.1:{server.server_port}")
    try:
        with pytest.raises(LineUnavailable, match="unreadable"):
            line.quota()
        with pytest.raises(LineUnavailable, match="unreadable"):
            line.used()
    finally:
        line.close()
        server.shutdown()
        serving.join()
        server.server_close()


def _without_what_line_takes_for_granted(request: tuple[object, ...]) -> tuple[object, ...]:
    """The SDK writes out ``notificationDisabled``, which is false unless one says otherwise."""
    method, path, body, *headers = request
    return (method, path, {name: value for name, value in body.items() if name != "notificationDisabled"}, *headers)
