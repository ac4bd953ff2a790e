"""The desk on a real database."""

from __future__ import annotations

import pytest
from hall import KEY, OFFICE, Clock, Hall

from console.app import create_console
from handlers.city import City
from storage.database import Database
from storage.sealing import Seal


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hall(database: Database, clock: Clock) -> Hall:
    app = create_console(
        database, Seal(KEY), City(name="みほん市", phone="0000-00-0000"), clock, secret_key=KEY, office=[OFFICE]
    )
    return Hall(database, clock, app)
