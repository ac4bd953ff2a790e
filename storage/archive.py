"""A backup: one tar file with the rows of the database and the photos that go with them.

``koe.json`` says what it is; ``tables/NAME.jsonl`` holds one row a line; ``media/NAME`` the photos. What residents said, and
who they are, is sealed in it as it is in the database: without ``SECRET_KEY`` nobody reads it.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from storage import snapshot
from storage.survey_answers import NEVER_IN_A_BACKUP

_FORMAT = 1
_NOTE, _TABLES, _MEDIA = "koe.json", "tables/", "media/"
# The note is written last, when everything is in: an archive without it was cut off.


class NoArchive(Exception):
    """The file is no backup of ours, or only a part of one. The message says which, for the operator."""


@dataclass(frozen=True)
class Note:
    """What a backup says of itself. ``taken_at`` is the moment of which the rows are; ``last_numbers`` as in ``snapshot``."""

    revision: str
    taken_at: datetime
    city: str
    last_numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """How much went in. ``missing``: photos that were erased while the backup was taken."""

    rows: int
    photos: int
    missing: int


Progress = Callable[[str, int], None]


def write(
    path: Path, session: Session, media: Path, city: str, now: datetime, progress: Progress = lambda _name, _count: None
) -> Written:
    """Write a backup of what ``session`` sees, which is one moment of the database. Raises OSError; then no file is left.

    The keys of open surveys stay out: with them the copy would tell who answered what long after the close.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                done = _fill(tar, session, media, city, now, progress)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return done


def _fill(tar: tarfile.TarFile, session: Session, media: Path, city: str, now: datetime, progress: Progress) -> Written:
    count, photos, missing = 0, 0, 0
    names: list[str] = []
    for table in snapshot.tables(session, without=NEVER_IN_A_BACKUP):
        with tempfile.TemporaryFile() as lines:
            here = 0
            for row in snapshot.rows(session, table):
                lines.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n")
                here += 1
                if table.name == "attachments" and row["file"]:
                    names.append(row["file"])
            _add(tar, f"{_TABLES}{table.name}.jsonl", lines, lines.tell())
        progress(table.name, here)
        count += here
    for name in names:
        try:
            with (media / Path(name).name).open("rb") as photo:
                _add(tar, f"{_MEDIA}{name}", photo, os.fstat(photo.fileno()).st_size)
        except FileNotFoundError:
            missing += 1
        else:
            photos += 1
    note = {
        "format": _FORMAT,
        "revision": snapshot.revision(session),
        "taken_at": now.isoformat(),
        "city": city,
        "last_numbers": snapshot.numbers(session),
    }
    body = json.dumps(note, ensure_ascii=False).encode()
    _add(tar, _NOTE, io.BytesIO(body), len(body))
    return Written(count, photos, missing)


def _add(tar: tarfile.TarFile, name: str, body: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    body.seek(0)
    tar.addfile(entry, body)


class Archive:
    """A backup opened for reading. Use it as a context; raises NoArchive."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Archive:
        with ExitStack() as opened:
            try:
                file = opened.enter_context(self._path.open("rb"))
                self._tar = opened.enter_context(tarfile.open(fileobj=file, mode="r:"))
                self._names = set(self._tar.getnames())
            except (tarfile.TarError, OSError, EOFError) as problem:
                raise NoArchive("バックアップのファイルとして読めません") from problem
            self.note = self._read_note()
            self._opened_so_far = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened_so_far.close()

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows kept of a table; none where the backup does not have it."""
        if f"{_TABLES}{table.name}.jsonl" in self._names:
            try:
                for line in self._opened(f"{_TABLES}{table.name}.jsonl"):
                    yield json.loads(line)
            except (tarfile.TarError, OSError, EOFError, ValueError) as problem:
                raise NoArchive("バックアップのファイルが壊れています") from problem

    def photos(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every photo."""
        for name in sorted(self._names):
            if name.startswith(_MEDIA):
                yield Path(name).name, self._opened(name).read()

    def _read_note(self) -> Note:
        if _NOTE not in self._names:
            raise NoArchive("声のまどのバックアップではないか、途中で切れています")
        try:
            note = json.loads(self._opened(_NOTE).read())
            if note["format"] != _FORMAT:
                raise NoArchive(f"この版のプログラムでは読めない形です（{note['format']}）")
            taken_at = datetime.fromisoformat(note["taken_at"])
            return Note(note["revision"], taken_at, note["city"], note["last_numbers"])
        except (KeyError, ValueError, TypeError) as problem:
            raise NoArchive("声のまどのバックアップではありません") from problem

    def _opened(self, name: str) -> IO[bytes]:
        found = self._tar.extractfile(name)
        if found is None:
            raise NoArchive("バックアップのファイルが壊れています")
        return found
