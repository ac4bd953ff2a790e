"""Days as people read them."""

from __future__ import annotations

from datetime import date

from panel.calendar import day_in_words
from panel.calendar import month_and_day as month_and_day


def in_words(day: date, *, today: date | None = None) -> str:
    """ "12月7日(月)"; with the year where it is another one than ``today``'s."""
    year = f"{day.year}年" if today is not None and day.year != today.year else ""
    return f"{year}{day_in_words(day)}"


def with_year(day: date) -> str:
    """ "2026年12月7日"."""
    return f"{day.year}年{month_and_day(day)}"
