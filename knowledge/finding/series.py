"""Which things of several years are one: the same row, project or measure of the same city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import Project, Results


def series_of(subjects: Sequence[Subject]) -> list[int]:
    """For each subject the number of its series: the same thing of the same city, whatever the year.

    Departments change their names, so they tell things apart only where two of them have such a thing in one year.
    """
    keys = [_series_key(subject) for subject in subjects]
    in_year = Counter((key, subject.year) for key, subject in zip(keys, subjects, strict=True))
    shared = {key for (key, _), count in in_year.items() if count > 1}
    repeated: Counter[tuple[object, ...]] = Counter()
    numbers: dict[tuple[object, ...], int] = {}
    series = []
    for key, subject in zip(keys, subjects, strict=True):
        whole: tuple[object, ...] = key
        if key in shared:
            sheet = subject.sheet
            whole = (*key, sheet.department if isinstance(sheet, (Results, Project)) else "")
            repeated[*whole, subject.year] += 1
            whole = (*whole, repeated[*whole, subject.year])  # the second row of a name is no first one of another year
        series.append(numbers.setdefault(whole, len(numbers)))
    return series


def _series_key(subject: Subject) -> tuple[object, ...]:
    sheet = subject.sheet
    if isinstance(sheet, Results):
        row = plain(subject.name) if subject.is_figure else ""  # a measure may be called a little otherwise next year
        return subject.city, subject.kind, sheet.code.plan, sheet.code.number, row
    if isinstance(sheet, Project):
        return subject.city, subject.kind, plain(sheet.name), plain(subject.name)
    return (subject.key,)
