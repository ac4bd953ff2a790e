"""Residents' words in papers and tables: as text, whatever is in them."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def without_controls(text: str) -> str:
    """The text without characters that documents cannot hold or that turn the direction of reading."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable() or sign in "\u3000 ")


def harmless(cell: str) -> str:
    """A cell that a table program shows as text: what looks like a formula gets a mark in front."""
    plain = without_controls(cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
