"""Nouns in hiragana within which stands a word that asks: いつ in かいつぶり, なん in なんてん.

What a question asks is read off its signs. So such a noun is written in katakana, by which the dictionary knows it as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.language.words import Parsed, Term, Words

_ASKS = re.compile("いつ|いく[らつ]|なに|なん|なぜ|だれ|ど[うこれのち]|どん[なだく]")
# Shorter ones may be anything in a question that is typed in kana.
_NOUN = re.compile("[ぁ-んー]{4,}")
_KATAKANA_OF = {sign: sign + 0x60 for sign in range(ord("ぁ"), ord("ゖ") + 1)}


def in_katakana(parsed: Parsed, words: Words, knows: Callable[[str], bool]) -> Parsed:
    """The question with such nouns in katakana, where the documents have them and nothing else is cut otherwise then."""
    if _ASKS.search(parsed.text) is None:
        return parsed
    text = _written(parsed, knows)
    if text == parsed.text:
        return parsed
    written = words.parse(text)
    return written if [one.word for one in written.terms] == [one.word for one in parsed.terms] else parsed


def name_in_katakana(name: str, words: Words) -> str:
    """A folded name as a question has it after that: ドングリ号 of どんぐり号."""
    return _written(words.parse(name), lambda _: True) if _ASKS.search(name) else name


def _written(parsed: Parsed, knows: Callable[[str], bool]) -> str:
    text = parsed.text
    for term in parsed.terms:
        if _hides_asking(term) and knows(term.word):
            text = f"{text[: term.start]}{term.surface.translate(_KATAKANA_OF)}{text[term.end :]}"
    return text


def _hides_asking(term: Term) -> bool:
    """Whether a noun that the dictionary has is in hiragana, and a word that asks but a part of it."""
    if term.weight < 1.0 or not term.known or not _NOUN.fullmatch(term.surface):
        return False
    asks = _ASKS.search(term.surface)
    return asks is not None and asks[0] != term.surface
