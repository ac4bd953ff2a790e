"""What a button of the menu says may be written as well, whenever: no question to the documents is made of it."""

from __future__ import annotations

import pytest
from town_chat import TOWN

from handlers.key_words import key_word
from handlers.wording import menu_choices


@pytest.mark.parametrize("choice", menu_choices(TOWN), ids=lambda choice: choice.label)
def test_the_words_of_a_button_do_what_the_button_does(choice):
    assert key_word(choice.label) is not None
    assert key_word(choice.label) == key_word(choice.says)


@pytest.mark.parametrize(
    "said",
    [
        "市民の声を送りたい",
        "しみんのこえ",
        "シミンノコエ",
        "しみんの声",
        "声を届けたい！",
        "市に意見を送る",
        "苦情を言いたい",
        "苦情",
        "ご意見",
        "I want to complain",
    ],
)
def test_whoever_has_something_to_tell_is_led_to_the_voices(said: str):
    assert key_word(said) == "市民の声"


@pytest.mark.parametrize("said", ["職員と話したい", "I want to talk to someone", "Phone number?"])
def test_whoever_wants_to_talk_to_somebody_is_led_to_the_telephone(said: str):
    assert key_word(said) == "電話"


@pytest.mark.parametrize("said", ["市民の声は何件？", "市民の声を送る人は多い？", "意見を聞く取組は？", "opinion box?"])
def test_what_the_city_does_with_opinions_is_asked_of_the_documents(said: str):
    assert key_word(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("市民モニターになりたい", "モニター"),
        ("モニターに応募したい", "モニター"),
        ("モニターをやめたい", "退会"),
        ("応募を取り消したい", "退会"),
    ],
)
def test_who_would_be_a_monitor_or_no_longer_says_so_in_their_own_words(said: str, meant: str):
    assert key_word(said) == meant


@pytest.mark.parametrize("said", ["市民モニターの人数は？", "モニターに応募した人は何人？"])
def test_what_the_papers_tell_of_monitors_is_asked_of_the_documents(said: str):
    assert key_word(said) is None
