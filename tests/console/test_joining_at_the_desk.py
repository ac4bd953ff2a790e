"""Two cases that are one matter, joined at the desk; and parted again where they were not."""

from __future__ import annotations

from storage import audit


def _two(hall):
    return hall.hears("北町の街灯が切れています", user="U1"), hall.hears("北町の街灯がつきません", user="U2")


def _joined(hall, browser):
    case, main = _two(hall)
    browser.opens(f"/cases/{case}/")
    assert browser.sends(f"/cases/{case}/alike", other=main, verdict="join").status_code == 302
    return case, main


def test_a_wrong_join_is_undone_at_the_desk_and_stands_in_the_record(hall, database):
    browser = hall.at_work()
    case, main = _joined(hall, browser)
    assert "まとめを解く" in browser.opens(f"/cases/{case}/").text
    assert browser.sends(f"/cases/{case}/separate", main=main).status_code == 302
    page = browser.opens(f"/cases/{case}/").text
    assert "まとめを解きました" in page
    assert "まとめを解く" not in page
    assert hall.case(case).joined_into_id is None
    with database.reading() as session:
        (line,) = audit.lines(session, act="case.separate")
    assert line.subject == f"case:{hall.case(case).id}"


def test_a_case_is_not_parted_from_one_it_never_joined(hall):
    browser = hall.at_work()
    case, _ = _joined(hall, browser)
    other = hall.hears("公園の水道がほしい", user="U3")
    browser.opens(f"/cases/{case}/")
    answer = browser.sends(f"/cases/{case}/separate", main=other)
    assert (answer.status_code, "まとめられていません" in answer.text) == (400, True)
    assert hall.case(case).joined_into_id is not None


def test_a_delay_is_told_from_the_main_case_alone(hall):
    browser = hall.at_work()
    case, main = _joined(hall, browser)
    assert "遅れる連絡をする" in browser.opens(f"/cases/{main}/").text
    assert "遅れる連絡をする" not in browser.opens(f"/cases/{case}/").text


def test_what_has_ended_together_offers_no_parting(hall):
    browser = hall.at_work()
    case, main = _joined(hall, browser)
    browser.opens(f"/cases/{main}/")
    ended = browser.sends(f"/cases/{main}/step", step="close", end="DONE", text="街灯を取りかえた")
    assert ended.status_code == 302, ended.text
    assert "まとめを解く" not in browser.opens(f"/cases/{case}/").text


def test_a_case_of_another_section_is_joined_to_nothing(hall):
    case = hall.hears("北町の街灯が切れています", user="U1", department="建設課")
    other = hall.hears("北町の街灯がつきません", user="U2", department="環境課")
    browser = hall.at_work(department="建設課")
    browser.opens(f"/cases/{case}/")
    assert browser.sends(f"/cases/{case}/alike", other=other, verdict="join").status_code == 404
    assert hall.case(case).joined_into_id is None
