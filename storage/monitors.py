"""The panel: applications, registering, codes, terms, and leaving without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from panel import ages, codes, numbers
from panel.calendar import RENEWAL_ASKED_BEFORE, term_until
from panel.quotas import Applicant, By, Selection, group_of
from panel.quotas import select as selected
from storage import changed, erasures, survey_answers
from storage.models import INVITATIONS, MONITORS, Invitation, Monitor, MonitorCode, Trial
from storage.models.panel import MonitorState
from storage.sealing import Seal
from storage.straight import Statement

Coded = Literal["registered", "already", "unusable"]

# Who may be chosen, or has been.
_CONSIDERED = ("applied", "waiting", "registered")
_REACHABLE = Statement("UPDATE monitors SET mark = NULL WHERE chat = :chat AND mark = 'unreachable'")
_UNREACHABLE = Statement("UPDATE monitors SET mark = 'unreachable' WHERE chat = :chat AND mark IS NULL")


@dataclass(frozen=True)
class Member:
    """One row of the panel, without the person. ``term_until``: the last day, once registered."""

    id: int
    state: MonitorState
    age_band: str
    district: str
    verified: bool
    mark: str | None
    term_until: date | None
    gender: str | None = None


def members(session: Session, chats: Sequence[str]) -> dict[str, Member]:
    """Those among ``chats`` who applied or are registered."""
    rows = session.execute(select(MONITORS).where(MONITORS.c.chat.in_(chats)))
    return {
        row.chat: Member(
            row.id,
            row.state,
            row.age_band,
            row.district,
            row.verified,
            row.mark,
            date.fromisoformat(row.term_until) if row.term_until else None,
            row.gender,
        )
        for row in rows
    }


def number_of(chat: str, seal: Seal) -> str:
    """How a monitor names themselves to the hall (``panel.numbers``)."""
    return numbers.number_of(seal.fingerprint(f"monitor number {chat}"))


def by_number(session: Session, number: str, seal: Seal) -> str | None:
    """The chat of the one monitor or applicant of that number; None where there is none, or by a rare chance two."""
    found = [chat for chat in session.execute(select(Monitor.chat)).scalars() if number_of(chat, seal) == number]
    return found[0] if len(found) == 1 else None


def apply(
    session: Session, chat: str, age_band: str, district: str, now: datetime, *, gender: str | None = None
) -> bool:
    """Note an application; False when this resident has applied or is registered already.

    Whose term has ended applies anew, as what they say now. A code that came by letter still counts where they live in the
    same district.
    """
    own = {"age_band": age_band, "district": district, "gender": gender}
    before = members(session, [chat]).get(chat)
    if before is None:
        session.add(Monitor(chat=chat, **own, state="applied", applied_at=now))
        session.flush()
        return True
    anew = {
        "state": "applied",
        "applied_at": now,
        "registered_at": None,
        "term_until": None,
        "mark": None,
        "silent_waves": 0,
        "verified": before.verified and before.district == district,
    }
    ended = update(Monitor).where(Monitor.chat == chat, Monitor.state == "ended")
    return changed.rows(session, ended.values({**own, **anew})) == 1


def change(session: Session, chat: str, age_band: str, district: str, *, gender: str | None = None) -> None:
    """A monitor's own data, as corrected by the monitor. Waves sent before keep what was so on their day."""
    own = {"age_band": age_band, "district": district, "gender": gender}
    session.execute(update(Monitor).where(Monitor.chat == chat).values(own))


def leave(session: Session, chat: str, seal: Seal, now: datetime) -> None:
    """Erase all that can be traced to this resident: the row, answers of open waves, the name on invitations."""
    survey_answers.erase_person(session, chat, seal, now)
    for monitor in session.execute(select(Monitor.id).where(Monitor.chat == chat)).scalars().all():
        erasures.note(session, "monitor", monitor, now)
    _forget(session, chat)


def leave_again(session: Session, erasure: erasures.Erasure) -> None:
    """Erase once more, in a copy of the database from before. Their answers to open surveys have notes of their own."""
    chat = session.execute(select(Monitor.chat).where(Monitor.id == int(erasure.key))).scalar_one_or_none()
    if chat is not None:
        _forget(session, chat)


def forget_over(session: Session, before: datetime, *, at_once: int) -> int:
    """Forget monitors whose term ended before then, and who applied before then and were never registered; how many, so many
    at once."""
    ended = and_(Monitor.state == "ended", Monitor.term_until < day_in_japan(before).isoformat())
    in_vain = and_(Monitor.state.in_(("applied", "waiting")), Monitor.applied_at < before)
    over = select(Monitor.chat).where(or_(ended, in_vain)).order_by(Monitor.id).limit(at_once)
    chats = session.execute(over).scalars().all()
    for chat in chats:
        _forget(session, chat)
    return len(chats)


def _forget(session: Session, chat: str) -> None:
    session.execute(update(Invitation).where(Invitation.chat == chat).values(chat=None))
    session.execute(delete(Trial).where(Trial.chat == chat))
    session.execute(delete(Monitor).where(Monitor.chat == chat))


def renew(session: Session, chat: str) -> None:
    """A monitor stays for another term."""
    ending = session.execute(select(Monitor.term_until).where(Monitor.chat == chat)).scalar_one_or_none()
    if ending is not None:
        last = date.fromisoformat(ending)
        session.execute(
            update(Monitor)
            .where(Monitor.chat == chat)
            .values(
                term_until=last.replace(year=last.year + 1).isoformat(), silent_waves=0, mark=None, state="registered"
            )
        )


def note_reachable(session: Session, chat: str, *, reachable: bool) -> None:
    """Mark a monitor who blocked the account; who comes back is written to again."""
    (_REACHABLE if reachable else _UNREACHABLE).run(session, {"chat": chat})


def _to_be_asked(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whose term ends soon, and who may be written to about the next one."""
    last = day_in_japan(now + RENEWAL_ASKED_BEFORE).isoformat()
    return Monitor.state == "registered", Monitor.mark.is_(None), Monitor.term_until <= last


def to_renew(session: Session, now: datetime) -> list[int]:
    """The monitors who may be asked about the next term now, held: whoever asks them writes their letter in the same
    transaction, and a second worker finds it there."""
    asked = select(Monitor.id).where(*_to_be_asked(now)).order_by(Monitor.id)
    return list(session.execute(asked.with_for_update()).scalars())


def count_to_renew(session: Session, now: datetime) -> int:
    """How many would be asked about the next term now."""
    return session.execute(select(func.count()).select_from(Monitor).where(*_to_be_asked(now))).scalar_one()


def renewal_purpose(now: datetime) -> str:
    """The name of this fiscal year's question about the next term: it is put once."""
    return f"renewal:{term_until(day_in_japan(now)).year}"


def renewable(member: Member, now: datetime) -> bool:
    """Whether it is time to ask a monitor about the next term."""
    if member.term_until is None or member.state != "registered":
        return False
    return member.term_until - day_in_japan(now) <= RENEWAL_ASKED_BEFORE


# --- by staff ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Registered(Selection):
    """``newly_waiting`` have not been told yet that they wait. ``groups``: in each how many are registered, and chosen."""

    newly_waiting: tuple[int, ...] = ()
    groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def register(
    session: Session, *, by: By = "age_group", quotas: Mapping[str, int], capacity: int, now: datetime
) -> Registered:
    """Register applicants, and those who wait from before, in bulk; the rest wait. Who was chosen is told by a letter of its
    own, see ``storage.waves.write_notice``."""
    # Whoever else registers at the same moment waits here, and then finds these people registered: a second letter would cost
    # everybody chosen a second push.
    session.execute(
        select(MONITORS.c.id).where(MONITORS.c.state.in_(_CONSIDERED)).order_by(MONITORS.c.id).with_for_update()
    )
    selection = would_register(session, by=by, quotas=quotas, capacity=capacity)
    _set_state(session, selection.chosen, "registered", now)
    _set_state(session, selection.waiting, "waiting", None)
    return selection


def would_register(session: Session, *, by: By = "age_group", quotas: Mapping[str, int], capacity: int) -> Registered:
    """Whom ``register`` would choose now; nothing is written."""
    rows = session.execute(select(MONITORS).where(MONITORS.c.state.in_(_CONSIDERED))).all()
    people = [
        (row, Applicant(row.id, ages.group(row.age_band), row.district, row.verified, row.gender)) for row in rows
    ]
    selection = selected(
        [one for row, one in people if row.state != "registered"],
        [one for row, one in people if row.state == "registered"],
        by=by,
        quotas=quotas,
        capacity=capacity,
    )
    applied_now = {row.id for row, _ in people if row.state == "applied"}
    chosen = set(selection.chosen)
    present = Counter(group_of(one, by) for row, one in people if row.state == "registered")
    joining = Counter(group_of(one, by) for row, one in people if row.id in chosen)
    return Registered(
        selection.chosen,
        selection.waiting,
        tuple(id_ for id_ in selection.waiting if id_ in applied_now),
        {group: (present[group], joining[group]) for group in sorted(present | joining)},
    )


def _set_state(session: Session, ids: Sequence[int], state: MonitorState, registered_at: datetime | None) -> None:
    values: dict[str, object] = {"state": state}
    if registered_at is not None:
        values |= {
            "registered_at": registered_at,
            "term_until": term_until(day_in_japan(registered_at)).isoformat(),
        }
    for start in range(0, len(ids), 500):
        session.execute(update(Monitor).where(Monitor.id.in_(ids[start : start + 500])).values(values))


def issue(session: Session, count: int, lot: str, seal: Seal, now: datetime) -> list[str]:
    """New invitation codes as they are printed; only their keyed hashes are kept."""
    printed = sorted({codes.new_code() for _ in range(count)})
    session.execute(
        insert(MonitorCode),
        [{"fingerprint": _fingerprint(code, seal), "lot": lot, "issued_at": now} for code in printed],
    )
    return printed


def usable(session: Session, said: Mapping[str, str], seal: Seal) -> dict[str, bool]:
    """Whether the invitation code that was said in each chat can be used."""
    if not said:
        return {}
    prints = {chat: _fingerprint(code, seal) for chat, code in said.items()}
    fresh = select(MonitorCode.fingerprint).where(
        MonitorCode.fingerprint.in_(prints.values()), MonitorCode.used_at.is_(None)
    )
    found = set(session.execute(fresh).scalars())
    return {chat: one in found for chat, one in prints.items()}


def join_by_code(
    session: Session, chat: str, code: str, age_band: str, district: str, seal: Seal, now: datetime,
    *, gender: str | None = None,
) -> Coded:  # fmt: skip
    """Register with an invitation code. Two who use the same code at once: one is registered."""
    present = members(session, [chat]).get(chat)
    if present is not None and present.state == "registered" and present.verified:
        return "already"
    used = changed.rows(
        session,
        update(MonitorCode)
        .where(MonitorCode.fingerprint == _fingerprint(code, seal), MonitorCode.used_at.is_(None))
        .values(used_at=now.replace(hour=0, minute=0, second=0, microsecond=0)),  # a day tells nobody who it was
    )
    if used != 1:
        return "unusable"
    if present is None or present.state == "ended":
        apply(session, chat, age_band, district, now)
    own = {"age_band": age_band, "district": district, "gender": gender}
    session.execute(update(Monitor).where(Monitor.chat == chat).values(verified=True, **own))
    _set_state(session, [members(session, [chat])[chat].id], "registered", now)
    return "registered"


def _fingerprint(code: str, seal: Seal) -> str:
    return seal.fingerprint(f"monitor code {codes.read(code) or code}")


def end_terms(session: Session, now: datetime) -> int:
    """End the terms that are over; how many."""
    today = day_in_japan(now).isoformat()
    over = update(Monitor).where(Monitor.state == "registered", Monitor.term_until < today)
    return changed.rows(session, over.values(state="ended"))


@dataclass(frozen=True)
class PanelCount:
    """How many monitors are in a state, by age band, district and whether confirmed."""

    state: MonitorState
    age_band: str
    district: str
    verified: bool
    mark: str | None
    count: int


def counts(session: Session) -> list[PanelCount]:
    """The panel in numbers, never a person."""
    columns = (Monitor.state, Monitor.age_band, Monitor.district, Monitor.verified, Monitor.mark)
    rows = session.execute(select(*columns, func.count()).group_by(*columns).order_by(*columns))
    return [PanelCount(*row) for row in rows]


def invited_to(session: Session, chats: Sequence[str]) -> dict[str, dict[int, bool]]:
    """Which surveys each of ``chats`` was asked to, newest first, and whether they have finished them."""
    rows = session.execute(
        select(INVITATIONS.c.chat, INVITATIONS.c.survey, INVITATIONS.c.finished)
        .where(INVITATIONS.c.chat.in_(chats))
        .order_by(INVITATIONS.c.survey.desc())
    )
    found: dict[str, dict[int, bool]] = {}
    for chat, survey, finished in rows:
        found.setdefault(chat, {})[survey] = finished
    return found


def genders(session: Session) -> dict[tuple[str, MonitorState], int]:
    """The panel by gender and state; "" where it was not asked or not told."""
    rows = session.execute(select(Monitor.gender, Monitor.state, func.count()).group_by(Monitor.gender, Monitor.state))
    return {(gender or "", state): count for gender, state, count in rows}


@dataclass(frozen=True)
class Lot:
    """One printing of invitation codes: how many, and how many were used."""

    name: str
    issued: int
    used: int
    issued_on: date


def lots(session: Session) -> list[Lot]:
    """The lots of codes, newest first."""
    first = func.min(MonitorCode.issued_at)
    rows = session.execute(
        select(MonitorCode.lot, func.count(), func.count(MonitorCode.used_at), first)
        .group_by(MonitorCode.lot)
        .order_by(first.desc(), MonitorCode.lot)
    )
    return [Lot(name, issued, used, day_in_japan(at)) for name, issued, used, at in rows]


def terms(session: Session) -> dict[date, int]:
    """How many registered monitors' terms end on which day."""
    rows = session.execute(
        select(Monitor.term_until, func.count())
        .where(Monitor.state == "registered", Monitor.term_until.is_not(None))
        .group_by(Monitor.term_until)
        .order_by(Monitor.term_until)
    )
    return {date.fromisoformat(day): count for day, count in rows if day}
