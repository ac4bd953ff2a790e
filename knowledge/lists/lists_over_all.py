"""Lists over all sheets, where no part of them is named: what missed its target, what cost most, what there is."""

from __future__ import annotations

from knowledge.finding.knowledge import Knowledge
from knowledge.language.municipalities import kind_of
from knowledge.lists.holdings import by_strategy, inventory
from knowledge.lists.projects_in_order import by_money
from knowledge.lists.rankings import farthest, met_or_missed, used_up, whether_all_met, without_result
from knowledge.lists.within_bounds import by_bounds
from knowledge.question.amounts import amounts_in
from knowledge.question.asking_for_lists import (
    TURNS,
    asks_missed,
    farthest_asked,
    money_ranked,
    targets_asked,
    which_asked,
)
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.bounds import Bound, bounds_in, ways_said
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse

_PEOPLE = frozenset({"人工", "人分", "人"})


def computed(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The answer to a question over all sheets that names no single thing; None where it is no such question."""
    text = asked.text
    if TURNS["all_met"].search(text):
        return whether_all_met(knowledge)
    if (badly := TURNS["went_badly"].search(text)) or TURNS["went_well"].search(text):
        return (
            farthest(knowledge, asked, below=bool(badly)) if asked.in_order else met_or_missed(knowledge, met=not badly)
        )
    if asked.asks(*MONEY) and TURNS["total"].search(text):
        if TURNS["of_everything"].search(text):  # no sheet prints it, and the sheets are not all there is
            return refuse.unknown(knowledge, f"{kind_of(knowledge.city)}全体の予算の合計")
        return by_money(knowledge, asked)
    if asked.asks("left") and which_asked(asked) and TURNS["nothing_left"].search(text):
        return used_up(knowledge)
    if asked.asks("strategy"):
        return by_strategy(knowledge, asked, within=not TURNS["not_in_strategy"].search(text))
    zero = TURNS["row_zero"].search(text) is not None
    if asked.asks(*FIGURES) and "指標" in text and (zero or TURNS["row_no_figure"].search(text)):
        return without_result(knowledge, zero=zero)
    bounds = bounds_in(text)
    if asked.asks("staffing") and not asked.in_order and not bounds and (people := amounts_in(text, _PEOPLE)):
        ways = ways_said(text, people)
        return by_bounds(knowledge, asked, [Bound(one, way or "is") for one, way in zip(people, ways, strict=True)])
    if (asked.asks(*MONEY) and asked.asks("list") and not bounds) or (asked.in_order and money_ranked(asked)):
        return by_money(knowledge, asked)
    if farthest_asked(asked):
        return farthest(knowledge, asked, below=asks_missed(asked) or asked.least)
    if asked.asks(*MONEY) and bounds and which_asked(asked):
        return by_bounds(knowledge, asked, bounds)
    wanted, met = targets_asked(asked)
    if not wanted:
        return inventory(knowledge, asked)
    if knowledge.excepts_department(text):
        return None
    return met_or_missed(knowledge, met=met, department=knowledge.department_in(text))


def targets_of_department(knowledge: Knowledge, asked: Asked, department: str) -> Reply | None:
    """Which of a department's targets were reached or missed; None where that is not asked, or it has none such."""
    wanted, met = targets_asked(asked)
    return met_or_missed(knowledge, met=met, department=department) if wanted else None
