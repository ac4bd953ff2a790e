"""Taking a JSON list apart without reading what stands in it: for bodies nested deeper than Python reads."""

from __future__ import annotations

import re

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]', re.DOTALL)


def list_in(text: str, name: str) -> list[str]:
    """The texts of the elements of the list ``name`` in the object ``text``. Raises ValueError when there is none."""
    depth, key, before = 0, "", ""
    elements: list[str] = []
    start: int | None = None
    for sign in _SIGNS.finditer(text):
        found = sign.group()
        if found in "[{":
            depth += 1
            if start is None and depth == 2 and found == "[" and before == ":" and key == f'"{name}"':
                start = sign.end()
        elif start is not None and depth == 2 and found in ",]":
            elements.append(text[start : sign.start()].strip())
            start = sign.end()
            if found == "]":
                return [element for element in elements if element]
        elif found in "]}":
            depth -= 1
        if depth == 1 and found[0] == '"':
            key = found
        before = found
    raise ValueError(f"no list {name}")
