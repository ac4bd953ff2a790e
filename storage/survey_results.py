"""The results of a survey from what is kept of it: counts after the close, and before it the whole only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.personal_data import find_personal_data
from panel import ages
from panel.report import QuestionReport, Report
from panel.results import Counts, Rules, Table, comparable, suppressed
from panel.survey import Question
from storage import survey_closing, surveys
from storage.models import FreeText, Invitation, Monitor, Tally
from storage.sealing import Seal
from storage.survey_closing import PEOPLE, TallyKey
from storage.surveys import Kept


def report(session: Session, survey: int, rules: Rules, seal: Seal) -> Report:
    """What may be shown of a survey. Raises ``surveys.NotThere``."""
    kept = surveys.get(session, survey)
    interim = kept.state not in ("closed", "reported")
    if interim:
        # No groups: two looks at an open survey would tell what somebody answered in between.
        found = survey_closing.tally(session, kept, {}, rules, seal)
        counts: Mapping[TallyKey, int] = {
            key: count for key, count in found.counts.items() if key[1] in ("all", "mode")
        }
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
    modes = {mode: count for (_, by, mode, _), count in counts.items() if by == "mode" and count and mode}
    modes = {mode: counts[("", "mode", mode, PEOPLE)] for mode in modes if ("", "mode", mode, PEOPLE) in counts}
    return Report(
        id=kept.id,
        survey=kept.survey,
        state=kept.state,
        asked=asked,
        answered=answered,
        verified=verified,
        begun=max(0, begun - answered),
        interim=interim,
        questions=tuple(
            _question(question, counts, kept, rules, interim=interim) for question in kept.survey.questions
        ),
        modes={mode: count for mode, count in modes.items() if count},
        panel=_panel(session),
        reflection=kept.reflection,
    )


@dataclass(frozen=True)
class FreeWords:
    """What one person wrote freely. ``personal``: kinds of personal data found in it, for staff who print it."""

    text: str
    personal: tuple[str, ...] = ()


def free_texts(session: Session, survey: int, seal: Seal) -> dict[str, list[FreeWords]]:
    """What was written freely, by question, in no order."""
    rows = session.execute(
        select(FreeText.question, FreeText.words).where(FreeText.survey == survey).order_by(FreeText.id)
    )
    found: dict[str, list[FreeWords]] = defaultdict(list)
    for question, words in rows:
        text = seal.open(words)
        kinds = dict.fromkeys(find.kind.value for find in find_personal_data(text))
        found[question].append(FreeWords(text, tuple(kinds)))
    return dict(found)


def earlier_waves(session: Session, survey: int, rules: Rules, seal: Seal) -> list[tuple[Report, dict[str, Counts]]]:
    """Earlier waves of the same series, newest first: each with the counts of the questions whose wording is the same to
    the letter. Others may not be set side by side."""
    kept = surveys.get(session, survey)
    series = kept.series or kept.id
    found = []
    for other in surveys.listed(session, "closed", "reported"):
        if other.id >= survey or other.id == survey or (other.series or other.id) != series:
            continue
        past = report(session, other.id, rules, seal)
        same = {
            question.id: one.whole
            for question in kept.survey.questions
            for one in past.questions
            if one.question.id == question.id and comparable(question, one.question)
        }
        found.append((past, same))
    return found


def _question(
    question: Question, counts: Mapping[TallyKey, int], kept: Kept, rules: Rules, *, interim: bool
) -> QuestionReport:
    whole = _column(question, counts, "all", "")
    if interim or question.type == "text":
        return QuestionReport(question, whole)
    return QuestionReport(
        question,
        whole,
        by_age=_table(question, counts, "age", whole, rules, ages.GROUPS),
        by_area=_table(question, counts, "area", whole, rules, ()),
        by_question={
            other.id: table
            for other in kept.survey.questions
            if (table := _crossed(question, counts, other, whole, rules)) is not None
        },
    )


def _column(question: Question, counts: Mapping[TallyKey, int], by: str, group: str) -> Counts:
    return Counts(
        counts.get((question.id, by, group, PEOPLE), 0),
        {
            answer: count
            for (id_, of, in_group, answer), count in counts.items()
            if id_ == question.id and of == by and in_group == group and answer != PEOPLE
        },
    )


def _table(
    question: Question,
    counts: Mapping[TallyKey, int],
    by: str,
    whole: Counts,
    rules: Rules,
    groups: tuple[str, ...],
) -> Table | None:
    there = sorted({group for id_, of, group, _ in counts if id_ == question.id and of == by} - set(groups))
    columns = {group: _column(question, counts, by, group) for group in (*groups, *there)}
    # What came on paper counts in the whole and in its groups alike, so that whole less groups is nothing.
    return suppressed(whole, columns, rules) if columns else None


def _crossed(
    question: Question, counts: Mapping[TallyKey, int], other: Question, whole: Counts, rules: Rules
) -> Table | None:
    """A two-way table: only of surveys large enough when they closed."""
    by = f"q:{other.id}"
    groups = {group for id_, of, group, _ in counts if id_ == question.id and of == by}
    if whole.people < rules.two_way_min or not groups:
        return None
    columns = {other.told(int(group)): _column(question, counts, by, group) for group in sorted(groups, key=int)}
    return suppressed(whole, columns, rules)


def _finished(session: Session, survey: int, *, verified: bool | None = None) -> int:
    query = select(func.count()).select_from(Invitation).where(Invitation.survey == survey, Invitation.finished)
    if verified:
        query = query.where(Invitation.verified)
    return session.execute(query).scalar_one()


def _verified(session: Session, survey: int, invitations: list[int]) -> int:
    rows = session.execute(select(Invitation.id).where(Invitation.survey == survey, Invitation.verified)).scalars()
    return len(set(rows) & set(invitations))


def _panel(session: Session) -> dict[str, int]:
    found = dict.fromkeys(ages.GROUPS, 0)
    rows = session.execute(
        select(Monitor.age_band, func.count()).where(Monitor.state == "registered").group_by(Monitor.age_band)
    )
    for band, count in rows:
        found[ages.group(band)] += count
    return found
