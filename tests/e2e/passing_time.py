"""Time passes for everybody: nobody waits for it, everything noted is older afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from line_side import Town
from sqlalchemy import create_engine, make_url, text

from casework.working_days import day_in_japan

_MOMENTS = {
    "events": ("happened_at", "received_at", "leased_until", "handled_at"),
    "letters": ("token_from", "due_at", "leased_until", "created_at", "finished_at", "first_push_at"),
    "conversations": ("last_happened_at", "until"),
}


def set_forward(file: Path, seconds: float) -> None:
    """Put the clock of ``KOE_CLOCK_FILE`` ahead, never half-written under the bot's eyes."""
    new = file.with_suffix(".new")
    new.write_text(str(seconds))
    new.replace(file)


def leases_run_out(database_url: str) -> None:
    """What a dead process held can be taken over at once."""
    engine = create_engine(make_url(database_url))
    with engine.begin() as connection:
        for table in ("events", "letters"):
            connection.execute(text(f"UPDATE {table} SET leased_until = 0 WHERE leased_until IS NOT NULL"))
    engine.dispose()


def pass_by(seconds: int, town: Town, database_url: str) -> None:
    """Let ``seconds`` pass at LINE and in the bot's memory: leases run out, reply tokens die."""
    engine = create_engine(make_url(database_url))
    with engine.begin() as connection:
        for table, moments in _MOMENTS.items():
            older = ", ".join(f"{moment} = {moment} - {seconds * 1000}" for moment in moments)
            connection.execute(text(f"UPDATE {table} SET {older}"))
    engine.dispose()
    passed = town.control("switches")["clock_offset_s"]
    town.switch(clock_offset_s=passed + seconds)


def rows(database_url: str, query: str) -> list[tuple[object, ...]]:
    """What stands in the database."""
    engine = create_engine(make_url(database_url))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


@dataclass
class Days:
    """Time for everybody: the bot's clock and LINE's."""

    file: Path
    town: Town

    def to(self, moment: datetime) -> None:
        self._ahead((moment - datetime.now(UTC)).total_seconds())

    def pass_by(self, **span: float) -> None:
        self._ahead(float(self.file.read_text()) + timedelta(**span).total_seconds())

    def to_the_afternoon_of(self, day: date) -> None:
        """Three in the afternoon in Japan: the program itself writes to nobody at night."""
        self.to(datetime(day.year, day.month, day.day, 6, tzinfo=UTC))

    @property
    def today(self) -> date:
        return day_in_japan(datetime.now(UTC) + timedelta(seconds=float(self.file.read_text())))

    def _ahead(self, seconds: float) -> None:
        set_forward(self.file, seconds)
        self.town.switch(clock_offset_s=seconds)
