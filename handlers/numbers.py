"""The telephone numbers of the hall: whose is asked for, and when it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.city import City, Door
from handlers.key_words import KeyWord, asks_for_a_number, bare, key_word

# 110 and 119 answer day and night.
_LONGEST_EMERGENCY_NUMBER = 3
# What a door may give as its section where the hall itself is meant.
_THE_HALL = frozenset({"市役所", "役所"})
# Where a name begins: 福祉課 of 健康福祉課 is another section.
_WITHIN_A_NAME = re.compile("[一-龠々]$")
# Of one sign a word of a door stands in too many others.
_SHORTEST_NAME = 2


def key_word_in(text: str, city: City) -> KeyWord | None:
    """The key word that a text is: also where it asks for the number of a section or door of this city by its name."""
    return key_word(text) or ("電話" if asked_for(text, city) else None)


def asked_for(text: str, city: City) -> str | None:
    """The number that is asked for with the name of a section, or a word of a door, as it is told; None for the hall's own."""
    said = bare(text)
    found = [(one.name, one.told) for one in _own(city) if _is_called(one, said, city)]
    return max(found, key=lambda one: len(one[0]), default=(None, None))[1]  # the section before a door that names it


def of_door(door: Door, city: City) -> str:
    """Section, number and hours."""
    number = door.phone or city.phone
    return f"{door.section}{f' {number}' if number else ''}{_told_hours(number, door.hours, city)}"


@dataclass(frozen=True)
class _Own:
    """What has a number of its own: ``name`` in the form of ``bare``, and how the number is ``told``. ``talks``: one may ask to
    talk to it; a word of a door is often a matter (クマ出てる), and only its number is asked for."""

    name: str
    told: str
    talks: bool = False


def _own(city: City) -> Iterator[_Own]:
    for one in city.desk.departments:
        if one.phone:
            told = f"{one.name} {one.phone}{_told_hours(one.phone, one.hours, city)}"
            yield _Own(bare(one.name), told, talks=True)
    for door in city.doors:
        if door.phone:
            for name in map(bare, (door.section, *door.words)):
                if len(name) >= _SHORTEST_NAME and name not in _THE_HALL:
                    yield _Own(name, of_door(door, city))


def _is_called(one: _Own, said: str, city: City) -> bool:
    """Whether a text would ask for the telephone, had it a window in the place of the name."""
    before, found, behind = said.partition(one.name)
    if not found or (_WITHIN_A_NAME.search(before) and not before.endswith((bare(city.name), *_THE_HALL))):
        return False
    asked = f"{before}窓口{behind}"
    return key_word(asked) == "電話" if one.talks else asks_for_a_number(asked)


def _told_hours(number: str | None, own: str | None, city: City) -> str:
    """When a number is answered, in brackets: as its row says, else as the list of urgent numbers does, else like the hall."""
    if own:
        return f"（{own}）"
    if number and len(number) <= _LONGEST_EMERGENCY_NUMBER:
        return ""
    if number and (line := next((line for line in city.voice.urgent_phones if number in line), None)):
        return "".join(re.findall(rf"{re.escape(number)}(（[^（）]+）)", line))
    return f"（{city.hours}）" if city.hours else ""
