"""Plans, chapters and codes that a question names."""

from __future__ import annotations

import re

from knowledge.language.numerals import number_typed
from knowledge.language.text import PLAN_KIND, blanked

PLAN_NAMED = re.compile(
    r"第?\s?(\d{1,2}|[一二三四五六七八九])\s?次\s?(?:の)?\s?(?:[ぁ-んァ-ヶ一-龠]{1,8}[市町村])?\s?" + PLAN_KIND
)
# 「男女共同参画の第2次の計画」 is that of 男女共同参画.
_PLAN_ALONE = re.compile(
    r"(?<![一-龠])(?:(?<![一-龠ァ-ヶー]の)|(?<=[市町村]の)|(?<=今の)|(?<=前の))第?\s?(\d{1,2})\s?次(?:の)?計画(?:(?=期間)|(?![一-龠]))"
)
_PLAN_NEAR = re.compile(
    r"第?\s?(\d{1,2})\s?次(?:計画)?(?:の|で|は|における|\s)?\s?(?:計画)?(?:の)?\s?(?=施策|基本施策|第?\d章|\d-\d|[^0-9]{0,2}\d-\d-\d)"
)
# 「第8次の女性委員の割合は？」: what else bears such a number is called so.
_PLAN_FIRST = re.compile(
    r"^第\s?(\d{1,2})\s?次(?:の|では|で(?!き))(?!.*(?:計画|戦略|プラン|方針|ビジョン|産業|構想|大会))"
)
CODE = re.compile(r"(?<![\d.-])(\d{1,2})\s?[-の]\s?(\d{1,2})(?:\s?[-の]\s?(\d{1,2}))?(?![\d.年月%-])")
CHAPTER = re.compile(r"第?\s?(\d{1,2}|[一二三四五六七八九])\s?章")
# The plan is where one asks to look: 「計画では観光はどうする？」; what is planned (「計画です」, 「計画できる」) is none.
_IN_PLAN = re.compile(
    rf"(?<![一-龠ァ-ヶー「])(?:市の|この)?(?:{PLAN_KIND}|計画)(?:で(?![すしきあ])は?|だと|には|によ[るれ](?:と|ば)|の中では?|上は)、?(?=[一-龠ァ-ヶー])"
)
# The plan by a name that any city's may bear, where something's place in it is asked: 「総合計画の何番？」 is 「計画の何番？」.
# 「環境の基本計画」 and 「第2次の…」 are plans of their own.
_PLACE_IN_PLAN = re.compile(
    r"(?:(?<=[市町村今]の)|(?<=この)|(?<![一-龠々ァ-ヶーの次0-9０-９]))(?:総合(?:振興|発展)?|振興|発展|長期(?:総合|振興)?|基本|まちづくり(?:基本|総合)?)計画(?:書)?"
    r"(?=(?:の(?:中の|中で)?|で(?:は|言うと)?|だと|って|に)、?[^。?？]{0,8}?"
    r"(?:何番|何章|第何|番号|どの(?:基本)?施策|どこ(?:に|で|の(?:章|項目|ページ|部分|欄|節)(?:に|で)?)?、?[^。?？]{0,8}?(?:書[いかく]|載|のっ|出て|あ[るりん]|[?？]|$)))"
)
_ORDINAL = re.compile(r"第\s?(\d{1,2}|[一二三四五六七八九])\s?([次期])")


def in_plan(text: str) -> bool:
    """Whether a folded question names the plan as the place where to look."""
    return _IN_PLAN.search(text) is not None


def placed_in_plan(text: str) -> str:
    """A question for the place of something in the plan (「総合計画の何番？」), the plan called by nothing but that word;
    unchanged where it asks anything else. Any other word would be looked for like a thing."""
    return _PLACE_IN_PLAN.sub("計画", text)


def plan_said(rest: str) -> tuple[str | None, str]:
    """The number of the plan as it was written, and the rest without what names nothing but the plan."""
    said = (says.search(rest) for says in (PLAN_NAMED, _PLAN_ALONE, _PLAN_NEAR, _PLAN_FIRST))
    plan = next((match[1] for match in said if match), None)
    if alone := _PLAN_ALONE.search(rest) or _PLAN_FIRST.search(rest):
        rest = blanked(rest, *alone.span())
    if (named := PLAN_NAMED.search(rest)) and (CODE.search(rest) or CHAPTER.search(rest)):
        rest = blanked(rest, *named.span())
    return plan, rest


def all_taken(says: re.Pattern[str], rest: str) -> tuple[list[re.Match[str]], str]:
    """Every match of an expression, and the text without them (blanked, so that places stay)."""
    found = list(says.finditer(rest))
    for match in found:
        rest = blanked(rest, *match.span())
    return found, rest


def editions(text: str) -> tuple[str, ...]:
    """The editions ("第6次") that are named, apart from that of the plan."""
    said = _ORDINAL.findall(_PLAN_FIRST.sub(" ", _PLAN_ALONE.sub(" ", PLAN_NAMED.sub(" ", text))))
    return tuple(f"第{number_typed(typed)}{kind}" for typed, kind in said)
