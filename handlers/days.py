"""Days as residents read them."""

from __future__ import annotations

from datetime import date

_WEEKDAYS = "月火水木金土日"


def in_words(day: date, *, today: date | None = None) -> str:
    """ "12月7日(月)"; with the year where it is another one than ``today``'s."""
    year = f"{day.year}年" if today is not None and day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日({_WEEKDAYS[day.weekday()]})"
