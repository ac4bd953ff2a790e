"""Residents' words as they may leave the desk: personal data hidden, control characters gone, nothing a program would run."""

from __future__ import annotations

from casework.personal_data import find_personal_data, hidden
from console.desk import desk

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def masked(text: str) -> str:
    """The text with personal data hidden, as 〔電話番号〕."""
    city = desk().city
    numbers = [number for number in (city.phone, *(door.phone for door in city.doors)) if number]
    plain = without_controls(text)
    return hidden(plain, find_personal_data(plain, numbers))


def without_controls(text: str) -> str:
    """The text without characters that documents cannot hold or that turn the direction of reading."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable() or sign in "\u3000 ")


def harmless(cell: str) -> str:
    """A cell that a table program shows as text: what looks like a formula gets a mark in front."""
    plain = without_controls(cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
