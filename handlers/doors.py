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
# Who tells of their own need says when, since when, or why.
_BEFORE_ALONE = (
    r"(?:すみません|あの|すいません|うち|家|私|わたし|僕|俺|今|もう|本当に|全然|今日|今朝|昨日|今月|先月|先週|最近|今度|来月|来週|春|秋|急に"
    r"|生活する|暮らす|[一-龠ァ-ヶー]{1,5}から|[^。?？、]{1,10}(?:て|で|なり)|は|に|が|も|の|、|,){0,5}"
)
_AFTER_ALONE = (
    r"(?:ばかり|だけ)?(?:な?の|ん)?(?:です|だ|でした|よ|ね)*(?:けど|けれど|が|ので|から)?[、,。]?"
    r"(?:どうし(?:たら|よう|たらいい)[^。?？]{0,8}|困っ[^。?？]{0,8}|手続き?(?:は|したい|がしたい)?[^。?？]{0,4})?[?？!！。、…]*"
)


def asks_for_a_door(text: str, doors: Sequence[Door]) -> bool:
    """Whether a text names the matter of a door and nothing besides (「手続き」「避難所はどこですか」「お金がない」)."""
    said = _plain(text)
    return any(
        any(_asked_for(word).fullmatch(said) for word in _folded(door) if word in said) or _called_by(door, said)
        for door in doors
    )


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
    found += [(len(word), door) for door in doors for word in _called_by(door, said)]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _stands_in(word: str, said: str) -> bool:
    if len(word) > 1:
        return word in said
    return any(not _beside_kanji(said, found.start()) for found in re.finditer(re.escape(word), said))


def _called_by(door: Door, said: str) -> tuple[str, ...]:
    """The sentences of a door that are all that is said."""
    return tuple(word for word in _alone(door) if word in said and _said_alone(word).fullmatch(said))


def _beside_kanji(said: str, place: int) -> bool:
    return any(map(is_kanji, (*said[max(place - 1, 0) : place], *said[place + 1 : place + 2])))


# A city has a few dozen doors with a hundred words; folding them anew for every question cost more than looking for them.
@lru_cache(maxsize=256)
def _folded(door: Door) -> tuple[str, ...]:
    return tuple(_plain(word) for word in door.words)


@lru_cache(maxsize=256)
def _alone(door: Door) -> tuple[str, ...]:
    return tuple(_plain(word) for word in door.alone)


@lru_cache(maxsize=256)
def _said_alone(folded: str) -> re.Pattern[str]:
    return re.compile(_BEFORE_ALONE + re.escape(folded) + _AFTER_ALONE)


@lru_cache(maxsize=1024)
def _asked_for(folded: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + re.escape(folded) + _AFTER)


def _plain(text: str) -> str:
    # Katakana stays apart from hiragana, as everywhere with doors: クマ is an animal, くま also stands in 行くまで.
    return fold(text, kana=False, spaces=False)
