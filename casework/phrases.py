"""文例: how answers usually begin, by field, state and what they say; data with slots, to be changed by the writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from casework.detectors import table

Use = Literal["answer", "late", "ask_back"]


@dataclass(frozen=True)
class Phrase:
    """A sample text. ``end`` is the name of the ``End`` it goes with, "" for all; ``text`` has slots like 〔課〕.

    ``categories`` and ``states`` (names of ``casework.states.State``) say where it fits; empty: everywhere.
    """

    name: str
    title: str
    end: str
    text: str
    use: Use = "answer"
    categories: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def fits(self, category: str | None, state: str | None) -> bool:
        """Whether it is for a case of that field in that state; None leaves either open."""
        in_field = not self.categories or category is None or category in self.categories
        return in_field and (not self.states or state is None or state in self.states)


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """All sample texts of the general table, in its order."""
    return tuple(
        Phrase(
            row["name"],
            row["title"],
            row.get("end", ""),
            row["text"].strip(),
            cast("Use", row.get("use", "answer")),
            tuple(row.get("categories", ())),
            tuple(row.get("states", ())),
        )
        for row in table("phrases.toml")["phrase"]
    )


def fitting(
    known: Sequence[Phrase], *, use: Use = "answer", category: str | None = None, state: str | None = None
) -> tuple[Phrase, ...]:
    """Those that fit, the ones of the field itself before those for every field."""
    found = [one for one in known if one.use == use and one.fits(category, state)]
    return tuple(sorted(found, key=lambda one: not one.categories))


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with the slots that are known put in; the others stay, for the writer to see."""
    for name, value in slots.items():
        text = text.replace(f"〔{name}〕", value)
    return text
