"""Where every word of the documents stands: put down once, sheet by sheet."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from knowledge.finding.entries import Entries, Postings
from knowledge.finding.sheet_sets import SheetSets
from knowledge.finding.wanted import Places
from knowledge.ledger.lexicon import Cut, Lexicon
from knowledge.question.asked_words import AskedWords, Phrase


def places_of(
    entries: Entries,
    names: Sequence[Sequence[frozenset[str]]],
    told: Sequence[Cut],
    lexicon: Lexicon,
    ignored: Collection[str],
) -> Places:
    """The places of all words. ``names`` are the words of each subject's names, ``told`` each statement cut into words,
    ``ignored`` the words that name nothing."""
    in_names, texts, titles, on_sheets = Postings(), Postings(), Postings(), Postings()
    beside: defaultdict[str, set[int]] = defaultdict(set)
    numbers: dict[tuple[str, ...], int] = {}
    words_of: list[frozenset[str]] = []
    titles_of = array("I")
    for home in range(len(entries.homes)):
        own: set[str] = set()
        others: set[str] = set()
        for number in entries.subjects_at(home):
            called = frozenset().union(*names[number])
            in_names.put(called, number)
            own |= called
            around = entries.subjects[number].around
            nth = numbers.get(around)
            if nth is None:
                nth = numbers[around] = len(numbers)
                words_of.append(frozenset().union(*(lexicon.cut(title).tokens for title in around)))
                titles.put(words_of[nth], nth)
            others |= words_of[nth]
            titles_of.append(nth)
        for number in entries.passages_at(home):
            heading, tokens = entries.passages[number].heading, told[number].tokens
            own |= tokens
            more = lexicon.cut(heading).tokens if heading else frozenset()
            others |= more
            texts.put(tokens | more, number)
        on_sheets.put(own | others, home)
        for token in others - own:
            beside[token].add(home)
    frozen = {token: frozenset(homes) for token, homes in beside.items()}
    sets = SheetSets(entries, on_sheets, in_names)
    return Places(in_names, texts, titles, on_sheets, sets, frozen, titles_of, _asked_words(entries, lexicon, ignored))


def _asked_words(entries: Entries, lexicon: Lexicon, ignored: Collection[str]) -> AskedWords:
    asked = AskedWords()
    size = len(entries.subjects)

    def phrases(texts: Iterable[str]) -> Iterator[Phrase]:
        for text in texts:
            cut = lexicon.cut(text)
            # 若い人 is 若い, yet 説明会 is no 会.
            joined = {word for pair in cut.pairs for word in pair}
            yield frozenset(word for word in cut.tokens if word in joined or word not in ignored) or cut.tokens

    for number, subject in enumerate(entries.subjects):
        asked.put(phrases(subject.asked), number)
    for number, passage in enumerate(entries.passages):
        asked.put(phrases(passage.prose.asked), size + number)
    return asked
