"""A word typed alone is told by what has that word, or is called by what it means; else the documents do not tell of it."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer
from knowledge.evaluate import cites

_SENTENCES = (
    "地域の資源を生かした催しを開き、感染症の対策を取りながら会場を広げました。",
    "議会の会議で紙をやめました。",
    "公用車を3台入れ替えました。",
)


@pytest.mark.parametrize(
    "word", ["分別", "分別は？", "マスク", "議員", "車いす", "直す", "書き直す", "印鑑", "子ども食堂"]
)
def test_what_only_stands_for_a_word_elsewhere_does_not_tell_it(word: str):
    told = answer(town_of_one_sheet(_SENTENCES), word, None)
    assert not cites(told.text)
    assert "資料では分かりませんでした" in told.text


@pytest.mark.parametrize(
    ("word", "told"), [("議会", "紙をやめ"), ("公用車は？", "3台"), ("会場について", "広げました")]
)
def test_what_has_the_word_itself_tells_it(word: str, told: str):
    assert told in answer(town_of_one_sheet(_SENTENCES), word, None).text


def test_what_is_called_by_the_meaning_of_an_everyday_word_tells_it():
    assert "320" in answer(town_that_counts("市債の残高の件数"), "借金", None).text


def test_in_a_question_an_everyday_word_stands_for_the_official_one():
    town = town_of_one_sheet(["びんと缶の再資源化を進め、集める所を5か所に増やしました。"])
    assert "5か所" in answer(town, "分別の集める所は何か所になった？", None).text
