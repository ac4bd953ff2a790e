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
    assert details_said({"second_factor": "office", "role": "approver"}) == ["2つ目の確認：庁内の回線", "役割：承認"]
    assert details_said({"rights": ["export", "publish"], "why": "点検"}) == ["権限：書き出す、公表する", "理由：点検"]


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
