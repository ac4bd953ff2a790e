"""What the conversations of the panel know of the resident who is speaking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from panel.survey import Survey, Value


@dataclass(frozen=True)
class Membership:
    """A resident's own row of the panel. ``number``: how they name themselves to the hall (``panel.numbers``)."""

    state: Literal["applied", "waiting", "registered", "ended"]
    age_band: str
    district: str
    verified: bool = False
    term_until: date | None = None
    renewable: bool = False
    gender: str | None = None
    number: str = ""


@dataclass(frozen=True)
class OpenWave:
    """A survey this resident was asked to and can still answer. ``trial``: staff try it out, nothing is stored."""

    id: int
    version: int
    survey: Survey
    answers: Mapping[str, Value | None] = field(default_factory=lambda: MappingProxyType({}))
    trial: bool = False

    @property
    def flow(self) -> str:
        return f"survey:{self.id}"


@dataclass(frozen=True)
class Tidings:
    """What came of a survey: the card's text, and all questions in ``details``. ``with_word``: the city's word is in it."""

    wave: int
    card: str
    details: str
    with_word: bool = False


@dataclass(frozen=True)
class Beside:
    """A survey about an indicator of the plan, whose figures may be called up from the answer about it."""

    indicator: str
    tidings: Tidings


@dataclass(frozen=True)
class PastWave:
    """A survey this resident was asked to that has closed. ``result`` None: the figures are not out yet. ``answered``: they
    answered it to its end."""

    id: int
    title: str
    closed_at: datetime
    result: Tidings | None = None
    answered: bool = False


@dataclass(frozen=True)
class PanelFacts:
    """``waves`` open ones, those ending first coming first; ``past`` the newest first, only the last few."""

    member: Membership | None = None
    waves: tuple[OpenWave, ...] = ()
    past: tuple[PastWave, ...] = ()

    def wave(self, id_: int) -> OpenWave | None:
        return next((wave for wave in self.waves if wave.id == id_), None)
