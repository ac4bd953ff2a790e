"""Requests over connections that are kept open, as hosts keep and end them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from bot.connections import Connections, NoAnswer, Unreachable

WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Line-Request-Id: r1\r\n\r\nwell"
WELL_AND_BYE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell"
CUT_OFF = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nwe"
SILENCE = b""


@contextmanager
def host(*visits: Sequence[bytes]) -> Iterator[Connections]:
    """A host that gives, on one connection after the other, these answers, and then ends the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answers in visits:
                visitor, _ = listening.accept()
                with visitor:
                    for answer in answers:
                        request = b""
                        while not request.endswith(b"body") and (more := visitor.recv(65536)):
                            request += more
                        visitor.sendall(answer)
                        if answer == SILENCE:
                            visitor.recv(1)  # until whoever waits gives up

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        port = listening.getsockname()[1]
        connections = Connections(f"http://127.0.0.1:{port}/base", connect_seconds=2, read_seconds=0.2, kept=2)
        yield connections
        connections.close()
        serving.join(5)
        assert not serving.is_alive()  # every visit was paid


def ask(connections: Connections) -> bytes:
    return connections.request("POST", "/reply", {"X-Any": "thing"}, b"body").body


def test_one_connection_serves_one_request_after_the_other():
    with host([WELL, WELL, WELL]) as connections:
        assert [ask(connections) for _ in range(3)] == [b"well"] * 3


def test_headers_are_found_however_they_are_spelt():
    with host([WELL]) as connections:
        answer = connections.request("POST", "/reply", {}, b"body")
    assert (answer.status, answer.headers.get("x-line-REQUEST-id")) == (200, "r1")


def test_a_connection_the_host_says_it_ends_is_not_used_again():
    with host([WELL_AND_BYE], [WELL]) as connections:
        assert [ask(connections) for _ in range(2)] == [b"well"] * 2


def test_a_connection_the_host_has_ended_in_silence_costs_no_request():
    with host([WELL], [WELL]) as connections:
        assert ask(connections) == b"well"
        threading.Event().wait(0.1)  # the host goes
        assert ask(connections) == b"well"


@pytest.mark.parametrize("answer", [SILENCE, CUT_OFF, b"NONSENSE\r\n\r\n", b"HTTP/1.1"])
def test_where_no_whole_answer_comes_the_request_may_have_gone_through_and_the_next_one_starts_anew(answer):
    with host([answer], [WELL]) as connections:
        with pytest.raises(NoAnswer):
            ask(connections)
        assert ask(connections) == b"well"


def test_where_nobody_listens_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    with pytest.raises(Unreachable):
        ask(Connections(f"http://127.0.0.1:{port}", connect_seconds=2, read_seconds=2, kept=2))
