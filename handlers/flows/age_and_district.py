"""Age band and district, asked after the receipt, and only in a city that has set so (``[voice] asks``); never before it.

The two steps stand in the flow of 市民の声. Like the question about publication they hold nobody, and what is asked is said
where the answer before was noted (``bot.effects``), so that thanks come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from handlers.city import Asked, City
from handlers.flow import END, Branch, Scene, Step
from handlers.key_words import bare, number
from handlers.model import Button, Effect, Event, Message, Said, Told
from panel import ages

_ORDER: tuple[Asked, ...] = get_args(Asked)
NOT_TOLD = "答えない"
# LINE shows thirteen buttons.
_MOST_BUTTONS = 12


@dataclass(frozen=True)
class AboutOneself(Effect):
    """One answer. ``receipt`` None: of the newest voice. ``value`` None: rather not."""

    receipt: str | None
    what: Asked
    value: str | None


def next_asked(city: City, after: Asked | None = None) -> Asked | None:
    """What is asked next, after ``after`` (None: at first); None: nothing."""
    left = _ORDER if after is None else _after(after)
    return next((what for what in left if what in city.voice.asks and _choices(city, what)), None)


def _after(what: Asked) -> tuple[Asked, ...]:
    return _ORDER[_ORDER.index(what) + 1 :]


def question(city: City, what: Asked) -> Message:
    """One question, with its choices as buttons and numbers."""
    choices = [*_choices(city, what), NOT_TOLD]
    asked = "年代" if what == "age_band" else "お住まいの地区"
    lines = [
        f"さしつかえなければ、{asked}を教えてください。集計だけに使います。お答えがなくても、お返事は変わりません。"
    ]
    if len(choices) > _MOST_BUTTONS + 1:
        return Message("\n".join([*lines, "地区の名前を送ってください。"]), (Button(NOT_TOLD, NOT_TOLD),))
    lines += [f"{place} {choice}" for place, choice in enumerate(choices, start=1)]
    return Message("\n".join(lines), tuple(Button(choice, choice) for choice in choices))


def _choices(city: City, what: Asked) -> Sequence[str]:
    return ages.BANDS if what == "age_band" else [district.name for district in city.panel.districts]


def _step(what: Asked) -> Step:
    def takes(event: Event, scene: Scene) -> Sequence[Told] | None:
        if not isinstance(event, Said):
            return None
        meant = _meant(event.text, scene.facts.city, what)
        return None if meant is None else [Told(what, meant)]

    def notes(scene: Scene) -> Sequence[Effect]:
        return [AboutOneself(scene.at.last("receipt"), what, scene.at.last(what) or None)]

    then = Branch(lambda scene: next_asked(scene.facts.city, what) or END, (*_after(what), END))
    return Step(lambda _scene: (), (), takes, then, does=notes, loose=True)


def _meant(text: str, city: City, what: Asked) -> str | None:
    """The choice that a text names; "" for rather not, None for something else."""
    choices = _choices(city, what)
    if bare(text) in (bare(NOT_TOLD), bare("答えたくない")):
        return ""
    picked = number(text)
    if picked is not None and 1 <= picked <= len(choices) + 1 and len(choices) <= _MOST_BUTTONS:
        return [*choices, ""][picked - 1]
    if what == "age_band":
        return ages.band(text)
    district = city.panel.district(text) or city.panel.district(bare(text).removesuffix("地区"))
    return district.name if district else None


STEPS = {str(what): _step(what) for what in _ORDER}
