"""Programs that start in a moment: forked off a process that has loaded them and read the bundled words.

The program is the same, and so are its command line, its environment and its end. What is spared are three quarters of the
processor time of a start; tests of the start itself start from nothing (``running.Process``).
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_HERE = Path(__file__).parent
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["loaded"])


def begun(target: Callable[..., object], *given: object) -> ForkServerProcess:
    """A process that runs ``target``."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join((str(_HERE), str(_HERE.parent), str(_HERE.parents[1])))
    try:
        forkserver.ensure_running()  # what it loads it looks for with the path of its start, not with ours
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
    process = _context.Process(target=target, args=given)
    process.start()
    return process


class Forked:
    """As ``subprocess.Popen`` for what is needed here. The process has a group of its own."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], output: Path, errors: Path, cwd: Path
    ) -> None:
        self._process = begun(_run, list(command), dict(environment), str(output), str(errors), str(cwd))
        self.pid: int = self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _run(command: list[str], environment: dict[str, str], output: str, errors: str, cwd: str) -> None:
    os.setsid()
    for place, file in ((1, output), (2, errors)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), place)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    program, *words = command
    if program == sys.executable:
        if words[0] == "-m":
            sys.argv = words[1:]
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
            return
        script, *words = words
        sys.argv = [script, *words]
        runpy.run_path(script, run_name="__main__")
        return
    sys.argv = command
    if Path(program).name == "gunicorn":
        from gunicorn.app.wsgiapp import run
    else:
        assert Path(program).name == "koe", program
        from cli.main import koe as run
    run()
