"""A webhook in the one shape in which LINE, or the nginx before us, sends it: told by its head, without a parser around it.

gunicorn's parser, its environ and its response take the processor longer than all we do with a webhook. What is in the
slightest way different (another path, a body in pieces, a header twice that counts) is left to gunicorn, untouched.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

PATH = "/callback"
_FIRST_LINE = f"POST {PATH} HTTP/1.1\r\n".encode()
_MOST_HEAD_BYTES = 8 * 1024
# One way only to match: a value of thousands of blanks must not be tried again and again, nobody has signed it yet.
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]++):([\x20-\x7e\t]*+)\Z")
# Of these one value counts.
_LENGTH, _SIGNATURE, _HOST, _CONNECTION = b"content-length", b"x-line-signature", b"host", b"connection"
_ONCE = frozenset((_LENGTH, _SIGNATURE, _HOST, _CONNECTION))
# Whoever sends one of these wants more of HTTP than is known here.
_NOT_PLAIN = frozenset((b"transfer-encoding", b"expect", b"upgrade", b"te", b"trailer", b"http2-settings"))


@dataclass(frozen=True)
class PlainWebhook:
    """The raw body and the signature LINE gave for it."""

    body: bytes
    signature: str | None


def plain_webhook(received: bytes) -> PlainWebhook | None:
    """The webhook that these bytes are, whole and nothing besides; None for everything else."""
    if not received.startswith(_FIRST_LINE):
        return None
    end = received.find(b"\r\n\r\n", 0, _MOST_HEAD_BYTES)
    if end < 0:
        return None
    found: dict[bytes, bytes] = {}
    for line in received[len(_FIRST_LINE) : end].split(b"\r\n"):
        header = _HEADER.match(line)
        if header is None:
            return None
        name, value = header[1].lower(), header[2].strip(b" \t")
        if name in _NOT_PLAIN or (name in _ONCE and name in found):
            return None
        found[name] = value
    length, body = found.get(_LENGTH, b""), received[end + 4 :]
    if (
        _HOST not in found
        or found.get(_CONNECTION, b"keep-alive").lower() != b"keep-alive"
        or not length.isdigit()
        or len(length) > 8
        or int(length) != len(body)
    ):
        return None
    signature = found.get(_SIGNATURE)
    return PlainWebhook(body, None if signature is None else signature.decode("ascii"))


class Spelling:
    """Spells answers; the date is written out once a second. For many threads."""

    def __init__(self) -> None:
        self._date = (0, "")

    def answer(self, status: HTTPStatus, text: str, *, stays_open: bool) -> bytes:
        now, (second, date) = int(time.time()), self._date
        if now != second:
            date = formatdate(now, usegmt=True)
            self._date = (now, date)
        body = text.encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nServer: gunicorn\r\nDate: {date}\r\n"
            f"Connection: {'keep-alive' if stays_open else 'close'}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode("ascii") + body
