"""文例: how answers usually begin, by what they say; data with slots, to be changed by the writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casework.detectors import table


@dataclass(frozen=True)
class Phrase:
    """A sample answer. ``end`` is the name of the ``End`` it goes with, "" for all; ``text`` has slots like 〔課〕."""

    name: str
    title: str
    end: str
    text: str


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """All sample answers, in the order of their table."""
    return tuple(
        Phrase(row["name"], row["title"], row["end"], row["text"].strip()) for row in table("phrases.toml")["phrase"]
    )


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with the slots that are known put in; the others stay, for the writer to see."""
    for name, value in slots.items():
        text = text.replace(f"〔{name}〕", value)
    return text
