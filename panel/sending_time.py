"""When the letters of a survey really go out, and what staff are told of it before they let it go."""

from __future__ import annotations

from datetime import datetime

from panel.calendar import GRACE, QuietHours, in_words
from panel.survey import Survey


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


def warning(survey: Survey, now: datetime, quiet: QuietHours | None) -> str:
    """What the quiet hours do to a survey's invitations; "" when nothing, and for one so long past its start that it cannot be
    let go as it is."""
    if now - survey.opens_at > GRACE:
        return ""
    at = sent_at(survey, now, quiet)
    if at is None:
        return cannot_be_sent(quiet)
    if at > max(survey.opens_at, now):
        return (
            f"開始（{in_words(survey.opens_at)}）は、送信を控える時間帯（{hours(quiet)}）に入っています。"
            f"お願いは、{in_words(at)}に送ります。"
        )
    return ""


def cannot_be_sent(quiet: QuietHours | None) -> str:
    return (
        f"開始から締切まで、すべて送信を控える時間帯（{hours(quiet)}）に入っています。"
        "このままでは、だれにも送れません。開始か締切を直してください。"
    )


def _clock(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02}"
