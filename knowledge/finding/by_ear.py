"""The words of the documents, and those by which one asks for them, by how they are read: for questions written in kana."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.finding.index import Index
from knowledge.language import half_kana, romaji
from knowledge.language.municipalities import short_name
from knowledge.language.sounds import readings_of
from knowledge.language.spellings import Written
from knowledge.language.wordbook import WordBook, plain, read_bundled_words, read_language
from knowledge.language.words import Words
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.subjects import Subject
from knowledge.model import Project, Results
from writing.signs import in_hiragana

_OFTEN = 1000
# A word of the texts alone is heard only where it is long: short ones have too many doubles.
_MIN_TOLD_READING = 4
# The lengths of words that may be missing in a dictionary that lists their longer parts.
_UNLISTED = (2, 3)
# Where nothing but a particle stands beside it, a shorter one does.
_MIN_ALONE_READING = 3


@dataclass(frozen=True)
class ByEar:
    """Words by their readings in hiragana, as each way of writing a question needs them.

    ``readings``: words of names and of asking; ``heard``: those of names; ``heard_short``: these by their reading without
    long vowels. ``spoken`` and ``alone``: what may be heard within a question in kana, and between two particles.
    ``asking``: what stands beside kanji; ``kana_words``: what may be left in kana there. ``halves``: words of which a half
    may be in kana. ``sounding``: reading -> all words in kanji that are read so. ``asked_by_ear``: words of asking.
    """

    readings: Mapping[str, str]
    heard: Mapping[str, str]
    heard_short: Mapping[str, str]
    spoken: Mapping[str, str]
    alone: Mapping[str, str]
    asking: Mapping[str, str]
    halves: Mapping[str, str]
    sounding: Mapping[str, Sequence[str]]
    kana_words: Mapping[str, str]
    asked_by_ear: Mapping[str, str]

    @classmethod
    def build(
        cls, index: Index, lexicon: Lexicon, words: Words, book: WordBook, city: str, own: frozenset[str]
    ) -> ByEar:
        """Read all words once. ``own`` are the ways to name the ``city`` itself, which are no words to be heard."""
        language = read_language("words")
        named, read = _named(words, lexicon, index.subjects)
        # The sheets of every year have the same names, and each is looked through for thousands of readings.
        written = "\n".join(map(plain, {subject.name: None for subject in index.subjects}))
        readings = {
            reading: word
            for reading, word in _by_reading(words, named + _asked_with(book, city), read, index.written).items()
            # What the documents write in kana (まちづくり) is no other word that is read like it (町作).
            if word in named or not _stands_so(reading, written)
        }
        for reading, word in _read_sign_by_sign(words, named):
            readings.setdefault(reading, word)
        heard = _by_reading(words, named, read, index.written)
        spelt = {words.reading(word).replace(" ", ""): word for word in language["kana"]}
        everyday, turns = _everyday(words, book), _beginnings(language["no_noun"])
        by_sound = index.words_by_reading(_MIN_ALONE_READING)
        told = {
            reading: word
            for reading, word in by_sound.items()
            if reading not in everyday and reading not in turns and not _stands_so(reading, written)
        }
        towns = {**language["towns_in_kana"], **read_bundled_words(city)["towns_in_kana"]}
        in_katakana = (word for word in index.written.katakana.values() if len(word) >= _MIN_ALONE_READING)
        return cls(
            readings=readings,
            heard=heard,
            heard_short={romaji.shortened(reading): word for reading, word in heard.items()},
            spoken={
                **towns,
                **{reading: word for reading, word in told.items() if len(reading) >= _MIN_TOLD_READING},
                **{reading: word for reading, word in readings.items() if len(reading) > 2 or reading not in everyday},
            },
            alone={**told, **towns, **index.towns_by_reading},
            asking={**towns, **{in_hiragana(word): word for word in in_katakana}, **index.towns_by_reading, **spelt},
            halves=half_kana.halves((*readings.items(), *told.items(), *everyday.items(), *spelt.items())),
            sounding=_sounding((*read.items(), *((word, reading) for reading, word in by_sound.items()))),
            kana_words={
                reading: word
                for words_read in (readings, told, spelt)
                for reading, word in words_read.items()
                if word not in own
            },
            asked_by_ear={words.reading(word): word for word in language["heard"]},
        )


def _asked_with(book: WordBook, city: str) -> Counter[str]:
    """The words with which one asks, and those of the word book, with how often they are meant."""
    told = Counter(dict.fromkeys(read_language("words")["kana"], _OFTEN))
    told.update(say for say in book.sayings if not say.isascii())
    told.update(dict.fromkeys(read_bundled_words(city)["kana"], _OFTEN))
    return told


def _everyday(words: Words, book: WordBook) -> dict[str, str]:
    """Words in kanji that name nothing (年, 人, 制度) by their readings: とし is no 都市 to whoever writes in kana."""
    plain_words = (word for word in book.ignored if all("一" <= sign <= "龠" for sign in word))
    readings = {words.reading(word).replace(" ", ""): word for word in sorted(plain_words, key=_longest_first)}
    return {**readings, **{word: word for word in read_language("words")["plain_kana"]}}


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _named(words: Words, lexicon: Lexicon, about: tuple[Subject, ...]) -> tuple[Counter[str], dict[str, str]]:
    """The names in the documents and the words and parts of them, with how often they come; and how they are read."""
    told: Counter[str] = Counter()
    read: dict[str, str] = {}
    for subject in about:
        if isinstance(subject.sheet, (Results, Project)):
            told.update((subject.sheet.department, subject.city, short_name(subject.city)))
        for name in subject.names:
            spoken = lexicon.spoken(name)
            told.update(word for word, _ in spoken)
            read.update(spoken)
    for word in told:
        if word not in read:
            read[word] = words.reading(word).replace(" ", "")
    return told, read


def _read_sign_by_sign(words: Words, named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Short words in names that the dictionary has not got, with all ways to read them: it takes 病児 for やまいじ."""
    for word in named:
        if len(word) in _UNLISTED and all("一" <= sign <= "龠" for sign in word) and not words.knows(word):
            yield from ((reading, word) for reading in readings_of(word) if len(reading) > _MIN_ALONE_READING)


def _sounding(read: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Reading in hiragana -> the words in kanji that are read so, for words and their readings."""
    words: dict[str, list[str]] = {}
    for word, reading in read:
        if len(reading) >= _MIN_ALONE_READING and all("一" <= sign <= "龠" for sign in word):
            alike = words.setdefault(reading, [])
            if word not in alike:
                alike.append(word)
    return words


def _beginnings(turns: Iterable[str]) -> frozenset[str]:
    return frozenset(turn[:signs] for turn in turns for signs in range(len(turn) + 1))


def _stands_so(reading: str, written: str) -> bool:
    """Whether a reading stands in the names of things as it is, so that no other word is heard in it."""
    return len(reading) >= _MIN_TOLD_READING and reading in written


def _by_reading(words: Words, told: Counter[str], read: Mapping[str, str], printed: Written) -> dict[str, str]:
    """Reading in hiragana -> word, for questions in kana; of two that are told as often, the one that is ``printed``."""
    readings: dict[str, str] = {}
    # 女性 and 助成 are read alike: what the documents say more often is meant more often.
    turns = _beginnings(read_language("words")["no_noun"])
    for word, _ in told.most_common():
        if any("一" <= sign <= "龠" or "ァ" <= sign <= "ヶ" for sign in word):
            reading = read.get(word)
            heard = words.reading(word).replace(" ", "") if reading is None else reading
            if heard not in turns:  # どうして has no 同士
                other = readings.setdefault(heard, word)
                if other != word and told[other] == told[word] and word in printed and other not in printed:
                    readings[heard] = word
    return readings
