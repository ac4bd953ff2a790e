"""Which field of the city's work a voice is about: a weighted vote of plain words, with the words that spoke for it.

The words of the tables vote, and beside them whatever words stood in the examples of each field (``field_words``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import log
from typing import Any

from casework.cut_words import Cut, things
from casework.detectors import BadDetector, table
from casework.field_words import field_words
from casework.plain import plain
from casework.words_in_text import Hit, WordFinder

# What a word of each list says for its field. A word that stands in several fields says less for each.
_WEIGHTS = {"settles": 4.5, "telling": 3.0, "words": 1.3, "leaning": 0.5}
_SHARED = 0.35
_FURTHER = 0.7
# 学校の前の横断歩道 is about the crossing: what only tells where something is says less.
_PLACE = re.compile(r"の?(?:すぐ)?(?:前|横|裏|そば|近く|隣|となり|向かい|入口|入り口|周り|まわり|脇|わき)")
_ONLY_A_PLACE = 0.4
_NAMES_A_PLACE = re.compile(r"(?:街|駅前?|通り|広場|公園|公民館)の?$")
_TELLS = 3.0
# Staff are shown no word of the examples that speaks for a field so little, and no lone sign (所), which is but half a word.
_WORTH_SHOWING = 0.75
OTHER = "その他"
_MIN_SCORE = 0.9


@dataclass(frozen=True)
class Ranked:
    """A field with the sum of its votes and the words that spoke for it, the most telling first."""

    name: str
    score: float
    why: tuple[str, ...]


class Categories:
    """The fields and their words: the room's table with a city's own rows behind it.

    ``only`` are the fields a city uses, in its order; empty: all. その他 is always one of them. ``cut`` cuts a plain text into
    dictionary words, which vote as they were learnt; without it the tables alone do. Raises BadDetector.
    """

    def __init__(
        self,
        more: Sequence[Mapping[str, Any]] = (),
        only: Sequence[str] = (),
        cut: Cut | None = None,
    ) -> None:
        self._cut = cut
        rows = _rows(more)
        votes: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for row in rows:
            for kind, weight in _WEIGHTS.items():
                for word in row.get(kind, ()):
                    of_word = votes[plain(word).text.strip()]
                    of_word[row["name"]] = max(weight, of_word.get(row["name"], 0.0))
        _raise_to_what_they_hold(votes)
        self.names = _names(rows, only)
        self._votes = {word: _shared(word, fields) for word, fields in votes.items()}
        self._finder = WordFinder(self._votes)

    def ranked(self, text: str) -> tuple[Ranked, ...]:
        """All fields, the likeliest first. Where no word speaks clearly it is その他; ties keep the table's order."""
        read = plain(text).text
        hits = self._finder.find(read)
        places = [hit for hit, after in zip_longest(hits, hits[1:]) if self._says_where(read, hit, after)]
        why, learnt = self._of_tables(hits, places), self._of_examples(read, places)
        scores = defaultdict(float, {name: _sum(votes.values()) for name, votes in why.items()})
        for name, votes in learnt.items():
            scores[name] += sum(votes.values())
            for word, vote in votes.items():
                if vote >= _WORTH_SHOWING and len(word) > 1 and not any(word in said for said in why[name]):
                    why[name][word] = vote
        if max(scores.values(), default=0.0) < _MIN_SCORE:
            scores[OTHER] = max(scores.values(), default=0.0) + _MIN_SCORE
        order = sorted(self.names, key=lambda name: -scores[name])
        return tuple(
            Ranked(name, round(scores[name], 2), tuple(sorted(why[name], key=lambda word: -why[name][word])[:6]))
            for name in order
        )

    def _of_tables(self, hits: Iterable[Hit], places: Collection[Hit]) -> defaultdict[str, dict[str, float]]:
        """What the words of the tables say for each field; said twice is meant once."""
        said: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for hit in hits:
            part = _ONLY_A_PLACE if hit in places else 1.0
            for name, vote in self._votes[hit.word].items():
                if name in self.names:
                    said[name][hit.word] = max(part * vote, said[name].get(hit.word, 0.0))
        return said

    def _of_examples(self, read: str, places: Iterable[Hit]) -> Mapping[str, Mapping[str, float]]:
        """What the words of a plain text say that stood in the examples, by field and by the word as it is written here."""
        said: defaultdict[str, dict[str, float]] = defaultdict(dict)
        strongest: dict[str, tuple[float, str]] = {}  # said twice is meant once here too
        for thing in things(self._cut(read)) if self._cut is not None else ():
            where = _PLACE.match(read, thing.end) or any(place.start <= thing.start < place.end for place in places)
            part = _ONLY_A_PLACE if where else 1.0
            if part > strongest.get(thing.word, (0.0, ""))[0]:
                strongest[thing.word] = part, thing.surface
        for word, (part, surface) in strongest.items():
            for name, tells in field_words().get(word, {}).items():
                if name in self.names:
                    said[name][surface] = part * tells
        return said

    def _says_where(self, read: str, hit: Hit, after: Hit | None) -> bool:
        """Whether a word only says where something is: 学校の前. And 商店街の街灯 is a street lamp: of a place and what is
        there, joined by の, the second is what it is about."""
        if _PLACE.match(read, hit.end):
            return True
        if (
            after is None
            or not _NAMES_A_PLACE.search(hit.word)
            or read[hit.end - hit.word.endswith("の") : after.start] != "の"
        ):
            return False
        return max(self._votes[after.word].values()) >= _TELLS and not (
            self._votes[hit.word].keys() & self._votes[after.word].keys()
        )


def names(more: Sequence[Mapping[str, Any]] = (), only: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of the fields, as ``Categories`` has them, without making ready to find their words. Raises BadDetector."""
    return _names(_rows(more), only)


def _rows(more: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    rows = [*table("categories.toml")["category"], *more]
    for number, row in enumerate(rows, 1):
        if not isinstance(row.get("name"), str):
            raise BadDetector(f"category[{number}]：name がありません。")
    return rows


def _names(rows: Sequence[Mapping[str, Any]], only: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*only, OTHER))) if only else tuple(dict.fromkeys(row["name"] for row in rows))


def _sum(votes: Iterable[float]) -> float:
    """Each further word says less: three ways to publish a thing do not outweigh the thing."""
    return sum(vote * _FURTHER**place for place, vote in enumerate(sorted(votes, reverse=True)))


def _raise_to_what_they_hold(votes: Mapping[str, dict[str, float]]) -> None:
    """A longer word hides the shorter one in it, so it says at least as much for that field: 給食の, 給食."""
    for word, of_word in votes.items():
        pieces = {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
        for piece in pieces & votes.keys():
            for name, weight in votes[piece].items():
                if name in of_word:
                    of_word[name] = max(of_word[name], weight)


def _shared(word: str, fields: Mapping[str, float]) -> dict[str, float]:
    """Longer words say more; a word that several fields claim says less for each of them."""
    longer = 1.0 + 0.25 * log(max(len(word), 1))
    among = 1.0 / (1.0 + _SHARED * (len(fields) - 1))
    return {name: weight * longer * among for name, weight in fields.items()}
