"""Whether a department is the one in charge of a thing: yes or no first, and who it is. Once, not twice in a reply."""

from __future__ import annotations

import pytest
from town_with_a_project import town_with_a_project
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("移住の担当は建設課ですか", "はい、施策5-5-1「移住受け入れ環境の整備」の担当は、建設課です。"),
        ("海の子山の子の担当は庶務課？", "いいえ、「海の子山の子交歓会事業費」の担当は、生涯学習課です。"),
        ("協力隊は庶務課の仕事？", "いいえ、「地域おこし協力隊推進事業費」の担当は、市政戦略課です。"),
        ("市政戦略課は移住もやってる？", "いいえ、施策5-5-1「移住受け入れ環境の整備」の担当は、建設課です。"),
        ("人権のことは福祉課に聞けばいい？", "はい、施策5-3-1「人権が尊重される社会の実現」の担当は、福祉課です。"),
    ],
)
def test_whether_it_is_that_department_is_said_first(knowledge: Knowledge, question: str, told: str):
    assert answer(knowledge, question, None).text.splitlines()[0] == told


def test_a_department_named_after_an_answer_is_held_against_its_own(knowledge: Knowledge):
    told = converse(knowledge, ["移住は何件？", "担当は庶務課？"]).text
    assert told.startswith("いいえ、")
    assert "建設課" in told.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "救急の通り道の除雪って建設課とやるの？",
        "雪の日の救急は、建設課と一緒に動きますか",
        "救急は建設課と連携しますか？",
    ],
)
def test_whoever_works_with_a_department_is_asked_after_and_not_who_is_in_charge(question: str):
    told = answer(town("snowfield"), question, None).text
    assert "建設課と連携し、救急搬送の経路を優先して除雪" in told
    assert "いいえ" not in told


def test_of_a_thing_in_nobodys_charge_neither_yes_nor_no_is_said(knowledge: Knowledge):
    assert answer(knowledge, "市報の担当は庶務課？", None).outcome == "unknown"


def test_a_thing_beside_its_department_is_asked_for_and_not_the_department(knowledge: Knowledge):
    assert "ドナウエッシンゲン" in answer(knowledge, "庶務課の国際交流って何？", None).text
    assert "総務一般管理費" in answer(knowledge, "庶務課が担当している事業は？", None).text


def test_who_is_in_charge_is_said_once(knowledge: Knowledge):
    for question in ("移住相談はどこの課", "協力隊の担当は？"):
        assert answer(knowledge, question, None).text.count("担当") == 1


def test_the_number_to_call_about_a_thing_leads_to_who_is_in_charge_of_it():
    town = town_with_a_project("渡し船運航費", "渡し船を運航します。", {"乗船者数": "人"})
    reply = answer(town, "渡し船の電話番号は？", None)
    assert "電話番号は、手元の資料には書かれていません。" in reply.text
    assert "企画課" in reply.text
    assert "個人に関すること" in answer(town, "渡し船の船長さんの電話番号は？", None).text
