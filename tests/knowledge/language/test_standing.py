"""What stands beside a word is found at every place where the word stands."""

from __future__ import annotations

import re

from knowledge.language.spellings import Written
from knowledge.language.standing import any_is_followed, is_followed, places

_NUMBER = re.compile(r"は?\d")


def test_every_place_of_a_word_is_looked_at():
    assert list(places("市民", "市民と市民の会")) == [(0, 2), (3, 5)]
    assert is_followed("市民", "市民の会に市民12人", _NUMBER)
    assert not is_followed("市民", "市民の会に12人の市民", _NUMBER)


def test_one_of_several_words_is_enough():
    assert any_is_followed(("学生", "市民"), "市民は3人", _NUMBER)
    assert not any_is_followed(("学生", "生徒"), "市民は3人", _NUMBER)


def test_what_is_written_in_kana_and_kanji_stands_in_one_text_and_not_across_two():
    written = Written(["子育て広場を開く", "子どもの遊び場"])
    assert "子育て広場" in written
    assert "開く" in written
    assert "を開く子ども" not in written
    assert "子育て広場の遊び場" not in written
