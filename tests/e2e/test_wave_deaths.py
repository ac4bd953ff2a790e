"""kill -9 at each step of a wave of 2,000, against a LINE that fails, hangs, and takes the letter without saying so; two
workers at once: everybody is written to once, nobody twice, none of LINE's rules is broken."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import wave_process
from forked import begun
from line_side import Town

from bot.failpoints import WAVE_POINTS
from panel.survey import Question, Survey
from storage import surveys
from storage.database import Database
from storage.models import MONITORS, RESIDENTS
from storage.schema import bring_up_to_date
from storage.sealing import Seal

pytestmark = pytest.mark.crash

PEOPLE = 2_000
_PLANNING = ("waves.before_plan", "waves.after_plan")  # four times in a wave: die in the middle of it
SENDING = [point for point in WAVE_POINTS if not point.endswith(("close", "tally"))]
MOODS = {"fails": "500", "hangs": "hang", "takes it and is silent": "drop_after_accept"}
_titles = (f"アンケート第{number}回" for number in count(1))


@pytest.fixture(scope="module")
def people(_line: Town) -> list[str]:
    """Two thousand friends of the account."""
    _line.switch(quota=None, hang_ms=1_200)
    return [_line.control("residents", {"name": f"モニター{n}", "friend": True})["userId"] for n in range(PEOPLE)]


@pytest.fixture(scope="module")
def panel(database_url: str, people: list[str]) -> Iterator[Database]:
    database, seal, now = Database(database_url), Seal(wave_process.KEY), datetime.now(UTC)
    bring_up_to_date(database)
    chats = [(seal.fingerprint(person), person) for person in people]
    with database.writing() as session:
        session.connection().execute(
            RESIDENTS.insert(),
            [{"chat": chat, "line_user_id": seal.seal(who), "first_seen_at": now} for chat, who in chats],
        )
        own = {"age_band": "30代", "district": "東", "state": "registered", "applied_at": now, "silent_waves": 0,
               "verified": False}  # fmt: skip
        session.connection().execute(MONITORS.insert(), [{"chat": chat, **own} for chat, _ in chats])
    yield database
    database.close()


class Wave:
    """One wave to everybody, and the processes that send it."""

    def __init__(self, database: Database, url: str, line: Town, people: list[str]) -> None:
        self.title, self.people, self.line = next(_titles), people, line
        self._database, self._url, self._since = database, url, line.now()
        now = datetime.now(UTC)
        question = Question("q1", "single", "市報を読みますか？", ("毎月読む", "読まない"))
        survey = Survey(self.title, (question,), now - timedelta(seconds=1), now + timedelta(days=7))
        with database.writing() as session:
            self.id = surveys.add(session, survey, now)

    def process(self, *, ahead: float = 0, point: str | None = None, visit: int = 1):
        """A process at work on it; ``ahead`` seconds later by its clock, so that leases of the dead have run out."""
        given = (self._url, self.line.address, self.id, ahead, point, visit)
        return begun(wave_process.work, *given)

    def times_written(self) -> Counter[int]:
        """How many people got the invitation how often."""
        news = self.line.control(f"updates?since={self._since}")
        assert not news.get("lost")
        told = Counter(
            one["content"]["chat"]
            for one in news["updates"]
            if one["kind"] == "bubble" and self.title in one["content"]["message"].get("text", "")
        )
        return Counter(told[person] for person in self.people)

    def letters(self) -> dict[str, int]:
        with self._database.reading() as session:
            return surveys.letters(session, self.id)


@pytest.fixture
def wave(panel: Database, database_url: str, _line: Town, people: list[str]) -> Iterator[Wave]:
    sending = Wave(panel, database_url, _line, people)
    since = _line.now()
    yield sending
    _line.switch(push={"fail": "none", "times": None})
    assert _line.rules_broken(since) == []


def dies(process) -> None:
    process.join(120)
    assert process.exitcode == -signal.SIGKILL, f"ended with {process.exitcode}"


def ends(process) -> None:
    process.join(180)
    assert process.exitcode == 0, f"ended with {process.exitcode}"


@pytest.mark.parametrize("point", SENDING)
def test_wherever_a_process_dies_everybody_is_written_to_once(wave, point):
    dies(wave.process(point=point, visit=2 if point in _PLANNING else 1))
    ends(wave.process(ahead=60))
    assert wave.times_written() == {1: PEOPLE}
    assert wave.letters() == {"sent": PEOPLE}


@pytest.mark.parametrize("mood", MOODS)
def test_death_after_death_while_line_is_in_trouble_everybody_is_written_to_once(wave, mood):
    wave.line.switch(push={"fail": MOODS[mood], "times": 4})
    for number, point in enumerate(("waves.before_multicast", "waves.before_batch_record", "waves.after_batch_record")):
        dies(wave.process(ahead=60 * number, point=point))
    ends(wave.process(ahead=200))
    assert wave.times_written() == {1: PEOPLE}
    assert wave.letters() == {"sent": PEOPLE}


@pytest.mark.parametrize("mood", ["is well", "hangs", "takes it and is silent"])
def test_two_processes_at_once_and_the_death_of_one_write_to_everybody_once(wave, mood):
    if mood in MOODS:
        wave.line.switch(push={"fail": MOODS[mood], "times": 3})
    mortal, other = wave.process(point="waves.after_batch_claim"), wave.process()
    ends(other)
    mortal.join(120)
    assert mortal.exitcode in (0, -signal.SIGKILL)  # the other may have been quicker at every batch
    assert wave.times_written() == {1: PEOPLE}
    assert wave.letters() == {"sent": PEOPLE}
