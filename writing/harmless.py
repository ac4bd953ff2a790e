"""Words in papers and tables: as text, whatever is in them."""

from __future__ import annotations

# What a table program may take for the beginning of a formula; where Japanese is written, the signs of full width as well.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\n")


def without_controls(text: str) -> str:
    """The text without characters that documents cannot hold or that turn the direction of reading."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable() or sign in "\u3000 ")


def harmless(cell: str) -> str:
    """A cell that a table program shows as text: what looks like a formula gets a mark in front."""
    plain = without_controls(cell)
    # A sign alone is none: － is how sheets write that there is nothing.
    return f"'{plain}" if len(plain) > 1 and plain.startswith(_FORMULA) else plain
