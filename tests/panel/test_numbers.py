"""The numbers by which monitors name themselves."""

import pytest

from panel.numbers import number_of, read_number


def test_a_number_is_read_as_it_is_made_whatever_the_width():
    number = number_of("00ff" * 8)
    assert len(number) == len("M-4821-0937")
    for typed in (number, number.lower(), number.replace("-", ""), number.translate({0x2D: "ー"}), f" {number[2:]} "):
        assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "M-123-4567", "K-2026-0001-7", "2026-0001", "M-4821-09370", "佐藤"])
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None


def test_full_width_is_read_too():
    assert read_number("Ｍ－４８２１－０９３７") == "M-4821-0937"
