"""New voices waiting to be prepared for staff."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import timeline
from storage.cases import voices_of, written
from storage.models import Case
from storage.sealing import Seal


@dataclass(frozen=True)
class Untriaged:
    """A case with the words of its voices, (id, text) each; ``version``: another one came in meanwhile if it differs."""

    case_id: int
    version: int
    texts: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.texts)


@dataclass(frozen=True)
class Proposed:
    """What is proposed to staff: kind, fields the likeliest first, measures as "8次 6-2-1"."""

    kind: str | None = None
    categories: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def waiting(session: Session, limit: int, *, but: Collection[int | str] = ()) -> list[int]:
    """The oldest cases nobody has looked at, neither staff nor machine, without those named."""
    wanted = select(Case.id).where(Case.triaged_at.is_(None), Case.sealed_at.is_(None), Case.id.not_in(but))
    return list(session.execute(wanted.order_by(Case.id).limit(limit)).scalars())


def opened(session: Session, case_id: int, seal: Seal) -> Untriaged | None:
    """Such a case with its words; None where it was looked at, or sealed, meanwhile. Raises Unreadable."""
    version = session.execute(
        select(Case.version).where(Case.id == case_id, Case.triaged_at.is_(None), Case.sealed_at.is_(None))
    ).scalar_one_or_none()
    if version is None:
        return None
    voices = voices_of(session, [case_id], seal).get(case_id, [])
    return Untriaged(case_id, version, tuple((voice.id, voice.text) for voice in voices))


def mark_done(session: Session, one: Untriaged, proposed: Proposed, seal: Seal, now: datetime) -> bool:
    """Keep what is proposed; False when the words changed meanwhile: it is prepared again."""
    result = session.execute(
        update(Case)
        .where(Case.id == one.case_id, Case.version == one.version, Case.triaged_at.is_(None))
        .values(
            proposed_kind=proposed.kind,
            proposed_categories=written(proposed.categories),
            proposed_measures=written(proposed.measures),
            triaged_at=now,
        )
        .returning(Case.id)
        .execution_options(synchronize_session=False)
    )
    if result.scalar_one_or_none() is None:
        return False
    if proposed.kind is not None:
        fields, measures = "、".join(proposed.categories), "、".join(proposed.measures)
        timeline.add(
            session, one.case_id, "triaged", now, seal, kind=proposed.kind, categories=fields, measures=measures
        )
    return True
