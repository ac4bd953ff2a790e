"""The things a question names: what the word book explains, and the words that no slot took."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from knowledge.finding.groups import WEAK, Group
from knowledge.finding.index import Index
from knowledge.finding.misspelt import Misspelt
from knowledge.language.phrases import Phrases
from knowledge.language.quotes import names_in
from knowledge.language.wordbook import Found, WordBook, plain
from knowledge.language.words import Term, Words, stem

_NOUN = 0.5
# What a word that only asks for an entry weighs: it leads there, and takes little from what the others know.
_ASKED_ONLY = 0.5
_SLIGHT = 0.3
# A noun in kana of so many signs names a thing that the documents may lack.
_MIN_KANA = 3
_KANJI = re.compile("[一-龠]{2,}")
# A word in katakana long enough to be told at the end of a longer one.
_KATAKANA = re.compile("[ァ-ヶー]{4,}")


class Grouping:
    """Makes things of words, for the documents of an index."""

    def __init__(self, index: Index, misspelt: Misspelt, words: Words, book: WordBook) -> None:
        self._index, self._misspelt, self._words, self._book = index, misspelt, words, book
        self._names = Phrases({plain(name) for one in index.passages for name in names_in(one.prose.text)})
        # The entries of the word book, and what they mean, come up again and again.
        self._spelt = lru_cache(maxsize=4096)(self._cut_words)
        self._done = lru_cache(maxsize=4096)(self._is_done)
        self._kinds = lru_cache(maxsize=32)(self._kinds_of)
        self._beside_each_other = lru_cache(maxsize=8192)(self._on_one_sheet)

    def groups(
        self, explained: Iterable[Found], terms: Iterable[Term], own_places: frozenset[str]
    ) -> tuple[Group, ...]:
        """The things named by what the word book explains and by the words left after the slots were read, in this order.
        ``own_places`` are the city's own names, which name nothing."""
        named = (term for term in terms if term.word not in own_places and term.surface not in own_places)
        by_book, by_term = tuple(map(self._of_book, explained)), tuple(filter(None, map(self._of_term, named)))
        if sum(group.strong for group in (*by_book, *by_term)) <= 1:
            # Alone it is the word that was written: 工場 is no slip of the 向上 of every plan, where nothing else leads there.
            by_term = tuple(
                replace(one, options=one.options[:1]) if self._only_sounds_so(one) else one for one in by_term
            )
        return (*by_book, *by_term)

    def with_names(self, groups: tuple[Group, ...], text: str) -> tuple[Group, ...]:
        """The things of a folded question, where a name that the documents put in quotation marks is one though none of its
        words is: まなび亭."""
        for _, name in self._names.found_in(text):
            within = [group for group in groups if group.said in name]
            if not within or any(group.strong for group in within) or not self._is_noun(name):
                continue
            weight = max(group.weight for group in within)
            groups = (
                Group(name, (self._spelt(name),), weight, strong=True),
                *(group for group in groups if group not in within),
            )
        return groups

    def _is_noun(self, name: str) -> bool:
        """Whether a name is more than one word, the last a noun: 住みやすい is no name."""
        terms = self._words.terms(name)
        return len(terms) > 1 and (terms[-1].weight >= _NOUN or terms[-1].suffix) and terms[-1].end == len(name)

    def _only_sounds_so(self, group: Group) -> bool:
        """Whether a word in kanji of the dictionary's leads to the documents by its sound alone."""
        if not group.strong or len(group.options) != len(("said", "slip")) or not _KANJI.fullmatch(group.said):
            return False
        (said, *_), (heard, *_) = group.options
        return said == group.said and self._words.knows(said) and _KANJI.fullmatch(heard) is not None

    def _of_book(self, found: Found) -> Group:
        index = self._index
        said = self._spelt(found.said)
        # What no document has cannot be found, nor can half of it stand for the whole (文化活動, 文化).
        means = filter(self._knows_all, filter(None, map(self._spelt, found.means)))
        options = tuple(dict.fromkeys((said, *means) if said else means))
        near = tuple(dict.fromkeys(filter(self._knows_all, filter(None, map(self._spelt, found.near)))))
        weight = max(map(index.rarities.mean, filter(self._knows_all, (*options, *near))), default=0.0)
        if found.soft:
            weight = weight or WEAK
        doing, strong = self._done(found.said), not found.soft
        return Group(found.said, options, weight or index.rarity(""), strong, doing=doing, near=near)

    def _of_term(self, term: Term) -> Group | None:
        """The thing a word names; None for an English word that names nothing."""
        index, book = self._index, self._book
        ignored = term.word in book.ignored or term.surface in book.ignored
        if ignored and term.surface.isascii():
            return None  # an English sentence is full of them: together they would outweigh its one thing
        options = ((term.word,),) if ignored else self._ways_to_write(term)
        if any(option[0] in book.ignored for option in options[1:]):
            ignored, options = True, ((term.word,),)  # ねんど is 年度, which names nothing either
        hiragana = all("ぁ" <= sign <= "ん" or sign == "ー" for sign in term.surface)
        known = any(index.knows(option[0]) for option in options)
        # A suffix no document has (料, 代) makes another thing of the word before it.
        thing = term.weight >= 1.0 or (term.suffix and not known)
        soft = term.word in book.soft or term.surface in book.soft
        # What is in kana and stands nowhere is a turn of speech, unless the dictionary has it for a thing (はたけ).
        speech = hiragana and not known and not (term.known and term.common and len(term.surface) >= _MIN_KANA)
        strong = not ignored and not soft and thing and not speech
        asked = not known and not soft and term.word in index.places.asked
        slight = ignored or ((soft or hiragana) and not known and not strong and not asked)
        part = 1.0 if strong or known else _ASKED_ONLY if asked else _SLIGHT
        weight = WEAK if slight else term.weight * index.rarity(term.word) * part
        return Group(term.surface, options, weight, strong, term.place, term.doing, term.verbal)

    def _ways_to_write(self, term: Term) -> tuple[tuple[str, ...], ...]:
        """A word as it is, and where no document has it, as what it may be a slip for or a form of."""
        knows = self._index.knows
        if knows(term.word):
            return tuple((way,) for way in (term.word, *self._kinds(term.surface)))
        ways = [term.word]
        if slip := self._misspelt.meant(term):
            ways.append(slip)
        if (verb := stem(term.surface)) != term.word and knows(verb):
            ways.append(verb)  # 呼びかけ is 呼びかける, whatever its second half is written with
        ways.extend(self._kinds(term.surface))
        return tuple((way,) for way in ways)

    def _kinds_of(self, said: str) -> tuple[str, ...]:
        """Words of the documents in katakana that only say more closely which is meant: アカウミガメ of ウミガメ."""
        if not _KATAKANA.fullmatch(said):
            return ()
        longer = (word for word in self._index.written.katakana.values() if word.endswith(said) and word != said)
        cut = map(self._spelt, longer)
        return tuple(one[0] for one in cut if len(one) == 1 and self._index.knows(one[0]))

    def tells(self, found: Found) -> bool:
        """Whether what the word book says of a word is of use here: 売る is 払い下げ only where some document has that.

        Elsewhere the word stands for itself, a verb as a verb, a number as a number.
        """
        return found.soft or any(
            map(self._beside_each_other, map(self._spelt, (found.said, *found.means, *found.near)))
        )

    def names_say(self, number: int, found: Found) -> bool:
        """Whether the names of a subject have what the word book found, or anything that it means."""
        first, *others = self._index.names[number]
        names = first.union(*others) if others else first
        return any(option and names.issuperset(option) for option in map(self._spelt, (found.said, *found.means)))

    def _is_done(self, said: str) -> bool:
        """Whether nothing but what is done is said (集まって, 育てる): a statement may say it in another way."""
        terms = self._words.terms(said)
        return bool(terms) and "ぁ" <= said[-1] <= "ん" and all(term.weight < _NOUN for term in terms)

    def _cut_words(self, text: str) -> tuple[str, ...]:
        return tuple(term.word for term in self._words.terms(plain(text)))

    def _knows_all(self, option: tuple[str, ...]) -> bool:
        return all(map(self._index.knows, option))

    def _on_one_sheet(self, option: tuple[str, ...]) -> bool:
        """Whether some sheet has all words of an option: of 移住支援金 移住 may stand on one, 金 on another."""
        if not option:
            return True
        sets = self._index.places.sets
        sheets = sets.knowing(option[0])
        for token in option[1:]:
            sheets &= sets.knowing(token)
        return bool(sheets)
