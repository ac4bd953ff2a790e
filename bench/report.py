"""The figures as a page of plain text."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from bench.engine import Engine
from bench.library import OfSize
from bench.processes import Memory
from bench.runs import Run, quantile

_GOAL_CPU_MS = 3
_GOAL_ASKED_MS, _GOAL_ASKED_P99_MS = 1.5, 5
_GOAL_MANY_P99_MS, _GOAL_MANY_SECONDS = 20, 5
_GOAL_START_SECONDS = 3
_GOAL_PRIVATE_MB = 180
_GOAL_ACK_MS = 20
_GOAL_REPLY_MS = 100
_GOAL_ACK_OVERLOADED_MS = 200
# Above this, other work on the machine is likely to show in the figures.
_QUIET_SHARE = 0.1


@dataclass(frozen=True)
class Row:
    """A way of answering, under one load."""

    name: str
    run: Run


@dataclass(frozen=True)
class Figures:
    """Everything measured. ``capacity``: events a second the bot can carry; ``starts`` on an up-to-date database."""

    cores: int
    database: str
    processes: int
    questions: int
    line_ms: int
    rows: list[Row]
    capacity: float
    fsync_ms: list[float]
    slower_fsync_ms: list[float] | None
    engine: Engine
    libraries: list[OfSize]
    start_seconds: list[float]
    first_start_seconds: float
    at_rest: Memory
    after: Memory


def report(figures: Figures) -> str:
    parts = [
        f"{figures.cores} processors, {figures.database}, "
        f"{'one process' if figures.processes == 1 else f'{figures.processes} processes'}, "
        f"LINE answers after {figures.line_ms} ms, "
        f"{figures.questions} different questions.",
        "",
        *_table(figures),
        "",
        "Acknowledgement and reply count from the moment an event was due, whether or not the server was free; a reply ends",
        "when it arrives at LINE. Ratios (×) are against the bare signature check at the same rate. lost: acknowledged and",
        "never answered; >2s: acknowledged after LINE has given up waiting.",
        "",
        *_rest(figures),
        "",
        *_goals(figures),
    ]
    disturbed = [f"{row.name} at {row.run.rate:.0f}" for row in figures.rows if row.run.elsewhere > _QUIET_SHARE]
    if disturbed:
        share = max(row.run.elsewhere for row in figures.rows)
        parts += [
            "",
            f"Doubt: other programs took up to {share:.0%} of the processors during "
            f"{'all runs' if len(disturbed) == len(figures.rows) else ', '.join(disturbed)}.",
        ]
    return "\n".join(parts)


def _table(figures: Figures) -> list[str]:
    head = f"{'':24}{'':>7}{'CPU/event':>13}{'×':>6}{'acknowledged, ms':>24}{'×p99':>7}{'replied, ms':>26}{'lost':>6}{'>2s':>6}"
    under = f"{'':24}{'per s':>7}{'ms':>13}{'':>6}{'p50':>8}{'p99':>8}{'max':>8}{'':>7}{'p50':>8}{'p99':>9}{'max':>9}"
    lines = [head, under]
    for row in figures.rows:
        base = _base(figures, row.run.rate)
        one = row.run
        lines.append(
            f"{row.name:24}{one.rate:7.0f}{one.cpu_ms_per_event:13.2f}{_ratio(one.cpu_ms_per_event, base, 'cpu'):>6}"
            f"{_ms(one.acknowledgement.p50, 8)}{_ms(one.acknowledgement.p99, 8)}{_ms(one.acknowledgement.most, 8)}"
            f"{_ratio(one.acknowledgement.p99, base, 'ack'):>7}"
            f"{_ms(one.reply.p50, 8)}{_ms(one.reply.p99, 9)}{_ms(one.reply.most, 9)}"
            f"{one.lost + one.doubled:6}{one.too_late_for_line:6}"
        )
    return lines


def _base(figures: Figures, rate: float) -> Run | None:
    return next((row.run for row in figures.rows if row.name.startswith("bare") and row.run.rate == rate), None)


def _ratio(value: float | None, base: Run | None, of: str) -> str:
    against = None if base is None else base.cpu_ms_per_event if of == "cpu" else base.acknowledgement.p99
    return f"{value / against:.1f}" if value is not None and against else "–"


def _ms(value: float | None, width: int) -> str:
    if value is None:
        return f"{'–':>{width}}"
    return f"{value:{width}.1f}" if value < 1000 else f"{value:{width}.0f}"


def _rest(figures: Figures) -> list[str]:
    engine, fsync = figures.engine, figures.fsync_ms
    slower = (
        f"{statistics.median(figures.slower_fsync_ms):.1f} ms on the slowed one"
        if figures.slower_fsync_ms
        else "no C compiler, so no run on a slowed one"
    )
    rest, after = figures.at_rest, figures.after
    return [
        f"Can carry              {figures.capacity:.0f} events a second (the last step of a ramp at which replies kept up)",
        f"Answer engine alone    {statistics.median(engine.first_ms):.2f} ms of processor per question, "
        f"p99 {quantile(engine.first_ms, 0.99):.1f} ms; asked again {statistics.median(engine.again_ms):.2f} ms; "
        f"loading {engine.load_ms:.0f} ms",
        *(
            f"{'Documents':22} {one.documents} ({one.sheets} sheets): {statistics.median(one.asked_ms):.2f} ms of processor "
            f"per question, p99 {quantile(one.asked_ms, 0.99):.1f} ms; "
            f"loaded in {one.load_seconds:.2f} s, {one.memory_mb:.0f} MB"
            for one in figures.libraries
        ),
        f"fsync of 4 KiB         {statistics.median(fsync):.2f} ms, p99 {quantile(fsync, 0.99):.1f} ms on this disk; {slower}",
        f"Start until ready      {statistics.median(figures.start_seconds):.2f} s, median of {len(figures.start_seconds)}; "
        f"the first one, which made the database, {figures.first_start_seconds:.2f} s",
        f"Private memory         {rest.own_mb:.0f} MB after start, {after.own_mb:.0f} MB after the runs; of these the serving "
        f"process {rest.serving_mb:.0f} and {after.serving_mb:.0f} MB, gunicorn's parent the rest",
        f"Mapped files           {rest.mapped_mb:.0f} and {after.mapped_mb:.0f} MB more, read only: the dictionary above "
        "all. No goal: the kernel",
        "                       may drop them, and they count as shared as soon as another bot on this machine has them open",
    ]


def _plain(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def _goals(figures: Figures) -> list[str]:
    steady = [row.run for row in figures.rows if row.name == "the bot"]
    at_100 = next(one for one in steady if one.rate == 100)
    twice = next(row.run for row in figures.rows if row.name == "the bot, twice")
    ours = [row.run for row in figures.rows if row.name.startswith("the bot")]
    memories = (figures.at_rest, figures.after)
    few, many = figures.libraries[0], figures.libraries[-1]
    grown = statistics.median(many.asked_ms) / statistics.median(few.asked_ms)
    goals = [
        ("question, bundled ledger", statistics.median(figures.engine.first_ms), _GOAL_ASKED_MS, "ms"),
        ("question, bundled ledger, p99", quantile(figures.engine.first_ms, 0.99), _GOAL_ASKED_P99_MS, "ms"),
        (f"question, {many.documents} documents, p99", quantile(many.asked_ms, 0.99), _GOAL_MANY_P99_MS, "ms"),
        (f"{many.documents} documents loaded", many.load_seconds, _GOAL_MANY_SECONDS, "s"),
        (
            f"question, {many.documents} documents beside {few.documents}",
            grown,
            many.documents // few.documents,
            "times",
        ),
        ("CPU per event", max(one.cpu_ms_per_event for one in steady), _GOAL_CPU_MS, "ms"),
        ("acknowledged at 100/s, p99", at_100.acknowledgement.p99, _GOAL_ACK_MS, "ms"),
        ("replied at 100/s, p99", at_100.reply.p99, _GOAL_REPLY_MS, "ms"),
        ("acknowledged at twice the load, p99", twice.acknowledgement.p99, _GOAL_ACK_OVERLOADED_MS, "ms"),
        ("events lost or answered twice", float(sum(one.lost + one.doubled for one in ours)), 0, ""),
        ("events not acknowledged", float(sum(one.events - one.acknowledged for one in ours)), 0, ""),
        ("start", statistics.median(figures.start_seconds), _GOAL_START_SECONDS, "s"),
        # Mapped files are no part of it: the kernel may drop them, and does so before anything has to be swapped out.
        (
            "private memory" if figures.processes == 1 else "private memory per process",
            max(one.own_mb for one in memories) / figures.processes,
            _GOAL_PRIVATE_MB,
            "MB",
        ),
    ]
    return [
        f"{'met   ' if value is not None and value <= goal else 'MISSED'} {name}: "
        f"{'–' if value is None else _plain(value)} {unit} (goal ≤ {goal} {unit})".replace("  (", " (").replace(
            " )", ")"
        )
        for name, value, goal, unit in goals
    ]
