"""The log of answers: what was asked of the documents, what came of it, and what residents said was wrong.

It says what to improve and which answers gave a fact that turned out to be wrong. It does not say who asked.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from handlers.model import Doubt
from knowledge.language.text import fold
from knowledge.model import Source
from knowledge.reply import Outcome, Reply
from storage import changed, erasures
from storage.models import ANSWERS, Answer
from storage.pseudonyms import Naming
from storage.sealing import Seal, Unreadable
from storage.straight import Statement

_KEEP = Statement(
    """
    INSERT INTO answers (id, asked_at, person, outcome, sources, door, edition, ledger, message, body)
    VALUES (:id, :asked_at, :person, :outcome, :sources, :door, :edition, :ledger, :message, :body)
    """
)
_NOT_TOLD: tuple[Outcome, ...] = ("unknown", "out_of_scope", "partly")
# Positive in a signed column of 64 bits, and exact in programs that read numbers as floating point.
_ID_BITS = 53


@dataclass(frozen=True)
class Noted:
    """An answer ready to be kept, so that the transaction that keeps it is short."""

    id: int
    row: dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A kept answer as staff see it. ``question`` is masked; "" when it was taken back or no key opens it.

    ``person`` tells which questions of one day were asked by the same person, None after thirty days. ``subjects`` are the
    keys of what was told of, ``rejected`` those of what was found near and not told. ``doubt_words`` are what the resident
    wrote about what is wrong.
    """

    id: int
    asked_at: datetime
    person: str | None
    outcome: Outcome
    aspect: str | None
    subjects: tuple[str, ...]
    sources: tuple[Source, ...]
    rejected: tuple[str, ...]
    door: str | None
    edition: int
    question: str
    slots: dict[str, Any]
    doubt: Doubt | None = None
    doubt_words: str = ""
    doubted_at: datetime | None = None


@dataclass(frozen=True)
class Group:
    """Questions that asked for the same thing: how many, and one of them each way it was put, the most frequent first.
    ``example`` is the answer to one that was put like the first."""

    times: int
    outcome: Outcome
    door: str | None
    questions: tuple[str, ...]
    last_asked_at: datetime
    example: int


def noted(
    question: str,
    reply: Reply,
    *,
    door: str | None,
    message_id: str,
    chat: str,
    naming: Naming,
    edition: int,
    ledger: str,
    seal: Seal,
    now: datetime,
) -> Noted:
    """Make the row of one answer. ``question`` is masked already; ``message_id`` "" where it came by a button."""
    number = secrets.randbits(_ID_BITS)
    return Noted(
        number,
        {
            "id": number,
            "asked_at": _hour(now),
            "person": naming.of(chat),
            "outcome": reply.outcome,
            "sources": _json([_place(source) for source in reply.sources]),
            "door": door,
            "edition": edition,
            "ledger": ledger,
            "message": naming.of(f"message {message_id}") if message_id else None,
            "body": seal.seal(_json(_understood(question, reply))),
        },
    )


def _understood(question: str, reply: Reply) -> dict[str, Any]:
    """Sealed, since slots and names repeat words of the question."""
    told = reply.topic
    return {
        "question": question,
        "slots": reply.slots,
        "aspect": told.aspect if told else None,
        "subjects": told.subjects if told else (),
        "rejected": reply.rejected,
    }


def keep(session: Session, answers: Sequence[Noted]) -> None:
    """Keep the answers of a group of turns."""
    if answers:
        _KEEP.run_each(session, [answer.row for answer in answers])


def doubt(session: Session, answer: int, about: Doubt, words: str, seal: Seal, now: datetime) -> None:
    """A resident says that an answer is wrong; ``words`` (masked, may be "") say in what. The last word counts."""
    session.execute(
        update(Answer)
        .where(Answer.id == answer)
        .values(doubt=about, doubt_words=seal.seal(words) if words else None, doubted_at=now)
    )


def take_back(session: Session, message_id: str, namings: Iterable[Naming]) -> int:
    """Erase the words of a question that was taken back; how many. ``namings`` are those of the days it may be from."""
    names = [naming.of(f"message {message_id}") for naming in namings]
    return changed.rows(session, update(Answer).where(Answer.message.in_(names)).values(body=None, doubt_words=None))


# --- reading -------------------------------------------------------------------------------------------------------


def outcomes(session: Session, since: datetime, until: datetime | None = None) -> dict[Outcome, int]:
    """How many answers had which outcome since then, up to ``until`` where it is given."""
    wanted = select(Answer.outcome, func.count()).where(Answer.asked_at >= _hour(since)).group_by(Answer.outcome)
    rows = session.execute(wanted if until is None else wanted.where(Answer.asked_at < until))
    return {outcome: count for outcome, count in rows}


def doubts(session: Session, since: datetime) -> dict[Doubt, int]:
    """How many answers were said to be wrong since then, by what is wrong."""
    rows = session.execute(
        select(Answer.doubt, func.count())
        .where(Answer.asked_at >= _hour(since), Answer.doubt.is_not(None))
        .group_by(Answer.doubt)
    )
    return {about: count for about, count in rows if about is not None}


def unanswered(session: Session, seal: Seal, since: datetime, limit: int) -> list[Group]:
    """What was asked since then and not told by the documents, the most frequent first, alike ones together."""
    rows = session.execute(
        select(ANSWERS)
        .where(Answer.asked_at >= _hour(since), Answer.outcome.in_(_NOT_TOLD))
        .order_by(Answer.asked_at, Answer.id)
    )
    groups: dict[tuple[str, ...], list[Asked]] = {}
    written: dict[str, tuple[str, ...]] = {}  # what is written alike stays together, however it was understood since
    for row in rows:
        asked = _asked(row, seal)
        if asked.question:
            alike = written.setdefault(_as_written(asked.question), _alike(asked))
            groups.setdefault(alike, []).append(asked)
    made = [_group(alike) for alike in groups.values()]
    return sorted(made, key=lambda group: (-group.times, -group.last_asked_at.timestamp()))[:limit]


def doubted(session: Session, seal: Seal, since: datetime, limit: int) -> list[Asked]:
    """The answers of which residents said since then that they are wrong, newest first."""
    rows = session.execute(
        select(ANSWERS).where(Answer.doubted_at >= since).order_by(Answer.doubted_at.desc(), Answer.id).limit(limit)
    )
    return [_asked(row, seal) for row in rows]


def one(session: Session, seal: Seal, number: int) -> Asked | None:
    """The answer of that number; None where it is none, or forgotten."""
    row = session.execute(select(ANSWERS).where(Answer.id == number)).one_or_none()
    return None if row is None else _asked(row, seal)


def page(
    session: Session, seal: Seal, outcome: Outcome | None, before: tuple[datetime, int] | None, limit: int
) -> list[Asked]:
    """Answers, the newest first, of one outcome or all; those that stand after ``before``, the time and number of another."""
    query = select(ANSWERS).order_by(Answer.asked_at.desc(), Answer.id.desc()).limit(limit)
    if outcome is not None:
        query = query.where(Answer.outcome == outcome)
    if before is not None:
        at, number = before
        query = query.where(or_(Answer.asked_at < at, and_(Answer.asked_at == at, Answer.id < number)))
    return [_asked(row, seal) for row in session.execute(query)]


def of_person(session: Session, names: Sequence[str], seal: Seal) -> list[Asked]:
    """What was asked under these pseudonyms, newest first."""
    return _found(session, seal, Answer.person.in_(names))


def that_gave(
    session: Session, seal: Seal, places: Sequence[Source], edition: int, since: datetime
) -> tuple[list[Asked], list[Asked]]:
    """The answers since then that gave a fact printed at ``places``, newest first.

    First those that cite the very lines, as answers from the present ``edition`` do; then those from other editions
    that cite the same sheet: their lines may have been others, so they may have given something else of it.
    """
    if not places:
        return [], []
    lines = or_(*(Answer.sources.contains(_json(_place(place)), autoescape=True) for place in places))
    sheets = or_(*(Answer.sources.contains(_json(_place(place)[:2])[:-1], autoescape=True) for place in places))
    told = and_(Answer.asked_at >= _hour(since), Answer.outcome.in_(("answered", "partly")))
    elsewhere = and_(Answer.edition != edition, sheets, ~lines)
    return _found(session, seal, told, lines), _found(session, seal, told, elsewhere)


def _found(session: Session, seal: Seal, *conditions: ColumnElement[bool]) -> list[Asked]:
    rows = session.execute(select(ANSWERS).where(*conditions).order_by(Answer.asked_at.desc(), Answer.id))
    return [_asked(row, seal) for row in rows]


# --- forgetting ----------------------------------------------------------------------------------------------------


def forget_people(session: Session, before: datetime) -> int:
    """Take the pseudonyms off the answers given before then; how many."""
    return changed.rows(
        session,
        update(Answer)
        .where(Answer.asked_at < _hour(before), Answer.person.is_not(None))
        .values(person=None, message=None),
    )


def forget_person(session: Session, names: Sequence[str], now: datetime) -> None:
    """Erase what was written under these pseudonyms, and the pseudonyms; that something was answered stays counted."""
    for answer in session.execute(select(Answer.id).where(Answer.person.in_(names))).scalars().all():
        erasures.note(session, "asked", answer, now)
        forget_words(session, answer)


def forget_words(session: Session, answer: int) -> None:
    """Erase the words of one question and who asked it."""
    session.execute(
        update(Answer)
        .where(Answer.id == answer)
        .values(person=None, message=None, body=None, doubt_words=None)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, before: datetime) -> int:
    """Delete the answers given before then; how many."""
    return changed.rows(session, delete(Answer).where(Answer.asked_at < _hour(before)))


# --- rows ----------------------------------------------------------------------------------------------------------


def _hour(moment: datetime) -> datetime:
    """Times are kept to the hour: whatever was asked within an hour counts as asked at its beginning."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _place(source: Source) -> list[str | int | None]:
    return [source.document, source.place, source.page, source.line]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _asked(row: Row[Any], seal: Seal) -> Asked:
    body = json.loads(_opened(row.body, seal) or "{}")
    return Asked(
        row.id,
        row.asked_at,
        row.person,
        row.outcome,
        body.get("aspect"),
        tuple(body.get("subjects", ())),
        tuple(Source(*place) for place in json.loads(row.sources)),
        tuple(body.get("rejected", ())),
        row.door,
        row.edition,
        body.get("question", ""),
        body.get("slots", {}),
        row.doubt,
        _opened(row.doubt_words, seal),
        row.doubted_at,
    )


def _opened(sealed: bytes | None, seal: Seal) -> str:
    """The words again; "" where there are none, or where the key they were sealed under is gone, which is no reason to
    show nothing of the rest."""
    if sealed is None:
        return ""
    try:
        return seal.open(sealed)
    except Unreadable:
        return ""


def _alike(asked: Asked) -> tuple[str, ...]:
    """Questions with the same words of weight ask for the same; where none was understood, those written alike."""
    words = asked.slots.get("words")
    if isinstance(words, list) and words:
        return tuple(sorted({fold(str(word), spaces=False) for word in words}))
    return "", _as_written(asked.question)


def _as_written(question: str) -> str:
    return "".join(sign for sign in fold(question, spaces=False) if sign.isalnum())


def _group(alike: Sequence[Asked]) -> Group:
    ways = Counter(asked.question for asked in alike)
    last = alike[-1]
    said = tuple(question for question, _ in ways.most_common())
    example = next(asked.id for asked in alike if asked.question == said[0])
    return Group(len(alike), last.outcome, last.door, said, last.asked_at, example)
