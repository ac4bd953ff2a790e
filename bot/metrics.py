"""Figures for the operator, counted from the rows when asked for: the same whichever process answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast, get_args

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from handlers.model import Doubt
from knowledge.reply import Outcome
from storage import answers, inbox, outbox
from storage.database import Database
from storage.models.letters import LetterState

_ANSWERS_COUNTED = timedelta(days=30)


class Figures(Collector):
    """Backlogs and troubles. Counts only: nothing of a resident is in here."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        return []  # registering must not ask the database

    def collect(self) -> Iterator[Metric]:
        with self._database.reading() as session:
            waiting, oldest = inbox.waiting(session)
            dead = inbox.dead(session)
            letters = outbox.counts(session)
            since = self._clock() - _ANSWERS_COUNTED
            outcomes, doubts = answers.outcomes(session, since), answers.doubts(session, since)
        age = (self._clock() - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily("koe_events_waiting", "Events not handled yet", value=waiting)
        yield GaugeMetricFamily("koe_events_oldest_seconds", "How long the oldest of them has waited", value=age)
        yield GaugeMetricFamily("koe_events_dead", "Events that could not be handled", value=dead)
        family = GaugeMetricFamily("koe_letters", "Letters by state", labels=["state"])
        for state in get_args(LetterState):
            family.add_metric([state], letters.get(cast("LetterState", state), 0))
        yield family
        yield _by("koe_answers", "Answers of the last 30 days", "outcome", get_args(Outcome), outcomes)
        yield _by("koe_answers_doubted", "Those of them said to be wrong", "about", get_args(Doubt), doubts)


def _by(name: str, meaning: str, label: str, values: Sequence[str], counted: Mapping[Any, int]) -> GaugeMetricFamily:
    """A figure for each value of a label, 0 for those never counted."""
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for value in values:
        family.add_metric([value], counted.get(value, 0))
    return family
