"""What the city has published, as open data: a table and JSON with the same particulars of each voice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from storage.public_copies import Copy


def voices_table(copies: Sequence[Copy]) -> list[list[str]]:
    """A head and one row for each copy. A day nobody set is an empty cell."""
    return [["番号", "公表日", "回答時点", "見直し日", "声", "回答"], *(_cells(copy) for copy in copies)]


def _cells(copy: Copy) -> list[str]:
    days = (copy.published_on, copy.as_of, copy.review_on)
    return [copy.receipt, *(_day(day) or "" for day in days), copy.asked, copy.answered]


def voices_json(copies: Sequence[Copy]) -> str:
    """A list with one object for each copy, in the order given. Days as "2026-11-20"; a day nobody set is null."""
    found = [
        {
            "receipt": copy.receipt,
            "published_on": _day(copy.published_on),
            "as_of": _day(copy.as_of),
            "review_on": _day(copy.review_on),
            "voice": copy.asked,
            "answer": copy.answered,
        }
        for copy in copies
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
