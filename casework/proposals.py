"""What is proposed to staff for a voice: kind, field, measures, personal data, abuse, urgency; people decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from casework.categories import Categories, Ranked
from casework.cut_words import Cut
from casework.danger import Alarm, abuse, alarm
from casework.detectors import Detector, Spotted
from casework.identifying import identifying
from casework.indicators import Indicators, ProposedIndicator
from casework.kinds import NO_KIND, KindFound, kind_of
from casework.likeness import Tokens, tokens_of
from casework.measures import Explained, Measures, ProposedMeasure
from casework.personal_data import Find, find_personal_data, hidden
from casework.things import Things

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

    ``words`` cuts a text into dictionary words, ``things`` are words of one meaning; ``explain`` gives the documents' words
    for what a text says.
    ``public_numbers`` and ``places`` are the city's own (``find_personal_data``), ``danger`` its own detectors.
    """

    categories: Categories
    measures: Measures
    words: Cut
    indicators: Indicators
    things: Things
    explain: Callable[[str], Sequence[Explained]] = lambda _: ()
    danger: Sequence[Detector] = ()
    public_numbers: Collection[str] = ()
    places: frozenset[str] = frozenset()

    def propose(self, text: str) -> Proposal:
        """All proposals for a text as the resident wrote it."""
        fields = self.categories.ranked(text)
        return Proposal(
            kind=kind_of(text),
            fields=fields[:FIRST],
            measures=self.measures.propose(text, fields, self.explain(text)),
            personal_data=find_personal_data(text, self.public_numbers, self.places),
            abuse=abuse(text),
            alarm=alarm(text, self.danger),
            identifying=identifying(text),
        )

    def indicators_for(self, text: str, proposal: Proposal) -> tuple[ProposedIndicator, ...]:
        """Up to three indicators of the plan it may be about, with its words that are in their names."""
        return self.indicators.propose(text, self.tokens(text), proposal.measures)

    def tokens(self, text: str) -> Tokens:
        """What the text is compared by (``likeness``), its personal data left out: people do not make matters alike."""
        finds = find_personal_data(text, self.public_numbers, self.places)
        fields = self.categories.ranked(text)[:FIRST]
        kind = kind_of(text)
        thanks = kind.name == NO_KIND and bool(kind.why)
        return tokens_of(hidden(text, finds), self.words, self.things, fields, thanks=thanks)
