"""Voices are found by short words, and beside one another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from casework.things import things_of
from handlers.city import Intake
from storage import cases, voice_search
from storage.cases import NewVoice, Part
from storage.models import Voice, VoicePart
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
VOICES = [
    "大通りの除雪が遅くて困っています。",
    "除雪の時間をもう少し早くしてほしい。",
    "図書館の開館時間を延ばしてください。",
    "クマが出たときの放送が聞こえない。",
    "公園の水道が出ません。",
    "ごみの分別が分かりにくいです。",
    "ゴミ袋が高いです。",
    "そっこうのふたがありません。",
    "雪がつもって歩けません。",
]


@pytest.fixture
def kept(database):
    ids = []
    with database.writing() as session:
        for text in VOICES:
            new = NewVoice("line", NOON, (Part("text", text),))
            ids.append(cases.hand_in(session, new, Intake(), SEAL, NOON).voice_id)
            voice_search.remember(session, ids[-1], text, SEAL, things_of())
    return ids


@pytest.mark.parametrize(
    ("words", "found"),
    [("除雪", [1, 0]), ("クマ", [3]), ("ｸﾏ", [3]), ("開館時間", [2]), ("除雪の時間", [1]), ("温泉", [])],
)
def test_a_word_of_two_characters_finds_its_voices(database, kept, words, found):
    with database.reading() as session:
        assert voice_search.having(session, words, SEAL) == [kept[place] for place in found]


def test_the_likest_voice_comes_first(database, kept):
    with database.reading() as session:
        like = voice_search.like(session, "除雪が遅くて大通りが歩けません", SEAL, things_of(), without=[kept[4]])
    assert [one.voice_id for one in like][:2] == [kept[0], kept[1]]


def test_of_letters_of_pages_that_name_everything_few_are_compared_with_one_voice(database):
    """It takes as long as their words are many."""
    with database.writing() as session:
        kept = [_keep(session, "南町の側溝のふたが割れています。直してください。").voice_id]
        kept += [_keep(session, f"第{number}便。" + "".join(VOICES) * 9).voice_id for number in range(40)]
        kept += [
            _keep(session, f"南町の側溝のふた、{number}枚目。" + "".join(VOICES) * 9).voice_id for number in range(40)
        ]
    with database.reading() as session:
        like = voice_search.like(session, "南町の側溝のふたが割れています", SEAL, things_of(), limit=30)
    assert like[0].voice_id == kept[0]
    assert 2 <= len(like) <= 10


def _keep(session, text):
    made = cases.hand_in(session, NewVoice("phone", NOON, (Part("text", text),)), Intake(), SEAL, NOON)
    voice_search.remember(session, made.voice_id, text, SEAL, things_of())
    return made


def test_no_word_of_a_voice_stands_in_the_index(database, kept):
    with database.reading() as session:
        tokens = session.connection().exec_driver_sql("SELECT token FROM voice_tokens").scalars().all()
    assert len(tokens) > 20
    assert all(isinstance(token, int) for token in tokens)
    other = Seal("another key, long enough")
    with database.reading() as session:
        assert voice_search.having(session, "除雪", other) == []


def test_a_thing_under_another_name_is_found_beside_it(database):
    with database.writing() as session:
        new = NewVoice("line", NOON, (Part("text", "集会所でWi-Fiを使いたい"),))
        voice_id = cases.hand_in(session, new, Intake(), SEAL, NOON).voice_id
        voice_search.remember(session, voice_id, "集会所でWi-Fiを使いたい", SEAL, things_of())
        found = voice_search.like(session, "無線LANがほしい", SEAL, things_of())
    assert [one.voice_id for one in found] == [voice_id]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ごみ", [6, 5]),
        ("ゴミ", [6, 5]),
        ("ごみ袋", [6]),
        ("ふた", [7]),
        ("フタ", [7]),
        ("雪", [8, 1, 0]),
        ("雪 大通り", [0]),
        ("除雪 時間", [1]),
        ("ごみ 温泉", []),
        ("。", []),
    ],
)
def test_words_of_kana_and_of_one_character_are_found_however_their_kana_are_written(database, kept, words, found):
    with database.reading() as session:
        assert voice_search.holding(session, words, SEAL) == voice_search.Found([kept[place] for place in found])


def test_who_looks_is_told_that_older_voices_were_not_read_for_such_a_word(database, kept):
    with database.reading() as session:
        for words, found in (("雪", [kept[8]]), ("ふた", [kept[7]]), ("クマ", [kept[3]])):
            assert voice_search.holding(session, words, SEAL, most_read=2) == voice_search.Found(found, read_all=False)
        assert voice_search.holding(session, "除雪", SEAL, most_read=2).read_all


def test_a_voice_that_was_taken_back_or_cannot_be_opened_is_not_found_by_reading(database, kept):
    with database.writing() as session:
        session.execute(update(Voice).where(Voice.id == kept[7]).values(sealed_at=NOON))
        session.execute(update(VoicePart).where(VoicePart.voice_id == kept[8]).values(body=b"damaged"))
    with database.reading() as session:
        assert voice_search.holding(session, "ふた", SEAL).voices == []
        assert voice_search.holding(session, "雪", SEAL).voices == [kept[1], kept[0]]


def test_a_voice_that_cannot_be_opened_is_counted_unless_what_can_be_opened_of_it_holds_the_words(database, kept):
    with database.writing() as session:
        session.execute(update(VoicePart).where(VoicePart.voice_id == kept[8]).values(body=b"damaged"))
        session.add(VoicePart(voice_id=kept[7], kind="text", body=b"damaged"))
    with database.reading() as session:
        assert voice_search.holding(session, "雪", SEAL) == voice_search.Found([kept[1], kept[0]], unreadable=2)
        assert voice_search.holding(session, "ふた", SEAL) == voice_search.Found([kept[7]], unreadable=1)
        assert voice_search.holding(session, "除雪", SEAL).unreadable == 0  # found by its pieces: nothing was opened


def test_a_thing_in_other_words_tells_more_than_pieces_that_happen_to_be_the_same(database):
    kept = []
    with database.writing() as session:
        for text in ("トイレが汚れています", "図書館の紙を安く"):
            new = NewVoice("line", NOON, (Part("text", text),))
            kept.append(cases.hand_in(session, new, Intake(), SEAL, NOON).voice_id)
            voice_search.remember(session, kept[-1], text, SEAL, things_of())
        like = voice_search.like(session, "便所の紙を", SEAL, things_of())
    assert [one.voice_id for one in like] == kept
