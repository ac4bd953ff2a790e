"""Cases that look like one, as the lists and the case page show them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bundled_knowledge import bundled_knowledge

from casework.things import things_of
from handlers.city import City, Intake
from handlers.proposing import proposer_of
from storage import alike, case_work, cases, voice_search
from storage.cases import NewVoice, Part
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that is long enough")


@pytest.fixture(scope="module")
def proposer():
    return proposer_of(bundled_knowledge(), City(name="上山市"))


def _voice(database, text):
    with database.writing() as session:
        made = cases.hand_in(session, NewVoice("phone", NOON, (Part("text", text),)), Intake(), SEAL, NOON)
        voice_search.remember(session, made.voice_id, text, SEAL, things_of())
    return made


def test_the_same_matter_is_found_with_the_words_that_made_it_so_until_staff_say_it_is_not(database, proposer):
    first = _voice(database, "駅前の側溝のふたが割れていて、つまずきそうです")
    _voice(database, "図書館の開館時間をのばしてください")
    second = _voice(database, "駅前の側溝のふたが割れています。直してください")
    with database.reading() as session:
        case = cases.by_receipt(session, second.receipt)
        text = "駅前の側溝のふたが割れています。直してください"
        found = alike.similar(session, case, text, proposer, SEAL)
        same = alike.same_matter_as(session, second.case_id, text, proposer, SEAL)
    assert [one.case.receipt for one in found] == [first.receipt]
    assert any("側溝" in here and "側溝" in there for here, there in found[0].words)
    assert same == [first.case_id]
    with database.writing() as session:
        alike.note_new(session, second.case_id, same)
        case_work.say_different(session, second.receipt, first.receipt, NOON, by=1)
    with database.reading() as session:
        assert cases.by_receipt(session, first.receipt).alike == 1
        assert alike.similar(session, case, text, proposer, SEAL) == []


def test_who_says_it_in_quite_other_words_is_shown_too(database, proposer):
    first = _voice(database, "市の取材の人が園に来て、じいさんの昔話をきれいな記事にしてくださいました。よい記念です")
    _voice(database, "図書館の開館時間をのばしてください")
    text = "広報の方がうちの果樹園まで足を運んでくれて、祖父の思い出話が紙面に載りました。家宝にします"
    second = _voice(database, text)
    with database.reading() as session:
        found = alike.similar(session, cases.by_receipt(session, second.receipt), text, proposer, SEAL)
    assert first.receipt in [one.case.receipt for one in found]
