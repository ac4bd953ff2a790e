"""Which lines of a file are yearly sheets and which are a plan: some cities print a chapter and its sheets together."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.documents.lines import Line
from knowledge.documents.pages import begins_head, title_of
from knowledge.documents.plan import begins_section, chapter_of_line
from knowledge.documents.sheet import looks_ahead

_ABOVE = 6  # a section's chapter stands within so many lines above it


def by_family(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the yearly sheets and those of the plan.

    A basic measure named within a sheet is no plan, unless the sheet has come to its last field, what the city means to do
    next; a title without a head below it makes no sheet in a plan.
    """
    sections = {nth for nth, line in enumerate(lines) if begins_section(line)}
    titles = [nth for nth, line in enumerate(lines) if title_of(line) is not None]
    if not sections:
        return (list(lines), []) if titles else ([], [])
    last_head = max((nth for nth, line in enumerate(lines) if begins_head(line)), default=-1)
    in_plan: list[Line] = []
    in_sheets: list[Line] = []
    in_sheet = at_end = False
    begin = 0
    for nth, line in enumerate(lines):
        if title_of(line) is not None and nth < last_head:
            (in_sheets if in_sheet else in_plan).extend(lines[begin:nth])
            begin, in_sheet, at_end = nth, True, False
        elif in_sheet and looks_ahead(line):
            at_end = True
        elif in_sheet and at_end and nth in sections:
            chapter = next(
                (above for above in range(nth - 1, max(begin, nth - _ABOVE), -1) if chapter_of_line(lines[above])), nth
            )
            in_sheets += lines[begin:chapter]
            begin, in_sheet = chapter, False
    (in_sheets if in_sheet else in_plan).extend(lines[begin:])
    if not any(begins_section(line) for line in in_plan):
        return (list(lines), []) if in_sheets else ([], list(lines))
    return in_sheets, in_plan
