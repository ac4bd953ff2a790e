"""New voices waiting to be prepared for staff."""

from __future__ import annotations

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


def waiting(session: Session, seal: Seal, limit: int) -> list[Untriaged]:
    """The oldest cases nobody has looked at, neither staff nor machine."""
    rows = session.execute(
        select(Case.id, Case.version)
        .where(Case.triaged_at.is_(None), Case.sealed_at.is_(None))
        .order_by(Case.id)
        .limit(limit)
    ).all()
    voices = voices_of(session, [case_id for case_id, _ in rows], seal) if rows else {}
    return [
        Untriaged(case_id, version, tuple((voice.id, voice.text) for voice in voices.get(case_id, [])))
        for case_id, version in rows
    ]


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
