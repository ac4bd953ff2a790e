"""Photos of voices: fetched from LINE after 送る, made anew, kept; nothing is sent for them and nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.contents import Contents, Gone, NotReadyYet, TooLarge
from bot.each_by_itself import EachByItself, note_broken_off
from bot.line import LineUnavailable
from bot.pictures import NoPicture, TooManyAtOnce, made_anew
from storage import attachments, signs
from storage.attachments import Wanted
from storage.database import Database
from storage.media import Media, OfAnotherDatabase
from storage.sealing import Unreadable

_SWEPT_EVERY = timedelta(hours=1)
# Then whoever runs this looks whether it is to end.
_AT_ONCE = 4

log = logging.getLogger("koe.photos")


class Photos:
    """Fetches what is wanted; run twice, or by two processes, each photo is kept once."""

    def __init__(self, database: Database, contents: Contents, media: Media, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._contents = contents
        self._media = media
        self._clock = clock
        self._each = EachByItself(database, "photo", clock)
        self._swept_at: datetime | None = None

    def fetch_due(self) -> int:
        """Try what is due now, a few at most; how many. Raises DatabaseAway."""
        tried = 0
        while tried < _AT_ONCE and (wanted := self._claimed()) is not None:
            self._each.do([wanted], lambda one: one.id, self._fetch, self._put_off)
            tried += 1
        return tried

    def _claimed(self) -> Wanted | None:
        """One alone: the lease of a second would run out while the first one drips."""
        with self._database.reading() as session:
            if not attachments.any_due(session, self._clock()):
                return None
        with self._database.writing() as session:
            return attachments.claim(session, self._clock())

    def _put_off(self, wanted: Wanted, problem: Exception) -> None:
        with self._database.writing() as session:
            attachments.put_off(session, wanted, type(problem).__name__, self._clock())

    def sweep(self) -> int:
        """Once an hour, delete files the database does not know: a process may have died between the two; and seal what an
        older release, or a former key, has left."""
        now = self._clock()
        if self._swept_at is not None and now - self._swept_at < _SWEPT_EVERY:
            return 0
        self._swept_at = now
        with self._database.reading() as session:
            known = attachments.files(session)
        try:
            swept = self._media.sweep(known)
        except OfAnotherDatabase as problem:
            log.error("nothing swept: %s", problem)
            with self._database.writing(durable=False) as session:
                signs.note(session, "unknown_photos", problem.unknown, now)
            return 0
        sealed, lost = self._media.seal_anew()
        if lost:
            note_broken_off(self._database, "photos", "of a key that is not at hand", Unreadable(f"{lost} photos"), now)
        return swept + sealed

    def _fetch(self, wanted: Wanted) -> None:
        try:
            picture = made_anew(self._contents.fetch(wanted.message_id))
        except (NotReadyYet, LineUnavailable, TooManyAtOnce) as problem:
            self._put_off(wanted, problem)
            return
        except Gone:
            with self._database.writing() as session:
                attachments.mark_missing(session, wanted, "gone")
            return
        except (TooLarge, NoPicture) as problem:
            log.info("photo %d: refused (%s)", wanted.id, type(problem).__name__)
            with self._database.writing() as session:
                attachments.mark_refused(session, wanted, type(problem).__name__)
            return
        file = self._media.keep(picture.jpeg)
        with self._database.writing() as session:
            kept = attachments.mark_ready(session, wanted, file, len(picture.jpeg), picture.width, picture.height)
        if not kept:
            self._media.delete([file])
