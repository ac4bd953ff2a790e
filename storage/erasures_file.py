"""The notes of erasures in a file outside the database, where no restore of the database can take them back.

One JSON object a line. The file is only ever added to; a line that was cut off by a crash is passed over, and written again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage.erasures import KINDS, Erasure


def read(path: Path) -> list[Erasure]:
    """The notes in the file; none where it is not there. Raises OSError."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [one for line in lines if (one := _read_line(line)) is not None]


def add(path: Path, noted: Iterable[Erasure]) -> None:
    """Add notes, and wait until the disk has them. Raises OSError."""
    lines = [
        json.dumps({"id": one.id, "kind": one.kind, "key": one.key, "at": one.at.isoformat()}, separators=(",", ":"))
        for one in noted
    ]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb") as file:
        # Begun on a line of its own, in case the last one was cut off.
        file.write(b"".join(b"\n" + line.encode("ascii") for line in lines) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _read_line(line: bytes) -> Erasure | None:
    try:
        held = json.loads(line)
        if held["kind"] not in KINDS:
            return None
        return Erasure(str(held["id"]), held["kind"], str(held["key"]), datetime.fromisoformat(held["at"]))
    except (ValueError, KeyError, TypeError):
        return None
