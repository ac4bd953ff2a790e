"""Makes an answer fit on a telephone: no reply is longer than 600 characters, and what is left out is said to be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.telling.wording import CITED

MAX_CHARS = 600
_MAX_SOURCE_CHARS = 150
_MAX_SOURCES_CHARS = 300
_BULLET = "・"
_REMARK = "※"
_GOES_ON = "…（続きは資料にあります）"


def fitted(text: str) -> str:
    """The text, shortened where it is too long: its sources first, then its list from the end, then its longest lines."""
    if len(text) <= MAX_CHARS:
        return text
    lines = _fewer_sources([_fewer_places(line) if line.startswith(CITED) else line for line in text.split("\n")])
    lines = _shorter_list(lines)
    while (over := _length(lines) - MAX_CHARS) > 0:
        told = [at for at, line in enumerate(lines) if not line.startswith(CITED)]
        longest = max(told, key=lambda at: len(lines[at]))
        if len(lines[longest]) > 2 * len(_GOES_ON):
            lines[longest] = _cut(lines[longest], max(len(lines[longest]) - over, len(_GOES_ON)))
        else:  # many short lines
            del lines[told[-1]]
    return "\n".join(lines)


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + len(lines) - 1


def _fewer_places(line: str) -> str:
    """「出典：…（A・B・C）」 with as many of its places as fit."""
    if len(line) <= _MAX_SOURCE_CHARS:
        return line
    note = next((note for note in ("、要約）", "、原文）", "）") if line.endswith(note)), "")
    kept = line[: _MAX_SOURCE_CHARS - len(f"ほか{note}")]
    return f"{kept.rpartition(_BULLET)[0] or kept}ほか{note}"


def _fewer_sources(lines: Sequence[str]) -> list[str]:
    """As many lines of sources as leave room for what they are the sources of."""
    sources = [line for line in lines if line.startswith(CITED)]
    if _length(sources) <= _MAX_SOURCES_CHARS:
        return list(lines)
    shown = list(sources)
    while len(shown) > 1 and _length(shown) > _MAX_SOURCES_CHARS:
        shown.pop()
    more = [f"{CITED}：ほか{len(sources) - len(shown)}点の資料"]
    return [*(line for line in lines if not line.startswith(CITED)), *shown, *more]


def _shorter_list(lines: Sequence[str]) -> list[str]:
    """The lines with as many items of the list as fit, the first of them in any case, and how many there are besides."""
    items = [at for at, line in enumerate(lines) if line.startswith(_BULLET)]
    over = _length(lines) - MAX_CHARS
    if over <= 0 or len(items) < 2:
        return list(lines)
    end = items[-1] + 1
    below = _lines_of_each(items) - 1
    while below and end < len(lines) and not lines[end].startswith(CITED):
        end, below = end + 1, below - 1
    while end < len(lines) and lines[end].startswith(_REMARK):
        end += 1
    kept, places = len(items), [*items, end]
    while kept > 1 and over > 0:
        if kept == len(items):
            over += len(_more(len(items))) + 1  # as long as it can become
        kept -= 1
        # What stands below an item, or above it since the last one, is of no use without it.
        over -= _length(lines[places[kept] : places[kept + 1]]) + 1
    return [*lines[: items[kept]], _more(len(items) - kept), *lines[end:]]


def _lines_of_each(items: Sequence[int]) -> int:
    """How many lines each item of a list has: one, unless something stands below every item (its share of the target)."""
    apart = {after - before for before, after in pairwise(items)}
    return apart.pop() if len(apart) == 1 else 1


def _more(count: int) -> str:
    return f"{_BULLET}ほか{count}件"


def _cut(line: str, chars: int) -> str:
    kept = line[: max(chars - len(_GOES_ON) - 1, 0)]
    sentence = kept.rpartition("。")
    whole = sentence[0] + sentence[1] if sentence[0] else kept
    closing = "」" if whole.count("「") > whole.count("」") else ""
    return whole + closing + _GOES_ON
