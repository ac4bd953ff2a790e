"""Letters about a case: rows of the outbox, one per person and purpose, however often a job runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Select, String, cast, literal, or_, select, update
from sqlalchemy.orm import Session

from handlers.model import Message
from handlers.render import render
from storage import outbox
from storage.models import Case, Letter, Resident, Voice
from storage.outbox import Draft
from storage.sealing import Seal

Purpose = Literal["late", "answer", "after", "question"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
# What goes to the people of all joined cases alike.
OF_ALL: tuple[Purpose, ...] = ("late", "answer", "after")


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
) -> int:
    """Write a letter to everybody who spoke in a case or in one that joined it (or ``only_to`` one of them); how many.

    ``words`` makes it for a receipt: everybody reads the number they were given. Whoever blocked the account, or has this
    letter already, gets none. ``only_if_wished``: whoever wishes no reply neither. ``waits``: it costs nothing and goes along
    with the next reply to that person.
    """
    name = f"case:{case_id}:{purpose}"
    wanted = _people(case_id, name, only_if_wished=only_if_wished)
    people = session.execute(wanted if only_to is None else wanted.where(Resident.chat == only_to)).all()
    drafts: dict[str, Draft] = {}
    for chat, line_user_id, receipt in people:
        if chat in drafts:  # who spoke in several of them reads one number
            continue
        rendered = render(words(receipt))
        # A letter of its own that only waits is not said again when it is carried: see bot.sender.
        body = json.dumps({"first": rendered} if waits else rendered, separators=(",", ":"))
        route: Literal["reply", "push"] = "reply" if waits else "push"
        drafts[chat] = Draft(chat, name, route, seal.seal(body), len(rendered), recipient=line_user_id)
    outbox.write(session, list(drafts.values()), now)
    if waits:
        session.execute(
            update(Letter)
            .where(Letter.purpose == name, Letter.state == "due", Letter.chat.in_(list(drafts)))
            .values(state="owed")
            .execution_options(synchronize_session=False)
        )
    return len(drafts)


def recipients(session: Session, case_id: int, purpose: Purpose, *, only_if_wished: bool) -> int:
    """How many such a letter would go to, and so how many pushes it would cost."""
    name = f"case:{case_id}:{purpose}"
    return len({chat for chat, _, _ in session.execute(_people(case_id, name, only_if_wished=only_if_wished))})


def _people(case_id: int, name: str, *, only_if_wished: bool) -> Select[str, bytes, str]:
    people = (
        select(Resident.chat, Resident.line_user_id, Case.receipt)
        .join(Voice, Voice.chat == Resident.chat)
        .join(Case, Case.id == Voice.case_id)
        .where(
            (Case.id == case_id) | (Case.joined_into_id == case_id),
            Case.sealed_at.is_(None),
            Resident.left_at.is_(None),
            Voice.sealed_at.is_(None),
            ~select(Letter.id).where(Letter.chat == Resident.chat, Letter.purpose == name).exists(),
        )
        .order_by(Resident.chat, Case.joined_into_id.is_not(None), Case.id)
    )
    return people.where(Voice.wants_reply) if only_if_wished else people


def set_aside(session: Session, case_id: int, purpose: Purpose) -> None:
    """The city speaks anew: earlier letters of that purpose make room for those of the next one."""
    name = f"case:{case_id}:{purpose}"
    session.execute(
        update(Letter)
        .where(Letter.purpose == name)
        .values(purpose=literal(f"{name}:") + cast(Letter.id, String))
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
    taken = update(Letter).where(or_(*wanted), Letter.state.in_(("due", "owed")))
    session.execute(
        (taken if only_to is None else taken.where(Letter.chat.in_(only_to)))
        .values(state="cancelled", finished_at=now, body=None, recipient=None)
        .execution_options(synchronize_session=False)
    )
