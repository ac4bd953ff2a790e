"""gunicorn as the city starts it: by ``koe run`` or by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from running import ROOT

GUNICORN = Path(sys.executable).parent / "gunicorn"


def test_a_server_without_any_process_ends_with_one_line_where_it_listened_for_ever():
    told = subprocess.run(
        [GUNICORN, "--bind", "127.0.0.1:0", "wsgi:app"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "WEB_CONCURRENCY": "0"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert told.returncode != 0
    assert "WEB_CONCURRENCY" in told.stderr
    assert "Traceback" not in told.stderr
