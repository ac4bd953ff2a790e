"""The chat of a survey as it will be, from the very messages that are sent."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import survey_wording
from handlers.city import City
from handlers.model import Button, Message
from panel.survey import Survey

_NO_WAVE = 0


@dataclass(frozen=True)
class Bubble:
    """One message. ``card`` are buttons that stay, ``buttons`` those that go with the next message; ``only_if`` says in
    words to whom it is shown."""

    text: str
    card: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    only_if: str = ""


def bubbles(survey: Survey, city: City) -> tuple[Bubble, ...]:
    """The invitation, then every question, also those of branches."""
    shown = [bubble(message) for message in survey_wording.invitation(_NO_WAVE, survey, city)]
    total = len(survey.questions)
    for number, question in enumerate(survey.questions, start=1):
        message = survey_wording.prompt(_NO_WAVE, 1, question, (number, total), can_go_back=number > 1)
        shown.append(bubble(message, condition(survey, number - 1)))
    return tuple(shown)


def condition(survey: Survey, place: int) -> str:
    """Who is asked a question, in words; "" for everybody."""
    parts = []
    for id_, wanted in survey.questions[place].show_if.items():
        earlier = survey.question(id_)
        number = next((n for n, one in enumerate(survey.questions, start=1) if one.id == id_), 0)
        if earlier is None:
            continue
        single = [earlier.told((value,) if earlier.type == "multiple" else value) for value in wanted]
        parts.append(f"問{number}で「{'」「'.join(single)}」と答えた方だけ")
    return "、".join(parts)


def bubble(message: Message, only_if: str = "") -> Bubble:
    return Bubble(message.text, _labels(message.lasting), _labels(message.buttons), only_if)


def _labels(buttons: tuple[Button, ...]) -> tuple[str, ...]:
    return tuple(button.label for button in buttons)
