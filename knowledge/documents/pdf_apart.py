"""A PDF is read by a process of its own: a file of a few kilobytes may unpack to gigabytes, or keep pdfium busy for hours, and
neither can be stopped from within. The child gets the file and no secret; it ends when nobody waits for it any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from knowledge.documents.lines import Line, Progress, UnreadableDocument

# A page of a plan takes a tenth of a second, a crowded one on a busy machine a few.
_PAGE_SECONDS = 60.0
# So often whoever waits is asked whether they still do.
_LOOKED_UP_SECONDS = 0.5
_ROOT = Path(__file__).parents[2]
_TOO_MUCH = "PDFの{page}ページを読むのに場所や時間がかかりすぎるか、壊れているため、読み取れません。"


class ReaderBrokeOff(Exception):
    """A fault of ours in the child; where it was."""


class _Silent(Exception):
    """The child says nothing more, and was not through."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


def pdf_lines(data: bytes, progress: Progress | None = None) -> tuple[Line, ...]:
    """The lines of a PDF; ``number`` counts the printed lines of each page. ``progress(pages done, pages)`` is called for every
    page and twice a second besides, with zeros while nobody knows how many there are; what it raises ends the reading.

    Raises UnreadableDocument for a file that is damaged, cut off, locked, too long, takes too much memory or time, or holds
    only pictures; ReaderBrokeOff.
    """
    reader = subprocess.Popen(
        [sys.executable, "-m", "knowledge.documents.pdf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join((str(_ROOT), *filter(None, sys.path)))},
        cwd=_ROOT,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError), reader.stdin as file:
            file.write(data)
        return _heard(reader.stdout, progress)
    except _Silent as ended:
        with contextlib.suppress(subprocess.TimeoutExpired):
            if reader.wait(_LOOKED_UP_SECONDS) > 0:  # no bound ended it, and nobody killed it
                raise ReaderBrokeOff(f"ended with {reader.returncode}") from ended
        raise UnreadableDocument(_TOO_MUCH.format(page=ended.page)) from ended
    finally:
        reader.kill()
        reader.stdout.close()
        reader.wait()


def _heard(told: IO[bytes], progress: Progress | None) -> tuple[Line, ...]:
    done = total = 0
    lines: list[Line] = []
    for kind, *what in _messages(told):
        match kind:
            case "page" | "waits":
                done, total = what or (done, total)
                if progress is not None:
                    progress(done, total)
            case "lines":
                lines.extend(Line(page, number, raw, left) for page, number, raw, left in what[0])
            case "refused":
                raise UnreadableDocument(what[0])
            case "broke_off":
                raise ReaderBrokeOff(what[0])
            case "end":
                return tuple(lines)
    raise _Silent(done + 1)


def _messages(told: IO[bytes]) -> Iterator[list[Any]]:
    """What the child says, and ``["waits"]`` while it says nothing; not for ever."""
    begun, heard_at = bytearray(), time.monotonic()
    with selectors.DefaultSelector() as saying:
        saying.register(told, selectors.EVENT_READ)
        while True:
            if not saying.select(_LOOKED_UP_SECONDS):
                if time.monotonic() - heard_at > _PAGE_SECONDS:
                    return
                yield ["waits"]
                continue
            part = os.read(told.fileno(), 1 << 16)
            if not part:
                return
            heard_at = time.monotonic()
            *whole, rest = part.split(b"\n")
            for end in whole:
                begun += end
                yield json.loads(begun)
                begun.clear()
            begun += rest
