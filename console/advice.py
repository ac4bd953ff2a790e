"""What the machine proposes for a case, and why; made from what the bot knows at the moment."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from casework.proposals import Proposer
from console.desk import Desk, desk
from handlers.proposing import proposer_of
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.by_measure import OneMeasure, Referred, measures

_making = threading.Lock()


@dataclass(frozen=True)
class Advice:
    """What one edition of the documents has to say of cases. ``indicators`` are by the reference a case keeps."""

    knowledge: Knowledge
    proposer: Proposer
    measures: Mapping[str, OneMeasure]
    indicators: Mapping[str, Referred]


def advice() -> Advice | None:
    """That of the present knowledge, made once for each edition; None where the desk knows no documents."""
    here: Desk = desk()
    if here.knowledge is None:
        return None
    present = here.knowledge()
    with _making:
        kept: Advice | None = current_app.extensions.get("koe-advice")
        if kept is None or kept.knowledge is not present:
            kept = _made(present, here)
            current_app.extensions["koe-advice"] = kept
    return kept


def _made(present: Knowledge, here: Desk) -> Advice:
    ledger = present.ledger
    known = measures((*ledger.sections, *ledger.results, *ledger.projects), here.city.name)
    return Advice(
        present,
        proposer_of(present, here.city),
        {one.name: one for one in known},
        {one.reference: one for measure in known for one in measure.indicators},
    )
