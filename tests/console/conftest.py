"""The desk on a real database."""

from __future__ import annotations

from typing import Any

import pytest
from hall import KEY, OFFICE, Clock, Hall

from console.app import create_console
from handlers.city import City
from handlers.desk_rules import Department, DeskRules
from knowledge.understanding import Knowledge
from storage.database import Database
from storage.sealing import Seal


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


def opened(
    database: Database, clock: Clock, *, office: str = OFFICE, knowledge: Knowledge | None = None, **rules: Any
) -> Hall:
    sections = (Department("建設課", "0000-00-0001"), Department("福祉課"))
    city = City(
        name="みほん市", phone="0000-00-0000", desk=DeskRules(mayor="みほん市長", departments=sections, **rules)
    )
    known = (lambda: knowledge) if knowledge is not None else None
    app = create_console(
        database,
        Seal(KEY),
        city,
        clock,
        secret_key=KEY,
        office=[office],
        knowledge=known,
    )
    return Hall(database, clock, app)
