"""Danger words, distress in the first person, and abuse: flags for the calm wording and for staff, never a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casework.detectors import BadDetector, Detector, Spotted, read_table, spot

DISTRESS = "distress"
SPAM = "spam"


@dataclass(frozen=True)
class Alarm:
    """What a text alarms by. ``distress``: the person speaks of ending their own life; ``acute``: all other danger."""

    distress: tuple[Spotted, ...] = ()
    acute: tuple[Spotted, ...] = ()

    @property
    def urgent(self) -> bool:
        """Whether the case is flagged 緊急 and staff are mailed."""
        return bool(self.distress or self.acute)


def alarm(text: str, more: Sequence[Detector] = ()) -> Alarm:
    """Look for danger in a text; ``more`` are the city's own detectors (``danger_of_city``)."""
    return _alarm(text, tuple(more))


# One turn looks at the same words several times; few are kept, so that nobody's stay in memory for long.
@lru_cache(maxsize=4)
def _alarm(text: str, more: tuple[Detector, ...]) -> Alarm:
    found = spot((*_danger(), *more), text)
    return Alarm(
        distress=tuple(one for one in found if one.kind == DISTRESS),
        acute=tuple(one for one in found if one.kind != DISTRESS),
    )


def abuse(text: str) -> tuple[Spotted, ...]:
    """Insults, threats (kind ``abuse``) and advertising (kind ``spam``) in a text."""
    return spot(_abuse(), text)


def danger_of_city(rows: Sequence[Mapping[str, Any]]) -> tuple[Detector, ...]:
    """The detectors of ``[[danger]]`` in ``city.toml``: keys as in ``tables/danger.toml``. Raises BadDetector, also where one
    does not do what its examples tell: nobody notices a danger that is not found."""
    own = read_table("danger.toml", "danger", rows)[len(_danger()) :]
    kinds = sorted({one.kind for one in _danger()})
    for number, one in enumerate(own, 1):
        if one.kind not in kinds:
            raise BadDetector(f"danger[{number}].kind は {'・'.join(kinds)} から選んでください。")
        if not spot([one], one.example):
            raise BadDetector(f"danger[{number}].example「{one.example}」が、say に当たりません。")
        if spot([one], one.counter_example):
            raise BadDetector(f"danger[{number}].counter_example「{one.counter_example}」が、say に当たります。")
    return own


@lru_cache(maxsize=1)
def _danger() -> tuple[Detector, ...]:
    return read_table("danger.toml", "danger")


@lru_cache(maxsize=1)
def _abuse() -> tuple[Detector, ...]:
    return read_table("abuse.toml", "abuse")


def all_detectors() -> tuple[Detector, ...]:
    """Every detector of the two tables, for the test that tries all examples."""
    return (*_danger(), *_abuse())
