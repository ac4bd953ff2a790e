"""Figures for the operator, counted from the rows when asked for: the same whichever process answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import cast, get_args

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from storage import inbox, outbox
from storage.database import Database
from storage.models.letters import LetterState


class Figures(Collector):
    """Backlogs and troubles. Counts only: nothing of a resident is in here."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        return []  # registering must not ask the database

    def collect(self) -> Iterator[Metric]:
        with self._database.reading() as session:
            waiting, since = inbox.waiting(session)
            dead = inbox.dead(session)
            letters = outbox.counts(session)
        age = (self._clock() - since).total_seconds() if since else 0.0
        yield GaugeMetricFamily("koe_events_waiting", "Events not handled yet", value=waiting)
        yield GaugeMetricFamily("koe_events_oldest_seconds", "How long the oldest of them has waited", value=age)
        yield GaugeMetricFamily("koe_events_dead", "Events that could not be handled", value=dead)
        family = GaugeMetricFamily("koe_letters", "Letters by state", labels=["state"])
        for state in get_args(LetterState):
            family.add_metric([state], letters.get(cast("LetterState", state), 0))
        yield family
