"""Questions whose answers are known to be right, asked again before anything new is answered from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from handlers.city import Door
from handlers.doors import at_the_door, door_for
from knowledge.language.text import fold
from knowledge.reply import Outcome, Reply, Topic

Expected = Literal["answered", "asked_back", "unknown", "out_of_scope", "door"]
EXPECTED: tuple[Expected, ...] = get_args(Expected)

Ask = Callable[[str, Topic | None], Reply]


@dataclass(frozen=True)
class Check:
    """A question with what has to come of it. ``says`` has to stand in the answer, "" for anything; of a door it is the
    word that names it. Whether figures stand there full- or half-width makes no difference."""

    question: str
    expected: Expected
    says: str = ""


@dataclass(frozen=True)
class Failed:
    """A check that does not come out as expected, with what came instead."""

    check: Check
    outcome: Outcome | Literal["door"]
    text: str


def failing(checks: Iterable[Check], ask: Ask, doors: Sequence[Door]) -> list[Failed]:
    """The checks that do not come out as expected, in their order."""
    found = []
    for check in checks:
        outcome, text = told(check.question, ask, doors)
        as_expected = outcome == check.expected or (check.expected == "answered" and outcome == "partly")
        if not as_expected or fold(check.says, spaces=False) not in fold(text, spaces=False):
            found.append(Failed(check, outcome, text))
    return found


def told(question: str, ask: Ask, doors: Sequence[Door]) -> tuple[Outcome | Literal["door"], str]:
    """What a resident is told who asks this in the talk, and what kind of answer it is; of a door its name and section."""
    reply = at_the_door(question, ask(question, None), doors)
    if reply.tells_nothing and (door := door_for(question, doors)):
        return "door", "\n".join(filter(None, (door.words[0], door.section, door.phone, door.page)))
    return reply.outcome, reply.text
