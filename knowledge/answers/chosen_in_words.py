"""Which of the things we asked back about is meant, said in words: 「保育園のほう」, 「二つ目」, 「下のやつ」, 「両方」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.finding.knowledge import Knowledge
from knowledge.language.numerals import number_typed
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply, Topic
from knowledge.telling import refuse, tell

_BEFORE = r"(?:えっと|じゃあ?|では|それなら|やっぱり)?[、\s]*"
_BEHIND = (
    r"(?:です|で|を|は|が|について)?(?:お願い(?:します)?|頼む|教えて(?:ください)?|知りたい(?:です)?|いい(?:です)?)?"
    r"(?:かな|だ|ね|よ|の)*[?？。!]*"
)
_PICKED = re.compile(rf"{_BEFORE}(?P<what>[^、。?？\s]{{2,16}}?)(?P<side>の?(?:ほう|方|やつ))?{_BEHIND}")
_NTH = re.compile(rf"{_BEFORE}(?P<nth>[1-9一二三四])(?:番目|つ目|個目|番)(?:の(?:ほう|方|やつ|もの)?)?{_BEHIND}")
_END = re.compile(
    rf"{_BEFORE}(?:一番|いちばん)?(?:(?P<first>上|前者|最初|はじめ)|(?P<last>下|後者|最後|(?:後|あと)(?=の)))(?:の(?:ほう|方|やつ|もの)?)?{_BEHIND}"
)
_ALL = re.compile(
    rf"{_BEFORE}(?:両方|りょうほう|どっちも|どちらも|全部|ぜんぶ|すべて|2つとも|二つとも)(?:とも)?{_BEHIND}"
)
# What may be asked of a thing of any kind.
_OF_ANY = frozenset({"reason", "next", "department"})


@dataclass(frozen=True)
class Chosen:
    """One of the things that were offered, as the question that asks for it; or the reply where all of them are meant."""

    question: str | None = None
    reply: Reply | None = None


def chosen_in_words(knowledge: Knowledge, text: str, topic: Topic | None) -> Chosen | None:
    """What a folded text chooses of what was asked back about; None where nothing was, or the text says anything else."""
    if topic is None or not (topic.aspect or "").startswith("choose:"):
        return None
    text = text.strip()
    offered = [knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key]
    if len(offered) < max(2, len(topic.subjects)):
        return None  # what stood in one of the places is in no document any more
    if _ALL.fullmatch(text):
        return Chosen(reply=tell.figures(knowledge, offered)) if all(one.is_figure for one in offered) else None
    one = _at_place(text, offered) or _by_name(text, offered)
    return Chosen(_asked_of(one, topic)) if one is not None else None


def _asked_of(one: Subject, topic: Topic) -> str:
    """The question for one of them: what was asked at first, where that is asked of a thing of its kind."""
    wanted = (topic.aspect or "").removeprefix("choose:")
    aspect = wanted if wanted in _OF_ANY else refuse.first_aspect(one)
    return refuse.choice(one, aspect, named=True).says


def _at_place(text: str, offered: Sequence[Subject]) -> Subject | None:
    if nth := _NTH.fullmatch(text):
        place = number_typed(nth["nth"])
        return offered[place - 1] if place <= len(offered) else None
    end = _END.fullmatch(text)
    return None if end is None else offered[0] if end["first"] else offered[-1]


def _by_name(text: str, offered: Sequence[Subject]) -> Subject | None:
    """The one that alone bears what was said; with 「のほう」, that which alone shares two signs with it (中学生 of 中学校)."""
    picked = _PICKED.fullmatch(text)
    if picked is None:
        return None
    names = [plain(one.name) for one in offered]
    what = picked["what"].removesuffix("の")
    bearing = [one for one, name in zip(offered, names, strict=True) if what in name]
    if len(bearing) == 1:
        return bearing[0]
    if bearing or not picked["side"]:
        return None
    pairs = [_pairs(name) for name in names]
    common = set.intersection(*pairs)
    sharing = [one for one, own in zip(offered, pairs, strict=True) if (own - common) & _pairs(what)]
    return sharing[0] if len(sharing) == 1 else None


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
