"""What the machine proposes for a case, and why; made from what the bot knows at the moment."""

from __future__ import annotations

import threading

from flask import current_app

from casework.proposals import Proposer
from console.desk import Desk, desk
from handlers.proposing import proposer_of
from knowledge.understanding import Knowledge

_making = threading.Lock()


def proposer() -> Proposer | None:
    """The proposer of the present knowledge, made once for each edition; None where the desk knows no documents."""
    here: Desk = desk()
    if here.knowledge is None:
        return None
    present = here.knowledge()
    with _making:
        kept: tuple[Knowledge, Proposer] | None = current_app.extensions.get("koe-proposer")
        if kept is None or kept[0] is not present:
            kept = (present, proposer_of(present, here.city))
            current_app.extensions["koe-proposer"] = kept
    return kept[1]
