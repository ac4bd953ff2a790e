"""What a name in quotation marks stands for: 子育て広場「ころころ」 says that ころころ is a 子育て広場."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.language.quotes import NAME
from knowledge.language.wordbook import plain, read_language
from knowledge.language.words import Words

_QUOTED = re.compile(f"(?<=[一-龠々ァ-ヶー]){NAME}")
# A dictionary reads a name in kana as anything; one in kanji is cut like other words.
_IN_KANA = re.compile("[ぁ-んァ-ヶー]{2}")
_BEFORE = 24
_LEAST, _LEAST_KIND = 2, 4
# What a town mostly has one of, unlike its centres and courses.
_ONE_IN_TOWN = re.compile("(?:バス|タクシー|交通|ワゴン|船|フェリー|列車|通貨|アプリ)$")


@dataclass(frozen=True)
class NamedThing:
    """A name that the documents only write in quotation marks, folded, and the noun they put before it."""

    say: str
    means: str


def named_things(words: Words, texts: Iterable[str], own: Iterable[str]) -> Iterator[NamedThing]:
    """The names that ``texts`` (as printed) explain by the noun before them, each once.

    A name that stands without marks anywhere is a word like others; so is one of ``own``, the city's in kana.
    """
    told = tuple(dict.fromkeys(texts))
    nouns = _nouns(words, told)
    # Within other marks it may go on: a centre 「ころころ」 has its 「ころころまつり」.
    unmarked, own = re.sub(NAME, "", "\n".join(told)), set(own)
    for name, noun in nouns.items():
        if noun and plain(name) not in own and name not in unmarked:
            yield NamedThing(plain(name), noun)


def things_with_names(words: Words, texts: Iterable[str], names: Iterable[str]) -> Iterator[NamedThing]:
    """The nouns (デマンドタクシー) that ``texts`` put before a name in quotation marks (「ゆきんこ号」), and their other names,
    where the printed ``names`` of rows call the thing by that name only (ゆきんこ号の年間利用者数)."""
    printed = tuple(dict.fromkeys(names))
    for name, noun in _nouns(words, tuple(dict.fromkeys(texts))).items():
        if not noun or not any(one.startswith(name) for one in printed):
            continue
        alike = next((group for group in read_language("alike")["groups"] if noun in map(plain, group)), ())
        for other in dict.fromkeys((noun, *map(plain, alike))):
            if not any(other in plain(one) for one in printed):
                yield NamedThing(other, name)


def things_by_kind(words: Words, texts: Iterable[str]) -> Iterator[NamedThing]:
    """What a service with a name in quotation marks is called by its kind (乗合タクシー of 予約型乗合タクシー「かんじき号」),
    where nothing else of that kind has one, and statements speak of it by that name alone."""
    told = tuple(dict.fromkeys(texts))
    for name, kind in _only_ones(words, told):
        alone = (one for one in told if f"「{name}」" in one and kind not in plain(one))
        if kind not in plain(name) and next(alone, None) is not None:
            yield NamedThing(kind, name)


def names_by_kind(words: Words, texts: Iterable[str], names: Iterable[str]) -> Iterator[NamedThing]:
    """The names in quotation marks, and what the printed ``names`` of rows call the thing for short: かんじき号 of
    予約型乗合タクシー「かんじき号」 is the 乗合タクシー whose users they count, where nothing else of that kind has a name."""
    printed = tuple(map(plain, dict.fromkeys(names)))
    for name, kind in _only_ones(words, tuple(dict.fromkeys(texts))):
        if any(one.startswith(kind) for one in printed) and not any(plain(name) in one for one in printed):
            yield NamedThing(plain(name), kind)


def _only_ones(words: Words, told: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each kind of a service of which one alone has a name in quotation marks: that name, and the kind."""
    named: dict[str, set[str]] = {}
    for name, noun in _nouns(words, told).items():
        for kind in _kinds(words, noun):
            named.setdefault(kind, set()).add(name)
    for kind, names in named.items():
        if len(names) == 1:
            yield next(iter(names)), kind


def _kinds(words: Words, noun: str) -> Iterator[str]:
    """A noun of several words, and what is left of it without the first of them; none where a town has many such."""
    if not _ONE_IN_TOWN.search(noun):
        return
    terms = list(words.terms(noun))
    for term in terms[: -_LEAST + 1]:
        if len(kind := noun[term.start :]) >= _LEAST_KIND:
            yield kind


def _nouns(words: Words, told: Iterable[str]) -> dict[str, str]:
    """The names in quotation marks and the nouns before them; "" where none is."""
    nouns: dict[str, str] = {}
    for text in told:
        for found in _QUOTED.finditer(text):
            if found[1] not in nouns and _IN_KANA.search(found[1]):
                nouns[found[1]] = _noun_before(words, plain(text[max(0, found.start() - _BEFORE) : found.start()]))
    return nouns


def _noun_before(words: Words, text: str) -> str:
    """The run of nouns a text ends with; "" where it ends with none."""
    begin = len(text)
    for term in reversed(list(words.terms(text))):
        if term.end != begin or not (term.weight >= 1.0 or term.suffix):
            break
        begin = term.start
    noun = text[begin:]
    return noun if len(noun) >= _LEAST else ""
