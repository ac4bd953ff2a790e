"""A resident's own voices, as ``Facts`` hold them: newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.states import Shown


@dataclass(frozen=True)
class OwnVoice:
    """One case of the resident's. ``due_on`` None: no date is promised. ``answer`` is what the city said, if it did.

    ``may_publish`` None: not answered yet. ``erasable``: withdrawing still erases everything.
    """

    receipt: str
    received_on: date
    shown: Shown
    text: str
    photos: int = 0
    due_on: date | None = None
    wants_reply: bool = True
    may_publish: bool | None = None
    erasable: bool = False
    asked_after: bool = False
    answer: str | None = None
