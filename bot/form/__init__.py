"""The secured form: where a resident leaves a name and a contact that the talk does not take.

A link holds a token that works once and for half an hour, for the person it was given to. Server-rendered, usable without
JavaScript; what was written is kept (sealed) until 送る, so that a lost connection loses nothing.

While staff have stopped the bot no way to it is given out, but who has one open may hand in what they wrote: stopping is about
what the bot says by itself, and a voice that took ten minutes on a telephone is not written twice. The page says so.
"""

from __future__ import annotations

import errno
import hmac
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Request, Response, make_response, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from bot.contents import MAX_BYTES
from bot.effects.voices import alert, receipt_of
from bot.form.pace import Pace
from bot.pictures import NoPicture, Picture, TooManyAtOnce, made_anew
from casework.danger import abuse, alarm
from casework.identifying import identifying
from casework.personal_data import Kind
from handlers import callers, voice_wording
from handlers.characters import sendable
from handlers.city import City
from handlers.model import Message
from handlers.personal import personal_data_in
from handlers.stopped import handed_nothing_in, on_the_form
from storage import cases, form_visits, switches
from storage.cases import HandedIn, NewPicture, NewVoice, Part
from storage.database import Database, DatabaseAway
from storage.form_visits import Visit
from storage.media import Media
from storage.sealing import Seal

log = logging.getLogger("koe.form")

_MAX_REQUEST_BYTES = voice_wording.MAX_PHOTOS * MAX_BYTES + 1024 * 1024
_MAX_SHORT_CHARS = 100
# Reading, correcting and sending three times over takes ten.
_PER_MINUTE = 60
_COOKIE = "koe_form"
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
)
NO_DIGITS = "12けたの番号（マイナンバーなど）は、ここではお受けできません。消してから送ってください。"
OLD_PAGE = "安全のため、もう一度「送る」を押してください。書いたものは残っています。"
BUSY = "ただいま混み合っています。書いたものは残っています。少したってから、もう一度「送る」を押してください。"
NO_ROOM = (
    "写真を保存できませんでした。書いたものは残っています。少したってからもう一度送るか、写真を選ばずに送ってください。"
)
NO_TEXT = "ご意見を書いてください。"
ADD_AGAIN = "写真は、もう一度選んでください。"


@dataclass(frozen=True)
class Written:
    """What stands in the form. ``photos`` are ids of pictures that were sent in the talk before."""

    text: str = ""
    name: str = ""
    contact: str = ""
    wants_reply: bool = True
    measure: str | None = None
    places: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()


def create_form(
    database: Database, seal: Seal, city: City, media: Media, clock: Callable[[], datetime], *, only_https: bool
) -> Blueprint:
    """The pages below /form."""
    form = Blueprint(
        "form", __name__, url_prefix="/form", template_folder="templates", static_folder="static", static_url_path="/_"
    )

    pace = Pace(_PER_MINUTE)

    @form.before_request
    def limits() -> tuple[str, int] | None:
        request.max_content_length = _MAX_REQUEST_BYTES
        caller = callers.address(request.remote_addr, request.headers.get("X-Forwarded-For", ""))
        if request.endpoint != "form.static" and not pace.allows(caller, clock()):
            return _plain("続けて何度も開かれました。１分ほど待ってから、もう一度お試しください。"), 429
        return None

    @form.after_request
    def sealed_off(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @form.errorhandler(DatabaseAway)
    def away(_problem: DatabaseAway) -> tuple[str, int]:
        return _plain("ただいま混み合っています。少したってから、このページを読み込み直してください。"), 503

    @form.errorhandler(RequestEntityTooLarge)
    def too_large(_problem: RequestEntityTooLarge) -> tuple[str, int]:
        return _plain("写真が大きすぎます（1枚10MBまで）。前のページに戻り、小さい写真を選び直してください。"), 413

    @form.get("/<token>")
    def show(token: str) -> Response | tuple[str, int]:
        with database.reading() as session:
            visit = form_visits.find(session, token, seal, clock())
            receipt = cases.receipt_of_case(session, visit.case_id) if visit and visit.case_id else None
            stopped = "bot" in switches.stopped(session)
        if visit is None or visit.over:
            return _over(stopped=stopped)
        if visit.used:
            return _page("form/done.html", receipt=receipt, lines=None)
        return filled(token, _read(visit.draft), stopped=stopped)

    @form.post("/<token>")
    def send(token: str) -> Response | tuple[str, int]:
        now = clock()
        with database.reading() as session:
            visit = form_visits.find(session, token, seal, now)
            stopped = "bot" in switches.stopped(session)
        if visit is None or visit.over:
            return _over(sendable(request.form.get("text", "")).strip(), stopped=stopped)
        if visit.used:
            return show(token)
        written = _written(request, _read(visit.draft))
        files = _files(request)
        problem = None if _is_from_our_page(token) else OLD_PAGE
        problem = problem or _problem_with(written, len(files), city)
        if problem is not None or files:  # to read photos takes seconds, and whatever happens then costs no words
            with database.writing() as session:
                form_visits.keep_draft(session, visit, _draft(written), seal)
        pictures: list[Picture] = []
        try:
            if problem is None:  # whoever sends what is not taken is not worth the work
                pictures = [made_anew(file.read()) for file in files]
        except NoPicture:
            problem = f"写真として読めないファイルがあります。{ADD_AGAIN}"
        except TooManyAtOnce:
            problem = f"{BUSY} {ADD_AGAIN}"
        if problem is not None:
            hint = f" {ADD_AGAIN}" if files and ADD_AGAIN not in problem else ""
            return filled(token, written, problem + hint, stopped=stopped)
        try:
            kept = media.keep_all([one.jpeg for one in pictures])
        except OSError as trouble:
            log.error("photos of the form: not kept (%s)", errno.errorcode.get(trouble.errno or 0, "unknown"))
            page = filled(token, written, NO_ROOM, stopped=stopped)
            page.status_code = 503
            return page
        return hand_in(visit, written, pictures, kept, now, stopped=stopped)

    def filled(token: str, written: Written, problem: str | None = None, *, stopped: bool) -> Response:
        nonce = request.cookies.get(_COOKIE) or secrets.token_urlsafe(16)
        response = _page(
            "form/write.html",
            written=written,
            problem=problem,
            stopped=on_the_form(city) if stopped else None,
            csrf=_mark(nonce, token),
            city=city,
            agreement=voice_wording.agreement(city, where="LINE"),
            max_chars=voice_wording.MAX_CHARS,
            max_photos=voice_wording.MAX_PHOTOS,
        )
        response.set_cookie(
            _COOKIE, nonce, httponly=True, samesite="Lax", secure=only_https, path="/form", max_age=3600
        )
        return response

    def hand_in(
        visit: Visit, written: Written, pictures: list[Picture], files: list[str], now: datetime, *, stopped: bool
    ) -> Response | tuple[str, int]:
        new = _voice(visit, written, pictures, files, city, now)
        with database.writing() as session:
            held = form_visits.find_held(session, visit, seal, now)
            if held is None:  # whoever sends it asked meanwhile to be forgotten
                media.delete(files)
                return _over(written.text, stopped=stopped)
            if held.used:  # sent twice at once: the first one counts
                media.delete(files)
                receipt = cases.receipt_of_case(session, held.case_id) if held.case_id else None
                return _page("form/done.html", receipt=receipt, lines=None)
            handed = cases.hand_in(session, new, city.voice, seal, now)
            form_visits.mark_used(session, visit, handed.case_id, now)
            if new.urgent:
                alert(session, handed.voice_id, handed.receipt, city, now)
        return _page("form/done.html", receipt=handed.receipt, lines=_lines(handed, new, city, stopped=stopped))

    def _is_from_our_page(token: str) -> bool:
        nonce = request.cookies.get(_COOKIE, "")
        return bool(nonce) and hmac.compare_digest(
            request.form.get("csrf", "").encode("utf-8", "replace"), _mark(nonce, token).encode()
        )

    def _mark(nonce: str, token: str) -> str:
        return seal.fingerprint(f"form page {nonce} {token}")

    def _over(text: str = "", *, stopped: bool) -> tuple[str, int]:
        """``text`` was sent to it too late: it is shown, so that nobody has to write it again."""
        again = (
            handed_nothing_in(city)
            if stopped
            else "LINEのトークで「市民の声」と送り、「連絡先も伝えたい」からもう一度お入りください。"
        )
        words = f"このページの時間（30分）が過ぎたか、アドレスが違います。まだ受け付けていません。{again}"
        return _plain(words, text[: voice_wording.MAX_CHARS]), 404

    return form


# --- reading and judging what was written ------------------------------------------------------------------------


def _read(draft: str) -> Written:
    data: dict[str, Any] = json.loads(draft)
    return Written(
        text=data.get("text", ""),
        name=data.get("name", ""),
        contact=data.get("contact", ""),
        wants_reply=data.get("wants_reply", True),
        measure=data.get("measure"),
        places=tuple(data.get("places", ())),
        photos=tuple(data.get("photos", ())),
    )


def _draft(written: Written) -> str:
    return json.dumps({**written.__dict__}, ensure_ascii=False)


def _written(asked: Request, before: Written) -> Written:
    return replace(
        before,
        text=sendable(asked.form.get("text", "")).strip(),
        name=sendable(asked.form.get("name", "")).strip(),
        contact=sendable(asked.form.get("contact", "")).strip(),
        wants_reply=asked.form.get("reply", "yes") != "no",
    )


def _files(asked: Request) -> list[FileStorage]:
    return [file for file in asked.files.getlist("photos") if file.filename]


def _problem_with(written: Written, photos: int, city: City) -> str | None:
    """One sentence about what cannot be taken; None when all can."""
    if not written.text and not photos and not written.photos:
        return NO_TEXT
    if len(written.text) > voice_wording.MAX_CHARS:
        return f"ご意見は{voice_wording.MAX_CHARS:,}字までです（今は{len(written.text):,}字です）。"
    if max(len(written.name), len(written.contact)) > _MAX_SHORT_CHARS:
        return f"お名前と連絡先は、それぞれ{_MAX_SHORT_CHARS}字までです。"
    if photos + len(written.photos) > voice_wording.MAX_PHOTOS:
        return f"写真は、トークで送った分とあわせて{voice_wording.MAX_PHOTOS}枚までです。{ADD_AGAIN}"
    fields = (written.text, written.name, written.contact)
    if any(find.kind is Kind.TWELVE_DIGITS for field in fields for find in personal_data_in(field, city)):
        return NO_DIGITS
    return None


def _voice(
    visit: Visit, written: Written, pictures: list[Picture], files: list[str], city: City, now: datetime
) -> NewVoice:
    told = [f"お名前：{written.name}" if written.name else "", f"連絡先：{written.contact}" if written.contact else ""]
    text = written.text
    return NewVoice(
        channel="form",
        said_at=now,
        parts=(
            *((Part("text", text),) if text else ()),
            *(Part("place", place) for place in written.places),
        ),
        chat=visit.chat,
        photos=written.photos,
        pictures=tuple(
            NewPicture(file, len(one.jpeg), one.width, one.height) for file, one in zip(files, pictures, strict=True)
        ),
        wants_reply=written.wants_reply,
        measure=written.measure,
        notice_version=voice_wording.NOTICE_VERSION,
        contact="\n".join(filter(None, told)) or None,
        urgent=alarm(text, city.voice.danger).urgent,
        abusive=bool(abuse(text)),
        sensitive=bool(identifying(text)),
        personal=bool(personal_data_in(text, city)),
    )


# --- pages -------------------------------------------------------------------------------------------------------


def _lines(handed: HandedIn, new: NewVoice, city: City, *, stopped: bool) -> list[str]:
    """The receipt as in the talk, without the question that only the talk can answer; numbers first where it is urgent."""
    urgent: list[Message] = []
    found = alarm(new.text, city.voice.danger)
    if found.distress:
        urgent = [voice_wording.WHO_LISTENS]
    elif found.acute:
        urgent = [voice_wording.danger(city, may_send=False)]
    messages = (*urgent, receipt_of(handed, new, asks=False))
    told = [line for message in messages for line in message.text.split("\n")]
    return [*told, on_the_form(city)] if stopped else told


def _page(template: str, **values: object) -> Response:
    return make_response(render_template(template, **values))


def _plain(words: str, text: str = "") -> str:
    return render_template("form/plain.html", words=words, text=text)
