"""How long the disk takes to keep something, and the same disk made slower.

``python -m bench.disk FOLDER`` prints the times of 200 appends of 4 KiB with fsync, in milliseconds, as JSON: a process of its
own, so that the slowed disk can be measured in the same way.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

_TIMES = 200
_SHIM = Path(__file__).with_name("slow_disk.c")


def fsync_ms(folder: Path, environment: dict[str, str] | None = None) -> list[float]:
    """The times of 200 appends with fsync in ``folder``; ``environment`` is added to that of the measuring process."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "bench.disk", str(folder)],
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
    )
    times: list[float] = json.loads(done.stdout)
    return times


def slower_disk(folder: Path, milliseconds: int) -> dict[str, str] | None:
    """The environment in which every fsync takes that much longer; None where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    library = (folder / "slow_disk.so").resolve()
    subprocess.run(  # noqa: S603 - the compiler on our own file
        [compiler, "-O2", "-shared", "-fPIC", "-o", str(library), str(_SHIM), "-ldl"], check=True
    )
    return {"LD_PRELOAD": str(library), "SLOW_DISK_MS": str(milliseconds)}


def _measure(folder: Path) -> list[float]:
    path = folder / "fsync.probe"
    times = []
    with path.open("wb", buffering=0) as file:
        for _ in range(_TIMES):
            started = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            times.append((time.perf_counter() - started) * 1000)
    path.unlink()
    return times


if __name__ == "__main__":
    json.dump(_measure(Path(sys.argv[1])), sys.stdout)
