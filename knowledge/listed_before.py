"""Follow-ups to a list: its second thing, the reasons or the money of all that stands there, what comes next in an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge import lists_over_all, tell
from knowledge.facets import tell_about
from knowledge.newness import NONE_NEWER
from knowledge.reply import Reply
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Subject
from knowledge.understanding import Knowledge, Question

_NTH = re.compile(r"(?P<nth>[1-9一二三四五六七八九])(?:番目|つ目|個目)(?:の(?:事業|指標|もの|やつ|の)?)?")
_ALONE = re.compile(r"(?:は|って|を?教えて|が知りたい|です|か)*[?？。]*")
_ORDER = re.compile(
    r"(?:一番|1番|いちばん|最も)(?P<how>高|安|多|少な)い(?:の|やつ|もの)?(?:は|って)?(?:どれ|何|なに)?[?？。]*"
)
_OF_ALL = re.compile(r"(?:全部|ぜんぶ|すべて|全て|それぞれ|みんな|全部それぞれ)の?")
_WHY_ALL = re.compile(
    r"(?:それぞれの|全部の)?(?:理由|原因)(?:は|って|を?教えて)*[?？。]*|(?:なんで|なぜ|どうして)[?？。]*"
)
_DIGITS = {sign: place for place, sign in enumerate("一二三四五六七八九", 1)}
# More fill the screen of a telephone.
_MOST = 5
_OF_SHEET = ("出典", "第", "事業:", "事業：", "担当", NONE_NEWER)


def of_list_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is asked of a list that was told last; None where no list was, or nothing of the kind is asked."""
    about, asked, text = question.before, question.asked, question.asked.text.strip()
    if not about or (question.before_aspect or "").startswith("choose:"):
        return None
    nth = _NTH.match(text)
    if len(about) == 1:
        return _next_in_order(knowledge, question, nth)
    if nth is not None and (place := _place(nth["nth"])) <= len(about):
        one = about[place - 1]
        if asked.aspects:
            return tell_about(knowledge, question, [one], asked.aspects)
        return tell.summary(knowledge, one) if _ALONE.fullmatch(text, nth.end()) else None
    if question.before_aspect == "reached" and _WHY_ALL.fullmatch(text):
        return _reasons(knowledge, about[:_MOST])
    if _OF_ALL.match(text) and asked.aspects:
        projects = [one for one in about if one.kind == "project"]
        if asked.aspects[0] in MONEY and projects:
            return tell.money(knowledge, projects, asked.aspects)
        rows = [one for one in about if one.is_figure]
        if asked.aspects[0] in FIGURES and rows:
            return tell.figures(knowledge, rows, asked.aspects)
    return None


def _place(sign: str) -> int:
    return _DIGITS[sign] if sign in _DIGITS else int(sign)


def _next_in_order(knowledge: Knowledge, question: Question, nth: re.Match[str] | None) -> Reply | None:
    """「二番目は？」 and 「一番安いのは？」 after the project that costs most."""
    if question.before[0].kind != "project" or question.before_aspect not in MONEY:
        return None
    text = question.asked.text.strip()
    if nth is not None and _ALONE.fullmatch(text, nth.end()):
        whole = f"{_place(nth['nth'])}番目に高い事業は?"
    elif order := _ORDER.fullmatch(text):
        whole = f"一番{order['how']}い事業は?" if order["how"] in "高安" else f"一番予算が{order['how']}い事業は?"
    else:
        return None
    return lists_over_all.computed(knowledge, knowledge.understand(whole, None, question.asked.city).asked)


def _reasons(knowledge: Knowledge, rows: Sequence[Subject]) -> Reply | None:
    """The reasons of several rows, each below its row."""
    told = [reply for row in rows if (reply := tell.reason(knowledge, row)) is not None]
    if len(told) < 2:
        return told[0] if told else None
    lines, last = [], dict[str, None]()
    for reply in told:
        lines += [line for line in reply.text.split("\n") if not line.startswith(_OF_SHEET)]
        last |= dict.fromkeys(line for line in reply.text.split("\n") if line.startswith(("出典", NONE_NEWER)))
    last_lines = sorted(last, key=lambda line: line.startswith("出典"))
    sources = tuple(dict.fromkeys(source for reply in told for source in reply.sources))
    topic = replace(told[0].topic, subjects=tuple(row.key for row in rows)) if told[0].topic else None
    return replace(told[0], text="\n".join([*lines, *last_lines]), sources=sources, topic=topic)
