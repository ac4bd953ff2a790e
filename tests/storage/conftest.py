"""What tests of the tables share."""

from __future__ import annotations

import pytest


@pytest.fixture
def does(database):
    """Does one thing of ``storage`` in a transaction of its own."""

    def do(act, *args, **more):
        with database.writing() as session:
            return act(session, *args, **more)

    return do
