"""Whoever asks for a number is told the one of whom they name, and when it is answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from town_chat import NINE, Chat

from handlers import city, numbers, voice_wording
from handlers.model import Facts, Said
from handlers.respond import respond
from knowledge.reply import Reply

HARBOUR = city.read(
    """
    [city]
    name = "見本市"
    phone = "000-000-0000"
    hours = "平日9:00〜17:00"
    [voice]
    urgent_phones = ["水道の漏水 000-000-0024（24時間）"]
    [[door]]
    words = ["水道", "漏水"]
    section = "水道課"
    phone = "000-000-0024"
    [[door]]
    words = ["道路のこと", "道路の穴"]
    section = "道路課"
    phone = "000-000-0033"
    hours = "毎日6:00〜22:00"
    [[door]]
    words = ["急病・火事", "火事"]
    section = "消防"
    phone = "119"
    [[door]]
    words = ["税金"]
    section = "税務課"
    [[department]]
    name = "港湾課"
    phone = "000-000-0040"
    [[department]]
    name = "危機管理課"
    phone = "000-000-0050"
    hours = "24時間"
    [[department]]
    name = "庶務課"
    """
)


def told(text: str) -> str:
    turn = respond(Said(NINE, text=text), Facts(NINE, HARBOUR, lambda _question, _topic: Reply("unknown", "…")))
    return turn.messages[0].text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("港湾課の電話は？", "港湾課 000-000-0040（平日9:00〜17:00）"),
        ("港湾課の電話番号を教えてください", "港湾課 000-000-0040（平日9:00〜17:00）"),
        ("港湾課の人と話したい", "港湾課 000-000-0040（平日9:00〜17:00）"),
        ("危機管理課につないで", "危機管理課 000-000-0050（24時間）"),
        ("道路課の連絡先", "道路課 000-000-0033（毎日6:00〜22:00）"),
        ("水道の電話番号は？", "水道課 000-000-0024（24時間）"),
        ("水道が漏水", "水道課 000-000-0024（24時間）"),
        ("消防の電話は？", "消防 119\n"),
    ],
)
def test_a_section_asked_for_by_its_name_is_told_with_its_own_number_and_hours(text, line):
    assert line in told(text)
    assert "000-000-0000" not in told(text)


@pytest.mark.parametrize("text", ["電話", "庶務課の電話は？", "税務課の電話番号", "職員と話したい"])
def test_who_has_no_number_of_its_own_is_reached_through_the_hall(text):
    assert "市役所 000-000-0000（平日9:00〜17:00）" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "クマ出てる",
        "イノシシ出てます",
        "救急車出してください",
        "水道に出てほしい",
        "漏水出てます",
        "道路の穴を出してください",
    ],
)
def test_what_goes_on_at_a_door_is_no_question_for_its_number(text):
    shipped = city.read((Path(__file__).parents[2] / "city.toml").read_text("utf-8"))
    assert numbers.key_word_in(text, shipped) is None
    assert numbers.key_word_in(text, HARBOUR) is None


def test_the_number_of_a_longer_name_and_of_the_hall_are_not_those_of_a_door():
    town = city.read(
        '[city]\nname = "見本市"\nphone = "000-000-0000"\n'
        '[[door]]\nwords = ["図書館"]\nsection = "市役所"\nphone = "000-000-0061"\n'
        '[[department]]\nname = "福祉課"\nphone = "000-000-0062"\n'
    )
    others = ("市役所の電話番号は？", "健康福祉課の電話番号は？", "中央図書館の電話は？")
    assert [numbers.asked_for(text, town) for text in others] == [None, None, None]
    assert numbers.asked_for("見本市福祉課の電話番号は？", town) == "福祉課 000-000-0062"


def test_a_number_asked_for_in_the_middle_of_a_voice_is_told_and_the_voice_stays():
    chat = Chat(town=HARBOUR).says("市民の声").says("港のベンチが壊れています。").says("港湾課の電話は？")
    assert "港湾課 000-000-0040" in chat.messages[0].text
    assert "「市民の声」の途中です" in chat.messages[-1].text


def test_what_a_section_does_is_asked_of_the_documents():
    rows = [
        json.loads(line)
        for name in ("dev", "asked", "own", "unseen", "unseen2")
        for line in (Path(__file__).parents[1] / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    own = city.read(
        "[city]\nname = '見本市'\n"
        + "".join(
            f"[[department]]\nname = '{name}'\nphone = '000-000-0040'\n"
            for name in ("市政戦略課", "庶務課", "福祉課", "建設課", "生涯学習課")
        )
    )
    answered = [turn for row in rows if row["kind"] not in {"oos", "chat"} for turn in row["turns"]]
    assert [turn for turn in answered if numbers.asked_for(turn, own)] == []
    assert numbers.asked_for("港湾課の電話相談の件数は？", HARBOUR) is None


def test_in_danger_the_road_has_the_number_of_its_own_door_and_no_number_stands_twice():
    lines = voice_wording.danger(HARBOUR).text.splitlines()
    assert "・道路の穴や倒木など、急ぎの連絡：道路課 000-000-0033（毎日6:00〜22:00）" in lines
    assert not any("000-000-0000" in line for line in lines)
    alone = city.read('[city]\nname = "見本市"\nphone = "000-000-0000"')
    assert "・道路の穴や倒木など、急ぎの連絡：市役所 000-000-0000" in voice_wording.danger(alone).text
