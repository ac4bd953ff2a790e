"""The pages of the form: shown, sent, and handed in as a voice."""

from __future__ import annotations

import errno
import hmac
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, render_template, request

from bot.effects.voices import alert, receipt_of
from bot.form.written import (
    ADD_AGAIN,
    BUSY,
    NO_ROOM,
    OLD_PAGE,
    Written,
    draft_of,
    files_in,
    problem_with,
    read,
    written_in,
)
from bot.pictures import NoPicture, Picture, TooManyAtOnce, made_anew
from casework.danger import abuse, alarm
from casework.identifying import identifying
from handlers import voice_wording
from handlers.characters import sendable
from handlers.city import City
from handlers.model import Message
from handlers.personal import personal_data_in
from handlers.stopped import handed_nothing_in, on_the_form
from storage import cases, form_visits, switches
from storage.cases import HandedIn, NewPicture, NewVoice, Part
from storage.database import Database
from storage.form_visits import Visit
from storage.media import Media
from storage.sealing import Seal

log = logging.getLogger("koe.form")

_COOKIE = "koe_form"


@dataclass(frozen=True)
class Pages:
    """What stands behind a link. ``clock`` can be moved."""

    database: Database
    seal: Seal
    city: City
    media: Media
    clock: Callable[[], datetime]
    only_https: bool

    def show(self, token: str) -> Response | tuple[str, int]:
        with self.database.reading() as session:
            visit = form_visits.find(session, token, self.seal, self.clock())
            receipt = cases.receipt_of_case(session, visit.case_id) if visit and visit.case_id else None
            stopped = "bot" in switches.stopped(session)
        if visit is None or visit.over:
            return self._over(stopped=stopped)
        if visit.used:
            return page("form/done.html", receipt=receipt, lines=None)
        return self._filled(token, read(visit.draft), stopped=stopped)

    def send(self, token: str) -> Response | tuple[str, int]:
        now = self.clock()
        with self.database.reading() as session:
            visit = form_visits.find(session, token, self.seal, now)
            stopped = "bot" in switches.stopped(session)
        if visit is None or visit.over:
            return self._over(sendable(request.form.get("text", "")).strip(), stopped=stopped)
        if visit.used:
            return self.show(token)
        written = written_in(request, read(visit.draft))
        files = files_in(request)
        problem = None if self._is_from_our_page(token) else OLD_PAGE
        problem = problem or problem_with(written, len(files), self.city)
        if problem is not None or files:  # to read photos takes seconds, and whatever happens then costs no words
            with self.database.writing() as session:
                form_visits.keep_draft(session, visit, draft_of(written), self.seal)
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
            return self._filled(token, written, problem + hint, stopped=stopped)
        try:
            kept = self.media.keep_all([one.jpeg for one in pictures])
        except OSError as trouble:
            log.error("photos of the form: not kept (%s)", errno.errorcode.get(trouble.errno or 0, "unknown"))
            again = self._filled(token, written, NO_ROOM, stopped=stopped)
            again.status_code = 503
            return again
        return self._hand_in(visit, written, pictures, kept, now, stopped=stopped)

    def _filled(self, token: str, written: Written, problem: str | None = None, *, stopped: bool) -> Response:
        nonce = request.cookies.get(_COOKIE) or secrets.token_urlsafe(16)
        response = page(
            "form/write.html",
            written=written,
            problem=problem,
            stopped=on_the_form(self.city) if stopped else None,
            csrf=self._mark(nonce, token),
            city=self.city,
            agreement=voice_wording.agreement(self.city, where="LINE"),
            max_chars=voice_wording.MAX_CHARS,
            max_photos=voice_wording.MAX_PHOTOS,
        )
        response.set_cookie(
            _COOKIE, nonce, httponly=True, samesite="Lax", secure=self.only_https, path="/form", max_age=3600
        )
        return response

    def _hand_in(
        self, visit: Visit, written: Written, pictures: list[Picture], files: list[str], now: datetime, *, stopped: bool
    ) -> Response | tuple[str, int]:
        new = _voice(visit, written, pictures, files, self.city, now)
        with self.database.writing() as session:
            held = form_visits.find_held(session, visit, self.seal, now)
            if held is None:  # whoever sends it asked meanwhile to be forgotten
                self.media.delete(files)
                return self._over(written.text, stopped=stopped)
            if held.used:  # sent twice at once: the first one counts
                self.media.delete(files)
                receipt = cases.receipt_of_case(session, held.case_id) if held.case_id else None
                return page("form/done.html", receipt=receipt, lines=None)
            handed = cases.hand_in(session, new, self.city.voice, self.seal, now)
            form_visits.mark_used(session, visit, handed.case_id, now)
            if new.urgent:
                alert(session, handed.voice_id, handed.receipt, self.city, now)
        return page("form/done.html", receipt=handed.receipt, lines=_lines(handed, new, self.city, stopped=stopped))

    def _is_from_our_page(self, token: str) -> bool:
        nonce = request.cookies.get(_COOKIE, "")
        return bool(nonce) and hmac.compare_digest(
            request.form.get("csrf", "").encode("utf-8", "replace"), self._mark(nonce, token).encode()
        )

    def _mark(self, nonce: str, token: str) -> str:
        return self.seal.fingerprint(f"form page {nonce} {token}")

    def _over(self, text: str = "", *, stopped: bool) -> tuple[str, int]:
        """``text`` was sent to it too late: it is shown, so that nobody has to write it again."""
        again = (
            handed_nothing_in(self.city)
            if stopped
            else "LINEのトークで「市民の声」と送り、「連絡先も伝えたい」からもう一度お入りください。"
        )
        words = f"このページの時間（30分）が過ぎたか、アドレスが違います。まだ受け付けていません。{again}"
        return plain(words, text[: voice_wording.MAX_CHARS]), 404


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
        adds_to=written.adds_to,
        notice_version=voice_wording.NOTICE_VERSION,
        contact="\n".join(filter(None, told)) or None,
        urgent=alarm(text, city.voice.danger).urgent,
        abusive=bool(abuse(text)),
        sensitive=bool(identifying(text)),
        personal=bool(personal_data_in(text, city)),
    )


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


def page(template: str, **values: object) -> Response:
    return make_response(render_template(template, **values))


def plain(words: str, text: str = "") -> str:
    return render_template("form/plain.html", words=words, text=text)
