"""What a city asks after the receipt comes in one order, and nothing it does not ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.city import City, Intake
from handlers.flows.age_and_district import next_asked
from handlers.panel_rules import District, PanelRules

TOWN = City(name="見本市", panel=PanelRules(districts=(District("西郷", "西郷"),)))


@pytest.mark.parametrize(
    ("asks", "in_order"),
    [
        ({"district", "age_band"}, ["age_band", "district"]),
        ({"district"}, ["district"]),
        ({"age_band"}, ["age_band"]),
        (set(), []),
    ],
)
def test_the_age_is_asked_before_the_district_and_each_once(asks, in_order):
    city = replace(TOWN, voice=Intake(asks=frozenset(asks)))
    asked, what = [], next_asked(city)
    while what is not None:
        asked.append(what)
        what = next_asked(city, what)
    assert asked == in_order


def test_a_city_without_districts_asks_for_none():
    city = City(name="見本市", voice=Intake(asks=frozenset({"age_band", "district"})))
    assert next_asked(city, "age_band") is None
