"""Which facts beyond the usual ones an event needs, so that an ordinary question costs no statement more."""

from __future__ import annotations

from handlers import flows, postbacks
from handlers.conversation import Conversation, Need
from handlers.flows import answering, case, monitor, survey, voice
from handlers.key_words import bare, key_word, names_a_receipt, number
from handlers.model import Event, Pressed, Progress, Said, Sent
from handlers.replies import is_label
from panel import codes


def needs(event: Event, progress: Progress) -> frozenset[Need]:
    """What must be read before ``respond`` can decide about ``event`` in this ``progress``."""
    if event.where == "group":
        return frozenset()
    return frozenset(need for one in _concerned(event, progress) for need in one.needs)


def invitation_code(event: Event, progress: Progress) -> str | None:
    """The invitation code that was said, where one is asked for or out of the blue; None for anything else. Whether it
    can be used must be read."""
    at = progress.standing
    if event.where == "group" or not isinstance(event, Said):
        return None
    asked_for = at is not None and at.flow == monitor.NAME
    return codes.read(event.text) if asked_for or codes.is_meant(event.text) else None


def _concerned(event: Event, progress: Progress) -> list[Conversation]:
    found: list[Conversation | None] = []
    if isinstance(event, Pressed):
        found += _of_data(event.data)
    if isinstance(event, Said):
        found += _of_words(event.text)
        if names_a_receipt(event.text) or bare(event.text) == bare(answering.ANSWER) or case.may_be_typed(event.text):
            found.append(flows.named("case"))
        if monitor.may_be_typed(event.text):
            found.append(flows.named("monitor"))
        if survey.may_be_typed(event.text):
            found.append(flows.named("survey"))
        chosen = number(event.text)
        for choice in progress.choices:  # a number or label may stand for a key word or a button
            if chosen is not None or is_label(choice.label, event.text):
                found += [*_of_words(choice.says), *_of_data(choice.says)]
    if isinstance(event, Sent):  # the city may wait for just that
        found.append(flows.named("case"))
    if isinstance(event, Said | Sent) and (at := progress.standing) is not None:
        found.append(flows.named(at.flow))
        if at.flow == voice.NAME and at.step == "publish":  # any word that answers means one's own voices
            found.append(flows.named("case"))
    for at in (progress.standing, progress.aside):  # what waits is put again, whatever came in between
        if at is not None and (one := flows.named(at.flow)) is not None and one.resumes is not None:
            found.append(one)
    return [one for one in found if one is not None]


def _of_words(text: str) -> list[Conversation | None]:
    key = key_word(text)
    return list(flows.for_key_word(key)) if key else []


def _of_data(text: str) -> list[Conversation | None]:
    meant = postbacks.read(text)
    return [flows.named(meant[0])] if meant else []
