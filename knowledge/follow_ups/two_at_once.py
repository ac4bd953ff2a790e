"""Two questions in one message: 「市報は何回？ラインもある？」, 「移住は何件で予算いくら」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.reply import Reply
from knowledge.telling.newness import NONE_NEWER

_COUNT = r"(?:何|なん)(?:件|人|回|校|団体|地区|%)|いくつ|いくら"
_ASKED = (
    r"予算額?|事業費|決算額?|目標|実績|成果|件数|人数|回数|割合|方針|(?:現状と)?課題|理由|目的|概要|担当課?|個別計画"
    rf"|今後(?:の(?:取り?組み?|予定|方針))?|これまでの取り?組み?|{_COUNT}"
)
# Target and result are told together anyhow.
_FIGURES = re.compile(rf"目標|実績|成果|件数|人数|回数|割合|{_COUNT}")
_OF_ONE_THING = re.compile(
    rf"(?P<thing>[^。、?？\s]{{2,24}}?)(?:の|は|って)、?(?P<one>{_ASKED})(?:は|って|が|か)?(?:で|と|や|、|・|および|及び)、?"
    rf"(?P<two>{_ASKED})(?P<end>[^。?？]{{0,10}})[?？。]*"
)
_TWO_SENTENCES = re.compile(r"(?P<one>[^?？]{4,40}[?？])\s*(?P<two>[^?？]{4,40}[?？]?)")


def two_at_once(text: str) -> tuple[str, str] | None:
    """The two questions of a folded message; None where it is one. The second may speak of what the first asks of."""
    text = text.strip()
    if both := _OF_ONE_THING.fullmatch(text):
        if _FIGURES.fullmatch(both["one"]) and _FIGURES.fullmatch(both["two"]):
            return None
        end = both["end"] if both["end"] else "は"
        return _asked_of(both["thing"], both["one"], "は"), _asked_of(both["thing"], both["two"], end)
    if parts := _TWO_SENTENCES.fullmatch(text):
        return parts["one"], parts["two"]
    return None


def _asked_of(thing: str, what: str, end: str) -> str:
    if what == "理由":
        return "理由は?"  # of what was told first
    return f"{thing}は{what}?" if re.fullmatch(_COUNT, what) else f"{thing}の{what}{end}?"


def both_told(whole: Reply, parts: Sequence[Reply]) -> Reply:
    """The replies to both, where the reply to the whole message is none or only one of them; else that reply."""
    heads = [part.text.split("\n")[0] for part in parts]
    known = [head in whole.text for head in heads]
    if any(part.outcome != "answered" for part in parts) or heads[0] == heads[1] or all(known):
        return whole
    if whole.tells and not any(known):
        return whole  # it was understood otherwise
    lines = [line for part in parts for line in part.text.split("\n")]
    ends = [line for line in lines if line == NONE_NEWER or line.startswith("出典")]
    told = dict.fromkeys(line for line in lines if line not in ends)
    last = sorted(dict.fromkeys(ends), key=lambda line: line.startswith("出典"))
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    bars = tuple(bar for part in parts for bar in part.bars)
    return replace(parts[0], text="\n".join([*told, *last]), sources=sources, bars=bars, choices=parts[1].choices)
