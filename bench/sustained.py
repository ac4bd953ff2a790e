"""``python -m bench.sustained --database URL``: a thousand messages within one second, then one load for minutes.

Everything runs on this machine: the bot, the database server, a LINE that answers after a while, and whoever sends the load.
What the last two take is no property of the bot, but it is missing to it; so it is told.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import uuid
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from bench import disk, servers
from bench.load import Plan
from bench.questions import questions
from bench.runs import Run, run
from bench.servers import DidNotStart, Workplace

_FOLDER = Path("var/bench")
_LINE_MS = 100
_RUSH = 1000
_WARM_UP = (50.0, 8.0)  # events a second, seconds
_ENDS_OF_THE_SCALE = {"bare signature check": "bench.bare_signature:app", "plain SDK": "bench.plain_sdk:app"}
_SECONDS_OF_THE_ENDS = 20.0
_GOAL_CPU_MS, _GOAL_ACK_MS, _GOAL_REPLY_MS, _GOAL_RUSH_MS = 3.0, 50.0, 300.0, 2000.0


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    place = servers.workplace(_FOLDER / f"sustained-{time.strftime('%Y%m%d-%H%M%S')}")
    url = make_url(arguments.database or f"sqlite:///{place.folder / 'koe.db'}")
    address = url.render_as_string(hide_password=False)
    cores, texts, name = len(os.sched_getaffinity(0)), questions(), uuid.uuid4().hex
    database = None if url.get_backend_name() == "sqlite" else url.database
    extra = {"WEB_CONCURRENCY": str(arguments.processes)}
    try:
        with (
            servers.fake_line(place, _LINE_MS) as line,
            servers.gunicorn("wsgi:app", place, line.port, address, extra) as bot,
        ):

            def load(what: str, rate: float, seconds: float, people: int = 500) -> Run:
                plan = Plan(bot.port, servers.SECRET, texts, rate, seconds, f"{name} {what}", people, seed=len(what))
                return run(bot, line, plan, cores, answers=True, database=database)

            load("warm up", *_WARM_UP)
            _as_autovacuum_would(url)
            rush = load("rush", float(_RUSH), 1.0, _RUSH)
            _as_autovacuum_would(url)
            steady = load("steady", arguments.rate, arguments.minutes * 60)
        ends = {what: _end(app, place, address, texts, arguments, cores) for what, app in _ENDS_OF_THE_SCALE.items()}
    except DidNotStart as problem:
        print(f"A server did not start:\n{problem}", file=sys.stderr)
        return 1
    fsync = sorted(disk.fsync_ms(place.folder))
    print(
        f"{cores} processors, {url.get_backend_name()}, {arguments.processes} process(es), LINE answers after {_LINE_MS} ms, "
        f"{len(texts)} different questions, fsync {fsync[len(fsync) // 2]:.2f} ms"
    )
    _tell(f"{_RUSH} within one second", rush)
    _tell(f"{arguments.rate:g} a second for {arguments.minutes:g} minutes", steady)
    for what, one in ends.items():
        ratio = steady.cpu_ms_per_event / one.cpu_ms_per_event
        print(
            f"{what}, {one.rate:g} a second: {one.cpu_ms_per_event:.2f} ms of processor per event (the bot: {ratio:.1f} times "
            f"that), acknowledged p99 {one.acknowledgement.p99:.1f} ms"
        )
    met = [
        _goal("processor time per event", steady.cpu_ms_per_event, _GOAL_CPU_MS),
        _goal("acknowledged, p99", steady.acknowledgement.p99, _GOAL_ACK_MS),
        _goal("replied, p99, without LINE's own time", steady.reply.p99, _GOAL_REPLY_MS),
        _goal("the last of the rush acknowledged", rush.acknowledgement.most, _GOAL_RUSH_MS),
        *(_goal(f"{what}", float(count), 0) for what, count in _harm(rush, steady)),
    ]
    return 0 if all(met) else 1


def _end(
    app: str, place: Workplace, address: str, texts: tuple[str, ...], arguments: argparse.Namespace, cores: int
) -> Run:
    """One end of the scale, under the same load for a short while."""
    extra = {"WEB_CONCURRENCY": str(arguments.processes)}
    with servers.fake_line(place, _LINE_MS) as line, servers.gunicorn(app, place, line.port, address, extra) as server:
        for seconds in (2.0, _SECONDS_OF_THE_ENDS):  # the first to warm up
            plan = Plan(server.port, servers.SECRET, texts, arguments.rate, seconds, uuid.uuid4().hex)
            last = run(server, line, plan, cores, answers=False)
    return last


def _as_autovacuum_would(url: URL) -> None:
    """Where a server's autovacuum is off, what was planned for empty tables would be kept for full ones."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
        engine.dispose()


def _harm(*runs: Run) -> list[tuple[str, int]]:
    return [
        ("not acknowledged", sum(one.events - one.acknowledged for one in runs)),
        ("acknowledged and never answered", sum(one.lost for one in runs)),
        ("answered twice", sum(one.doubled for one in runs)),
    ]


def _tell(what: str, one: Run) -> None:
    sessions = "–" if one.database_ms_per_event is None else f"{one.database_ms_per_event:.2f}"
    print(
        f"{what}: {one.events} events, all answered {one.drained_seconds:.1f} s after the last\n"
        f"  acknowledged  p50 {one.acknowledgement.p50:.1f}  p99 {one.acknowledgement.p99:.1f}  "
        f"most {one.acknowledgement.most:.0f} ms\n"
        f"  replied       p50 {one.reply.p50:.1f}  p99 {one.reply.p99:.1f}  most {one.reply.most:.0f} ms\n"
        f"  processor time per event: bot {one.cpu_ms_per_event:.2f}, its database sessions {sessions}, "
        f"load {one.load_ms_per_event:.2f}, LINE {one.line_ms_per_event:.2f} ms; "
        f"others {one.elsewhere:.0%} of the machine"
    )


def _goal(what: str, value: float | None, goal: float) -> bool:
    met = value is not None and value <= goal
    print(f"{'met   ' if met else 'MISSED'} {what}: {'–' if value is None else f'{value:.2f}'} (goal ≤ {goal:g})")
    return met


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.sustained", description="A rush, and a load for minutes.")
    parser.add_argument(
        "--database", metavar="URL", help="on this database (it is filled!) instead of a new SQLite file"
    )
    parser.add_argument("--processes", metavar="N", type=int, default=1)
    parser.add_argument("--rate", metavar="EVENTS", type=float, default=150.0, help="a second; 150 unless told")
    parser.add_argument("--minutes", metavar="M", type=float, default=10.0)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
