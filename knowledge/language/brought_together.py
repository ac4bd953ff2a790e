"""What is done with a thing, said away from it: 「紙って毎月何枚減らしてる？」 tells of 紙を減ら as 「紙を減らしてる？」 does.

The word book explains a thing together with what is done with it (紙を減ら, 店がなくな), and is looked through for what
stands side by side. Whoever speaks names the thing first, and how much and when before what is done; or he says 減らした紙.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.language.phrases import Phrases

# A thing and what is done with it, as the word book has them; what goes on behind the verb (農業をする人) is another thing.
_PAIR = re.compile(r"([^をがのはもにでとへや ]{1,8})([をが])([一-龠]{1,2}[ぁ-ん]{0,4}|(?![っんゃゅょー])[ぁ-ん]{2,5})")
# What follows a thing that is spoken of first; 「雪が早く溶け」 has が as the book has it.
_BEHIND = {"を": re.compile("って|を|は|も|なら|とか|、"), "が": re.compile("って|が|は|も|とか|、")}
# Verbs of one kanji that are two: 店を出す and 店が出る.
_DONE_TO = {"出": ("さ", "し", "す", "せ", "そ")}
# So much is said between the two at most, within one sentence, and nothing that the verb has with the same particle:
# in 「本は雑誌を借りる人が」 雑誌 is what is borrowed.
_MOST_BETWEEN = 12
_ENDS_SENTENCE = re.compile("[。?？!！]")
# A verb that tells of the noun behind it (呼んだ会社) does nothing to what a pause parts from it; 「本、借りる時」 and
# 「紙、減らしたい何枚」 have no such noun.
_OF_NEXT_NOUN = re.compile("[ぁ-ん]{0,6}[たるいうくすむぶつぬぐだ][おご]?(?![時際前後何誰幾]|場合)[一-龠々ァ-ヶー]")
# How a verb ends before the noun that it is said of: 減らした紙, なくなってる店.
_BEFORE_NOUN = re.compile("(?!.*という)[ぁ-ん]{0,5}[たるいうくすむぶつだ]")
_MOST_BEFORE = 8
# In these one counts, and they are things all the same where no number stands before them.
_THINGS_TOO = frozenset({"本"})
_COUNTERS = "冊枚回人個本件台頭匹円軒校所度倍日年月"
_KANJI, _KANA = re.compile("[一-龠々]"), re.compile("[ぁ-ん]")
# A thing or a verb in kana may begin behind a particle, and is otherwise but the middle of a word.
_PARTICLES, _OF_CLAUSE = "をがはもにでとへ", "、。?？!！ "
_MOST = 3


@dataclass(frozen=True)
class _Pair:
    noun: str
    particle: str
    verb: str


class Pairs:
    """The things of which the word book says what is done with them."""

    def __init__(self, sayings: Iterable[str], phrases: Phrases, nameless: Container[str]) -> None:
        """``sayings`` are folded, and found as they stand by ``phrases``; ``nameless`` are words that name nothing (人, お金)
        and may have any verb."""
        self._phrases = phrases
        pairs = (_Pair(*found.groups()) for say in sayings if (found := _PAIR.fullmatch(say)))
        self._of: dict[str, list[_Pair]] = {}
        for pair in pairs:
            if pair.noun in _THINGS_TOO or pair.noun not in nameless:
                self._of.setdefault(pair.noun, []).append(pair)
        self._nouns = Phrases(self._of)

    def brought_together(self, text: str) -> str:
        """A folded text with each thing set before what is done with it, as the word book has them."""
        for _ in range(_MOST):
            together = next(self._together(text), None)
            if together is None:
                return text
            text = together
        return text

    def _together(self, text: str) -> Iterator[str]:
        nouns = [(start, noun) for start, noun in self._nouns.found_in(text) if not _goes_on(text, start, noun)]
        if not nouns:
            return
        explained = [(start, start + len(said)) for start, said in self._phrases.found_in(text)]
        for start, noun in nouns:
            end = start + len(noun)
            if any(first <= start and end <= last and last - first > len(noun) for first, last in explained):
                continue  # as it stands it is explained with more
            for pair in self._of[noun]:
                if (
                    changed := _said_later(text, start, pair) or _said_before(text, start, pair, explained)
                ) is not None:
                    yield changed


def _goes_on(text: str, start: int, noun: str) -> bool:
    """Whether a noun is but a part of a longer one: 本 of 絵本 and of 本棚."""
    before, after = text[start - 1 : start], text[start + len(noun) : start + len(noun) + 1]
    if _KANA.match(before) and _KANA.match(noun[0]) and before not in f"{_PARTICLES}のや":
        return True
    return bool(_KANJI.match(before) and _KANJI.match(noun[0])) or bool(_KANJI.match(after) and _KANJI.match(noun[-1]))


def _said_later(text: str, start: int, pair: _Pair) -> str | None:
    """「紙って毎月何枚減らしてる」 as 「毎月何枚紙を減らしてる」."""
    particle = _BEHIND[pair.particle].match(text, start + len(pair.noun))
    if particle is None:
        return None
    place = _verb_behind(text, particle.end(), pair)
    if place is None or (particle[0] == "、" and _OF_NEXT_NOUN.match(text, place + len(pair.verb))):
        return None
    between = text[particle.end() : place].lstrip("、")
    if pair.particle in between or (not between and particle[0] == pair.particle):
        return None
    # What stands before the noun is said of it (ヒラメの稚魚), and stays there.
    clause = max(text.rfind(sign, 0, start) for sign in _OF_CLAUSE) + 1
    return f"{text[:clause]}{between}{text[clause : start + len(pair.noun)]}{pair.particle}{text[place:]}"


def _verb_behind(text: str, start: int, pair: _Pair) -> int | None:
    """Where the verb of a pair begins not far behind a place, in the same sentence."""
    verb = pair.verb
    last = start + _MOST_BETWEEN + len(verb)
    place = text.find(verb, start, last)
    while place >= 0 and _ENDS_SENTENCE.search(text, start, place) is None:
        if _begins_verb(text, place, pair):
            return place
        place = text.find(verb, place + 1, last)
    return None


def _said_before(text: str, start: int, pair: _Pair, explained: Sequence[tuple[int, int]]) -> str | None:
    """「減らした紙」 as 「紙を減らした」."""
    place = text.rfind(pair.verb, max(0, start - _MOST_BEFORE), start)
    if place < 0 or not _begins_verb(text, place, pair):
        return None
    if text[place - 1 : place] == pair.particle:
        return None  # 「焼きそばを出してる店」 tells of no 店を出す
    end = place + len(pair.verb)
    if any(first < place < last or first < end < last for first, last in explained):
        return None
    if _BEFORE_NOUN.fullmatch(text, end, start) is None:
        return None
    return f"{text[:place]}{pair.noun}{pair.particle}{text[place:start]}{text[start + len(pair.noun) :]}"


def _begins_verb(text: str, place: int, pair: _Pair) -> bool:
    """Whether the verb of a pair begins here: not within a noun, and what is one kanji goes on in kana, as a verb does that
    is done to a thing (店を出す; 「店が出る」 has another)."""
    verb = pair.verb
    before, after = text[place - 1 : place] if place else "", text[place + len(verb) : place + len(verb) + 1]
    if _KANJI.match(before) and _KANJI.match(verb[0]) and before not in _COUNTERS:
        return False
    if _KANA.match(before) and _KANA.match(verb[0]) and before not in _PARTICLES:
        return False
    if verb in _DONE_TO:
        return (after in _DONE_TO[verb]) == (pair.particle == "を") and bool(_KANA.match(after))
    return not _KANJI.match(verb[-1]) or bool(_KANA.match(after))
