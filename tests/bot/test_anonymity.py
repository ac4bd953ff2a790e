"""「だれの答えかは、締切のあと市にも分からなくなります」: kept in the five places where it usually fails.

Each test plays somebody with the whole database, the secret key and all the time in the world.
"""

from __future__ import annotations

import tarfile
from datetime import timedelta

import pytest
from panel_town import PanelTown, person
from sqlalchemy import text
from test_wave_crashes import populate

from handlers.city import City
from panel.survey import Question
from storage import archive, survey_answers, survey_results
from storage.models import Base
from storage.sealing import Unreadable
from storage.survey_answers import NEVER_IN_A_BACKUP

HANA, KENTA, YUI = person(1), person(2), person(3)
CITY = City("みほん市")
WORDS = "雪の日は早めに知らせてください"


@pytest.fixture
def town(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA, KENTA, YUI)
    return town


@pytest.fixture
def wave(town):
    """An open survey: Hana took the branch, Kenta did not, Yui stands in the middle."""
    wave = town.sends()
    for who in (HANA, KENTA, YUI):
        town.presses(who, "はじめる")
    town.says(HANA, "1", "1,3", "5", "10", WORDS)
    town.says(KENTA, "3", "2", "0", "とばす")
    town.says(YUI, "2")
    return wave


def everything(town, *, but=()):
    """All rows of all tables as text, with what is sealed opened."""
    found = {}
    with town.office.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in but:
                continue
            rows = []
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                cells = {}
                for name, value in row.items():
                    if isinstance(value, bytes | memoryview):
                        try:
                            value = town.office.seal.open(bytes(value))
                        except Unreadable:
                            value = bytes(value).hex()
                    cells[name] = str(value)
                rows.append(cells)
            found[table.name] = rows
    return found


def chat_of(town, who):
    return town.office.seal.fingerprint(who)


def test_before_the_close_persons_and_answers_share_nothing_but_the_token(town, wave):
    answers = everything(town)["survey_answers"]
    assert answers
    assert not any(chat_of(town, who) in str(row) or who in str(row) for who in (HANA, KENTA, YUI) for row in answers)


def test_after_the_close_the_key_is_gone_and_no_answer_has_a_person(town, wave):
    with town.office.database.reading() as session:
        key = survey_answers.key_of(session, wave, town.office.seal)
    town.passes(days=8)
    left = everything(town)
    assert left["wave_keys"] == []
    assert left["survey_answers"] == []
    assert not any(survey_answers.token(key, chat_of(town, who)) in str(left) for who in (HANA, KENTA, YUI))


def test_place_one_times_of_events_and_answers_do_not_join(town, wave):
    """Answers keep the day only, their ids are drawn by lot; when who wrote is erased after the close."""
    answers = everything(town)["survey_answers"]
    assert {row["day"] for row in answers} == {"2026-12-01"}
    assert not any("12:0" in value for row in answers for value in row.values())
    ids = [int(row["id"]) for row in answers]
    assert ids != sorted(ids) or len(set(ids)) < 3 or max(ids) > 2**40
    assert max(ids) > 2**40  # no running number
    town.passes(days=8)
    town.passes(hours=2)
    town.office.waves.wipe()
    left = everything(town)
    asked = {chat_of(town, who) for who in (HANA, KENTA, YUI)}
    opened = str(int(town.kept(wave).opened_at.timestamp() * 1000))
    during = [row for row in left["events"] if row["chat"] in asked and row["handled_at"] > opened]
    assert during == []


def test_place_two_letters_and_the_state_of_the_talk_are_wiped(town, wave):
    letters = [row for row in everything(town)["letters"] if row["purpose"].startswith(f"survey:{wave}:")]
    assert letters
    town.passes(days=8)
    left = everything(town)
    assert [row for row in left["letters"] if row["purpose"].startswith("survey:")] == []
    assert [row for row in left["conversations"] if "q2" in row["progress"] or "survey" in row["progress"]] == []


def test_place_two_a_reply_that_did_not_arrive_is_wiped_too(town, wave):
    town.office.line.mood = "fails"
    town.says(YUI, "1")
    town.passes(minutes=3)
    town.office.sends()
    town.office.line.mood = "well"
    town.passes(days=8)
    assert not any("分かりやすさは" in str(rows) for name, rows in everything(town).items() if name == "letters")


def test_place_three_a_backup_has_no_key(town, wave, tmp_path):
    """A backup taken before the close, read by somebody who can open all that is sealed: nothing joins answers to persons."""
    with town.office.database.reading() as session:
        key = survey_answers.key_of(session, wave, town.office.seal)
        archive.write(tmp_path / "koe.backup", session, tmp_path, "見本市", town.office.clock())
    with tarfile.open(tmp_path / "koe.backup") as tar:
        kept = {name: tar.extractfile(name).read().decode() for name in tar.getnames()}
    assert kept.get("tables/wave_keys.jsonl", "") == ""
    tokens = {survey_answers.token(key, chat_of(town, who)) for who in (HANA, KENTA, YUI)}
    assert all(token in kept["tables/survey_answers.jsonl"] for token in tokens)
    others = {name: rows for name, rows in kept.items() if name != "tables/survey_answers.jsonl"}
    assert [name for name, rows in others.items() if any(token in rows for token in tokens)] == []
    opened = everything(town, but=NEVER_IN_A_BACKUP)
    assert key.hex() not in str(opened)
    said = town.says(person(9), "モニター", "くわしく")
    assert "バックアップ）は30日で消えます。結びつける鍵は、控えには入りません" in said


def test_place_four_attributes_stand_apart_from_each_other(town, wave):
    town.passes(days=8)
    for row in everything(town)["tallies"]:
        assert row["by"] in ("all", "age", "area", "mode")
        assert not (row["by"] == "age" and "部" in row["in_group"])
    columns = {column.name for column in Base.metadata.tables["tallies"].columns}
    assert columns == {"survey", "question", "by", "in_group", "answer", "times"}


def test_place_five_free_words_stand_apart_from_all_other_answers(town, wave):
    town.passes(days=8)
    left = everything(town)
    (row,) = left["free_texts"]
    assert row["words"] == WORDS
    assert set(row) == {"id", "survey", "question", "words"}
    assert not any(WORDS in str(rows) for name, rows in left.items() if name != "free_texts")
    with town.office.database.reading() as session:
        assert survey_results.free_texts(session, wave, CITY, town.office.seal) == {
            "q5": [survey_results.FreeWords(WORDS)]
        }


def test_place_five_the_order_of_free_words_is_not_the_order_of_people(opens):
    town = PanelTown.opened(opens)
    populate(town, 12)
    now = town.office.clock()
    asked = Question("q1", "text", "ご意見をどうぞ")
    wave = town.sends(questions=(asked,), opens_at=now, closes_at=now + timedelta(days=1), remind_after=())
    with town.office.database.writing() as session:
        for number in range(12):
            chat = chat_of(town, person(number))
            survey_answers.answer(session, wave, chat, "q1", f"{number:02d}人目の意見", town.office.seal, now)
    town.passes(days=2)
    written = [row["words"] for row in everything(town)["free_texts"]]  # as they lie in the table
    with town.office.database.reading() as session:
        shown = [one.text for one in survey_results.free_texts(session, wave, CITY, town.office.seal)["q1"]]
    for order in (written, shown):
        assert len(order) == 12
        assert order not in (sorted(order), sorted(order, reverse=True))


def test_who_is_known_after_the_close_is_who_was_asked_and_who_answered(town, wave):
    town.passes(days=8)
    rows = everything(town)["invitations"]
    assert sorted(row["finished"] in ("1", "True") for row in rows) == [False, True, True]


def test_an_open_survey_whose_key_was_lost_with_an_old_backup_takes_no_answers(town, wave):
    with town.office.database.writing() as session:
        session.execute(text("DELETE FROM wave_keys"))
    assert "締め切りました" in town.says(YUI, "1")
    town.passes(minutes=1)
    assert town.kept(wave).held == "keys"
