"""What a question over many rows asks for, as ``language/comparing.toml`` hears it: the one vocabulary of all lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.language.wordbook import read_language
from knowledge.ledger.outcomes import reached
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.bounds import bounds_in
from knowledge.question.slots import Asked

TURNS = {row["name"]: re.compile(row["says"]) for row in read_language("comparing")["turn"]}
"""Turn of speech -> how it is said, over the folded text."""


def asks_missed(asked: Asked) -> bool:
    """Whether what did not reach its target is asked for."""
    return TURNS["row_missed"].search(asked.text) is not None


def asks_reached(asked: Asked) -> bool:
    """Whether what reached its target, or is above it, is asked for."""
    return TURNS["row_met"].search(asked.text) is not None


def targets_asked(asked: Asked) -> tuple[bool, bool | None]:
    """Whether a question asks which targets were reached, and whether those that were or were not; None: of all."""
    if not asked.asks("reached", "gap", "target") or asked.asks(*MONEY) or not which_asked(asked):
        return False, None
    if asks_missed(asked):
        return True, False
    if TURNS["row_state"].search(asked.text):
        return True, None
    return asks_reached(asked), True


def which_asked(asked: Asked) -> bool:
    """Whether things are asked for, and not whether something is so."""
    return TURNS["which_of_all"].search(asked.text) is not None


def money_ranked(asked: Asked) -> bool:
    """Whether the projects are set in an order by their money or their people."""
    return asked.asks(*MONEY) or (
        "事業" in asked.text and TURNS["costly"].search(asked.text) is not None and not asked.asks(*FIGURES)
    )


def farthest_asked(asked: Asked) -> bool:
    """Whether the row is asked for that lies farthest above or below its target."""
    if TURNS["by_size"].search(asked.text) and not TURNS["by_target"].search(asked.text):
        return False  # 「実績が一番多い指標」: people and times are not compared
    return asked.in_order and asked.asks(*FIGURES)


def names_bound(asked: Asked) -> bool:
    """Whether a question names an amount that something lies above or below (「100万円以下」)."""
    return bool(bounds_in(asked.text))


def rows_wanted(asked: Asked, rows: Sequence[Subject]) -> Sequence[Subject]:
    """Of several rows those that met their target, or did not, where such are asked for and there are some."""
    wanted, met = targets_asked(asked) if len(rows) > 1 else (False, None)
    chosen = [one for one in rows if one.row is not None and reached(one.row) is met]
    return chosen if wanted and met is not None and chosen else rows
