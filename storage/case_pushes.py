"""What each person in a case was pushed about it: two letters at most, of which the answer always is one.

Counted with what they said, and so for as long as that is kept: letters are forgotten earlier. Looked at again, a case begins
anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal, get_args

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Case, Voice

Purpose = Literal["late", "answer", "after", "question"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
# Who had so many already is not pushed to once more: 遅れる連絡 and a question leave one for the answer.
_MOST_BEFORE: Mapping[Purpose, int] = {"late": 0, "question": 0, "after": 1}


def may_have(purpose: Purpose, had: int) -> bool:
    """Whether somebody who was pushed to so often may be pushed to for this."""
    most = _MOST_BEFORE.get(purpose)
    return most is None or had <= most


def had(session: Session, case_id: int) -> Counter[str]:
    """How many pushes each person had about a case and those that go on in it; who had none is missing."""
    rows = session.execute(
        select(Voice.chat, func.max(Voice.pushes))
        .join(Case, Case.id == Voice.case_id)
        .where(_of(case_id), Voice.chat.is_not(None), Voice.pushes > 0)
        .group_by(Voice.chat, Voice.case_id)
    )
    found: Counter[str] = Counter()
    for chat, count in rows:
        found[chat or ""] += count
    return found


def note(session: Session, pushed: Mapping[str, int]) -> None:
    """Each of these people is pushed to, about the case whose number they read."""
    for chat, case_id in pushed.items():
        session.execute(
            update(Voice)
            .where(Voice.chat == chat, Voice.case_id == case_id)
            .values(pushes=Voice.pushes + 1)
            .execution_options(synchronize_session=False)
        )


def begin_anew(session: Session, case_id: int) -> None:
    """A case is looked at again: there will be another answer, and another 遅れる連絡 if need be."""
    its = select(Case.id).where(_of(case_id))
    session.execute(
        update(Voice).where(Voice.case_id.in_(its)).values(pushes=0).execution_options(synchronize_session=False)
    )


def _of(case_id: int) -> ColumnElement[bool]:
    return or_(Case.id == case_id, Case.joined_into_id == case_id)
