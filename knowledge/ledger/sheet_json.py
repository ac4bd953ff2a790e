"""Sheets as JSON text, for keeping them outside the process, and back.

The text names each field; what stands at its default is left out, so that a sheet kept by an older release, which did not
know a field yet, is read with the field's default. A decimal is a text, for a float would not give it back as printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from knowledge.ledger.identity import Family, Sheet
from knowledge.model import PlanSection, Project, Results

_KINDS: dict[Family, Any] = {"results": Results, "review": Project, "plan": PlanSection}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableSheet(Exception):
    """A kept sheet does not fit this release; the message names what does not fit, never its words."""


def to_json(value: Any) -> str:
    """A sheet, or another frozen dataclass of plain fields, as one line of JSON that any database takes (control
    characters and lone surrogates are escaped)."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_json(family: Family, text: str) -> Sheet:
    """The sheet that ``to_json`` wrote. Raises UnreadableSheet."""
    return cast("Sheet", read_as(_KINDS[family], text))


def read_as(kind: Any, text: str) -> Any:
    """The value of that dataclass that ``to_json`` wrote. Raises UnreadableSheet."""
    try:
        kept = json.loads(text)
    except ValueError as problem:
        raise UnreadableSheet("it is no JSON") from problem
    return _reader(kind)(kept)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            field.name: _plain(here)
            for field in fields(value)
            if (here := getattr(value, field.name)) != field.default or field.default is MISSING
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How to read a value of this type. Made once for each type: a ledger has many thousand values of few types."""
    if is_dataclass(kind):
        return _dataclass_reader(cast("type[Any]", kind))
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, UnionType):
        (only,) = (_reader(one) for one in get_args(kind) if one is not NoneType)
        return lambda kept: None if kept is None else only(kept)
    return _decimal if kind is Decimal else _exactly(kind)


def _dataclass_reader(kind: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}

    def read(kept: Any) -> Any:
        if not isinstance(kept, dict) or kept.keys() - readers.keys() or needed - kept.keys():
            raise UnreadableSheet(f"{kind.__name__} has other fields in this release")
        return kind(**{name: readers[name](value) for name, value in kept.items()})

    return read


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]
    endless = Ellipsis in kinds

    def read(kept: Any) -> Any:
        if not isinstance(kept, list) or (not endless and len(kept) != len(readers)):
            raise UnreadableSheet("a list has another length in this release")
        if endless:
            return tuple(readers[0](value) for value in kept)
        return tuple(reader(value) for reader, value in zip(readers, kept, strict=True))

    return read


def _decimal(kept: Any) -> Decimal:
    try:
        return Decimal(cast("str", _exactly(str)(kept)))
    except InvalidOperation as problem:
        raise UnreadableSheet("a number is none") from problem


@cache
def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def read(kept: Any) -> Any:
        if type(kept) is not kind:
            raise UnreadableSheet(f"a {type(kept).__name__} stands where a {kind.__name__} belongs")
        return kept

    return read
