"""What LINE delivers, sound or odd, is kept; nothing odd harms its neighbours."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import HANA, KENTA, Office
from storage_trouble import away

from bot import inbound, webhook
from bot.apart import list_in
from bot.webhook import MAX_BODY_BYTES, NotJson
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
EMPTY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters(codec=None))
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8
)


def mostly(*usual: object) -> st.SearchStrategy:
    return st.sampled_from(usual) | anything


def mapping(**parts: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries({}, optional=parts) | anything


# Shaped like LINE's, with anything at all in any place.
odd_events = st.fixed_dictionaries(
    {},
    optional={
        "type": mostly("message", "postback", "follow", "unfollow", "unsend", "join", "messageEdited"),
        "mode": mostly("active", "standby"),
        "timestamp": mostly(1_763_600_000_000, -1, 10**30),
        "webhookEventId": mostly("01H", ""),
        "replyToken": mostly("token", "0" * 32),
        "source": mapping(userId=mostly(HANA), groupId=mostly("C1"), type=mostly("user")),
        "message": mapping(
            type=mostly("text", "sticker", "image", "news"),
            id=mostly("1"),
            text=mostly("@声のまど 質問", "\ud83d"),
            mention=mapping(
                mentionees=st.lists(mapping(index=mostly(0, 2), length=mostly(1, 5), isSelf=mostly(True)), max_size=3)
            ),
        ),
        "postback": mapping(data=mostly("x"), params=mapping(date=mostly("2026-11-20"))),
        "follow": mapping(isUnblocked=mostly(True)),
        "unsend": mapping(messageId=mostly("1")),
    },
)


@given(odd_events)
def test_reading_an_event_never_fails(event):
    inbound.read(event, NOW)
    inbound.reply_token(event)


@given(st.lists(odd_events | anything, max_size=4))
def test_every_event_of_a_delivery_is_kept_however_odd(events):
    delivered = webhook.read(json.dumps({"events": events}).encode(), SEAL, NOW)
    assert len(delivered) == sum(isinstance(event, dict) for event in events)
    for one in delivered:
        assert 0 < len(one.webhook_event_id) <= 64
        assert (len(one.chat), len(one.kind) <= 40) == (32, True)
        json.loads(SEAL.open(one.body))


@given(st.binary(max_size=200))
def test_what_is_no_webhook_is_refused_in_words(body):
    with pytest.raises(NotJson):
        webhook.read(body, SEAL, NOW)


@given(st.lists(anything, max_size=5), st.booleans())
def test_a_list_taken_apart_has_the_same_elements(elements, pretty):
    body = {"events": 1, 'x"events': [{"events": [2]}], "more": {"events": [3]}} if pretty else {}
    text = json.dumps(body | {"events": elements, "after": ["]"]}, indent=2 if pretty else None)
    assert [json.dumps(json.loads(element)) for element in list_in(text, "events")] == [
        json.dumps(element) for element in elements
    ]


@pytest.mark.parametrize("text", ["", "[]", '{"events": {}}', '{"other": []}', '{"events": [1, 2'])
def test_where_there_is_no_such_list_nothing_is_taken_apart(text):
    with pytest.raises(ValueError, match="events"):
        list_in(text, "events")


# --- over HTTP -------------------------------------------------------------------------------------------------------


def test_lines_own_example_of_a_signature_is_accepted():
    webhook.verify(EMPTY, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", "8c570fa6dd201bb328f1c1eac23a96d8")


def test_a_delivery_without_events_is_acknowledged(office):
    assert office.calls(EMPTY).status_code == 200
    assert office.events() == []


@pytest.mark.parametrize("signature", ["", "wrong", "あ".encode().decode("latin-1"), "=" * 5000])
def test_a_wrong_signature_is_refused_and_nothing_kept(office, signature):
    body = json.dumps({"events": [office.said(HANA, "質問は？")]}).encode()
    assert office.calls(body, **{"X-Line-Signature": signature}).status_code == 400
    assert office.events() == []


def test_a_missing_signature_is_refused(office):
    assert office.web.post("/callback", data=EMPTY).status_code == 400


def test_the_signatures_header_may_be_written_in_small_letters(office):
    right = "x-line-signature"
    given_with = office.calls(EMPTY)
    assert given_with.request.headers["X-Line-Signature"]
    headers = {right: given_with.request.headers["X-Line-Signature"]}
    assert office.web.post("/callback", data=EMPTY, headers=headers).status_code == 200


def test_the_signature_is_of_the_bytes_and_not_of_their_meaning(office):
    signature = office.calls(EMPTY).request.headers["X-Line-Signature"]
    same_meaning = EMPTY.replace(b",", b", ")
    assert office.calls(same_meaning, **{"X-Line-Signature": signature}).status_code == 400


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"[]", b"{}", b"null", b'{"events":{}}', b"\xff\xfe", b'{"events":[', b"[" * 100_000]
)
def test_a_signed_body_that_is_no_webhook_is_refused(office, body):
    assert office.calls(body).status_code == 400


def test_a_body_larger_than_line_ever_sends_is_refused(office):
    assert office.calls(b" " * (MAX_BODY_BYTES + 1)).status_code == 413
    assert office.calls(EMPTY + b" " * (MAX_BODY_BYTES - len(EMPTY))).status_code == 200


def test_events_are_left_to_be_delivered_again_while_the_database_is_away(office):
    said = office.said(HANA, "質問は？")
    with away(office.database):
        assert office.delivers(said).status_code == 503
    assert office.delivers(said).status_code == 200
    assert len(office.events()) == 1


def test_the_worker_is_woken_when_events_are_kept_and_only_then(office):
    office.calls(EMPTY, **{"X-Line-Signature": "wrong"})
    assert office.wakes == 0
    office.delivers(office.said(HANA, "質問は？"))
    assert office.wakes == 1


@pytest.mark.parametrize("token", ["0" * 32, "f" * 32])
def test_nobody_is_answered_when_lines_console_tries_the_address_out(office, token):
    office.answers(office.said("Udeadbeefdeadbeefdeadbeefdeadbeef", "Hello, world", replyToken=token))
    assert office.line.calls == []
    assert [event.state for event in office.events()] == ["done"]


# --- odd events beside sound ones --------------------------------------------------------------------------------------


def _odd(office: Office) -> list[dict]:
    def said(words: object, **more: object) -> dict:
        return office.said(KENTA, "", **more) | {"message": {"type": "text", "id": "1", "text": words}}

    nested: list = []
    for _ in range(600):
        nested = [nested]
    return [
        {},
        {"type": "message"},
        office.event(KENTA, "accountLink", source=None, link={"result": "failed", "nonce": "x"}),
        {key: value for key, value in office.said(KENTA, "idなし").items() if key != "webhookEventId"},
        office.said(KENTA, "x", webhookEventId=12),
        office.said(KENTA, "x", webhookEventId="x" * 65),
        office.said(KENTA, "x", webhookEventId="\0"),
        office.said(KENTA, "x", timestamp="now"),
        office.said(KENTA, "x", timestamp=10**300),
        office.said(KENTA, "x", timestamp=-(10**300)),
        office.said(KENTA, "x", timestamp=1e400),
        office.said(KENTA, "x", timestamp=True),
        office.said(KENTA, "x", source="Hana"),
        office.said(KENTA, "x", source={"type": "user", "userId": ["U"]}),
        office.said(KENTA, "x", source={"type": "room", "roomId": "\ud800\0"}),
        office.said(KENTA, "x", replyToken={"a": 1}),
        office.said(KENTA, "x", type=["message"]),
        office.said(KENTA, "x", type={"a": nested}),
        office.event(KENTA, "x" * 500),
        office.event(KENTA, "\ud800\0"),
        office.event(KENTA, "message", message={"type": nested, "id": 5}),
        office.event(KENTA, "message", message={"type": "news", "id": "\0"}),
        office.event(KENTA, "unsend", unsend="everything"),
        office.event(KENTA, "unsend", unsend={"messageId": None}),
        office.event(KENTA, "postback", postback={"data": 1, "params": {"date": 2}}),
        said(None),
        said("\0"),
        said("\ud83d"),
        said("a\ud83d\0b"),
        said("🙂" * 5000),
        said("質" * 100_000),
        said("%s%n {0} ${x} '; DROP TABLE events; --"),
        said("\u202e\u200b\ufeff"),
    ]


def test_odd_events_are_kept_and_harm_no_neighbour(office):
    odd = _odd(office)
    assert (
        office.delivers(office.said(HANA, "一つ目は？"), *odd, office.said(HANA, "二つ目は？", seconds=1)).status_code
        == 200
    )
    assert len(office.events()) == len(odd) + 2
    office.works()
    assert [event.state for event in office.events()] == ["done"] * (len(odd) + 2)
    assert [said.split("の答え")[0] for said in office.phone(HANA)] == ["一つ目は？", "二つ目は？"]


def test_an_odd_event_delivered_again_is_the_same_event(office):
    odd = [{}, {key: value for key, value in office.said(KENTA, "idなし").items() if key != "webhookEventId"}]
    office.delivers(*odd)
    office.delivers(*odd)
    assert len(office.events()) == 2


@pytest.mark.parametrize("depth", [*range(900, 1000, 7), 2_000, 10_000, 50_000])
def test_an_event_nested_beyond_reason_is_kept_and_harms_no_neighbour(office, depth):
    deep = json.dumps(office.said(KENTA, "x")).replace('"x"', "[" * depth + '"]"' + "]" * depth)
    sound = json.dumps(office.said(HANA, "質問は？"))
    body = f'{{"destination": "U1", "events": [{deep}, {sound}]}}'.encode()
    assert office.calls(body).status_code == 200
    assert office.calls(body).status_code == 200  # delivered again, still the same two
    assert len(office.events()) == 2
    office.works()
    assert len(office.phone(HANA)) == 1
    assert "new" not in {event.state for event in office.events()}


def test_a_number_too_long_to_be_read_is_kept_and_harms_no_neighbour(office):
    long = json.dumps(office.said(KENTA, "x", timestamp=0)).replace('"timestamp": 0', f'"timestamp": {"9" * 5000}')
    body = f'{{"events": [{long}, {json.dumps(office.said(HANA, "質問は？"))}]}}'.encode()
    assert office.calls(body).status_code == 200
    office.works()
    assert (len(office.phone(HANA)), len(office.phone(KENTA))) == (1, 1)


def test_an_event_of_next_year_does_not_make_everything_else_of_that_person_late(office):
    office.answers(office.said(HANA, "一つ目は？", seconds=400 * 86_400))
    office.clock.passes(hours=2)
    office.answers(office.said(HANA, "二つ目は？"))
    office.answers(office.said(HANA, "1", seconds=1))
    assert office.heard == ["一つ目は？", "二つ目は？", "理由は？"]


def test_the_time_of_an_event_is_kept_to_the_millisecond(office):
    at = int(office.clock().timestamp() * 1000) + 123
    office.delivers(office.said(HANA, "質問は？", timestamp=at))
    assert office.events()[0].happened_at == datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at)


def test_what_one_person_does_in_the_same_millisecond_is_taken_in_the_order_of_the_body(office):
    said = [office.said(HANA, words) for words in ("市民の声", "橋を直してください", "送る")]
    for event, name in zip(said, ("Z", "M", "A"), strict=True):  # ids of one millisecond are chance
        event["webhookEventId"] = name
    office.answers(*said, office.said(KENTA, "メニュー"))
    notice, card, receipt = office.phone(HANA)
    assert "お聞きします" in notice
    assert "「橋を直してください」" in card
    assert "受付番号" in receipt
    first, *others = [event.happened_at for event in office.events()]
    assert max(others) - first < timedelta(milliseconds=5)
