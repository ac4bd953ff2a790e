"""What buttons send back."""

from __future__ import annotations

import pytest

from handlers import postbacks


def test_the_parts_of_a_button_come_back_as_they_were():
    assert postbacks.read(postbacks.data("survey", "7", "q1", "2")) == ("survey", ("7", "q1", "2"))


@pytest.mark.parametrize("strange", ["", "action=buy", "v0:survey:7", "v1", "v1:", "v1::x"])
def test_what_is_not_ours_is_nothing(strange):
    assert postbacks.read(strange) is None


@pytest.mark.parametrize("parts", [("survey", "a:b"), ("survey", "あ" * 300)])
def test_what_could_not_be_read_back_is_not_written(parts):
    with pytest.raises(ValueError, match="no data"):
        postbacks.data(*parts)
