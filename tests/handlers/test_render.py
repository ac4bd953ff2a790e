"""Whatever the bot says, LINE takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import cards
from handlers.model import Button, Message
from handlers.render import AGAIN, again, render
from knowledge.reply import Bars

NPO = Bars(
    "NPO法人数",
    "令和5年度・市政戦略課",
    "目標",
    "18団体",
    Decimal(18),
    "実績",
    "17団体",
    Decimal(17),
    "目標に届きませんでした（1団体下回る）",
)


def components(part: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a card."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from components(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from components(inner)


def texts(card: dict[str, Any]) -> list[str]:
    return [part["text"] for part in components(card["contents"]) if part.get("type") == "text"]


def fills(card: dict[str, Any]) -> list[str]:
    """The widths of the bars that are drawn."""
    return [part["width"] for part in components(card["contents"]) if "width" in part]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check(rendered: list[dict[str, Any]]) -> None:
    """LINE's limits, counted in another way than the code under test counts."""
    assert len(rendered) <= 5
    json.dumps(rendered, ensure_ascii=False).encode()  # a lone surrogate cannot be written
    for place, message in enumerate(rendered):
        if message["type"] == "text":
            assert message["text"].strip()
            assert units(message["text"]) <= 5000
            assert not [sign for sign in message["text"] if sign < " " and sign != "\n"]
        else:
            check_card(message)
        if "quickReply" in message:
            assert place == len(rendered) - 1
            check_buttons(message["quickReply"]["items"])


def check_card(message: dict[str, Any]) -> None:
    assert message["type"] == "flex"
    assert message["altText"].strip()
    assert units(message["altText"]) <= 1500
    contents = message["contents"]
    if contents["type"] == "carousel":
        assert 1 <= len(contents["contents"]) <= 12
        assert len(json.dumps(contents)) <= 50_000
        assert len({bubble["size"] for bubble in contents["contents"]}) == 1
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    for bubble in bubbles:
        assert bubble["type"] == "bubble"
        assert len(json.dumps(bubble)) <= 30_000
    for part in components(contents):
        if part.get("type") == "text":
            assert part["text"].strip()
            assert part["scaling"] is True
            assert part["wrap"] is True
        if "width" in part:
            assert 1 <= int(part["width"].removesuffix("%")) <= 100


def check_buttons(items: list[dict[str, Any]]) -> None:
    assert 1 <= len(items) <= 13
    for item in items:
        assert item["type"] == "action"
        assert item["action"]["type"] == "message"
        assert item["action"]["label"].strip()
        assert item["action"]["text"].strip()
        # Code points are at least as many as the signs a reader sees.
        assert units(item["action"]["label"]) <= 20 * 16
        assert units(item["action"]["text"]) <= 300 * 16


# --- texts and buttons -------------------------------------------------------------------------------------------


def test_a_text_stays_as_it_is():
    assert render([Message("一行目\n二行目")]) == [{"type": "text", "text": "一行目\n二行目"}]


def test_buttons_stand_under_the_last_message_and_type_their_words():
    first = Message("あいさつ", (Button("使い方", "使い方"),))
    rendered = render([first, Message("メニュー", (Button("電話番号", "電話"), Button("使い方", "使い方")))])
    assert "quickReply" not in rendered[0]
    assert [item["action"] for item in rendered[1]["quickReply"]["items"]] == [
        {"type": "message", "label": "使い方", "text": "使い方"},
        {"type": "message", "label": "電話番号", "text": "電話"},
    ]


def test_buttons_stand_under_the_card_when_the_card_comes_last():
    rendered = render([Message("17団体でした。", (Button("理由は？", "理由は？"),), (NPO,))])
    assert [message["type"] for message in rendered] == ["text", "flex"]
    assert "quickReply" not in rendered[0]
    assert "quickReply" in rendered[1]


@pytest.mark.parametrize("nothing", ["", " \n　", "\x00", "\ud800", "\u200b\u200f"])
def test_what_nobody_could_see_is_not_sent(nothing: str):
    assert render([Message(nothing, (Button("使い方", "使い方"),))]) == []


def test_what_no_telephone_can_show_is_taken_out():
    assert render([Message("あ\x00い\ud83dう\x1bえ\r\nお\u200d")])[0]["text"] == "あいうえ\nお\u200d"


def test_a_text_is_cut_between_signs_and_says_so():
    family = "👨‍👩‍👧‍👦"
    text = render([Message("あ" * 4_990 + family)])[0]["text"]
    assert text == "あ" * 4_990 + "…"


def test_a_text_is_cut_at_the_end_of_a_line_where_one_is_near():
    text = render([Message("あ" * 4_800 + "\n" + "い" * 400)])[0]["text"]
    assert text == "あ" * 4_800 + "\n…"


def test_emoji_count_as_two():
    text = render([Message("😀" * 3_000)])[0]["text"]
    assert text == "😀" * 2_499 + "…"


def test_a_label_is_cut_by_what_a_reader_counts():
    flags = "🇯🇵" * 20
    rendered = render([Message("旗", (Button(flags, "旗"), Button("あ" * 21, "長い"), Button("は\u3099" * 20, "ば")))])
    labels = [item["action"]["label"] for item in rendered[0]["quickReply"]["items"]]
    assert labels == [flags, "あ" * 19 + "…", "は\u3099" * 20]


def test_a_button_without_a_name_shows_its_words_and_one_without_words_is_none():
    rendered = render([Message("旗", (Button("", "理由は？"), Button("空", "")))])
    assert [item["action"]["label"] for item in rendered[0]["quickReply"]["items"]] == ["理由は？"]


def test_no_more_than_thirteen_buttons():
    rendered = render([Message("数", tuple(Button(str(number), str(number)) for number in range(20)))])
    assert len(rendered[0]["quickReply"]["items"]) == 13


def test_of_too_many_messages_the_cards_go_and_the_last_texts_become_one():
    rendered = render([Message(f"{number}番", (), (NPO,)) for number in range(7)])
    assert [message["type"] for message in rendered] == ["text"] * 5
    assert rendered[4]["text"] == "4番\n\n5番\n\n6番"


def test_only_as_many_cards_go_as_must():
    rendered = render([Message(f"{number}番", (), (NPO,)) for number in range(3)])
    assert [message["type"] for message in rendered] == ["text", "flex", "text", "flex", "text"]


# --- cards -------------------------------------------------------------------------------------------------------


def card(*bars: Bars) -> dict[str, Any]:
    rendered = render([Message("文", (), bars)])
    check(rendered)
    return rendered[-1]


def figures(target: Decimal | None, result: Decimal | None, *, said: tuple[str, str] = ("目", "実")) -> Bars:
    return Bars("指標", "令和5年度", "目標", said[0], target, "実績", said[1], result, None)


def test_the_card_says_in_words_all_that_it_draws():
    drawn = card(NPO)
    assert texts(drawn) == [
        "NPO法人数", "令和5年度・市政戦略課", "目標", "18団体", "実績", "17団体", "目標に届きませんでした（1団体下回る）",
    ]  # fmt: skip
    assert fills(drawn) == ["100%", "94%"]


def test_who_cannot_see_the_card_hears_all_of_it():
    said = "NPO法人数、令和5年度・市政戦略課、目標 18団体、実績 17団体、目標に届きませんでした（1団体下回る）"
    assert card(NPO)["altText"] == said


def test_several_indicators_stand_side_by_side():
    drawn = card(NPO, NPO, NPO)
    assert drawn["contents"]["type"] == "carousel"
    assert len(drawn["contents"]["contents"]) == 3
    assert drawn["altText"].count("NPO法人数") == 3


@pytest.mark.parametrize("dash", ["", "－", "―", "-", "ー", " "])
def test_a_gap_is_said_in_words_and_has_no_bar(dash: str):
    drawn = card(figures(None, Decimal(17), said=(dash, "17団体")))
    assert "記載なし" in texts(drawn)
    assert "目標 記載なし" in drawn["altText"]
    assert fills(drawn) == ["100%"]


@pytest.mark.parametrize(
    ("target", "result", "percents"),
    [
        (18, 17, (100, 94)),
        (17, 18, (94, 100)),
        (0, 5, (0, 100)),
        (0, 0, (0, 0)),
        (None, 5, (None, 100)),
        (None, None, (None, None)),
        ("0.5", "0.25", (100, 50)),
        (1, 10_000_000, (1, 100)),
        ("1E-999999", "1E+999999", (1, 100)),
        (-3, 5, (None, None)),
        ("NaN", 5, (None, None)),
        ("sNaN", "Infinity", (None, None)),
    ],
)
def test_bars_are_as_long_as_the_figures_allow(target, result, percents):
    numbers = [None if number is None else Decimal(number) for number in (target, result)]
    assert cards.widths(*numbers) == percents
    assert fills(card(figures(*numbers))) == [f"{percent}%" for percent in percents if percent]


def test_a_verdict_is_never_told_by_colour_alone():
    colours_with = {part.get("backgroundColor") for part in components(card(NPO))}
    colours_without = {part.get("backgroundColor") for part in components(card(figures(Decimal(1), Decimal(2))))}
    assert colours_with == colours_without
    assert NPO.verdict in texts(card(NPO))


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        (cards.INK, cards.PAPER, 4.5),
        (cards.PALE_INK, cards.PAPER, 4.5),
        (cards.TARGET_COLOUR, cards.GROOVE, 4.5),
        (cards.RESULT_COLOUR, cards.GROOVE, 4.5),
    ],
)
def test_weak_eyes_can_read_the_card(ink: str, ground: str, least: float):
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_longest_cards_there_can_be_still_fit():
    long = "字" * 9_000
    bars = Bars(long, long, long, long, Decimal(1), long, long, Decimal(2), long)
    check(render([Message("文", (), (bars,))]))
    check(render([Message("文", (), (bars,) * 40)]))


# --- said again --------------------------------------------------------------------------------------------------


def test_what_is_said_again_says_so_once_and_has_no_buttons():
    rendered = render([Message("17団体でした。", (Button("理由は？", "理由は？"),), (NPO,)), Message("どうぞ。")])
    before = deepcopy(rendered)
    marked = again(rendered)
    assert [message.get("text") for message in marked] == ["（再掲）17団体でした。", None, "どうぞ。"]
    assert not [message for message in marked if "quickReply" in message]
    assert again(marked) == marked
    assert rendered == before


def test_a_card_alone_says_so_where_it_is_read_aloud():
    marked = again(render([Message("", (), (NPO,))]))
    assert marked[0]["altText"].startswith(AGAIN)
    assert again(marked) == marked


def test_nothing_said_again_is_nothing():
    assert again([]) == []


# --- anything ----------------------------------------------------------------------------------------------------

any_text = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["", "😀" * 5_000, "あ" * 6_000, "か\u3099" * 3_000, "a" + "\u0301" * 6_000, "🇯🇵" * 2_000, "\n" * 6_000, "\ud800"]
)
any_number = st.none() | st.decimals() | st.sampled_from([Decimal("1E+999999"), Decimal("-1E-999999")])
any_bars = st.builds(
    Bars, any_text, any_text, any_text, any_text, any_number, any_text, any_text, any_number, st.none() | any_text
)
any_message = st.builds(
    Message,
    any_text,
    st.lists(st.builds(Button, any_text, any_text), max_size=15).map(tuple),
    st.lists(any_bars, max_size=14).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(any_message, max_size=8))
def test_nothing_the_bot_could_say_breaks_a_limit(messages):
    rendered = render(messages)
    check(rendered)
    marked = again(rendered)
    check(marked)
    assert again(marked) == marked
