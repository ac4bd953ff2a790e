"""The folder of residents' photos. What the database knows is there; what it forgets is deleted."""

from __future__ import annotations

import contextlib
import logging
import os
import time
import uuid
from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

log = logging.getLogger("koe.media")

# A file this young may belong to a transaction that is still open.
_YOUNG_SECONDS = 600


class Media:
    """Files named by nothing that tells whose they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, jpeg: bytes) -> str:
        """Write a photo; its name. Until the name is kept in the database it is nobody's, and is swept away later."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{uuid.uuid4().hex}.jpg"
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(jpeg)
            file.flush()
            os.fsync(file.fileno())
        return name

    def delete_once_kept(self, session: Session, files: Sequence[str]) -> None:
        """Delete files as soon as the transaction that forgot them is kept."""
        if files:
            event.listen(session, "after_commit", lambda _session: self.delete(files), once=True)

    def delete(self, files: Sequence[str]) -> None:
        for name in files:
            with contextlib.suppress(FileNotFoundError):
                (self._folder / Path(name).name).unlink()

    def path(self, name: str) -> Path:
        return self._folder / Path(name).name

    def sweep(self, known: Collection[str]) -> int:
        """Delete what the database does not know: left behind by a process that died between the two; how many."""
        if not self._folder.is_dir():
            return 0
        old = time.time() - _YOUNG_SECONDS
        lost = [
            file.name for file in self._folder.glob("*.jpg") if file.name not in known and file.stat().st_mtime < old
        ]
        self.delete(lost)
        return len(lost)
