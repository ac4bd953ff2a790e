"""A wish or a complaint is told nothing that only has one of its words; what is close stands beside the refusal."""

from __future__ import annotations

import pytest
from bundled_knowledge import bundled_knowledge
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import cites, converse

KNOWLEDGE = bundled_knowledge()


@pytest.mark.parametrize(
    "said",
    [
        "家を建てたい",
        "生活保護を受けたい",
        "市長に会いたい",
        "介護に疲れた",
        "働く所がない",
        "議員を減らせ",
        "市報が読みにくい",
    ],
)
def test_who_asks_nothing_is_not_answered_with_a_source(said):
    reply = converse(KNOWLEDGE, [said])
    assert reply.tells_nothing
    assert not reply.sources or "お答えではないかもしれません" in reply.text


@pytest.mark.parametrize(
    "asked", ["移住の件数が知りたい", "協力隊に応募したいけど、どの課？", "届かなかったものはない？"]
)
def test_who_says_what_he_wants_to_know_is_answered(asked):
    assert converse(KNOWLEDGE, [asked]).tells


@pytest.mark.parametrize("asked", ["日本語教室はある？", "リフォームの補助金", "パスポートの申請", "補助金もらえる？"])
def test_what_the_documents_do_not_have_is_no_statement_with_half_of_its_words(asked):
    assert converse(KNOWLEDGE, [asked]).tells_nothing


@pytest.mark.parametrize(
    "said",
    ["うさぎを飼い始めた", "夜道がこわいです", "赤ちゃんができました", "体育館を借りたい"],
)
def test_who_only_tells_how_it_is_with_them_is_shown_no_statement_as_an_answer(said):
    told = ["体育館の床を張り替えました。うさぎを追い払い、夜道を照らす灯りを置きました。"]
    town = town_of_one_sheet([*told, "本を24時間借りられる電子図書館を始めました。", "赤ちゃんに絵本を贈りました。"])
    reply = answer(town, said, None)
    assert reply.tells_nothing
    assert not reply.sources or "お答えではないかもしれません" in reply.text


@pytest.mark.parametrize(
    "said", ["水道の水が濁っている", "水道代が高い", "防災スピーカーが聞こえない", "水道の通り道に柵をつけてほしい"]
)
def test_a_complaint_is_not_told_what_only_shares_its_nouns(said):
    reply = answer(town_of_one_sheet(["水道と防災スピーカーの点検を行い、水の通り道を直しました。"]), said, None)
    assert reply.tells_nothing


@pytest.mark.parametrize(
    "asked",
    [
        "渡し船の便数をお聞きしたいです",
        "渡し船の便数の数字がほしい",
        "渡し船の便数を答えてほしい",
        "渡し船の便数の目標と実績を比べてほしい",
    ],
)
def test_who_wants_to_hear_a_number_is_told_it(asked):
    assert "320便" in answer(town_of_one_sheet(counted=["渡し船の便数"], unit="便"), asked, None).text


@pytest.mark.parametrize("asked", ["保育所に空きはありますか", "体育館の空き状況は？"])
def test_whether_there_are_places_left_is_no_matter_of_the_documents(asked):
    town = town_of_one_sheet(["保育所と体育館の屋根を直しました。"])
    reply = answer(town, asked, None)
    assert reply.tells_nothing
    assert "空き状況" in reply.text


def test_when_a_calamity_will_come_is_not_told_by_the_day_of_its_drill():
    town = town_of_one_sheet(["津波避難訓練を毎年11月に行いました。"])
    assert "11月" not in answer(town, "津波はいつ来るの？", None).text
    assert "11月" in answer(town, "津波避難訓練はいつ？", None).text


def test_when_a_calamity_came_is_told_where_it_is_written():
    town = town_of_one_sheet(["令和4年8月に豪雨が起こり、川の護岸を直しました。"])
    assert "8月" in answer(town, "豪雨はいつ起こりましたか", None).text


def test_how_soon_something_comes_is_not_told_by_what_was_built_against_it():
    town = town_of_one_sheet(["津波避難タワーを2基建てました。"])
    assert not cites(answer(town, "津波はどれくらいで来るの？", None).text)


def test_where_a_refuge_is_is_not_told_by_the_rooms_that_are_cooled_first():
    town = town_of_one_sheet(["体育館への空調の取付けは、避難所となる8校を先に行いました。"])
    for asked in ("大雨のときはどこへ逃げればいい", "大雨のときはどこへ逃げるの", "大雨のときはどこに避難したらいい"):
        assert not cites(answer(town, asked, None).text)


def test_one_kind_of_where_one_eats_is_none_of_another():
    town = town_of_one_sheet(counted=["「ひだまりカフェ」の開催回数"])
    assert answer(town, "ラーメン屋", None).tells_nothing
