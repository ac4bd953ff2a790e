"""The lists of the desk: views with their counters, filters, pages. Only what a page shows is opened.

Counters and filters read one index (``ON_THE_DESK``); nothing here opens a resident's words except ``first_lines``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, false, func, or_, select, text
from sqlalchemy.orm import Session

from casework.states import State
from storage import asked_sections, case_reach
from storage.cases import listed
from storage.models import Case, Letter, Voice, VoicePart
from storage.models.cases import ON_THE_DESK, Channel
from storage.sealing import Seal, Unreadable

View = Literal[
    "unread",
    "mine",
    "due",
    "overdue",
    "section",
    "replied",
    "decision",
    "to_send",
    "alike",
    "personal",
    "urgent",
    "undelivered",
]
VIEWS: tuple[View, ...] = get_args(View)
PAGE = 50

# In the place of words sealed under a key that is not at hand: the list is shown all the same.
UNREADABLE = "（読めません。鍵を確かめてください）"
_MOST_TROUBLED = 1000
_FIRST_LINE_CHARS = 60
_READ_AT_ONCE = 500


@dataclass(frozen=True)
class Sight:
    """Whose list it is: ``me`` the account, ``department`` the only one they see (None: all), ``soon`` the last due day
    that counts as near."""

    me: int
    department: str | None
    today: date
    soon: date


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to. ``on_desk`` False: ended cases too. ``ids``: only these (a search found them)."""

    view: View | None = None
    state: str | None = None
    kind: str | None = None
    category: str | None = None
    department: str | None = None
    channel: Channel | None = None
    assignee: int | None = None
    on_desk: bool = True
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Row:
    """One case in a list. ``kind`` and ``category`` are what staff set, else what was proposed (``proposed`` True)."""

    id: int
    receipt: str
    channel: Channel
    received_at: datetime
    state: State
    first_line: str
    kind: str | None
    category: str | None
    proposed: bool
    department: str | None
    assignee: int | None
    due_on: date | None
    alike: int | None
    urgent: bool
    personal: bool
    abusive: bool
    sensitive: bool
    fast_lane: bool
    on_site: bool
    still_open: bool
    heard_back: bool
    wants_reply: bool
    decided_on: date | None
    version: int


@dataclass(frozen=True)
class Page:
    """Some rows and how many there are in all. ``number`` counts from 1."""

    rows: tuple[Row, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def before(self) -> int:
        """How many cases stand on the pages before this one."""
        return (self.number - 1) * PAGE


def counters(session: Session, sight: Sight) -> dict[View, int]:
    """How many cases each view holds, all of them read at once."""
    wanted = [view for view in VIEWS if view != "undelivered"]
    sums = [func.sum(case((_view(session, view, sight), 1), else_=0)) for view in wanted]
    row = session.execute(select(*sums).where(text(ON_THE_DESK), *_scope(session, sight))).one()
    found: dict[View, int] = {view: int(count or 0) for view, count in zip(wanted, row, strict=True)}
    found["undelivered"] = len(_undelivered(session, sight))
    return found


def page(
    session: Session, wanted: Filter, sight: Sight, seal: Seal, number: int = 1, *, total: int | None = None
) -> Page:
    """One page of a list. What is due comes by its date, all else newest first. ``total``: counted already."""
    conditions = [*_scope(session, sight), *_conditions(session, wanted, sight)]
    if total is None:
        total = session.execute(select(func.count()).select_from(Case).where(*conditions)).scalar_one()
    return _page(session, select(Case.id).where(*conditions).order_by(*_order(wanted.view)), total, seal, number)


def every(session: Session, wanted: Filter, sight: Sight, seal: Seal) -> list[Row]:
    """All of a list, in its order: the order is made once, as each further page would make it anew."""
    conditions = [*_scope(session, sight), *_conditions(session, wanted, sight)]
    ids = session.execute(select(Case.id).where(*conditions).order_by(*_order(wanted.view))).scalars().all()
    few = (ids[first : first + _READ_AT_ONCE] for first in range(0, len(ids), _READ_AT_ONCE))
    return [row for one in few for row in _rows(session, one, seal)]


def first(session: Session, view: View, sight: Sight, seal: Seal, most: int) -> tuple[Row, ...]:
    """The first rows of a view."""
    conditions = [*_scope(session, sight), *_conditions(session, Filter(view), sight)]
    ids = session.execute(select(Case.id).where(*conditions).order_by(*_order(view)).limit(most))
    return _rows(session, list(ids.scalars()), seal)


def received_between(
    session: Session, since: datetime, until: datetime, sight: Sight, seal: Seal, number: int = 1
) -> Page:
    """The cases that came in from ``since`` until before ``until``, oldest first, by sheets; for 供覧."""
    wanted = [Case.received_at >= since, Case.received_at < until, Case.sealed_at.is_(None), *_scope(session, sight)]
    total = session.execute(select(func.count()).select_from(Case).where(*wanted)).scalar_one()
    return _page(session, select(Case.id).where(*wanted).order_by(Case.received_at, Case.id), total, seal, number)


def _page(session: Session, ids: Select[int], total: int, seal: Seal, number: int) -> Page:
    """The page of that number, or the one nearest to it that there is."""
    number = min(max(1, number), max(1, -(-total // PAGE)))
    found = session.execute(ids.limit(PAGE).offset((number - 1) * PAGE)).scalars()
    return Page(_rows(session, list(found), seal), total, number)


def rows_of(session: Session, receipts: Sequence[str], sight: Sight, seal: Seal) -> tuple[Row, ...]:
    """The cases of these numbers that this person may see, in the order given."""
    found = session.execute(
        select(Case.receipt, Case.id).where(
            Case.receipt.in_(receipts), Case.sealed_at.is_(None), *_scope(session, sight)
        )
    )
    ids = {receipt: case_id for receipt, case_id in found}
    return _rows(session, [ids[receipt] for receipt in receipts if receipt in ids], seal)


def cases_of_voices(session: Session, voice_ids: Sequence[int]) -> tuple[int, ...]:
    """The ids of the cases those voices belong to."""
    if not voice_ids:
        return ()
    found = select(Voice.case_id).where(Voice.id.in_(_written_out(voice_ids))).distinct()
    return tuple(session.execute(found).scalars())


def _written_out(ids: Sequence[int]) -> BindParameter[Sequence[int]]:
    """Thousands of numbers as they are: given to the database one by one they take several times as long, and their number has
    a limit."""
    return bindparam(None, ids, expanding=True, literal_execute=True)


def _order(view: View | None) -> tuple[ColumnElement[Any], ...]:
    """Each in the order of an index, so that the first rows are found without sorting all."""
    if view in ("due", "overdue"):
        return Case.due_on.expression, Case.id.expression
    if view in ("section", "replied", "decision", "to_send"):
        return Case.due_on.is_(None), Case.due_on.expression, Case.id.expression
    return Case.received_at.desc(), Case.id.desc()


def _scope(session: Session, sight: Sight) -> list[ColumnElement[bool]]:
    return [case_reach.lists(session, sight.department)] if sight.department is not None else []


def _conditions(session: Session, wanted: Filter, sight: Sight) -> list[ColumnElement[bool]]:
    # A letter that did not arrive matters most where the case has ended with it.
    on_desk = wanted.on_desk and wanted.view != "undelivered"
    found: list[ColumnElement[bool]] = [text(ON_THE_DESK)] if on_desk else [Case.sealed_at.is_(None)]  # type: ignore[list-item]
    if wanted.view is not None:
        found.append(_view(session, wanted.view, sight))
    for column, value in (
        (Case.state, wanted.state),
        (Case.kind, wanted.kind),
        (Case.category, wanted.category),
        (Case.department, wanted.department),
        (Case.channel, wanted.channel),
        (Case.assignee, wanted.assignee),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.ids is not None:
        found.append(Case.id.in_(_written_out(wanted.ids)))
    return found


def _view(session: Session, view: View, sight: Sight) -> ColumnElement[bool]:
    """What a view holds of those the list may show. What a section only reads waits for others: among its own work stands
    nothing of it but what it was asked, and what is urgent."""
    all_of_it = _of_view(session, view, sight)
    if sight.department is None or view in ("section", "urgent"):
        return all_of_it
    return and_(Case.department == sight.department, all_of_it)


def _of_view(session: Session, view: View, sight: Sight) -> ColumnElement[bool]:
    """未確認 is what nobody has read: new cases, まだ困っている, and answers to what was asked back."""
    match view:
        case "unread":
            return or_(
                and_(Case.state == State.RECEIVED.name, Case.assignee.is_(None)), Case.still_open, Case.heard_back
            )
        case "mine":
            return Case.assignee == sight.me
        case "due":
            return and_(Case.due_on >= sight.today, Case.due_on <= sight.soon, _still_to_do())
        case "overdue":
            return and_(Case.due_on < sight.today, _still_to_do())
        case "section":
            return _waits_for_a_section(sight.department)
        case "replied":
            return Case.state == State.REPLIED.name
        case "decision":
            return and_(Case.state == State.DRAFTED.name, Case.decided_on.is_(None))
        case "to_send":
            return and_(Case.state == State.DRAFTED.name, Case.decided_on.is_not(None))
        case "alike":
            return and_(Case.alike > 0, _still_to_do())
        case "personal":
            return and_(Case.personal, _still_to_do())
        case "urgent":
            return and_(Case.urgent, _still_to_do())
        case "undelivered":
            ids = _undelivered(session, sight)
            return Case.id.in_(ids) if ids else false()


def _waits_for_a_section(department: str | None) -> ColumnElement[bool]:
    """A section that was asked itself is waited for until it has replied, whoever else was asked or has replied meanwhile."""
    waits = Case.state == State.ASKED.name
    if department is None:
        return waits
    open_to_it = Case.state.in_([State.ASKED.name, State.REPLIED.name])
    return or_(
        and_(open_to_it, Case.id.in_(asked_sections.unanswered(department))),
        and_(waits, Case.id.notin_(asked_sections.asked(department))),
    )


def _still_to_do() -> ColumnElement[bool]:
    return Case.state.notin_([State.ANSWERED.name, State.CLOSED.name])


def _undelivered(session: Session, sight: Sight) -> list[int]:
    """Cases with a letter that did not arrive, or nobody knows whether it did. Letters to the next contact only wait."""
    purposes = session.execute(
        select(Letter.purpose)
        .where(
            text("letters.state in ('owed', 'dead')"),
            Letter.purpose.like("case:%"),
            or_(Letter.state == "dead", Letter.fate.is_not(None)),
        )
        .limit(_MOST_TROUBLED)
    ).scalars()
    ids = {int(purpose.split(":")[1]) for purpose in purposes}
    if not ids:
        return []
    return list(
        session.execute(
            select(Case.id).where(Case.id.in_(ids), Case.sealed_at.is_(None), *_scope(session, sight))
        ).scalars()
    )


def _rows(session: Session, ids: Sequence[int], seal: Seal) -> tuple[Row, ...]:
    cases = {case.id: case for case in session.execute(select(Case).where(Case.id.in_(ids))).scalars()}
    lines = first_lines(session, ids, seal)
    return tuple(
        Row(
            one.id,
            one.receipt,
            one.channel,
            one.received_at,
            State[one.state],
            lines.get(one.id, ""),
            one.kind or one.proposed_kind,
            one.category or _first_of(one.proposed_categories),
            one.kind is None,
            one.department,
            one.assignee,
            one.due_on,
            one.alike,
            one.urgent,
            one.personal,
            one.abusive,
            one.sensitive,
            one.fast_lane,
            one.on_site,
            one.still_open,
            one.heard_back,
            one.wants_reply,
            one.decided_on,
            one.version,
        )
        for one in (cases[case_id] for case_id in ids)
    )


def _first_of(names: str | None) -> str | None:
    return next(iter(listed(names)), None)


def first_lines(session: Session, case_ids: Sequence[int], seal: Seal) -> dict[int, str]:
    """The beginning of what each case is about; cases whose words were taken back are missing. ``UNREADABLE`` where no key at
    hand opens them."""
    firsts = (
        select(func.min(VoicePart.id))
        .join(Voice, Voice.id == VoicePart.voice_id)
        .where(
            Voice.case_id.in_(case_ids),
            Voice.sealed_at.is_(None),
            VoicePart.body.is_not(None),
            VoicePart.kind == "text",
        )
        .group_by(Voice.case_id)
    )
    rows = session.execute(
        select(Voice.case_id, VoicePart.body)
        .join(Voice, Voice.id == VoicePart.voice_id)
        .where(VoicePart.id.in_(firsts))
    )
    found = {}
    for case_id, body in rows:
        if body is None:
            continue
        found[case_id] = _first_line(body, seal)
    return found


def whole_words(session: Session, case_ids: Sequence[int], seal: Seal) -> dict[int, str]:
    """All that was said in each case, a line for each message, without what was taken back; ``UNREADABLE`` as in
    ``first_lines``."""
    found: dict[int, list[str]] = {}
    for first in range(0, len(case_ids), _READ_AT_ONCE):
        rows = session.execute(
            select(Voice.case_id, VoicePart.body)
            .join(Voice, Voice.id == VoicePart.voice_id)
            .where(
                Voice.case_id.in_(case_ids[first : first + _READ_AT_ONCE]),
                Voice.sealed_at.is_(None),
                VoicePart.body.is_not(None),
                VoicePart.kind == "text",
            )
            .order_by(VoicePart.id)
        )
        for case_id, body in rows:
            if body is not None:
                found.setdefault(case_id, []).append(_opened(body, seal))
    return {case_id: "\n".join(words) for case_id, words in found.items()}


def _opened(body: bytes, seal: Seal) -> str:
    try:
        return seal.open(body)
    except Unreadable:
        return UNREADABLE


def _first_line(body: bytes, seal: Seal) -> str:
    words = " ".join(_opened(body, seal).split())
    return words if len(words) <= _FIRST_LINE_CHARS else f"{words[:_FIRST_LINE_CHARS]}…"
