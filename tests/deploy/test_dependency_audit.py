"""The audit of dependencies: holes are named, and silence does not pass for health."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = """\
flask==3.1.2 \\
    --hash=sha256:0
tzdata==2026.1 ; sys_platform == 'win32' \\
    --hash=sha256:1
Mako==1.3.10 \\
    --hash=sha256:2
"""
HOLE = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-0001"],
    "summary": "a hole",
    "fixed_in": ["3.1.3"],
    "withdrawn": None,
}


@pytest.fixture
def index():
    """A package index that knows these three versions; ``index.holes`` are the advisories about Flask."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {
                "/pypi/flask/3.1.2/json": server.holes,
                "/pypi/tzdata/2026.1/json": [],
                "/pypi/Mako/1.3.10/json": [],
            }
            self.send_response(200 if self.path in known else 404)
            self.end_headers()
            self.wfile.write(json.dumps({"vulnerabilities": known.get(self.path)}).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.holes = []
    server.address = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    yield server
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def audit(tmp_path):
    def run(address: str, *, lock: str = LOCK, accepted: str = ""):
        (tmp_path / "lock").write_text(lock)
        (tmp_path / "accepted").write_text(accepted)
        command = [sys.executable, str(ROOT / "deploy/audit.py"), "--index", address]
        command += ["--lock", str(tmp_path / "lock"), "--accepted", str(tmp_path / "accepted")]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    return run


def test_without_holes_all_is_well_and_counted(audit, index):
    done = audit(index.address)
    assert (done.returncode, done.stdout) == (0, "3 of 3 versions audited, 0 open advisories, 0 accepted.\n")


def test_a_hole_fails_the_build_and_says_where_it_is_closed(audit, index):
    index.holes = [HOLE]
    done = audit(index.address)
    assert done.returncode == 1
    assert "flask 3.1.2: PYSEC-2026-1 CVE-2026-0001: a hole; fixed in 3.1.3" in done.stdout


def test_a_hole_that_does_not_concern_us_is_passed_over_by_any_of_its_names_and_only_with_a_reason(audit, index):
    index.holes = [HOLE]
    assert audit(index.address, accepted="# notes\nCVE-2026-0001 we never open that kind of file\n").returncode == 0
    bare = audit(index.address, accepted="CVE-2026-0001\n")
    assert bare.returncode == 1
    assert "has no reason" in bare.stderr


def test_a_withdrawn_advisory_is_none(audit, index):
    index.holes = [{**HOLE, "withdrawn": "2026-01-01T00:00:00Z"}]
    assert audit(index.address).returncode == 0


def test_without_network_nothing_fails_and_nobody_takes_it_for_an_audit(audit):
    done = audit("http://127.0.0.1:9")
    assert done.returncode == 0
    assert "NOT AUDITED: 3 of 3 versions" in done.stdout
    assert "0 of 3 versions audited" in done.stdout


def test_an_answer_that_cannot_be_read_is_no_clean_bill(audit, index):
    index.holes = "nonsense"
    done = audit(index.address)
    assert "NOT AUDITED: 1 of 3 versions" in done.stdout


def test_every_line_of_our_lock_files_that_pins_is_read():
    sys.path.insert(0, str(ROOT / "deploy"))
    try:
        import audit as program
    finally:
        sys.path.pop(0)
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text()
        assert len(program.pinned(lock)) == sum(not line.startswith((" ", "#")) for line in lock.splitlines() if line)
