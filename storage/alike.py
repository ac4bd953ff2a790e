"""Cases that look like one: found by their pieces, ranked by their words, without those staff said are different."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from casework.likeness import Tokens, alike, rarity_among, same_matter
from casework.proposals import Proposer
from casework.sides import opposed
from storage import voice_search
from storage.case_sheet import different_from
from storage.cases import voices_of
from storage.models import Case, Voice
from storage.sealing import Seal

_LOOKED_AT = 30
_SHOWN = 5
_LEAST = 0.12


@dataclass(frozen=True)
class Similar:
    """A case that looks like another. ``same``: proposed as one matter.

    ``words`` made them alike: as the voice at hand has each, and as this case has it. ``opposed``: one says 賛成, the other
    反対.
    """

    case: Case
    text: str
    score: float
    words: tuple[tuple[str, str], ...]
    same: bool
    opposed: bool


def similar(session: Session, case: Case, text: str, proposer: Proposer, seal: Seal) -> list[Similar]:
    """The likest cases, at most five, likest first."""
    own = select(Voice.id).where(Voice.case_id == case.id)
    ids = session.execute(own).scalars().all()
    found = voice_search.like(session, text, seal, proposer.things, without=ids, limit=_LOOKED_AT)
    case_ids = set(
        session.execute(select(Voice.case_id).where(Voice.id.in_([one.voice_id for one in found]))).scalars()
    ) - different_from(session, case.id)
    rows = session.execute(
        select(Case).where(Case.id.in_(case_ids), Case.sealed_at.is_(None), Case.joined_into_id.is_(None))
    ).scalars()
    others = {row.id: row for row in rows}
    others.pop(case.joined_into_id or 0, None)
    voices = voices_of(session, list(others), seal)
    texts = {case_id: "\n".join(voice.text for voice in told) for case_id, told in voices.items()}
    tokens: dict[int, Tokens] = {case_id: proposer.tokens(told) for case_id, told in texts.items()}
    mine = proposer.tokens(text)
    rare = rarity_among([mine, *tokens.values()])
    compared = sorted(
        ((case_id, alike(mine, one, rare)) for case_id, one in tokens.items()), key=lambda pair: -pair[1].score
    )
    likest = [pair for pair in compared if pair[1].score >= _LEAST][:_SHOWN]
    scores = [one.score for _, one in compared]

    def next_likest(place: int) -> float:
        """How alike another voice is to the one at hand, or to the one that looks like it."""
        other = likest[place][0]
        rest = [alike(tokens[other], one, rare).score for case_id, one in tokens.items() if case_id != other]
        return max([*scores[:place], *scores[place + 1 :], *rest], default=0.0)

    return [
        Similar(
            others[case_id],
            texts[case_id],
            one.score,
            tuple(zip(one.words, one.others, strict=True)),
            same_matter(one, next_likest(place)),
            opposed(text, texts[case_id]),
        )
        for place, (case_id, one) in enumerate(likest)
    ]


def note_alike(session: Session, case_id: int, count: int) -> None:
    """Keep how many cases look like one, for the lists."""
    session.execute(
        update(Case)
        .where(Case.id == case_id, Case.alike.is_distinct_from(count))
        .values(alike=count)
        .execution_options(synchronize_session=False)
    )


def same_matter_as(session: Session, case_id: int, text: str, proposer: Proposer, seal: Seal) -> list[int]:
    """The cases proposed as one matter with this one; empty for a case that is gone."""
    case = session.get(Case, case_id)
    if case is None or not text:
        return []
    return [one.case.id for one in similar(session, case, text, proposer, seal) if one.same]


def note_new(session: Session, case_id: int, others: list[int]) -> None:
    """A new case is as others are: both sides show it in the lists."""
    note_alike(session, case_id, len(others))
    if others:
        session.execute(
            update(Case)
            .where(Case.id.in_(others))
            .values(alike=func.coalesce(Case.alike, 0) + 1)
            .execution_options(synchronize_session=False)
        )
