"""What the clock starts once an hour, and how long each thing is kept. Each job is harmless when run twice, and has
transactions of its own: one that breaks off keeps none of the others from being done, and staff hear of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.each_by_itself import EachByItself
from bot.waves import Waves
from storage import (
    answers,
    conversations,
    form_visits,
    importing,
    inbox,
    mails,
    monitors,
    outbox,
    pseudonyms,
    residents,
    signs,
    survey_answers,
)
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.jobs")

# LINE redelivers within minutes; the record of an event serves no other purpose than to know a repetition.
EVENTS_KEPT = timedelta(days=30)
LETTERS_KEPT = timedelta(days=90)
# A year of questions shows what each season asks for.
ANSWERS_KEPT = timedelta(days=365)
# So long whose term has ended may apply again with the code that came by letter: until the next panel has been chosen. So long
# one who was not chosen waits for a place. Both are told so (``handlers.flows.monitor``).
MONITORS_KEPT = timedelta(days=365)
# So long staff can tell whose an answer to a survey with names was; whoever was asked was told so.
NAMED_KEPT = timedelta(days=365)
# Who blocked the account may have done so for a while only.
LEFT_KEPT = timedelta(days=365)
# The job runs every hour; what is left is done then.
_AT_ONCE = 500


@dataclass(frozen=True)
class Job:
    """``name`` is for the log."""

    name: str
    work: Callable[[], object]


# What has served its purpose, and what erases it.
_FORGETTING: Mapping[str, Callable[[Session, datetime], object]] = {
    "faded conversations": conversations.forget_faded,
    "ways into the form": form_visits.forget_over,
    "files read or refused": importing.forget_over,
    "handled events": lambda session, now: inbox.forget_handled(session, now - EVENTS_KEPT),
    "workers that are gone": signs.forget,
    "letters that are over": lambda session, now: outbox.forget_finished(session, now - LETTERS_KEPT),
    "mails that are over": lambda session, now: mails.forget_finished(session, now - LETTERS_KEPT),
    "who asked": lambda session, now: answers.forget_people(session, now - pseudonyms.TRACED_FOR),
    "keys of pseudonyms": lambda session, now: pseudonyms.forget(session, now - pseudonyms.TRACED_FOR),
    "what was asked": lambda session, now: answers.forget(session, now - ANSWERS_KEPT),
    "monitors whose term is long over": lambda session, now: monitors.forget_over(
        session, now - MONITORS_KEPT, at_once=_AT_ONCE
    ),
    "who answered surveys with names": lambda session, now: survey_answers.forget_named(session, now - NAMED_KEPT),
    "who left long ago": lambda session, now: residents.forget_left(session, now - LEFT_KEPT, at_once=_AT_ONCE),
}


def forgetting(database: Database, clock: Callable[[], datetime]) -> tuple[Job, ...]:
    """Erase what has served its purpose, each kind in a transaction of its own."""

    def in_one_transaction(forget: Callable[[Session, datetime], object]) -> None:
        with database.writing() as session:
            forget(session, clock())

    return tuple(Job(f"forgetting {name}", partial(in_one_transaction, forget)) for name, forget in _FORGETTING.items())


def of_surveys(waves: Waves) -> tuple[Job, ...]:
    """What is done about surveys and monitors without anybody waiting for the minute."""
    return (
        Job("wiping closed surveys", waves.wipe),
        Job("asking for renewals", waves.ask_renewals),
        Job("ending terms", waves.end_terms),
        Job("reporting surveys", waves.report),
    )


def run(
    jobs: Iterable[Job], database: Database, clock: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False
) -> None:
    """Do them one after the other until ``stopped``, whatever becomes of each."""
    each = EachByItself(database, "job", clock)
    for job in jobs:
        if stopped():
            return
        try:
            each.do([job], lambda one: one.name, lambda one: one.work())
        except DatabaseAway as problem:
            log.warning("%s put off: database away (%s)", job.name, problem)
