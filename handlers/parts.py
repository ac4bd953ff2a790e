"""What an edition is made of, and from it what is answered: sheets, what was withdrawn, what staff put right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from handlers.city import City, Door, Word
from knowledge.answer import Knowledge
from knowledge.language.words import Words
from knowledge.ledger.amendments import AddedRow, AddedStatement, OnSheets, OutOfScope, Settled, amended
from knowledge.ledger.bundled import bundled_of
from knowledge.ledger.identity import Identity, Sheet, sheets_in
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.merging import Imported, answered_from, merged
from knowledge.ledger.sheet_json import to_json
from knowledge.ledger.withdrawal import Fact, Withdrawn, facts_of, without

Amendment = Word | Door | AddedRow | AddedStatement | OutOfScope | Settled


@dataclass(frozen=True)
class Parts:
    """An edition of the library, by its ``number``. ``amendments`` are in the order in which they were made."""

    number: int
    imported: tuple[Imported, ...] = ()
    withdrawn: Withdrawn = ()
    amendments: tuple[Amendment, ...] = ()

    def with_also(self, *more: Amendment) -> Parts:
        """The same with further amendments."""
        return replace(self, amendments=(*self.amendments, *more))

    def only(self, amendments: Iterable[Amendment]) -> Parts:
        """The same with these amendments alone."""
        return replace(self, amendments=tuple(amendments))

    @property
    def doors(self) -> tuple[Door, ...]:
        """The doors staff added to those of the city file."""
        return tuple(one for one in self.amendments if isinstance(one, Door))

    @property
    def _on_sheets(self) -> Collection[OnSheets]:
        return [one for one in self.amendments if isinstance(one, OnSheets)]

    def held(self, city: City) -> list[tuple[Identity, Sheet]]:
        """Every sheet as it is answered from, before anything withdrawn is taken out."""
        return amended(self._read(city), self._on_sheets)

    def _read(self, city: City) -> list[tuple[Identity, Sheet]]:
        return answered_from(bundled_of(city.name), self.imported)

    def facts(self, city: City) -> list[Fact]:
        """All that is given: sheets as a whole, and single facts."""
        return [
            one
            for (identity, as_read), (_, sheet) in zip(self._read(city), self.held(city), strict=True)
            if without(identity, sheet, self.withdrawn, as_read) is not None
            for one in facts_of(identity, sheet, as_read)
            if (identity.key, one.print) not in self.withdrawn
        ]

    def knowledge(self, city: City, lexicon: Lexicon) -> Knowledge:
        """What is asked. Takes half a second for a hundred sheets, seconds for thousands."""
        marks = [f"{type(one).__name__} {to_json(one)}" for one in self.amendments]
        ledger = merged(bundled_of(city.name), self.imported, self.withdrawn, self._on_sheets, marks)
        words = (*city.words, *(one for one in self.amendments if isinstance(one, Word)))
        out = [one for one in self.amendments if isinstance(one, OutOfScope)]
        return Knowledge.build(ledger, words=words, city=city.name, lexicon=lexicon, out_of_scope=out)


def lexicon_for(city: City, dictionary: Words) -> Lexicon:
    """What an edition is prepared with. It knows the words of what is bundled: staff who try one amendment after the other
    wait half as long when these are not cut anew each time."""
    return _words_of_bundled(city.name).beside(dictionary)


@lru_cache(maxsize=1)
def _words_of_bundled(city: str) -> Lexicon:
    lexicon = Lexicon(Words())
    for sheet in sheets_in(bundled_of(city)):
        lexicon.meet(sheet)
    return lexicon
