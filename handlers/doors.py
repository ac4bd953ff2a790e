"""The doors of the hall: what residents ask first and the documents do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handlers.city import Door
from knowledge.language.text import fold, is_kanji
from knowledge.reply import Reply

# What may stand around a door's word when nothing but the service itself is meant. A figure, a reason or a plan asked of the
# same thing (除雪の予算は？) is a question to the documents.
_BEFORE = r"(?:すみません|あの|すいません|次の|今日の|明日の|市の|市役所の)?[、,]?"
_AFTER = (
    r"(?:の(?:こと|場所|方法|仕方|しかた|やり方|時間|日|受付|窓口|連絡先|申込み?|申し込み|相談))?"
    r"(?:は|って|を|が|に|で|も|の|について|のことで)*"
    r"(?:どこ|いつ|何曜日|何時|どうすれば|どうしたら|どうやって|どうする|どう|何)?"
    r"(?:に?ある|に?あります|出す|出せば|します|する|したい|したらいい|すれば|いい|できる|できます|やってる|やってます|やっている|知りたい|教えて)*"
    r"(?:です|ます|ください|下さい|ん|の)*(?:か|かな|ね)?[?？!！。、]*"
)


def asks_for_a_door(text: str, doors: Sequence[Door]) -> bool:
    """Whether a text names the matter of a door and nothing besides (「手続き」「避難所はどこですか」)."""
    said = _plain(text)
    return any(_asked_for(word).fullmatch(said) for door in doors for word in _folded(door) if word in said)


def at_the_door(text: str, reply: Reply, doors: Sequence[Door]) -> Reply:
    """The reply, taken back where the documents only mention what the resident wants from the hall."""
    if (reply.tells or reply.outcome == "asked_back") and asks_for_a_door(text, doors):
        return replace(reply, outcome="out_of_scope", sources=(), choices=(), bars=(), topic=None)
    return reply


def door_for(text: str, doors: Sequence[Door]) -> Door | None:
    """The door with the longest word found in a text, so that 粗大ごみ wins over ごみ; None where no word is.

    Katakana stays apart from hiragana: クマ is an animal, くま also stands in 行くまで. A word of one kanji stands alone: 熊,
    but not 熊谷さん.
    """
    said = _plain(text)
    found = [(len(word), door) for door in doors for word in _folded(door) if _stands_in(word, said)]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _stands_in(word: str, said: str) -> bool:
    if len(word) > 1:
        return word in said
    return any(not _beside_kanji(said, found.start()) for found in re.finditer(re.escape(word), said))


def _beside_kanji(said: str, place: int) -> bool:
    return any(map(is_kanji, (*said[max(place - 1, 0) : place], *said[place + 1 : place + 2])))


# A city has a few dozen doors with a hundred words; folding them anew for every question cost more than looking for them.
@lru_cache(maxsize=256)
def _folded(door: Door) -> tuple[str, ...]:
    return tuple(_plain(word) for word in door.words)


@lru_cache(maxsize=1024)
def _asked_for(folded: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + re.escape(folded) + _AFTER)


def _plain(text: str) -> str:
    # Katakana stays apart from hiragana, as everywhere with doors: クマ is an animal, くま also stands in 行くまで.
    return fold(text, kana=False, spaces=False)
