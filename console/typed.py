"""Values of addresses and forms as browsers send them, and as nobody's browser would."""

from __future__ import annotations

from datetime import date

from flask import abort, request

from writing.harmless import without_controls
from writing.signs import one_form

# The largest number a row can have, on both databases.
_MOST = 2**63 - 1
_YEARS = 2000, 2099


def row_number(text: str) -> int:
    """A number of a row, for ``get(…, type=row_number)``: what can be no row's number counts as not given."""
    value = int(text)
    if not 0 <= value <= _MOST:
        raise ValueError(text)
    return value


def day(text: str) -> date | None:
    """A day of an address or a form; None for what is none, or is of a year that nobody means."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if is_meant(found) else None


def is_meant(day: date) -> bool:
    """While 2026 is being typed a browser hands in the years 2, 20 and 202; and after 9999-12-31 there is no next day."""
    return _YEARS[0] <= day.year <= _YEARS[1]


def one_line(name: str, most: int) -> str:
    """A field of the form on one line, without controls, of at most so many characters; "" where nothing is typed."""
    return without_controls(" ".join(request.form.get(name, "").split()))[:most]


def figures(text: str) -> str:
    """A number as it was meant, whichever way the keyboard writes it: ``"１，２００"`` is ``"1200"``."""
    return one_form(text).strip().replace(",", "")


def refuse_what_no_browser_sends() -> None:
    """No form holds a character zero, and PostgreSQL keeps none; half a character neither."""
    for values in (request.args, request.form):
        for name, value in values.items(multi=True):
            if "\x00" in name or "\x00" in value or not _whole(value):
                abort(400)


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
