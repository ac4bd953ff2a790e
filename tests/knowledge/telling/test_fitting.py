"""No reply is longer than 600 characters, whatever a document holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.telling.fitting import MAX_CHARS, fitted

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


@pytest.mark.parametrize("rows", [1_000, 1_234, 12_000])
def test_a_list_of_more_than_a_thousand_fits_and_is_counted_right(rows: int):
    items = [f"・指標その{nth}：目標10件→実績9件" for nth in range(rows)]
    began = time.process_time()
    lines = fitted("\n".join([f"届かなかった指標は、次の{rows}です。", *items, SOURCE])).split("\n")
    assert time.process_time() - began < 0.5
    shown = sum(line.startswith("・指標") for line in lines)
    assert shown > 15
    assert f"・ほか{rows - shown}件" in lines
    assert sum(map(len, lines)) + len(lines) - 1 <= MAX_CHARS


def test_of_many_documents_some_are_named_and_the_others_counted():
    sources = [
        f"出典：{year}年度 主要施策の成果説明書（{'・'.join(['施策1-1-1'] * 20)}）" for year in range(1990, 2025)
    ]
    text = fitted("\n".join(["貸出冊数の推移です。", *(f"・{year}年度：9冊" for year in range(1990, 2025)), *sources]))
    assert len(text) <= MAX_CHARS
    assert "・1990年度：9冊" in text
    assert text.split("\n")[-1].startswith("出典：ほか")


LINES = st.tuples(st.sampled_from(["・", "出典：", "", "「"]), st.integers(0, 400)).map(
    lambda one: one[0] + "あ" * one[1]
)


@given(st.lists(LINES, max_size=60))
def test_whatever_is_told_fits_and_keeps_a_source(lines: list[str]):
    text = fitted("\n".join([*lines, SOURCE]))
    assert len(text) <= MAX_CHARS
    assert any(line.startswith("出典") for line in text.split("\n"))


@pytest.mark.parametrize("sentence", ["「市民とともに進めます。", "「区切りのない長い文が続いていて"])
def test_a_long_statement_ends_with_a_sentence_and_says_that_it_goes_on(sentence: str):
    text = fitted("\n".join(["理由：" + sentence * 60 + "」", SOURCE]))
    assert len(text) <= MAX_CHARS
    assert "続きは資料にあります" in text
    assert text.endswith(SOURCE)


def test_of_many_places_some_are_named():
    places = "・".join(f"とても長い名前の推進事業費その{nth}" for nth in range(60))
    text = fitted(f"60の事業があります。\n出典：令和6年度 実施計画兼予算要求書（検証）（{places}）")
    assert len(text) <= MAX_CHARS
    assert text.endswith("ほか）")


def test_of_what_is_cut_off_a_list_nothing_is_left():
    rows = [
        f"・{nth}番目の{'長い名前の' * 10}指標は、実績{nth}人でした。\n※{nth}番目の数字の読み取りは確かではありません。"
        for nth in range(9)
    ]
    text = fitted("\n".join(["一覧です。", *rows, "出典：成果説明書（施策1-1-1）"]))
    assert text.count("番目の長い") == text.count("番目の数字")
    assert "ほか" in text


def test_what_stands_below_an_item_is_left_out_with_it():
    items = [line for nth in range(40) for line in (f"・指標その{nth}：目標10件→実績8件", f"割合は、{nth}%です。")]
    lines = fitted("\n".join([*items, SOURCE])).split("\n")
    more = next(at for at, line in enumerate(lines) if line.startswith("・ほか"))
    assert lines[more + 1] == SOURCE
