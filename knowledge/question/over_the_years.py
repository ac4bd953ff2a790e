"""Whether a question sets years beside one another, and the question without the words by which it does."""

from __future__ import annotations

import re
from typing import NamedTuple

# The words by which years are set beside one another, whatever it is that is compared.
_BESIDE_LAST_YEAR = re.compile(
    r"(?:前年度?|昨年度?|去年|前の年度?)(?:の(?:実績|数字|結果))?(?:と|に|より)?(?:比べて?|くらべて?|比較(?:して|すると)?|対比(?:で|して)?)(?:、|どう|は)*"
    r"|(?:前年度?|昨年度?|去年)(?:より|比(?:で|は)?)|前年度?(?:との)?(?:差|増減)"
)
_ACROSS = re.compile(
    r"(?:の|は)?(?:(?:年度?ごと|年度?別|経年|各年度?|これまで|過去|ここ(?:数|[2-9])年(?:間)?)の?)?(?:推移|移り変わり|経年変化)"
    r"|(?:年度?ごと|年度?別|各年度?|毎年度?|年々)の?|(?:ここ|過去)(?:数|\d{1,2}|[二三四五])年(?:間|度)?の?|経年(?:で)?"
    r"|(?:と)?(?:比べて?|くらべて?|比較(?:して|すると)?)(?:、|どう|は)*(?=$|[?？]|どう|増|減|多|少|高|低|良|よ|悪|変)"
    r"|(?:どう|どのように|どれくらい)?(?:変わっ|変化し|推移し)(?:て(?:い|き)?(?:る|た|ます|ました)?|た|ました)?"
)


class Comparison(NamedTuple):
    """``rest``: the question without the words of comparing; ``across``: years are compared, ``beside_last_year``: the
    newest with the one before."""

    rest: str
    across: bool
    beside_last_year: bool


def comparison(text: str) -> Comparison:
    """What a folded question compares over the years."""
    beside = bool(_BESIDE_LAST_YEAR.search(text))
    rest, compared = _ACROSS.subn(" ", _BESIDE_LAST_YEAR.sub(" ", text))
    return Comparison(rest, beside or bool(compared), beside)
