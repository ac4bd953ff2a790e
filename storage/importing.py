"""Files handed in at the desk: kept as they came, read by whoever does the work, and asked about where checks would not hold.

Reading a long file takes a minute, which no page waits for. What is to be read is a row; whoever takes it up holds it for
a while and tells how far it is. Killed meanwhile, it is taken up again; what comes of it is kept once.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from handlers.checks import Check, Failed
from storage import library
from storage.library import Parcel
from storage.models import HandedFile, HandedIn, ImportedFile, SettledFileDoubt
from storage.models.imports import ImportState, ImportStep
from storage.sealing import Seal

# Far longer than one page or sheet takes; the time begins anew whenever something is told of it.
_HELD_FOR = timedelta(minutes=5)
_MOST_CLAIMS = 3
_KEPT_FOR = timedelta(days=30)
_SHOWN = 5


@dataclass(frozen=True)
class File:
    """A file as it was handed in. ``name`` is without its folders."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Claim:
    """Files in hand. ``why`` is the reason to take them in although checks do not hold; "" while nobody gave one."""

    id: int
    number: int
    why: str
    by: int | None


@dataclass(frozen=True)
class Broken:
    """A check that would not hold with the files taken in, and what would be answered."""

    check: Check
    text: str


@dataclass(frozen=True)
class Standing:
    """How far files are; see ``storage.models.imports.HandedIn``. ``begun``: somebody has taken them up."""

    id: int
    names: tuple[str, ...]
    state: ImportState
    handed_at: datetime
    begun: bool
    step: ImportStep | None
    about: str
    done: int
    total: int
    said: tuple[str, ...]
    broken: tuple[Broken, ...]
    edition: int | None


def hand_in(session: Session, files: Sequence[File], now: datetime, *, by: int | None) -> int:
    """Keep files to be read as one edition; their number."""
    id_ = session.execute(
        insert(HandedIn).returning(HandedIn.id), {"handed_at": now, "handed_by": by, "state": "waiting"}
    ).scalar_one()
    session.execute(
        insert(HandedFile),
        [
            {"handed_id": id_, "name": one.name, "content": base64.b64encode(one.content).decode("ascii")}
            for one in files
        ],
    )
    return id_


def any_waiting(session: Session, now: datetime) -> bool:
    """Whether anything is to be read: asked often, so it writes nothing."""
    return session.execute(select(HandedIn.id).where(_free(now)).limit(1)).first() is not None


def claim(session: Session, now: datetime) -> Claim | None:
    """Take up what waits longest, or was let fall; None when nothing does. What was let fall too often is refused."""
    row = session.execute(
        select(HandedIn).where(_free(now)).order_by(HandedIn.id).limit(1).with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        return None
    if row.claims >= _MOST_CLAIMS:
        _end(session, row.id, "refused", ("読み終えられませんでした。情報システムの担当者に知らせてください。",))
        return None
    row.claims += 1
    row.claimed_until = now + _HELD_FOR
    row.step, row.about, row.done, row.total = "read", "", 0, 0
    session.flush()
    return Claim(row.id, row.claims, row.why, row.handed_by)


def files_of(session: Session, claimed: Claim) -> list[File]:
    """The files themselves."""
    rows = session.execute(
        select(HandedFile.name, HandedFile.content).where(HandedFile.handed_id == claimed.id).order_by(HandedFile.id)
    )
    return [File(name, base64.b64decode(content)) for name, content in rows]


def note(session: Session, claimed: Claim, step: ImportStep, about: str, done: int, total: int, now: datetime) -> bool:
    """Tell how far it is, and hold it longer; False when somebody else has taken it up."""
    values = {"step": step, "about": about, "done": done, "total": total, "claimed_until": now + _HELD_FOR}
    found = session.execute(
        update(HandedIn).where(_held_by(claimed)).values(values).returning(HandedIn.id),
        execution_options={"synchronize_session": False},
    )
    return found.first() is not None


def put_back(session: Session, claimed: Claim) -> None:
    """Let it be taken up again at once, as if it had not been: whoever read it has to stop."""
    session.execute(
        update(HandedIn).where(_held_by(claimed)).values(claimed_until=None, step=None, claims=HandedIn.claims - 1),
        execution_options={"synchronize_session": False},
    )


def keep(session: Session, claimed: Claim, parcels: Sequence[Parcel], said: Sequence[str], now: datetime) -> int | None:
    """Answer from the files from now on; the edition, None when somebody else has taken them up."""
    if not _holds(session, claimed):
        return None
    number = library.keep(session, parcels, now)
    _end(session, claimed.id, "kept", said, number)
    return number


def refuse(session: Session, claimed: Claim, said: str) -> None:
    """Take nothing of it in, and say why."""
    if _holds(session, claimed):
        _end(session, claimed.id, "refused", (said,))


def ask(session: Session, claimed: Claim, failed: Sequence[Failed], said: Sequence[str], seal: Seal) -> None:
    """Let staff say whether it is to be taken in although these checks would not hold."""
    if not _holds(session, claimed):
        return
    told = [
        {"question": one.check.question, "expected": one.check.expected, "says": one.check.says, "would": one.text}
        for one in failed
    ]
    session.execute(
        update(HandedIn)
        .where(HandedIn.id == claimed.id)
        .values(
            state="asking",
            claimed_until=None,
            said=json.dumps(list(said), ensure_ascii=False),
            broken=seal.seal(json.dumps(told, ensure_ascii=False)),
        ),
        execution_options={"synchronize_session": False},
    )


def go_on(session: Session, id_: int, why: str) -> bool:
    """Take it in all the same, for this reason: it is read once more. False when nobody was asked."""
    found = session.execute(
        update(HandedIn)
        .where(HandedIn.id == id_, HandedIn.state == "asking")
        .values(state="waiting", why=why, claims=0, step=None)
        .returning(HandedIn.id),
        execution_options={"synchronize_session": False},
    )
    return found.first() is not None


def give_up(session: Session, id_: int) -> bool:
    """Take nothing of it in, as staff wish; False when it is over already."""
    row = session.execute(
        select(HandedIn.id).where(HandedIn.id == id_, HandedIn.state.in_(("waiting", "asking"))).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        return False
    _end(session, id_, "refused", ("職員が取りやめました。",))
    return True


def standing(session: Session, id_: int, seal: Seal) -> Standing | None:
    """How far it is; None where there is no such number."""
    row = session.get(HandedIn, id_)
    return _standing(session, row, seal) if row is not None else None


def newest(session: Session, seal: Seal) -> list[Standing]:
    """What was handed in last, the newest first."""
    rows = session.execute(select(HandedIn).order_by(HandedIn.id.desc()).limit(_SHOWN)).scalars().all()
    return [_standing(session, row, seal) for row in rows]


def forget_over(session: Session, now: datetime) -> None:
    """Delete what is over for a month, or asked about in vain as long: the library keeps what was taken in."""
    ended = HandedIn.state.in_(("kept", "refused", "asking"))
    over = select(HandedIn.id).where(ended, HandedIn.handed_at < now - _KEPT_FOR)
    for table, column in ((HandedFile, HandedFile.handed_id), (HandedIn, HandedIn.id)):
        session.execute(delete(table).where(column.in_(over)), execution_options={"synchronize_session": False})


# --- doubts about files as a whole ------------------------------------------------------------------------------------


def settle_doubt(session: Session, file_id: int, nth: int, doubts: int, note_: str, now: datetime, *, by: int) -> bool:
    """Note that somebody looked at a file's doubt; False where the file has no such doubt of its ``doubts``, or somebody
    did so already."""
    if not 0 <= nth < doubts or session.get(SettledFileDoubt, (file_id, nth)) is not None:
        return False
    session.execute(
        insert(SettledFileDoubt),
        {"file_id": file_id, "nth": nth, "settled_at": now, "settled_by": by, "note": note_},
    )
    return True


@dataclass(frozen=True)
class SettledDoubt:
    """Who looked at a doubt about a file, when, and what they noted."""

    by: int | None
    at: datetime
    note: str


def settled_doubts(session: Session) -> dict[tuple[int, int], SettledDoubt]:
    """All doubts about files that somebody looked at, by the file's number and the doubt's place from 0."""
    rows = session.execute(
        select(SettledFileDoubt).join(ImportedFile, ImportedFile.id == SettledFileDoubt.file_id)
    ).scalars()
    return {(row.file_id, row.nth): SettledDoubt(row.settled_by, row.settled_at, row.note) for row in rows}


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(HandedIn.state == "waiting", or_(HandedIn.claimed_until.is_(None), HandedIn.claimed_until < now))


def _held_by(claimed: Claim) -> ColumnElement[bool]:
    # Taken in with a reason it is counted anew, and the reason tells the two apart.
    return and_(
        HandedIn.id == claimed.id,
        HandedIn.claims == claimed.number,
        HandedIn.why == claimed.why,
        HandedIn.state == "waiting",
    )


def _holds(session: Session, claimed: Claim) -> bool:
    return session.execute(select(HandedIn.id).where(_held_by(claimed)).with_for_update()).first() is not None


def _end(session: Session, id_: int, state: ImportState, said: Sequence[str], edition: int | None = None) -> None:
    values = {
        "state": state,
        "claimed_until": None,
        "said": json.dumps(list(said), ensure_ascii=False),
        "broken": None,
        "edition": edition,
    }
    session.execute(
        update(HandedIn).where(HandedIn.id == id_).values(values), execution_options={"synchronize_session": False}
    )
    session.execute(
        update(HandedFile).where(HandedFile.handed_id == id_).values(content=""),
        execution_options={"synchronize_session": False},
    )


def _standing(session: Session, row: HandedIn, seal: Seal) -> Standing:
    names = session.execute(
        select(HandedFile.name).where(HandedFile.handed_id == row.id).order_by(HandedFile.id)
    ).scalars()
    told = json.loads(seal.open(row.broken)) if row.broken is not None else []
    return Standing(
        row.id,
        tuple(names),
        row.state,
        row.handed_at,
        row.claims > 0 and row.state == "waiting",
        row.step,
        row.about,
        row.done,
        row.total,
        tuple(json.loads(row.said)) if row.said else (),
        tuple(Broken(Check(one["question"], one["expected"], one["says"]), one["would"]) for one in told),
        row.edition,
    )
