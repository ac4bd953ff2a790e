"""The cases that staff made of parts of a letter: they hold the same words as the letter, each under a number of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.models import Case, TimelineEntry

# A case a resident's words go on from has a parent, too, and is no part of it.
_BY_STAFF = exists().where(
    TimelineEntry.case_id == Case.id, TimelineEntry.what == "received", TimelineEntry.by.is_not(None)
)


def parts_of(session: Session, case_ids: Iterable[int], *, hold: bool = False) -> dict[int, tuple[str, ...]]:
    """The numbers of what was split off these cases, and off those parts, as they were made; cases without any are missing.

    What was taken back is not among them. ``hold``: they are held for this transaction, one that is being split just now is
    waited for.
    """
    letters = list(case_ids)
    made_of: dict[int | None, dict[int, str]] = {}
    newest = letters
    while newest:
        wanted = (
            select(Case.id, Case.receipt, Case.parent_id)
            .where(Case.parent_id.in_(newest), Case.withdrawn_at.is_(None), _BY_STAFF)
            .order_by(Case.id)
        )
        newest = []
        for case_id, receipt, parent in session.execute(wanted.with_for_update() if hold else wanted):
            made_of.setdefault(parent, {})[case_id] = receipt
            newest.append(case_id)
    return {letter: tuple(_with_parts_of_parts(letter, made_of)) for letter in letters if letter in made_of}


def _with_parts_of_parts(letter: int, made_of: Mapping[int | None, Mapping[int, str]]) -> Iterator[str]:
    for case_id, receipt in made_of.get(letter, {}).items():
        yield receipt
        yield from _with_parts_of_parts(case_id, made_of)
