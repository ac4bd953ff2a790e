"""LINE's limits as a table of what is taken and what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.limits import refuse_faulty
from simulator.units import grapheme_clusters, utf16_units
from simulator.wire import Refused

SAY = {"type": "message", "label": "はい", "text": "はい"}


def text(words="あ", **more):
    return {"type": "text", "text": words, **more}


def chips(count, action=SAY):
    return {"quickReply": {"items": [{"type": "action", "action": action}] * count}}


def chip(**action):
    return text(**chips(1, action))


def card(*contents, **more):
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return flex({"type": "bubble", "body": body, **more})


def flex(contents, alt="カード"):
    return {"type": "flex", "altText": alt, "contents": contents}


def words(**more):
    return {"type": "text", "text": "あ", **more}


def bubble(size="mega", letters=0):
    body = {"type": "box", "layout": "vertical", "contents": [words(text="a" * (letters + 1))]}
    return {"type": "bubble", "size": size, "body": body}


def carousel(*bubbles):
    return flex({"type": "carousel", "contents": list(bubbles)})


def baseline(*contents):
    return {"type": "box", "layout": "baseline", "contents": list(contents)}


BUTTON = {"type": "button", "action": SAY}
FAMILY = "👨‍👩‍👧"
TAKEN = {
    "a text of 5000 units": text("あ" * 5000),
    "2500 emoji": text("😀" * 2500),
    "thirteen chips": text(**chips(13)),
    "a label of twenty families": chip(type="message", label=FAMILY * 20, text="はい"),
    "data of 300": chip(type="postback", label="はい", data="d" * 300),
    "a phone link": chip(type="uri", label="電話", uri="tel:0236721111"),
    "a date": chip(type="datetimepicker", label="日", data="d", mode="date", min="2026-01-01", max="2026-12-31"),
    "camera, roll and place": text(
        quickReply={
            "items": [
                {"type": "action", "action": {"type": kind, "label": "送る"}}
                for kind in ("camera", "cameraRoll", "location")
            ]
        }
    ),
    "altText of 1500": flex(bubble(), alt="あ" * 1500),
    "a card with everything": card(
        words(weight="bold", size="xl", wrap=True, color="#27407A", margin="md", scaling=True),
        {"type": "separator", "margin": "lg", "color": "#CCCCCC"},
        {"type": "box", "layout": "vertical", "contents": [], "width": "94%", "height": "8px", "cornerRadius": "4px"},
        {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": [words(flex=2, align="end"), BUTTON]},
        baseline({"type": "icon", "url": "https://example.jp/a.png"}, words()),
        {"type": "text", "contents": [{"type": "span", "text": "あ", "color": "#27407AFF"}]},
        size="giga",
        styles={"body": {"backgroundColor": "#FFFFFF"}},
    ),
    "twelve bubbles": carousel(*[bubble()] * 12),
    "a bubble just small enough": flex(bubble(letters=29_700)),
    "a place": {"type": "location", "title": "庁舎", "address": "一丁目", "latitude": 38.1, "longitude": 140.2},
    "a confirm": {
        "type": "template",
        "altText": "確認",
        "template": {"type": "confirm", "text": "よいですか", "actions": [SAY, SAY]},
    },
}
REFUSED = {
    "an empty text": (text(""), "messages[0].text", "May not be empty"),
    "a missing text": ({"type": "text"}, "messages[0].text", "May not be empty"),
    "a text of 5001": (text("あ" * 5001), "messages[0].text", "Length must be between 0 and 5000"),
    "2501 emoji": (text("😀" * 2501), "messages[0].text", "Length must be between 0 and 5000"),
    "half a surrogate pair": (text("あ\ud83d"), "messages[0].text", "Contains an unpaired surrogate"),
    "an unknown property": (text(colour="red"), "messages[0].colour", "unknown property"),
    "an unknown kind": ({"type": "hologram"}, "messages[0].type", "invalid property"),
    "fourteen chips": (text(**chips(14)), "messages[0].quickReply.items", "Size must be between 1 and 13"),
    "a label of 21": (
        chip(type="message", label="あ" * 21, text="あ"),
        "messages[0].quickReply.items[0].action.label",
        "Length must be between 0 and 20",
    ),
    "data of 301": (
        chip(type="postback", label="はい", data="d" * 301),
        "messages[0].quickReply.items[0].action.data",
        "Length must be between 0 and 300",
    ),
    "a wrong date": (
        chip(type="datetimepicker", label="日", data="d", mode="date", initial="2026/01/01"),
        "messages[0].quickReply.items[0].action.initial",
        "invalid property",
    ),
    "altText of 1501": (
        flex(bubble(), alt="あ" * 1501),
        "messages[0].altText",
        "Length must be between 0 and 1500",
    ),
    "a short colour": (card(words(color="#ABC")), "/body/contents/0/color", "invalid property"),
    "an empty text in a card": (card(words(text="")), "/body/contents/0/text", "May not be empty"),
    "a card's text without text": (card({"type": "text"}), "/body/contents/0/text", "May not be empty"),
    "a script link": (
        card({"type": "button", "action": {"type": "uri", "label": "見る", "uri": "javascript:alert(1)"}}),
        "/body/contents/0/action/uri",
        "invalid uri scheme",
    ),
    "a relative link": (
        card({"type": "button", "action": {"type": "uri", "label": "見る", "uri": "/a"}}),
        "/body/contents/0/action/uri",
        "invalid uri scheme",
    ),
    "a button without label": (
        card({"type": "button", "action": {"type": "message", "text": "はい"}}),
        "/body/contents/0/action/label",
        "May not be empty",
    ),
    "a picture over http": (
        card({"type": "image", "url": "http://example.jp/a.png"}),
        "/body/contents/0/url",
        "invalid uri scheme",
    ),
    "an icon outside a baseline": (
        card({"type": "icon", "url": "https://example.jp/a.png"}),
        "/body/contents/0/type",
        "invalid property",
    ),
    "a button in a baseline": (card(baseline(BUTTON)), "/body/contents/0/contents/0/type", "invalid property"),
    "gravity in a baseline": (
        card(baseline(words(gravity="top"))),
        "/body/contents/0/contents/0/gravity",
        "invalid property",
    ),
    "a word for a size": (card(words(size="huge")), "/body/contents/0/size", "invalid property"),
    "a percent for a text size": (card(words(size="50%")), "/body/contents/0/size", "invalid property"),
    "a thing unknown to cards": (card({"type": "table"}), "/body/contents/0/type", "invalid property"),
    "a property unknown to cards": (card(words(bold=True)), "/body/contents/0/bold", "unknown property"),
    "thirteen bubbles": (carousel(*[bubble()] * 13), "/contents", "Size must be between 1 and 12"),
    "bubbles of two sizes": (
        carousel(bubble("kilo"), bubble("mega")),
        "/contents",
        "all bubbles of a carousel must have the same size",
    ),
    "a confirm with one button": (
        {
            "type": "template",
            "altText": "確認",
            "template": {"type": "confirm", "text": "よいですか", "actions": [SAY]},
        },
        "template/actions",
        "Size must be between 2 and 2",
    ),
}


@pytest.mark.parametrize("message", TAKEN.values(), ids=TAKEN)
def test_line_takes(message):
    refuse_faulty("validate", {"messages": [message]})


@pytest.mark.parametrize(("message", "where", "reason"), REFUSED.values(), ids=REFUSED)
def test_line_refuses(message, where, reason):
    with pytest.raises(Refused) as refused:
        refuse_faulty("validate", {"messages": [message]})
    assert refused.value.status == 400
    assert {"message": reason, "property": where} in refused.value.details


@pytest.mark.parametrize(
    "message",
    [flex(bubble(letters=30_000)), carousel(bubble(letters=26_000), bubble(letters=26_000))],
    ids=["a bubble over 30 KB", "a carousel over 50 KB"],
)
def test_a_card_can_be_too_large(message):
    with pytest.raises(Refused) as refused:
        refuse_faulty("validate", {"messages": [message]})
    assert refused.value.details[0]["message"].startswith("Too large flex message")


@pytest.mark.parametrize("count", [0, 6])
def test_a_request_carries_one_to_five_messages(count):
    refuse_faulty("validate", {"messages": [text()] * 5})
    with pytest.raises(Refused) as refused:
        refuse_faulty("validate", {"messages": [text()] * count})
    assert refused.value.body() == {
        "message": "The request body has 1 error",
        "details": [{"message": "Size must be between 1 and 5", "property": "messages"}],
    }


def test_faults_inside_a_card_name_the_message():
    with pytest.raises(Refused) as refused:
        refuse_faulty("validate", {"messages": [text(), card(words(color="red"))]})
    assert refused.value.message == "A message (messages[1]) in the request body is invalid"


def test_a_body_over_two_megabytes_is_refused(town):
    body = {"messages": [text("a" * 2_000_000)]}
    assert town.call("POST", "/v2/bot/message/validate/reply", body).status_code == 413


def test_a_card_nested_beyond_reason_is_refused(town):
    box = {"type": "box", "layout": "vertical", "contents": []}
    for _ in range(300):
        box = {"type": "box", "layout": "vertical", "contents": [box]}
    body = {"messages": [flex({"type": "bubble", "body": box})]}
    assert town.call("POST", "/v2/bot/message/validate/reply", body).status_code == 400


def test_a_body_that_is_no_json_is_refused_with_its_place(town):
    headers = {"Authorization": "Bearer a token", "Content-Type": "application/json"}
    for body in (b'{"messages":\n [}', b"[1]", b"\xff", b"[" * 100_000):
        answer = town.client.post("/v2/bot/message/push", data=body, headers=headers)
        assert answer.status_code == 400
        assert answer.json["message"].startswith("The request body could not be parsed as JSON (line: ")


@pytest.mark.parametrize(
    ("sign", "clusters", "units"),
    [
        ("か", 1, 1),
        ("か\u3099", 1, 2),
        ("😀", 1, 2),
        (FAMILY, 1, 8),
        ("👍🏽", 1, 4),
        ("🇯🇵🇯🇵", 2, 8),
        ("1️⃣", 1, 3),
        ("\r\n", 1, 2),
    ],
)
def test_a_sign_is_counted_as_a_reader_sees_it(sign, clusters, units):
    assert (grapheme_clusters(sign), utf16_units(sign)) == (clusters, units)


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "contents", "layout", "action", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_anything, st.sampled_from(["text", "flex", "template", "imagemap"]))
def test_whatever_stands_in_a_message_never_breaks_the_platform(inner, kind):
    message = {"type": kind, "altText": "x", "text": inner, "contents": inner, "template": inner, "actions": inner}
    # Each kind has a property here that it does not know, so it must be refused.
    with pytest.raises(Refused) as refused:
        refuse_faulty("validate", {"messages": [message]})
    assert json.dumps(refused.value.body())
