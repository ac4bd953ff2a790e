"""A reason that is asked for money and speaks of none: it is told as what the sheet gives as its reason, no more."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.understanding import Question
from knowledge.question.aspects import AMOUNTS
from knowledge.reply import Reply

_TOLD = re.compile(r"^(?:・.{1,60}の)?理由：")
_OF_MONEY = re.compile(
    r"費|予算|金|額|円|支出|歳出|執行|入札|契約|単価|価格|値|安|高騰|節約|削減|縮小|中止|キャンセル|見送|しなかった"
)
_NOTE = "※資料の「理由」の欄の文です。お金が予算と違った理由とは書かれていません。"


def without_pretence(question: Question, reply: Reply) -> Reply:
    """The reply, which says so where the reason it tells need not be one for the money that was asked about."""
    if not reply.tells or not question.asked.asks("reason") or not question.asked.asks(*AMOUNTS):
        return reply
    lines = reply.text.split("\n")
    told = [place for place, line in enumerate(lines) if _TOLD.match(line)]
    if len(told) != 1 or _OF_MONEY.search(lines[told[0]].partition("：")[2]):
        return reply
    lines.insert(told[0] + 1, _NOTE)
    return replace(reply, text="\n".join(lines))
