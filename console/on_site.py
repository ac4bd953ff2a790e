"""現場対応: the section hears of it the same day, by mail where it has an address; else the desk is told to call."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from console import leaving
from console.desk import desk, me
from console.masking import masked
from handlers import case_mails
from handlers.mail import Mail
from storage import audit, mails, timeline
from storage.cases import by_receipt, voices_of
from storage.models import Case

# What a case was before a change: whether it was 現場対応, and whose.
Before = tuple[bool, str | None]


def before(case: Case) -> Before:
    """What is looked at again after the change."""
    return case.on_site, case.department


def tell_section(session: Session, receipt: str, was: Before) -> str:
    """Write to the section where a change made the case its 現場対応; what staff still have to do by hand, "" for nothing."""
    case = by_receipt(session, receipt)
    if not case.on_site or before(case) == was:
        return ""
    if case.department is None:
        return "現場対応の課が決まっていません。課を選ぶと、その課に知らせます。"
    section = desk().city.desk.department(case.department)
    call = f"（{section.phone}）" if section is not None and section.phone else ""
    if section is None or section.mail is None or not desk().sends_mail:
        return f"{case.department}にはメールで知らせていません。今日のうちに電話してください{call}。"
    now = desk().clock()
    mails.write_to(
        session,
        section.mail,
        f"on_site:{case.id}:{case.version}",
        _mail(session, case, case.department),
        desk().seal,
        now,
    )
    timeline.add(session, case.id, "section_told", now, desk().seal, by=me().id, department=case.department)
    audit.record(session, "case.section_told", f"case:{case.id}", now, staff_id=me().id, department=case.department)
    if not desk().city.voice.calendar.is_open(day_in_japan(now)):
        return f"{case.department}にメールで知らせますが、今日は閉庁日です。急ぐときは電話してください{call}。"
    return ""


def _mail(session: Session, case: Case, department: str) -> Mail:
    """While the resident may still take the voice back, its words do not leave the desk by mail either."""
    voices = voices_of(session, [case.id], desk().seal).get(case.id, [])
    may_leave = leaving.waits_until(session, case) is None
    said = masked("\n".join(voice.text for voice in voices)) if may_leave else None
    there = {"写真": any(voice.photos for voice in voices), "位置の情報": any(voice.places for voice in voices)}
    also = [name for name, given in there.items() if given]
    return case_mails.on_site(desk().city, case.receipt, department, said, also)
