import json
from pathlib import Path

import pytest

from casework.proposals import Proposer
from handlers.city import read
from handlers.proposing import proposer_of
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def proposer() -> Proposer:
    city = read((ROOT / "city.toml").read_text(encoding="utf-8"))
    return proposer_of(Knowledge.build(bundled(), city.words, city.name), city)


@pytest.fixture(scope="session")
def voices_of():
    """The voices of a set in tests/questions by its name."""

    def read_set(name: str) -> list[dict]:
        lines = (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    return read_set


@pytest.fixture(scope="session")
def dev_voices(voices_of):
    return voices_of("voices-dev")
