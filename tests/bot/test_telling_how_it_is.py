"""Whoever was asked how it is now may tell more than yes or no: it goes to the city under the same number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from office import HANA, Office
from sqlalchemy import select
from test_going_on_with_a_voice import says
from test_voices import FIRST, answered, case, hands_in, jobs

from storage import cases
from storage.models import Case

WORSE = "側溝の金具が浮いて、通るたびに音がします"


@pytest.fixture
def asked(opens, tmp_path) -> Office:
    """The city answered, and asks four weeks later how it is."""
    town = opens(media_folder=tmp_path / "media", per_minute=200)
    hands_in(town)
    answered(town)
    town.clock.at = (town.clock.at + timedelta(days=28)).replace(hour=3)
    assert jobs(town).ask_after() == 1
    town.works()
    return town


def words_of_all(office: Office) -> list[str]:
    with office.database.reading() as session:
        ids = session.execute(select(Case.id).order_by(Case.id)).scalars().all()
        voices = cases.voices_of(session, ids, office.seal)
        return [voice.text for id_ in ids for voice in voices[id_]]


def test_what_is_written_after_not_yet_goes_to_the_city_with_the_number(asked):
    told = says(asked, "まだ困っている")
    assert "今どのように困っているかを、続けて書いていただくと、市に送ることができます" in told
    assert f"{FIRST} の、市からのお返事についてのことでしょうか" in says(asked, WORSE)
    says(asked, "このお返事について送る")
    assert "受け付けました" in says(asked, "送る")
    last = words_of_all(asked)[-1]
    assert FIRST in last
    assert WORSE in last


def test_who_answers_in_words_of_their_own_is_offered_what_was_asked(asked):
    offered = says(asked, "側溝のあたりは、あいかわらず暗いです")
    assert "その後いかがですか" in offered
    assert "担当の職員に伝えました" in says(asked, "まだ困っている")
    assert case(asked).still_open


def test_who_said_that_all_is_well_is_asked_no_more(asked):
    says(asked, "よくなった")
    assert FIRST not in says(asked, WORSE)


def test_what_is_said_weeks_later_is_another_matter(asked):
    says(asked, "まだ困っている")
    asked.clock.passes(days=20)
    assert FIRST not in says(asked, WORSE)


def test_who_wants_to_answer_again_is_led_on(asked):
    says(asked, "よくなった")
    asked.answers(asked.event(HANA, "postback", postback={"data": f"v1:case:after:{FIRST}:still"}))
    told = asked.phone(HANA)[-1]
    assert "もうお答えいただいています" in told
    assert "「市民の声」でお知らせください" in told
