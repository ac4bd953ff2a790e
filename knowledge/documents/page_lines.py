"""From what is drawn on a page to its printed lines, with the blank lines between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from knowledge.documents.lines import Line
from knowledge.documents.runs import Run

_BLANK_LINE = 1.45  # of the usual distance between two lines


def pitch_of(pages: Sequence[Sequence[Run]]) -> float:
    """The distance of two lines that follow one another, in heights of their signs: the smallest that is common."""
    steps = Counter(
        round((before.top - after.top) / before.height, 1)
        for page in pages
        for before, after in pairwise(page)
        if before.height and after.height and 0.8 * before.height < before.top - after.top < 4 * before.height
    )
    common = [step for step, times in steps.items() if times >= max(2, sum(steps.values()) // 50)]
    return min(common, default=1.6)


def lines_of(page: Sequence[Run], number: int, pitch: float) -> list[Line]:
    """The lines of a page with their numbers, counted from 1; a gap much wider than ``pitch`` is an empty line."""
    lines: list[Line] = []
    printed = 0

    def add(text: str) -> None:
        nonlocal printed
        printed += bool(text)
        lines.append(Line(number, max(printed, 1), re.sub(r"^ +", "", text)))

    before: Run | None = None
    margin = _margin(page)
    for run in page:
        if before is not None and _apart(before, run, pitch):
            add("")
        indented = run.em and 0.9 < (run.left - margin) / run.em < 1.1 and not run.text.startswith("\u3000")
        for text in run.rows or ("\u3000" * bool(indented) + run.text,):
            add(text)
        before = run
    add("")
    return lines


def _margin(page: Sequence[Run]) -> float:
    """Where most lines of the page begin; what begins one sign later is the first line of a paragraph."""
    begins = Counter(round(run.left) for run in page if run.em and len(run.text) > 1)
    return float(max(begins, key=lambda left: (begins[left], -left), default=0))


def _apart(before: Run, after: Run, pitch: float) -> bool:
    if before.rows or after.rows:
        return True
    step = before.top - after.top
    return not 0 < step < _BLANK_LINE * pitch * max(before.height, 1)
