"""Letters about a case: rows of the outbox, one per person and purpose, however often a job runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.model import Message
from handlers.render import render
from storage import outbox
from storage.models import Case, Letter, Resident, Voice
from storage.outbox import Draft
from storage.sealing import Seal

Purpose = Literal["late", "answer", "after"]


def push(
    session: Session,
    case_id: int,
    purpose: Purpose,
    messages: Sequence[Message],
    seal: Seal,
    now: datetime,
    *,
    only_if_wished: bool,
) -> int:
    """Write a letter to everybody who spoke in a case or in one that joined it; how many.

    Whoever blocked the account, or has this letter already, gets none. ``only_if_wished``: whoever wishes no reply neither.
    """
    joined = select(Case.id).where(Case.joined_into_id == case_id)
    name = f"case:{case_id}:{purpose}"
    people = (
        select(Resident.chat, Resident.line_user_id)
        .join(Voice, Voice.chat == Resident.chat)
        .where(
            (Voice.case_id == case_id) | Voice.case_id.in_(joined),
            Resident.left_at.is_(None),
            ~select(Letter.id).where(Letter.chat == Resident.chat, Letter.purpose == name).exists(),
        )
        .order_by(Resident.chat)
    )
    if only_if_wished:
        people = people.where(Voice.wants_reply)
    rendered = render(messages)
    body = json.dumps(rendered, separators=(",", ":"))
    drafts = {
        chat: Draft(chat, name, "push", seal.seal(body), len(rendered), recipient=line_user_id)
        for chat, line_user_id in session.execute(people)
    }
    outbox.write(session, list(drafts.values()), now)
    return len(drafts)
