"""The plate of buttons under the chat."""

from __future__ import annotations

from handlers.key_words import key_word
from handlers.rich_menu import CELLS, HEIGHT_PX, WIDTH_PX, as_line_wants_it, bounds


def test_every_button_sends_a_word_that_can_be_typed_as_well():
    assert [key_word(cell.word) for cell in CELLS] == [cell.word for cell in CELLS]


def test_the_buttons_cover_the_picture_and_nothing_twice():
    places = [bounds(number) for number in range(len(CELLS))]
    assert sum(place["width"] * place["height"] for place in places) == WIDTH_PX * HEIGHT_PX
    assert max(place["x"] + place["width"] for place in places) == WIDTH_PX
    assert max(place["y"] + place["height"] for place in places) == HEIGHT_PX
    assert len({(place["x"], place["y"]) for place in places}) == len(CELLS)


def test_it_is_open_for_who_comes_to_the_chat():
    assert as_line_wants_it()["selected"]
