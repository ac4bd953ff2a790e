"""One run: a load against a server, and what came of every event."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench import processes, servers
from bench.load import Plan
from bench.servers import Server

# A bot that has sent nothing for so long will send nothing more.
_SILENT_SECONDS = 15
# What comes after a reply (noting that it arrived, a second reply that should not be) shows within this time.
_SETTLE_SECONDS = 0.5
# LINE waits so long for an acknowledgement, then counts it as failed.
_LINE_WAITS_SECONDS = 2.0


@dataclass(frozen=True)
class Times:
    """Milliseconds; None where there was nothing to time."""

    p50: float | None
    p99: float | None
    most: float | None


@dataclass(frozen=True)
class Run:
    """What one load led to.

    ``reply`` counts to the moment the reply arrives at LINE, so LINE's own answering time is not in it. ``lost`` are events
    acknowledged with 200 and answered never, ``doubled`` those answered more than once; both 0 where no replies are due.
    ``cpu_ms_per_event`` is the bot's processor time; beside it that of its sessions on the database server (None: not on this
    machine), of the load and of the LINE played here, which the bot has to do without on the same processors.
    ``elsewhere``: the share of the machine's processors that others used meanwhile, a measure of doubt.
    """

    rate: float
    events: int
    acknowledged: int
    too_late_for_line: int
    lost: int
    doubled: int
    cpu_ms_per_event: float
    database_ms_per_event: float | None
    load_ms_per_event: float
    line_ms_per_event: float
    acknowledgement: Times
    reply: Times
    drained_seconds: float
    load_late_p99_ms: float
    elsewhere: float


def run(server: Server, line: Server, plan: Plan, cores: int, *, answers: bool, database: str | None = None) -> Run:
    """Send the plan and wait until everything acknowledged is answered, or nothing more comes. ``database`` is the name of
    the one on a PostgreSQL server."""
    sessions = processes.sessions_on(database) if database else []
    sessions_before = processes.time_of(sessions)
    servers.forget_replies(line.port)
    busy_before = processes.machine_busy_seconds()
    cpu_before = processes.cpu_seconds(server.pid)
    line_cpu_before = processes.cpu_seconds(line.pid)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(asdict(plan)).encode(), check=True, capture_output=True
    )
    told = json.loads(done.stdout)
    fates: list[dict[str, Any]] = told["fates"]
    acknowledged = [fate for fate in fates if fate["status"] == 200]
    sent_all = time.monotonic()
    if answers:
        _drain(line.port, len(acknowledged))
    drained_seconds = time.monotonic() - sent_all
    time.sleep(_SETTLE_SECONDS)
    cpu = processes.cpu_seconds(server.pid) - cpu_before
    sessions_cpu = processes.time_of(sessions) - sessions_before
    line_cpu = processes.cpu_seconds(line.pid) - line_cpu_before
    known = cpu + line_cpu + told["cpu_seconds"] + sessions_cpu
    elsewhere = processes.machine_busy_seconds() - busy_before - known
    arrivals = servers.replies(line.port)
    counted = Counter(token for token, _ in arrivals)
    first = {token: at for token, at in reversed(arrivals)}
    waits = [(fate["answered"] - fate["planned"]) * 1000 for fate in acknowledged]
    return Run(
        rate=plan.rate,
        events=len(fates),
        acknowledged=len(acknowledged),
        too_late_for_line=sum(wait > _LINE_WAITS_SECONDS * 1000 for wait in waits),
        lost=sum(fate["token"] not in counted for fate in acknowledged) if answers else 0,
        doubled=sum(count > 1 for count in counted.values()),
        cpu_ms_per_event=cpu * 1000 / len(fates),
        database_ms_per_event=sessions_cpu * 1000 / len(fates) if sessions else None,
        load_ms_per_event=told["cpu_seconds"] * 1000 / len(fates),
        line_ms_per_event=line_cpu * 1000 / len(fates),
        acknowledgement=times(waits),
        reply=times([(first[fate["token"]] - fate["planned"]) * 1000 for fate in fates if fate["token"] in first]),
        drained_seconds=drained_seconds,
        load_late_p99_ms=quantile([(fate["sent"] - fate["planned"]) * 1000 for fate in fates if fate["sent"]], 0.99),
        elsewhere=max(0.0, elsewhere / ((time.monotonic() - began) * cores)),
    )


def typical(runs: Sequence[Run]) -> Run:
    """Several equal runs as one: the median of each figure, the worst of what is to be zero."""
    return Run(
        rate=runs[0].rate,
        events=sum(one.events for one in runs),
        acknowledged=sum(one.acknowledged for one in runs),
        too_late_for_line=sum(one.too_late_for_line for one in runs),
        lost=sum(one.lost for one in runs),
        doubled=sum(one.doubled for one in runs),
        cpu_ms_per_event=statistics.median(one.cpu_ms_per_event for one in runs),
        database_ms_per_event=_middle([one.database_ms_per_event for one in runs]),
        load_ms_per_event=statistics.median(one.load_ms_per_event for one in runs),
        line_ms_per_event=statistics.median(one.line_ms_per_event for one in runs),
        acknowledgement=_typical_times([one.acknowledgement for one in runs]),
        reply=_typical_times([one.reply for one in runs]),
        drained_seconds=statistics.median(one.drained_seconds for one in runs),
        load_late_p99_ms=statistics.median(one.load_late_p99_ms for one in runs),
        elsewhere=max(one.elsewhere for one in runs),
    )


def times(milliseconds: Sequence[float]) -> Times:
    if not milliseconds:
        return Times(None, None, None)
    return Times(quantile(milliseconds, 0.5), quantile(milliseconds, 0.99), max(milliseconds))


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by ``share`` of all (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _typical_times(several: Sequence[Times]) -> Times:
    return Times(
        _middle([one.p50 for one in several]),
        _middle([one.p99 for one in several]),
        _middle([one.most for one in several]),
    )


def _middle(values: Sequence[float | None]) -> float | None:
    present = [value for value in values if value is not None]
    return statistics.median(present) if present else None


def _drain(line_port: int, expected: int) -> None:
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < _SILENT_SECONDS:
        now = servers.replies_so_far(line_port)
        if now >= expected:
            return
        if now != seen:
            seen, since = now, time.monotonic()
        time.sleep(0.1)
