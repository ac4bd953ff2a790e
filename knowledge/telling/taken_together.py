"""What no sheet prints of projects' money, computed where it is asked for and said to be computed: the sum of several, how
far two of them lie apart, and the share of its budget that one has spent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.ledger.outcomes import share_spent
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Indicator, Project
from knowledge.question.asking_for_lists import TURNS
from knowledge.question.aspects import AMOUNTS
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import wording
from knowledge.telling.listing import counted

_TWO = 2
_ALL_SPENT = re.compile(
    r"(?:全部|ぜんぶ|全額|すべて|全て|残らず|まるまる|きっちり|ぴったり)(?:を|は)?、?(?:使|つか)|使い切|使いき[っり]"
)
_COMPUTED = "（資料の数字から計算しました）。"


def taken_together(asked: Asked, reply: Reply, about: Sequence[Subject]) -> Reply:
    """A reply on projects' money with what was asked of it beside the printed amounts; unchanged where nothing was, or where
    one of the amounts is not printed: a sum without it would be too small."""
    if not reply.tells or reply.slots.get("aspect") not in AMOUNTS:
        return reply
    budgets = [one.sheet.budget for one in about if one.kind == "project" and isinstance(one.sheet, Project)]
    if not budgets or len(budgets) < len(about) or any(map(is_held_back, budgets)):
        return reply
    if len(budgets) == 1 and _ALL_SPENT.search(asked.text):
        return _with_whether_all(reply, budgets[0])
    if len(budgets) == 1:
        return _with_share(reply, budgets[0]) if TURNS["share_spent"].search(asked.text) else reply
    planned, spent = [row.target.value for row in budgets], [row.result.value for row in budgets]
    if TURNS["total"].search(asked.text):
        sums = _sum_said(_sum(planned), _sum(spent), left=asked.asks("left"))
        said = f"{counted(budgets)}の事業を合わせて、{sums}" if sums else None
    elif len(budgets) == _TWO and TURNS["apart"].search(asked.text):
        said = _difference_said(planned, spent)
    else:
        said = None
    return replace(reply, text=f"{said}\n{reply.text}") if said else reply


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of amounts; None where one of them is missing."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal()) if len(known) == len(values) else None


def _sum_said(planned: Decimal | None, spent: Decimal | None, *, left: bool) -> str | None:
    if planned is None or spent is None:
        return None
    less = f"、その差は{wording.thousands(abs(planned - spent))}" if left else ""
    return f"予算{wording.thousands(planned)}・実績{wording.thousands(spent)}{less}です{_COMPUTED}"


def _difference_said(planned: Sequence[Decimal | None], spent: Sequence[Decimal | None]) -> str | None:
    apart = [
        f"{name}{wording.thousands(abs(one - other))}"
        for name, (one, other) in (("予算で", planned), ("実績で", spent))
        if one is not None and other is not None
    ]
    return f"2つの事業の差は、{'、'.join(apart)}です{_COMPUTED}" if apart else None


def _with_whether_all(reply: Reply, budget: Indicator) -> Reply:
    """Whether all of a budget was spent, before the amounts."""
    planned, spent = budget.target.value, budget.result.value
    if planned is None or spent is None:
        return reply
    said = "はい、予算と同じ額を使いました。" if spent == planned else "いいえ、予算より少ない額を使いました。"
    return replace(reply, text=f"{said if spent <= planned else 'いいえ、予算より多く使いました。'}\n{reply.text}")


def _with_share(reply: Reply, budget: Indicator) -> Reply:
    share = share_spent(budget)
    if share is None:
        return reply
    first, *rest = reply.text.split("\n")
    said = f"予算に対する実績の割合は、約{share:.0%}です{_COMPUTED}"
    return replace(reply, text="\n".join([first, said, *rest]))
