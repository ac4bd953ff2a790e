"""Endings of English words: one thing or several, what is done and what was done (district, districts; visit, visited)."""

from __future__ import annotations

from collections.abc import Container, Iterator

# What is left of a word without its ending is a word itself; of a verb more has to be left (king, red).
_LEAST_STEM, _LEAST_VERB = 3, 4
_VOWELS = frozenset("aeiou")
_HISSING = ("ss", "x", "z", "ch", "sh")
_VERBAL = (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def other_number(words: str) -> str | None:
    """A folded name in English with its last word as it is said of several, or of one; None where that is not known."""
    before, space, last = words.rpartition(" ")
    if not last.isascii() or not last.isalpha() or len(last) < _LEAST_STEM:
        return None
    return before + space + (_of_one(last) or _of_several(last))


def as_known(word: str, known: Container[str]) -> str | None:
    """The form of a word in English that is known; None where none is."""
    return next((form for form in _forms(word) if form in known), None)


def _forms(word: str) -> Iterator[str]:
    yield _of_one(word) or _of_several(word)
    for ending, instead in _VERBAL:
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(stem) >= _LEAST_VERB:
            yield stem
            if not instead and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                yield stem[:-1]


def _of_one(word: str) -> str | None:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) <= _LEAST_STEM:
        return None
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word[:-2].endswith(_HISSING) and word.endswith("es") else word[:-1]


def _of_several(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith((*_HISSING, "s")) else f"{word}s"
