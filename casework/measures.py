"""Which measures of the plan a voice may concern: by its field of work, and by the words of the documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from casework.categories import OTHER, Categories, Ranked
from casework.plain import plain
from casework.words_in_text import WordFinder

AT_MOST = 3
# A name of the documents said outright tells more than a word that only stands in one of them.
_NAME, _RUN = 1.0, 0.35
# What the field of work counts against the words, and the least for a proposal to be worth reading.
_FIELD = 2.0
_LEAST = 0.55
_LEAST_SHARE = 0.2
# A measure is proposed for a word of its own that tells more than one that merely stands in its sheets, or for a field that
# at least one telling word (``categories``) speaks for: 駅前 tells where a lamp is, not what the plan has to do with it.
_WORDS_BY_THEMSELVES, _FIELD_BY_ITSELF = 0.5, 4.0
_RUNS = re.compile(r"[一-龠々]{2,}|[ァ-ヶー]{3,}|[a-z]{2,}")
_EVERYWHERE = 0.5


@dataclass(frozen=True)
class Measure:
    """A measure as proposals know it.

    ``names`` are what the documents call it and its parts: title, headings, indicators, projects, other names;
    ``passages`` is the text of its sheets.
    """

    plan: str
    code: str
    title: str
    names: tuple[str, ...]
    passages: str = ""


@dataclass(frozen=True)
class Explained:
    """Words of a text, and what the documents call what they mean: 子ども, (児童, 生徒)."""

    said: str
    means: tuple[str, ...]


@dataclass(frozen=True)
class ProposedMeasure:
    """A measure proposed to staff with what spoke for it: the field of work ("" for none), and words of the voice, behind
    them in brackets what they were taken for: "子ども（児童）"."""

    plan: str
    code: str
    title: str
    score: float
    field: str
    why: tuple[str, ...]

    @property
    def name(self) -> str:
        """As cases name it: "8次 6-2-1"."""
        return f"{self.plan} {self.code}"


class Measures:
    """The measures of the ledger, ready to be proposed."""

    def __init__(self, measures: Sequence[Measure], categories: Categories) -> None:
        self._measures = tuple(measures)
        self._fields = tuple(categories.ranked("。".join((one.title, *one.names)))[0].name for one in measures)
        self._tells = _what_words_tell(self._measures)
        self._finder = WordFinder(self._tells)

    def propose(
        self, text: str, fields: Sequence[Ranked], explained: Sequence[Explained] = ()
    ) -> tuple[ProposedMeasure, ...]:
        """Up to three measures, the likeliest first; none where neither field nor words speak for one.

        ``fields`` are the text's own (``Categories.ranked``); ``explained`` are the documents' words for what it says
        (the word book).
        """
        share = _shares(fields)
        told = {one.name: one.score for one in fields}
        words, why = self._by_words(text, explained)
        found = []
        for place, measure in enumerate(self._measures):
            field = self._fields[place]
            if words[place] < _WORDS_BY_THEMSELVES and told.get(field, 0.0) < _FIELD_BY_ITSELF:
                continue
            of_field = share.get(field, 0.0) * _FIELD
            score = of_field + (words[place] if of_field or words[place] >= 1 else words[place] / 2)
            if score >= _LEAST:
                reasons = tuple(why[place][:4])
                named = measure.plan, measure.code, measure.title
                found.append(ProposedMeasure(*named, round(score, 2), field if of_field else "", reasons))
        return tuple(sorted(found, key=lambda one: -one.score)[:AT_MOST])

    def _by_words(
        self, text: str, explained: Sequence[Explained]
    ) -> tuple[Mapping[int, float], Mapping[int, list[str]]]:
        sums: defaultdict[int, float] = defaultdict(float)
        why: defaultdict[int, list[str]] = defaultdict(list)
        own = self._words_in(text)
        for word in own:
            for place, weight in self._tells[word].items():
                sums[place] += weight
                why[place].append(word)
        told = {(place, word) for word in own for place in self._tells[word]}
        for one in explained:
            for place, (more, word) in self._more(one).items():
                if (place, word) not in told:
                    told.add((place, word))
                    sums[place] += more
                    why[place].append(word if word in one.said else f"{one.said}（{word}）")
        return sums, why

    def _more(self, one: Explained) -> Mapping[int, tuple[float, str]]:
        """What the likeliest of the documents' words tells of each measure beyond what was said itself, with that word.

        Once, however many words they have for it: 子ども would speak as 児童, 生徒 and 小中学生 together.
        """
        said: defaultdict[int, float] = defaultdict(float)
        for word in self._words_in(one.said):
            for place, weight in self._tells[word].items():
                said[place] += weight
        most: dict[int, tuple[float, str]] = {}
        for word in self._words_in("\n".join(one.means)):
            for place, weight in self._tells[word].items():
                more = weight - said[place]
                if more > most.get(place, (0.0, ""))[0]:
                    most[place] = more, word
        return most

    def _words_in(self, text: str) -> Sequence[str]:
        return tuple(dict.fromkeys(hit.word for hit in self._finder.find(plain(text).text)))


def _shares(fields: Sequence[Ranked]) -> dict[str, float]:
    """What each of the first three fields has of their votes; その他 belongs to no measure."""
    first = [one for one in fields[:AT_MOST] if one.score > 0 and one.name != OTHER]
    total = sum(one.score for one in first)
    shares = {one.name: one.score / total for one in first} if fields[0].name != OTHER else {}
    return {name: share for name, share in shares.items() if share >= _LEAST_SHARE}


def _what_words_tell(measures: Sequence[Measure]) -> dict[str, dict[int, float]]:
    """word -> {measure: weight}; a word that half of all measures use tells nothing."""
    weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for place, measure in enumerate(measures):
        names = {plain(name).text for name in (measure.title, *measure.names)}
        for name in names:
            weights[name][place] = _NAME
        for run in Counter(_RUNS.findall("\n".join(sorted(names)) + "\n" + plain(measure.passages).text)):
            weights[run].setdefault(place, _RUN)
    many = max(len(measures), 2)
    return {
        word: {place: weight * log(many / len(of_word)) / log(many) for place, weight in of_word.items()}
        for word, of_word in weights.items()
        if len(of_word) <= many * _EVERYWHERE
    }
