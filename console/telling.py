"""What the next page says first: what was done, what was refused, and what is still to be minded."""

from __future__ import annotations

from flask import flash

# The look of each and how a screen reader tells it: what was refused and what is to be minded interrupts.
LOOKS = {"done": ("success", "status"), "refused": ("danger", "alert"), "mind": ("warning", "alert")}


def done(words: str) -> None:
    """It was done as wished."""
    flash(words, "done")


def refused(words: str) -> None:
    """Nothing was changed, and why."""
    flash(words, "refused")


def mind(words: str) -> None:
    """It was done, and somebody still has to do something by hand."""
    flash(words, "mind")
