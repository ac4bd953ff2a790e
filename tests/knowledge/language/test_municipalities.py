"""A town is called by its name without the kind of place it is, whichever kind that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.language.municipalities import kind_of, short_name


@pytest.mark.parametrize(
    ("city", "short", "kind"),
    [
        ("入江市", "入江", "市"),
        ("入江町", "入江", "町"),
        ("入江村", "入江", "村"),
        ("大市", "大", "市"),
        ("市", "市", "市"),
        ("入江", "入江", "市"),
    ],
)
def test_a_place_is_called_by_its_name_and_its_kind(city: str, short: str, kind: str):
    assert short_name(city) == short
    assert kind_of(city) == kind


def test_a_reply_of_a_small_town_speaks_of_no_city(knowledge: Knowledge):
    town = replace(knowledge, city="入江町")
    assert "町全体の予算の合計" in answer(town, "町の予算の合計は？", None).text
