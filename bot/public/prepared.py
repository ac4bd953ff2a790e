"""Files and pages that anybody may fetch, made once for as long as they say the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from storage.database import Database

# Nobody waits longer for the first file after a start: webhooks need the threads.
_FIRST_WAITS_SECONDS = 0.5


File = TypeVar("File")


class NotYet(Exception):
    """The file is being made for the first time; asking again in a moment helps."""


class Prepared(Generic[File]):
    """One file, or one page. ``made`` reads all of it, which takes a second where a city has published much: whoever asks for
    it again and again must not keep the bot at that. ``mark_of`` is cheap, and another one when the file would be."""

    def __init__(
        self, database: Database, mark_of: Callable[[Session], Hashable], made: Callable[[Session], File]
    ) -> None:
        self._database = database
        self._mark_of = mark_of
        self._made = made
        self._making = threading.Lock()
        self._present: tuple[Hashable, File] | None = None

    def present(self) -> File:
        """The file as it is now. While one thread makes it anew the others give what there was: were they to wait, nobody would
        be left for webhooks. Raises NotYet where there was none, and DatabaseAway."""
        with self._database.reading() as session:
            mark = self._mark_of(session)
        held = self._present
        if held is not None and held[0] == mark:
            return held[1]
        if not self._making.acquire(timeout=0 if held is not None else _FIRST_WAITS_SECONDS):
            if held is None:
                raise NotYet
            return held[1]
        try:
            return self._made_anew()
        finally:
            self._making.release()

    def _made_anew(self) -> File:
        with self._database.reading() as session:
            mark = self._mark_of(session)  # before the file: one that is newer than its mark is only made once more
            held = self._present
            if held is not None and held[0] == mark:  # somebody else was quicker
                return held[1]
            file = self._made(session)
        self._present = mark, file
        return file
