"""Residents' words as they may leave the desk: personal data hidden, control characters gone."""

from __future__ import annotations

from casework.personal_data import hidden
from console.desk import desk
from handlers.city import City
from handlers.personal import personal_data_in
from writing.harmless import without_controls


def masked(text: str) -> str:
    """The text with personal data hidden, as 〔電話番号〕."""
    return masked_for(desk().city, text)


def masked_for(city: City, text: str) -> str:
    """The same where no page is asked for; the city's own telephone numbers stay."""
    plain = without_controls(text)
    return hidden(plain, personal_data_in(plain, city))
