"""``python -m bench.waves``: a wave to 10,000 and to 100,000 monitors, with LINE at 50 ms, and one push per person beside it.

Each size runs in a process and on a database of its own, so that its memory can be told. Time counts from the tick that
finds the wave due to the last outcome noted.
"""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.failpoints import never
from bot.line import Line
from bot.multicasts import Multicasts
from bot.waves import Waves
from handlers.city import City
from handlers.panel_rules import PanelRules
from panel.survey import Question, Survey
from storage import surveys
from storage.database import Database, DatabaseAway
from storage.models import MONITORS, RESIDENTS
from storage.schema import bring_up_to_date
from storage.sealing import Seal

LINE_MS = 50
SIZES = (10_000, 100_000)
_BASELINE = 1_000
_AT_ONCE = 8
_CHUNK = 2_000


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[1] == "wave":
        print(json.dumps(_wave(int(sys.argv[2]), int(sys.argv[3]))))
        return 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    line = subprocess.Popen([sys.executable, "-m", "bench.fake_line", str(port), str(LINE_MS)])  # noqa: S603
    try:
        _await(port)
        one_by_one = _one_push_per_person(port)
        print(f"LINE at {LINE_MS} ms, {_AT_ONCE} calls at once, SQLite")
        print(f"  one push per person: {_BASELINE:,} in {one_by_one:.1f} s")
        for people in SIZES:
            command = [sys.executable, "-m", "bench.waves", "wave", str(people), str(port)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
            scaled = one_by_one * people / _BASELINE
            times = scaled / found["seconds"]
            print(
                f"  a wave of {people:,}: {found['seconds']:.1f} s ({times:.0f} times as fast as {scaled:,.0f} s),"
                f" {found['cpu_seconds']:.1f} s of processor, memory +{found['grown_mb']:.0f} MB while sending"
            )
    finally:
        line.terminate()
        line.wait()
    return 0


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the stand-in for LINE did not start")


def _one_push_per_person(port: int) -> float:
    line = Line("token", f"http://127.0.0.1:{port}")
    began = time.monotonic()
    with ThreadPoolExecutor(_AT_ONCE) as calls:
        list(
            calls.map(lambda n: line.push(f"U{n:032x}", [{"type": "text", "text": "x"}], f"{n:032x}"), range(_BASELINE))
        )
    return time.monotonic() - began


def _wave(people: int, port: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'koe.db'}")
        bring_up_to_date(database)
        seal = Seal("a key for the benchmark")
        _populate(database, seal, people)
        now = datetime.now(UTC)
        with database.writing() as session:
            question = Question("q1", "single", "市報を読みますか？", ("毎月読む", "ときどき読む", "読まない"))
            id_ = surveys.add(session, Survey("市報について", (question,), now, now + timedelta(days=7)), now)
        line, due = Line("token", f"http://127.0.0.1:{port}"), threading.Event()
        city = City(name="見本市", panel=PanelRules(quiet=None))
        waves = Waves(database, line, seal, city, _clock, reach=never, on_batches=due.set)
        multicasts = Multicasts(database, line, seal, city, _clock, reach=never, at_once=_AT_ONCE)
        cpu = time.process_time()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.monotonic()
        planning = threading.Thread(target=waves.tick)
        planning.start()
        while planning.is_alive() or _waiting(database, id_, people):
            try:
                if not multicasts.send_due():
                    due.wait(0.02)
                    due.clear()
            except DatabaseAway:  # as the worker's loop does: try again
                time.sleep(0.05)
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        with database.reading() as session:
            sent = surveys.letters(session, id_)
        database.close()
        if sent != {"sent": people}:
            raise SystemExit(f"not everybody was written to: {sent}")
        return {"seconds": seconds, "cpu_seconds": cpu, "grown_mb": grown / 1024}


def _clock() -> datetime:
    return datetime.now(UTC)


def _waiting(database: Database, survey: int, people: int) -> bool:
    with database.reading() as session:
        return surveys.letters(session, survey).get("sent", 0) < people


def _populate(database: Database, seal: Seal, people: int) -> None:
    now = datetime.now(UTC)
    for start in range(0, people, _CHUNK):
        names = [f"U{number:032x}" for number in range(start, min(start + _CHUNK, people))]
        chats = [(seal.fingerprint(name), name) for name in names]
        with database.writing() as session:
            session.connection().execute(
                RESIDENTS.insert(),
                [{"chat": chat, "line_user_id": seal.seal(name), "first_seen_at": now} for chat, name in chats],
            )
            session.connection().execute(
                MONITORS.insert(),
                [
                    {"chat": chat, "age_band": "30代", "district": "東", "state": "registered", "applied_at": now,
                     "silent_waves": 0, "verified": False}
                    for chat, _ in chats
                ],
            )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
