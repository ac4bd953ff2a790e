"""What is proposed to staff for a voice: kind, field, measures, personal data, abuse, urgency; people decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from casework.categories import OTHER, Categories, Ranked
from casework.cut_words import Cut, Meanings
from casework.danger import SPAM, Alarm, abuse, alarm
from casework.detectors import Detector, Spotted
from casework.identifying import identifying
from casework.indicators import Indicators, ProposedIndicator
from casework.kinds import NO_KIND, KindFound, kind_of
from casework.likeness import Tokens, tokens_of
from casework.measures import Explained, Measures, ProposedMeasure
from casework.personal_data import Find, find_personal_data, hidden
from casework.sides import side_of
from casework.things import Things
from casework.whereabouts import named_places

FIRST = 3


@dataclass(frozen=True)
class Proposal:
    """All that is proposed for one voice. ``fields`` are the first three, the likeliest first."""

    kind: KindFound
    fields: tuple[Ranked, ...]
    measures: tuple[ProposedMeasure, ...]
    personal_data: tuple[Find, ...]
    abuse: tuple[Spotted, ...]
    alarm: Alarm
    identifying: tuple[Spotted, ...]

    @property
    def category(self) -> str:
        """The likeliest field."""
        return self.fields[0].name

    @property
    def urgent(self) -> bool:
        """Whether the case is flagged 緊急."""
        return self.alarm.urgent


@dataclass(frozen=True)
class Proposer:
    """What proposals work with; built once, never changed, used by several threads.

    ``words`` cuts a text into dictionary words, ``meanings`` are the dictionary's numbers of what a word means, ``things`` are
    words of one meaning; ``explain`` gives the documents' words for what a text says.
    ``public_numbers`` and ``places`` are the city's own (``find_personal_data``), ``danger`` its own detectors.
    """

    categories: Categories
    measures: Measures
    words: Cut
    indicators: Indicators
    things: Things
    explain: Callable[[str], Sequence[Explained]] = lambda _: ()
    meanings: Meanings = lambda _: ()
    danger: Sequence[Detector] = ()
    public_numbers: Collection[str] = ()
    places: frozenset[str] = frozenset()

    def propose(self, text: str) -> Proposal:
        """All proposals for a text as the resident wrote it."""
        found = abuse(text)
        fields = self.categories.ranked(text)
        if any(one.kind == SPAM for one in found):  # what it sells is no field of the city's work
            fields = tuple(sorted(fields, key=lambda one: one.name != OTHER))
        return Proposal(
            kind=kind_of(text),
            fields=fields[:FIRST],
            measures=self.measures.propose(text, fields, self.explain(text)),
            personal_data=find_personal_data(text, self.public_numbers, self.places),
            abuse=found,
            alarm=alarm(text, self.danger),
            identifying=identifying(text),
        )

    def indicators_for(self, text: str, proposal: Proposal) -> tuple[ProposedIndicator, ...]:
        """Up to three indicators of the plan it may be about, with its words that are in their names."""
        return self.indicators.propose(text, self._words_of(text), proposal.measures)

    def tokens(self, text: str) -> Tokens:
        """What the text is compared by (``likeness``), its personal data left out: people do not make matters alike."""
        fields = self.categories.ranked(text)[:FIRST]
        kind = kind_of(text)
        thanks = kind.name == NO_KIND and bool(kind.why)
        return replace(
            self._words_of(text, self.meanings),
            fields={one.name: one.score for one in fields if one.score > 0},
            thanks=thanks,
            places=named_places(text),
            side=side_of(text),
        )

    def _words_of(self, text: str, meanings: Meanings = lambda _: ()) -> Tokens:
        finds = find_personal_data(text, self.public_numbers, self.places)
        return tokens_of(hidden(text, finds), self.words, self.things, meanings)
