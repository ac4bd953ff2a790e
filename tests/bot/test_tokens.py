"""Stateless tokens: asked for, renewed before their end, exchanged when LINE does not take them."""

from __future__ import annotations

import logging
import threading

import pytest
from clock import Clock
from werkzeug.serving import make_server

from bot.contents import Contents
from bot.line import Line, LineBusy, LineUnavailable
from bot.tokens import LongLived, NoToken, Stateless
from simulator.app import create_app
from simulator.platform import Platform

HELLO = [{"type": "text", "text": "こんにちは"}]
CHANNEL, SECRET = "2000000000", "a secret"


class World:
    """LINE with a clock of its own; ``reach`` is how the bot gets there."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.platform = Platform(
            bot_url="http://127.0.0.1:1/callback", secret=SECRET, token="a token", clock=self.clock
        )
        self.server = make_server("127.0.0.1", 0, create_app(self.platform), threaded=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self._serving = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self._serving.start()

    def tokens(self, secret: str = SECRET) -> Stateless:
        return Stateless(CHANNEL, secret, self.address, clock=lambda: self.clock().timestamp())

    def line(self, tokens: Stateless | LongLived) -> Line:
        return Line(tokens, self.address)

    @property
    def hana(self) -> str:
        self.platform.residents[first := next(iter(self.platform.residents))].standing = "friend"
        return first

    @property
    def issued(self) -> int:
        return self.platform.stateless_tokens.issued

    def closes(self) -> None:
        if self._serving.is_alive():
            self.server.shutdown()
            self._serving.join()
            self.server.server_close()


@pytest.fixture
def world():
    world = World()
    yield world
    world.closes()


def push(line: Line, world: World, number: int = 1) -> None:
    line.push(world.hana, HELLO, f"00000000-0000-4000-8000-{number:012}")


def test_one_token_serves_until_shortly_before_its_end(world):
    line = world.line(world.tokens())
    for number in range(3):
        push(line, world, number)
    assert world.issued == 1
    world.clock.passes(seconds=719)
    push(line, world, 4)
    assert world.issued == 1
    world.clock.passes(seconds=2)  # three minutes before the end
    push(line, world, 5)
    assert world.issued == 2
    assert not line.refuses_us


def test_many_threads_ask_for_one_token(world):
    tokens = world.tokens()
    found: list[str] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        found.append(tokens.present())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (world.issued, len(set(found)), len(found)) == (1, 1, 8)


def test_a_401_leads_to_one_new_token_and_the_message_arrives(world):
    line = world.line(world.tokens())
    push(line, world, 1)
    world.platform.switches.change({"push": {"fail": "401", "times": 1}})
    push(line, world, 2)
    assert world.issued == 2
    assert len(world.platform.journal.bubbles[world.hana]) == 2
    assert not line.refuses_us


def test_line_that_takes_no_token_at_all_is_asked_twice_and_not_for_ever(world):
    line = world.line(world.tokens())
    world.platform.switches.change({"push": {"fail": "401"}})
    with pytest.raises(LineBusy):
        push(line, world)
    assert world.issued == 2
    assert line.refuses_us


def test_a_long_lived_token_is_not_exchanged(world):
    line = world.line(LongLived("an old token"))
    with pytest.raises(LineBusy):
        push(line, world)
    assert line.refuses_us
    assert world.issued == 0


def test_while_no_new_token_is_to_be_had_the_old_one_serves_to_its_end(world, caplog):
    tokens = world.tokens()
    first = tokens.present()
    world.closes()
    world.clock.passes(seconds=800)
    with caplog.at_level(logging.WARNING):
        assert tokens.present() == first
    assert "token not renewed" in caplog.text
    assert SECRET not in caplog.text
    assert first not in caplog.text
    world.clock.passes(seconds=100)
    with pytest.raises(NoToken):
        tokens.present()


def test_of_many_who_wait_for_a_first_token_only_one_asks(world):
    tokens = world.tokens()
    world.platform.secret = "turned over at LINE"
    with pytest.raises(NoToken):
        tokens.present()
    world.platform.secret = SECRET
    with pytest.raises(NoToken):
        tokens.present()  # LINE would give one, and is not asked so soon
    world.clock.passes(seconds=5)
    assert tokens.present()


def test_without_a_token_nothing_was_sent_and_later_may_help(world):
    line = world.line(world.tokens())
    world.closes()
    with pytest.raises(LineUnavailable) as away:
        push(line, world)
    assert not away.value.maybe_accepted


def test_a_wrong_secret_is_no_reason_to_give_letters_up_and_is_told_without_its_letters(world):
    line = world.line(world.tokens("another secret"))
    with pytest.raises(LineBusy) as refused:
        push(line, world)
    assert "another secret" not in str(refused.value)
    assert line.refuses_us


def test_photos_are_fetched_with_a_new_token_as_well(world):
    world.platform.switches.change({"other": {"fail": "401", "times": 1}})
    contents = Contents(world.tokens(), world.address)
    with pytest.raises(Exception, match="404"):
        contents.fetch("1")
    contents.close()
    assert world.issued == 2


def test_no_token_shows_when_it_is_printed():
    assert "a token" not in repr(LongLived("a token"))
