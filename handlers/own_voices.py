"""A resident's own voices, as ``Facts`` hold them: newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.states import Shown


class Erasable(StrEnum):
    """How much of a case withdrawing still erases: each of its voices is judged by when it was said."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class OwnVoice:
    """One case of the resident's. ``due_on`` None: no date is promised. ``answer`` is what the city said, if it did.

    ``may_publish`` None: not answered yet. ``erasable``: what withdrawing still erases.
    ``question``: what the city asks back and waits for. ``asked_after``: it was asked how it is now, and ``said_after``
    whether that was answered. ``photos_lost``: of the photos, those that never came; ``photos_unread``: those that are none.
    ``places``: how many places were sent with it. ``answered_on``: when the city said what it said.
    ``open_since``: when it was asked how it is now, or told that it is not yet well; None where nobody waits for more of it.
    ``parts``: the numbers of the cases that staff made of parts of it, which go with it where it is taken back.
    """

    receipt: str
    received_on: date
    shown: Shown
    text: str
    photos: int = 0
    due_on: date | None = None
    wants_reply: bool = True
    may_publish: bool | None = None
    erasable: Erasable = Erasable.NONE
    asked_after: bool = False
    answer: str | None = None
    question: str | None = None
    said_after: bool = False
    photos_lost: int = 0
    photos_unread: int = 0
    places: int = 0
    answered_on: date | None = None
    parts: tuple[str, ...] = ()
    open_since: date | None = None
