"""Slips of the keyboard inside a word: 女姓 for 女性, 交琉 for 交流. What stands beside a number is never touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from knowledge.language.sounds import of_one_sound
from knowledge.language.spellings import Written
from knowledge.language.words import Parsed, Words

_MAX_MENDED = 2
_KANJI = re.compile("[一-龠々]")
_COUNTS = frozenset("何数一二三四五六七八九十百千")
# What schools, towns and offices are called for short (南小, 北町) is no slip.
_SHORT_FOR = frozenset("小中高大校園市町村区県課係局部館線駅号区式社会長者人年月日回")


class Mendable:
    """Words that may have been meant, by length and by what is left of them when one sign is taken out."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        self._by_rest: dict[tuple[int, str], list[str]] = {}
        for word in sorted(self._words):
            if len(word) <= _MAX_MENDED:
                for place in range(len(word)):
                    self._by_rest.setdefault((place, word[:place] + word[place + 1 :]), []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def one_sign_off(self, said: str) -> list[str]:
        """The words of at most two signs that differ from this one in exactly one sign."""
        found = (
            word
            for place in range(len(said))
            for word in self._by_rest.get((place, said[:place] + said[place + 1 :]), ())
        )
        return [word for word in dict.fromkeys(found) if len(word) == len(said) and word != said]


def mended(
    parsed: Parsed,
    words: Words,
    known: Mendable,
    compounds: Collection[tuple[str, str]],
    written: Written,
    lookalikes: Mapping[str, str],
) -> str:
    """The text with kanji that make no word put right, where one word of the documents is sure to be meant.

    ``known`` are the words in the names of things and those with which one asks, ``compounds`` those of them that stand
    side by side in a name; ``written`` is everything the documents say: what stands there is no slip; ``lookalikes`` are
    the kanji that are taken for one another.
    """
    text = parsed.text
    edges = sorted({*parsed.edges, len(text)})
    for nth, start in enumerate(edges[:-1]):
        for end in edges[nth + 1 : nth + 3]:
            said = text[start:end]
            before = text[edges[nth - 1] : start] if nth else ""
            if not _may_be_slip(said, before, known, written) or text[start - 1 : start].isdigit():
                continue
            after = text[end : next((edge for edge in edges if edge > end), end)]
            alone = not (_KANJI.search(text[start - 1 : start]) or _KANJI.match(after))
            meant = _meant(said, before, after, words, known, compounds, lookalikes)
            if not meant and alone and len(said) == 2 and not words.knows(said):
                meant = _only_one(said, known, lookalikes)
            if meant:
                text = text[:start] + meant + text[end:]
                break
    return text


def without_lookalikes(
    text: str, lookalikes: Mapping[str, str], known: Mendable, written: Written, words: Words
) -> str:
    """The text with kanji put right that were taken for their doubles: 自冶体 is 自治体, 原困 原因, 協カ (a katakana) 協力.

    Only where the pair of kanji that comes out is written in the documents or known, and the pair typed is not.
    """
    for place, sign in enumerate(text):
        if sign not in lookalikes or _is_right(text, place, words):
            continue
        for meant in lookalikes[sign]:
            for start in (place - 1, place):
                typed = text[max(start, 0) : start + 2]
                if len(typed) != 2 or not _is_kanji_beside(sign, typed):
                    continue
                pair = typed[0] + meant if start < place else meant + typed[1]
                if (pair in known or pair in written) and typed not in known and typed not in written:
                    text = text[:place] + meant + text[place + 1 :]
                    break
    return text


def _is_kanji_beside(sign: str, pair: str) -> bool:
    """Whether what stands beside a sign in a pair is a kanji."""
    return "一" <= pair.replace(sign, "", 1)[:1] <= "龠"


def _is_right(text: str, place: int, words: Words) -> bool:
    """Whether a kanji makes a word with its neighbour: 険 of 保険証 is none of 検証."""
    pairs = (text[max(start, 0) : start + 2] for start in (place - 1, place))
    return any(len(pair) == 2 and all("一" <= one <= "龠" for one in pair) and words.knows(pair) for pair in pairs)


def _may_be_slip(said: str, before: str, known: Mendable, written: Written) -> bool:
    if not all("一" <= sign <= "龠" for sign in said):
        return False
    if len(said) == 1:  # 協力体 for 協力隊, 団院 for 団員: what it stands behind tells
        return bool(before) and before in known and before + said not in written
    # 子山 is no word, but stands in 海の子山の子; 何費 and 何倍 ask, and 一晩 counts, whatever sounds like them.
    # 「除雪車何台」 has no slip of 車両.
    return len(said) == 2 and said[0] not in _COUNTS and "何" not in said and said not in known and said not in written


def _only_one(said: str, known: Mendable, lookalikes: Mapping[str, str]) -> str | None:
    """The one word that differs from two kanji that stand alone and make no word in a last sign of the same sound or look:
    企行 for 企業. 助雪 is none of 助成: 除雪 was meant, which these documents may not have."""
    if said[-1] in _SHORT_FOR:
        return None
    alike = known.one_sign_off(said)
    if len(alike) != 1 or alike[0][0] != said[0]:
        return None
    return alike[0] if alike[0][-1] in of_one_sound(said[-1]) or _seen_alike(said, alike[0], lookalikes) else None


def _meant(
    said: str,
    before: str,
    after: str,
    words: Words,
    known: Mendable,
    compounds: Collection[tuple[str, str]],
    lookalikes: Mapping[str, str],
) -> str | None:
    alike = known.one_sign_off(said)
    heard = [word for word in alike if _heard_alike(said, word, words) or _seen_alike(said, word, lookalikes)]
    if len(said) == 1:
        heard = [word for word in alike if words.reading(before + said) == words.reading(before + word)]
    fitting = [word for word in alike if (before, word) in compounds or (word, after) in compounds]
    if len(said) == 1 or words.knows(said):  # 人件 is a word, yet 人件擁護 is 人権擁護
        heard = [word for word in heard if word in fitting]
        fitting = []
    for sure in (heard, fitting):
        if len(sure) == 1:
            return sure[0]
    return None


def _seen_alike(said: str, word: str, lookalikes: Mapping[str, str]) -> bool:
    """Whether a sign was taken for its double: 国祭 for 国際."""
    one, other = next(pair for pair in zip(said, word, strict=True) if pair[0] != pair[1])
    return other in lookalikes.get(one, "")


def _heard_alike(said: str, word: str, words: Words) -> bool:
    one, other = next(pair for pair in zip(said, word, strict=True) if pair[0] != pair[1])
    return words.reading(one) == words.reading(other) or words.reading(said) == words.reading(word)
