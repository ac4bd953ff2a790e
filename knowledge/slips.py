"""Slips of the keyboard inside a word: 女姓 for 女性, 交琉 for 交流. Numbers are never touched."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.words import Parsed, Words


def mended(parsed: Parsed, words: Words, known: Iterable[str]) -> str:
    """The text with two kanji that make no word put right, where a known word differs in one of them and is read alike.

    ``known`` are the words of two kanji that the documents have.
    """
    text = parsed.text
    for start in sorted(parsed.edges):
        pair = text[start : start + 2]
        alone = start + 1 in parsed.edges and (start + 2 in parsed.edges or start + 2 == len(text))
        if not alone or not all("一" <= sign <= "龠" for sign in pair) or words.knows(pair):
            continue
        for word in known:
            same = [one == other for one, other in zip(pair, word, strict=True)]
            if sum(same) == 1 and _read_alike(pair[same.index(False)], word[same.index(False)], words):
                text = text[:start] + word + text[start + 2 :]
                break
    return text


def _read_alike(one: str, other: str, words: Words) -> bool:
    return words.reading(one) == words.reading(other)
