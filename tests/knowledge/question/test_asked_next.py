"""A few words after an answer: how they begin, and what a price is."""

from __future__ import annotations

import pytest

from knowledge.question.asked_next import asks_what_is_paid, without_lead


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("じゃあどこでやるの?", "どこでやるの?"),
        ("で、いつ?", "いつ?"),
        ("それっていくら?", "いくら?"),
        ("ちなみに、参加者は?", "参加者は?"),
        ("できるの?", "できるの?"),
        ("あとつぎは?", "あとつぎは?"),
        ("ならの人は?", "ならの人は?"),
    ],
)
def test_what_goes_on_from_before_is_no_beginning_of_a_word(text: str, rest: str):
    assert without_lead(text) == rest


@pytest.mark.parametrize(
    "text", ["いくら?", "いくらかかる?", "費用はいくらかかりますか", "いくらもらえる?", "何円補助する?"]
)
def test_a_price_is_what_is_paid_for_a_thing(text: str):
    assert asks_what_is_paid(text)


@pytest.mark.parametrize(
    "text", ["いくらかかった?", "予算はいくら?", "いくら使った?", "いくら余った?", "コストはいくら?", "何人?"]
)
def test_what_the_city_spends_is_no_price(text: str):
    assert not asks_what_is_paid(text)
