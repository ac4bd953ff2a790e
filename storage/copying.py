"""One database into another one, of either kind: an installation moves."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage import snapshot
from storage.archive import Progress
from storage.schema import begin_anew, finish


def copy(source: Session, target: Session, progress: Progress = lambda _name, _count: None) -> int:
    """Copy every row; how many. ``source`` is one moment of a database, ``target`` is emptied first. Raises SchemaTooNew.

    Nothing is left out and nothing held: it is the same installation in another place.
    """
    begin_anew(target.connection(), snapshot.revision(source))
    there = {table.name: table for table in snapshot.tables(target)}
    count = 0
    for table in snapshot.tables(source):
        here = snapshot.put(target, there[table.name], snapshot.rows(source, table))
        progress(table.name, here)
        count += here
    snapshot.go_on_from(target, snapshot.numbers(source))
    finish(target.connection())
    return count
