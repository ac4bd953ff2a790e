"""Questions in simple English: the way in which they ask is put into the way in which it is asked in Japanese.

What is called by which name stands in the word book (``language/book/``); the turns of asking in ``language/english.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


_TABLE = read_language("english")
_TURNS = tuple(Turn(re.compile(row["say"]), row["write"], row.get("whole", False)) for row in _TABLE["turn"])
_AROUND = tuple(map(re.compile, _TABLE["around"]))
_ASKING = frozenset(filter(_LATIN_WORD.fullmatch, (*read_language("words")["ignored_english"], *_TABLE["words"])))
_ASKS_IN_ENGLISH = _ASKING.difference(_TABLE["of_both"])


def is_english(text: str) -> bool:
    """Whether a message is written in English: it has a word with which English asks, and nothing in hiragana."""
    folded = plain(text)
    if _HIRAGANA.search(folded):
        return False
    return any(word in _ASKS_IN_ENGLISH for word in _LATIN_WORD.findall(folded))


def in_japanese(text: str) -> str:
    """A message with the way in which it asks in English put into Japanese; any other message as it is."""
    if not is_english(text):
        return text
    said = _APOSTROPHE.sub("'", plain(text)).strip()
    bare = without_what_stands_around(said)
    for turn in _TURNS:
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
        for around in _AROUND:
            bare = around.sub("", bare).strip(_SIGNS) or bare
    return bare
