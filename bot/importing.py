"""Reading the files staff hand in at the desk, beside everything else the worker does."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from handlers import trying
from handlers.checks import Failed
from handlers.city import City
from knowledge.documents.document import Document
from knowledge.documents.doubts import with_place
from knowledge.documents.files import read_file
from knowledge.documents.lines import Progress, UnreadableDocument
from knowledge.language.words import Words
from knowledge.ledger.identity import document_of, sheets_in
from knowledge.ledger.lexicon import Lexicon
from storage import amendments, audit, importing, library
from storage.database import Database, DatabaseAway
from storage.importing import Claim, File
from storage.library import Parcel
from storage.models.imports import ImportStep
from storage.sealing import Seal

log = logging.getLogger("koe.import")

# A page that is looked at says something new about as often.
_TOLD_EVERY_SECONDS = 1.0


class LetFall(Exception):
    """Somebody else has taken the files up, or they are not wanted any more."""


class _Stopping(Exception):
    """This process is to end; the files are left to the next one."""


class Importing:
    """Reads what was handed in, one after the other. Two processes may do so; what comes of it is kept once."""

    def __init__(self, database: Database, city: City, seal: Seal, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._city = city
        self._seal = seal
        self._clock = clock

    def read_next(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Read what waits longest; how many there were. Once ``stopping``, what is in hand is put back at the next page or
        sheet. Raises DatabaseAway."""
        with self._database.reading() as session:
            if not importing.any_waiting(session, self._clock()):
                return 0
        with self._database.writing() as session:
            claimed = importing.claim(session, self._clock())
        if claimed is None:
            return 0
        try:
            self._read(claimed, stopping)
        except LetFall:
            log.info("import %d: let fall", claimed.id)
        except _Stopping:
            with self._database.writing() as session:
                importing.put_back(session, claimed)
            log.info("import %d: put back", claimed.id)
        return 1

    def _read(self, claimed: Claim, stopping: Callable[[], bool]) -> None:
        with self._database.reading() as session:
            files = importing.files_of(session, claimed)
        lexicon = Lexicon(Words())
        parcels, said = [], []
        for file in files:
            try:
                document = read_file(
                    file.content,
                    file.name,
                    home=self._city.name,
                    progress=self._telling(claimed, "read", file, stopping),
                )
            except UnreadableDocument as problem:
                with self._database.writing() as session:
                    importing.refuse(session, claimed, f"{file.name}：{problem}何も取り込んでいません。")
                return
            digest = hashlib.sha256(file.content).hexdigest()
            doubts = map(with_place, document.doubts)
            progress = self._telling(claimed, "words", file, stopping)
            parcels.append(Parcel.of(file.name, digest, sheets_in(document), doubts, lexicon, progress))
            said.append(f"{file.name}：{_sheets(document)}、確かでないところ {len(document.doubts)}か所")
        failed = self._broken_by(claimed, parcels, lexicon.dictionary)
        if failed and not claimed.why:
            with self._database.writing() as session:
                importing.ask(session, claimed, failed, said, self._seal)
            return
        self._keep(claimed, parcels, said, failed)

    def _keep(self, claimed: Claim, parcels: Sequence[Parcel], said: Sequence[str], failed: Sequence[Failed]) -> None:
        now = self._clock()
        broken = {"checks": len(failed)} if failed else {}  # who took it in all the same, and why, is a line of its own
        with self._database.writing() as session:
            number = importing.keep(session, claimed, parcels, said, now)
            if number is None:
                raise LetFall
            audit.record(
                session, "library.imported", f"edition:{number}", now, staff_id=claimed.by, files=len(parcels), **broken
            )
        log.info("import %d: edition %d", claimed.id, number)

    def _broken_by(self, claimed: Claim, parcels: Sequence[Parcel], dictionary: Words) -> tuple[Failed, ...]:
        """The checks that would come out otherwise with these files taken in."""
        with self._database.reading() as session:
            parts = amendments.parts(session)
            checks = [check for one in amendments.listed(session, self._seal) for check in one.checks]
        if not checks:
            return ()
        self._tell(claimed, "checks", "", 0, len(checks))
        gone = library.given_way(parcels)
        held = {one.identity.key: one for one in parts.imported}
        held |= {one.identity.key: one for parcel in parcels for one in parcel.imported()}
        later = replace(parts, imported=tuple(one for key, one in held.items() if key not in gone))
        return trying.broken(checks, later, parts, self._city, dictionary)

    def _telling(self, claimed: Claim, step: ImportStep, file: File, stopping: Callable[[], bool]) -> Progress:
        told_at = [float("-inf")]

        def progress(done: int, total: int) -> None:
            if stopping():
                raise _Stopping
            if time.monotonic() - told_at[0] >= _TOLD_EVERY_SECONDS:
                told_at[0] = time.monotonic()
                try:
                    self._tell(claimed, step, file.name, done, total)
                except DatabaseAway as problem:  # the reading itself needs no database
                    log.warning("import %d: progress not told: database away (%s)", claimed.id, problem)

        return progress

    def _tell(self, claimed: Claim, step: ImportStep, about: str, done: int, total: int) -> None:
        with self._database.writing(durable=False) as session:
            if not importing.note(session, claimed, step, about, done, total, self._clock()):
                raise LetFall


def _sheets(document: Document) -> str:
    named = dict.fromkeys(map(document_of, sheets_in(document)))
    return f"{'・'.join(named)} {sum(1 for _ in sheets_in(document))}枚"
