"""What the kernel tells of processes: time on the processor and memory that is theirs alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """Of a process and its children, in MB.

    ``own``: written by them and shared with nobody, so that it has to be in memory (Private_Dirty). ``mapped``: pages of files
    they only read and nobody else has open just now (Private_Clean): the kernel may drop them at any time, and they are there
    once however many bots run. ``serving_mb``: the own memory of the largest process, the one that serves.
    """

    own_mb: float
    mapped_mb: float
    serving_mb: float


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def cpu_seconds(pid: int) -> float:
    """Time a process and its children have spent on the processor, in user and kernel mode; exact to 10 ms each."""
    return sum(_cpu_ticks(one) for one in family(pid)) / _TICKS_PER_SECOND


def sessions_on(database: str) -> list[int]:
    """The processes of a PostgreSQL server on this machine that serve sessions on ``database``; none where it is elsewhere."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has just ended
                title = (folder / "cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
                if title.startswith("postgres: ") and f" {database} " in title:
                    found.append(int(folder.name))
    return found


def time_of(pids: Sequence[int]) -> float:
    """Time these processes have spent on the processor; one that has ended counts no more."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            ticks += _cpu_ticks(pid)
    return ticks / _TICKS_PER_SECOND


def machine_busy_seconds() -> float:
    """Processor time spent by everything on the machine since it started."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, interrupts, soft = (int(field) for field in fields[:7])
    return (user + nice + system + interrupts + soft) / _TICKS_PER_SECOND


def memory(pid: int) -> Memory:
    sizes = [_sizes_kb(Path(f"/proc/{one}/smaps_rollup")) for one in family(pid)]
    own = [one["Private_Dirty"] / 1024 for one in sizes]
    return Memory(sum(own), sum(one["Private_Clean"] / 1024 for one in sizes), max(own))


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return int(fields[11]) + int(fields[12])  # utime and stime; the name in brackets before may hold blanks


def _sizes_kb(path: Path) -> dict[str, int]:
    sizes = {}
    for line in path.read_text().splitlines():
        name, _, rest = line.partition(":")
        if rest.endswith(" kB"):
            sizes[name] = int(rest.split()[0])
    return sizes
