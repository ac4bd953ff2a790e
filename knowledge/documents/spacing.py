"""Letters and digits that a sheet sets apart to fill its cells, put together again: ４ ８ ， ２ １ ０ is one number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.documents.lines import Line

_DIGIT = "[0-9０-９]"
_SIGN = "[0-9０-９,，.．]"
# Only a comma or a point that stands apart shows for sure that the digits beside it are one number.
_SHOWS = re.compile(rf"{_DIGIT} [,，.．] {_DIGIT}")
_APART = re.compile(
    rf"(?:^|(?<=[\u3000\t])|(?<=  ))(?:[△▲－-] ?)?{_DIGIT}(?: {_SIGN})+(?=$|[\u3000\t]|  | ?[^\s\u3000\d,，.．])"
)


def closed_digits(lines: Sequence[Line]) -> list[Line]:
    """The lines with their numbers whole. Digits between wide gaps are one number where the file sets numbers so at all."""
    if not any(_SHOWS.search(line.raw) for line in lines):
        return list(lines)
    return [
        Line(line.page, line.number, closed, line.left) if (closed := _closed(line.raw)) != line.raw else line
        for line in lines
    ]


def _closed(raw: str) -> str:
    return _APART.sub(lambda found: found[0].replace(" ", ""), raw)


def closed_up(text: str) -> str:
    """健 康 づ く り: a name spread over its line or its cell."""
    parts = text.split(" ")
    return "".join(parts) if len(parts) > 2 and all(len(part) == 1 for part in parts) else text
