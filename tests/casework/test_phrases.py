"""Sample answers."""

from __future__ import annotations

from casework.ends import End, says_nothing
from casework.phrases import filled, phrases


def test_every_sample_goes_with_an_end_there_is_and_says_something():
    assert len({phrase.name for phrase in phrases()}) == len(phrases())
    for phrase in phrases():
        assert phrase.end == "" or phrase.end in End.__members__
        assert not says_nothing(phrase.text)


def test_what_nobody_knows_stays_a_slot():
    assert filled("〔課〕で〔すること〕", {"課": "建設課"}) == "建設課で〔すること〕"
