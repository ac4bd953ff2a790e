"""Two who do something in the same moment, each in a transaction of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Select
from sqlalchemy.orm import Session

from storage.database import Database


def at_once(database: Database, wanted: Select[int], *acts: Callable[[Session], object]) -> list[object]:
    """What each act gave, or the error it raised. ``wanted``: rows all of them wait for, so that none is through before the
    others have begun."""
    begun = threading.Barrier(len(acts) + 1)

    def tried(act: Callable[[Session], object]) -> object:
        begun.wait()
        try:
            with database.writing() as session:
                return act(session)
        except Exception as problem:  # noqa: BLE001 - what is raised is what a test asks about
            return problem

    with ThreadPoolExecutor(len(acts)) as people:
        with database.writing() as session:
            session.execute(wanted.with_for_update())
            coming = [people.submit(tried, act) for act in acts]
            begun.wait()
            time.sleep(0.2)  # nobody tells when somebody else waits for a row
        return [one.result() for one in coming]
