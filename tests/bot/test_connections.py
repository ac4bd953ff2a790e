"""Requests over connections that are kept open, as hosts keep and end them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest

from bot.connections import Connections, NoAnswer, Unreachable
from bot.http_answers import MAX_HEAD_BYTES

WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Line-Request-Id: r1\r\n\r\nwell"
WELL_AND_BYE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell"
CUT_OFF = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nwe"
SILENCE = b""


# For answers that come, on whatever machine, and for those that never do.
_PATIENT, _SOON_TIRED = 30.0, 1.5


@contextmanager
def host(
    *visits: Sequence[bytes], read_seconds: float = _PATIENT, gone: threading.Semaphore | None = None
) -> Iterator[Connections]:
    """A host that gives, on one connection after the other, these answers, and then ends the connection (``gone``)."""
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
                if gone is not None:
                    gone.release()

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        port = listening.getsockname()[1]
        connections = Connections(
            f"http://127.0.0.1:{port}/base", connect_seconds=_PATIENT, read_seconds=read_seconds, kept=2
        )
        yield connections
        connections.close()
        serving.join(_PATIENT)
        assert not serving.is_alive()  # every visit was paid


def ask(connections: Connections) -> bytes:
    return connections.request("POST", "/reply", {"X-Any": "thing"}, b"body").body


def test_one_connection_serves_one_request_after_the_other():
    with host([WELL, WELL, WELL]) as connections:
        assert [ask(connections) for _ in range(3)] == [b"well"] * 3


def test_headers_are_found_however_they_are_spelt():
    with host([WELL]) as connections:
        answer = connections.request("POST", "/reply", {}, b"body")
    assert (answer.status, answer.header("x-line-REQUEST-id")) == (200, "r1")


def test_a_connection_the_host_says_it_ends_is_not_used_again():
    with host([WELL_AND_BYE], [WELL]) as connections:
        assert [ask(connections) for _ in range(2)] == [b"well"] * 2


def test_a_connection_the_host_has_ended_in_silence_costs_no_request():
    gone = threading.Semaphore(0)
    with host([WELL], [WELL], gone=gone) as connections:
        assert ask(connections) == b"well"
        assert gone.acquire(timeout=_PATIENT)
        assert ask(connections) == b"well"


@pytest.mark.parametrize("answer", [SILENCE, CUT_OFF, b"NONSENSE\r\n\r\n", b"HTTP/1.1"])
def test_where_no_whole_answer_comes_the_request_may_have_gone_through_and_the_next_one_starts_anew(answer):
    with host([answer], [WELL], read_seconds=_SOON_TIRED if answer == SILENCE else _PATIENT) as connections:
        with pytest.raises(NoAnswer):
            ask(connections)
        assert ask(connections) == b"well"


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nwe\r\n2;odd=1\r\nll\r\n0\r\nX-After: all\r\n\r\n",
            b"well",
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell", b"well"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\ncontent-length:4\r\n\r\nwell", b"well"),
    ],
)
def test_an_answer_is_read_in_every_shape_a_host_may_give_it_and_the_connection_stays(answer, body):
    with host([answer, WELL]) as connections:
        assert [ask(connections), ask(connections)] == [body, b"well"]


@pytest.mark.parametrize("answer", [WELL + b"more", b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nwell"])
def test_a_connection_is_not_used_again_where_its_next_answer_would_be_in_doubt(answer):
    with host([answer], [WELL]) as connections:
        assert [ask(connections) for _ in range(2)] == [b"well"] * 2


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nwell",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nwell",
        b"HTTP/1.1 200 OK\r\nX-Endless: " + b"a" * (MAX_HEAD_BYTES + 10),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\nwe\r\n0\r\n\r\n",
    ],
)
def test_an_answer_larger_than_anybody_gives_or_of_no_size_is_no_answer(answer):
    with host([answer]) as connections, pytest.raises(NoAnswer):
        ask(connections)


def test_a_host_that_drips_is_waited_for_no_longer_than_for_one_that_says_nothing():
    heard_to_the_end = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            visitor, _ = listening.accept()
            with visitor, suppress(OSError):  # whoever waited has gone
                visitor.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
                for _ in range(400):
                    visitor.sendall(b"a")
                    time.sleep(0.05)
                heard_to_the_end.set()

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        connections = Connections(address, connect_seconds=_PATIENT, read_seconds=0.3, kept=2)
        with pytest.raises(NoAnswer):
            ask(connections)
        connections.close()
        dripping.join(_PATIENT)
        assert not dripping.is_alive()
        assert not heard_to_the_end.is_set()


def test_nothing_that_is_sent_can_begin_a_header_of_its_own():
    with pytest.raises(ValueError, match="line break"):
        Connections("http://127.0.0.1:9", connect_seconds=2, read_seconds=2, kept=2).request(
            "POST", "/", {"Authorization": "Bearer a\r\nX-Any: thing"}
        )


def test_where_nobody_listens_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    with pytest.raises(Unreachable):
        ask(Connections(f"http://127.0.0.1:{port}", connect_seconds=2, read_seconds=2, kept=2))
