from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from office import Office

from storage.database import Database


@pytest.fixture
def opens(database: Database) -> Iterator[Callable[..., Office]]:
    """Opens offices on one database."""
    opened: list[Office] = []

    def open_office(**settings: Any) -> Office:
        opened.append(Office(database, **settings))
        return opened[-1]

    yield open_office
    for office in opened:
        office.closes()


@pytest.fixture
def office(opens: Callable[..., Office]) -> Office:
    return opens()
