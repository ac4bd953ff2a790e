"""The answer engine alone. ``python -m bench.engine`` prints processor milliseconds per question, and for loading, as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

_QUESTIONS_AT_MOST = 400


@dataclass(frozen=True)
class Engine:
    """``first_ms``: each question asked for the first time; ``again_ms``: the same ones once more."""

    load_ms: float
    first_ms: list[float]
    again_ms: list[float]


def engine(city_file: str) -> Engine:
    """Measure in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.engine"],
        env={**os.environ, "CITY_FILE": city_file},
        check=True,
        capture_output=True,
    )
    return Engine(**json.loads(done.stdout))


def _measure() -> dict[str, object]:
    from pathlib import Path

    from bench.questions import questions
    from bot.checked import city_from
    from bot.start import knowledge_of
    from knowledge.answer import answer

    started = time.process_time()
    knowledge = knowledge_of(city_from(Path(os.environ["CITY_FILE"])))
    answer(knowledge, "最初の質問", None)  # what is only made ready when needed belongs to loading
    load_ms = (time.process_time() - started) * 1000
    texts = questions()[:_QUESTIONS_AT_MOST]
    passes = []
    for _ in range(2):
        times = []
        for text in texts:
            began = time.thread_time()
            answer(knowledge, text, None)
            times.append((time.thread_time() - began) * 1000)
        passes.append(times)
    return {"load_ms": load_ms, "first_ms": passes[0], "again_ms": passes[1]}


if __name__ == "__main__":
    json.dump(_measure(), sys.stdout)
