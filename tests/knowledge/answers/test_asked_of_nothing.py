"""A number of what is only done (「補助は何件？」), where nothing is named: which of several things is meant is asked back."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("mountain", "登録した人は"),
        ("mountain", "参加者は何人？"),
        ("mountain", "補助は何件？"),
        ("mountain", "補助金はいくら？"),
        ("snowfield", "助成金いくら"),
        ("port", "参加者は何人？"),
    ],
)
def test_which_of_several_is_meant_is_asked_back(folder: str, question: str):
    assert converse(town(folder), [question]).outcome == "asked_back"


def test_what_is_named_is_told():
    assert "ジュニアスキー教室の参加者数" in converse(town("mountain"), ["スキー教室の参加者は？"]).text


@pytest.mark.parametrize("asked", ["いつ直してもらえますか？", "いつ決まりますか", "直すのはいつですか"])
@pytest.mark.parametrize("folder", ["snowfield", "mountain", "port"])
def test_a_day_on_which_nothing_named_is_done_is_not_told(folder: str, asked: str):
    assert not converse(town(folder), [asked]).tells
