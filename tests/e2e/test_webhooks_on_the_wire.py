"""Webhooks as bytes: in pieces, two at once and of every shape, each gets its answer on the connection it came by."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import socket

from running import SECRETS

BODY = b'{"destination":"U0","events":[]}'


def _signature(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRETS["LINE_CHANNEL_SECRET"].encode(), body, hashlib.sha256).digest()).decode()


def _post(connection: http.client.HTTPConnection, body: bytes, signature: str, **more: str) -> tuple[int, bytes, bool]:
    pieces = iter([body]) if more.get("Transfer_Encoding") else body
    headers = {"X-Line-Signature": signature, **{name.replace("_", "-"): value for name, value in more.items()}}
    connection.request("POST", "/callback", pieces, headers, encode_chunked=bool(more.get("Transfer_Encoding")))
    response = connection.getresponse()
    return response.status, response.read(), response.will_close


def test_plain_webhooks_odd_ones_and_pages_take_turns_on_one_connection(house):
    connection = http.client.HTTPConnection(house.address.removeprefix("http://"), timeout=30)
    connection.connect()
    first = connection.sock
    good = _signature(BODY)
    for _ in range(3):
        assert _post(connection, BODY, good) == (200, b"", False)
        assert _post(connection, BODY, good, Transfer_Encoding="chunked") == (200, b"", False)
        assert _post(connection, BODY, "wrong") == (400, b"signature missing or wrong", False)
        assert _post(connection, BODY, "wrong", X_Odd="あ".encode().decode("latin-1")) == (
            400, b"signature missing or wrong", False,
        )  # fmt: skip
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b"ok"
    assert connection.sock is first
    connection.close()


def test_webhooks_that_come_in_pieces_or_two_at_once_are_all_taken(house):
    host, _, port = house.address.removeprefix("http://").partition(":")
    one = (
        f"POST /callback HTTP/1.1\r\nHost: {host}\r\nX-Line-Signature: {_signature(BODY)}\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n"
    ).encode() + BODY
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for cut in (5, 40, len(one) - 3):
            line.sendall(one[:cut])
            line.sendall(one[cut:])
            assert _answers(line, 1) == [b"200"]
        line.sendall(one + one)
        assert _answers(line, 2) == [b"200", b"200"]


def _answers(line: socket.socket, count: int) -> list[bytes]:
    """The statuses of so many answers without a body."""
    said = b""
    while said.count(b"\r\n\r\n") < count:
        more = line.recv(65536)
        assert more, f"the connection ended after {said!r}"
        said += more
    return [part.split(b" ")[1] for part in said.split(b"\r\n\r\n")[:count]]
