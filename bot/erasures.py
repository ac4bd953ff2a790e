"""Every erasure is noted outside the database as well, within seconds."""

from __future__ import annotations

import logging
from pathlib import Path

from storage import erasures, erasures_file
from storage.database import Database

log = logging.getLogger("koe.erasures")


class ErasuresOutside:
    """Keeps the file of ``ERASURES_FILE`` up with the database. Several processes may share it: a note twice does no harm."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path
        self._written: set[str] | None = None
        self._seen = -1

    def keep_up(self) -> int:
        """Add the notes that are not in the file yet; how many. A file that cannot be written is tried again."""
        with self._database.reading() as session:
            count = erasures.count(session)
            if count == self._seen:  # notes are only ever added
                return 0
            noted = erasures.all_of(session)
        try:
            if self._written is None:
                self._written = {one.id for one in erasures_file.read(self._path)}
            new = [one for one in noted if one.id not in self._written]
            if new:
                erasures_file.add(self._path, new)
        except OSError as problem:
            log.error("erasures are not noted outside the database: %s", type(problem).__name__)
            return 0
        self._written |= {one.id for one in noted}
        self._seen = count
        return len(new)
