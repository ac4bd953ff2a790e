"""The desk on a real database."""

from __future__ import annotations

import pytest
from hall import Clock, Hall, opened

from storage.database import Database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hall(database: Database, clock: Clock) -> Hall:
    return opened(database, clock)


@pytest.fixture
def strict_hall(database: Database, clock: Clock) -> Hall:
    """A hall in which answers are approved at the desk."""
    return opened(database, clock, approval="console")
