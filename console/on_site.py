"""現場対応: the section hears of it the same day, by mail where it has an address; else the desk is told to call."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from console import leaving
from console.desk import desk, me
from console.masking import masked
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
        f"【現場対応】市民の声 {receipt}",
        _words(session, case),
        desk().seal,
        now,
    )
    timeline.add(session, case.id, "section_told", now, desk().seal, by=me().id, department=case.department)
    audit.record(session, "case.section_told", f"case:{case.id}", now, staff_id=me().id, department=case.department)
    if not desk().city.voice.calendar.is_open(day_in_japan(now)):
        return f"{case.department}にメールで知らせますが、今日は閉庁日です。急ぐときは電話してください{call}。"
    return ""


def _words(session: Session, case: Case) -> str:
    """The mail. While the resident may still take the voice back, its words do not leave the desk by mail either."""
    who, phone = desk().city.desk.desk_name, desk().city.phone
    ask = f"{who}（{phone}）" if phone else who
    voices = voices_of(session, [case.id], desk().seal).get(case.id, [])
    if leaving.waits_until(session, case) is None:
        said = masked("\n".join(voice.text for voice in voices)) or "（文はありません）"
    else:
        said = "（受付から間もないため、ここには書けません。電話でおたずねください。）"
    there = {"写真": any(voice.photos for voice in voices), "位置の情報": any(voice.places for voice in voices)}
    more = "・".join(name for name, given in there.items() if given)
    lines = [
        f"{case.department} 御中",
        "",
        f"市民の声 {case.receipt} を、現場対応としてお回しします。",
        f"今日のうちに現地を確かめ、結果を {ask} へ知らせてください。",
        "",
        "■声の内容（個人の情報は隠してあります）",
        said,
    ]
    if more:
        lines += ["", f"{more}もあります。{ask} へおたずねください。"]
    return "\n".join(lines)
