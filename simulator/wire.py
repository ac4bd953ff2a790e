"""What goes over the wire: JSON objects as LINE writes them, and its way to refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

# LINE documents no limit for nesting; this one keeps our own recursion safe and no real card comes near it.
MAX_DEPTH = 100


@dataclass
class Refused(Exception):
    """LINE does not do what was asked. ``details`` are LINE's ``{"message", "property"}``; nothing has been sent."""

    status: int
    message: str
    details: Sequence[Json] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Json = field(default_factory=dict)

    def body(self) -> Json:
        """LINE leaves ``details`` out when there are none."""
        return {"message": self.message, **({"details": list(self.details)} if self.details else {}), **self.extra}


def parse_object(raw: bytes) -> Json:
    """Read a request's body. Raises Refused with LINE's words when it is no JSON object."""
    try:
        body = json.loads(raw)
    except json.JSONDecodeError as error:
        raise Refused(400, _not_json(error.lineno, error.colno)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, _not_json(1, 1)) from error
    if not isinstance(body, dict) or _depth(body) > MAX_DEPTH:
        raise Refused(400, _not_json(1, 1))
    return body


def _depth(value: object) -> int:
    """How deep objects and lists stand in each other; counted without recursion, for that is what it guards."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def _not_json(line: int, column: int) -> str:
    return f"The request body could not be parsed as JSON (line: {line}, column: {column})"


def as_bytes(body: Json) -> bytes:
    """The bytes of a webhook: UTF-8 like LINE's, with escapes only where a lone surrogate cannot be written."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()
