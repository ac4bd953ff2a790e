"""No reply is longer than 600 characters, whatever a document holds."""

from __future__ import annotations

import pytest

from knowledge.fitting import MAX_CHARS, fitted

SOURCE = "出典：令和6年度 主要施策の成果説明書（施策1-1-1）"


def test_a_short_answer_stays_as_it_is():
    assert fitted(f"17団体でした。\n{SOURCE}") == f"17団体でした。\n{SOURCE}"


def test_a_long_list_says_how_many_it_leaves_out():
    items = [f"・指標その{nth}：目標10件→実績9件" for nth in range(200)]
    text = fitted("\n".join(["届かなかった指標は、次の200です。", *items, SOURCE]))
    lines = text.split("\n")
    shown = sum(line.startswith("・指標") for line in lines)
    assert len(text) <= MAX_CHARS
    assert f"・ほか{200 - shown}件" in lines
    assert lines[-1] == SOURCE


@pytest.mark.parametrize("sentence", ["「市民とともに進めます。", "「区切りのない長い文が続いていて"])
def test_a_long_statement_ends_with_a_sentence_and_says_that_it_goes_on(sentence: str):
    text = fitted("\n".join(["理由：" + sentence * 60 + "」", SOURCE]))
    assert len(text) <= MAX_CHARS + 1
    assert "続きは資料にあります" in text
    assert text.endswith(SOURCE)


def test_of_many_places_some_are_named():
    places = "・".join(f"とても長い名前の推進事業費その{nth}" for nth in range(60))
    text = fitted(f"60の事業があります。\n出典：令和6年度 実施計画兼予算要求書（検証）（{places}）")
    assert len(text) <= MAX_CHARS
    assert text.endswith("ほか）")
