"""What stands in the boxes of an answer: it overwrites nobody's words, and nothing else is decided on or sent."""

from __future__ import annotations

import re

import pytest

_DRAFT = {"text": "来週、取りかえます。", "end": "DONE", "reason": "取りかえた", "signed_as": "mayor"}
_DECISION = {"on": "2026-11-19", "who": "市長", "document_number": "市政第12号"}


def _drafts(hall, receipt):
    return [entry.details["text"] for entry in hall.told(receipt) if entry.what == "drafted"]


@pytest.mark.parametrize("first", [{"do": "preview"}, {"do": "phrase:done"}, {"do": "keep", "end": ""}])
def test_who_looks_at_their_words_before_saving_them_overwrites_nobody_elses(hall, first):
    receipt = hall.hears()
    one, other = hall.at_work("kuri"), hall.at_work("momo")
    one.opens(f"/cases/{receipt}/reply")
    other.opens(f"/cases/{receipt}/reply")
    other.sends(f"/cases/{receipt}/reply", do="keep", **{**_DRAFT, "text": "ほかの人の文です。"})
    one.sends(f"/cases/{receipt}/reply", **{**_DRAFT, **first})
    page = one.sends(f"/cases/{receipt}/reply", do="keep", **_DRAFT)
    assert (page.status_code, "ほかの人の文です。" in page.text) == (409, True)
    assert _drafts(hall, receipt) == ["ほかの人の文です。"]
    one.sends(f"/cases/{receipt}/reply", do="keep", **_DRAFT)
    assert _drafts(hall, receipt)[-1] == _DRAFT["text"]


def _of_several(hall):
    receipts = [hall.hears("側溝のふたが割れています", user="U1"), hall.hears("街灯がつきません", user="U2")]
    browser = hall.at_work()
    browser.opens("/inbox/")
    page = browser.sends("/group", chosen=receipts)
    return receipts, browser, _versions(page)


def _versions(page):
    return dict(re.findall(r'name="(version-[^"]+)" value="(\d+)"', page.text))


@pytest.mark.parametrize("do", ["preview", "phrase:done"])
def test_who_looks_at_one_answer_for_several_overwrites_nobody_elses(hall, do):
    receipts, browser, read = _of_several(hall)
    other = hall.at_work("momo")
    other.opens(f"/cases/{receipts[0]}/reply")
    other.sends(f"/cases/{receipts[0]}/reply", do="keep", **{**_DRAFT, "text": "ほかの人の文です。"})
    read = _versions(browser.sends("/group", chosen=receipts, do=do, **_DRAFT, **read))
    page = browser.sends("/group", chosen=receipts, do="keep", **_DRAFT, **read)
    assert f"{receipts[0]}：ほかの人が先に変えたため、そのままです。" in page.text
    assert [_drafts(hall, receipt) for receipt in receipts] == [["ほかの人の文です。"], [_DRAFT["text"]]]


@pytest.mark.parametrize("changed", [{"text": "取りかえません。"}, {"end": "IMPOSSIBLE"}, {"signed_as": "section"}])
def test_one_answer_for_several_is_decided_on_and_sent_as_it_stands_in_the_boxes_or_not_at_all(hall, changed):
    receipts, browser, read = _of_several(hall)
    read = _versions(browser.sends("/group", chosen=receipts, do="keep", **_DRAFT, **read))
    corrected = {**_DRAFT, **changed}
    page = browser.sends("/group", chosen=receipts, do="decide", **_DECISION, **corrected, **read)
    assert page.text.count("回答案の欄が、この案件の回答案と違います") == 4  # told of each, and beside each
    assert 'value="市政第12号"' in page.text
    assert [hall.case(receipt).decided_on for receipt in receipts] == [None, None]
    read = _versions(browser.sends("/group", chosen=receipts, do="decide", **_DECISION, **_DRAFT, **read))
    page = browser.sends("/group", chosen=receipts, do="send", **corrected, **read)
    assert hall.letters() == []
    assert 'value="send"' not in page.text
    browser.sends("/group", chosen=receipts, do="send", **_DRAFT, **_versions(page))
    assert len(hall.letters()) == 2


def test_several_cases_with_an_answer_of_their_own_each_go_on_with_it_while_the_box_is_empty(hall):
    receipts, browser, _read = _of_several(hall)
    for receipt, text in zip(receipts, ("ふたを取りかえます。", "電球を取りかえます。"), strict=True):
        browser.opens(f"/cases/{receipt}/reply")
        browser.sends(f"/cases/{receipt}/reply", do="keep", **{**_DRAFT, "text": text})
    nothing = {"text": "", "end": "", "reason": "", "signed_as": "mayor"}
    browser.sends("/group", chosen=receipts, do="decide", **_DECISION, **nothing)
    browser.sends("/group", chosen=receipts, do="send", **nothing)
    assert ["ふた" in said for _, _, said in hall.letters()] == [True, False]


def test_what_was_corrected_for_several_is_seen_as_it_would_be_said(hall):
    receipts, browser, read = _of_several(hall)
    read = _versions(browser.sends("/group", chosen=receipts, do="keep", **_DRAFT, **read))
    page = browser.sends(
        "/group", chosen=receipts, do="preview", **{**_DRAFT, "text": "〔受付番号〕は取りかえません。"}, **read
    )
    assert all(f"{receipt}は取りかえません。" in page.text for receipt in receipts)
    assert _DRAFT["text"] not in page.text


def test_of_several_cases_those_whose_people_no_message_reaches_are_named(hall):
    written, said = hall.hears("側溝のふたが割れています", user=None), hall.hears("街灯がつきません", user="U2")
    browser = hall.at_work()
    browser.opens("/inbox/")
    several = {"chosen": [written, said]}
    browser.sends("/group", do="keep", **_DRAFT, **several)
    page = browser.sends("/group", do="decide", **_DECISION, **_DRAFT, **several).text
    assert "1件は、LINEで届く人がいません" in page
    page = browser.sends("/group", do="send", **_DRAFT, **several).text
    assert f"{written}：回答済みにしました。LINEで届く人はいません。電話や郵便などで伝えてください。" in page
    assert f"{said}：1人に送ります。" in page
