"""Real processes: the simulator and the bot, ended whatever happens. ``cold`` starts them as an operator does, from nothing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from forked import Forked
from line_side import PATIENCE_SECONDS, Town, figures, status_of, wait_until
from what_is_stored import in_the_clear, stored, values

ROOT = Path(__file__).parents[2]
_CHAT_PAGE = re.compile(r"^chat page: (http://\S+?)/$", re.MULTILINE)
_RECEIPT = re.compile(r"K-\d{4}-\d{4,}-\d")
_LINE_ID = re.compile(r"\b[UCR][0-9a-f]{32}\b")
_kept_ports: list[socket.socket] = []
# gunicorn may take 20 seconds to end what is in hand, and ends itself after that.
_ORDERLY_END_SECONDS = 45
SECRETS = {
    "LINE_CHANNEL_SECRET": "channel-secret-of-the-tests",
    "LINE_CHANNEL_ACCESS_TOKEN": "access-token-of-the-tests",
    "SECRET_KEY": "a key that only the tests know",
}
GUNICORN = (str(Path(sys.executable).parent / "gunicorn"), "wsgi:app")
KOE = str(Path(sys.executable).parent / "koe")
# gunicorn starts the next worker when one dies, with the same fail point; this one process dies for good.
ONE_PROCESS = (sys.executable, str(Path(__file__).with_name("one_process.py")))


class Process:
    """A program in a process group of its own, its output kept in ``log``. ``cold``: started from nothing, else forked off a
    process that has loaded it (``forked``)."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        cwd: Path = ROOT,
        *,
        cold: bool = False,
    ) -> None:
        self.log = log
        self._process: subprocess.Popen[bytes] | Forked
        if not cold:
            log.touch()
            self._process = Forked(command, environment, log, log, cwd)
            return
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, env=environment, cwd=cwd, stdout=output, stderr=output, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended_with(self) -> int | None:
        """Exit status, negative for a signal; None while it runs."""
        return self._process.poll()

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def ends(self, seconds: float = PATIENCE_SECONDS) -> int:
        """Wait until it ends by itself; its status."""
        return self._process.wait(timeout=seconds)

    def interrupt(self) -> None:
        """Ctrl-C."""
        os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """kill -9 for it and all it started."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has ended, or a forked one has not yet made a group of its own
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=PATIENCE_SECONDS)

    def end(self) -> None:
        """An orderly end, made sure of."""
        if self.ended_with is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_ORDERLY_END_SECONDS)
        self.kill()


@dataclass
class Bot:
    """A bot that serves at ``address``."""

    address: str
    process: Process

    def settled(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Return once nothing waits any more: all events handled, no letter on its way."""

        def idle() -> bool:
            now = figures(self.address)
            open_letters = now['koe_letters{state="due"}'] + now['koe_letters{state="sending"}']
            return now["koe_events_waiting"] == 0 and open_letters == 0

        wait_until("the bot has nothing left to do", idle, seconds=seconds)

    def letters(self, state: str) -> int:
        return int(figures(self.address)[f'koe_letters{{state="{state}"}}'])

    def dead_events(self) -> int:
        return int(figures(self.address)["koe_events_dead"])


def names_nobody(running: Bot, town: Town, database_url: str) -> None:
    """Hold the bot's log against all that was said to it; a receipt number is an id, and may be there. Nobody's LINE id is in
    the database either, in no table, and none of those who were here in any byte of it, in whatever spelling."""
    assert re.search(rb"\b[UCR][0-9a-f]{32}\b", values(database_url)) is None, "the database names a LINE id"
    assert in_the_clear(stored(database_url), *town.ids) == [], "the database keeps a LINE id"
    log = running.process.output()
    assert _LINE_ID.search(log) is None, "the log names a LINE id"
    said = [words for words in town.words if len(words.strip()) > 3 and not _RECEIPT.fullmatch(words)]
    assert [words for words in said if words in log] == []


def free_port() -> int:
    """A port nobody else is given while the tests run.

    The socket stays bound, and does not listen: the system hands its port neither to another test nor to a connection that goes
    out, and whoever names it, as servers do that may be started anew at once (SO_REUSEADDR), can listen there.
    """
    keeping = socket.socket()
    keeping.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeping.bind(("127.0.0.1", 0))
    _kept_ports.append(keeping)
    return int(keeping.getsockname()[1])


def environment(town: Town | None, database_url: str, port: int, **more: str) -> dict[str, str]:
    """The variables of contract and README, and nothing the developer happens to have set."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    line = {"LINE_API_BASE_URL": town.address, "LINE_DATA_API_BASE_URL": town.address} if town else {}
    return {**kept, **SECRETS, **line, "DATABASE_URL": database_url, "BOT_PORT": str(port), **more}


def koe(environment: Mapping[str, str], *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """One command of the operator's, run to its end."""
    with tempfile.TemporaryDirectory() as folder:
        output, errors = Path(folder) / "output", Path(folder) / "errors"
        ended = Forked([KOE, *words], environment, output, errors, cwd)
        try:
            status = ended.wait(240)
        except subprocess.TimeoutExpired:
            ended.send_signal(signal.SIGKILL)  # else pytest would wait for it at its end
            raise
        return subprocess.CompletedProcess(words, status, output.read_text(), errors.read_text())


@contextmanager
def simulator(folder: Path, *, cold: bool = False) -> Iterator[Town]:
    """LINE on this machine, as ``python -m simulator`` runs it."""
    command = [sys.executable, "-m", "simulator", "--port", "0"]
    process = Process(command, {**os.environ, **SECRETS}, folder / "simulator.log", cold=cold)
    try:
        page = wait_until(
            "the simulator starts", lambda: process.ended_with is not None or _CHAT_PAGE.search(process.output())
        )
        assert process.ended_with is None, process.output()
        town = Town(page[1])
        town.all_is_well()
        yield town
    finally:
        process.end()


@contextmanager
def bot(
    town: Town,
    database_url: str,
    folder: Path,
    *,
    command: Sequence[str] = GUNICORN,
    port: int = 0,
    cold: bool = False,
    **more: str,
) -> Iterator[Bot]:
    """A bot that is ready, with LINE's webhooks going to it."""
    port = port or free_port()
    process = Process(command, environment(town, database_url, port, **more), folder / "bot.log", cold=cold)
    started = Bot(f"http://127.0.0.1:{port}", process)
    try:
        wait_until("the bot gets ready", lambda: process.ended_with is not None or is_ready(started.address))
        assert process.ended_with is None, process.output()
        town.switch(webhook_url=f"{started.address}/callback")
        yield started
    finally:
        process.end()


def is_ready(address: str) -> bool:
    try:
        return status_of(f"{address}/readyz")[0] == 200
    except OSError:
        return False


def died(process: Process) -> None:
    """Wait for a death by SIGKILL, and fail for any other end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while process.ended_with is None and time.monotonic() < until:
        time.sleep(0.02)
    assert process.ended_with == -signal.SIGKILL, f"ended with {process.ended_with}: {process.output()[-2000:]}"
