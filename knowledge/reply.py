"""What the knowledge room hands back for a question: plain values that the chat turns into words, cards and buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from knowledge.model import Source

Outcome = Literal["answered", "asked_back", "partly", "unknown", "out_of_scope", "small_talk"]

# A slot of small talk that may as well be the answer to something that was asked (「使ってます」).
STATES = "states"

By = Literal["spent", "budget", "staffing", "staffing_planned", "rate", "left", "share_left"]


@dataclass(frozen=True)
class Order:
    """The order of projects in which one of them was told: ``by`` what they are compared, from the ``least`` on or from
    the greatest, and at the ``nth`` place. ``part`` is the question that named the part of the sheets they are of, None
    where all were meant."""

    by: By
    least: bool
    nth: int = 1
    part: str | None = None


@dataclass(frozen=True)
class Topic:
    """What a follow-up question refers to; plain text so that it can be kept with the conversation.

    ``subjects`` are their keys ("indicator:上山市:2023:市政戦略課:7次:5-1-1:NPO法人数", "section:上山市:8次:6-4");
    ``aspect`` is what was asked of them ("result", "budget", …); ``statement`` is the fingerprint of the statement about
    the first of them that was told last, None where several were or none; ``thing`` is what was asked of in that
    statement, in its own words (まちゼミ), None where it is more than one thing, or nothing that it calls by a name;
    ``order`` is that in which they have a place, where they were told by it; ``listed`` are the keys of the list they were
    picked out of, or of all that was told of it so far, () where they are no part of one. ``untold`` is what was asked of
    in the question's words where nothing was told, and then there are no subjects; else None.
    """

    subjects: tuple[str, ...]
    aspect: str | None = None
    statement: str | None = None
    thing: str | None = None
    order: Order | None = None
    listed: tuple[str, ...] = ()
    untold: str | None = None


@dataclass(frozen=True)
class Choice:
    """A next question. ``label`` fits a button (at most 14 characters), ``says`` is what the resident then says."""

    label: str
    says: str


@dataclass(frozen=True)
class Bars:
    """Target and result of one indicator, for a card. The texts carry everything; the numbers only draw the bars.

    ``verdict`` is said in words ("目標に届きませんでした（1団体下回る）"), None where no comparison is possible.
    """

    title: str
    caption: str
    target_label: str
    target_text: str
    target: Decimal | None
    result_label: str
    result_text: str
    result: Decimal | None
    verdict: str | None


@dataclass(frozen=True)
class Reply:
    """The answer to one question.

    ``text`` is complete by itself: an answer from the documents has a line beginning with 出典, nothing else has one.
    ``slots`` say how the question was understood (indicator, project, measure, aspect, year, …), for logs and staff.
    ``choices`` are natural next questions. ``topic`` is what a follow-up refers to, None where that is nothing: thanks and a
    refusal of something that was not named by itself leave what was spoken of before, another keeps what was named.
    ``sources`` are those of all that is told, of the statements a refusal shows as close too; none where something else is
    shown in its place. ``rejected`` are the keys of what was found near and not told, for the log.
    """

    outcome: Outcome
    text: str
    slots: dict[str, str | list[str]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    bars: tuple[Bars, ...] = ()
    topic: Topic | None = None
    rejected: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it tells something of the documents as an answer."""
        return self.outcome in {"answered", "partly"}

    @property
    def tells_nothing(self) -> bool:
        """Whether it is a refusal, with or without what is close."""
        return self.outcome in {"unknown", "out_of_scope"}
