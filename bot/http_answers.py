"""What a host answers over HTTP/1.1, read from the connection: as much as a reply to LINE needs, and bounded in every way.

``http.client`` reads headers with the parser of e-mails, which takes the processor longer than all the rest of a call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MAX_HEAD_BYTES = 64 * 1024
MAX_BODY_BYTES = 4 * 1024 * 1024
_AT_ONCE = 64 * 1024
_WITHOUT_BODY = (204, 304)

Receive = Callable[[int], bytes]


class Unreadable(Exception):
    """This is no whole answer, or a larger one than anybody sends."""


class TooLarge(Unreadable):
    """The answer is larger than whoever asked wants it."""


@dataclass(frozen=True)
class Answer:
    """What the host said. ``will_close``: the connection serves no further request."""

    status: int
    body: bytes
    will_close: bool = False
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def header(self, name: str) -> str | None:
        """A header's value, whichever way its name is spelt; None where there is none."""
        return self.headers.get(name.lower())


def read_answer(receive: Receive, most_bytes: int = MAX_BODY_BYTES) -> Answer:
    """Read one answer; ``receive`` gives up to so many bytes, none at the connection's end. Raises Unreadable, and TooLarge
    where its body has more than ``most_bytes``."""
    reading = _Reading(receive)
    while True:
        version, status, headers = _head(reading.up_to(b"\r\n\r\n", MAX_HEAD_BYTES))
        if status >= 200:  # what comes before is "go on", or a hint
            break
    asked = headers.get("connection", "").lower()
    will_close = "close" in asked or (version == "HTTP/1.0" and "keep-alive" not in asked)
    body, ended = _body(reading, status, headers, most_bytes)
    # Bytes that nobody asked for would be taken for the next answer.
    return Answer(status, body, will_close or ended or bool(reading.left), headers)


def _head(head: bytes) -> tuple[str, int, dict[str, str]]:
    """Version, status, and the headers by their names in small letters; of those given twice the values parted by commas."""
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, rest = first.partition(" ")
    status = rest[:3]
    if version not in ("HTTP/1.1", "HTTP/1.0") or not (status.isascii() and status.isdecimal()) or int(status) < 100:
        raise Unreadable("no status line")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise Unreadable("no header line")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return version, int(status), headers


def _body(reading: _Reading, status: int, headers: Mapping[str, str], most: int) -> tuple[bytes, bool]:
    """The body, and whether only the connection's end told that it was over."""
    if status in _WITHOUT_BODY:
        return b"", False
    if coding := headers.get("transfer-encoding"):
        if coding.lower() != "chunked":
            raise Unreadable("unknown transfer coding")
        return _chunks(reading, most), False
    if (told := headers.get("content-length")) is None:
        return reading.to_the_end(most), True
    return reading.exactly(_size(told, 10, most)), False


def _chunks(reading: _Reading, room: int) -> bytes:
    parts: list[bytes] = []
    while size := _size(reading.up_to(b"\r\n", MAX_HEAD_BYTES).decode("latin-1").partition(";")[0].strip(), 16, room):
        room -= size
        parts.append(reading.exactly(size))
        if reading.exactly(2) != b"\r\n":
            raise Unreadable("a chunk without end")
    while reading.up_to(b"\r\n", MAX_HEAD_BYTES):  # headers that follow the body
        pass
    return b"".join(parts)


def _size(digits: str, base: int, most: int) -> int:
    signs = "0123456789abcdefABCDEF"[: 10 if base == 10 else None]
    if not digits or digits.strip(signs):
        raise Unreadable("no size")
    if len(digits.lstrip("0")) > 12 or (size := int(digits, base)) > most:
        raise TooLarge("too large")
    return size


class _Reading:
    """What was received and not yet read is ``left``."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.left = b""

    def up_to(self, end: bytes, most: int) -> bytes:
        """Everything before ``end``, which is read too."""
        while (at := self.left.find(end)) < 0:
            if len(self.left) > most or not self._more():
                raise Unreadable("cut off, or without end")
        found, self.left = self.left[:at], self.left[at + len(end) :]
        return found

    def exactly(self, size: int) -> bytes:
        parts, missing = [self.left], size - len(self.left)
        while missing > 0:
            more = self._receive(min(missing, _AT_ONCE))
            if not more:
                raise Unreadable("cut off")
            parts.append(more)
            missing -= len(more)
        found = b"".join(parts)
        self.left = found[size:]
        return found[:size]

    def to_the_end(self, most: int) -> bytes:
        parts, size = [self.left], len(self.left)
        self.left = b""
        while more := self._receive(_AT_ONCE):
            parts.append(more)
            if (size := size + len(more)) > most:
                raise TooLarge("too large")
        return b"".join(parts)

    def _more(self) -> bool:
        more = self._receive(_AT_ONCE)
        self.left += more
        return bool(more)
