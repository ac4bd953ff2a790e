"""The record reads in words, and is searched by what people know."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

from console.record_words import ACTS, DETAILS, details_said

ROOT = Path(__file__).parents[2]
# Functions whose first text names an act of the record.
RECORDING = {"record", "act", "_do", "_note", "_on_record", "_each", "_recorded"}


def _acts_of_the_house() -> set[str]:
    found = set()
    for folder in ("console", "storage", "bot", "cli"):
        for file in (ROOT / folder).rglob("*.py"):
            for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if name in RECORDING and texts and all(sign.islower() or sign in "._" for sign in texts[0]):
                    found.add(texts[0])
    return found


def test_every_act_of_the_record_has_words():
    acts = _acts_of_the_house()
    assert len(acts) > 40
    assert sorted(act for act in acts if "." in act and act not in ACTS) == []


def test_every_particular_of_the_record_has_words():
    kept = {
        keyword.arg
        for folder in ("console", "storage", "bot", "cli")
        for file in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record"
        for keyword in call.keywords
        if keyword.arg not in (None, "staff_id")
    }
    assert len(kept) > 15
    assert kept <= set(DETAILS)


def test_what_is_stored_under_a_name_of_ours_is_shown_as_people_call_it():
    assert details_said({"second_factor": "office", "role": "approver"}, {}) == [
        "2つ目の確認：庁内の回線",
        "役割：承認",
    ]
    assert details_said({"rights": ["export", "publish"], "why": "点検"}, {}) == [
        "権限：書き出す、公表する",
        "理由：点検",
    ]


def test_what_an_account_was_allowed_before_and_is_since_stands_in_the_record_in_words(hall):
    admin = hall.at_work("kuri", "admin")
    who = hall.hires("sato")
    admin.sends(
        f"/accounts/{who}", name="satoさん", role="approver", department="建設課", rights=["export", "identity"]
    )
    page = admin.opens("/record/?act=account.changed").text
    assert "課：全庁 → 建設課　権限：なし → 書き出す、連絡先を見る　役割：担当 → 承認" in page
    admin.sends(f"/accounts/{who}", name="satoさん", role="approver", department="建設課", rights=["export"])
    newest = admin.opens("/record/?act=account.changed").text.split("職員の役割・権限を変えた</td>")[1]
    assert "権限：書き出す、連絡先を見る → 書き出す" in newest
    assert "役割" not in newest
    assert "課：" not in newest


def test_what_was_changed_of_many_cases_at_once_is_called_in_the_record_as_on_the_page(hall):
    receipt = hall.hears()
    hall.at_work().sends("/inbox/change", chosen=receipt, **{"set-department": "建設課", "set-kind": "苦情"})
    assert "内容：種類、課" in hall.at_work("kuri", "admin").opens("/record/?act=case.change").text


def test_people_are_named_in_the_record_those_who_left_too(hall):
    giver, taker = hall.hires("momo"), hall.hires("nashi")
    hall.hears(assignee=giver)
    admin = hall.at_work("kuri", "admin")
    admin.opens("/handover")
    admin.sends("/handover", giver=giver, taker=taker)
    admin.opens(f"/accounts/{giver}")
    admin.sends(f"/accounts/{giver}/close")
    page = admin.opens("/record/?act=case.handed_over").text
    assert "<td>職員 momoさん</td>" in page
    assert "引き継ぎ先：nashiさん" in page


def test_classes_of_records_kinds_of_mending_and_moments_are_told_in_words_also_of_lines_of_a_former_release():
    assert details_said({"voice": 3, "petition": 1}, {}) == ["市民の声：3", "要望書：1"]
    assert details_said({"kind": "scope"}, {}) == ["種類：資料で答えることではない"]
    assert details_said({"kind": "AddedRow"}, {}) == ["種類：数字を足す"]
    assert details_said({"taken_at": "2026-11-29T15:05:00+00:00"}, {}) == ["控えを取った日時：2026年11月30日 0:05"]


def test_the_record_says_in_words_what_was_done_and_finds_a_case_by_its_receipt(hall):
    receipt, other = hall.hears(), hall.hears("街灯が消えています", user="U2")
    admin = hall.at_work("kuri", "admin")
    admin.opens(f"/cases/{receipt}/")
    admin.opens(f"/cases/{other}/")
    admin.sends("/stop/switch", name="bot", act="stop", why="点検")
    page = admin.opens("/record/").text
    assert "<td>案件を見た</td><td>案件 K-2026-0001-7</td>" in page
    assert "<td>ボットを止めた</td><td>止めるボタン</td>" in page
    assert "理由：点検" in page
    assert "case.read</td>" not in page
    page = admin.opens(f"/record/?subject={receipt.lower()}").text
    assert f"案件 {receipt}" in page
    assert other not in page
    assert "ログインした</td>" not in admin.opens("/record/?act=bot.stop").text


def test_an_erased_case_stands_in_the_record_without_its_number(hall):
    receipt = hall.hears(ago=timedelta())
    admin = hall.at_work("kuri", "admin", rights=("identity",))
    admin.opens(f"/cases/{receipt}/")
    admin.opens("/keeping/")
    admin.sends("/keeping/person", receipt=receipt, why="本人からの消去の請求", do="erase")
    page = admin.opens("/record/?act=case.read").text
    assert "（消した案件 1）" in page
    # By the number people know the request itself is found, though the case is gone.
    page = admin.opens(f"/record/?subject={receipt}").text
    assert "本人からの消去の請求" in page
    assert "（消した案件 1）" not in page
