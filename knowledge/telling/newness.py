"""That an answer comes from the newest yearly documents there are: who reads an old year must know that none newer is in."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject

NONE_NEWER = "これより新しい年度の成果の資料は、まだ入っていません。"


def none_newer(knowledge: Knowledge, about: Sequence[Subject]) -> str | None:
    """The line to be added when an answer speaks of the newest year; None when it speaks of no year or of an older one."""
    years = {subject.year for subject in about if subject.year is not None}
    return NONE_NEWER if years and max(years) == max(knowledge.years) else None
