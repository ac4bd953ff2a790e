"""What is counted of voices: kinds by month and section, medians, what is overdue, what was published and why not.

Pages, files and the sheet for the council all take their figures from ``counted``, so that they cannot differ.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, Literal, cast, get_args

from sqlalchemy import BigInteger, ColumnElement, and_, false, func, join, or_, select, text, type_coerce
from sqlalchemy.orm import Session

from casework.ends import End
from casework.working_days import JAPAN
from storage.case_lists import Sight
from storage.cases import listed
from storage.models import Case, Voice
from storage.models.base import milliseconds
from storage.models.cases import TimelineEntry
from storage.models.public_copies import PublicCopy
from storage.straight import on_postgresql

NO_KIND, NO_THEME, NO_SECTION, OPEN = "未分類", "未分類", "課が決まっていない", "対応中"
By = Literal["kind", "theme", "month", "section", "channel", "end"]
BY: tuple[By, ...] = get_args(By)


@dataclass(frozen=True)
class Cell:
    """What a case is counted under: its kind, its theme (分野), the month in which it came in (as 2026-11), its section, the
    channel it came by, and its end (対応中 while it has none)."""

    kind: str
    theme: str
    month: str
    section: str
    channel: str
    end: str


@dataclass(frozen=True)
class Figures:
    """Of the cases that came in from ``first`` to ``last``, both included; withdrawn ones are in none of it.

    ``voices`` is what was said (several voices can belong to a case, and one that was split to several), ``people`` those who
    are known apart: all on LINE, and not those of other channels. Medians are calendar days, None without any. ``overdue``:
    open, and past their date today; ``overdue_before``: those that came in before ``first`` and are in nothing else of it.
    ``whose``: the one section whose cases these are; None: those of the whole city.
    """

    first: date
    last: date
    cells: Mapping[Cell, int]
    cases: int
    voices: int
    people: int
    unknown: int
    days_to_answer: float | None
    answered: int
    days_to_end: float | None
    ended: int
    overdue: int
    published: int
    refused: Mapping[str, int]
    whose: str | None = None
    overdue_before: int = 0
    _sums: dict[tuple[str, ...], Counter[tuple[str, ...]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def months(self) -> list[str]:
        """Every month of the period, also those without a case."""
        return [month for month, _, _ in _months(self.first, self.last)]

    def of(self, **where: str | None) -> int:
        """The cases of that kind, theme, month, section, channel and end; None or left out: of all."""
        named = tuple(sorted((name, value) for name, value in where.items() if value is not None))
        counts = self._sums.get(names := tuple(name for name, _ in named))
        if counts is None:
            counts = self._sums[names] = Counter()
            for cell, count in self.cells.items():
                counts[tuple(getattr(cell, name) for name in names)] += count
        return counts[tuple(value for _, value in named)]

    def values(self, by: By) -> list[str]:
        """What occurs, the most frequent first; months in their order, without gaps."""
        if by == "month":
            return self.months
        return sorted({getattr(cell, by) for cell in self.cells}, key=lambda value: (-self.of(**{by: value}), value))

    @property
    def kinds(self) -> list[str]:
        return self.values("kind")

    @property
    def sections(self) -> list[str]:
        return self.values("section")


def fiscal_year(year: int) -> tuple[date, date]:
    """The first and last day of a fiscal year."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of ``first`` to the first moment after ``last``, in Japan."""
    after = date.fromordinal(last.toordinal() + 1)
    begin, end = (datetime.combine(day, time(), JAPAN).astimezone(UTC) for day in (first, after))
    return begin, end


def counted(session: Session, first: date, last: date, sight: Sight, *, measure: str | None = None) -> Figures:
    """The figures of a period as this person may see them; with a ``measure`` ("8次 6-2-1") of the cases that staff, or
    residents themselves, put to it."""
    within = _within(first, last, sight, measure)
    received, ended = _day(Case.received_at), _day(Case.ended_at)
    cells = _cells(session, first, last, sight, measure)
    firsts = (
        select(TimelineEntry.case_id, func.min(TimelineEntry.at).label("at"))
        .where(text("what = 'answered'"))
        .group_by(TimelineEntry.case_id)
        .subquery()
    )
    answered = join(firsts, Case, Case.id == firsts.c.case_id)
    to_answer = _spread(session, _day(firsts.c.at) - received, answered, within)
    to_end = _spread(session, ended - received, Case, [*within, Case.ended_at.is_not(None)])
    overdue, overdue_before = (
        session.execute(
            select(func.count()).select_from(Case).where(*of_them, Case.ended_at.is_(None), Case.due_on < sight.today)
        ).scalar_one()
        for of_them in (within, _within(_THE_FIRST, first - timedelta(days=1), sight, measure))
    )
    voices, people, unknown = session.execute(
        select(
            func.count(),
            func.count(Voice.chat.distinct()),
            func.count().filter(Voice.chat.is_(None)),
        )
        .select_from(Voice)
        .join(Case, Case.id == Voice.case_id)
        .where(*within, Voice.sealed_at.is_(None), ~Voice.asked_for)
    ).one()
    split_off, of_unknown = _split_off(session, within)
    copies = session.execute(
        select(PublicCopy.state, PublicCopy.refusal, func.count())
        .join(Case, Case.id == PublicCopy.case_id)
        .where(*within, PublicCopy.state.in_(("published", "refused")))
        .group_by(PublicCopy.state, PublicCopy.refusal)
    ).all()
    return Figures(
        first,
        last,
        cells,
        sum(cells.values()),
        voices - split_off,
        people,
        unknown - of_unknown,
        _median(to_answer),
        sum(to_answer.values()),
        _median(to_end),
        sum(to_end.values()),
        overdue,
        sum(count for state, _, count in copies if state == "published"),
        {refusal: count for state, refusal, count in copies if state == "refused" and refusal},
        whose=sight.department,
        overdue_before=overdue_before,
    )


def _split_off(session: Session, within: Sequence[ColumnElement[bool]]) -> tuple[int, int]:
    """How many of the cases staff split off another of them, and of how many of those nobody knows who spoke: what was said was
    said once, in the other. Where that does not count (withdrawn, another section's) the part stands for it."""
    whole = select(Case.id).where(*within).correlate(None)
    by_staff = select(TimelineEntry.id).where(
        TimelineEntry.case_id == Case.id, TimelineEntry.what == "received", TimelineEntry.by.is_not(None)
    )
    found = session.execute(
        select(func.count(), func.count().filter(Case.chat.is_(None)))
        .select_from(Case)
        .where(*within, Case.parent_id.is_not(None), Case.parent_id.in_(whole), by_staff.exists())
    ).one()
    return found[0], found[1]


def _cells(session: Session, first: date, last: date, sight: Sight, measure: str | None) -> Counter[Cell]:
    """The cases of each cell.

    A column for each month: grouping by a month that has to be reckoned first would have all cases sorted.
    """
    months = list(_months(first, last))
    received = _moment(Case.received_at)
    groups = session.execute(
        select(
            *_COUNTED,
            *(
                func.count().filter(and_(received >= milliseconds(begin), received < milliseconds(end)))
                for begin, end in (span(begin, end) for _, begin, end in months)
            ),
        )
        .where(*_within(first, last, sight, measure, in_order_of_kinds=not on_postgresql(session)))
        .group_by(*_COUNTED)
    )
    cells: Counter[Cell] = Counter()
    for row in groups:
        counts = cast("Sequence[int]", row[len(_COUNTED) :])
        for (month, _, _), count in zip(months, counts, strict=True):
            if count:
                cells[_cell(row, month)] += count
    return cells


def _months(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Every month of the period, as 2026-11, with its first and last day within it."""
    at = first
    while at <= last:
        after = date(at.year + at.month // 12, at.month % 12 + 1, 1)
        yield f"{at:%Y-%m}", at, min(last, date.fromordinal(after.toordinal() - 1))
        at = after


def receipts_of(
    session: Session,
    first: date,
    last: date,
    sight: Sight,
    where: Mapping[By, str],
    measure: str | None = None,
    *,
    most: int,
) -> tuple[int, list[str]]:
    """How many cases are behind a figure of ``counted``, and the numbers of the newest ``most`` of them."""
    conditions = [*_within(first, last, sight, measure), *(_counted_as(by, value) for by, value in where.items())]
    total = session.execute(select(func.count()).select_from(Case).where(*conditions)).scalar_one()
    newest = select(Case.receipt).where(*conditions).order_by(Case.received_at.desc(), Case.id.desc()).limit(most)
    return total, list(session.execute(newest).scalars())


def _counted_as(by: By, value: str) -> ColumnElement[bool]:
    """The cases that ``_cell`` counts under that value."""
    match by:
        case "kind":
            return func.coalesce(Case.kind, Case.proposed_kind, NO_KIND) == value
        case "theme":
            proposed = Case.proposed_categories.startswith(
                json.dumps([value], ensure_ascii=False)[:-1], autoescape=True
            )
            if value == NO_THEME:
                proposed = or_(proposed, Case.proposed_categories.is_(None))
            return or_(Case.category == value, and_(Case.category.is_(None), proposed))
        case "month":
            return _in_month(value)
        case "section":
            return func.coalesce(Case.department, NO_SECTION) == value
        case "channel":
            return Case.channel == value
        case "end":
            ends = [end.name for end in End if end.value == value]
            return Case.end.is_(None) if value == OPEN else Case.end.in_(ends)


def _in_month(month: str) -> ColumnElement[bool]:
    try:
        begins = date.fromisoformat(f"{month}-01")
        after = date(begins.year + begins.month // 12, begins.month % 12 + 1, 1)
        begin, end = span(begins, date.fromordinal(after.toordinal() - 1))
    except (ValueError, OverflowError):  # no month in which anything can have come in
        return false()
    return and_(Case.received_at >= begin, Case.received_at < end)


def _within(
    first: date, last: date, sight: Sight, measure: str | None, *, in_order_of_kinds: bool = False
) -> list[ColumnElement[bool]]:
    """The cases of a period that count. ``in_order_of_kinds``: SQLite goes through all cases in the order of one index; for
    the period it would use another one, and sort what it finds by seven columns: five times as long. PostgreSQL chooses
    well by itself as long as it can tell how many cases a period has."""
    begin, end = span(first, last)
    received: Any = Case.received_at
    since: Any = begin
    until: Any = end
    if in_order_of_kinds:
        received, since, until = _moment(Case.received_at) + 0, milliseconds(begin), milliseconds(end)
    found: list[ColumnElement[bool]] = [
        received >= since,
        received < until,
        Case.sealed_at.is_(None),
        Case.withdrawn_at.is_(None),
    ]
    if sight.department is not None:
        found.append(Case.department == sight.department)
    if measure is not None:
        came_along = and_(Case.measures.is_(None), Case.measure == measure)
        found.append(or_(Case.measures.contains(f'"{measure}"', autoescape=True), came_along))
    return found


# Before it nothing came in.
_THE_FIRST = date(2000, 1, 1)
_COUNTED = (
    Case.kind,
    Case.proposed_kind,
    Case.category,
    Case.proposed_categories,
    Case.department,
    Case.channel,
    Case.end,
)
# Japan has had no summer time since 1951: its days are whole numbers of milliseconds.
_JAPAN_AHEAD, _DAY = 9 * 3_600_000, 86_400_000


def _day(moment: Any) -> ColumnElement[int]:
    """The day in Japan, counted from 1970, computed by the database: a hundred thousand rows need not come here for it."""
    return (_moment(moment) + _JAPAN_AHEAD) // _DAY


def _moment(moment: Any) -> ColumnElement[int]:
    """A moment as the database holds it, in milliseconds."""
    return type_coerce(moment, BigInteger)


def _spread(
    session: Session, days: ColumnElement[int], of: Any, conditions: Sequence[ColumnElement[bool]]
) -> Counter[int]:
    """How often each number of days occurs."""
    rows = session.execute(select(days, func.count()).select_from(of).where(*conditions).group_by(days))
    return Counter({number: count for number, count in rows})


def _median(spread: Counter[int]) -> float | None:
    total = sum(spread.values())
    if not total:
        return None
    ordered = list(accumulate(spread[days] for days in sorted(spread)))
    low, high = (bisect_right(ordered, place) for place in ((total - 1) // 2, total // 2))
    days = sorted(spread)
    return (days[low] + days[high]) / 2


def _cell(row: Any, month: str) -> Cell:
    """What staff decided counts; where they have not, what was proposed."""
    return Cell(
        row.kind or row.proposed_kind or NO_KIND,
        row.category or next(iter(listed(row.proposed_categories)), NO_THEME),
        month,
        row.department or NO_SECTION,
        row.channel,
        End[row.end].value if row.end else OPEN,
    )
