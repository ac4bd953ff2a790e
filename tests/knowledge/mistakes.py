"""Questions written as people mistype them: seeded, so that every run makes the same mistakes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from knowledge.language.sounds import of_one_sound
from knowledge.language.wordbook import plain
from knowledge.language.words import Term, Words
from writing.signs import in_hiragana

_KANJI_WORD = re.compile("[一-龠]{2,}")
_NEVER = frozenset("一二三四五六七八九十百千万億何年月日回件人数率")
_LARGE = str.maketrans("っゃゅょ", "つやゆよ")


def converted_wrongly(question: str, words: Words, chance: random.Random) -> str | None:
    """With a kanji of one word exchanged for another of its sound, so that no word is left (国祭 for 国際)."""
    nouns = [term for term in _nouns(question, words) if len(term.surface) == 2]
    chance.shuffle(nouns)
    for term in nouns:
        places = [place for place, sign in enumerate(term.surface) if sign not in _NEVER]
        for place in chance.sample(places, len(places)):
            others = list(of_one_sound(term.surface[place]))
            chance.shuffle(others)
            for other in others[:8]:
                typed = term.surface[:place] + other + term.surface[place + 1 :]
                if not words.knows(typed):
                    return question.replace(term.surface, typed, 1)
    return None


def heard_wrongly(question: str, words: Words, chance: random.Random) -> str | None:
    """With one kanji exchanged so that another word of the same reading stands there (口座 for 講座)."""
    nouns = [term for term in _nouns(question, words) if len(term.surface) == 2]
    chance.shuffle(nouns)
    for term in nouns:
        for place in (0, 1):
            if term.surface[place] in _NEVER:
                continue
            for other in of_one_sound(term.surface[place]):
                typed = term.surface[:place] + other + term.surface[place + 1 :]
                if words.knows(typed) and words.reading(typed) == words.reading(term.surface):
                    return question.replace(term.surface, typed, 1)
    return None


def left_in_kana(question: str, words: Words, chance: random.Random) -> str | None:
    """With one noun as it is read."""
    nouns = [term for term in _nouns(question, words) if len(term.reading) > 2]
    if not nouns:
        return None
    term = chance.choice(nouns)
    return question.replace(term.surface, in_hiragana(term.reading), 1)


def spelt_as_elders_do(question: str, words: Words, chance: random.Random) -> str | None:
    """With large っ and ょ, and わ and お for the particles は and を behind a kanji."""
    typed = re.sub("(?<=[一-龠])は(?=[、?？]|何|ど|い[くつ])", "わ", question)
    typed = re.sub("(?<=[一-龠])を(?=使|教|知|見|増|減|し)", "お", typed)
    typed = re.sub("(?<=[一-龠でま])(?:っ|しょ)(?=[たてう])", lambda found: found[0].translate(_LARGE), typed)
    return typed if typed != question else None


def all_in_kana(question: str, words: Words, chance: random.Random) -> str | None:
    """As a child writes it: every kanji as it is read."""
    if not _KANJI_WORD.search(question) or re.search("[0-9０-９A-Za-z]", question):
        return None
    kana = (
        question.replace("何人", "なんにん")
        .replace("何名", "なんめい")
        .replace("来年", "らいねん")
        .replace("何本", "なんぼん")
    )
    for term in sorted(words.terms(plain(question)), key=lambda term: -len(term.surface)):
        if term.surface in kana and term.reading:
            kana = kana.replace(term.surface, in_hiragana(term.reading))
    return None if _KANJI_WORD.search(kana) else re.sub("[一-龠々]", lambda sign: words.reading(sign[0]), kana)


MISTAKES: Mapping[str, Callable[[str, Words, random.Random], str | None]] = {
    "converted": converted_wrongly,
    "heard": heard_wrongly,
    "kana": left_in_kana,
    "elders": spelt_as_elders_do,
    "children": all_in_kana,
}


def _nouns(question: str, words: Words) -> list[Term]:
    """Words of kanji that stand in the question as they are typed."""
    return [
        term
        for term in words.terms(plain(question))
        if term.weight == 1.0
        and _KANJI_WORD.fullmatch(term.surface)
        and term.surface in question
        and term.surface[0] != "何"
    ]
