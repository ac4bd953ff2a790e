"""All that is particular to one city, read from ``city.toml``: no name, number or section of a city stands in code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal, get_args

from casework.danger import danger_of_city
from casework.detectors import BadDetector, Detector
from casework.keeping import HOLD_MINUTES, YEARS, Retention, Rules
from casework.plain import plain
from casework.working_days import OpenDays
from handlers import desk_rules, panel_rules
from handlers.desk_rules import DeskRules
from handlers.key_words import is_wordy
from handlers.panel_rules import PanelRules
from handlers.toml_values import (
    BadCityFile,
    Table,
    at_least,
    days,
    line,
    lines,
    needs,
    one_of,
    only_known,
    optional,
    page,
    phone,
    rows,
    section,
)

# What a resident may be asked about themselves after the receipt, in this order.
Asked = Literal["age_band", "district"]
# As long as a button under a message can be without being cut on a small phone.
MAX_EXAMPLE_CHARS = 14


@dataclass(frozen=True)
class Door:
    """Where the hall answers what the bot cannot: the section behind a word.

    The first of ``words`` names the matter in the reply, all of them are looked for in a question. ``alone``: sentences
    that call for the section where they are all that is said (「お金がない」, but not 「市にお金がない理由」). ``phone`` None:
    the hall's own number; ``page`` None: there is none; ``hours`` None: those of the hall.
    """

    words: tuple[str, ...]
    section: str
    phone: str | None = None
    page: str | None = None
    alone: tuple[str, ...] = ()
    hours: str | None = None


@dataclass(frozen=True)
class Word:
    """A word of the residents (``say``) and what the documents call it (``means``); ``why`` is for staff."""

    say: str
    means: str
    why: str | None = None


@dataclass(frozen=True)
class Intake:
    """How a city takes 市民の声 in.

    ``lane`` "form": opinions are not taken in the talk, it only opens the form. ``desk`` is who reads them. ``working_days`` is
    in how many they are answered, ``per_day`` how many of one person a day are cases of their own. ``urgent_phones`` are said
    in acute danger, one line each, after 119 and 110. ``asks``: what is asked for after the receipt; nothing, unless the city
    sets it.
    """

    lane: Literal["talk", "form"] = "talk"
    desk: str = "広報の担当"
    working_days: int = 10
    per_day: int = 3
    rules: Rules = Rules()
    calendar: OpenDays = OpenDays()
    danger: tuple[Detector, ...] = ()
    urgent_phones: tuple[str, ...] = ()
    asks: frozenset[Asked] = frozenset()


@dataclass(frozen=True)
class City:
    """One city. ``phone`` and ``hours`` None: messages leave the number or the hours out. ``line_id`` is the account's LINE ID
    (@…), by which it is added as a friend; None: letters only tell its name.

    ``examples`` are questions its documents answer, short enough for a button. ``per_minute`` is how many messages of
    one person are answered in a minute. ``same`` are rows of words for one and the same thing in voices, the first of which
    names it. ``public_base_url`` is the operator's, not the file's: without it nothing that needs a
    link is offered.
    """

    name: str
    phone: str | None = None
    hours: str | None = None
    bot_name: str = "声のまど"
    line_id: str | None = None
    examples: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()
    words: tuple[Word, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    per_minute: int = 240
    panel: PanelRules = PanelRules()
    desk: DeskRules = DeskRules()
    backup_days: int = 30
    voice: Intake = Intake()
    public_base_url: str | None = None

    @property
    def own_things(self) -> tuple[str, ...]:
        """What residents call things of the town by."""
        return tuple(word.say for word in self.words)

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """The hall's telephone numbers, which are no secret in what residents write."""
        told = (self.phone, *(door.phone for door in self.doors), *(one.phone for one in self.desk.departments))
        return tuple(number for number in told if number)


_OWN_KEYS = {
    "city": frozenset({"name", "phone", "hours", "bot_name", "line_id", "examples"}),
    "door": frozenset({"words", "alone", "section", "phone", "page", "hours"}),
    "word": frozenset({"say", "means", "why"}),
    "same": frozenset({"words"}),
    "flood": frozenset({"per_minute"}),
    "voice": frozenset({"lane", "desk", "working_days", "per_day", "hold_minutes", "urgent_phones", "asks"}),
    "closed": frozenset({"days"}),
    "retention": frozenset({"voice", "inquiry", "petition", "withdrawal", "backup_days"}),
    "danger": frozenset(one.name for one in fields(Detector)),
}
# All that may stand in the file: its tables, each with its keys.
KEYS: Mapping[str, frozenset[str]] = MappingProxyType({**_OWN_KEYS, **panel_rules.KEYS, **desk_rules.KEYS})


def read(source: str | Table) -> City:
    """Read a city from the text of its TOML file, or from what a TOML reader made of it.

    Raises BadCityFile for text that is no TOML, a missing name, a key nobody knows, or a value of the wrong kind.
    """
    if isinstance(source, str):
        try:
            source = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise BadCityFile(f"市の設定ファイルを TOML として読めません（{error}）。") from error
    only_known(source, "", frozenset(KEYS))
    city = _section(source, "city")
    flood, retention = _section(source, "flood"), _section(source, "retention")
    if "name" not in city:
        raise BadCityFile("city.name がありません：市の名前を文字で書いてください。")
    return City(
        name=line(city["name"], "city.name"),
        phone=optional(city, "phone", "city", phone),
        hours=optional(city, "hours", "city", line),
        bot_name=optional(city, "bot_name", "city", line) or City.bot_name,
        line_id=optional(city, "line_id", "city", _line_id),
        examples=optional(city, "examples", "city", _examples) or (),
        doors=tuple(_door(row, at) for row, at in rows(source, "door", KEYS["door"])),
        words=tuple(_word(row, at) for row, at in rows(source, "word", KEYS["word"])),
        same=tuple(_same(row, at) for row, at in rows(source, "same", KEYS["same"])),
        per_minute=optional(flood, "per_minute", "flood", at_least(1)) or City.per_minute,
        panel=panel_rules.read(source),
        desk=desk_rules.read(source),
        backup_days=optional(retention, "backup_days", "retention", at_least(1)) or City.backup_days,
        voice=_voice(source),
    )


def _line_id(value: object, at: str) -> str:
    """A LINE ID: a given one (@000aaaaa) or one that was bought."""
    said = line(value, at)
    if re.fullmatch(r"@[a-z0-9._-]{2,20}", said) is None:
        raise BadCityFile(f'{at} は、LINE公式アカウントのIDを "@000aaaaa" のように @ から半角で書いてください。')
    return said


def _voice(source: Table) -> Intake:
    voice = _section(source, "voice")
    closed = _section(source, "closed")
    retention = _section(source, "retention")
    years = {kind: optional(retention, kind.value, "retention", at_least(1)) or YEARS[kind] for kind in Retention}
    rules = Rules(
        hold_minutes=optional(voice, "hold_minutes", "voice", at_least(1)) or HOLD_MINUTES,
        years=MappingProxyType(years),
        erases_later=optional(retention, "withdrawal", "retention", one_of("seal", "erase")) == "erase",
    )
    return Intake(
        lane="form" if optional(voice, "lane", "voice", one_of("talk", "form")) == "form" else "talk",
        desk=optional(voice, "desk", "voice", line) or Intake.desk,
        working_days=optional(voice, "working_days", "voice", at_least(1)) or Intake.working_days,
        per_day=optional(voice, "per_day", "voice", at_least(1)) or Intake.per_day,
        rules=rules,
        calendar=OpenDays(frozenset(optional(closed, "days", "closed", days) or ())),
        danger=_dangers(source),
        urgent_phones=optional(voice, "urgent_phones", "voice", lines) or (),
        asks=optional(voice, "asks", "voice", _asks) or frozenset(),
    )


def _section(source: Table, name: str) -> Table:
    return section(source, name, KEYS[name])


def _dangers(source: Table) -> tuple[Detector, ...]:
    try:
        return danger_of_city([row for row, _ in rows(source, "danger", KEYS["danger"])])
    except BadDetector as problem:
        raise BadCityFile(str(problem)) from problem


def _door(row: Table, at: str) -> Door:
    needs(row, at, "words", "section")
    return Door(
        words=lines(row["words"], f"{at}.words"),
        section=line(row["section"], f"{at}.section"),
        phone=optional(row, "phone", at, phone),
        page=optional(row, "page", at, page),
        alone=optional(row, "alone", at, lines) or (),
        hours=optional(row, "hours", at, line),
    )


def _word(row: Table, at: str) -> Word:
    needs(row, at, "say", "means")
    return Word(
        say=line(row["say"], f"{at}.say"),
        means=line(row["means"], f"{at}.means"),
        why=optional(row, "why", at, line),
    )


def _same(row: Table, at: str) -> tuple[str, ...]:
    needs(row, at, "words")
    words = lines(row["words"], f"{at}.words")
    if len({plain(word).text for word in words}) < 2:
        raise BadCityFile(f"{at}.words は、同じものを指すちがう言葉を二つ以上並べてください。")
    if wordless := next((word for word in words if not any(map(is_wordy, word))), None):
        raise BadCityFile(f"{at}.words の「{wordless}」には、文字がありません。")
    return words


def _examples(value: object, key: str) -> tuple[str, ...]:
    examples = lines(value, key)
    for example in examples:
        if len(example) > MAX_EXAMPLE_CHARS:
            raise BadCityFile(f"{key} の「{example}」は、ボタンに入る{MAX_EXAMPLE_CHARS}字以内で書いてください。")
    return examples


def _asks(value: object, key: str) -> frozenset[Asked]:
    if not isinstance(value, list) or not all(one in get_args(Asked) for one in value):
        raise BadCityFile(
            f'{key} は、["age_band", "district"] のうち、たずねるものだけを並べてください（なければ []）。'
        )
    return frozenset(value)
