"""Several replies as one: what each tells, below it once whose it is, and last where all of it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.reply import Reply
from knowledge.telling.newness import NONE_NEWER
from knowledge.telling.wording import CITED

# Stands above a statement that was the last thing told as well.
NO_MORE_WORDS = "資料に書かれているのは、いまお知らせした次の文だけです。"
_IN_CHARGE = re.compile("の担当は、(?P<department>[^。]+)です。")
_SHEET = re.compile("^(?:(?P<title>.*)・)?担当 (?P<department>[^。・]+)$")


def joined(told: Sequence[Reply], *, with_sheets: bool = True) -> Reply:
    """All that the replies tell, with the topic of the first and the next questions of the last.

    A line that several of them have comes once, behind the last that has it: the sheet they share, the sources. A department
    is not named once more as that of a sheet. ``with_sheets``: whether it is said of what sheet each is.
    """
    every = [line for reply in told for line in reply.text.split("\n")]
    lines = _once(every)
    last = [*(line for line in lines if line == NONE_NEWER), *_stands(lines)]
    said = _departments(lines)
    kept = [_of_sheet(line, said, with_sheets=with_sheets) for line in lines if not _is_last(line)]
    sources = tuple(dict.fromkeys(source for reply in told for source in reply.sources))
    bars = tuple(dict.fromkeys(bar for reply in told for bar in reply.bars))
    text = "\n".join([*filter(None, _once(kept)), *last])
    return replace(told[0], text=text, sources=sources, bars=bars, choices=told[-1].choices)


def is_of_sheet(line: str) -> bool:
    """Whether a line of a reply says only whose what is told is, and where it stands."""
    return _is_last(line) or _SHEET.match(line) is not None


def _is_last(line: str) -> bool:
    return line == NONE_NEWER or line.startswith(CITED)


def _once(lines: Sequence[str]) -> list[str]:
    return list(reversed(dict.fromkeys(reversed(lines))))


def _stands(lines: Sequence[str]) -> list[str]:
    """The lines with the sources: a place of which a statement is told as a summary is not named once more for its figures."""
    sources = [line for line in lines if line.startswith(CITED)]
    return [line for line in sources if not any(other.startswith(f"{line[:-1]}、") for other in sources)]


def _departments(lines: Sequence[str]) -> dict[str, bool]:
    """The departments that are told in a sentence (True), or beside the title of a sheet."""
    titled = {sheet["department"]: False for line in lines if (sheet := _SHEET.match(line)) and sheet["title"]}
    return titled | {found["department"]: True for line in lines if (found := _IN_CHARGE.search(line))}


def _of_sheet(line: str, said: dict[str, bool], *, with_sheets: bool) -> str:
    """A line that says whose a sheet is, without the department where that is told already; "" where nothing is left of it."""
    sheet = _SHEET.match(line)
    if sheet is None:
        return line
    if not with_sheets or (not sheet["title"] and sheet["department"] in said):
        return ""
    return sheet["title"] if said.get(sheet["department"]) else line
