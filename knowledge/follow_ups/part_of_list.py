"""「道路のことだけ」 and 「音楽会は？」 after a list: of what was listed, that which belongs to the part, or bears the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import part_named
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.order_before import remembering
from knowledge.follow_ups.year_told import seen_in_its_year
from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply, Topic
from knowledge.telling import tell
from knowledge.telling.listing import counted, listed, row_sources

_ONLY = re.compile(
    r"(?:じゃあ?|では|その中で|この中で|そのうち|このうち)?[、\s]*(?P<what>[^、。?？\s]{1,16}?)"
    r"(?:(?:の(?:こと|分|もの|やつ|話|指標|事業)|関係|関連|分野)(?:の(?:もの|やつ|指標|事業))?)?"
    r"(?:だけ|のみ|に(?:絞|しぼ)[ぁ-ん]{1,4}|に限[ぁ-ん]{1,4})(?:で|だと|なら|は|を)?(?:お願いします?|教えて(?:ください)?|見せて|見たい|知りたい|どう)?(?:です)?か?[?？。]*"
)
_MISSED_OR_MET = re.compile(
    r"(?:目標(?:に|を|まで)?)?(?:(?P<missed>(?:達成|クリア|到達|達)(?:でき|出来|し)(?:なかった|てない|ていない)|届(?:かなかった|いてない|いていない)|未達成?)"
    r"|(?P<met>(?:達成|クリア|到達|達)(?:でき|出来)?(?:した|してる|している|た)|届いた|上回った))(?:の|もの|やつ|指標)?"
)
_BARE = re.compile(
    r"(?:(?:じゃ(?:あ)?|では|で|あと|それと)[、,\s]+)?(?P<name>[^。、?？\s]{3,20}?)(?:の?(?:ほう|方|やつ))?(?:は|って)[?？。]*"
)


def part_of_list(knowledge: Knowledge, question: Question) -> Reply | None:
    """Those of several rows or projects told last that belong to what is named; None where no list was told, nothing of the
    kind is asked, or none of the list belongs to it."""
    items = question.listed or question.before
    only = _ONLY.fullmatch(question.asked.text.strip())
    if only is None or len(items) < 2 or (question.before_aspect or "").startswith("choose:"):
        return None
    seen = seen_in_its_year(knowledge, items[0])
    if (met := _MISSED_OR_MET.fullmatch(only["what"])) is not None:
        return _by_outcome(seen, items, met=met["met"] is not None, said=only["what"])
    part = part_named(seen, understand(seen, only["what"], None))
    chosen = [one for one in items if part is not None and part.has(one)]
    told = _told(seen, chosen)
    if told is None:
        return None
    lead = f"いま挙げたうち、「{only['what']}」にあたるのは次の{counted(chosen)}です。"
    return remembering(replace(told, text=f"{lead}\n{told.text}"), items)


def _by_outcome(knowledge: Knowledge, items: Sequence[Subject], *, met: bool, said: str) -> Reply | None:
    """Those of several rows that reached their target, or that did not; None where other things than rows were told."""
    if not all(one.is_figure for one in items):
        return None
    chosen = [one for one in items if one.row is not None and outcomes.reached(one.row) is met]
    told = _told(knowledge, chosen)
    if told is None:
        none = f"いま挙げた{counted(items)}のうち、「{said}」にあたるものはありません。"
        return remembering(listed(knowledge, items, "reached", [none], row_sources(items)), items)
    lead = f"いま挙げたうち、「{said}」にあたるのは次の{counted(chosen)}です。"
    return remembering(replace(told, text=f"{lead}\n{told.text}"), items)


def named_of_list(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """The only one of several rows or projects told last that has in its name the bare name a folded text says; None where
    none or several have, or anything else is asked."""
    items = _items(knowledge, topic)
    bare = _BARE.fullmatch(text.strip())
    if bare is None or len(items) < 2 or not understand(knowledge, bare["name"], None).groups:
        return None  # 「事業費は？」 is asked of all of them
    bearing = [one for one in items if bare["name"] in plain(one.name)]
    told = _told(knowledge, bearing) if len(bearing) == 1 else None
    return remembering(told, items)


def _items(knowledge: Knowledge, topic: Topic | None) -> list[Subject]:
    if topic is None or (topic.aspect or "").startswith("choose:"):
        return []
    return [knowledge.by_key[key] for key in topic.listed or topic.subjects if key in knowledge.by_key]


def _told(knowledge: Knowledge, chosen: list[Subject]) -> Reply | None:
    if not chosen:
        return None
    if all(one.is_figure for one in chosen):
        return tell.figures(knowledge, chosen)
    return tell.money(knowledge, chosen, ("budget",)) if all(one.kind == "project" for one in chosen) else None
