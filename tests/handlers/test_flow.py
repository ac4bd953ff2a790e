"""A conversation as data: how it is gone through, and what would leave a resident standing in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from town_chat import NINE, TOWN, hall

from handlers.flow import A_DAY, END, STOP, Branch, Flow, Scene, Slip, Step, Way, advance, begin, problems, stop
from handlers.model import Effect, Event, Facts, Message, Progress, Said, Sent, Standing, Told, Turn


@dataclass(frozen=True)
class Ordered(Effect):
    what: tuple[str, ...]


def _count(event: Event, scene: Scene):
    if not isinstance(event, Said):
        return None
    if not event.text.isdecimal():
        return Slip(Message("数字で書いてください。"))
    return [Told(scene.at.step, event.text, event.message_id)]


def _says(text: str):
    return lambda _scene: (Message(text),)


def _what(scene: Scene) -> tuple[str, ...]:
    return tuple(told.text for told in scene.at.said)


BAKERY = Flow(
    name="bakery",
    start="kind",
    steps={
        "kind": Step(
            _says("何になさいますか。"),
            (
                Way("パン", Branch(lambda scene: "count" if scene.facts.known else "who", ("count", "who"))),
                Way("ケーキ", "count", also=("甘いもの",), offered=lambda scene: scene.facts.known),
                Way("何もいらない", END),
                Way("やめる", STOP),
            ),
            lists=True,
        ),
        "who": Step(_says("はじめてですか。"), (Way("はい", "count"), Way("いいえ", "count")), lists=True),
        "count": Step(_says("いくつですか。"), takes=_count, then=END, again="いくつかを書いてください。"),
    },
    finish=lambda scene: [Ordered(_what(scene))],
    parting=_says("ありがとうございます。"),
    reminder="注文の途中です。",
)


def _facts(*, known: bool = True, at: Standing | None = None) -> Facts:
    return Facts(NINE, TOWN, hall, Progress(standing=at), known=known)


def _goes_on(turn: Turn, event: Event | str, *, known: bool = True) -> Turn:
    at = turn.progress.standing
    assert at is not None
    event = Said(NINE, text=event, message_id="m1") if isinstance(event, str) else event
    return advance(BAKERY, Scene(at, _facts(known=known, at=at)), event)


def _text(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.messages)


def _labels(turn: Turn) -> list[str]:
    return [button.label for message in turn.messages for button in message.buttons]


def test_a_flow_begins_with_its_first_question_and_the_ways_that_are_open():
    turn = begin(BAKERY, _facts(known=False))
    assert _text(turn) == "何になさいますか。\n1 パン\n2 何もいらない\n3 やめる"
    assert _labels(turn) == ["パン", "何もいらない", "やめる"]
    assert turn.progress.standing == Standing("bakery", "kind", (), NINE + A_DAY)


@pytest.mark.parametrize("word", ["ケーキ", "2", "②", "2番でお願いします", "甘いもの", "ｹｰｷ！"])
def test_a_way_is_taken_by_its_words_or_its_number(word):
    turn = _goes_on(begin(BAKERY, _facts()), word)
    assert turn.progress.standing.step == "count"
    assert turn.progress.standing.said == (Told("kind", "ケーキ", "m1", chosen=True),)


def test_the_end_has_its_effects_and_leaves_nothing_standing():
    turn = _goes_on(_goes_on(begin(BAKERY, _facts()), "パン"), "3")
    assert turn.effects == (Ordered(("パン", "3")),)
    assert turn.progress == Progress()
    assert _text(turn) == "ありがとうございます。"


def test_a_branch_leads_by_what_is_known():
    assert _goes_on(begin(BAKERY, _facts(known=False)), "パン", known=False).progress.standing.step == "who"


def test_a_slip_says_what_is_wanted_and_changes_nothing():
    at_count = _goes_on(begin(BAKERY, _facts()), "パン")
    turn = _goes_on(at_count, "たくさん")
    assert _text(turn) == "数字で書いてください。"
    assert turn.progress.standing.said == at_count.progress.standing.said


@pytest.mark.parametrize("event", [Said(NINE, text="お米"), Sent(NINE, kind="image"), Said(NINE, text="7")])
def test_what_is_no_way_brings_the_ways_again(event):
    turn = _goes_on(begin(BAKERY, _facts()), event)
    assert _text(turn) == "次からお選びください。\n1 パン\n2 ケーキ\n3 何もいらない\n4 やめる"
    assert _labels(turn) == ["パン", "ケーキ", "何もいらない", "やめる"]


def test_who_stops_leaves_with_nothing_kept():
    at = Standing("bakery", "count", (Told("kind", "パン"),), NINE)
    turn = stop(BAKERY, Scene(at, _facts(at=at)))
    assert turn.progress == Progress()
    assert turn.effects == ()


@pytest.mark.parametrize("word", ["やめる", "4"])
def test_leaving_is_the_same_by_button_and_number_as_by_the_key_word(word):
    at = Standing("bakery", "kind", (), NINE)
    turn = _goes_on(begin(BAKERY, _facts()), word)
    assert turn == stop(BAKERY, Scene(at, _facts(at=at)))
    assert _text(turn) == "わかりました。ここまでの話は終わりにします。"


def test_a_step_of_an_older_release_begins_anew():
    at = Standing("bakery", "gone", (), NINE)
    assert _text(advance(BAKERY, Scene(at, _facts(at=at)), Said(NINE, text="1"))).startswith("何になさいますか。")


def test_a_sound_flow_has_no_problems():
    assert problems(BAKERY, Scene(Standing("bakery", "kind"), _facts())) == []


STEP = Step(_says("？"), (Way("はい", END),))


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ({"a": replace(STEP, ways=(Way("はい", "b"),))}, "進む先の「b」がありません"),
        ({"a": STEP, "b": STEP}, "「b」には、どこからも進めません"),
        ({"a": Step(_says("？"), (Way("はい", "a"),))}, "「a」からは、終わりまで進めません"),
        ({"a": Step(_says("？"))}, "答える方法がありません"),
        ({"a": replace(STEP, ways=(Way("あ" * 21, END),))}, "20字を超えています"),
        ({"a": replace(STEP, ways=tuple(Way(f"その{n}です", END) for n in range(14)))}, "13個まで"),
        ({"a": replace(STEP, ways=(Way("はい", END), Way("ハイ", END)))}, "2つの選択肢"),
        ({"a": replace(STEP, ways=(Way("メニュー", END),))}, "ほかの働きをする言葉"),
        ({"a": replace(STEP, ways=(Way("😀", END),))}, "文字で打てない"),
        ({"a": replace(STEP, says=_says("あ" * 5001))}, "5000字まで"),
        ({"a": STEP}, "番号が出ていません"),
        ({"a": STEP}, "何も言わずに終わります"),
        ({"b": STEP}, "始まりの「a」がありません"),
    ],
)
def test_what_would_leave_a_resident_standing_is_found(steps, problem):
    flow = Flow("broken", "a", steps, reminder="途中です。")
    assert any(problem in found for found in problems(flow, Scene(Standing("broken", "a"), _facts())))
