"""What is forgotten by the clock, and how long each thing is kept. Harmless when run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
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
)

# LINE redelivers within minutes; the record of an event serves no other purpose than to know a repetition.
EVENTS_KEPT = timedelta(days=30)
LETTERS_KEPT = timedelta(days=90)
# A year of questions shows what each season asks for.
ANSWERS_KEPT = timedelta(days=365)
# So long whose term has ended may apply again with the code that came by letter: until the next panel has been chosen.
MONITORS_KEPT = timedelta(days=365)
# Who blocked the account may have done so for a while only.
LEFT_KEPT = timedelta(days=365)
# The job runs every hour; what is left is done then.
_AT_ONCE = 500


def forget(session: Session, now: datetime) -> None:
    """Erase what has served its purpose: faded conversations, records of handled events, of letters and mails that are over,
    who asked, and in the end what was asked; files of documents that were read or refused; monitors whose term is long over,
    and who somebody is to LINE that left long ago."""
    conversations.forget_faded(session, now)
    form_visits.forget_over(session, now)
    importing.forget_over(session, now)
    inbox.forget_handled(session, now - EVENTS_KEPT)
    signs.forget(session, now)
    outbox.forget_finished(session, now - LETTERS_KEPT)
    mails.forget_finished(session, now - LETTERS_KEPT)
    answers.forget_people(session, now - pseudonyms.TRACED_FOR)
    pseudonyms.forget(session, now - pseudonyms.TRACED_FOR)
    answers.forget(session, now - ANSWERS_KEPT)
    monitors.forget_ended(session, day_in_japan(now - MONITORS_KEPT), at_once=_AT_ONCE)
    residents.forget_left(session, now - LEFT_KEPT, at_once=_AT_ONCE)
