"""「何%？」 after numbers that are no shares: what came of the target, or what was spent of the budget, as a share of it."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import Part
from knowledge.finding.understanding import Question
from knowledge.follow_ups.year_told import seen_in_its_year
from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.lists import projects_in_order
from knowledge.question.aspects import MONEY
from knowledge.reply import Order, Reply
from knowledge.telling import refuse, tell, wording
from knowledge.telling.listing import counted, listed, row_sources

_SHARE_ASKED = re.compile(
    r"(?:それは|これは|それって|つまり|で、?)?、?(?:達成率?は?|目標の)?、?(?:何|なん)(?:%|パーセント)"
    r"(?:くらい|ぐらい)?(?:達成)?(?:した|でした|だった|です|なの|の|か)*[?？。]*"
)


def asks_share(question: Question) -> bool:
    """Whether nothing is asked but how many per cent it is."""
    return _SHARE_ASKED.fullmatch(plain(question.typed).strip()) is not None


def share_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """The rows that were told last with the shares of their targets, or several projects with those of their budgets; None
    where something else is asked, or the only row counts in per cent itself."""
    about = question.before
    if question.statement is not None or not asks_share(question):
        return None
    if question.before_aspect in MONEY and len(about) > 1 and all(one.kind == "project" for one in about):
        part = Part(f"いま挙げた{counted(about)}", frozenset(one.key for one in about), is_list=True)
        return projects_in_order.in_order(seen_in_its_year(knowledge, about[0]), Order("rate", least=False), part, None)
    rows = [one for one in about if one.row is not None]
    shares = {one: share for one in rows if (share := _share(one)) is not None}
    if not shares or (len(rows) == 1 and _is_share(rows[0])):
        return refuse.unknown(knowledge, "目標に対する割合", about[:1]) if rows and not _is_share(rows[0]) else None
    if len(rows) == 1:
        return tell.figures(knowledge, rows, ("ratio",))
    lines = ["目標や計画に対する実績の割合です（資料の数字から計算しました）。"]
    lines += [
        f"・{one.name}：{wording.column(one)}{wording.set_beside(one.row)}（{wording.rounded(share * 100)}%）"
        for one, share in shares.items()
        if one.row is not None
    ]
    if left_out := [one for one in rows if one not in shares]:
        lines.append(f"ほかの{counted(left_out)}は、割合を計算できません。")
    return listed(knowledge, list(shares), "ratio", lines, row_sources(list(shares)))


def _share(subject: Subject) -> Decimal | None:
    row = subject.row
    if row is None or is_held_back(row):
        return None
    return outcomes.achieved_share(row)


def _is_share(subject: Subject) -> bool:
    return subject.row is not None and bool(subject.row.units & wording.PERCENT)
