"""What the recipe of the container promises. It is read here, not built: builds need a daemon."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LEFT_OUT = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
FINAL = RECIPE[RECIPE.rindex("\nFROM ") :]


def test_the_container_does_not_run_as_root_and_can_be_asked_whether_it_lives():
    assert re.search(r"^USER koe$", FINAL, re.MULTILINE)
    assert "HEALTHCHECK" in FINAL
    assert "/healthz" in FINAL
    assert FINAL.index("USER koe") < FINAL.index("CMD")


def test_no_secret_and_no_data_get_into_the_image():
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "SECRET_KEY", "SMTP_URL", "METRICS_TOKEN"):
        assert name not in RECIPE
    for name in (".git", "var", "*.env", ".env*", "backups", "tests"):
        assert name in LEFT_OUT


def test_every_version_in_the_image_is_the_locked_one():
    installs = [line for line in RECIPE.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)


def test_a_stop_is_given_the_time_it_needs():
    for unit in ("koe-no-mado.service", "koe-no-mado-worker.service"):
        text = (ROOT / "deploy" / unit).read_text(encoding="utf-8")
        assert "TimeoutStopSec=30" in text
        assert "LimitCORE=0" in text


def test_the_image_lives_on_whatever_port_it_listens():
    (check,) = [line for line in FINAL.splitlines() if "/healthz" in line]
    program = json.loads(check.strip().removeprefix("CMD "))[-1]
    with _answering() as port:
        lives = subprocess.run([sys.executable, "-c", program], env={"BOT_PORT": str(port)}, check=False)
    assert lives.returncode == 0


@contextmanager
def _answering():
    class Lives(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Lives) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_who_renews_the_certificate_is_answered_before_everybody_is_sent_to_https():
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    plain = nginx[nginx.index("listen 80;") : nginx.index("listen 443")]
    assert "location /.well-known/acme-challenge/" in plain
    assert "return 301" not in plain[: plain.index("location /.well-known")]
