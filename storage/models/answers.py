"""What was asked of the documents and what came of it, without the person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handlers.model import Doubt
from knowledge.reply import Outcome
from storage.models.base import Base, Instant


class Answer(Base):
    """One answer.

    ``id`` is drawn at random and ``asked_at`` kept to the hour: neither order nor time joins a row to an event, which names
    its chat. ``person`` is a pseudonym of one day (see storage.pseudonyms), None once it has expired. ``sources`` is a JSON
    list of the places cited, each [document, place, page, line]; ``edition`` and ``ledger`` say what was answered from.
    ``door`` is the door of the city's list that was shown instead. ``body`` is sealed JSON: the masked question and how it
    was understood; None once the question was taken back, for which ``message`` is the day's pseudonym of its LINE message.
    ``doubt`` and what follows stand there once somebody said 「ちがう」.
    """

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    person: Mapped[str | None] = mapped_column(String(32))
    outcome: Mapped[Outcome] = mapped_column(String(16))
    sources: Mapped[str] = mapped_column(Text)
    door: Mapped[str | None] = mapped_column(Text)
    edition: Mapped[int]
    ledger: Mapped[str] = mapped_column(String(16))
    message: Mapped[str | None] = mapped_column(String(32))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    doubt: Mapped[Doubt | None] = mapped_column(String(12))
    doubt_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    doubted_at: Mapped[datetime | None] = mapped_column(Instant)

    # Counting by outcome, listing and forgetting all go by time; one index is all that every answer pays for.
    __table_args__ = (Index("ix_answers_asked_at_outcome", "asked_at", "outcome"),)


class PseudonymKey(Base):
    """The sealed key of one day's pseudonyms, in Japan's calendar. Erased after thirty days; it cannot be made again."""

    __tablename__ = "pseudonym_keys"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
