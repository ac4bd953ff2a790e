"""Personal data as one city looks for it: its own telephone numbers are no secret, its name and districts are no people."""

from __future__ import annotations

from casework.personal_data import Find, find_personal_data
from casework.publication import Doubtful, doubtful
from handlers.city import City


def personal_data_in(text: str, city: City) -> tuple[Find, ...]:
    """All personal data in a text, wherever it was typed: in the talk, on the form, at the desk."""
    return find_personal_data(text, city.own_numbers, places_of(city))


def doubtful_in(text: str, city: City) -> tuple[Doubtful, ...]:
    """What in a copy for publication staff have to decide on."""
    return doubtful(text, city.own_numbers, places_of(city))


def places_of(city: City) -> frozenset[str]:
    """The names of the city and its districts, as people say where they are (「上山です」)."""
    return names_of(city) | {district.name.removesuffix("地区") for district in city.panel.districts}


def names_of(city: City) -> frozenset[str]:
    """The city's name as it is written and as it is said."""
    return frozenset({city.name, city.name.removesuffix("市").removesuffix("町").removesuffix("村")})
