"""What a survey is: questions in order, who is asked and when, and the answers that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal

Type = Literal["single", "multiple", "scale", "number", "text"]

# What an answer is: the place of a choice (from 0), places of several, a point or a number, words. None: passed over.
Value = int | tuple[int, ...] | str
Answers = Mapping[str, Value | None]

DEFAULT_TEXT_CHARS = 500


@dataclass(frozen=True)
class Question:
    """One question. ``choices`` for single and multiple, at most ``most`` of them for multiple; ``low`` and ``high`` for
    scale and number (None: no bound), ``labels`` names points of a scale.

    ``show_if`` names earlier questions and the answers, one of which each must have been given.
    """

    id: str
    type: Type
    text: str
    choices: tuple[str, ...] = ()
    most: int | None = None
    low: int | None = None
    high: int | None = None
    labels: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    required: bool = True
    max_chars: int = DEFAULT_TEXT_CHARS
    show_if: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def options(self) -> tuple[str, ...]:
        """What can be tapped, in order: the choices, or the points of a scale with their labels."""
        if self.type == "scale":
            return tuple(self.told(point) for point in self.points)
        return self.choices

    @property
    def points(self) -> tuple[int, ...]:
        """The points of a scale from the lowest to the highest; empty for other questions."""
        if self.type != "scale" or self.low is None or self.high is None:
            return ()
        return tuple(range(self.low, self.high + 1))

    def told(self, value: Value | None) -> str:
        """An answer in words."""
        match value:
            case None:
                return "（答えない）"
            case tuple():
                return "、".join(self.choices[place] for place in value)
            case int() if self.type == "scale":
                label = self.labels.get(value)
                return f"{value}（{label}）" if label else str(value)
            case int() if self.type == "single":
                return self.choices[value]
        return str(value)


@dataclass(frozen=True)
class Audience:
    """Whom a survey is for. Empty: everybody."""

    districts: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """A survey sent once. Moments are aware UTC. ``reason``: why it names persons or parties, by whoever is in charge.

    ``decision`` is the number of the city's decision (決裁番号) that stands on the sheet of method.
    """

    title: str
    questions: tuple[Question, ...]
    opens_at: datetime
    closes_at: datetime
    remind_after: tuple[timedelta, ...] = ()
    audience: Audience = Audience()
    anonymous: bool = True
    measure: str | None = None
    indicator: str | None = None
    reason: str | None = None
    decision: str | None = None

    def question(self, id_: str) -> Question | None:
        return next((question for question in self.questions if question.id == id_), None)


def as_json(survey: Survey) -> dict[str, Any]:
    """The survey as plain JSON values, to be kept; ``from_json`` is the way back."""
    return {
        "title": survey.title,
        "opens_at": survey.opens_at.isoformat(),
        "closes_at": survey.closes_at.isoformat(),
        "remind_after": [span.total_seconds() for span in survey.remind_after],
        "audience": {"districts": list(survey.audience.districts), "age_bands": list(survey.audience.age_bands)},
        "anonymous": survey.anonymous,
        "measure": survey.measure,
        "indicator": survey.indicator,
        "reason": survey.reason,
        "decision": survey.decision,
        "questions": [_question_as_json(question) for question in survey.questions],
    }


def _question_as_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "type": question.type,
        "text": question.text,
        "choices": list(question.choices),
        "most": question.most,
        "low": question.low,
        "high": question.high,
        "labels": {str(point): label for point, label in question.labels.items()},
        "required": question.required,
        "max_chars": question.max_chars,
        "show_if": {id_: list(values) for id_, values in question.show_if.items()},
    }


def from_json(data: Mapping[str, Any]) -> Survey:
    """The survey that ``as_json`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Survey(
        title=data["title"],
        questions=tuple(_question_from_json(one) for one in data["questions"]),
        opens_at=datetime.fromisoformat(data["opens_at"]),
        closes_at=datetime.fromisoformat(data["closes_at"]),
        remind_after=tuple(timedelta(seconds=seconds) for seconds in data["remind_after"]),
        audience=Audience(tuple(data["audience"]["districts"]), tuple(data["audience"]["age_bands"])),
        anonymous=data["anonymous"],
        measure=data["measure"],
        indicator=data["indicator"],
        reason=data["reason"],
        decision=data["decision"],
    )


def _question_from_json(data: Mapping[str, Any]) -> Question:
    return Question(
        id=data["id"],
        type=data["type"],
        text=data["text"],
        choices=tuple(data["choices"]),
        most=data["most"],
        low=data["low"],
        high=data["high"],
        labels={int(point): label for point, label in data["labels"].items()},
        required=data["required"],
        max_chars=data["max_chars"],
        show_if={id_: tuple(values) for id_, values in data["show_if"].items()},
    )


def value_as_json(value: Value | None) -> int | str | list[int] | None:
    return list(value) if isinstance(value, tuple) else value


def value_from_json(data: int | str | Sequence[int] | None) -> Value | None:
    return data if data is None or isinstance(data, int | str) else tuple(data)
