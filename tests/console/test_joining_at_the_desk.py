"""Two cases that are one matter, joined at the desk; and parted again where they were not."""

from __future__ import annotations

from bundled_knowledge import bundled_knowledge
from hall import opened

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


FOR = "中央広場をつぶして駐輪場にする案に賛成です"
AGAINST = "中央広場をつぶして駐輪場にする案に反対です"


def test_two_voices_that_want_the_opposite_are_told_so_and_both_read_before_they_are_joined(database, clock):
    hall = opened(database, clock, knowledge=bundled_knowledge())
    first, second = hall.hears(FOR, user="U1"), hall.hears(AGAINST, user="U2")
    browser = hall.at_work()
    page = browser.opens(f"/cases/{second}/").text
    assert "賛成と反対に分かれています" in page
    assert 'value="join"' not in page
    asked = browser.opens(f"/cases/{second}/join/{first}").text
    assert FOR in asked
    assert AGAINST in asked
    assert "賛成の人にも反対の人にも、同じ回答が届きます" in asked
    assert hall.case(second).joined_into_id is None
    assert browser.sends(f"/cases/{second}/alike", other=first, verdict="join").status_code == 302
    assert hall.case(second).joined_into_id is not None


def test_who_joins_two_of_one_mind_reads_both_as_well(hall):
    case, main = _two(hall)
    asked = hall.at_work().opens(f"/cases/{case}/join/{main}").text
    assert "北町の街灯が切れています" in asked
    assert "北町の街灯がつきません" in asked
    assert "賛成" not in asked


def test_who_answers_and_who_approves_reads_the_words_of_every_joined_voice(strict_hall):
    hall = strict_hall
    first, second = hall.hears(FOR, user="U1"), hall.hears(AGAINST, user="U2")
    browser = hall.at_work()
    browser.opens(f"/cases/{second}/")
    browser.sends(f"/cases/{second}/alike", other=first, verdict="join")
    for reader in (browser, hall.at_work("kacho", "approver")):
        page = reader.opens(f"/cases/{first}/reply").text
        assert FOR in page
        assert AGAINST in page
        assert "賛成と反対に分かれています" in page
    browser.opens("/inbox/")
    assert AGAINST in browser.sends("/group", chosen=first).text


def test_a_section_goes_on_reading_the_case_in_which_its_own_goes_on(hall):
    case = hall.hears("北町の街灯が切れています", user="U1", department="建設課")
    main = hall.hears("北町の街灯がつきません", user="U2", department="福祉課")
    other = hall.hears("公園の水道がほしい", user="U3", department="福祉課")
    desk = hall.at_work()
    desk.opens(f"/cases/{case}/")
    desk.sends(f"/cases/{case}/alike", other=main, verdict="join")
    section = hall.at_work("tanaka", department="建設課")
    assert main in section.opens("/inbox/").text
    assert other not in section.opens("/inbox/").text
    assert section.opens(f"/cases/{case}/").status_code == 200
    page = section.opens(f"/cases/{main}/reply")
    assert "北町の街灯がつきません" in page.text
    assert section.opens(f"/cases/{other}/").status_code == 404


def test_a_section_that_answers_for_several_reads_them_and_not_what_another_section_joined(hall):
    case = hall.hears("北町の街灯が切れています", user="U1", department="建設課")
    main = hall.hears("北町の街灯がつきません", user="U2", department="福祉課")
    desk = hall.at_work()
    third = hall.hears("北町の街灯をなおして", user="U3", department="環境課")
    for one in (case, third):
        desk.opens(f"/cases/{one}/")
        desk.sends(f"/cases/{one}/alike", other=main, verdict="join")
    answering = hall.at_work("suzuki", department="福祉課").opens(f"/cases/{main}/reply").text
    assert "北町の街灯が切れています" in answering
    section = hall.at_work("tanaka", department="建設課")
    page = section.opens(f"/cases/{main}/reply").text
    assert "北町の街灯をなおして" not in page
    assert "ほかの課の声なので、ここでは読めません" in page
    assert section.opens(f"/cases/{third}/").status_code == 404


def test_a_section_that_only_reads_the_case_in_which_its_own_goes_on_does_not_overwrite_the_answer(hall):
    case = hall.hears("北町の街灯が切れています", user="U1", department="福祉課")
    main = hall.hears("北町の街灯がつきません", user="U2", department="建設課")
    desk = hall.at_work()
    desk.opens(f"/cases/{case}/")
    desk.sends(f"/cases/{case}/alike", other=main, verdict="join")
    draft = {
        "text": "街灯を取りかえました。",
        "end": "DONE",
        "reason": "取りかえた",
        "signed_as": "mayor",
        "do": "keep",
    }
    host = hall.at_work("suzuki", department="建設課")
    host.opens(f"/cases/{main}/reply")
    assert host.sends(f"/cases/{main}/reply", **draft).status_code == 302
    section = hall.at_work("tanaka", department="福祉課")
    page = section.opens(f"/cases/{main}/reply").text
    assert "街灯を取りかえました" in page
    assert "この案件に回答するのは、建設課です" in page
    assert "回答案を保存する" not in page
    assert "決裁を記録する" not in page
    refused = section.sends(f"/cases/{main}/reply", **{**draft, "text": "別の文です。"})
    assert (refused.status_code, "を扱うのは、建設課です" in refused.text) == (400, True)
    section.opens(f"/cases/{main}/reply")
    decision = {"on": "2026-11-19", "who": "市長", "document_number": "市政第12号"}
    assert section.sends(f"/cases/{main}/decide", **decision).status_code == 400
    section.opens("/inbox/")
    assert "できませんでした" in section.sends("/group", **{**draft, "chosen": main, "text": "別の文です。"}).text
    assert [one.details["text"] for one in hall.told(main) if one.what == "drafted"] == ["街灯を取りかえました。"]


def test_an_answer_that_goes_to_further_people_since_it_was_decided_on_is_decided_on_anew(hall):
    main, other = hall.hears(user="U-hana"), hall.hears("側溝のふたがありません", user="U-kenta")
    desk = hall.at_work()
    draft = {"text": "取りかえます。", "end": "DONE", "reason": "取りかえた", "signed_as": "mayor"}
    decision = {"on": "2026-11-19", "who": "市長", "document_number": "市政第12号"}
    desk.opens(f"/cases/{main}/reply")
    desk.sends(f"/cases/{main}/reply", do="keep", **draft)
    desk.opens(f"/cases/{main}/reply")
    desk.sends(f"/cases/{main}/decide", **draft, **decision)
    assert hall.case(main).decided_on is not None
    desk.opens(f"/cases/{other}/")
    desk.sends(f"/cases/{other}/alike", other=main, verdict="join")
    assert f"{main} の決裁は、もう一度いります" in desk.opens(f"/cases/{other}/").text
    page = desk.opens(f"/cases/{main}/reply").text
    assert ["決裁のあとに、ほかの案件がまとめられました" in page, "送る（" in page] == [True, False]
    assert main in desk.opens("/inbox/?view=decision").text
    assert desk.sends(f"/cases/{main}/send", how="push", **draft).status_code == 400
    assert hall.letters() == []
    desk.opens(f"/cases/{main}/reply")
    desk.sends(f"/cases/{main}/decide", **draft, **decision)
    assert "ほかの案件がまとめられました" not in desk.opens(f"/cases/{main}/reply").text
    desk.sends(f"/cases/{main}/send", how="push", **draft)
    assert len(hall.letters()) == 2


def test_who_called_about_a_joined_case_is_named_to_be_told_by_hand(hall):
    main, called = hall.hears(user="U-hana"), hall.hears("側溝のふたがありません", user=None)
    desk = hall.at_work()
    desk.opens(f"/cases/{called}/")
    desk.sends(f"/cases/{called}/alike", other=main, verdict="join")
    desk.opens(f"/cases/{main}/")
    desk.sends(f"/cases/{main}/step", step="late", text="現地の確認", until="2026-12-21")
    assert f"{called} の方には、電話や郵便などで伝えてください" in desk.opens(f"/cases/{main}/").text
    draft = {"text": "取りかえます。", "end": "DONE", "reason": "取りかえた", "signed_as": "mayor"}
    desk.opens(f"/cases/{main}/reply")
    desk.sends(f"/cases/{main}/reply", do="keep", **draft)
    desk.opens(f"/cases/{main}/reply")
    desk.sends(f"/cases/{main}/decide", **draft, on="2026-11-19", who="市長", document_number="1")
    assert f"{called} の方には、LINEで届きません" in desk.opens(f"/cases/{main}/reply").text
    desk.sends(f"/cases/{main}/send", how="push", **draft)
    page = desk.opens(f"/cases/{main}/").text
    assert ["1人に回答を送ります" in page, f"{called} の方には、LINEで届きません" in page] == [True, True]
