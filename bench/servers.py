"""Starting and ending what is measured: the bot, the two other ways, and the LINE all of them talk to."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECRET = "benchmark-channel-secret"  # noqa: S105 - of a channel that does not exist
_START_SECONDS = 60
_STOP_SECONDS = 30


class DidNotStart(Exception):
    """A server ended or stayed silent. The message holds the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running server. ``start_seconds``: from spawning until it said it was ready."""

    pid: int
    port: int
    start_seconds: float


@dataclass(frozen=True)
class Workplace:
    """Where a run keeps its files, and the city without its flood limit."""

    folder: Path
    city_file: Path


def workplace(folder: Path) -> Workplace:
    """Make the folder ready. Everybody asks more than a resident would in a minute, so the flood limit is lifted."""
    folder.mkdir(parents=True, exist_ok=True)
    city = Path("city.toml").read_text(encoding="utf-8")
    lifted, places = re.subn(r"(?m)^per_minute = \d+$", "per_minute = 1000000", city)
    if places != 1:
        raise ValueError("city.toml has no [flood] per_minute to lift")
    city_file = folder / "city.toml"
    city_file.write_text(lifted, encoding="utf-8")
    return Workplace(folder, city_file)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def gunicorn(
    app: str, place: Workplace, line_port: int, database_url: str, extra: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve ``app`` as ``koe run`` does, with the project's own gunicorn.conf.py. Raises DidNotStart."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "WEB_CONCURRENCY"},
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "benchmark",
        "SECRET_KEY": "benchmark-secret-key-0123456789",
        "LINE_API_BASE_URL": f"http://127.0.0.1:{line_port}",
        "LINE_DATA_API_BASE_URL": f"http://127.0.0.1:{line_port}",
        "DATABASE_URL": database_url,
        "MEDIA_DIR": str(place.folder / "media"),
        "CITY_FILE": str(place.city_file),
        "BOT_PORT": str(port),
        **(extra or {}),
    }
    command = [str(Path(sys.executable).parent / "gunicorn"), app]
    log = place.folder / f"{app.partition(':')[0]}.log"
    began = time.monotonic()
    with _spawned(command, environment, log) as process:
        _await_ready(process, port, "/readyz", log)
        yield Server(process.pid, port, time.monotonic() - began)


@contextmanager
def fake_line(place: Workplace, delay_ms: int) -> Iterator[Server]:
    """LINE, answering after ``delay_ms``. Raises DidNotStart."""
    port = free_port()
    log = place.folder / "fake_line.log"
    began = time.monotonic()
    command = [sys.executable, "-m", "bench.fake_line", str(port), str(delay_ms)]
    with _spawned(command, dict(os.environ), log) as process:
        _await_ready(process, port, "/bench/count", log)
        yield Server(process.pid, port, time.monotonic() - began)


def fetch(port: int, path: str, method: str = "GET", *, timeout_seconds: float = 10) -> tuple[int, bytes]:
    """One small request to a server on this machine: status and body. Raises OSError."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_seconds)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def replies_so_far(line_port: int) -> int:
    return int(fetch(line_port, "/bench/count")[1])


def replies(line_port: int) -> list[tuple[str, float]]:
    """Every reply LINE took: its token, and when it arrived on the monotonic clock."""
    told = json.loads(fetch(line_port, "/bench/calls")[1])
    return [(token, at) for token, at in told["replies"]]


def forget_replies(line_port: int) -> None:
    fetch(line_port, "/bench/forget", "POST")


@contextmanager
def _spawned(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as output:
        # A group of its own: Ctrl-C reaches us alone, and we end the whole group.
        process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
            command, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await_ready(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if fetch(port, path, timeout_seconds=2)[0] == 200:
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.02)
    raise DidNotStart(log.read_text(encoding="utf-8", errors="replace")[-2000:])
