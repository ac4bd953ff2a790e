"""市民の声: cases, the voices in them, what came along, and the record of all that was done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

# 電話、紙、投書箱、メール、窓口、車座、フリートーク、要望書; line and form are the resident's own telephone.
Channel = Literal[
    "line", "form", "phone", "paper", "box", "mail", "counter", "roundtable", "freetalk", "petition", "bot"
]
# A case staff have to do with: not withdrawn, not gone on in another one, and open or said not to be solved.
ON_THE_DESK = (
    "sealed_at is null and joined_into_id is null "
    "and (state in ('RECEIVED', 'ASKED', 'REPLIED', 'DRAFTED', 'ASKED_BACK') or still_open)"
)
# A case that counts in what is reported.
COUNTED = "sealed_at is null and withdrawn_at is null"
AttachmentState = Literal["wanted", "ready", "missing", "refused", "erased"]


class RunningNumber(Base):
    """The last running number of a fiscal year. Taken and counted up in the transaction that uses it: no gap, no double."""

    __tablename__ = "running_numbers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Base):
    """What the city does with one matter.

    ``state`` is the name of a ``casework.states.State``, ``end`` of a ``casework.ends.End``, ``retention`` the value of a
    ``casework.keeping.Retention``. ``chat`` is the keyed hash of who handed it in, None where nobody knows. ``may_publish``
    None: not answered, and that means no. ``sensitive``: the words name what identifies in a small town. What begins with
    ``proposed_`` comes from the machine (``triaged_at``: when), ``kind``, ``category`` and ``measures`` from staff;
    ``measure`` came along with the voice. Measures are JSON lists of "8次 6-2-1". ``paused_since``: the clock stands.
    ``sealed_at``: withdrawn after the hold, hidden from all lists, kept to the end of its time. ``held_at``: kept against
    retention. ``heard_back``: the resident answered what was asked back, and nobody has taken it up since.
    ``parent_id``: split off that case, or about the answer to it; ``joined_into_id``: goes on as part of that one.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    receipt: Mapped[str] = mapped_column(String(24), unique=True)
    channel: Mapped[Channel] = mapped_column(String(12))
    chat: Mapped[str | None] = mapped_column(String(32))
    received_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(12), default="RECEIVED", server_default="RECEIVED")
    wants_reply: Mapped[bool]
    may_publish: Mapped[bool | None]
    notice_version: Mapped[str | None] = mapped_column(String(20))
    measure: Mapped[str | None] = mapped_column(String(40))
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    # Only where a city asks for them ([voice] asks): of who handed it in, in their own words.
    age_band: Mapped[str | None] = mapped_column(String(12))
    district: Mapped[str | None] = mapped_column(String(40))

    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    abusive: Mapped[bool] = mapped_column(default=False, server_default=false())
    sensitive: Mapped[bool] = mapped_column(default=False, server_default=false())
    personal: Mapped[bool] = mapped_column(default=False, server_default=false())
    fast_lane: Mapped[bool] = mapped_column(default=False, server_default=false())
    on_site: Mapped[bool] = mapped_column(default=False, server_default=false())
    still_open: Mapped[bool] = mapped_column(default=False, server_default=false())
    heard_back: Mapped[bool] = mapped_column(default=False, server_default=false())

    proposed_kind: Mapped[str | None] = mapped_column(String(12))
    proposed_categories: Mapped[str | None] = mapped_column(String(200))
    proposed_measures: Mapped[str | None] = mapped_column(String(200))
    triaged_at: Mapped[datetime | None] = mapped_column(Instant)
    kind: Mapped[str | None] = mapped_column(String(12))
    category: Mapped[str | None] = mapped_column(String(40))
    measures: Mapped[str | None] = mapped_column(String(200))
    # Named as the documents name it; what residents say of it is one thing, its figures another.
    indicator: Mapped[str | None] = mapped_column(String(200))
    department: Mapped[str | None] = mapped_column(String(60))
    assignee: Mapped[int | None] = mapped_column(BigInteger)
    document_number: Mapped[str | None] = mapped_column(String(60))

    working_days: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(Date)
    paused_since: Mapped[date | None] = mapped_column(Date)
    late_told_at: Mapped[datetime | None] = mapped_column(Instant)

    end: Mapped[str | None] = mapped_column(String(20))
    end_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    end_detail: Mapped[bytes | None] = mapped_column(LargeBinary)
    end_when: Mapped[date | None] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    # 決裁 of the newest draft; a newer draft takes it away again.
    decided_on: Mapped[date | None] = mapped_column(Date)
    # How many other cases look like it; None: nobody has looked yet.
    alike: Mapped[int | None]
    ask_after_on: Mapped[date | None] = mapped_column(Date)
    asked_after_at: Mapped[datetime | None] = mapped_column(Instant)

    retention: Mapped[str] = mapped_column(String(12), default="voice", server_default="voice")
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_at: Mapped[datetime | None] = mapped_column(Instant)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    # Grows with every change by staff: whoever saves on an older one is shown what changed.
    version: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        Index("ix_cases_chat", "chat", "received_at"),
        Index("ix_cases_state", "state", "received_at"),
        Index("ix_cases_received_at", "received_at"),
        Index("ix_cases_due_on", "due_on"),
        Index("ix_cases_department", "department", "state"),
        Index("ix_cases_assignee", "assignee", "state"),
        # Counters and lists of the desk read nothing but this.
        Index(
            "ix_cases_desk",
            "received_at",
            "id",
            "state",
            "due_on",
            "department",
            "assignee",
            "kind",
            "category",
            "channel",
            "urgent",
            "personal",
            "alike",
            "decided_on",
            "still_open",
            "heard_back",
            "sealed_at",
            "joined_into_id",
            sqlite_where=text(ON_THE_DESK),
            postgresql_where=text(ON_THE_DESK),
        ),
        # 集計 goes through all cases in this order, so that those of one kind stand together and need not be sorted,
        Index(
            "ix_cases_counted",
            "kind",
            "proposed_kind",
            "category",
            "proposed_categories",
            "department",
            "channel",
            "end",
            "received_at",
            sqlite_where=text(COUNTED),
            postgresql_where=text(COUNTED),
        ),
        # and reckons days and what is overdue without looking at the cases themselves.
        Index(
            "ix_cases_lasting",
            "received_at",
            "ended_at",
            "due_on",
            "id",
            sqlite_where=text(COUNTED),
            postgresql_where=text(COUNTED),
        ),
        Index("ix_cases_parent_id", "parent_id"),
        # Nearly all cases stand by themselves: to look them up by that would be reading all of them one by one.
        Index(
            "ix_cases_joined_into_id",
            "joined_into_id",
            sqlite_where=text("joined_into_id is not null"),
            postgresql_where=text("joined_into_id is not null"),
        ),
        Index(
            "ix_cases_untriaged",
            "id",
            sqlite_where=text("triaged_at is null"),
            postgresql_where=text("triaged_at is null"),
        ),
        Index(
            "ix_cases_ask_after_on",
            "ask_after_on",
            sqlite_where=text("ask_after_on is not null"),
            postgresql_where=text("ask_after_on is not null"),
        ),
        {"sqlite_autoincrement": True},
    )


class Voice(Base):
    """What one person said at one time. ``print`` is a keyed hash of its words: equal for the same words said again.

    ``asked_for``: the answer to what the city asked back, and so no voice more where voices are counted. ``sealed_at``: taken
    back after the hold, in a case that goes on: hidden everywhere, kept with the case to the end of its time. ``contact``: what
    came along with a voice in a case that was there already; ``Case.contact`` is that of the voice that opened it.
    ``pushes``: so many about the case went to who said it (``storage.case_pushes``).
    """

    __tablename__ = "voices"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    chat: Mapped[str | None] = mapped_column(String(32))
    channel: Mapped[Channel] = mapped_column(String(12))
    said_at: Mapped[datetime] = mapped_column(Instant)
    wants_reply: Mapped[bool]
    print: Mapped[str | None] = mapped_column(String(32))
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    asked_for: Mapped[bool] = mapped_column(default=False, server_default=false())
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    pushes: Mapped[int] = mapped_column(default=0, server_default="0")
    sealed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        # Voices and people of many cases are counted from this alone.
        Index("ix_voices_case_id", "case_id", "sealed_at", "asked_for", "chat"),
        Index("ix_voices_chat", "chat", "said_at"),
        Index("ix_voices_print", "print"),
        {"sqlite_autoincrement": True},
    )


class VoicePart(Base):
    """One message of a voice: its words, sealed, never changed. ``body`` None: taken back in time, and erased.

    ``message_id`` is LINE's, or names the page of the desk on which staff entered it.
    """

    __tablename__ = "voice_parts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    voice_id: Mapped[int] = mapped_column(ForeignKey("voices.id"))
    kind: Mapped[Literal["text", "place"]] = mapped_column(String(8))
    message_id: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_voice_parts_voice_id", "voice_id"),
        Index("ix_voice_parts_message_id", "message_id"),
        {"sqlite_autoincrement": True},
    )


class Attachment(Base):
    """A photo. wanted → ready | missing (LINE has it no longer) | refused (no image, too large) → erased.

    ``file`` is its name below MEDIA_DIR once it is ready: a JPEG made anew, without anything a camera writes into it.
    """

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    voice_id: Mapped[int] = mapped_column(ForeignKey("voices.id"))
    message_id: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[AttachmentState] = mapped_column(String(8), default="wanted", server_default="wanted")
    file: Mapped[str | None] = mapped_column(String(80))
    bytes: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (
        Index("ix_attachments_voice_id", "voice_id"),
        Index("ix_attachments_message_id", "message_id"),
        Index(
            "ix_attachments_wanted",
            "due_at",
            sqlite_where=text("state = 'wanted'"),
            postgresql_where=text("state = 'wanted'"),
        ),
        {"sqlite_autoincrement": True},
    )


class TimelineEntry(Base):
    """What happened to a case: only ever added to. ``what`` is one of ``storage.timeline.What``; ``body`` is sealed JSON.

    ``by`` is the id of a member of staff; None: the resident or the program. ``section``: who was asked (``inquiry``), and
    whose reply it is (``section_reply``); what a section may read goes by it.
    """

    __tablename__ = "timeline"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    section: Mapped[str | None] = mapped_column(String(60))

    __table_args__ = (
        Index("ix_timeline_case_id", "case_id", "id"),
        Index(
            "ix_timeline_section",
            "section",
            "what",
            "case_id",
            "id",
            sqlite_where=text("section is not null"),
            postgresql_where=text("section is not null"),
        ),
        Index(
            "ix_timeline_answered",
            "case_id",
            "at",
            sqlite_where=text("what = 'answered'"),
            postgresql_where=text("what = 'answered'"),
        ),
        {"sqlite_autoincrement": True},
    )


class CasePause(Base):
    """Days on which the clock of a case stands, because the city asked back. ``until`` None: still. ``promised``: the day by
    which the city had said it would answer, when it asked."""

    __tablename__ = "case_pauses"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    promised: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (Index("ix_case_pauses_case_id", "case_id"), {"sqlite_autoincrement": True})


class CaseLink(Base):
    """What staff said about two cases that look alike (``case_id`` < ``other_id``): not the same, so do not ask again."""

    __tablename__ = "case_links"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    verdict: Mapped[Literal["different"]] = mapped_column(String(12))
    by: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("case_id", "other_id"),
        Index("ix_case_links_other_id", "other_id"),
        {"sqlite_autoincrement": True},
    )


class VoiceToken(Base):
    """A word or piece of a voice, as a keyed number that tells nothing without the key; for search and likeness."""

    __tablename__ = "voice_tokens"

    token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    voice_id: Mapped[int] = mapped_column(RowId, ForeignKey("voices.id"), primary_key=True, autoincrement=False)

    __table_args__ = (Index("ix_voice_tokens_voice_id", "voice_id"), {"sqlite_with_rowid": False})
