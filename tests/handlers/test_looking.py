"""「計画を見る」 in a chat: by taps, by numbers and by words."""

from __future__ import annotations

import pytest
from bundled_knowledge import bundled_knowledge
from town_chat import NINE, Chat

from handlers import postbacks
from handlers.model import Pressed, Progress, Standing, Told
from handlers.render import render
from knowledge.browsing.cards import Card
from knowledge.browsing.places import PLANS, Place, Way
from knowledge.browsing.shelves import Shelf, look
from simulator.limits import refuse_faulty

KNOWLEDGE = bundled_knowledge()


def chat() -> Chat:
    return Chat(look=lambda place: look(KNOWLEDGE, place))


def taps(place: Place) -> Pressed:
    return Pressed(NINE, data=postbacks.data("look", *place))


def shown(talk: Chat) -> list[str]:
    return [card.title for message in talk.messages for card in message.cards]


def test_the_key_word_and_the_tile_of_the_menu_open_the_plans():
    talk = chat().says("計画を見る")
    assert shown(talk) == ["第8次振興計画", "第7次振興計画"]
    assert talk.text.splitlines()[1:] == ["1 第8次振興計画", "2 第7次振興計画"]
    menu = chat().says("メニュー")
    place = menu.labels.index("計画を見る") + 1
    assert shown(menu.says(str(place))) == ["第8次振興計画", "第7次振興計画"]


def test_one_walks_from_the_plan_to_a_figure_by_numbers_alone():
    talk = chat().says("計画を見る").says("2").says("２")
    assert shown(talk)[0] == "5-1-1 多様な担い手が参画するまちづくりの推進"
    talk = talk.says("1")
    assert "第7次上山市振興計画の市民浸透度" in shown(talk)
    assert any(line.startswith("出典：") for line in talk.text.splitlines())
    talk = talk.says("2")
    assert talk.heard == [("令和5年度のNPO法人数の目標と実績は？", None)]


def test_one_walks_by_taps_and_by_words_to_the_same_shelf():
    tapped = chat().does(taps(("measure", "8次", "6-2-1")))
    typed = chat().says("第8次の施策6-2-1を見る")
    assert tapped.messages == typed.messages
    assert shown(tapped)


def test_the_title_of_a_card_can_be_typed_too():
    talk = chat().says("計画を見る").says("第8次振興計画")
    assert shown(talk) == ["第6章 計画の推進"]


@pytest.mark.parametrize(
    "data",
    ["v1:look:measure:8次:9-9-9", "v1:look", "v1:look:plans:p99", "v0:look:plans", "look", "v1:look:" + "x" * 200],
)
def test_a_made_up_or_outdated_button_does_nothing_and_says_so(data):
    talk = chat().does(Pressed(NINE, data=data))
    assert "古いボタン" in talk.text
    assert shown(talk) == []
    assert talk.progress.topic is None


def test_a_place_typed_that_is_not_there_leads_back_to_the_plans():
    talk = chat().says("第8次の第99章を見る")
    assert "何もありません" in talk.text
    assert shown(talk) == ["第8次振興計画", "第7次振興計画"]
    assert talk.heard == []


def test_looking_around_in_the_middle_of_a_voice_loses_nothing_of_it():
    standing = Standing("voice", "text", (Told("text", "側溝のふたが割れています"),), until=NINE.replace(hour=9))
    talk = chat()
    talk.progress = Progress(standing=standing)
    talk.does(taps(PLANS))
    assert shown(talk)
    assert talk.progress.standing == standing


def test_in_a_group_nobody_is_shown_around():
    talk = chat().says_in_group("計画を見る")
    assert shown(talk) == []
    assert "メンション" in talk.text


def everything() -> list[Place]:
    waiting, seen = [PLANS], []
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.append(place)
            shelf = look(KNOWLEDGE, place)
            all_ways = [*(way for card in shelf.cards for way in card.ways), *shelf.onwards]
            waiting += [way.place for way in all_ways if way.place]
    return seen


@pytest.mark.parametrize("place", everything(), ids=":".join)
def test_line_takes_every_shelf(place):
    rendered = render(chat().does(taps(place)).messages)
    refuse_faulty("reply", {"replyToken": "t", "messages": rendered})
    assert [part["type"] for part in rendered] == ["text", "flex"]
    assert len(rendered[0]["text"]) <= 600


def test_a_shelf_of_long_names_stays_within_what_line_takes():
    long = "とても長い名前の施策" * 40
    ways = tuple(Way(long, long, ("measure", "8次", f"1-1-{nth}")) for nth in range(3))
    shelf = Shelf(long, tuple(Card(long, (long,) * 5, ways) for _ in range(10)), onwards=ways)
    rendered = render(Chat(look=lambda _place: shelf).does(taps(PLANS)).messages)
    refuse_faulty("reply", {"replyToken": "t", "messages": rendered})


def test_where_no_plan_is_in_it_is_said_so():
    assert "まだ入っていません" in Chat().says("計画を見る").text
