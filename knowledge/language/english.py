"""Questions in simple English: the way in which they ask is put into the way in which it is asked in Japanese.

What is called by which name stands in the word book (``language/book/``); the turns of asking in ``language/english.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.language.wordbook import plain, read_language

_LATIN_WORD = re.compile(r"[a-z]+")
# One who writes Japanese joins his words with them.
_HIRAGANA = re.compile("[ぁ-ん]")
_SIGNS = " 　.,!?！？。、"
_APOSTROPHE = re.compile("[’‘`]")


@dataclass(frozen=True)
class Turn:
    """A turn of asking: ``say`` finds it, ``write`` stands for it; ``whole``: it is all that is said."""

    say: re.Pattern[str]
    write: str
    whole: bool


def is_english(text: str) -> bool:
    """Whether a message is written in English: it has a word with which English asks, and nothing in hiragana."""
    folded = plain(text)
    if _HIRAGANA.search(folded):
        return False
    return any(word in _asking_words() for word in _LATIN_WORD.findall(folded))


def in_japanese(text: str) -> str:
    """A message with the way in which it asks in English put into Japanese; any other message as it is."""
    if not is_english(text):
        return text
    said = _APOSTROPHE.sub("'", plain(text)).strip()
    bare = without_what_stands_around(said)
    for turn in _turns():
        if turn.whole:
            if found := turn.say.fullmatch(bare):
                return found.expand(turn.write)
        else:
            said = turn.say.sub(turn.write, said)
    return text if said == plain(text).strip() else said


def without_what_stands_around(said: str) -> str:
    """A folded message without what is only polite, or joins it to what was said before."""
    bare, before = said.strip(_SIGNS), None
    while bare != before and bare:
        before = bare
        for around in _around():
            bare = around.sub("", bare).strip(_SIGNS) or bare
    return bare


@cache
def _turns() -> tuple[Turn, ...]:
    rows = read_language("english")["turn"]
    return tuple(Turn(re.compile(row["say"]), row["write"], row.get("whole", False)) for row in rows)


@cache
def _around() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, read_language("english")["around"]))


@cache
def _asking_words() -> frozenset[str]:
    table = read_language("english")
    asking = {*read_language("words")["ignored_english"], *table["words"]}
    return frozenset(word for word in asking if _LATIN_WORD.fullmatch(word)) - set(table["of_both"])
