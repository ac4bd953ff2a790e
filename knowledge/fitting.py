"""Makes an answer fit on a telephone: no reply is longer than 600 characters, and what is left out is said to be."""

from __future__ import annotations

MAX_CHARS = 600
_SOURCE = "出典"
_MAX_SOURCE_CHARS = 150
_BULLET = "・"
_GOES_ON = "…（続きは資料にあります）"


def fitted(text: str) -> str:
    """The text, shortened where it is too long: its sources first, then its list from the end, then its longest line."""
    if len(text) <= MAX_CHARS:
        return text
    lines = [_fewer_places(line) if line.startswith(_SOURCE) else line for line in text.split("\n")]
    lines = _shorter_list(lines)
    if (over := _length(lines) - MAX_CHARS) > 0:
        longest = max(range(len(lines)), key=lambda at: -1 if lines[at].startswith(_SOURCE) else len(lines[at]))
        lines[longest] = _cut(lines[longest], max(len(lines[longest]) - over, len(_GOES_ON)))
    return "\n".join(lines)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines)) + len(lines) - 1


def _fewer_places(line: str) -> str:
    """「出典：…（A・B・C）」 with as many of its places as fit."""
    note = next((note for note in ("、要約）", "、原文）", "）") if line.endswith(note)), "")
    while len(line) > _MAX_SOURCE_CHARS and _BULLET in line:
        line = f"{line.rpartition(_BULLET)[0]}ほか{note}"
    return line


def _shorter_list(lines: list[str]) -> list[str]:
    items = [at for at, line in enumerate(lines) if line.startswith(_BULLET)]
    kept = list(lines)
    left_out = 0
    while len(items) > 1 and _length(kept) + len("・ほか999件") + 1 > MAX_CHARS:
        del kept[items.pop()]
        left_out += 1
    if left_out:
        kept.insert(items[-1] + 1, f"・ほか{left_out}件")
    return kept


def _cut(line: str, chars: int) -> str:
    kept = line[: chars - len(_GOES_ON)]
    sentence = kept.rpartition("。")
    whole = sentence[0] + sentence[1] if sentence[0] else kept
    closing = "」" if whole.count("「") > whole.count("」") else ""
    return whole + closing + _GOES_ON
