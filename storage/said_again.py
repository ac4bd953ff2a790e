"""The same words of the same person once more: a repetition, or the same trouble at another place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.places import near
from casework.states import OPEN_NAMES
from storage.models import Case, Voice, VoicePart
from storage.sealing import Seal

# So long the same words of the same person are a repetition, and not a matter that has come up again.
_REPEATS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Earlier:
    """The same words, said before. ``adds``: a place is told with them that was not told before."""

    voice: Voice
    case: Case
    adds: bool


def earlier(session: Session, chat: str, mark: str, told: Sequence[str], seal: Seal, now: datetime) -> Earlier | None:
    """The newest voice of the same words that may mean the same thing; None where they were said of other places.

    ``mark``: the keyed hash of the words; ``told``: the places that were told with them now.
    """
    rows = session.execute(
        select(Voice, Case)
        .join(Case, Case.id == Voice.case_id)
        .where(
            Voice.print == mark,
            Voice.chat == chat,
            Voice.sealed_at.is_(None),
            Voice.said_at >= now - _REPEATS_WITHIN,
            Case.state.in_(OPEN_NAMES),
        )
        .order_by(Voice.id.desc())
    ).all()
    if not rows or not told:
        return Earlier(rows[0][0], rows[0][1], adds=False) if rows else None
    places = _places_of(session, [voice.id for voice, _ in rows], seal)
    for voice, case in rows:
        if any(near(one, known) for one in told for known in places.get(voice.id, [])):
            of_case = [known for other, its in rows if its.id == case.id for known in places.get(other.id, [])]
            return Earlier(voice, case, adds=not all(any(near(one, known) for known in of_case) for one in told))
    # What was said without a place may well be of this one; whether it is, staff see.
    located = {case.id for voice, case in rows if voice.id in places}
    return next((Earlier(voice, case, adds=True) for voice, case in rows if case.id not in located), None)


def _places_of(session: Session, voices: Sequence[int], seal: Seal) -> dict[int, list[str]]:
    rows = session.execute(
        select(VoicePart.voice_id, VoicePart.body).where(
            VoicePart.voice_id.in_(voices), VoicePart.kind == "place", VoicePart.body.is_not(None)
        )
    )
    found: dict[int, list[str]] = {}
    for voice_id, body in rows:
        if body is not None:
            found.setdefault(voice_id, []).append(seal.open(body))
    return found
