"""What a test needs of the machine it runs on."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def is_missing(what: str, install: str) -> NoReturn:
    """Skip the test by name, with the line that installs what it needs.

    Where everything has to be there (``KOE_TESTS_SKIP_NOTHING=1``) the test fails instead: a build that quietly tests
    half of the house is worse than a red one.
    """
    message = f"{what} is not there; to install it: {install}"
    if os.environ.get("KOE_TESTS_SKIP_NOTHING") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
