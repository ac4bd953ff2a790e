"""Letters about a case: rows of the outbox, one per person and purpose, however often a job runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, String, Update, and_, case, cast, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from handlers.model import Message
from handlers.render import render
from storage import case_pushes, outbox
from storage.case_pushes import Purpose
from storage.models import Case, Letter, Resident, Voice
from storage.outbox import Draft
from storage.sealing import Seal

# What goes to the people of all joined cases alike.
OF_ALL: tuple[Purpose, ...] = ("late", "answer", "after")
# Said once more, these go to whoever had one before as well.
_SAID_ANEW: tuple[Purpose, ...] = ("late", "question")


@dataclass(frozen=True)
class To:
    """To how many people a letter goes: at once, for the price of a push each, and along with what they are told next."""

    pushed: int = 0
    waiting: int = 0

    @property
    def people(self) -> int:
        return self.pushed + self.waiting


def push(
    session: Session,
    case_id: int,
    purpose: Purpose,
    words: Callable[[str], Sequence[Message]],
    seal: Seal,
    now: datetime,
    *,
    only_if_wished: bool,
    waits: bool = False,
    only_to: str | None = None,
    only_joined: bool = False,
) -> To:
    """Write a letter to everybody who spoke in a case or in one that joined it (or ``only_to`` one of them, or
    ``only_joined``: those who did not speak in the case itself); to how many.

    ``words`` makes it for a receipt: everybody reads the number they were given. Whoever blocked the account, or has this
    letter already, gets none. ``only_if_wished``: whoever wishes no reply neither. ``waits``: it costs nothing and goes along
    with the next reply to that person; so it does for whoever has no push to spare for it (``storage.case_pushes``), except
    what nobody has to be told ("after"), which they find under 受付状況.
    """
    name = f"case:{case_id}:{purpose}"
    drafts: dict[str, Draft] = {}
    pushed: dict[str, int] = {}
    for one in _people(session, case_id, purpose, only_if_wished=only_if_wished, waits=waits, only_to=only_to):
        if only_joined and one.case_id == case_id:
            continue
        rendered = render(words(one.receipt))
        # A letter of its own that only waits is not said again when it is carried: see bot.sender.
        body = json.dumps({"first": rendered} if one.waits else rendered, separators=(",", ":"))
        route: Literal["reply", "push"] = "reply" if one.waits else "push"
        drafts[one.chat] = Draft(one.chat, name, route, seal.seal(body), len(rendered), recipient=one.line_user_id)
        if not one.waits:
            pushed[one.chat] = one.case_id
    outbox.write(session, list(drafts.values()), now)
    case_pushes.note(session, pushed)
    if waiting := drafts.keys() - pushed.keys():
        session.execute(
            update(Letter)
            .where(Letter.purpose == name, Letter.state == "due", Letter.chat.in_(waiting))
            .values(state="owed")
            .execution_options(synchronize_session=False)
        )
    return To(len(pushed), len(waiting))


def would_go_to(
    session: Session, case_id: int, purpose: Purpose, *, only_if_wished: bool, only_to: str | None = None
) -> To:
    """To how many such a letter would go now, and so how many pushes it would cost."""
    people = _people(
        session, case_id, purpose, only_if_wished=only_if_wished, only_to=only_to, again=purpose in _SAID_ANEW
    )
    return To(sum(not one.waits for one in people), sum(one.waits for one in people))


@dataclass(frozen=True)
class _Person:
    chat: str
    line_user_id: bytes
    receipt: str
    case_id: int
    waits: bool


def _people(
    session: Session,
    case_id: int,
    purpose: Purpose,
    *,
    only_if_wished: bool,
    waits: bool = False,
    only_to: str | None = None,
    again: bool = False,
) -> list[_Person]:
    """Who gets a letter, each once, with the number they read: who spoke in several cases has that of the main one.
    ``again``: whoever has one of that purpose too."""
    wanted = _wanted(case_id, only_if_wished=only_if_wished)
    if not again:
        name = f"case:{case_id}:{purpose}"
        wanted = wanted.where(~select(Letter.id).where(Letter.chat == Resident.chat, Letter.purpose == name).exists())
    rows = session.execute(wanted if only_to is None else wanted.where(Resident.chat == only_to)).all()
    had = case_pushes.had(session, case_id)
    found: dict[str, _Person] = {}
    for chat, line_user_id, receipt, its in rows:
        pushes = not waits and case_pushes.may_have(purpose, had[chat])
        if chat not in found and (pushes or purpose != "after"):
            found[chat] = _Person(chat, line_user_id, receipt, its, not pushes)
    return list(found.values())


def _wanted(case_id: int, *, only_if_wished: bool) -> Select[str, bytes, str, int]:
    people = (
        select(Resident.chat, Resident.line_user_id, Case.receipt, Case.id)
        .join(Voice, Voice.chat == Resident.chat)
        .join(Case, Case.id == Voice.case_id)
        .where(
            (Case.id == case_id) | (Case.joined_into_id == case_id),
            Case.sealed_at.is_(None),
            Resident.left_at.is_(None),
            Voice.sealed_at.is_(None),
        )
        .order_by(Resident.chat, Case.joined_into_id.is_not(None), Case.id)
    )
    return people.where(Voice.wants_reply) if only_if_wished else people


def by_hand(session: Session, case_id: int) -> list[str]:
    """The numbers of those among a case and what goes on in it whose people wish a reply and have no chat: they called or
    wrote, and are told in the same way."""
    wanted = (
        select(Case.receipt, Case.id)
        .join(Voice, Voice.case_id == Case.id)
        .where(
            (Case.id == case_id) | (Case.joined_into_id == case_id),
            Case.sealed_at.is_(None),
            Case.channel != "bot",
            Voice.sealed_at.is_(None),
            Voice.chat.is_(None),
            Voice.wants_reply,
        )
        .order_by(Case.id)
    )
    return list(dict.fromkeys(receipt for receipt, _ in session.execute(wanted)))


def set_aside(session: Session, case_id: int, purpose: Purpose) -> None:
    """The city speaks anew: earlier letters of that purpose make room for those of the next one."""
    name = f"case:{case_id}:{purpose}"
    session.execute(
        update(Letter)
        .where(Letter.purpose == name)
        .values(purpose=literal(f"{name}:") + cast(Letter.id, String))
        .execution_options(synchronize_session=False)
    )


def speak_anew(session: Session, case_id: int, purpose: Purpose, now: datetime) -> None:
    """The city says something of that purpose once more: what only waits of it is overtaken, the rest makes room."""
    name = f"case:{case_id}:{purpose}"
    its = or_(Letter.purpose == name, Letter.purpose.startswith(f"{name}:"))
    session.execute(_cancelled([its, Letter.state == "owed"], now))
    set_aside(session, case_id, purpose)


def go_with(session: Session, chats: Collection[str], case_id: int, into: int) -> None:
    """Letters to these people about a case are about another one from now on: it is said anew, taken back and looked for
    there. Where they have one of that purpose there already, it stands beside that, as if set aside."""
    there = aliased(Letter)
    for purpose in OF_ALL:
        name, new = f"case:{case_id}:{purpose}", f"case:{into}:{purpose}"
        has_one = select(there.id).where(there.chat == Letter.chat, there.purpose == new).exists()
        beside = literal(f"{new}:") + cast(Letter.id, String)
        session.execute(
            update(Letter)
            .where(Letter.chat.in_(chats), or_(Letter.purpose == name, Letter.purpose.startswith(f"{name}:")))
            .values(purpose=case((and_(Letter.purpose == name, ~has_one), new), else_=beside))
            .execution_options(synchronize_session=False)
        )


def take_back(
    session: Session,
    case_id: int,
    purposes: Sequence[Purpose],
    now: datetime,
    *,
    only_to: Collection[str] | None = None,
) -> None:
    """What has not gone out, or only waits for the next contact, is not said any more; nor what was set aside before."""
    names = [f"case:{case_id}:{purpose}" for purpose in purposes]
    wanted = [Letter.purpose.in_(names), *(Letter.purpose.startswith(f"{name}:") for name in names)]
    which = [or_(*wanted), Letter.state.in_(("due", "owed"))]
    session.execute(_cancelled(which if only_to is None else [*which, Letter.chat.in_(only_to)], now))


def _cancelled(which: Sequence[ColumnElement[bool]], now: datetime) -> Update:
    gone = {"state": "cancelled", "finished_at": now, "body": None, "recipient": None}
    return update(Letter).where(*which).values(gone).execution_options(synchronize_session=False)
