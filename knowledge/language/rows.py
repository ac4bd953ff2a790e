"""Expressions that stand in the rows of a table, each with a sentence it is found in and one it is not."""

from __future__ import annotations

import re

from knowledge.language.wordbook import read_language


def found_by(table: str, rows: str) -> re.Pattern[str]:
    """What any of the ``rows`` of a table of ``language/`` finds; at the same place the first of them."""
    return re.compile("|".join(row["says"] for row in read_language(table)[rows]))


def named_by(table: str, rows: str) -> dict[str, re.Pattern[str]]:
    """Name -> what any of its ``rows`` of a table of ``language/`` finds; the names in their order."""
    says: dict[str, list[str]] = {}
    for row in read_language(table)[rows]:
        says.setdefault(row["name"], []).append(row["says"])
    return {name: re.compile("|".join(several)) for name, several in says.items()}
