"""Which bytes are taken for a webhook without gunicorn's parser, and which are left to it."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from bot.plain_webhook import Spelling, plain_webhook

FROM_LINE = (
    b"POST /callback HTTP/1.1\r\nHost: koe.example\r\nUser-Agent: LineBotWebhook/2.0\r\n"
    b"Content-Type: application/json; charset=utf-8\r\nx-line-signature: abc=\r\nContent-Length: 13\r\n\r\n"
    b'{"events":[]}'
)


def test_a_webhook_is_known_by_its_head():
    asked = plain_webhook(FROM_LINE)
    assert asked is not None
    assert (asked.body, asked.signature) == (b'{"events":[]}', "abc=")


def test_a_webhook_without_signature_is_one_and_is_refused_later():
    asked = plain_webhook(FROM_LINE.replace(b"x-line-signature: abc=\r\n", b""))
    assert asked is not None
    assert asked.signature is None


@pytest.mark.parametrize(
    ("instead_of", "stands"),
    [
        (b"POST /callback ", b"GET /callback "),
        (b"/callback", b"/callback/"),
        (b"/callback", b"/callback?a=1"),
        (b"/callback", b"http://koe.example/callback"),
        (b"HTTP/1.1", b"HTTP/1.0"),
        (b"Content-Length: 13", b"Content-Length: 12"),  # something else follows
        (b"Content-Length: 13", b"Content-Length: 14"),  # not all of it is here
        (b"Content-Length: 13", b"Content-Length: +13"),
        (b"Content-Length: 13", b"Content-Length: 13\r\nContent-Length: 13"),
        (b"Content-Length: 13", b"Content-Length : 13"),
        (b"Content-Length: 13", b"Content-Length: 13\r\nTransfer-Encoding: chunked"),
        (b"Content-Length: 13", b"Transfer-Encoding: chunked"),
        (b"Content-Length: 13\r\n", b""),
        (b"Host: koe.example\r\n", b""),
        (b"Host: koe.example", b"Host: koe.example\r\nHost: another.example"),
        (b"Host: koe.example", b"Host: koe.example\r\n folded: on"),
        (b"Host: koe.example", b"Host: koe.example\r\nConnection: close"),
        (b"Host: koe.example", b"Host: koe.example\r\nExpect: 100-continue"),
        (b"Host: koe.example", b"Host: koe.example\r\nUpgrade: h2c"),
        (b"Host: koe.example", b"Host: koe.example\nX: y"),
        (b"Host: koe.example", b"Host: koe.example\r\nno header"),
        (b"x-line-signature: abc=", b"x-line-signature: abc=\r\nX-Line-Signature: def="),
        (b"x-line-signature: abc=", b"x-line-signature: \xe3\x81\x82"),
        (b"Host: koe.example", b"Host: koe.example\r\nX-Long: " + b"a" * 9000),
    ],
)
def test_what_is_in_the_slightest_way_different_is_left_to_the_server(instead_of, stands):
    assert instead_of in FROM_LINE
    assert plain_webhook(FROM_LINE.replace(instead_of, stands, 1)) is None


@pytest.mark.parametrize("length", range(len(FROM_LINE)))
def test_what_has_not_come_whole_is_left_to_the_server_wherever_it_was_cut(length):
    assert plain_webhook(FROM_LINE[:length]) is None


def test_an_answer_says_whether_the_connection_stays():
    spelling = Spelling()
    head, _, body = spelling.answer(HTTPStatus.OK, "", stays_open=True).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: keep-alive\r\n" in head
    assert head.endswith(b"\r\nContent-Length: 0")
    assert body == b""
    assert b"\r\nConnection: close\r\n" in spelling.answer(HTTPStatus.OK, "", stays_open=False)


@pytest.mark.parametrize(
    ("value", "taken"), [(b"a" + b" " * 7000 + b"b", True), (b" " * 7000, True), (b" " * 7000 + b"\x80", False)]
)
def test_a_header_of_thousands_of_blanks_is_read_in_one_go(value: bytes, taken: bool):
    """Nobody has signed it yet; an expression that tries such a value in more than one way needs hours for the last one."""
    received = FROM_LINE.replace(b"User-Agent: LineBotWebhook/2.0", b"User-Agent:" + value)
    assert (plain_webhook(received) is not None) == taken
