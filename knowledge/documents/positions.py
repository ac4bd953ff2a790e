"""Where the cells of a printed line stand: columns counted in half-width signs from the left edge of the page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from knowledge.documents.lines import Line
from knowledge.language.text import printed

_CELL = re.compile(r"[^ \u3000\t](?:(?: (?! ))?[^ \u3000\t])*")
_SPREAD = re.compile(r"[一-龠ぁ-んァ-ヶ]")


@dataclass(frozen=True)
class Placed:
    """What stands in one cell, half-width, and the columns it takes: ``end`` is the first behind it."""

    text: str
    begin: int
    end: int


def width(text: str) -> int:
    """How many half-width columns a text takes; signs that are narrow in the West are wide here."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def placed_cells(line: Line) -> list[Placed]:
    """The cells of a line, which stand apart by more than one blank. A word spread over its cell, 決　算, is one."""
    found: list[Placed] = []
    for match in _CELL.finditer(line.raw):
        begin = line.left + width(line.raw[: match.start()])
        cell = Placed(printed(match[0]), begin, begin + width(match[0]))
        last = found[-1] if found else None
        if last and _goes_on(last, cell):
            found[-1] = Placed(last.text + cell.text, last.begin, cell.end)
        else:
            found.append(cell)
    return found


def _goes_on(word: Placed, sign: Placed) -> bool:
    """Whether a single sign is the next of a word whose signs stand apart."""
    spread = len(word.text) == 1 or word.end - word.begin > 2 * len(word.text)
    one = _SPREAD.fullmatch(sign.text) and _SPREAD.fullmatch(word.text[-1:])
    return bool(one) and spread and sign.begin - word.end == 2
