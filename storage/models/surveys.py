"""Surveys, who was asked, what was answered (apart from each other), and the multicasts that carry them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

SurveyState = Literal["draft", "scheduled", "open", "closing", "closed", "reported"]
Held = Literal["quota", "late", "election", "closing", "keys", "restored"]
BatchState = Literal["due", "sending", "sent", "dead", "split", "held"]
Mode = Literal["line", "paper", "phone"]


class Survey(Base):
    """A survey sent once (a wave). ``definition`` is JSON, see ``panel.survey``; ``version`` grows with every change, and
    nothing changes once it is ``frozen`` by the first answer. ``series``: the survey this one was copied from.

    ``held``: staff have to decide before it is sent; ``released_for``: what they said it may go in spite of, until the letters
    in question are written (``released``, its former self, is no longer used, and goes with the next release). Invitations are
    written in order of monitors' ids up to ``planned_after``; ``planned`` when all are. ``lease`` names the process at it.
    ``meant_to_close``: when one that staff ended early was to close; None for all others.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    series: Mapped[int | None] = mapped_column(RowId, ForeignKey("surveys.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[SurveyState] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    definition: Mapped[str] = mapped_column(Text)
    anonymous: Mapped[bool] = mapped_column(default=True, server_default=true())
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    meant_to_close: Mapped[datetime | None] = mapped_column(Instant)
    frozen: Mapped[bool] = mapped_column(default=False, server_default=false())
    held: Mapped[Held | None] = mapped_column(String(12))
    held_note: Mapped[str | None] = mapped_column(String(200))
    released: Mapped[bool] = mapped_column(default=False, server_default=false())
    released_for: Mapped[Held | None] = mapped_column(String(12))
    planned: Mapped[bool] = mapped_column(default=False, server_default=false())
    planned_after: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    reflection: Mapped[str | None] = mapped_column(Text)
    reflection_by: Mapped[str | None] = mapped_column(String(10))

    __table_args__ = (Index("ix_surveys_state", "state"), {"sqlite_autoincrement": True})


class WaveKey(Base):
    """The key that joins persons and answers of an open survey, sealed. Destroyed at the close; never part of a backup."""

    __tablename__ = "wave_keys"

    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary)


class Invitation(Base):
    """Who was asked, with their age band and district of that day. ``finished`` says that, never what, they answered.

    ``chat`` is None for somebody who has left since: the row stays as one who was asked. ``told``: they have seen the
    figures, ``told_word`` the city's word (反映) as well.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"))
    chat: Mapped[str | None] = mapped_column(String(32))
    age_band: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(60))
    verified: Mapped[bool] = mapped_column(default=False, server_default=false())
    started: Mapped[bool] = mapped_column(default=False, server_default=false())
    finished: Mapped[bool] = mapped_column(default=False, server_default=false())
    told: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_word: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        UniqueConstraint("survey", "chat", name="uq_invitations_survey_chat"),
        Index("ix_invitations_chat", "chat"),
        {"sqlite_autoincrement": True},
    )


class SurveyAnswer(Base):
    """One answer of an open survey (kept for a year when it is not anonymous). ``token`` joins the answers of one person.

    ``id`` is drawn by lot and the day is all that is kept of the time, so that neither tells who answered. ``value`` is JSON
    (null: passed over), ``words`` are sealed.
    """

    __tablename__ = "survey_answers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"))
    token: Mapped[str] = mapped_column(String(32))
    question: Mapped[str] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(String(200))
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    day: Mapped[str] = mapped_column(String(10))

    __table_args__ = (UniqueConstraint("survey", "token", "question", name="uq_survey_answers_survey_token_question"),)


class Trial(Base):
    """Somebody who tries a survey out before it is sent."""

    __tablename__ = "survey_trials"

    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    chat: Mapped[str] = mapped_column(String(32), primary_key=True)


class TypedIn(Base):
    """A response on paper or by phone, typed in by staff; its answers carry the same ``token``."""

    __tablename__ = "typed_in"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"))
    token: Mapped[str] = mapped_column(String(32))
    mode: Mapped[Mode] = mapped_column(String(8))
    age_band: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("survey", "token", name="uq_typed_in_survey_token"),)


class Tally(Base):
    """What is left of the answers after the close: how often each was given, by one attribute at a time.

    ``by`` is "all", "age", "area", "mode" or "q:" and another question's id; ``answer`` -1 counts the people.
    """

    __tablename__ = "tallies"

    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(20), primary_key=True)
    by: Mapped[str] = mapped_column(String(24), primary_key=True)
    group: Mapped[str] = mapped_column("in_group", String(60), primary_key=True)
    answer: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column("times")


class FreeText(Base):
    """What was written freely, apart from all other answers and in no order. Sealed."""

    __tablename__ = "free_texts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    survey: Mapped[int] = mapped_column(RowId, ForeignKey("surveys.id"))
    question: Mapped[str] = mapped_column(String(20))
    words: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_free_texts_survey", "survey"),)


class Batch(Base):
    """An equal letter to up to 500 people: recipients (LINE ids, sealed JSON), body and retry key stand before the first try.

    ``purpose`` is "invitation", "reminder:1", "results", … A batch LINE refuses is split, and its halves are batches of
    their own. ``recipients`` and ``body`` are erased once it needs no more sending.
    """

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    survey: Mapped[int | None] = mapped_column(RowId, ForeignKey("surveys.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    recipients: Mapped[bytes | None] = mapped_column(LargeBinary)
    people: Mapped[int]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    retry_key: Mapped[str] = mapped_column(String(36))
    state: Mapped[BatchState] = mapped_column(String(8), default="due", server_default="due")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    uncertain: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime] = mapped_column(Instant)
    first_try_at: Mapped[datetime | None] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        UniqueConstraint("survey", "purpose", "number", name="uq_batches_survey_purpose_number"),
        Index(
            "ix_batches_open",
            "due_at",
            sqlite_where=text("state in ('due', 'sending')"),
            postgresql_where=text("state in ('due', 'sending')"),
        ),
        {"sqlite_autoincrement": True},
    )
