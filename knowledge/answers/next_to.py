"""The project that comes next to one that is named, by money or people (「移住の次にお金を使った事業は？」)."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answers.side_by_side import project_of_side
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.lists.projects_in_order import at_place, order_asked, place_behind
from knowledge.question.asking_for_lists import money_ranked
from knowledge.reply import Reply
from knowledge.telling import refuse

_NEXT_TO = re.compile(
    r"(?P<name>[^。?？、]{2,30}?)(?:のほう|の方)?(?:の次(?:に|の|は|で)|に次い?(?:で|ぐ)|につい?で|より(?:1つ|ひとつ)下(?:に|の))"
    r"(?P<how>[^。]{2,})"
)
_NEXT = re.compile("次|つい?で|より(?:1つ|ひとつ)下")
_LEAST = re.compile(r"少な|安|小さ|低|(?:かか|掛か|かけ|使|要)[^、。]{0,4}(?:な[いかく]|ませ)")
_MONEY_SAID = re.compile("事業費|予算|費用|経費|お?金|安[いくか]")
_RANKED = re.compile("多|少な|高|安|使|つか|かか|掛か|かけ|大き|小さ|[要い]る|余|残")


def next_to_named(knowledge: Knowledge, question: Question) -> Reply | None:
    """The project that follows the one that is named in the order asked for; None where no such order is asked."""
    asked = question.asked
    found = _NEXT_TO.search(asked.text) if _NEXT.search(asked.text) else None  # few ask so, and this is soon seen
    if found is None or not _RANKED.search(found["how"]):
        return None
    if not (money_ranked(asked) or _MONEY_SAID.search(found["how"])):
        return None
    named = project_of_side(knowledge, found["name"]).thing
    if named is None:
        return None
    order = replace(order_asked(asked, None), least=_LEAST.search(found["how"]) is not None)
    if (nth := place_behind(knowledge, order, named)) is None:
        return None
    told = at_place(knowledge, replace(order, nth=nth), None)
    if told is None:
        return refuse.unknown(knowledge, f"「{named.name}」の次の事業", [named])
    return replace(told, text=f"「{named.name}」の次は、次のとおりです。\n{told.text}")
