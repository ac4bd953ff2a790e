"""Rows one below the other by what came of them; where they count in different units, by the share of their targets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.reply import Reply
from knowledge.telling import wording
from knowledge.telling.listing import counted, listed, row_sources

_BY_SHARE = "数え方がちがうので、目標に対する実績の割合で比べました。"


def rows_in_order(knowledge: Knowledge, rows: Sequence[Subject], few: int, *, least: bool) -> Reply | None:
    """The first ``few`` of several rows, all that are alike with the last of them; from the ``least`` on, or from the greatest.

    None where fewer than two of them print what they could be compared by.
    """
    printed = [one for one in rows if one.row and one.row.result.value is not None and not is_held_back(one.row)]
    alike = len({one.row.result.unit for one in printed if one.row}) == 1
    ranked = sorted(_amounts(printed, as_share=not alike), key=lambda pair: pair[0], reverse=not least)
    if len(ranked) < 2:
        return None
    last = ranked[min(few, len(ranked)) - 1][0]
    chosen = [one for amount, one in ranked if (amount <= last if least else amount >= last)]
    what, how = "実績" if alike else "目標に対する実績の割合", "少ない" if alike else "低い"
    if not least:
        how = "多い" if alike else "高い"
    place = f"一番{how}のは、次の" if few == 1 else f"{how}順に{counted(chosen)}の"
    lines = [
        f"いま挙げた指標で、{fiscal_year_name(chosen[0].year or 0)}の{what}が{place}指標です。",
        *([] if alike else [_BY_SHARE]),
    ]
    lines += [f"・{one.name}：{wording.column(one)}{wording.set_beside(one.row)}" for one in chosen if one.row]
    return listed(knowledge, chosen, "figure", lines, row_sources(chosen))


def _amounts(rows: Sequence[Subject], *, as_share: bool) -> list[tuple[Decimal, Subject]]:
    """What each row is compared by, beside the row; those that do not print it are left out."""
    amounts = (
        (outcomes.achieved_share(one.row) if as_share else one.row.result.value, one)
        for one in rows
        if one.row is not None
    )
    return [(amount, one) for amount, one in amounts if amount is not None]
