"""The folder of residents' photos, sealed like all that is theirs. What the database knows is there; the rest is deleted."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
import uuid
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from storage.sealing import Seal, Unreadable

log = logging.getLogger("koe.media")

# A file this young may belong to a transaction that is still open.
_YOUNG_SECONDS = 600
# More photos than these, and a tenth of those that are known, no process leaves behind that dies.
_LEFT_AT_MOST = 10
# Less than this, and a few photos more fill the disk.
_ROOM_BYTES = 50_000_000
# Sealed files begin with this; a JPEG kept by an older release does not.
_SEALED = b"koe1"
_SUFFIXES = (".sealed", ".jpg")
_BEING_WRITTEN = ".new"


class OfAnotherDatabase(Exception):
    """The folder holds so many photos the database does not know that it seems to be another installation's."""

    def __init__(self, unknown: int) -> None:
        super().__init__(f"{unknown} photos in MEDIA_DIR are unknown to DATABASE_URL")
        self.unknown = unknown


class Media:
    """Files named by nothing that tells whose they are, and readable with the installation's key only."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def keep(self, jpeg: bytes) -> str:
        """Write a photo; its name. Until the name is kept in the database it is nobody's, and is swept away later."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{uuid.uuid4().hex}.sealed"
        _write(self._folder / name, _SEALED + self._seal.seal_bytes(jpeg))
        return name

    def keep_all(self, jpegs: Sequence[bytes]) -> list[str]:
        """Write photos of one voice, all or none; their names. Raises OSError where there is no room for them."""
        names: list[str] = []
        try:
            for jpeg in jpegs:
                names.append(self.keep(jpeg))
        except OSError:
            self.delete(names)
            raise
        return names

    def has_room(self) -> bool:
        """Whether the next photos can be kept: there is room on the disk, and we may write there."""
        try:
            there = next(folder for folder in (self._folder, *self._folder.absolute().parents) if folder.exists())
            has_room = there.is_dir() and shutil.disk_usage(there).free > _ROOM_BYTES
            return has_room and os.access(there, os.W_OK | os.X_OK)
        except OSError:  # a folder above it that may not be entered
            return False

    def jpeg(self, name: str) -> bytes:
        """The photo as it was kept. Raises FileNotFoundError, and Unreadable where no key at hand opens it."""
        content = self.path(name).read_bytes()
        if not content.startswith(_SEALED):
            return content
        return self._seal.open_bytes(content.removeprefix(_SEALED))

    def delete_once_kept(self, session: Session, files: Sequence[str]) -> None:
        """Delete files as soon as the transaction that forgot them is kept."""
        if files:
            event.listen(session, "after_commit", lambda _session: self.delete(files), once=True)

    def delete(self, files: Sequence[str]) -> None:
        for name in files:
            with contextlib.suppress(FileNotFoundError):
                self.path(name).unlink()

    def path(self, name: str) -> Path:
        """Where a photo lies: nowhere but in the folder, whatever its name says."""
        return self._folder / Path(name).name

    def sweep(self, known: Collection[str]) -> int:
        """Delete what the database does not know: left behind by a process that died between the two; how many.

        Raises OfAnotherDatabase, having deleted nothing, where that would be more than such processes leave: then the bot
        was started with a database that is not that of the folder.
        """
        old = time.time() - _YOUNG_SECONDS
        there = list(self._files((*_SUFFIXES, _BEING_WRITTEN)))
        lost = [file.name for file in there if file.name not in known and file.stat().st_mtime < old]
        ours = sum(file.name in known for file in there)
        kept = sum(file.suffix in _SUFFIXES for file in there if file.name in lost)
        if kept and (not ours or kept > _LEFT_AT_MOST + ours // 10):
            raise OfAnotherDatabase(kept)
        self.delete(lost)
        return len(lost)

    def seal_anew(self) -> tuple[int, int]:
        """Seal under the present key what is under a former one, or was kept by a release that did not seal: how many it
        sealed, and how many no key at hand opens.

        Harmless when two processes do it at once. A photo deleted at that very moment may come back, sealed and known to
        nobody; it is swept away.
        """
        sealed, unreadable = 0, 0
        for file in list(self._stale()):
            try:
                jpeg = self.jpeg(file.name)
            except FileNotFoundError:
                continue
            except Unreadable:
                unreadable += 1
                continue
            sealed += 1
            new = file.with_name(f"{uuid.uuid4().hex}{_BEING_WRITTEN}")
            _write(new, _SEALED + self._seal.seal_bytes(jpeg))
            if file.exists():
                new.replace(file)
            else:
                new.unlink()
        return sealed, unreadable

    def stale(self) -> int:
        """How many photos are not sealed under the present key."""
        return sum(1 for _ in self._stale())

    def _stale(self) -> Iterator[Path]:
        for file in self._files(_SUFFIXES):
            with contextlib.suppress(FileNotFoundError), file.open("rb") as opened:
                beginning = opened.read(64)
                if not beginning.startswith(_SEALED) or self._seal.is_stale(beginning.removeprefix(_SEALED)):
                    yield file

    def _files(self, suffixes: Collection[str]) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [file for file in self._folder.iterdir() if file.suffix in suffixes]


def put_back(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a backup as it lay, sealed or not: no key is needed. What no row names is swept away later."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / Path(name).name
    new = file.with_name(f"{uuid.uuid4().hex}{_BEING_WRITTEN}")
    _write(new, content)
    new.replace(file)


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        file.unlink(missing_ok=True)  # a part of a photo is none, and takes room where there is none left
        raise
