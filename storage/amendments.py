"""What staff put right at the desk, kept with the editions of the library.

Each amendment makes the next edition, so that every process follows, and is shown and hidden again like a sheet: a former
edition answers as it did. The questions that guard an amendment count as long as it is answered by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from handlers.checks import Check, Expected
from handlers.city import Door, Word
from handlers.parts import Amendment, Parts
from knowledge.ledger.amendments import AddedRow, AddedStatement, OutOfScope, Settled
from knowledge.ledger.sheet_json import read_as, to_json
from storage import library
from storage.models import Amendment as Row
from storage.models import AmendmentCheck, AmendmentSpan
from storage.models.amendments import AmendmentKind
from storage.models.library import Act
from storage.sealing import Seal

_KINDS: dict[AmendmentKind, type[Amendment]] = {
    "word": Word,
    "door": Door,
    "fact": AddedRow,
    "words": AddedStatement,
    "scope": OutOfScope,
    "doubt": Settled,
}
KIND_OF = {made: kind for kind, made in _KINDS.items()}


class EditionMovedOn(Exception):
    """Another edition is answered from than the one this was tried on."""


@dataclass(frozen=True)
class Kept:
    """An amendment that is answered by. ``what`` None: a check that stands alone. ``made_by``: the number of a person."""

    id: int
    kind: AmendmentKind
    what: Amendment | None
    made_at: datetime
    made_by: int | None
    checks: tuple[Check, ...]


def parts(session: Session, wanted: int | None = None) -> Parts:
    """What the present edition is made of; of edition ``wanted`` what would be answered from if it were restored now.

    Raises UnreadableSheet.
    """
    number = library.edition(session)  # first: what is changed meanwhile is then found to be newer
    imported = tuple(library.shown(session, wanted))
    withdrawn = frozenset((fact.identity, fact.print) for fact in library.withdrawn(session))
    made = tuple(what for _, what in _shown(session, wanted) if what is not None)
    return Parts(number, imported, withdrawn, made)


def checks(session: Session) -> int:
    """How many questions guard what is answered from."""
    return session.execute(
        select(func.count())
        .select_from(AmendmentCheck)
        .join(AmendmentSpan, AmendmentSpan.amendment_id == AmendmentCheck.amendment_id)
        .where(AmendmentSpan.until.is_(None))
    ).scalar_one()


def doors(session: Session) -> tuple[Door, ...]:
    """The doors staff added, without reading anything else."""
    return tuple(what for _, what in _shown(session) if isinstance(what, Door))


def listed(session: Session, seal: Seal, wanted: int | None = None) -> list[Kept]:
    """The amendments that are answered by, or were in edition ``wanted``, the newest first, with the questions that guard
    them."""
    guards: dict[int, list[Check]] = {}
    rows = session.execute(
        select(AmendmentCheck)
        .join(AmendmentSpan, AmendmentSpan.amendment_id == AmendmentCheck.amendment_id)
        .where(library.in_edition(AmendmentSpan, wanted))
        .order_by(AmendmentCheck.id)
    ).scalars()
    for row in rows:
        check = Check(seal.open(row.question), cast("Expected", row.expected), row.says)
        guards.setdefault(row.amendment_id, []).append(check)
    return [
        Kept(row.id, row.kind, what, row.made_at, row.made_by, tuple(guards.get(row.id, ())))
        for row, what in reversed(_shown(session, wanted))
    ]


def kind_of(what: Amendment | None) -> AmendmentKind:
    """None: a check that stands alone."""
    return KIND_OF[type(what)] if what is not None else "check"


def add(
    session: Session,
    what: Amendment | None,
    checks: Sequence[Check],
    seal: Seal,
    now: datetime,
    *,
    by: int | None = None,
    after: int | None = None,
) -> int:
    """Answer by an amendment from the next edition on; its number. ``after`` is the edition it was tried on.

    Raises EditionMovedOn.
    """
    number = _next(session, "amend", now, after)
    kind = kind_of(what)
    id_ = session.execute(
        insert(Row).returning(Row.id),
        {"kind": kind, "body": to_json(what) if what is not None else "", "made_at": now, "made_by": by},
    ).scalar_one()
    session.execute(insert(AmendmentSpan), {"amendment_id": id_, "since": number, "until": None})
    if checks:
        session.execute(
            insert(AmendmentCheck),
            [
                {"amendment_id": id_, "question": seal.seal(one.question), "expected": one.expected, "says": one.says}
                for one in checks
            ],
        )
    return number


def take_back(session: Session, id_: int, now: datetime, *, after: int | None = None) -> int:
    """Answer without an amendment from the next edition on; its number. Raises EditionMovedOn."""
    number = _next(session, "unamend", now, after)
    session.execute(
        update(AmendmentSpan)
        .where(AmendmentSpan.amendment_id == id_, AmendmentSpan.until.is_(None))
        .values(until=number)
    )
    return number


def _next(session: Session, act: Act, now: datetime, after: int | None) -> int:
    library.hold(session)
    if after is not None and library.edition(session) != after:
        raise EditionMovedOn
    return library.next_edition(session, act, now)


def _shown(session: Session, wanted: int | None = None) -> list[tuple[Row, Amendment | None]]:
    rows = session.execute(
        select(Row)
        .join(AmendmentSpan, AmendmentSpan.amendment_id == Row.id)
        .where(library.in_edition(AmendmentSpan, wanted))
        .order_by(Row.id)
    ).scalars()
    return [(row, read_as(_KINDS[row.kind], row.body) if row.kind in _KINDS else None) for row in rows]
