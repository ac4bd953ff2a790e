"""What is written right after the receipt belongs to what was handed in, if its writer says so."""

from __future__ import annotations

import pytest
from office import HANA, KENTA, Office
from sqlalchemy import select
from test_voices import FIRST, GUTTER, case, count, hands_in

from storage import cases
from storage.models import Case, TimelineEntry, Voice

# What nobody finds in the documents of this hall.
MORE = "側溝のそばなので、足の悪い母が落ちそうになります"


@pytest.fixture
def town(opens, tmp_path) -> Office:
    return opens(media_folder=tmp_path / "media", per_minute=200)


def says(office: Office, text: str, who: str = HANA) -> str:
    """All that is said because of it."""
    before = len(office.phone(who))
    office.answers(office.said(who, text))
    office.clock.passes(seconds=10)
    return "\n".join(office.phone(who)[before:])


def texts(office: Office) -> list[str]:
    with office.database.reading() as session:
        kept = case(office)
        return [voice.text for voice in cases.voices_of(session, [kept.id], office.seal)[kept.id]]


def test_what_is_added_joins_the_same_case_and_staff_see_it(town):
    hands_in(town)
    offered = says(town, MORE)
    assert f"{FIRST} の続きでしょうか" in offered
    card = says(town, "続きとして送る")
    assert f"{FIRST} の続き" in card
    assert f"「{MORE}」" in card
    assert f"受付番号 {FIRST}" in says(town, "送る")
    assert (count(town, Case), count(town, Voice)) == (1, 2)
    assert texts(town) == [GUTTER, MORE]
    with town.database.reading() as session:
        assert "joined" in session.execute(select(TimelineEntry.what)).scalars().all()


def test_pieces_go_along_and_a_short_reply_takes_the_offer(town):
    hands_in(town)
    says(town, MORE)
    says(town, "側溝は冬に見えません")
    says(town, "んだ")
    says(town, "送ってけろ")
    assert texts(town) == [GUTTER, f"{MORE}\n側溝は冬に見えません"]


def test_who_wants_a_reply_after_all_says_so_and_gets_one(town):
    hands_in(town, send="送る（返事はいらない）")
    assert not case(town).wants_reply
    says(town, "側溝のことは、やはり返事が要ります")
    says(town, "続きとして送る")
    says(town, "送る")
    assert case(town).wants_reply


def test_another_matter_is_a_case_of_its_own(town):
    hands_in(town)
    says(town, "駅前の側溝もあふれています")
    says(town, "別の声として送る")
    says(town, "送る")
    assert (count(town, Case), count(town, Voice)) == (2, 2)


def test_days_later_and_to_others_nothing_of_it_is_offered(town):
    hands_in(town)
    assert "続きでしょうか" not in says(town, MORE, KENTA)
    town.clock.passes(days=3)
    assert "続きでしょうか" not in says(town, MORE)


def test_what_was_taken_back_meanwhile_is_not_added_to(town):
    hands_in(town)
    says(town, MORE)
    says(town, "続きとして送る")
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:case:withdrawn:{FIRST}"}))
    town.clock.passes(seconds=10)
    assert "受付番号 K-2026-0002" in says(town, "送る")


def test_what_was_taken_back_is_not_named_on_the_card(town):
    hands_in(town)
    says(town, MORE)
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:case:withdrawn:{FIRST}"}))
    town.clock.passes(seconds=10)
    card = says(town, "続きとして送る")
    assert f"「{MORE}」" in card
    assert f"{FIRST} の続き" not in card


def test_who_turns_back_after_taking_back_is_not_told_that_it_was_received(town):
    hands_in(town)
    assert "受け付けたままです" in says(town, "やめる")
    hands_in(town, text="駅前のベンチも直してほしいです")
    town.answers(town.event(HANA, "postback", postback={"data": f"v1:case:withdrawn:{FIRST}"}))
    town.clock.passes(seconds=10)
    assert "受け付けたままです" not in says(town, "やめる")


@pytest.mark.parametrize("words", ["さっき送ったの、取り下げたい", "さっきの、取り消してください"])
def test_who_writes_with_commas_takes_back_what_was_sent(town, words):
    hands_in(town)
    assert f"{FIRST} を取り下げますか" in says(town, words)


def test_what_became_of_it_is_asked_without_a_name_for_it(town):
    assert "受付状況" not in says(town, "さっきのどうなりましたか", KENTA)
    hands_in(town)
    assert FIRST in says(town, "さっきのどうなりましたか")


@pytest.mark.parametrize("words", ["その後どうなりましたか", "その後いかがですか", "あれからどう？"])
def test_what_came_of_it_is_asked_of_the_voice_unless_something_else_was_spoken_of(town, words):
    assert "受付状況" not in says(town, words, KENTA)
    hands_in(town)
    assert FIRST in says(town, words)
    says(town, "NPO法人数の目標は？")
    assert FIRST not in says(town, words)
