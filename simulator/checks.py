"""The small words in which LINE's limits are written down as tables.

A check looks at one value and yields its faults. ``shape`` knows which properties an object must and may have, and
refuses all others: an unknown property is most often a misspelt one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from simulator.units import is_whole, utf16_units

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    path: Path
    reason: str


Check = Callable[[object, Path], Iterator[Fault]]
Rule = Callable[[Mapping[str, object], Path], Iterator[Fault]]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?\Z")


def dotted(path: Path) -> str:
    """``messages[0].quickReply.items[2]``"""
    written = ""
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else f".{step}"
    return written.removeprefix(".")


def text(at_most: int, *, at_least: int = 1, count: Callable[[str], int] = utf16_units) -> Check:
    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, "invalid property")
        elif not is_whole(value):
            yield Fault(path, "Contains an unpaired surrogate")
        elif at_least and not value:
            yield Fault(path, "May not be empty")
        elif not at_least <= count(value) <= at_most:
            yield Fault(path, f"Length must be between 0 and {at_most}")

    return check


def pattern(expression: str) -> Check:
    compiled = re.compile(expression)

    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Fault(path, "invalid property")

    return check


def number(lowest: float, highest: float) -> Check:
    def check(value: object, path: Path) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault(path, "invalid property")
        elif not lowest <= value <= highest:
            yield Fault(path, f"Must be between {lowest:g} and {highest:g}")

    return check


def whole(lowest: int, highest: int) -> Check:
    in_range = number(lowest, highest)

    def check(value: object, path: Path) -> Iterator[Fault]:
        if isinstance(value, float):
            yield Fault(path, "invalid property")
        else:
            yield from in_range(value, path)

    return check


def flag(value: object, path: Path) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault(path, "invalid property")


def one_of(*words: str) -> Check:
    def check(value: object, path: Path) -> Iterator[Fault]:
        if value not in words:
            yield Fault(path, "invalid property")

    return check


def any_of(*checks: Check) -> Check:
    """One of several forms will do."""

    def check(value: object, path: Path) -> Iterator[Fault]:
        if all(any(True for _ in form(value, path)) for form in checks):
            yield Fault(path, "invalid property")

    return check


def colour(value: object, path: Path) -> Iterator[Fault]:
    if not isinstance(value, str) or not _COLOUR.match(value):
        yield Fault(path, "invalid property")


def uri(*schemes: str, at_most: int) -> Check:
    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, str) or not value:
            yield Fault(path, "May not be empty")
        elif utf16_units(value) > at_most:
            yield Fault(path, f"size must be between 0 and {at_most}")
        elif not value.isascii() or any(sign.isspace() for sign in value) or not _splits(value):
            yield Fault(path, "invalid uri")
        elif urlsplit(value).scheme not in schemes:
            yield Fault(path, "invalid uri scheme")
        elif urlsplit(value).scheme in ("http", "https") and not urlsplit(value).hostname:
            yield Fault(path, "invalid uri")

    return check


def _splits(value: str) -> bool:
    try:
        urlsplit(value)
    except ValueError:
        return False
    return True


def list_of(item: Check, fewest: int, most: int) -> Check:
    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(path, "invalid property")
            return
        if not fewest <= len(value) <= most:
            yield Fault(path, f"Size must be between {fewest} and {most}")
        for index, element in enumerate(value[: most + 1]):
            yield from item(element, (*path, index))

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
    """An object with these properties and no others; ``rules`` look at several of them together."""
    known = {**(optional or {}), **required}

    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "invalid property")
            return
        for name in required:
            if value.get(name) is None:
                yield Fault((*path, name), "May not be empty")
        for name, content in value.items():
            if name not in known:
                yield Fault((*path, name), "unknown property")
            elif content is not None:
                yield from known[name](content, (*path, name))
        for rule in rules:
            yield from rule(value, path)

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """The check that belongs to the object's ``type``."""

    def check(value: object, path: Path) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "invalid property")
            return
        kind = value.get("type")
        if isinstance(kind, str) and kind in kinds:
            yield from kinds[kind](value, path)
        else:
            yield Fault((*path, "type"), "invalid property")

    return check
