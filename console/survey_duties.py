"""What staff still owe a survey: a decision before anything more of it is sent, or the city's word after it has closed. And
what they owe those who applied as monitors: to hear of it by the day they were told."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.panel_rules import Recruiting
from panel.calendar import month_and_day
from storage.surveys import Kept

# A word that was promised is written, agreed on and signed within some days.
_REMINDED_BEFORE = timedelta(days=7)


def owed(kept: Kept, today: date) -> str:
    """What is to be done about it by staff, in a sentence; "" where nothing is. A promise is named while it is a week off or
    less, and for as long as it stays broken: residents were told that day."""
    if kept.asks_staff:
        return f"保留中です。{kept.held_note}"
    if kept.state not in ("closed", "reported") or kept.reflection:
        return ""
    if kept.reflection_by is None:
        return "締め切りました。反映（市がすること）を書くか、お知らせを約束する日を決めてください。"
    by = month_and_day(kept.reflection_by)
    if kept.reflection_by < today:
        return f"反映（市がすること）を、{by}までにお知らせする約束でした。まだ書かれていません。"
    if kept.reflection_by - today <= _REMINDED_BEFORE:
        return f"反映（市がすること）を、{by}までにお知らせする約束です。"
    return ""


def owed_to_applicants(applied: int, recruiting: Recruiting | None, today: date) -> str:
    """What is owed to so many who applied and have not heard yet, in a sentence; "" while the city seeks monitors and the day
    they were told is more than a week off."""
    if not applied or recruiting is None:
        return ""
    by = recruiting.answer_by
    over = recruiting.last is not None and recruiting.last < today
    if by is None:
        return f"募集が終わりました。応募した{applied:,}人に、結果をまだ知らせていません。" if over else ""
    if by < today:
        return f"応募した{applied:,}人に、{month_and_day(by)}までにお知らせする約束でした。まだ知らせていません。"
    if over or by - today <= _REMINDED_BEFORE:
        return f"応募した{applied:,}人に、{month_and_day(by)}までにお知らせする約束です。"
    return ""
