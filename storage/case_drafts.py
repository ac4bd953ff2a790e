"""回答案, 決裁 and sending: what is written, who agreed, and that nothing goes out before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy.orm import Session

from casework.ends import End, Ending, ending, must_lie_ahead
from casework.states import State, Step, after
from casework.working_days import day_in_japan
from handlers.city import City
from handlers.desk_rules import Approval
from storage import case_work, timeline
from storage.case_rows import change, held
from storage.case_sheet import Draft, newest_decision, newest_draft
from storage.models import Case
from storage.sealing import Seal

How = Literal["push", "wait"]


class NotDecided(Exception):
    """決裁 is missing, or cannot be given so (for a day to come, of one's own draft); the message says which."""


def ending_of(draft: Draft) -> Ending:
    """How the case ends with a draft. Raises UnfinishedEnd."""
    return ending(End[draft.end], draft.reason, draft.detail, draft.when)


def only_if_whole(draft: Draft, now: datetime) -> None:
    """Raises UnfinishedEnd for a draft whose end lacks something, or promises a month that is over."""
    must_lie_ahead(ending_of(draft), day_in_japan(now))


def keep(session: Session, receipt: str, draft: Draft, now: datetime, seal: Seal, *, by: int) -> None:
    """Keep a draft; an earlier decision no longer counts. Raises NotFromHere, NoSuchCase, UnfinishedEnd."""
    only_if_whole(draft, now)
    case = held(session, receipt, None)
    state = after(State[case.state], Step.DRAFT)
    case_id = case.id
    change(session, case, state=state.name, decided_on=None)
    timeline.add(
        session,
        case_id,
        "drafted",
        now,
        seal,
        by=by,
        text=draft.text,
        end=draft.end,
        reason=draft.reason,
        signed_as=draft.signed_as,
        detail=draft.detail,
        when=draft.when.isoformat() if draft.when else None,
    )


def decide(
    session: Session,
    receipt: str,
    on: date,
    who: str,
    document_number: str | None,
    approval: Approval,
    now: datetime,
    seal: Seal,
    *,
    by: int,
) -> None:
    """決裁 of the newest draft. Raises NotDecided when it cannot be given: no draft, on a day to come, or by who wrote it
    (``console``)."""
    only_if_come(on, now)
    case = held(session, receipt, None)
    draft = newest_draft(timeline.of(session, case.id, seal))
    if draft is None:
        raise NotDecided("回答案がまだありません。")
    if approval == "console" and draft.by == by:
        raise NotDecided("自分で書いた回答案は、自分では承認できません。")
    if approval == "outside" and not document_number:
        raise NotDecided("文書番号を書いてください。")
    case_id = case.id
    values: dict[str, object] = {"decided_on": on}
    if document_number:
        values["document_number"] = document_number
    change(session, case, **values)
    timeline.add(
        session, case_id, "decided", now, seal, by=by, on=on.isoformat(), who=who, document_number=document_number
    )


def only_if_come(on: date, now: datetime) -> None:
    """Raises NotDecided for a 決裁日 that is still to come."""
    if on > day_in_japan(now):
        raise NotDecided("決裁日が、今日よりあとになっています。")


def send(
    session: Session,
    receipt: str,
    city: City,
    now: datetime,
    seal: Seal,
    *,
    by: int,
    how: How = "push",
) -> int:
    """Send the newest draft and end the case; how many residents it goes to. Raises NotDecided, NotFromHere, and
    UnfinishedEnd where the month it promises has passed since it was written.

    A case on the fast lane needs no decision, see ``needs_decision``. ``wait``: it goes along with what the resident is
    told next.
    """
    case = held(session, receipt, None)
    entries = timeline.of(session, case.id, seal)
    draft = newest_draft(entries)
    if draft is None:
        raise NotDecided("回答案がまだありません。")
    if newest_decision(entries) is None and needs_decision(case, draft):
        raise NotDecided("決裁日・決裁者・文書番号が、まだ書かれていません。")
    text = signed(draft, case.department, city)
    return case_work.answer(session, receipt, ending_of(draft), text, city, now, seal, by=by, how=how)


def needs_decision(case: Case, draft: Draft) -> bool:
    """Whether a draft goes out after a 決裁 only: a section answers a simple question by itself, never in the mayor's name."""
    return not case.fast_lane or draft.signed_as == "mayor"


def signed(draft: Draft, department: str | None, city: City) -> str:
    """The text with 名義 at its end."""
    name = city.desk.mayor if draft.signed_as == "mayor" else f"{city.name} {department or city.desk.desk_name}"
    return f"{draft.text.strip()}\n\n{name}"
