"""What a city sets for its staff desk, read from ``city.toml``: sections, categories, how 決裁 is given, who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from casework.ends import End
from casework.phrases import Phrase, Use
from casework.states import State
from handlers.toml_values import (
    BadCityFile,
    Table,
    line_within,
    lines_or_none,
    mail_address,
    needs,
    one_of,
    optional,
    rows,
    section,
    switch,
)

KEYS = {
    "desk": frozenset({"approval", "mayor", "desk_name", "public_page", "open_data"}),
    "category": frozenset({"name", "settles", "telling", "words", "leaning"}),
    "department": frozenset({"name", "phone", "mail", "hours"}),
    "phrase": frozenset({"title", "text", "end", "use", "categories", "states"}),
}
Approval = Literal["outside", "console"]
_MOST_PHRASE_CHARS = 2000
_short_line = line_within(60)


@dataclass(frozen=True)
class Department:
    """A section of the hall. ``phone`` and ``mail`` None: not told; ``hours`` None: those of the hall."""

    name: str
    phone: str | None = None
    mail: str | None = None
    hours: str | None = None


@dataclass(frozen=True)
class DeskRules:
    """``approval`` outside: 決裁 is given in the hall's own system and noted here; console: given here, by a second person.

    ``mayor`` and ``desk_name`` are how answers are signed ("上山市長", "市政戦略課"). ``categories`` are the fields of work
    in the city's order; empty: those of ``casework``. ``category_words`` are the city's own words for them, one mapping
    of "name", "settles", "telling", "words", "leaning" for each row (``casework.categories``). ``phrases`` are the city's own
    sample texts, beside those of ``casework.phrases``. ``public_page``: what is published has a page of our own, besides
    the text for the city's site; ``open_data``: and can be had as CSV.
    """

    approval: Approval = "outside"
    mayor: str = "市長"
    desk_name: str = "広報の担当"
    categories: tuple[str, ...] = ()
    category_words: tuple[Mapping[str, object], ...] = field(default=(), hash=False)
    departments: tuple[Department, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    public_page: bool = False
    open_data: bool = False

    def department(self, name: str | None) -> Department | None:
        """The section of that name."""
        return next((one for one in self.departments if one.name == name), None)


def read(source: Table) -> DeskRules:
    """The rules of a city, from its file as read. Raises BadCityFile."""
    desk = section(source, "desk", KEYS["desk"])
    categories, departments = (_named(source, table) for table in ("category", "department"))
    return DeskRules(
        approval="console"
        if optional(desk, "approval", "desk", one_of(*get_args(Approval))) == "console"
        else "outside",
        mayor=optional(desk, "mayor", "desk", _short_line) or DeskRules.mayor,
        desk_name=optional(desk, "desk_name", "desk", _short_line) or DeskRules.desk_name,
        categories=tuple(categories),
        category_words=tuple(_words(row, at, name) for name, (row, at) in categories.items()),
        departments=tuple(
            Department(
                name,
                optional(row, "phone", at, _short_line),
                optional(row, "mail", at, mail_address),
                optional(row, "hours", at, _short_line),
            )
            for name, (row, at) in departments.items()
        ),
        public_page=optional(desk, "public_page", "desk", switch) or False,
        open_data=optional(desk, "open_data", "desk", switch) or False,
        phrases=tuple(
            _phrase(row, at, number) for number, (row, at) in enumerate(rows(source, "phrase", KEYS["phrase"]), 1)
        ),
    )


def _named(source: Table, table: str) -> dict[str, tuple[Table, str]]:
    """The rows of a list by their names, of which none may stand there twice."""
    found: dict[str, tuple[Table, str]] = {}
    for row, at in rows(source, table, KEYS[table]):
        needs(row, at, "name")
        name = _short_line(row["name"], f"{at}.name")
        if name in found:
            raise BadCityFile(f"{at}.name「{name}」は、もう書かれています。")
        found[name] = row, at
    return found


def _words(row: Table, at: str, name: str) -> Table:
    kinds = sorted(KEYS["category"] & row.keys() - {"name"})
    return {"name": name, **{kind: lines_or_none(row[kind], f"{at}.{kind}") for kind in kinds}}


def _phrase(row: Table, at: str, number: int) -> Phrase:
    needs(row, at, "title", "text")
    text = row["text"]
    if not isinstance(text, str) or not text.strip() or len(text) > _MOST_PHRASE_CHARS:
        raise BadCityFile(f"{at}.text は、{_MOST_PHRASE_CHARS}字以内の文で書いてください。")
    states = optional(row, "states", at, lines_or_none) or ()
    if not set(states) <= set(State.__members__):
        raise BadCityFile(f"{at}.states は、{'・'.join(State.__members__)} から選んでください。")
    return Phrase(
        f"city-{number}",
        _short_line(row["title"], f"{at}.title"),
        optional(row, "end", at, one_of("", *End.__members__)) or "",
        text.strip(),
        cast("Use", optional(row, "use", at, one_of(*get_args(Use))) or "answer"),
        optional(row, "categories", at, lines_or_none) or (),
        states,
    )
