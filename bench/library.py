"""A library of many documents: loading it, its memory, and what a question costs. ``python -m bench.library URL COUNT``
fills a database; with ``--ask`` it loads what is there and asks, and prints the figures as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

COUNTS = (10, 50, 200)
_QUESTIONS = 300


@dataclass(frozen=True)
class OfSize:
    """``documents`` of fifteen sheets each: seconds until they are loaded, MB that takes, ms of processor per question."""

    documents: int
    sheets: int
    load_seconds: float
    memory_mb: float
    asked_ms: list[float]


def libraries(folder: Path) -> list[OfSize]:
    """Measure each size in a fresh process on a database of its own."""
    measured = []
    for count in COUNTS:
        url = f"sqlite:///{folder / f'library-{count}.db'}"
        _run(url, str(count))
        measured.append(OfSize(**json.loads(_run(url, str(count), "--ask"))))
    return measured


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "bench.library", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own module
    return done.stdout.decode()


def _fill(url: str, count: int) -> None:
    from bench.documents import documents
    from knowledge.language.words import Words
    from knowledge.ledger.lexicon import Lexicon
    from storage import library
    from storage.database import Database
    from storage.library import Parcel
    from storage.schema import bring_up_to_date

    lexicon = Lexicon(Words())
    parcels = [Parcel.of(made.name, made.name, made.sheets, lexicon=lexicon) for made in documents(count)]
    database = Database(url)
    bring_up_to_date(database)
    with database.writing() as session:
        library.keep(session, parcels, datetime.now(UTC))
    database.close()


def _ask(url: str, count: int) -> dict[str, object]:
    from bench.documents import CITY, asked_of, documents
    from bot.current import prepared
    from handlers.city import read
    from knowledge.answer import answer
    from storage.database import Database

    before = _memory_mb()
    began = time.perf_counter()
    knowledge = prepared(Database(url), read(f'[city]\nname = "{CITY}"')).knowledge
    answer(knowledge, "最初の質問", None)  # what is only made ready when needed belongs to loading
    load_seconds = time.perf_counter() - began
    memory_mb = _memory_mb() - before
    made = documents(count)
    times = []
    for question in asked_of(made, _QUESTIONS):
        started = time.thread_time()
        answer(knowledge, question, None)
        times.append((time.thread_time() - started) * 1000)
    return {
        "documents": count,
        "sheets": sum(len(one.sheets) for one in made),
        "load_seconds": load_seconds,
        "memory_mb": memory_mb,
        "asked_ms": times,
    }


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    if "--ask" in sys.argv:
        json.dump(_ask(sys.argv[1], int(sys.argv[2])), sys.stdout)
    else:
        _fill(sys.argv[1], int(sys.argv[2]))
