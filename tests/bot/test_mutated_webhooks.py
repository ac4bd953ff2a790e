"""Webhooks and buttons as nobody sends them: answered, kept or refused, and nothing happens that was not meant."""

from __future__ import annotations

import json
import random

import pytest
from mutations import mutated, mutated_text, seeds, within
from office import HANA, Office
from panel_town import PanelTown, person
from sqlalchemy import func, select

from handlers import postbacks
from storage.models import Base

NOTHING_HAPPENED = {
    # What every event leaves behind, whatever it was.
    "events",
    "letters",
    "conversations",
    "residents",
    "pseudonym_keys",
}


@pytest.fixture
def office(opens) -> Office:
    return opens(per_minute=100_000)


def _bodies(office: Office) -> list[bytes]:
    events = [
        office.said(HANA, "@声のまど 側溝のふたが割れています\ud83d\ude00"),
        office.event(HANA, "postback", postback={"data": "v1:survey:7:q1:2", "params": {"date": "2026-11-20"}}),
        office.event(HANA, "follow", follow={"isUnblocked": False}),
        office.event(HANA, "unsend", unsend={"messageId": "message-1"}),
        office.event(HANA, "message", message={"type": "location", "id": "9", "latitude": 38.1, "longitude": 140.2}),
        office.event(
            HANA, "message", message={"type": "image", "id": "8", "imageSet": {"id": "s", "index": 1, "total": 2}}
        ),
    ]
    return [json.dumps({"destination": "U" + "0" * 32, "events": events[at:]}).encode() for at in range(len(events))]


@pytest.mark.parametrize("block", range(4))
def test_no_body_that_carries_a_good_signature_breaks_anything(office, block):
    bodies = _bodies(office)
    words = [b'"type":"postback"', b'"replyToken":', b'"userId":{}', b'"timestamp":99999999999999999999', b"\xe3\x81"]
    statuses = set()
    for seed in seeds(40):
        body = mutated(bodies[seed % len(bodies)], block * 1_000_000 + seed, among=words)
        with within(10):
            statuses.add(office.calls(body).status_code)
            office.works()
    assert statuses <= {200, 400, 413}
    assert [event.problem for event in office.events() if event.state == "dead"] == []
    before = len(office.phone(HANA))
    office.answers(office.said(HANA, "まだ答えますか？"))
    assert len(office.phone(HANA)) > before


HEADERS = ("", "0", "-1", "1e3", "9" * 30, "１２", "\x7f", "x" * 7000, "a,b", '";=', "\xff")


@pytest.mark.parametrize(
    "name", ["X-Line-Signature", "Content-Length", "Content-Type", "Host", "Transfer-Encoding", "Cookie"]
)
def test_no_header_breaks_anything(office, name):
    for value in HEADERS:
        for path in ("/callback", "/form/x", "/healthz", "/metrics", "/voices/"):
            environ = {f"HTTP_{name.upper().replace('-', '_')}": value}
            if name in ("Content-Length", "Content-Type"):
                environ = {name.upper().replace("-", "_"): value}
            with within(5):
                answer = office.web.post(path, data=b"{}", environ_overrides=environ)
            assert answer.status_code < 500, (path, value)


def _counts(office: Office) -> dict[str, int]:
    with office.database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name not in NOTHING_HAPPENED
        }


@pytest.fixture
def town(opens) -> PanelTown:
    return PanelTown.opened(opens, per_minute=100_000)


def _all_data(office: Office) -> set[str]:
    """The data of every button anybody was ever shown."""
    found: set[str] = set()

    def look(part: object) -> None:
        if isinstance(part, dict):
            found.update({part["data"]} if part.get("type") == "postback" else ())
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(list(office.line.bubbles.values()))
    return found


def _is_another_answer(data: str, known: set[str]) -> bool:
    """A button of the same question, which a telephone may show as well: no made-up one."""
    read = postbacks.read(data)
    return read is not None and any(
        read[1][:-1] == other[1][:-1] for one in known if (other := postbacks.read(one)) and other[0] == read[0]
    )


def test_a_made_up_button_does_nothing_wherever_somebody_stands(town):
    office = town.office
    asked, outsider, writing, joining = (person(number) for number in range(1, 5))
    town.joins(asked)
    town.sends()
    town.presses(asked, "はじめる")
    town.says(writing, "市民の声", "公園のベンチを直してほしいです")
    town.says(joining, "モニター", "同意して応募する")
    known = _all_data(office)
    assert len(known) > 3
    before = _counts(office)
    chance = random.Random(7)
    tried = 0
    parts = ("0", "-1", str(2**70), "q9", "あ", "")
    for seed in seeds(50):
        sound = chance.choice(sorted(known))
        data = mutated_text(sound, seed, among=[":", "survey", "-1", str(2**70), "q1", "v1:", *known])[:300]
        if seed % 3 == 0:
            data = postbacks.data("survey", *chance.choices(parts, k=chance.randrange(6)))
        if data in known or _is_another_answer(data, known):
            continue
        for who in (asked, outsider, writing, joining):
            with within(10):
                town.posts(who, data)
            tried += 1
    assert tried > 150
    assert [event.problem for event in office.events() if event.state == "dead"] == []
    assert _counts(office) == before


def test_anothers_button_does_nothing_for_whoever_was_not_asked(town):
    asked, outsider = person(1), person(2)
    town.joins(asked)
    town.sends()
    town.presses(asked, "はじめる")
    before = _counts(town.office)
    for data in sorted(_all_data(town.office)):
        if data.startswith("v1:survey"):
            town.posts(outsider, data)
    assert _counts(town.office) == before
