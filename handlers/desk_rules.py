"""What a city sets for its staff desk, read from ``city.toml``: sections, categories, how 決裁 is given, who signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from casework.ends import End
from casework.phrases import Phrase, Use
from casework.states import State

KEYS = {
    "desk": frozenset({"approval", "mayor", "desk_name", "public_page", "open_data"}),
    "category": frozenset({"name", "settles", "telling", "words", "leaning"}),
    "department": frozenset({"name", "phone", "mail"}),
    "phrase": frozenset({"title", "text", "end", "use", "categories", "states"}),
}
Approval = Literal["outside", "console"]
_MOST_PHRASE_CHARS = 2000


class BadDeskRule(ValueError):
    """A value cannot be used; the message names its key and what is wanted."""


@dataclass(frozen=True)
class Department:
    """A section of the hall. ``phone`` and ``mail`` None: not told."""

    name: str
    phone: str | None = None
    mail: str | None = None


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


def read(desk: Mapping[str, object], lists: Mapping[str, Sequence[Mapping[str, object]]]) -> DeskRules:
    """The rules of a city; ``lists`` are the rows of [[category]], [[department]] and [[phrase]]. Raises BadDeskRule."""
    approval = desk.get("approval", "outside")
    if approval not in ("outside", "console"):
        raise BadDeskRule("desk.approval は outside か console にしてください。")
    categories = _names(lists["category"], "category")
    departments = _names(lists["department"], "department")
    return DeskRules(
        approval="console" if approval == "console" else "outside",
        mayor=_text(desk, "mayor", "desk") or DeskRules.mayor,
        desk_name=_text(desk, "desk_name", "desk") or DeskRules.desk_name,
        categories=categories,
        category_words=tuple(_words(row, name) for name, row in zip(categories, lists["category"], strict=True)),
        departments=tuple(
            Department(name, _text(row, "phone", f"department[{at}]"), _text(row, "mail", f"department[{at}]"))
            for at, (name, row) in enumerate(zip(departments, lists["department"], strict=True), 1)
        ),
        public_page=_switch(desk, "public_page"),
        open_data=_switch(desk, "open_data"),
        phrases=tuple(_phrase(row, at) for at, row in enumerate(lists["phrase"], 1)),
    )


def _names(rows: Sequence[Mapping[str, object]], table: str) -> tuple[str, ...]:
    found: list[str] = []
    for at, row in enumerate(rows, 1):
        name = _text(row, "name", f"{table}[{at}]")
        if name is None:
            raise BadDeskRule(f"{table}[{at}].name がありません。")
        if name in found:
            raise BadDeskRule(f"{table}[{at}].name「{name}」は、もう書かれています。")
        found.append(name)
    return tuple(found)


def _switch(desk: Mapping[str, object], key: str) -> bool:
    value = desk.get(key, False)
    if not isinstance(value, bool):
        raise BadDeskRule(f"desk.{key} は true か false にしてください。")
    return value


def _phrase(row: Mapping[str, object], at: int) -> Phrase:
    where = f"phrase[{at}]"
    title, text = _text(row, "title", where), row.get("text")
    if title is None or not isinstance(text, str) or not text.strip() or len(text) > _MOST_PHRASE_CHARS:
        raise BadDeskRule(f"{where} には、title（見出し）と text（{_MOST_PHRASE_CHARS}字以内の文）を書いてください。")
    end, use = row.get("end", ""), row.get("use", "answer")
    if end != "" and end not in End.__members__:
        raise BadDeskRule(f"{where}.end は、{'・'.join(End.__members__)} のどれかにしてください。")
    if use not in get_args(Use):
        raise BadDeskRule(f"{where}.use は、{'・'.join(get_args(Use))} のどれかにしてください。")
    states = _several(row, "states", where)
    if not set(states) <= set(State.__members__):
        raise BadDeskRule(f"{where}.states は、{'・'.join(State.__members__)} から選んでください。")
    return Phrase(
        f"city-{at}", title, str(end), text.strip(), cast("Use", use), _several(row, "categories", where), states
    )


def _several(row: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise BadDeskRule(f'{where}.{key} は、["言葉", "言葉"] の形で書いてください。')
    return tuple(value)


def _words(row: Mapping[str, object], name: str) -> Mapping[str, object]:
    kinds = KEYS["category"] & row.keys() - {"name"}
    for kind in sorted(kinds):
        words = row[kind]
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise BadDeskRule(f'category「{name}」の {kind} は、["言葉", "言葉"] の形で書いてください。')
    return {"name": name, **{kind: row[kind] for kind in kinds}}


def _text(row: Mapping[str, object], key: str, at: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > 60:
        raise BadDeskRule(f'{at}.{key} は、60字以内の1行の文字を " で囲んで書いてください。')
    return value.strip()
