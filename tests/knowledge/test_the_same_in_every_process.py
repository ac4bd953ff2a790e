"""A question has one reply, whichever process answers it: the sets of words in one have another order than in the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_two_processes_find_and_answer_alike():
    one, other = (_told_where_words_have_the_order(seed) for seed in ("1", "2"))
    assert [before for before, after in zip(one, other, strict=True) if before != after] == []


def _told_where_words_have_the_order(seed: str) -> list[list[object]]:
    env = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "knowledge"))),
    }
    asked = subprocess.run(
        [sys.executable, "-P", str(ROOT / "tests" / "knowledge" / "replies_printed.py")],
        env=env,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(asked.stdout)
