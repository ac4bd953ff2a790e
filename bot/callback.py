"""POST /callback as plain WSGI: what LINE calls a hundred times a second needs no web framework around it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot import webhook
from bot.precedence import Precedence
from storage.database import DatabaseAway
from storage.inbox import Delivered

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger("koe.webhook")

PATH = "/callback"
Answer = tuple[HTTPStatus, str]
PassOn = Callable[[bytes, str], None]


class Callback:
    """Takes webhooks before anything else looks at a request; all other requests go on to ``others``.

    ``read`` turns a body into events, ``keep`` returns once they are kept, ``on_kept`` tells the worker. ``pass_on`` gets body
    and signature of a webhook when LINE has its 200.
    """

    def __init__(
        self,
        others: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]],
        *,
        channel_secret: str,
        read: Callable[[bytes], list[Delivered]],
        keep: Callable[[list[Delivered]], None],
        on_kept: Callable[[], None],
        precedence: Precedence,
        pass_on: PassOn | None = None,
    ) -> None:
        self._others = others
        self._channel_secret = channel_secret
        self._read = read
        self._keep = keep
        self._on_kept = on_kept
        self._precedence = precedence
        self._pass_on = pass_on

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != PATH:
            return self._others(environ, start_response)
        passed: bytes | None = None
        if environ.get("REQUEST_METHOD") == "POST":
            with self._precedence.acknowledging():
                passed, status, text = self._taken(environ)
        else:
            status, text = HTTPStatus.METHOD_NOT_ALLOWED, "webhooks are posted"
        body = text.encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append(("Allow", "POST"))
        start_response(f"{status.value} {status.phrase}", headers)
        if self._pass_on is None or passed is None or status is not HTTPStatus.OK:
            return [body]
        return _AndThen(body, self._pass_on, passed, environ["HTTP_X_LINE_SIGNATURE"])

    def _taken(self, environ: WSGIEnvironment) -> tuple[bytes | None, HTTPStatus, str]:
        body = _body(environ)
        return body, *self._answer(environ, body)

    def _answer(self, environ: WSGIEnvironment, body: bytes | None) -> Answer:
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "more than LINE ever sends"
        try:
            webhook.verify(body, environ.get("HTTP_X_LINE_SIGNATURE"), self._channel_secret)
            if delivered := self._read(body):
                self._keep(delivered)
        except webhook.NotFromLine:
            return HTTPStatus.BAD_REQUEST, "signature missing or wrong"
        except webhook.NotJson:
            return HTTPStatus.BAD_REQUEST, "not a webhook"
        except DatabaseAway as problem:
            log.warning("events not kept, LINE will deliver them again: database away (%s)", problem)
            return HTTPStatus.SERVICE_UNAVAILABLE, "storage away, deliver again"
        except Exception:
            log.exception("events not kept, LINE will deliver them again")
            return HTTPStatus.INTERNAL_SERVER_ERROR, "deliver again"
        self._on_kept()
        return HTTPStatus.OK, ""


@dataclass(frozen=True)
class _AndThen:
    """An answer, and what is to be done once the server has sent it."""

    body: bytes
    pass_on: PassOn
    passed: bytes
    signature: str

    def __iter__(self) -> Iterator[bytes]:
        yield self.body

    def close(self) -> None:
        self.pass_on(self.passed, self.signature)


def _body(environ: WSGIEnvironment) -> bytes | None:
    """The raw bytes; None when there are more than LINE ever sends."""
    told = environ.get("CONTENT_LENGTH") or ""
    if told.isdecimal():
        length = int(told)
    elif environ.get("wsgi.input_terminated"):  # sent in pieces, without a length
        length = webhook.MAX_BODY_BYTES + 1
    else:
        return b""
    if told and length > webhook.MAX_BODY_BYTES:
        return None
    body: bytes = environ["wsgi.input"].read(length)
    return body if len(body) <= webhook.MAX_BODY_BYTES else None
