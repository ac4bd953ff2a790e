"""When the letters of a survey really go out, and what staff are told of it before they let it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from panel.calendar import GRACE, Election, QuietHours, day_in_words, in_words
from panel.survey import Survey

_START_IS_PAST = "開始の時刻が過ぎています。これからの時刻に直してください。"


def sent_at(survey: Survey, now: datetime, quiet: QuietHours | None) -> datetime | None:
    """When the invitations of a survey scheduled at ``now`` go out; None when nothing can go before it closes."""
    at = after_quiet(max(survey.opens_at, now), quiet)
    return at if at < survey.closes_at else None


def after_quiet(moment: datetime, quiet: QuietHours | None) -> datetime:
    """``moment``, or the end of the quiet hours it lies in."""
    return moment if quiet is None or not quiet.cover(moment) else quiet.over_at(moment)


def hours(quiet: QuietHours | None) -> str:
    """The quiet hours in words, and that there are none."""
    if quiet is None:
        return "なし（夜でも送ります）"
    return f"{_clock(quiet.begin.hour, quiet.begin.minute)}〜{_clock(quiet.end.hour, quiet.end.minute)}"


def refusal(survey: Survey, now: datetime, quiet: QuietHours | None) -> str:
    """Why a survey cannot be let go as it is, for it would only be held back; "" where it can, and for one that is over,
    which is refused as such."""
    if survey.closes_at <= now:
        return ""
    if now - survey.opens_at > GRACE:
        return _START_IS_PAST
    if sent_at(survey, now, quiet) is None:
        return (
            f"開始から締切まで、すべて送信を控える時間帯（{hours(quiet)}）に入っています。"
            "このままでは、だれにも送れません。開始か締切を直してください。"
        )
    return ""


def warning(survey: Survey, now: datetime, quiet: QuietHours | None, elections: Sequence[Election]) -> str:
    """Why a survey cannot be let go, or until when the quiet hours put its invitations off, and what an election holds back;
    "" when none of it, and for one that is over."""
    if why := refusal(survey, now, quiet):
        return why
    at = sent_at(survey, now, quiet)
    held = held_back(survey, now, quiet, elections)
    if at is not None and at > max(survey.opens_at, now):
        return (
            f"開始（{in_words(survey.opens_at)}）は、送信を控える時間帯（{hours(quiet)}）に入っています。"
            f"お願いは、{in_words(at)}に送ります。{held}"
        )
    return held


def held_back(survey: Survey, now: datetime, quiet: QuietHours | None, elections: Sequence[Election]) -> str:
    """Which of a survey's letters an election that is known now holds back, in words; "" where none."""
    at = sent_at(survey, now, quiet)
    letters = [("お願い", at)] if at is not None else []
    letters += [("再度のお願い", after_quiet(survey.opens_at + span, quiet)) for span in survey.remind_after]
    for name, moment in letters:
        if moment < survey.closes_at and (period := election_at(moment, elections)):
            return (
                f"{name}の時（{in_words(moment)}）は、{period}です。"
                "自動では送らず、保留にします。送るかどうかは、その時に決めてください。"
            )
    return ""


def election_at(moment: datetime, elections: Sequence[Election]) -> str:
    """The election period in which a moment lies, in words; "" where it lies in none."""
    found = next((one for one in elections if one.covers(moment)), None)
    return f"{found.name}の期間（{day_in_words(found.first)}から{day_in_words(found.last)}まで）" if found else ""


def _clock(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02}"
