"""Questions in kana: a word of the documents is one only where nothing of the sentence is torn to make it."""

from __future__ import annotations

import pytest

from knowledge import kana
from knowledge.answer import answer
from knowledge.understanding import Knowledge

READINGS = {
    "しみんかいぎ": "市民会議",
    "はいく": "俳句",
    "ちょうない": "町内",
    "ちょうないかい": "町内会",
    "かいどう": "街道",
    "かいぎ": "会議",
}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("しみんかいぎはいくつあるの", "市民会議はいくつあるの"),
        ("npoはいくつあるの", "npoはいくつあるの"),
        ("かいぎはいくらかかったの", "会議はいくらかかったの"),
        ("はいくのかいぎはどこ", "俳句の会議はどこ"),
        ("ちょうないかいどうしで", "町内会どうしで"),
        ("かいどうのかいぎ", "街道の会議"),
    ],
)
def test_a_word_is_not_made_of_a_particle_and_half_of_what_follows(said: str, written: str):
    assert kana.with_kanji(said, READINGS) == written


def test_how_many_there_are_of_a_name_in_latin_letters_is_asked_of_that_name(knowledge: Knowledge):
    assert "実績17団体" in answer(knowledge, "NPOはいくつあるの", None).text
