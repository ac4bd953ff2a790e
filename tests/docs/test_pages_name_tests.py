"""The pages that say what it survives name tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`(test_\w+)`")


@pytest.mark.parametrize("page", ["reliability.md", "security.md"])
def test_every_test_a_page_names_is_in_the_suite(page):
    named = set(_NAMED.findall((_ROOT / "docs" / page).read_text(encoding="utf-8")))
    written = {
        name
        for file in (_ROOT / "tests").rglob("*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert not named - written
