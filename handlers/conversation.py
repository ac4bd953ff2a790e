"""What a conversation is to the rest of the house: how it begins, goes on, and what it has to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.flow import Flow, Scene
from handlers.key_words import KeyWord
from handlers.model import Event, Facts, Standing, Turn

# A fact beyond the usual ones, read only for events that need it. Each has a reader in ``bot.facts`` and a field in ``Facts``.
Need = Literal["panel", "own_voices"]


def _no_flow(_at: Standing, _facts: Facts) -> Flow | None:
    return None


def _no_answer(_text: str, _scene: Scene) -> bool:
    return False


def _no_labels(_facts: Facts) -> frozenset[str]:
    return frozenset()


def _no_button(_parts: tuple[str, ...], _facts: Facts) -> Turn | None:
    return None


@dataclass(frozen=True)
class Conversation:
    """One subject of talk. ``name`` is the first part of its flows' names and of its buttons' data.

    ``flow`` gives the flow a resident stands in (None: it is over, a survey that has closed for instance). ``goes_on`` takes
    the place of moving along the flow's steps, where what is asked is not ours to write (a survey); there ``answers_here``
    tells which texts are answers although they are key words elsewhere (「電話」 as a choice). ``key_words`` begin
    something; None means that the conversation has nothing for it now. ``pressed`` answers its buttons from the parts of
    their data; None: the button is outdated. ``needs`` is read for all of these. ``ended`` is the word said at the next
    contact when silence has ended one of its flows. ``resumes`` puts the open question again where another conversation came
    in between, from where the resident stood (None: it is over); with it, the conversation waits for that one's end. ``labels``
    are what its buttons say, in the form of ``bare``, where nothing else can be meant by it; said when nothing is open, they
    are of something that is over, and ``begins_with`` begins it again.
    """

    name: str
    flow: Callable[[Standing, Facts], Flow | None] = _no_flow
    key_words: Mapping[KeyWord, Callable[[Facts], Turn | None]] = field(default_factory=dict)
    pressed: Callable[[tuple[str, ...], Facts], Turn | None] = _no_button
    goes_on: Callable[[Event, Scene], Turn | None] | None = None
    answers_here: Callable[[str, Scene], bool] = _no_answer
    needs: frozenset[Need] = frozenset()
    ended: str = ""
    labels: Callable[[Facts], frozenset[str]] = _no_labels
    begins_with: KeyWord | None = None
    resumes: Callable[[Standing, Facts], Turn | None] | None = None
