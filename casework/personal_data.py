"""Personal data in a text, found before it is stored: where, what kind, how to show it, and what may be done with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from casework.detectors import table
from casework.personal_names import holders_behind, names
from casework.plain import Plain, plain


class Kind(StrEnum):
    """What was found; the names are those of ``koe triage``."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    NAME = "name"
    TWELVE_DIGITS = "twelve_digits"
    BANK_ACCOUNT = "bank_account"
    LICENSE_PLATE = "license_plate"
    BIRTHDATE = "birthdate"


JAPANESE = {
    Kind.PHONE: "電話番号",
    Kind.EMAIL: "メールアドレス",
    Kind.ADDRESS: "住所",
    Kind.POSTAL_CODE: "郵便番号",
    Kind.NAME: "お名前",
    Kind.TWELVE_DIGITS: "12けたの番号",
    Kind.BANK_ACCOUNT: "口座番号",
    Kind.LICENSE_PLATE: "車のナンバー",
    Kind.BIRTHDATE: "生年月日",
}
# A place or a shop's name may be what the voice is about; everything else is never needed in the talk.
MAY_GO_AS_IS = frozenset({Kind.ADDRESS, Kind.NAME})
# 番号法: neither talk nor form may take them.
NEVER_TAKEN = frozenset({Kind.TWELVE_DIGITS})
# Where two finds overlap the one named first here is kept: 12 digits hold a telephone number, an account a name.
_STRONGEST = (
    Kind.EMAIL,
    Kind.TWELVE_DIGITS,
    Kind.BANK_ACCOUNT,
    Kind.LICENSE_PLATE,
    Kind.BIRTHDATE,
    Kind.PHONE,
    Kind.POSTAL_CODE,
    Kind.ADDRESS,
    Kind.NAME,
)
_SHOWN_SIGNS = {
    Kind.PHONE: (3, 4),
    Kind.EMAIL: (2, 0),
    Kind.TWELVE_DIGITS: (2, 2),
    Kind.BANK_ACCOUNT: (2, 2),
    Kind.LICENSE_PLATE: (2, 2),
    Kind.BIRTHDATE: (4, 2),
}
# As far back as an address of a page or a year can reach.
_BEFORE = 200
_TWELVE_BETWEEN = r"[\s\-~.・,、/_]{0,2}"


@dataclass(frozen=True)
class Find:
    """Personal data in a text: ``text[start:end]`` as typed."""

    kind: Kind
    start: int
    end: int
    words: str

    @property
    def shown(self) -> str:
        """How the find is shown back, e.g. in 「090…5566」: enough to know it again, too little to copy it."""
        return masked(self.kind, self.words)


@dataclass(frozen=True)
class Pattern:
    """A form of personal data; see ``tables/personal_patterns.toml``."""

    kind: Kind
    says: tuple[re.Pattern[str], ...]
    figures: bool
    unless_find: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    example: str
    counter_example: str
    source: str


def find_personal_data(
    text: str, public_numbers: Collection[str] = (), places: frozenset[str] = frozenset()
) -> tuple[Find, ...]:
    """All personal data in a text, from the left, without overlaps.

    ``public_numbers`` are telephone numbers that are no secret (the hall's own, in any spelling). ``places`` are the
    names of the city and its districts, which are no people.
    """
    read = plain(text)
    public = {_only_digits(number) for number in public_numbers}
    found = list(_by_pattern(read))
    holders = [holders_behind(read.text, end) for kind, _, end in found if kind is Kind.BANK_ACCOUNT]
    found += [(Kind.NAME, holder[0], holder[1]) for holder in holders if holder is not None]
    found += [(Kind.NAME, name.start, name.end) for name in names(text, places)]
    finds = []
    # A number of the hall's own is left out last: taken away before, its signs would be an address (「市役所 023-672-1111」).
    for kind, start, end in _without_overlaps(found):
        if _is_public((kind, start, end), read, public):
            continue
        typed_start, typed_end = read.span(start, end)
        finds.append(Find(kind, typed_start, typed_end, text[typed_start:typed_end]))
    return tuple(sorted(finds, key=lambda find: find.start))


def may_go_as_is(finds: Iterable[Find]) -> bool:
    """Whether 「そのまま送る」 is offered: only addresses and names were found."""
    return all(find.kind in MAY_GO_AS_IS for find in finds)


def may_go_by_form(finds: Iterable[Find]) -> bool:
    """Whether 「連絡先も伝える」 is offered: numbers of 12 digits are taken nowhere."""
    return not any(find.kind in NEVER_TAKEN for find in finds)


def hidden(text: str, finds: Iterable[Find]) -> str:
    """The text with each find replaced by the name of its kind, as in 〔電話番号〕."""
    for find in sorted(finds, key=lambda find: find.start, reverse=True):
        text = f"{text[: find.start]}〔{JAPANESE[find.kind]}〕{text[find.end :]}"
    return text


def masked(kind: Kind, words: str) -> str:
    """The words of a find with the middle left out; names and places are shown whole, they are asked about."""
    if kind not in _SHOWN_SIGNS:
        return " ".join(words.split())
    first, last = _SHOWN_SIGNS[kind]
    signs = words.strip()
    if kind in {Kind.PHONE, Kind.TWELVE_DIGITS}:
        signs = "".join(sign for sign in plain(words).digits if sign.isdigit())
    if kind is Kind.EMAIL:
        return f"{signs[:first]}…{signs[signs.find('@') :] if '@' in signs else ''}"
    return f"{signs[:first]}…{signs[-last:]}"


def patterns() -> tuple[Pattern, ...]:
    """All patterns, for staff and for the test that tries their examples."""
    return _patterns()


def _by_pattern(read: Plain) -> Iterator[tuple[Kind, int, int]]:
    figures = read.digits
    for pattern in _patterns():
        text = figures if pattern.figures else read.text
        for say in pattern.says:
            for match in say.finditer(text):
                start, end = match.span("what" if "what" in say.groupindex else 0)
                if start == end or (pattern.unless_find and pattern.unless_find.search(text[start:end])):
                    continue
                if pattern.unless_before and pattern.unless_before.search(text[max(0, start - _BEFORE) : start]):
                    continue
                yield pattern.kind, start, end


def _is_public(found: tuple[Kind, int, int], read: Plain, public: set[str]) -> bool:
    kind, start, end = found
    return kind is Kind.PHONE and _only_digits(read.digits[start:end]) in public


def _only_digits(text: str) -> str:
    return "".join(sign for sign in plain(text).digits if sign.isdigit())


def _without_overlaps(found: Iterable[tuple[Kind, int, int]]) -> list[tuple[Kind, int, int]]:
    kept: list[tuple[Kind, int, int]] = []
    for kind, start, end in sorted(found, key=lambda one: (_STRONGEST.index(one[0]), one[1] - one[2])):
        if all(end <= other_start or start >= other_end for _, other_start, other_end in kept):
            kept.append((kind, start, end))
    return kept


@lru_cache(maxsize=1)
def _patterns() -> tuple[Pattern, ...]:
    data = table("personal_patterns.toml")
    return tuple(
        Pattern(
            kind=Kind(row["kind"]),
            says=tuple(re.compile(_filled(say, data["between"], row)) for say in row["say"]),
            figures=row.get("figures", False),
            unless_find=re.compile(row["unless_find"]) if "unless_find" in row else None,
            unless_before=re.compile(row["unless_before"]) if "unless_before" in row else None,
            example=row["example"],
            counter_example=row["counter_example"],
            source=row["source"],
        )
        for row in data["pattern"]
    )


def _filled(say: str, between: str, row: dict[str, str]) -> str:
    say = say.replace("{town}", row.get("town", "")).replace("{plates}", row.get("plates", ""))
    return say.replace("{n}", row.get("n", "")).replace("{t}", _TWELVE_BETWEEN).replace("{s}", between)
