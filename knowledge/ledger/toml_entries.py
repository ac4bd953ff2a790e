"""Tables of a TOML file whose every key has to be read, so that a misspelt one cannot go unnoticed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import cast


class UnreadableLedger(Exception):
    """A file of the ledger has a missing, unknown or wrong entry; the message names file and entry."""


class Entry:
    """One table of a TOML file that remembers which keys were read, so that a misspelt key cannot go unnoticed."""

    def __init__(self, table: Mapping[str, object], where: str) -> None:
        self._left = dict(table)
        self.where = where

    def text(self, key: str) -> str:
        value = self.text_or_none(key)
        if value is None:
            raise UnreadableLedger(f"{self.where}: {key} is missing")
        return value

    def text_or_none(self, key: str) -> str | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise UnreadableLedger(f"{self.where}: {key} must be a text that is not empty")
        return value

    def whole_number(self, key: str) -> int:
        value = self._left.pop(key, None)
        if not isinstance(value, int):
            raise UnreadableLedger(f"{self.where}: {key} must be a whole number")
        return value

    def values(self, key: str) -> tuple[str, ...]:
        values = self._left.pop(key, [])
        if not isinstance(values, list):
            raise UnreadableLedger(f"{self.where}: {key} must be a list")
        return tuple(str(value) for value in values)

    def whole_numbers(self, key: str) -> tuple[int, ...]:
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, int) for value in values):
            raise UnreadableLedger(f"{self.where}: {key} must be a list of whole numbers")
        return tuple(values)

    def entry(self, key: str) -> Entry | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise UnreadableLedger(f"{self.where}: {key} must be a table")
        return Entry(cast("Mapping[str, object]", value), f"{self.where}, {key}")

    def needed_entry(self, key: str) -> Entry:
        entry = self.entry(key)
        if entry is None:
            raise UnreadableLedger(f"{self.where}: {key} is missing")
        return entry

    def entries(self, key: str) -> list[Entry]:
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise UnreadableLedger(f"{self.where}: {key} must be a list of tables")
        return [Entry(value, f"{self.where}, {key} {nth}") for nth, value in enumerate(values, 1)]

    def done(self) -> None:
        if self._left:
            raise UnreadableLedger(f"{self.where}: unknown entry {', '.join(self._left)}")


def entry_of(name: str, content: bytes) -> Entry:
    """The whole of a file. Raises UnreadableLedger."""
    try:
        return Entry(tomllib.loads(content.decode()), name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableLedger(f"{name}: {problem}") from problem
