"""The values of a city file, each read with its key for the complaint."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TypeVar

Table = Mapping[str, object]
_Read = TypeVar("_Read")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class BadCityFile(ValueError):
    """The city file cannot be used; the message is one sentence that names the key and what is wanted there."""


def section(source: Table, name: str, keys: frozenset[str]) -> Table:
    """What stands under ``[name]``; empty when it is left out."""
    found = source.get(name, {})
    if not isinstance(found, Mapping):
        raise BadCityFile(f"{name} は [{name}] という見出しの下に、キーと値で書いてください。")
    only_known(found, f"{name}.", keys)
    return found


def rows(source: Table, name: str, keys: frozenset[str] | None = None) -> list[tuple[Table, str]]:
    """The tables of a list ``[[name]]``, each with its place for a complaint ("door[2]", counted from 1).

    ``keys`` None: whoever reads the rows knows them.
    """
    found = source.get(name, [])
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise BadCityFile(f"{name} は [[{name}]] という見出しの下に、キーと値で書いてください。")
    placed = [(row, f"{name}[{number}]") for number, row in enumerate(found, start=1)]
    if keys is not None:
        for row, at in placed:
            only_known(row, f"{at}.", keys)
    return placed


def only_known(table: Table, prefix: str, known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise BadCityFile(f"{prefix}{key} というキーはありません：使えるのは {'、'.join(sorted(known))} です。")


def needs(row: Table, at: str, *keys: str) -> None:
    for key in keys:
        if key not in row:
            raise BadCityFile(f"{at}.{key} がありません：{at} には {' と '.join(keys)} を書いてください。")


def optional(table: Table, key: str, at: str, read_value: Callable[[object, str], _Read]) -> _Read | None:
    """What ``read_value`` makes of the value of a key; None when it is left out."""
    return read_value(table[key], f"{at}.{key}") if key in table else None


def line(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise BadCityFile(f'{key} は、空でない1行の文字を " で囲んで書いてください。')
    return value.strip()


def line_or_empty(value: object, key: str) -> str:
    """A line, or an empty text, as somebody leaves it who does not fill it in."""
    return "" if isinstance(value, str) and not value.strip() else line(value, key)


def lines_of_text(value: object, key: str) -> str:
    """A text that may go over several lines; empty ones are left out."""
    if not isinstance(value, str) or not value.strip():
        raise BadCityFile(f'{key} は、空でない文字を " で囲んで書いてください。')
    return "\n".join(line(one, key) for one in value.splitlines() if one.strip())


def line_within(most: int) -> Callable[[object, str], str]:
    """Reads a line of at most so many characters."""

    def read(value: object, key: str) -> str:
        found = line(value, key)
        if len(found) > most:
            raise BadCityFile(f"{key} の「{found}」は、{most}字以内で書いてください。")
        return found

    return read


def lines(value: object, key: str) -> tuple[str, ...]:
    """One or more."""
    if not isinstance(value, list) or not value:
        raise BadCityFile(f'{key} は、1つ以上の文字を ["…", "…"] の形で書いてください。')
    return tuple(line(one, key) for one in value)


def lines_or_none(value: object, key: str) -> tuple[str, ...]:
    """As many as the city likes, ``[]`` too."""
    return () if value == [] else lines(value, key)


def phone(value: object, key: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[+0-9][0-9()-]{1,18}[0-9]", value):
        raise BadCityFile(f'{key} は、電話番号を "0000-00-0000" のように半角の数字と - で書いてください。')
    return value


def mail_address(value: object, key: str) -> str:
    """An address for mail, in the signs that mail servers take."""
    if not isinstance(value, str) or not re.fullmatch(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}", value.strip()):
        raise BadCityFile(f'{key} は、メールアドレスを "koho@example.jp" のように、@ もすべて半角で書いてください。')
    return value.strip()


def page(value: object, key: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https://[!-~]{1,990}", value):
        raise BadCityFile(f"{key} は、https:// で始まるページのアドレスを書いてください。")
    return value


def one_of(*words: str) -> Callable[[object, str], str]:
    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise BadCityFile(f"{key} は {' か '.join(filter(None, words))} にしてください。")
        return value

    return read


def switch(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise BadCityFile(f"{key} は、true か false で書いてください。")
    return value


def at_least(least: int) -> Callable[[object, str], int]:
    """Reads a whole number."""

    def read(value: object, key: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise BadCityFile(f"{key} は、{least}以上の整数で書いてください。")
        return value

    return read


def day(value: object, key: str) -> date | None:
    """A day; None for an empty text."""
    found = _day(value)
    if found is None and value != "":
        raise BadCityFile(f'{key} は、"2026-12-18" の形で書いてください。')
    return found


def days(value: object, key: str) -> tuple[date, ...]:
    written = value if isinstance(value, list) else [None]
    found = tuple(one for one in map(_day, written) if one is not None)
    if len(found) < len(written):
        raise BadCityFile(f"{key} は、[2026-08-14, 2026-08-15] のような日付の並びで書いてください。")
    return found


def _day(value: object) -> date | None:
    """As TOML writes days, with or without quotation marks."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def time_of_day(value: object, key: str) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value).rjust(5, "0"))
    except ValueError as error:
        raise BadCityFile(f'{key} は、"20:00" の形で書いてください。') from error
