"""Photos of voices: fetched from LINE after 送る, made anew, kept; nothing is sent for them and nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.contents import Contents, Gone, NotReadyYet, TooLarge
from bot.each_by_itself import EachByItself
from bot.line import LineUnavailable
from bot.pictures import NoPicture, made_anew
from storage import attachments, signs
from storage.attachments import Wanted
from storage.database import Database, DatabaseAway
from storage.media import Media, OfAnotherDatabase

_SWEPT_EVERY = timedelta(hours=1)

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
        """Try all that is due now; how many. Raises DatabaseAway."""
        with self._database.reading() as session:
            if not attachments.any_due(session, self._clock()):
                return 0
        with self._database.writing() as session:
            wanted = attachments.claim(session, self._clock())
        self._each.do(wanted, lambda one: one.id, self._fetched)
        return len(wanted)

    def _fetched(self, wanted: Wanted) -> None:
        try:
            self._fetch(wanted)
        except DatabaseAway:
            raise
        except Exception as problem:
            with self._database.writing() as session:
                attachments.put_off(session, wanted, type(problem).__name__, self._clock())
            raise

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
        return swept + self._media.seal_anew()

    def _fetch(self, wanted: Wanted) -> None:
        try:
            picture = made_anew(self._contents.fetch(wanted.message_id))
        except (NotReadyYet, LineUnavailable) as problem:
            with self._database.writing() as session:
                attachments.put_off(session, wanted, type(problem).__name__, self._clock())
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
