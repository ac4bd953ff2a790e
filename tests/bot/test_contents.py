"""Photos from LINE's data host: whole, in time and of a size, or not at all."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from bot.contents import MAX_BYTES, Contents, Gone, NotReadyYet, TooLarge
from bot.line import LineUnavailable

_PATIENT = 30.0


@contextmanager
def data_host(gives: Callable[[socket.socket], None], *, within_seconds: float = _PATIENT) -> Iterator[Contents]:
    """A host that says this to whoever asks, once."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            visitor, _ = listening.accept()
            with visitor, suppress(OSError):  # whoever waited has gone
                visitor.recv(65536)
                gives(visitor)

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        contents = Contents("a token", address, within_seconds=within_seconds)
        yield contents
        contents.close()
        serving.join(_PATIENT)
        assert not serving.is_alive()


def _says(answer: bytes) -> Callable[[socket.socket], None]:
    return lambda visitor: visitor.sendall(answer)


def _drips(before: bytes) -> Callable[[socket.socket], None]:
    def drip(visitor: socket.socket) -> None:
        visitor.sendall(before)
        for _ in range(400):
            visitor.sendall(b"a")
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 200 OK\r\nX-Endless: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_a_photo_that_drips_is_given_up_as_a_whole_however_often_a_drop_comes(before):
    began = time.monotonic()
    with data_host(_drips(before), within_seconds=0.5) as contents, pytest.raises(LineUnavailable):
        contents.fetch("1")
    assert time.monotonic() - began < 15  # it would have dripped for twenty seconds


def test_a_photo_that_comes_is_kept_as_it_is():
    with data_host(_says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nphoto")) as contents:
        assert contents.fetch("1") == b"photo"


def test_a_size_with_noughts_before_it_is_that_size():
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000000005\r\nphoto\r\n0\r\n\r\n"
    with data_host(_says(chunked)) as contents:
        assert contents.fetch("1") == b"photo"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", NotReadyYet),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Gone),
        (b"HTTP/1.1 500 Trouble\r\nContent-Length: 0\r\n\r\n", LineUnavailable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\ncut off", LineUnavailable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nbeginning" % (MAX_BYTES + 1), TooLarge),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nbeginning", TooLarge),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\nbeginning" % (MAX_BYTES + 1), TooLarge),
    ],
)
def test_what_does_not_come_is_named_by_what_can_be_done_about_it(answer, problem):
    with data_host(_says(answer)) as contents, pytest.raises(problem):
        contents.fetch("1")
