"""A word in kanji that is read like one of the documents' is no slip of it, where nothing else leads there."""

from __future__ import annotations

from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer


def test_a_word_written_in_kanji_is_not_another_of_the_same_sound():
    town = town_of_one_sheet(told=["救急隊の技能の向上のため、合同の研修を行いました。"])
    assert "出典" not in answer(town, "工場できる？", None).text
    assert "出典" in answer(town, "救急隊の技能は向上した？", None).text


def test_beside_what_the_documents_know_it_may_be_a_slip():
    town = town_of_one_sheet(told=["水産業の振興のため、直売の催しを開きました。"])
    assert "直売" in answer(town, "水産業の進行で何をした？", None).text
