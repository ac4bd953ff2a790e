"""What is published, by whom, and what is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hall import opened

from storage import audit, own_voices

COPY = {"asked": "駅前の側溝のふたが割れている。", "answered": "取りかえました。", "why": "要約した", "do": "keep"}


def _copied(browser, receipt, **more):
    browser.opens(f"/cases/{receipt}/publish")
    return browser.sends(f"/cases/{receipt}/publish", **{**COPY, **more})


def _proposed(browser, receipt, **more):
    browser.opens(f"/cases/{receipt}/publish")
    return browser.sends(f"/cases/{receipt}/publish/propose", **more)


def _published(browser, receipt, **more):
    browser.opens(f"/cases/{receipt}/publish")
    days = {"on": "2026-11-20", "as_of": "2026-11-19", "review_on": "2027-11-20"}
    return browser.sends(f"/cases/{receipt}/publish/publish", **{**days, **more})


def test_what_is_published_was_seen_by_two_and_the_original_stays(hall):
    receipt = hall.hears("駅前の側溝のふたが割れています。山田です", may_publish=True)
    first, second = hall.at_work("kuri", rights=("publish",)), hall.at_work("momo", rights=("publish", "export"))
    _copied(first, receipt)
    _proposed(first, receipt)
    assert _published(first, receipt).status_code == 400
    assert _published(second, receipt).status_code == 302
    page = second.opens(f"/cases/{receipt}/").text
    assert "駅前の側溝のふたが割れています。山田です" in page
    assert "<del>" in page
    assert "要約した" in page
    for way in ("html", "txt"):
        text = second.opens(f"/published/page.{way}").text
        assert "駅前の側溝のふたが割れている。" in text
        assert "2026年11月19日時点" in text
        assert "山田" not in text


def test_without_consent_nothing_is_proposed_and_the_reason_is_counted(hall):
    refused, unanswered = hall.hears(may_publish=False), hall.hears("街灯", user="U2")
    browser = hall.at_work()
    for receipt in (refused, unanswered):
        _copied(browser, receipt)
        assert _proposed(browser, receipt).status_code == 400
        browser.opens(f"/cases/{receipt}/publish")
        browser.sends(f"/cases/{receipt}/publish/refuse", refusal="consent")
    page = browser.opens("/published").text
    assert "本人の同意がない</th><td>2</td>" in page


def test_redactions_are_taken_one_by_one(hall):
    receipt = hall.hears("側溝です。090-1234-5678 か aki@example.jp へ", may_publish=True)
    browser = hall.at_work()
    page = browser.opens(f"/cases/{receipt}/publish").text
    assert "〔電話番号〕" in page
    assert "〔メールアドレス〕" in page
    text = "側溝です。090-1234-5678 か aki@example.jp へ"
    start = text.index("090")
    page = browser.sends(
        f"/cases/{receipt}/publish", asked=text, answered="", do="redact", hide=f"{start}-{start + 13}"
    ).text
    assert "側溝です。〔電話番号〕 か aki@example.jp へ</textarea>" in page


def test_words_by_which_somebody_is_known_stay_in_a_copy_only_where_staff_decided_so(hall):
    receipt = hall.hears("息子は支援学級にいます。通学路の側溝のふたがありません", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt, asked="支援学級の通学路にふたがない。", answered="山田様、取りかえました。")
    page = first.opens(f"/cases/{receipt}/publish").text
    assert ["「支援学級」（本人が分かる言葉）" in page, "「山田」（お名前）" in page] == [True, True]
    refused = _proposed(first, receipt)
    assert (refused.status_code, "「支援学級」、「山田」" in refused.text) == (400, True)
    _copied(first, receipt, asked="支援学級の通学路にふたがない。")
    assert _proposed(first, receipt, decided="on").status_code == 302
    assert "「支援学級」（本人が分かる言葉）" in second.opens(f"/cases/{receipt}/publish").text
    unread = _published(second, receipt)
    assert (unread.status_code, "「支援学級」" in unread.text) == (400, True)
    assert _published(second, receipt, decided="on").status_code == 302


def test_a_copy_goes_on_as_it_stands_in_the_boxes_and_not_as_it_was_saved_before(hall):
    receipt = hall.hears("側溝のふたがありません。090-1234-5678", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish", "export"))
    saved = {"asked": "ふたがない。090-1234-5678", "answered": "取りかえました。"}
    hidden = {**saved, "asked": "ふたがない。〔電話番号〕"}
    _copied(first, receipt, **saved)
    page = first.opens(f"/cases/{receipt}/publish").text
    assert ["公表の案を出す</button>" in page, "まだ保存されていません" in page] == [True, False]
    page = first.sends(f"/cases/{receipt}/publish", **saved, why="", do="redact", hide="6-19").text
    assert f"{hidden['asked']}</textarea>" in page
    assert ["公表の案を出す</button>" in page, "まだ保存されていません" in page] == [False, True]
    refused = first.sends(f"/cases/{receipt}/publish/propose", **hidden, decided="on")
    assert (refused.status_code, f"{hidden['asked']}</textarea>" in refused.text) == (400, True)
    assert "まだ保存されていません" in refused.text
    assert _proposed(first, receipt, asked="ふたがない。090-1234-5678\r\n", answered="取りかえました。", decided="on")
    refused = _published(second, receipt, **hidden, decided="on")
    assert (refused.status_code, "まだ保存されていません" in refused.text) == (400, True)
    assert "ふたがない" not in second.opens("/published/page.txt").text
    assert _published(second, receipt, **saved, decided="on").status_code == 302


@pytest.mark.parametrize(
    ("today", "looked_at_again"),
    [
        (datetime(2026, 11, 30, 1, tzinfo=UTC), "2027-11-30"),
        (datetime(2026, 12, 31, 1, tzinfo=UTC), "2028-01-04"),
        (datetime(2028, 2, 29, 1, tzinfo=UTC), "2029-02-28"),
    ],
)
def test_a_copy_is_to_be_looked_at_again_a_year_on_when_the_hall_is_open(hall, clock, today, looked_at_again):
    clock.at = today
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    assert (
        f'name="review_on" form="copy-form" value="{looked_at_again}"' in second.opens(f"/cases/{receipt}/publish").text
    )


def test_who_was_overtaken_on_the_way_to_publishing_sees_the_copy_as_it_is_now_and_the_days_they_typed(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    second.opens(f"/cases/{receipt}/publish")
    _copied(first, receipt, asked="書き直した。")
    typed = {"asked": COPY["asked"], "answered": COPY["answered"], "on": "2026-11-20", "as_of": "2026-11-18"}
    overtaken = second.sends(f"/cases/{receipt}/publish/publish", **typed, review_on="2027-11-20")
    assert overtaken.status_code == 409
    assert ["書き直した。</textarea>" in overtaken.text, "<dd>2026-11-18</dd>" in overtaken.text] == [True, True]


def test_what_a_resident_does_not_want_out_any_more_is_asked_off_the_citys_site_until_it_is(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    _published(second, receipt)
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        own_voices.answer_publication(session, chat, receipt, False, hall.seal, hall.clock())
    assert "公表をやめたもの 1件" in first.opens("/").text
    assert f"{receipt} を消しました" not in first.opens("/published").text
    assert f"{receipt} を消しました" in second.opens("/published").text
    assert second.sends(f"/published/{receipt}/cleared").status_code == 302
    page = second.opens("/published").text
    assert "消したことを記録しました" in page
    assert "市のホームページから消すもの" not in page
    second.sends(f"/published/{receipt}/cleared")
    assert "消したことを記録しました" not in second.opens("/published").text
    with hall.database.reading() as session:
        assert [line.subject for line in audit.lines(session, act="copy.cleared")] == [f"case:{hall.case(receipt).id}"]
    assert "公表をやめたもの" not in first.opens("/").text
    assert [entry.what for entry in hall.told(receipt)][-3:] == ["publication", "unpublished", "cleared"]


def test_a_changed_copy_needs_the_second_pair_of_eyes_again(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    _published(second, receipt)
    _copied(first, receipt, asked="書き直した。")
    assert "書き直した。" not in second.opens("/published").text
    assert _published(second, receipt).status_code == 400


def test_html_in_a_copy_is_text_on_the_citys_site_too(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish", "export"))
    _copied(first, receipt, asked="<script>alert(1)</script>")
    _proposed(first, receipt)
    _published(second, receipt)
    assert "<script>" not in second.opens("/published/page.html").text
    with hall.database.reading() as session:
        assert audit.lines(session, act="copy.exported")


def test_what_was_ticked_covers_the_words_that_were_read_and_none_written_since(hall):
    receipt = hall.hears("通学路の側溝のふたがありません", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo")
    _copied(first, receipt, asked="支援学級の通学路にふたがない。")
    first.opens(f"/cases/{receipt}/publish")
    _copied(second, receipt, asked="支援学級の通学路にふたがない。田中さんの前。")
    overtaken = first.sends(f"/cases/{receipt}/publish/propose", decided="on")
    assert overtaken.status_code == 409
    assert "ほかの人が写しを変えました" in overtaken.text
    assert "「田中」（お名前）" in overtaken.text
    assert "checked" not in overtaken.text
    assert [entry.what for entry in hall.told(receipt)][-1] == "copied"
    assert first.sends(f"/cases/{receipt}/publish/propose", decided="on").status_code == 302


def test_what_is_published_is_what_the_second_one_read(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    second.opens(f"/cases/{receipt}/publish")
    _copied(first, receipt, asked="書き直した。")
    _proposed(first, receipt)
    days = {"on": "2026-11-20", "as_of": "2026-11-18", "review_on": "2027-11-20"}
    overtaken = second.sends(f"/cases/{receipt}/publish/publish", **days)
    assert (overtaken.status_code, "<dd>2026-11-18</dd>" in overtaken.text) == (409, True)
    assert "書き直した。" not in second.opens("/published/page.txt").text
    second.opens(f"/cases/{receipt}/publish")
    assert second.sends(f"/cases/{receipt}/publish/publish", **days).status_code == 302


def test_two_who_write_a_copy_at_once_do_not_wipe_out_each_others_words(hall):
    receipt = hall.hears(may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo")
    first.opens(f"/cases/{receipt}/publish")
    _copied(second, receipt, asked="momoが書いた。")
    mine = {"asked": "kuriが書いた。090-1234-5678 へ", "answered": "直しました。", "why": "短くした"}
    hidden = {"do": "redact", "hide": "9-22"}
    for do in ({"do": "keep"}, hidden):
        _copied(second, receipt, asked=f"momoが書いた。{do['do']}")
        overtaken = first.sends(f"/cases/{receipt}/publish", **mine, **do)
        assert overtaken.status_code == 409
        assert "momoが書いた。" in overtaken.text
        assert 'value="短くした"' in overtaken.text
        assert re.search(r"kuriが書いた。(090-1234-5678|〔電話番号〕) へ</textarea>", overtaken.text)
    assert first.sends(f"/cases/{receipt}/publish", **{**mine, "do": "keep"}).status_code == 302
    assert [entry.by for entry in hall.told(receipt) if entry.what == "copied"][-1] == hall.told(receipt)[-1].by


def test_who_is_shown_another_change_of_the_case_first_is_still_asked_about_the_copy(hall):
    receipt = hall.hears("通学路の側溝のふたがありません", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo")
    _copied(first, receipt, asked="支援学級の通学路にふたがない。")
    first.opens(f"/cases/{receipt}/publish")
    second.opens(f"/cases/{receipt}/")
    assert second.sends(f"/cases/{receipt}/fields", kind="要望").status_code == 302
    _copied(second, receipt, asked="支援学級の通学路にふたがない。田中さんの前。")
    changed = first.sends(f"/cases/{receipt}/publish/propose", decided="on")
    assert "ほかの人が先に変えました" in changed.text
    overtaken = first.sends(f"/cases/{receipt}/publish/propose", decided="on")
    assert (overtaken.status_code, "「田中」（お名前）" in overtaken.text) == (409, True)


def test_the_record_tells_how_many_words_were_left_in_and_never_which(hall):
    receipt = hall.hears("通学路の側溝のふたがありません", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", "admin", rights=("publish",))
    _copied(first, receipt, asked="支援学級の通学路にふたがない。", answered="田中さん、取りかえました。")
    _proposed(first, receipt, decided="on")
    _published(second, receipt, decided="on")
    with hall.database.reading() as session:
        for act in ("copy.proposed", "copy.published"):
            assert [line.detail for line in audit.lines(session, act=act)] == [{"left_in": 2}]
    page = second.opens("/record/").text
    assert "個人が分かりそうな言葉など（か所）：2" in page
    assert "支援学級" not in page


def test_the_halls_own_number_is_nobodys_data_in_a_copy_and_in_what_staff_type_in(database, clock):
    hall = opened(database, clock, phone="023-600-0000")
    receipt = hall.hears(may_publish=True)
    browser = hall.at_work()
    _copied(browser, receipt, answered="市役所 023-600-0000 へお電話ください。090-1234-5678 も。")
    page = browser.opens(f"/cases/{receipt}/publish").text
    assert ["「023-600-0000」" in page, "「090-1234-5678」（電話番号）" in page] == [False, True]
    said = {"市役所 023-600-0000 が話し中でした": False, "090-1234-5678 へ電話してください": True}
    for text, personal in said.items():
        browser.opens("/enter")
        page = browser.sends("/enter", channel="phone", on="2026-11-20", text=text)
        entered = re.search(r"K-2026-\d+-\d", page.headers.get("Location", "") + page.text)
        assert hall.case(entered[0]).personal is personal
    browser.opens(f"/cases/{receipt}/split")
    assert browser.sends(f"/cases/{receipt}/split", **{"part-1": next(iter(said))}).status_code == 302
    parts = [str(entry.details["into"]) for entry in hall.told(receipt) if entry.what == "split"]
    assert [hall.case(one).personal for one in parts[0].split("、")] == [False]


def test_a_section_reads_no_copy_of_anothers_before_it_is_published_and_takes_none_of_its_off(hall):
    theirs = hall.hears("側溝のふた", may_publish=True, department="建設課")
    others = hall.hears("手当の書類", user="U2", may_publish=True, department="福祉課")
    down = hall.hears("街灯が暗い", user="U3", may_publish=True, department="福祉課")
    first, second = hall.at_work("kuri", rights=("publish",)), hall.at_work("momo", rights=("publish",))
    for receipt, words in ((theirs, "ふたが割れている。"), (others, "書類が分かりにくい。"), (down, "街灯が暗い。")):
        _copied(first, receipt, asked=words)
        _proposed(first, receipt)
    _published(second, down)
    second.opens(f"/cases/{down}/publish")
    second.sends(f"/cases/{down}/publish/withdraw", why="書きなおすため")
    section = hall.at_work("nashi", "officer", department="建設課", rights=("publish",))
    page = section.opens("/published").text
    assert [words in page for words in (theirs, "ふたが割れている")] == [True, True]
    assert [words in page for words in (others, "書類が分かりにくい", down)] == [False, False, False]
    section.sends(f"/published/{down}/cleared")
    assert down in second.opens("/published").text
    second.sends(f"/published/{down}/cleared")
    assert f"{down} を市のホームページから消した" in second.opens("/published").text
    assert down not in second.opens("/published").text


def test_a_copy_that_is_not_out_yet_is_counted_as_not_decided(hall):
    receipt = hall.hears(may_publish=True, state="ANSWERED")
    browser = hall.at_work(rights=("export",))
    assert "まだ決めていない：1件" in browser.opens("/published/page.txt").text
    _copied(browser, receipt)
    text = browser.opens("/published/page.txt").text
    assert "回答や対応が終わった声のうち、公表していないものの件数" in text
    assert "まだ決めていない：1件" in text


def test_who_may_not_take_the_text_along_is_told_who_may(hall):
    receipt = hall.hears("駅前の側溝のふたが割れています。", may_publish=True)
    first, second = hall.at_work("kuri"), hall.at_work("momo", rights=("publish",))
    _copied(first, receipt)
    _proposed(first, receipt)
    assert _published(second, receipt).status_code == 302
    assert "書き出す権限のある人が「公表」の一覧から取り出せます" in second.opens(f"/cases/{receipt}/publish").text
