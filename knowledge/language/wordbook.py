"""Everyday words and the documents' words for the same thing; turns of speech and the standard way of writing them.

The entries are data (``language/book/``, one file for each field of a city's work; ``language/words.toml``,
``speech.toml`` and ``bundled/words.toml``); a city adds its own in ``city.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from knowledge.language.ages import other_age
from knowledge.language.brought_together import Pairs
from knowledge.language.english_endings import other_number
from knowledge.language.expressions import Expressions
from knowledge.language.phrases import Phrases
from knowledge.language.tables import read_table
from knowledge.language.text import fold
from knowledge.language.words import stem

_LANGUAGE = Path(__file__).parent
_BOOK = _LANGUAGE / "book"
# 紙を減らす is 紙減らす on a telephone, and 紙が減る, 紙も減る all the same.
_OBJECT = re.compile("(?<=[^、。 ])を(?=[^、。 ])")
_ONLY = re.compile("(?:だけ|のみ|に限ると|の(?:人|方|ほう))+$")
_SUBJECT = re.compile("(?<=[一-龠ァ-ヶー])が(?=[一-龠])")
_BOTH_KANJI = re.compile("[一-龠ァ-ヶー][をが][一-龠]")
# A verb behind a particle (しおり is none), and how it goes on: 漁師になった, 元に戻した. 広く is no verb, and
# 「図書館、人が減った」 does not tell of 人が減る.
_PLAIN_VERB = re.compile(
    "[をにでと](?:(?:[一-龠][ぁ-ん]{0,2}?|もど|かえ)[すむぶうつ]|[働歩聞書開届行]く"
    "|(?:[一-龠](?:[ぁ-ん]?[あかさたなまらわやばがざだおこそとのもろぼごくすつむ])?|な)る)$"
)
_FORMS = {
    "す": "し",
    "む": "んみ",
    "ぶ": "んび",
    "う": "っい",
    "つ": "っち",
    "る": "っり",
    "く": "いき",
    "行く": "っき",
}
_PARTICLES = {"を": "がもは", "が": "のもは"}
_OF_CITY = Path(__file__).parents[1] / "bundled" / "words.toml"
_NO_WORDS: Mapping[str, Any] = {"word": (), "kana": (), "ignored": (), "speech": (), "towns_in_kana": {}}


class Saying(Protocol):
    """What a city adds: a word of its residents and what it means. (Properties: frozen dataclasses fit.)"""

    @property
    def say(self) -> str: ...

    @property
    def means(self) -> str: ...


@dataclass(frozen=True)
class Entry:
    """``say``: ways to say it, folded. ``means``: the documents' words; each is enough by itself.

    ``near`` are words for what it is a kind or a part of, or what goes with it (農地 of 畑): a statement that has one
    tells of it, but no figure and no name. ``soft``: it helps to find what is meant (イベント), but what does not know
    it may be meant all the same. ``same``: the words meant are names of one thing (保育所, 保育園), so that whoever says
    one of them means any; else who says one means that one, and the others are near to it.
    """

    say: tuple[str, ...]
    means: tuple[str, ...]
    soft: bool = False
    near: tuple[str, ...] = ()
    same: bool = True

    def meant_by(self, say: str, alike: Iterable[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What one of its sayings means, and what is near to that; ``alike`` are other names of the very thing."""
        if self.same or self.soft:
            return self.means, self.near
        official = [plain(word).replace(" ", "") for word in self.means]
        if say not in official:
            return self.means, self.near
        own = [word for word, form in zip(self.means, official, strict=True) if say in form or form in say]
        own.sort(key=lambda word: plain(word) != say)
        own += [word for word in alike if word not in own]
        return tuple(own), (*(word for word in self.means if word not in own), *self.near)


@dataclass(frozen=True)
class Found:
    """An entry's words found in a text at ``start``..``end``."""

    said: str
    means: tuple[str, ...]
    start: int
    end: int
    soft: bool = False
    near: tuple[str, ...] = ()


class WordBook:
    """All entries, ready to be looked up."""

    def __init__(
        self,
        entries: Iterable[Entry],
        speech: Iterable[tuple[str, str]],
        ignored: Iterable[str],
        opposites: Iterable[tuple[str, str, bool]] = (),
        soft: Iterable[str] = (),
        narrowing: Iterable[str] = (),
        picking: Iterable[str] = (),
        counters: Iterable[str] = (),
        alike: Iterable[Sequence[str]] = (),
        narrowed_alike: Iterable[Sequence[str]] = (),
    ) -> None:
        """``soft`` are words with which one asks, judges or reports: they never are what a thing has to know;
        ``narrowing`` (regular expressions) are words that pick out some of those a row counts, ``picking`` those by
        which a row's own name does so; ``counters`` are words for whoever or whatever is counted,
        ``alike`` names of one thing each; ``narrowed_alike``: what a row may say for the first word of each line, which
        narrows it no more then."""
        self.soft = _with_stems(soft)
        self.counters = frozenset(counters)
        self._means: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._soft_sayings: set[str] = set()
        others: dict[str, list[str]] = {}
        for group in alike:
            for word in group:
                others.setdefault(plain(word), []).extend(name for name in group if name != word)
        entries = tuple(entries)
        self._printed = tuple(dict.fromkeys(say for entry in entries for say in entry.say))
        self.ignored = _with_stems(ignored)
        printed_so = frozenset(self._printed) | self.ignored
        for entry in entries:
            for printed in entry.say:
                means, near = entry.meant_by(printed, others.get(printed, ()))
                several = other_number(printed)
                more = (several,) if several is not None and several not in printed_so else ()
                for say in (*ways_to_say(printed), *more):
                    if entry.soft:
                        self._soft_sayings.add(say)
                    self._means[say] = (*self._means.get(say, ()), *means)
                    if near:
                        self._near[say] = (*self._near.get(say, ()), *near)
        self._said = Phrases(self._means)
        self._pairs = Pairs(map(plain, self._printed), self._said, self.soft | self.ignored)
        self.english = frozenset(word for say in self._means if say.isascii() for word in say.split())
        self._opposites = tuple((re.compile(row), re.compile(asked), always) for row, asked, always in opposites)
        self._opposites_asked = Expressions(asked.pattern for _, asked, _ in self._opposites)
        # A question is held against many rows, one after the other.
        self._opposed = lru_cache(maxsize=64)(self._find_opposed)
        self._narrowing = re.compile("|".join(narrowing) or r"(?!)")
        self._narrowed_alike = {word: group for group in narrowed_alike for word in group[:1]}
        self._picking = re.compile("|".join(picking) or r"(?!)")
        self._speech = tuple((re.compile(say), write) for say, write in speech)
        self._speech_said = Expressions(say.pattern for say, _ in self._speech)

    @property
    def sayings(self) -> Iterable[str]:
        """Every way to say something that the book explains, as it is written there."""
        return self._printed

    def standard(self, text: str) -> str:
        """A folded text with dialect, chat and slips of the keyboard written in the standard way."""
        start: int | None = 0
        while start is not None:
            text, start = self._one_standard(text, start)
        return text

    def _one_standard(self, text: str, start: int) -> tuple[str, int | None]:
        """The text with the first turn of speech from ``start`` on that is said written in the standard way, and the place
        of the next, None where none is said."""
        for nth in self._speech_said.may_be_in(text, start):
            say, write = self._speech[nth]
            text, changed = say.subn(write, text)
            if changed:  # and may say something else now
                return text, nth + 1
        return text, None

    def brought_together(self, text: str) -> str:
        """A folded text in which what is done with a thing stands beside it, as the book has the two: 「紙って何枚減らした」
        as 「何枚紙を減らした」."""
        return self._pairs.brought_together(text)

    def contrary(self, name: str, text: str) -> bool:
        """Whether a folded text asks for the opposite of what a row of this name counts, or for another age."""
        name = plain(name)
        if other_age(name, text):
            return True
        return any(row.search(name) and (always or not row.search(text)) for row, always in self._opposed(text))

    def narrowed(self, name: str, text: str) -> bool:
        """Whether a folded text asks for some only of what is counted under a folded name (外国人, 新規)."""
        return any(
            not any(word in name for word in self._narrowed_alike.get(found[0], (found[0],)))
            for found in self._narrowing.finditer(text)
        )

    def only_narrows(self, text: str) -> bool:
        """Whether a folded text is nothing but a word for some of those who are counted (女性, 女性だけ)."""
        return self._narrowing.fullmatch(_ONLY.sub("", text)) is not None

    def _find_opposed(self, text: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
        asked_for = map(self._opposites.__getitem__, self._opposites_asked.may_be_in(text))
        return tuple((row, always) for row, asked, always in asked_for if asked.search(text))

    def picked(self, name: str) -> Iterator[str]:
        """The words by which a row of a folded name counts some only (外国人 of 外国人宿泊者数)."""
        return (found[0] for found in self._picking.finditer(name))

    @property
    def explained(self) -> Container[str]:
        """The words the book explains, folded."""
        return self._means.keys()

    def found_in(self, text: str) -> Iterator[Found]:
        """The entries said in a folded text, from the left, the longest first."""
        for start, said in self._said.found_in(text):
            end, soft = start + len(said), said in self._soft_sayings
            yield Found(said, self._means[said], start, end, soft, self._near.get(said, ()))


def bundled(more: Iterable[Saying] = (), city: str = "") -> WordBook:
    """The book of the project, with the bundled words if they are those of this city, and its own words in addition."""
    return _bound(tuple((plain(word.say), word.means) for word in more), city)


# A new edition comes with the same words, unless its documents name other things in quotation marks.
@lru_cache(maxsize=2)
def _bound(more: tuple[tuple[str, str], ...], city: str) -> WordBook:
    words, of_city = read_language("words"), read_bundled_words(city)
    entries = [_entry(row) for rows in read_book().values() for row in rows]
    entries += [_entry({"same": True, **row}) for row in of_city["word"]]
    entries += [Entry((say,), (means,)) for say, means in more]
    speech = [(row["say"], row["write"]) for row in (*read_language("speech")["speech"], *of_city["speech"])]
    opposites = [(row["row"], row["asked"], row.get("always", False)) for row in words["opposite"]]
    ignored = (*words["ignored"], *words["ignored_english"], *of_city["ignored"])
    soft = read_language("asking")["soft"]
    alike = read_language("alike")["groups"]
    return WordBook(
        entries, speech, ignored, opposites, soft, words["narrowing"], words["picking"], words["counters"], alike,
        words["narrowed_alike"],
    )  # fmt: skip


@cache
def read_language(name: str) -> Mapping[str, Any]:
    """One of the tables under ``language/``."""
    return read_table(_LANGUAGE / f"{name}.toml")


def read_book() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Field ("health") -> its entries as they are written, the fields in the order of their names."""
    files = sorted(_BOOK.glob("*.toml"))
    return {file.stem: read_table(file)["word"] for file in files}


def read_bundled_words(city: str) -> Mapping[str, Any]:
    """The words of the city whose ledger is bundled; none for any other city."""
    words = read_table(_OF_CITY)
    return words if plain(words["city"]) == plain(city) else _NO_WORDS


def ways_to_say(say: str) -> Iterator[str]:
    """A folded saying, and the same with the other particles it may be said with: 紙を減ら, 紙が減ら, 紙減ら."""
    yield say
    yield from _other_forms(say)
    for found in (_OBJECT.search(say), _SUBJECT.search(say)):
        if found:
            before, after = say[: found.start()], say[found.end() :]
            yield from (f"{before}{particle}{after}" for particle in _PARTICLES[found[0]])
            if _BOTH_KANJI.search(say):
                yield before + after
            return


def _other_forms(say: str) -> Iterator[str]:
    """A saying that ends in the plain form of a verb, as it is said of what was done: 元に戻し of 元に戻す."""
    if _PLAIN_VERB.search(say):
        for last in _FORMS.get(say[-2:], _FORMS[say[-1]]):
            yield f"{say[:-1]}{last}"


@lru_cache(maxsize=8192)  # the same names and statements are read for one question after the other
def plain(text: str) -> str:
    """The form in which questions are read: folded, katakana kept, because it tells words apart."""
    return fold(text, kana=False)


def _entry(row: Mapping[str, Any]) -> Entry:
    say, means, near = (tuple(row.get(key, ())) for key in ("say", "means", "near"))
    return Entry(tuple(map(plain, say)), means, row.get("soft", False), near, row.get("same", False))


def _with_stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, stem(word)))
