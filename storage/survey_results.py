"""The results of a survey from what is kept of it: counts after the close, and before it the whole only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.city import City
from handlers.personal import personal_data_in
from panel import ages, tables
from panel.report import Report
from panel.results import Counts, Rules, comparable
from panel.tables import PEOPLE, TallyKey
from storage import survey_closing, surveys
from storage.models import FreeText, Invitation, Tally
from storage.sealing import Seal


def report(session: Session, survey: int, rules: Rules, seal: Seal) -> Report:
    """What may be shown of a survey. Raises ``surveys.NotThere``."""
    kept = surveys.get(session, survey)
    interim = kept.state not in ("closed", "reported")
    if interim:
        # How many, and of nothing what: two looks at an open survey would tell what somebody answered in between.
        found = survey_closing.tally(session, kept, {}, rules, seal)
        counts: Mapping[TallyKey, int] = {key: count for key, count in found.counts.items() if key[1] == "mode"}
        answered = len(found.finished)
        verified = _verified(session, survey, found.finished)
    else:
        rows = session.execute(
            select(Tally.question, Tally.by, Tally.group, Tally.answer, Tally.count).where(Tally.survey == survey)
        )
        counts = {(question, by, group, answer): count for question, by, group, answer, count in rows}
        answered = _finished(session, survey)
        verified = _finished(session, survey, verified=True)
    asked, begun = session.execute(
        select(func.count(), func.count().filter(Invitation.started)).where(Invitation.survey == survey)
    ).one()
    to_be_asked, asked = asked, max(asked - surveys.undelivered(session, survey), answered)
    modes = {mode: count for (_, by, mode, _), count in counts.items() if by == "mode" and count and mode}
    modes = {mode: counts[("", "mode", mode, PEOPLE)] for mode in modes if ("", "mode", mode, PEOPLE) in counts}
    told = Report(
        id=kept.id,
        survey=kept.survey,
        state=kept.state,
        asked=asked,
        undelivered=to_be_asked - asked,
        answered=answered,
        verified=verified,
        begun=max(0, begun - answered),
        interim=interim,
        questions=(),
        modes={mode: count for mode, count in modes.items() if count},
        panel=_asked_by_age(session, survey),
        population=rules.population,
        reflection=kept.reflection,
        reflection_by=kept.reflection_by,
        whole_min=rules.whole_min,
    )
    if interim or told.withheld:
        return told
    return replace(told, questions=tables.questions(kept.survey, counts, rules))


@dataclass(frozen=True)
class FreeWords:
    """What one person wrote freely. ``personal``: kinds of personal data found in it, for staff who print it."""

    text: str
    personal: tuple[str, ...] = ()


def free_texts(session: Session, survey: int, city: City, seal: Seal) -> dict[str, list[FreeWords]]:
    """What was written freely, by question, in no order."""
    found: dict[str, list[FreeWords]] = defaultdict(list)
    for question, words in _free_words(session, survey, city, seal):
        found[question].append(words)
    return dict(found)


def free_texts_together(
    session: Session, survey: int, city: City, seal: Seal, only: Collection[str] | None = None
) -> list[FreeWords] | None:
    """What few people wrote (to the questions ``only``; None: all), in no order and apart from the questions too; None where
    it might all be one person's."""
    found = [
        (question, words)
        for question, words in _free_words(session, survey, city, seal)
        if only is None or question in only
    ]
    writers = Counter(question for question, _ in found)
    return [words for _, words in found] if not found or max(writers.values()) > 1 else None


def _free_words(session: Session, survey: int, city: City, seal: Seal) -> Iterator[tuple[str, FreeWords]]:
    rows = session.execute(
        select(FreeText.question, FreeText.words).where(FreeText.survey == survey).order_by(FreeText.id)
    )
    for question, words in rows:
        text = seal.open(words)
        kinds = dict.fromkeys(find.kind.value for find in personal_data_in(text, city))
        yield question, FreeWords(text, tuple(kinds))


def earlier_waves(session: Session, survey: int, rules: Rules, seal: Seal) -> list[tuple[Report, dict[str, Counts]]]:
    """Earlier waves of the same series, newest first: each with the counts of the questions whose wording is the same to
    the letter. Others may not be set side by side."""
    kept = surveys.get(session, survey)
    series = kept.series or kept.id
    found = []
    for other in surveys.listed(session, "closed", "reported"):
        if other.id >= survey or (other.series or other.id) != series:
            continue
        past = report(session, other.id, rules, seal)
        same = {
            question.id: one.whole
            for question in kept.survey.questions
            for one in past.questions
            if one.question.id == question.id and comparable(question, one.question) and not one.withheld
        }
        found.append((past, same))
    return found


def _finished(session: Session, survey: int, *, verified: bool = False) -> int:
    query = select(func.count()).select_from(Invitation).where(Invitation.survey == survey, Invitation.finished)
    if verified:
        query = query.where(Invitation.verified)
    return session.execute(query).scalar_one()


def _verified(session: Session, survey: int, invitations: list[int]) -> int:
    rows = session.execute(select(Invitation.id).where(Invitation.survey == survey, Invitation.verified)).scalars()
    return len(set(rows) & set(invitations))


def _asked_by_age(session: Session, survey: int) -> dict[str, int]:
    """Who was asked, as they were on that day: what the panel has become since would tell who joined or left."""
    found = dict.fromkeys(ages.GROUPS, 0)
    rows = session.execute(
        select(Invitation.age_band, func.count()).where(Invitation.survey == survey).group_by(Invitation.age_band)
    )
    for band, count in rows:
        found[ages.group(band)] += count
    return found
