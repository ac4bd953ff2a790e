"""After a refusal a few words still mean what was asked of, and after two projects both."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from town_with_a_project import project, town_with_a_project

from knowledge.answer import answer
from knowledge.evaluate import converse

HUT = "旧郵便局を直した「まなび亭」を駅前に開きました。"


def test_a_name_in_quotation_marks_is_a_thing_though_none_of_its_words_is():
    town = town_of_one_sheet([HUT], ["まなび亭の利用者数"], unit="人")
    assert "320人" in converse(town, ["まなび亭、何人使ってる？"]).text


def test_what_was_asked_of_and_not_told_is_meant_by_the_next_words():
    town = town_of_one_sheet([HUT], ["まなび亭の利用者数"], unit="人")
    assert "320人" in converse(town, ["まなび亭の電気代はいくら？", "何人使ってるの？"]).text


def test_that_something_is_not_told_comes_instead_of_asking_back_of_what():
    town = town_of_one_sheet([HUT], ["まなび亭の利用者数"], unit="人")
    assert "まなび亭" in converse(town, ["まなび亭の電気代はいくら？", "誰が作ったの？"]).text


def test_what_no_document_has_is_not_gone_on_from():
    town = town_of_one_sheet([HUT], ["まなび亭の利用者数"], unit="人")
    assert "320人" not in converse(town, ["ロープウェイの電気代はいくら？", "何人使ってるの？"]).text


def test_a_part_of_a_name_is_not_what_was_asked_of():
    town = town_of_one_sheet(
        ["メダカの放流をしました。"], ["放流の回数"], reason="放流の回数については、メダカが減ったためです。"
    )
    assert "減ったため" not in converse(town, ["メダカ水槽の貸出は？", "理由は？"]).text
    assert "減ったため" in converse(town, ["メダカの貸出は？", "理由は？"]).text


def test_a_target_is_none_of_another_number_than_the_one_that_was_not_told():
    town = town_of_one_sheet([HUT], ["まなび亭の利用者数"], unit="人")
    assert "300人" not in converse(town, ["まなび亭は何坪あるの？", "目標は？"]).text


def test_a_word_of_the_sheet_leaves_it_spoken_of():
    town = town_with_a_project("暑さ対策事業費", "小学校と中学校に冷房を設けます。", {"冷房を設けた教室数": "室"})
    assert "400万円" in converse(town, ["冷房を設けた教室数は？", "うちの学校はいつ？", "いくら使った？"]).text


def test_a_price_is_told_of_what_was_spoken_of():
    town = town_with_a_project(
        "渡し船運航事業費", "対岸へ渡し船「かもづる」を出します。運賃は1回200円です。", {"運航日数": "日"}
    )
    assert "200円" in converse(town, ["運航日数は？", "料金は？"]).text
    assert "200円" in converse(town, ["かもづるは1回いくら？"]).text


@pytest.mark.parametrize("then", ["事業費は？", "それぞれの予算は？"])
def test_after_two_projects_their_money_is_told_of_both(then):
    other = project("苗木配布事業費", "苗木を配ります。", {"配布本数": "本"}, thousand_yen=7000)
    town = town_with_a_project("星空案内事業費", "星空を案内します。", {"案内回数": "回"}, more=[other])
    told = converse(town, ["星空案内事業と苗木配布事業について教えて", then]).text
    assert "400万円" in told
    assert "700万円" in told


def test_what_is_done_is_no_word_whose_meaning_is_asked():
    town = town_of_one_sheet(["近隣の町と消防の訓練で協力しました。"])
    assert "してるこ」" not in answer(town, "近くの町と協力してることは", None).text


def test_parts_of_a_name_in_two_lines_are_not_that_name():
    town = town_of_one_sheet(
        ["水道料金審議会を開きました。"],
        ["水道の給水件数"],
        reason="給水件数については、電気料金が上がったためです。",
    )
    assert "電気料金" not in converse(town, ["水道料金は何割上がる？", "なんで？"]).text
