"""The number of one year, where somebody asks for all there were up to now: the reply says that it is no more than that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.question.how_much_it_moved import asks_of_all_years
from knowledge.reply import Reply

# What a row counts from year to year, by its printed name.
_COUNTS_ON = re.compile(
    "累計|累積|通算|総数|現在|年度末|残高|保有|(?<!新規)登録(?:者|数|件)|(?:団体|法人|会員|組織|世帯|施設|人口)数?$"
)
_NOTE = "※1年度の数です（これまでの合計ではありません）。"


def with_year_said(question: str, reply: Reply, about: Sequence[Subject]) -> Reply:
    """The reply, which begins by saying so where it tells rows of one year each and a folded question asks for all years."""
    rows = [one.row for one in about if one.row is not None]
    if reply.outcome != "answered" or not rows or len(rows) < len(about) or not asks_of_all_years(question):
        return reply
    if any(_COUNTS_ON.search(plain(row.name)) for row in rows):
        return reply
    return replace(reply, outcome="partly", text=f"{_NOTE}\n{reply.text}")
