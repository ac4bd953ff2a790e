"""The list of decisions names every page there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

_DECISIONS = Path(__file__).parents[2] / "docs" / "adr"


def test_every_decision_stands_in_the_list():
    listed = re.findall(
        r"^\| \[(\d+)\]\((\d{4}-[\w-]+\.md)\) \|", (_DECISIONS / "README.md").read_text(encoding="utf-8"), re.M
    )
    assert [name for _, name in listed] == sorted(page.name for page in _DECISIONS.glob("[0-9]*.md"))
    assert all(int(name[:4]) == int(number) for number, name in listed)


def test_a_decision_begins_with_its_number():
    for page in _DECISIONS.glob("[0-9]*.md"):
        assert page.read_text(encoding="utf-8").startswith(f"# {int(page.name[:4])}. "), page.name
