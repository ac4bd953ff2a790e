"""``make bench``: every figure in one run, and what each is worth beside the others."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import time
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import disk, processes, report, servers
from bench.engine import engine
from bench.library import libraries
from bench.load import Plan
from bench.processes import Memory
from bench.questions import questions
from bench.report import Figures, Row
from bench.runs import Run, run, typical
from bench.servers import DidNotStart, Server, Workplace

_FOLDER = Path("var/bench")
_LINE_MS = 100
_SLOWER_BY_MS = 4
_STEADY_RATES = (50.0, 100.0)
# At a rate the bot can carry, half of the replies leave sooner than this.
_KEEPS_UP_MS = 250


@dataclass(frozen=True)
class Scale:
    """How long everything is measured. ``ramp`` is tried rate by rate until one is too much."""

    seconds: float
    times: int
    starts: int
    ramp: tuple[float, ...]
    ramp_seconds: float
    rates_of_others: tuple[float, ...]


_FULL = Scale(
    seconds=10,
    times=3,
    starts=5,
    ramp=(120, 140, 165, 195, 230, 270, 320, 380, 450, 530, 630, 750),
    ramp_seconds=4,
    rates_of_others=(50, 100),
)
_QUICK = Scale(
    seconds=4, times=1, starts=2, ramp=(140, 200, 280, 400, 560, 800), ramp_seconds=2, rates_of_others=(100,)
)


class Bench:
    """One run of the benchmarks: where it works, and which questions it asks."""

    def __init__(self, scale: Scale, database: str | None, processes: int) -> None:
        self.scale = scale
        self.processes = processes
        self._database = database
        self._id = uuid.uuid4().hex
        self._runs = 0
        self._began = time.monotonic()
        self._texts = questions()
        self.cores = len(os.sched_getaffinity(0))
        folder = _FOLDER / time.strftime("%Y%m%d-%H%M%S")
        self.place: Workplace = servers.workplace(folder)

    def database_url(self, name: str) -> str:
        return self._database or f"sqlite:///{self.place.folder / name}.db"

    def gunicorn(
        self, app: str, line: Server, database: str, extra: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Server]:
        """``servers.gunicorn`` with as many processes as are measured."""
        extra = {"WEB_CONCURRENCY": str(self.processes), **(extra or {})}
        return servers.gunicorn(app, self.place, line.port, self.database_url(database), extra)

    def run(self, server: Server, line: Server, rate: float, seconds: float, *, answers: bool = True) -> Run:
        self._runs += 1
        plan = Plan(
            port=server.port,
            secret=servers.SECRET,
            texts=self._texts,
            rate=rate,
            seconds=seconds,
            run=f"{self._id} {self._runs}",
            seed=self._runs,
        )
        result = run(server, line, plan, self.cores, answers=answers)
        elapsed = time.monotonic() - self._began
        _say(f"  {elapsed:4.0f} s  {rate:4.0f}/s: {result.cpu_ms_per_event:.2f} ms of processor per event")
        return result

    def several(self, server: Server, line: Server, rate: float, times: int, *, answers: bool = True) -> Run:
        return typical([self.run(server, line, rate, self.scale.seconds, answers=answers) for _ in range(times)])

    def warm_up(self, server: Server, line: Server, *, answers: bool = True) -> None:
        self.run(server, line, 50, 2, answers=answers)


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have handed it down ignored
    bench = Bench(_QUICK if arguments.quick else _FULL, arguments.database, arguments.processes)
    began = time.monotonic()
    try:
        figures = _measure(bench)
    except KeyboardInterrupt:
        _say("Interrupted.")
        return 1
    except DidNotStart as problem:
        _say(f"A server did not start:\n{problem}")
        return 1
    finally:
        for database in bench.place.folder.glob("*.db*"):
            database.unlink()
    results = bench.place.folder / "results.json"
    results.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False), encoding="utf-8")
    shutil.copy(results, _FOLDER / "results.json")
    print(report.report(figures))
    print(
        f"\n{time.monotonic() - began:.0f} s in all. Figures: {_FOLDER / 'results.json'}, logs: {bench.place.folder}/"
    )
    return 1 if any(row.run.lost or row.run.doubled for row in figures.rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Benchmarks of the bot, about five minutes.")
    parser.add_argument("--quick", action="store_true", help="short runs, about a minute and a half; less certain")
    parser.add_argument(
        "--database", metavar="URL", help="measure on this database (it is filled!) instead of a new SQLite file"
    )
    parser.add_argument(
        "--processes", metavar="N", type=int, default=1, help="serve with so many processes (several need PostgreSQL)"
    )
    arguments = parser.parse_args()
    if arguments.processes > 1 and not (arguments.database or "").startswith("postgresql"):
        parser.error("several processes are measured on PostgreSQL: give its --database")
    return arguments


def _measure(bench: Bench) -> Figures:
    place = bench.place
    _say("Disk")
    fsync = disk.fsync_ms(place.folder)
    slower = disk.slower_disk(place.folder, _SLOWER_BY_MS)
    slower_fsync = disk.fsync_ms(place.folder, slower) if slower else None
    _say("Answer engine alone")
    alone = engine(str(place.city_file))
    _say("Libraries of many documents")
    many = libraries(place.folder)
    rows: list[Row] = []
    with ExitStack() as stack:
        line = stack.enter_context(servers.fake_line(place, _LINE_MS))
        _say("Starts")
        starts, first_start, at_rest = _starts(bench, line)
        _say("The bot")
        with bench.gunicorn("wsgi:app", line, "koe") as bot:
            bench.warm_up(bot, line)
            for rate in _STEADY_RATES:
                rows.append(Row("the bot", bench.several(bot, line, rate, bench.scale.times)))
            _say("  how much it can carry")
            capacity = _capacity(bench, bot, line)
            _say("  twice that")
            rows.append(Row("the bot, twice", bench.run(bot, line, 2 * capacity, bench.scale.seconds)))
            after = processes.memory(bot.pid)
        rows += _others(bench, line, capacity)
        if slower and bench.database_url("").startswith("sqlite"):
            _say(f"The bot on a disk slower by {_SLOWER_BY_MS} ms")
            with bench.gunicorn("wsgi:app", line, "slow", slower) as bot:
                bench.warm_up(bot, line)
                rows.append(Row(f"the bot, fsync +{_SLOWER_BY_MS} ms", bench.run(bot, line, 100, bench.scale.seconds)))
    return Figures(
        cores=bench.cores,
        processes=bench.processes,
        database=bench.database_url("koe").partition(":")[0],
        questions=len(questions()),
        line_ms=_LINE_MS,
        rows=rows,
        capacity=capacity,
        fsync_ms=fsync,
        slower_fsync_ms=slower_fsync,
        engine=alone,
        libraries=many,
        start_seconds=starts,
        first_start_seconds=first_start,
        at_rest=at_rest,
        after=after,
    )


def _starts(bench: Bench, line: Server) -> tuple[list[float], float, Memory]:
    """Seconds of starts on an up-to-date database, of the one before them that had to make it, and memory at rest."""
    seconds, memories = [], []
    for _ in range(bench.scale.starts + 1):
        with bench.gunicorn("wsgi:app", line, "koe") as bot:
            seconds.append(bot.start_seconds)
            memories.append(processes.memory(bot.pid))
    at_rest = Memory(
        statistics.median(one.own_mb for one in memories[1:]),
        statistics.median(one.mapped_mb for one in memories[1:]),
        statistics.median(one.serving_mb for one in memories[1:]),
    )
    return seconds[1:], seconds[0], at_rest


def _capacity(bench: Bench, bot: Server, line: Server) -> float:
    """The highest rate of the ramp at which the replies keep up."""
    carried = _STEADY_RATES[-1]
    for rate in bench.scale.ramp:
        result = bench.run(bot, line, rate, bench.scale.ramp_seconds)
        if result.reply.p50 is None or result.reply.p50 > _KEEPS_UP_MS:
            break
        carried = rate
    return carried


def _others(bench: Bench, line: Server, capacity: float) -> list[Row]:
    """The bot without its worker, and the two ends: answering inside the request, and nothing but the signature."""
    rows = []
    ways: list[tuple[str, str, bool, dict[str, str]]] = [
        ("only acknowledging", "wsgi:app", False, {"KOE_ROLE": "web"}),
        ("plain SDK", "bench.plain_sdk:app", True, {}),
        ("bare signature", "bench.bare_signature:app", False, {}),
    ]
    for name, app, answers, extra in ways:
        _say(name)
        with bench.gunicorn(app, line, "web", extra) as server:
            bench.warm_up(server, line, answers=answers)
            for rate in bench.scale.rates_of_others:
                rows.append(Row(name, bench.several(server, line, rate, 1, answers=answers)))
            if name != "only acknowledging":
                twice = bench.run(server, line, 2 * capacity, bench.scale.seconds, answers=answers)
                rows.append(Row(f"{name}, twice", twice))
    return rows


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
