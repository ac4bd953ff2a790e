"""One plain line in English before the reply to a question in English: its figures, who is in charge, or that nothing is told.

What the documents say stays in their own words below it. The wording is data (``language/english.toml``, ``says``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.language.romaji import in_latin
from knowledge.language.wordbook import read_language
from knowledge.ledger.outcomes import difference, reached
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Figure, Indicator, Project, Results
from knowledge.question.aspects import MONEY
from knowledge.reply import Reply
from knowledge.telling.fitting import fitted

# Two figures set beside one another in a list, and a reason that is told.
_ITEM, _REASON = re.compile("^・.*(?:→|・)実績", re.MULTILINE), re.compile("^理由：", re.MULTILINE)
# Of more sections their names fill the line.
_MOST_SECTIONS = 3


def with_english(knowledge: Knowledge, reply: Reply) -> Reply:
    """The reply with its line in English first."""
    line = _line(knowledge, reply)
    return replace(reply, text=fitted(f"{line}\n{reply.text}")) if line else reply


def _line(knowledge: Knowledge, reply: Reply) -> str:
    says = read_language("english")["says"]
    if reply.outcome == "small_talk":
        return str(says["talk"].get(reply.slots.get("talk"), says["help"]))
    if not reply.tells:
        return str(says[reply.outcome])
    about = [knowledge.by_key[key] for key in reply.topic.subjects if key in knowledge.by_key] if reply.topic else []
    aspect = reply.topic.aspect if reply.topic else None
    told = _told(knowledge, says, reply, about, aspect)
    return f"{says['close']} {told}" if reply.outcome == "partly" else told


def _told(knowledge: Knowledge, says: Mapping[str, str], reply: Reply, about: list[Subject], aspect: str | None) -> str:
    if aspect == "department" and (sections := _sections(about)) and len(sections) <= _MOST_SECTIONS:
        return says["section"].format("、".join(f"{one} ({_as_read(knowledge, one)})" for one in sections))
    row = _row_told(reply, about, aspect)
    if row is None:
        return says["list" if len(_ITEM.findall(reply.text)) > 1 else "words"]
    # What a row counts in yen (寄附額) is aimed at like any other figure; only a project has a budget.
    kind = "money" if about[0].row is None else "figures" if about[0].kind == "indicator" else "activity"
    told = _outlay if kind == "money" else _figure
    figures = says[kind].format(target=told(row.target), result=told(row.result), year=about[0].year)
    why = says["reason" if _REASON.search(reply.text) else "no_reason"] if aspect == "reason" else ""
    # The name stays as it is printed: who looks for it in the documents finds it.
    return " ".join(filter(None, (f"{about[0].name}:", figures, _verdict(says, row, kind), why)))


def _row_told(reply: Reply, about: list[Subject], aspect: str | None) -> Indicator | None:
    """The one row whose two figures the reply tells; None where it tells none, or more than one."""
    if len(about) != 1 or len(reply.bars) > 1:
        return None
    sheet, row = about[0].sheet, about[0].row
    if (
        row is None
        and isinstance(sheet, Project)
        and (aspect in MONEY or reply.bars)
        and aspect not in {"staffing", "account"}
    ):
        row = sheet.budget
    if row is None or is_held_back(row) or about[0].year is None:
        return None
    printed = [figure.printed for figure in (row.target, row.result) if figure.printed is not None]
    return row if printed and all(figure in reply.text for figure in printed) else None


def _outlay(figure: Figure) -> str:
    """What a project was to cost or did, whose value is in 千円 in whatever unit it is printed."""
    return _figure(figure) if figure.value is None else f"{figure.value * 1000:,.0f} yen"


def _figure(figure: Figure) -> str:
    """A figure with its unit in English: "17 groups", "1,532,000 yen"; a bare number where the unit has no name."""
    table = read_language("english")
    if figure.printed is None:
        return str(table["says"]["gap"])
    if figure.unit == "千円" and figure.value is not None:
        return f"{figure.value * 1000:,.0f} yen"
    unit = table["units"].get(figure.unit or "", "")
    return f"{figure.printed}{'' if unit == '%' else ' '}{unit}".strip()


def _verdict(says: Mapping[str, str], row: Indicator, kind: str) -> str:
    """Whether a target was reached, or how what was done differs from what was planned; "" where that is not known."""
    met, gap = reached(row), difference(row)
    if met is None or gap is None or kind == "money":
        return ""
    if kind == "figures":
        return says["reached"] if met else says["missed"]
    return says["more"] if gap > 0 else says["less"] if gap < 0 else says["same"]


def _sections(about: Iterable[Subject]) -> list[str]:
    sheets = (subject.sheet for subject in about)
    return list(dict.fromkeys(sheet.department for sheet in sheets if isinstance(sheet, (Results, Project))))


def _as_read(knowledge: Knowledge, section: str) -> str:
    """A section's name as it is read: 建設課 is "kensetsu-ka"."""
    name, kind = (in_latin(knowledge.words.reading(part).replace(" ", "")) for part in (section[:-1], section[-1]))
    return f"{name}-{kind}"
