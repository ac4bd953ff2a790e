"""What has been kept long enough goes; a person may see what is kept of them, and have it erased."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from held_survey import FILE, made

from casework.keeping import Rules
from casework.working_days import day_in_japan
from storage import audit, cases, monitors, public_copies, residents, retention, survey_answers, timeline
from storage.cases import NoSuchCase
from storage.models import SURVEY_ANSWERS, Invitation

LONG_AGO = datetime(2022, 5, 1, tzinfo=UTC)


def test_a_case_is_erased_when_its_years_are_over_and_not_while_it_is_held(hall):
    old = hall.hears("むかしの声", state="CLOSED", ended_at=LONG_AGO)
    held = hall.hears("裁判中の声", user="U2", state="CLOSED", ended_at=LONG_AGO, held_at=LONG_AGO)
    petition = hall.hears("要望書", user="U3", state="CLOSED", ended_at=LONG_AGO, retention="petition")
    new = hall.hears("新しい声", user="U4", state="CLOSED", ended_at=hall.clock())
    admin = hall.at_work("kuri", "admin")
    page = admin.opens("/keeping/").text
    assert old in page
    due, _, others = page.partition("消さないことにした案件")
    assert held not in due
    assert held in others
    admin.sends("/keeping/run", case=str(hall.case(old).id), sure="yes")
    with pytest.raises(NoSuchCase):
        hall.case(old)
    for kept in (held, petition, new):
        assert hall.case(kept).receipt == kept
    with hall.database.reading() as session:
        assert audit.lines(session, act="retention.run")[0].detail == {"voice": 1}


def test_what_is_kept_past_its_time_is_named_also_below_a_problem(hall):
    held = hall.hears("裁判中の声", state="CLOSED", ended_at=LONG_AGO, held_at=LONG_AGO)
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    again = admin.sends("/keeping/person", receipt=held, why="", do="show").text
    assert held in again.partition("消さないことにした案件")[2].partition("これまでに消した記録")[0]


def test_old_petitions_that_stay_longer_hide_no_voice_whose_time_is_over(database, hall):
    for number in range(3):
        hall.hears(f"要望書{number}", user=f"P{number}", state="CLOSED", ended_at=LONG_AGO, retention="petition")
    voice = hall.hears("むかしの声", state="CLOSED", ended_at=LONG_AGO + timedelta(days=30))
    with database.reading() as session:
        found = retention.due(session, hall.clock().date(), Rules(), limit=1)
    assert [one.receipt for one in found] == [voice]


def test_a_person_sees_all_that_is_kept_of_them_for_a_reason_and_has_it_erased(hall):
    fresh = hall.hears("いま送った声", ago=timedelta(minutes=5))
    older = hall.hears("きのうの声", ago=timedelta(hours=20))
    other = hall.hears("ほかの人の声", user="U2")
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    assert admin.sends("/keeping/person", receipt=fresh, why="", do="show").status_code == 400
    page = admin.sends("/keeping/person", receipt=fresh, why="本人からの開示の請求", do="show").text
    assert "いま送った声" in page
    assert "きのうの声" in page
    assert "ほかの人の声" not in page
    admin.sends("/keeping/person", receipt=fresh, why="本人からの消去の請求", do="erase")
    with pytest.raises(NoSuchCase):
        hall.case(fresh)
    assert hall.case(older).sealed_at is not None
    assert hall.case(other).sealed_at is None
    with hall.database.reading() as session:
        assert [line.act for line in audit.lines(session, act="person")] == ["person.erased", "person.shown"]


def test_who_erases_a_person_is_told_what_the_citys_own_site_may_still_hold(hall):
    published, fresh = hall.hears("街灯が暗い", may_publish=True), hall.hears("公園の水道", ago=timedelta(minutes=5))
    with hall.database.writing() as session:
        now, seal = hall.clock(), hall.seal
        case = cases.by_receipt(session, published)
        public_copies.write(session, case.id, "街灯が暗い。", "直しました。", "要約", now, seal, by=1)
        public_copies.propose(session, case, now, seal, by=1)
        days = [day_in_japan(now)] * 3
        public_copies.publish(session, cases.by_receipt(session, published), *days, now, seal, by=2)
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    page = admin.sends("/keeping/person", receipt=fresh, why="本人からの消去の請求", do="erase").text
    assert f"公表していたもの：{published}。" in page


def test_nobody_sees_a_persons_data_without_the_right_to_identities(hall):
    receipt = hall.hears()
    admin = hall.at_work("kuri", "admin")
    admin.opens("/keeping/")
    assert admin.sends("/keeping/person", receipt=receipt, why="本人からの請求", do="show").status_code == 403


@pytest.mark.parametrize("elsewhere", ["the case itself", "another case of theirs"])
def test_an_administrator_of_a_section_neither_sees_nor_erases_who_speaks_to_another(hall, elsewhere):
    asked = hall.hears("側溝のふた", department="福祉課" if elsewhere == "the case itself" else "建設課")
    hall.hears("手当の書類", department="福祉課", ago=timedelta(hours=3))
    admin = hall.at_work("kuri", "admin", rights=("identity",), department="建設課")
    for do in ("show", "erase"):
        admin.opens("/keeping/")
        page = admin.sends("/keeping/person", receipt=asked, why="本人からの請求", do=do)
        assert (page.status_code, "その受付番号の案件はありません" in page.text) == (400, True)
    assert hall.case(asked).sealed_at is None
    whole = hall.at_work("momo", "admin", rights=("identity",))
    whole.opens("/keeping/")
    assert "手当の書類" in whole.sends("/keeping/person", receipt=asked, why="本人からの請求", do="show").text


def test_a_voice_without_a_person_is_said_to_be_one(hall):
    receipt = hall.hears(user=None)
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    answer = admin.sends("/keeping/person", receipt=receipt, why="本人からの請求", do="show")
    assert answer.status_code == 400
    assert "だれの声か" in answer.text


def test_a_monitor_without_a_receipt_is_found_by_the_number_the_chat_shows_them(hall):
    chat = hall.seal.fingerprint("U-mo")[:32]
    with hall.database.writing() as session:
        residents.greet(session, chat, "U-mo", hall.seal, hall.clock())
        monitors.apply(session, chat, "30代", "北部", hall.clock())
        monitors.apply(session, hall.seal.fingerprint("U-other")[:32], "50代", "南部", hall.clock())
    number = monitors.number_of(chat, hall.seal)
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    assert admin.sends("/keeping/person", receipt=number, why="", do="show").status_code == 400
    page = admin.sends(
        "/keeping/person", receipt=number.replace("-", " ").lower(), why="本人からの開示の請求", do="show"
    )
    assert "30代・北部" in page.text
    assert "50代" not in page.text
    admin.sends("/keeping/person", receipt=number, why="本人からの消去の請求", do="erase")
    with hall.database.reading() as session:
        assert len(monitors.counts(session)) == 1
        told = [(line.act, line.subject, line.detail["why"]) for line in audit.lines(session, act="person")]
    assert told == [
        ("person.erased", f"monitor:{number}", "本人からの消去の請求"),
        ("person.shown", f"monitor:{number}", "本人からの開示の請求"),
    ]


def test_to_a_section_a_monitor_whose_cases_are_not_its_own_is_as_one_who_does_not_exist(hall):
    hall.hears("手当の書類", user="U-fuku", department="福祉課")
    hall.hears("側溝のふた", user="U-ken", department="建設課")
    numbers = {}
    with hall.database.writing() as session:
        for name in ("U-mo", "U-fuku", "U-ken"):
            chat = hall.seal.fingerprint(name)[:32]
            residents.greet(session, chat, name, hall.seal, hall.clock())
            monitors.apply(session, chat, "30代", "北部", hall.clock())
            numbers[name] = monitors.number_of(chat, hall.seal)
    admin = hall.at_work("kuri", "admin", rights=("identity",), department="建設課")

    def told(number: str, do: str = "show") -> tuple[int, str]:
        admin.opens("/keeping/")
        answer = admin.sends("/keeping/person", receipt=number, why="本人からの請求", do=do)
        return answer.status_code, "".join(re.findall(r"その(?:モニター番号|受付番号)[^<]*", answer.text))

    nobody = told("M-1234-5678")
    assert nobody == (400, "そのモニター番号の人はいません。本人のトークで「モニター」と送ると、番号が出ます。")
    for name in ("U-mo", "U-fuku"):
        assert (told(numbers[name]), told(numbers[name], "erase")) == (nobody, nobody)
    assert told(numbers["U-ken"])[0] == 200
    with hall.database.reading() as session:
        assert sum(one.count for one in monitors.counts(session)) == 3


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("M-1234-5678", "そのモニター番号の人はいません"),
        ("佐藤", "モニター番号は M-4821-0937 のような形です"),
        ("2026-0001", "受付番号は K-2026-0001-7 のような形です"),
    ],
)
def test_a_number_that_is_nobodys_or_none_is_told_in_a_sentence(hall, typed, says):
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    answer = admin.sends("/keeping/person", receipt=typed, why="本人からの請求", do="show")
    assert answer.status_code == 400
    assert says in answer.text
    assert f'value="{typed}"' in answer.text


def test_nothing_is_erased_without_a_tick_and_nothing_that_did_not_stand_on_the_page(hall):
    seen = hall.hears("むかしの声", state="CLOSED", ended_at=LONG_AGO)
    admin = hall.at_work("kuri", "admin")
    assert f'href="/console/cases/{seen}/"' in admin.opens("/keeping/").text
    unseen = hall.hears("あとから期限の来た声", user="U2", state="CLOSED", ended_at=LONG_AGO)
    admin.sends("/keeping/run", case=str(hall.case(seen).id))
    assert hall.case(seen).receipt == seen
    admin.opens("/keeping/")
    admin.sends("/keeping/run", case=str(hall.case(seen).id), sure="yes")
    with pytest.raises(NoSuchCase):
        hall.case(seen)
    assert hall.case(unseen).receipt == unseen


def test_a_person_reads_what_was_said_about_publishing_and_what_came_of_the_answer(hall):
    receipt = hall.hears("街灯が暗い", may_publish=True)
    case, now = hall.case(receipt), hall.clock()
    with hall.database.writing() as session:
        timeline.add(session, case.id, "asked_back", now, hall.seal, by=1, question="どの通りですか？", how="push")
        timeline.add(session, case.id, "note", now, hall.seal, by=1, text="係の中のメモ")
        timeline.add(session, case.id, "late", now, hall.seal, by=1, why="部品を取り寄せているため", until="2026-12-25")
        answer = {"text": "新しい灯に替えました。", "reason": "係の判断", "case": "K-2026-9999-1"}
        timeline.add(session, case.id, "answered", now, hall.seal, by=1, **answer)
        timeline.add(session, case.id, "unpublished", now, hall.seal, by=1, why="よその方の苦情")
        timeline.add(session, case.id, "solved", now, hall.seal)
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens("/keeping/")
    page = admin.sends("/keeping/person", receipt=receipt, why="本人からの開示の請求", do="show").text
    for told in (
        "公表の同意：要約ならのせてよい",
        "どの通りですか？",
        "新しい灯に替えました。",
        "部品を取り寄せているため",
        "「よくなった」と答えがありました",
    ):
        assert told in page
    for kept_back in ("係の中のメモ", "係の判断", "よその方の苦情", "K-2026-9999-1"):
        assert kept_back not in page


def test_answers_to_surveys_with_names_are_shown_to_an_account_of_the_whole_hall_alone(hall):
    receipt = hall.hears("側溝のふた", user="U-ken", department="建設課")
    chat, survey = hall.seal.fingerprint("U-ken")[:32], made(hall, FILE.replace("anonymous: true", "anonymous: false"))
    with hall.database.writing() as session:
        session.add(Invitation(survey=survey, chat=chat, age_band="30代", district="北地区"))
        survey_answers.new_key(session, survey, hall.seal)
        theirs = survey_answers.token(survey_answers.key_of(session, survey, hall.seal), chat)
        row = survey_answers.row_of(survey, theirs, "q1", 1, hall.seal, hall.clock())
        session.execute(SURVEY_ANSWERS.insert(), row)
    pages = {}
    for login, section in (("kuri", None), ("ken", "建設課")):
        admin = hall.at_work(login, "admin", rights=("identity",), department=section)
        admin.opens("/keeping/")
        pages[section] = admin.sends("/keeping/person", receipt=receipt, why="本人からの請求", do="show").text
    assert "の答え（記名）" in pages[None]
    assert "の答え（記名）" not in pages["建設課"]
    assert "課のないアカウントで" in pages["建設課"]
