"""The telephone numbers of the hall: whose is asked for, and when it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.city import City, Door
from handlers.key_words import KeyWord, bare, key_word

# 110 and 119 answer day and night.
_LONGEST_EMERGENCY_NUMBER = 3
# Of one sign a word of a door stands in too many others.
_SHORTEST_NAME = 2


def key_word_in(text: str, city: City) -> KeyWord | None:
    """The key word that a text is: also where it asks for the number of a section or door of this city by its name."""
    return key_word(text) or ("電話" if asked_for(text, city) else None)


def asked_for(text: str, city: City) -> str | None:
    """The number that is asked for with the name of a section, or a word of a door, as it is told; None for the hall's own."""
    said = bare(text)
    found = [(name, told) for name, told in _own(city) if name in said and _is_called(name, said)]
    return max(found, key=lambda one: len(one[0]), default=(None, None))[1]  # the section before a door that names it


def of_door(door: Door, city: City) -> str:
    """Section, number and hours."""
    number = door.phone or city.phone
    return f"{door.section}{f' {number}' if number else ''}{_told_hours(number, door.hours, city)}"


def _own(city: City) -> Iterator[tuple[str, str]]:
    """What has a number of its own, by the names in the form of ``bare``, with how it is told."""
    for one in city.desk.departments:
        if one.phone:
            yield bare(one.name), f"{one.name} {one.phone}{_told_hours(one.phone, one.hours, city)}"
    for door in city.doors:
        if door.phone:
            for name in (door.section, *door.words):
                if len(bare(name)) >= _SHORTEST_NAME:
                    yield bare(name), of_door(door, city)


def _is_called(name: str, said: str) -> bool:
    """Whether a text would ask for the telephone, had it a window in the place of the name."""
    return key_word(said.replace(name, "窓口", 1)) == "電話"


def _told_hours(number: str | None, own: str | None, city: City) -> str:
    """When a number is answered, in brackets: as its row says, else as the list of urgent numbers does, else like the hall."""
    if own:
        return f"（{own}）"
    if number and len(number) <= _LONGEST_EMERGENCY_NUMBER:
        return ""
    if number and (line := next((line for line in city.voice.urgent_phones if number in line), None)):
        return "".join(re.findall(rf"{re.escape(number)}(（[^（）]+）)", line))
    return f"（{city.hours}）" if city.hours else ""
