"""All that is particular to one city, read from ``city.toml``: no name, number or section of a city stands in code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeVar

from casework.danger import danger_of_city
from casework.detectors import BadDetector, Detector
from casework.keeping import HOLD_MINUTES, YEARS, Retention, Rules
from casework.working_days import OpenDays
from handlers import desk_rules, panel_rules
from handlers.desk_rules import DeskRules
from handlers.panel_rules import PanelRules

# As long as a button under a message can be without being cut on a small phone.
MAX_EXAMPLE_CHARS = 14

_Read = TypeVar("_Read")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class BadCityFile(ValueError):
    """The city file cannot be used; the message is one sentence that names the key and what is wanted there."""


@dataclass(frozen=True)
class Door:
    """Where the hall answers what the bot cannot: the section behind a word.

    The first of ``words`` names the matter in the reply, all of them are looked for in a question. ``phone`` None: the
    hall's own number; ``page`` None: there is none.
    """

    words: tuple[str, ...]
    section: str
    phone: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Word:
    """A word of the residents (``say``) and what the documents call it (``means``); ``why`` is for staff."""

    say: str
    means: str
    why: str | None = None


@dataclass(frozen=True)
class VoiceDesk:
    """How a city takes 市民の声 in.

    ``lane`` "form": opinions are not taken in the talk, it only opens the form. ``desk`` is who reads them. ``urgent_phones``
    are said in acute danger, one line each, after 119 and 110. ``asks``: what of "age_band" and "district" is asked for after
    the receipt; nothing, unless the city sets it.
    """

    lane: Literal["talk", "form"] = "talk"
    desk: str = "広報の担当"
    working_days: int = 10
    per_day: int = 3
    rules: Rules = Rules()
    calendar: OpenDays = OpenDays()
    danger: tuple[Detector, ...] = ()
    urgent_phones: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class City:
    """One city. ``phone`` and ``hours`` None: messages leave the number or the hours out.

    ``examples`` are questions its documents answer, short enough for a button. ``per_minute`` is how many messages of
    one person are answered in a minute. ``later`` keeps the sections that nothing uses yet, as read. ``public_base_url`` is
    the operator's, not the file's: without it nothing that needs a link is offered.
    """

    name: str
    phone: str | None = None
    hours: str | None = None
    bot_name: str = "声のまど"
    examples: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()
    words: tuple[Word, ...] = ()
    per_minute: int = 240
    panel: PanelRules = PanelRules()
    desk: DeskRules = DeskRules()
    backup_days: int = 30
    voice: VoiceDesk = VoiceDesk()
    public_base_url: str | None = None
    later: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)


# The keys of sections that nothing uses yet; None: any key, until the section has a use and a shape.
_LATER_SECTIONS: Mapping[str, frozenset[str] | None] = {}
_LATER_LISTS: frozenset[str] = frozenset()
_RETENTION = {"voice", "inquiry", "petition", "withdrawal", "backup_days"}
_HERE = {
    *("city", "door", "word", "flood", "voice", "closed", "retention", "danger"),
    *panel_rules.KEYS,
    *desk_rules.KEYS,
}


def read(source: str | Mapping[str, object]) -> City:
    """Read a city from the text of its TOML file, or from what a TOML reader made of it.

    Raises BadCityFile for text that is no TOML, a missing name, a key nobody knows, or a value of the wrong kind.
    """
    if isinstance(source, str):
        try:
            source = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise BadCityFile(f"市の設定ファイルを TOML として読めません（{error}）。") from error
    _only_known(source, "", {*_HERE, *_LATER_SECTIONS, *_LATER_LISTS})
    city = _section(source, "city", {"name", "phone", "hours", "bot_name", "examples"})
    flood = _section(source, "flood", {"per_minute"})
    if "name" not in city:
        raise BadCityFile("city.name がありません：市の名前を文字で書いてください。")
    return City(
        name=_line(city["name"], "city.name"),
        phone=_optional(city, "phone", "city", _phone),
        hours=_optional(city, "hours", "city", _line),
        bot_name=_optional(city, "bot_name", "city", _line) or City.bot_name,
        examples=_optional(city, "examples", "city", _examples) or (),
        doors=tuple(_door(row, at) for row, at in _rows(source, "door")),
        words=tuple(_word(row, at) for row, at in _rows(source, "word")),
        per_minute=_optional(flood, "per_minute", "flood", _positive) or City.per_minute,
        panel=_panel(source),
        desk=_desk(source),
        backup_days=_optional(_section(source, "retention", _RETENTION), "backup_days", "retention", _positive) or 30,
        voice=_voice(source),
        later=_later(source),
    )


def _desk(source: Mapping[str, object]) -> DeskRules:
    lists = {}
    for name in ("category", "department", "phrase"):
        lists[name] = [row for row, _ in _rows(source, name)]
        for row, at in _rows(source, name):
            _only_known(row, f"{at}.", desk_rules.KEYS[name])
    try:
        return desk_rules.read(_section(source, "desk", desk_rules.KEYS["desk"]), lists)
    except desk_rules.BadDeskRule as problem:
        raise BadCityFile(str(problem)) from problem


def _panel(source: Mapping[str, object]) -> PanelRules:
    names = ("quiet_hours", "recruiting", "results")
    sections = {name: _section(source, name, panel_rules.KEYS[name]) if name in source else None for name in names}
    lists = {name: [row for row, _ in _rows(source, name)] for name in ("district", "election", "population", "gender")}
    for name in lists:
        for row, at in _rows(source, name):
            _only_known(row, f"{at}.", panel_rules.KEYS[name])
    try:
        return panel_rules.read(sections, lists)
    except panel_rules.BadRule as problem:
        raise BadCityFile(str(problem)) from problem


def _voice(source: Mapping[str, object]) -> VoiceDesk:
    voice = _section(
        source, "voice", {"lane", "desk", "working_days", "per_day", "hold_minutes", "urgent_phones", "asks"}
    )
    closed = _section(source, "closed", {"days"})
    retention = _section(source, "retention", _RETENTION)
    years = {kind: _optional(retention, kind.value, "retention", _positive) or YEARS[kind] for kind in Retention}
    rules = Rules(
        hold_minutes=_optional(voice, "hold_minutes", "voice", _positive) or HOLD_MINUTES,
        years=MappingProxyType(years),
        erases_later=_optional(retention, "withdrawal", "retention", _one_of("seal", "erase")) == "erase",
    )
    return VoiceDesk(
        lane="form" if _optional(voice, "lane", "voice", _one_of("talk", "form")) == "form" else "talk",
        desk=_optional(voice, "desk", "voice", _line) or VoiceDesk.desk,
        working_days=_optional(voice, "working_days", "voice", _positive) or VoiceDesk.working_days,
        per_day=_optional(voice, "per_day", "voice", _positive) or VoiceDesk.per_day,
        rules=rules,
        calendar=OpenDays(frozenset(_optional(closed, "days", "closed", _days) or ())),
        danger=_dangers(source),
        urgent_phones=_optional(voice, "urgent_phones", "voice", _lines) or (),
        asks=_optional(voice, "asks", "voice", _asks) or frozenset(),
    )


def _dangers(source: Mapping[str, object]) -> tuple[Detector, ...]:
    rows = [row for row, _ in _rows(source, "danger")]
    try:
        return danger_of_city(rows)
    except BadDetector as problem:
        raise BadCityFile(str(problem)) from problem


def _door(row: Mapping[str, object], at: str) -> Door:
    _only_known(row, f"{at}.", {"words", "section", "phone", "page"})
    _needs(row, at, "words", "section")
    return Door(
        words=_lines(row["words"], f"{at}.words"),
        section=_line(row["section"], f"{at}.section"),
        phone=_optional(row, "phone", at, _phone),
        page=_optional(row, "page", at, _page),
    )


def _word(row: Mapping[str, object], at: str) -> Word:
    _only_known(row, f"{at}.", {"say", "means", "why"})
    _needs(row, at, "say", "means")
    return Word(
        say=_line(row["say"], f"{at}.say"),
        means=_line(row["means"], f"{at}.means"),
        why=_optional(row, "why", at, _line),
    )


def _later(source: Mapping[str, object]) -> Mapping[str, object]:
    """The sections without a use yet: their names are checked, so that a slip of the pen shows today and not then."""
    for name, keys in _LATER_SECTIONS.items():
        _section(source, name, keys)
    for name in _LATER_LISTS:
        _rows(source, name)
    kept = {name: value for name, value in source.items() if name in _LATER_SECTIONS or name in _LATER_LISTS}
    return MappingProxyType(kept)


# --- reading one value, with its key for the complaint -----------------------------------------------------------


def _section(source: Mapping[str, object], name: str, keys: set[str] | frozenset[str] | None) -> Mapping[str, object]:
    section = source.get(name, {})
    if not isinstance(section, Mapping):
        raise BadCityFile(f"{name} は [{name}] という見出しの下に、キーと値で書いてください。")
    if keys is not None:
        _only_known(section, f"{name}.", keys)
    return section


def _rows(source: Mapping[str, object], name: str) -> list[tuple[Mapping[str, object], str]]:
    """The tables of a list ``[[name]]``, each with its place for a complaint ("door[2]", counted from 1)."""
    rows = source.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadCityFile(f"{name} は [[{name}]] という見出しの下に、キーと値で書いてください。")
    return [(row, f"{name}[{number}]") for number, row in enumerate(rows, start=1)]


def _only_known(table: Mapping[str, object], prefix: str, known: set[str] | frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise BadCityFile(f"{prefix}{key} というキーはありません：使えるのは {'、'.join(sorted(known))} です。")


def _needs(row: Mapping[str, object], at: str, *keys: str) -> None:
    for key in keys:
        if key not in row:
            raise BadCityFile(f"{at}.{key} がありません：{at} には {' と '.join(keys)} を書いてください。")


def _optional(
    table: Mapping[str, object], key: str, at: str, read_value: Callable[[object, str], _Read]
) -> _Read | None:
    return read_value(table[key], f"{at}.{key}") if key in table else None


def _line(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise BadCityFile(f'{key} は、空でない1行の文字を " で囲んで書いてください。')
    return value.strip()


def _lines(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise BadCityFile(f'{key} は、1つ以上の文字を ["…", "…"] の形で書いてください。')
    return tuple(_line(one, key) for one in value)


def _examples(value: object, key: str) -> tuple[str, ...]:
    examples = _lines(value, key)
    for example in examples:
        if len(example) > MAX_EXAMPLE_CHARS:
            raise BadCityFile(f"{key} の「{example}」は、ボタンに入る{MAX_EXAMPLE_CHARS}字以内で書いてください。")
    return examples


def _phone(value: object, key: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[+0-9][0-9()-]{1,18}[0-9]", value):
        raise BadCityFile(f'{key} は、電話番号を "0000-00-0000" のように半角の数字と - で書いてください。')
    return value


def _page(value: object, key: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https://[!-~]{1,990}", value):
        raise BadCityFile(f"{key} は、https:// で始まるページのアドレスを書いてください。")
    return value


def _one_of(*words: str) -> Callable[[object, str], str]:
    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadCityFile(f"{key} は {' か '.join(words)} にしてください。")
        return value

    return read


def _asks(value: object, key: str) -> frozenset[str]:
    known = ("age_band", "district")
    if not isinstance(value, list) or not all(one in known for one in value):
        raise BadCityFile(
            f'{key} は、["age_band", "district"] のうち、たずねるものだけを並べてください（なければ []）。'
        )
    return frozenset(value)


def _days(value: object, key: str) -> tuple[date, ...]:
    """Days as TOML writes them, with or without quotation marks."""
    found = []
    for one in value if isinstance(value, list) else [None]:
        try:
            found.append(one if type(one) is date else date.fromisoformat(one))  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise BadCityFile(f"{key} は、[2026-08-14, 2026-08-15] のような日付の並びで書いてください。") from None
    return tuple(found)


def _positive(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadCityFile(f"{key} は、1以上の整数で書いてください。")
    return value
