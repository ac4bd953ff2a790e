"""The secured form: where a resident leaves a name and a contact that the talk does not take.

A link holds a token that works once and for half an hour, for the person it was given to. Server-rendered, usable without
JavaScript; what was written is kept (sealed) until 送る, so that a lost connection loses nothing.

While staff have stopped the bot no way to it is given out, but who has one open may hand in what they wrote: stopping is about
what the bot says by itself, and a voice that took ten minutes on a telephone is not written twice. The page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.contents import MAX_BYTES
from bot.form.pace import Pace
from bot.form.pages import Pages, plain
from handlers import callers, voice_wording
from handlers.city import City
from storage.database import Database, DatabaseAway
from storage.media import Media
from storage.sealing import Seal

_MAX_REQUEST_BYTES = voice_wording.MAX_PHOTOS * MAX_BYTES + 1024 * 1024
# Reading, correcting and sending three times over takes ten.
_PER_MINUTE = 60
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
)


def create_form(
    database: Database, seal: Seal, city: City, media: Media, clock: Callable[[], datetime], *, only_https: bool
) -> Blueprint:
    """The pages below /form."""
    form = Blueprint(
        "form", __name__, url_prefix="/form", template_folder="templates", static_folder="static", static_url_path="/_"
    )
    pages = Pages(database, seal, city, media, clock, only_https)
    form.before_request(partial(_within_limits, Pace(_PER_MINUTE), clock))
    form.after_request(_sealed_off)
    form.register_error_handler(DatabaseAway, _away)
    form.register_error_handler(RequestEntityTooLarge, _too_large)
    form.get("/<token>")(pages.show)
    form.post("/<token>")(pages.send)
    return form


def _within_limits(pace: Pace, clock: Callable[[], datetime]) -> tuple[str, int] | None:
    request.max_content_length = _MAX_REQUEST_BYTES
    caller = callers.address(request.remote_addr, request.headers.get("X-Forwarded-For", ""))
    if request.endpoint != "form.static" and not pace.allows(caller, clock()):
        return plain("続けて何度も開かれました。１分ほど待ってから、もう一度お試しください。"), 429
    return None


def _sealed_off(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _away(_problem: DatabaseAway) -> tuple[str, int]:
    return plain("ただいま混み合っています。少したってから、このページを読み込み直してください。"), 503


def _too_large(_problem: RequestEntityTooLarge) -> tuple[str, int]:
    return plain("写真が大きすぎます（1枚10MBまで）。前のページに戻り、小さい写真を選び直してください。"), 413
