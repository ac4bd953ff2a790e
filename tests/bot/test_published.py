"""What was published of voices, as an answer: where the documents do not tell, and as long as it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from bundled_knowledge import bundled_knowledge

from bot.published import Published
from casework.keeping import Rules
from handlers.city import City, Intake
from handlers.proposing import proposer_of
from knowledge.reply import Reply
from storage import cases, own_voices, public_copies, taking_back
from storage.cases import NewVoice, Part
from storage.sealing import Seal

SEAL = Seal("a key that is long enough")
HANA = "a" * 32
ASKED = "駅前の側溝のふたが割れていて危ない。"


@dataclass
class Knowing:
    """A hall whose documents tell of NPOs alone."""

    edition: int = 1
    version: str = "v1"
    doors: tuple = ()
    at: datetime = field(default=datetime(2026, 11, 20, 3, 0, tzinfo=UTC))

    def ask(self, question, topic, today=None):
        return (
            Reply("answered", "18団体\n出典：資料") if "NPO" in question else Reply("unknown", "分かりませんでした。")
        )

    def look(self, place):
        return None


@pytest.fixture(scope="module")
def proposer():
    return proposer_of(bundled_knowledge(), City(name="上山市"))


@pytest.fixture
def hall(database, proposer):
    """What is answered from, after one voice and its answer were published until November 2027."""
    knowing = Knowing()
    published = Published(lambda: knowing, SEAL, lambda: proposer, lambda: knowing.at)
    with database.writing() as session:
        new = NewVoice("line", knowing.at, (Part("text", ASKED),), chat=HANA, may_publish=True)
        receipt = cases.open_case(session, new, Intake(), SEAL, knowing.at).receipt
        case = cases.by_receipt(session, receipt)
        public_copies.write(session, case.id, ASKED, "12月に取りかえます。", "要約", knowing.at, SEAL, by=1)
        public_copies.propose(session, case, knowing.at, SEAL, by=1)
        case = cases.by_receipt(session, receipt)
        days = (date(2026, 11, 20), date(2026, 11, 19), date(2027, 11, 20))
        public_copies.publish(session, case, *days, knowing.at, SEAL, by=2)
    published.follow(database)
    return knowing, published, database, receipt


def test_a_question_like_a_published_voice_gets_its_answer_with_its_day_and_source(hall):
    _, published, _, receipt = hall
    reply = published.present().ask("駅前の側溝のふたはいつ直りますか", None)
    assert reply.outcome == "answered"
    assert "12月に取りかえます。" in reply.text
    assert "2026年11月19日時点" in reply.text
    assert reply.text.splitlines()[-1].startswith("出典：")
    assert receipt in reply.text


def test_what_the_documents_tell_goes_first_and_what_nobody_said_stays_unknown(hall):
    _, published, _, _ = hall
    assert published.present().ask("駅前のNPOの側溝は？", None).text.startswith("18団体")
    assert published.present().ask("保育園の入園の締め切りは？", None).outcome == "unknown"


def test_an_answer_that_is_to_be_looked_at_again_is_not_given_any_more(hall):
    knowing, published, database, _ = hall
    knowing.at += timedelta(days=400)
    published.follow(database)
    assert published.present().ask("駅前の側溝のふたはいつ直りますか", None).outcome == "unknown"


@pytest.mark.parametrize("who", ["staff", "resident", "says_no"])
def test_what_staff_or_the_resident_take_back_is_not_given_any_more(hall, who):
    knowing, published, database, receipt = hall
    later = knowing.at + timedelta(hours=2)
    with database.writing() as session:
        if who == "staff":
            public_copies.withdraw(session, cases.by_receipt(session, receipt).id, "古い", later, SEAL, by=2)
        elif who == "says_no":
            own_voices.answer_publication(session, HANA, receipt, False, SEAL, later)
        else:
            taking_back.withdraw(session, HANA, receipt, Rules(), SEAL, later)
    published.follow(database)
    assert published.present().ask("駅前の側溝のふたはいつ直りますか", None).outcome == "unknown"
