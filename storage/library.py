"""The library of imported documents, in editions.

Every change (an import, a restoring, a withdrawal) makes the next edition, in the transaction of its caller: other
processes see the former edition until it is kept, and for ever if it is not. Sheets are written once and never changed;
which of them an edition shows stands apart from them, so that a former edition can be shown again. Withdrawals hold in
every edition: what was found to be wrong must not come back with an older state.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from knowledge.ledger.identity import Identity, Sheet, identified, unnumbered
from knowledge.ledger.lexicon import Lexicon, lexicon_version
from knowledge.ledger.merging import Imported
from knowledge.ledger.sheet_json import from_json, to_json
from knowledge.ledger.withdrawal import Fact
from storage.models import (
    LIBRARY,
    AmendmentSpan,
    Edition,
    ImportedFile,
    KeptSheet,
    Library,
    SheetWords,
    Showing,
    Withdrawal,
)
from storage.models.library import Act
from storage.upsert import insert_unless_there
from storage.wakeup import LIBRARY_CHANNEL, notify

_THE_ONE = 1
# SQLite takes no more than so many thousand values in one statement.
_PER_STATEMENT = 1000

_T = TypeVar("_T")


class NoSuchEdition(Exception):
    """There is no edition of this number."""


@dataclass(frozen=True)
class _Written:
    identity: Identity
    body: str
    digest: str


@dataclass(frozen=True)
class Parcel:
    """A file made ready for being kept, so that the transaction that keeps it is short. ``sha256`` is that of its bytes,
    ``doubts`` what its reader is not sure of besides single rows, ``packed_words`` those of its sheets by digest, packed
    because the words of a long file take three times the room of its text."""

    name: str
    sha256: str
    sheets: tuple[_Written, ...]
    doubts: tuple[str, ...] = ()
    packed_words: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        name: str,
        sha256: str,
        sheets: Iterable[Sheet],
        doubts: Iterable[str] = (),
        lexicon: Lexicon | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Parcel:
        """``name`` is the file's, without its folders. With a ``lexicon`` the words of the sheets are kept, too, whose
        finding takes time: ``progress(done, total)`` is called for every sheet."""
        written = []
        words = {}
        found = identified(sheets)
        total = len(found)
        found.reverse()
        for nth in range(1, total + 1):
            identity, sheet = found.pop()  # what is made ready need not stay in memory twice
            body = to_json(sheet)
            digest = hashlib.sha256(body.encode()).hexdigest()
            written.append(_Written(identity, body, digest))
            if lexicon is not None:
                words[digest] = zlib.compress(lexicon.to_json(sheet).encode(), 1)
                if nth % _PER_STATEMENT == 0:
                    lexicon.done()  # what was cut stands in the words by now
            if progress is not None:
                progress(nth, total)
        return cls(name, sha256, tuple(written), tuple(doubts), words)

    def imported(self) -> list[Imported]:
        """Its sheets as they would be answered from."""
        return [
            Imported(one.identity, from_json(one.identity.family, one.body), one.digest, self.words.get(one.digest))
            for one in self.sheets
        ]

    @property
    def words(self) -> Mapping[str, str]:
        """The words of its sheets by digest."""
        return _Unpacked(self.packed_words)


class _Unpacked(Mapping[str, str]):
    """Packed texts, each unpacked when it is asked for."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, key: str) -> str:
        return zlib.decompress(self._packed[key]).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


@dataclass(frozen=True)
class KeptFile:
    """A file of the library. ``shown`` of its ``sheets`` are answered from; the others are superseded."""

    id: int
    edition: int
    name: str
    sha256: str
    imported_at: datetime
    sheets: int
    shown: int
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What made an edition. ``restored`` is the edition that was gone back to, None for any other act."""

    number: int
    act: Act
    made_at: datetime
    restored: int | None


@dataclass(frozen=True)
class TakenBack:
    """A withdrawn fact."""

    identity: str
    print: str
    name: str
    says: str
    withdrawn_at: datetime


def edition(session: Session) -> int:
    """The number of the edition that is answered from; 0 while nothing was ever imported."""
    return session.execute(select(Library.edition)).scalar_one_or_none() or 0


def shown(session: Session, wanted: int | None = None) -> list[Imported]:
    """The imported sheets of the present edition, or of edition ``wanted``, with their words where this release has kept
    them.

    Raises UnreadableSheet.
    """
    rows = session.execute(
        select(
            KeptSheet.family,
            KeptSheet.city,
            KeptSheet.year,
            KeptSheet.department,
            KeptSheet.sheet,
            KeptSheet.nth,
            KeptSheet.body,
            KeptSheet.digest,
            SheetWords.words,
        )
        .join(Showing, Showing.sheet_id == KeptSheet.id)
        .outerjoin(SheetWords, (SheetWords.digest == KeptSheet.digest) & (SheetWords.lexicon == lexicon_version()))
        .where(in_edition(Showing, wanted))
        .order_by(KeptSheet.id)
    )
    return [
        Imported(Identity(family, city, year, department, sheet, nth), from_json(family, body), digest, words)
        for family, city, year, department, sheet, nth, body, digest, words in rows
    ]


def keep_words(session: Session, words: Mapping[str, str]) -> None:
    """Keep the words of sheets, by digest, in the place of any that were kept of them before."""
    if not words:
        return
    hold(session)
    digests = sorted(words)
    for some in _portions(digests):
        session.execute(delete(SheetWords).where(SheetWords.digest.in_(some)))
    for some in _portions(digests):
        session.execute(
            insert(SheetWords),
            [{"digest": digest, "lexicon": lexicon_version(), "words": words[digest]} for digest in some],
        )


def withdrawn(session: Session) -> list[TakenBack]:
    """The facts that must not be given, oldest first."""
    rows = session.execute(select(Withdrawal).order_by(Withdrawal.id)).scalars()
    return [TakenBack(row.identity, row.print, row.name, row.says, row.withdrawn_at) for row in rows]


def files(session: Session) -> list[KeptFile]:
    """All files ever imported, newest first."""
    counted = (
        select(
            KeptSheet.file_id,
            func.count().label("sheets"),
            func.count(Showing.id).label("shown"),
        )
        .outerjoin(Showing, (Showing.sheet_id == KeptSheet.id) & Showing.until.is_(None))
        .group_by(KeptSheet.file_id)
        .subquery()
    )
    rows = session.execute(
        select(ImportedFile, counted.c.sheets, counted.c.shown)
        .outerjoin(counted, counted.c.file_id == ImportedFile.id)
        .order_by(ImportedFile.id.desc())
    )
    return [
        KeptFile(
            file.id,
            file.edition,
            file.file_name,
            file.sha256,
            file.imported_at,
            sheets or 0,
            shown or 0,
            tuple(json.loads(file.doubts)),
        )
        for file, sheets, shown in rows
    ]


def changes(session: Session) -> list[Change]:
    """What made the editions, newest first."""
    rows = session.execute(select(Edition).order_by(Edition.number.desc())).scalars()
    return [Change(row.number, row.act, row.made_at, row.restored) for row in rows]


def keep(session: Session, parcels: Sequence[Parcel], now: datetime) -> int:
    """Keep files as the next edition, in which their sheets take the place of those of the same identity; its number.

    Where two of the files hold the same sheet, the later one counts. Sheets of a plan whose number was not known give way
    to those that tell it.
    """
    number = next_edition(session, "import", now)
    newest: dict[str, int] = {}
    for parcel in parcels:
        file_id = session.execute(
            insert(ImportedFile).returning(ImportedFile.id),
            {
                "edition": number,
                "file_name": _storable(parcel.name),
                "sha256": parcel.sha256,
                "imported_at": now,
                "doubts": json.dumps(parcel.doubts),
            },
        ).scalar_one()
        for some in _portions(parcel.sheets):
            ids = session.execute(
                insert(KeptSheet).returning(KeptSheet.id, sort_by_parameter_order=True),
                [_row(file_id, written) for written in some],
            ).scalars()
            newest |= zip((written.identity.key for written in some), ids, strict=True)
        keep_words(session, parcel.words)
    gone = given_way(parcels)
    _hide(session, gone, number)
    _show(session, {identity: sheet for identity, sheet in newest.items() if identity not in gone}, number)
    return number


def is_answered_from(session: Session, parcels: Sequence[Parcel]) -> bool:
    """Whether keeping these files would change nothing: all their sheets are answered from as they are, and what their
    readers doubt is known."""
    shown_now = select(KeptSheet.identity, KeptSheet.digest).join(Showing, Showing.sheet_id == KeptSheet.id)
    there = {tuple(row) for row in session.execute(shown_now.where(Showing.until.is_(None)))}
    known = {(file.sha256, file.doubts) for file in files(session) if file.shown}
    return all(
        (parcel.sha256, parcel.doubts) in known
        and all((written.identity.key, written.digest) in there for written in parcel.sheets)
        for parcel in parcels
    )


def given_way(parcels: Iterable[Parcel]) -> frozenset[str]:
    """The keys of the sheets that were these while their plan's number was not known."""
    before = (unnumbered(written.identity) for parcel in parcels for written in parcel.sheets)
    return frozenset(one.key for one in before if one is not None)


def restore(session: Session, wanted: int, now: datetime) -> int:
    """Show what edition ``wanted`` showed, as the next edition; its number. 0 is the state before the first import.

    Facts withdrawn since stay withdrawn. Raises NoSuchEdition.
    """
    hold(session)
    if not 0 <= wanted <= edition(session):
        raise NoSuchEdition(str(wanted))
    then = {
        row.identity: row.sheet_id
        for row in session.execute(select(Showing.identity, Showing.sheet_id).where(in_edition(Showing, wanted)))
    }
    present = {
        row.identity: row.sheet_id
        for row in session.execute(select(Showing.identity, Showing.sheet_id).where(Showing.until.is_(None)))
    }
    number = next_edition(session, "restore", now, restored=wanted)
    _hide(session, present.keys() - then.keys(), number)
    _show(session, {identity: sheet for identity, sheet in then.items() if present.get(identity) != sheet}, number)
    _amend_as_in(session, wanted, number)
    return number


def _amend_as_in(session: Session, wanted: int, number: int) -> None:
    """From edition ``number`` on, what staff put right is what it was in edition ``wanted``."""
    then = _amending(session, in_edition(AmendmentSpan, wanted))
    present = _amending(session, in_edition(AmendmentSpan))
    if gone := present - then:
        session.execute(
            update(AmendmentSpan)
            .where(AmendmentSpan.amendment_id.in_(gone), AmendmentSpan.until.is_(None))
            .values(until=number),
            execution_options={"synchronize_session": False},
        )
    if back := then - present:
        session.execute(
            insert(AmendmentSpan), [{"amendment_id": one, "since": number, "until": None} for one in sorted(back)]
        )


def _amending(session: Session, condition: ColumnElement[bool]) -> set[int]:
    return set(session.execute(select(AmendmentSpan.amendment_id).where(condition)).scalars())


def in_edition(spans: type[Showing] | type[AmendmentSpan], wanted: int | None = None) -> ColumnElement[bool]:
    """What is answered from in edition ``wanted``; None: in the present one."""
    if wanted is None:
        return spans.until.is_(None)
    return and_(spans.since <= wanted, or_(spans.until.is_(None), spans.until > wanted))


def withdraw(session: Session, fact: Fact, now: datetime) -> int:
    """Give a fact no more, from the next edition on; its number. Harmless when it is withdrawn already."""
    hold(session)
    there = session.execute(
        select(Withdrawal.id).where(Withdrawal.identity == fact.sheet.key, Withdrawal.print == fact.print)
    ).scalar_one_or_none()
    if there is not None:
        return edition(session)
    number = next_edition(session, "withdraw", now)
    session.execute(
        insert(Withdrawal),
        {
            "identity": fact.sheet.key,
            "print": fact.print,
            "name": fact.name,
            "says": fact.says,
            "withdrawn_at": now,
        },
    )
    return number


def give_again(session: Session, taken_back: TakenBack, now: datetime) -> int:
    """Give a withdrawn fact again, from the next edition on; its number."""
    number = next_edition(session, "give_again", now)
    session.execute(
        delete(Withdrawal).where(Withdrawal.identity == taken_back.identity, Withdrawal.print == taken_back.print)
    )
    return number


def hold(session: Session) -> None:
    """Let nobody else change the library until the transaction ends."""
    session.execute(insert_unless_there(session, LIBRARY, "id"), {"id": _THE_ONE, "edition": 0})
    session.execute(select(Library.edition).with_for_update())


def next_edition(session: Session, act: Act, now: datetime, *, restored: int | None = None) -> int:
    """Begin the next edition; its number. Every process is told when the transaction is kept."""
    hold(session)
    number = edition(session) + 1
    session.execute(insert(Edition), {"number": number, "act": act, "made_at": now, "restored": restored})
    session.execute(update(Library).values(edition=number))
    notify(session, LIBRARY_CHANNEL)
    return number


def _show(session: Session, sheets: Mapping[str, int], number: int) -> None:
    """From edition ``number`` on, these are the sheets of their identities."""
    _hide(session, sheets.keys(), number)
    if sheets:
        session.execute(
            insert(Showing),
            [{"identity": key, "sheet_id": sheet, "since": number, "until": None} for key, sheet in sheets.items()],
        )


def _hide(session: Session, identities: Collection[str], number: int) -> None:
    for some in _portions(sorted(identities)):
        session.execute(
            update(Showing).where(Showing.identity.in_(some), Showing.until.is_(None)).values(until=number),
            execution_options={"synchronize_session": False},
        )


def _portions(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (values[begin : begin + _PER_STATEMENT] for begin in range(0, len(values), _PER_STATEMENT))


def _row(file_id: int, written: _Written) -> dict[str, object]:
    identity = written.identity
    return {
        "file_id": file_id,
        "identity": identity.key,
        "family": identity.family,
        "city": identity.city,
        "year": identity.year,
        "department": identity.department,
        "sheet": identity.sheet,
        "nth": identity.nth,
        "body": written.body,
        "digest": written.digest,
    }


def _storable(file_name: str) -> str:
    """A file's name may hold bytes that are no text, which no database takes."""
    return os.fsencode(file_name).decode("utf-8", "replace").replace("\0", "")
