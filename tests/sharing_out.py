"""How the tests are shared out among the workers of pytest-xdist: what shares a running bot, a browser or a prepared town
stays on one worker, and what takes longest is begun first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

_DATABASES = ("sqlite", "postgresql")
# Files that keep a worker busy for long, whether their tests are many or slow: begun early, the longest first.
LONG = (
    "tests/knowledge/test_questions.py",
    "tests/console/test_mending.py",
    "tests/console/test_bad_requests.py",
    "tests/console/test_taking_in.py",
)


def unit_of(nodeid: str) -> str:
    """What stays together: the tests of a file, in the stories those on the same database.

    ``nodeid`` is as pytest writes it, ``tests/e2e/test_stories.py::test_x[sqlite]``.
    """
    file, _, test = nodeid.partition("::")
    if not file.startswith("tests/e2e/"):
        return file
    values = test.partition("[")[2].rstrip("]").split("-")
    return f"{file}[{next((each for each in _DATABASES if each in values), '')}]"


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """What takes a minute first, or it would make one worker wait at the end: whatever is in the browser, the files that take
    long, the other stories; then the largest of the other files."""
    tests = Counter(unit_of(item.nodeid) for item in items)
    browser = {unit_of(item.nodeid) for item in items if item.get_closest_marker("chromium")}
    return sorted(items, key=lambda item: _turn(unit_of(item.nodeid), tests, browser))


def _turn(unit: str, tests: Mapping[str, int], browser: Collection[str]) -> tuple[int, int]:
    if unit in browser:
        return 0, 0
    if unit in LONG:
        return 1, LONG.index(unit)
    return (2, 0) if unit.startswith("tests/e2e/") else (3, -tests[unit])


class SharedOut(LoadScopeScheduling):
    """Hands out whole units, in the order in which they were collected.

    (--dist loadgroup of pytest-xdist 3.8 does not see its groups since pytest 9.2, and handed out every test by itself: each
    story ran on both workers, with two bots.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
