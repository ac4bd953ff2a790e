"""What a city sets for its panel, read from ``city.toml``: quiet hours, elections, recruiting, districts, results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from panel import ages
from panel.calendar import JAPAN, Election, QuietHours
from panel.folding import bare
from panel.results import Rules

DEFAULT_QUIET = QuietHours(time(20), time(9))


class BadRule(ValueError):
    """A value cannot be used; the message names its key and what is wanted."""


@dataclass(frozen=True)
class District:
    """Where a resident may say to live. ``area`` joins small districts in the results; by default the district itself."""

    name: str
    area: str


@dataclass(frozen=True)
class Gender:
    """What an applicant may answer, and at most how many are registered (None: no limit of its own)."""

    name: str
    quota: int | None = None


@dataclass(frozen=True)
class Recruiting:
    """When monitors are sought (None: open on that side), how many, and what the card promises.

    ``answer_by`` is the day by which applicants are told; ``who`` are the conditions in words.
    """

    first: date | None = None
    last: date | None = None
    capacity: int = 100
    surveys_a_year: int = 6
    answer_by: date | None = None
    who: str = "18歳以上で、市内に住む・働く・通学する方（市の職員・市議会議員を除く）"

    def open_at(self, moment: datetime) -> bool:
        day = moment.astimezone(JAPAN).date()
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class PanelRules:
    """``quiet`` None: pushes at any hour. ``recruiting`` None: the city has no panel. ``genders`` are asked for only where the
    city has a quota of them (empty: not asked)."""

    quiet: QuietHours | None = DEFAULT_QUIET
    elections: tuple[Election, ...] = ()
    recruiting: Recruiting | None = None
    districts: tuple[District, ...] = ()
    results: Rules = Rules()
    genders: tuple[Gender, ...] = ()

    def gender(self, text: str) -> Gender | None:
        """The gender that is meant by a text."""
        return next((one for one in self.genders if bare(one.name) == bare(text)), None)

    def district(self, text: str) -> District | None:
        """The district that is meant by a text."""
        wanted = bare(text)
        found = [one for one in self.districts if wanted in (bare(one.name), bare(one.name).removesuffix("地区"))]
        return found[0] if found else None

    def area(self, district: str) -> str:
        """The area of a district; a district the city has given up stays by itself."""
        return next((one.area for one in self.districts if one.name == district), district)


KEYS: Mapping[str, frozenset[str]] = {
    "quiet_hours": frozenset({"from", "to"}),
    "recruiting": frozenset({"from", "to", "capacity", "surveys_a_year", "answer_by", "who"}),
    "results": frozenset({"group_min", "two_way_min", "weights", "beside_indicator"}),
    "population": frozenset({"age_group", "people"}),
    "gender": frozenset({"name", "quota"}),
    "district": frozenset({"name", "area"}),
    "election": frozenset({"from", "to", "name"}),
}


def read(
    sections: Mapping[str, Mapping[str, object] | None], lists: Mapping[str, Sequence[Mapping[str, object]]]
) -> PanelRules:
    """Read the panel's part of a city file; sections that are left out are None. Raises BadRule."""
    recruiting = sections.get("recruiting")
    results = sections.get("results") or {}
    return PanelRules(
        quiet=_quiet(sections.get("quiet_hours")),
        elections=tuple(_election(row, f"election[{n}]") for n, row in enumerate(lists.get("election", ()), start=1)),
        recruiting=None if recruiting is None else _recruiting(recruiting),
        districts=tuple(_district(row, f"district[{n}]") for n, row in enumerate(lists.get("district", ()), start=1)),
        results=Rules(
            group_min=_number(results, "group_min", "results", Rules.group_min, least=5),
            two_way_min=_number(results, "two_way_min", "results", Rules.two_way_min, least=100),
            weights=_switch(results, "weights", "results"),
            population=_population(lists.get("population", ()), wanted=_switch(results, "weights", "results")),
            beside_indicator=_switch(results, "beside_indicator", "results"),
        ),
        genders=_genders(lists.get("gender", ())),
    )


def _quiet(section: Mapping[str, object] | None) -> QuietHours | None:
    if section is None:
        return DEFAULT_QUIET
    begin, end = (section.get(key, "") for key in ("from", "to"))
    if begin == "" and end == "":
        return None
    return QuietHours(_time(begin, "quiet_hours.from"), _time(end, "quiet_hours.to"))


def _recruiting(section: Mapping[str, object]) -> Recruiting:
    who = section.get("who", Recruiting.who)
    if not isinstance(who, str) or not who.strip():
        raise BadRule("recruiting.who は、応募できる方を1行の文字で書いてください。")
    return Recruiting(
        first=_day(section.get("from", ""), "recruiting.from"),
        last=_day(section.get("to", ""), "recruiting.to"),
        capacity=_number(section, "capacity", "recruiting", Recruiting.capacity, least=1),
        surveys_a_year=_number(section, "surveys_a_year", "recruiting", Recruiting.surveys_a_year, least=1),
        answer_by=_day(section.get("answer_by", ""), "recruiting.answer_by"),
        who=who.strip(),
    )


def _district(row: Mapping[str, object], at: str) -> District:
    name = row.get("name")
    area = row.get("area", name)
    if not isinstance(name, str) or not name.strip() or not isinstance(area, str) or not area.strip():
        raise BadRule(f"{at}.name がありません：地区の名前を文字で書いてください。")
    return District(name.strip(), area.strip())


def _population(rows: Sequence[Mapping[str, object]], *, wanted: bool) -> Mapping[str, int]:
    """People by age group, all three or none; needed for weights."""
    found = {
        str(row.get("age_group")): _number(row, "people", f"population[{n}]", 0, least=1)
        for n, row in enumerate(rows, start=1)
    }
    if (rows or wanted) and (set(found) != set(ages.GROUPS) or len(found) != len(rows)):
        raise BadRule(f"[[population]] には、{'・'.join(ages.GROUPS)} の人口（people）を1つずつ書いてください。")
    return MappingProxyType({group: found[group] for group in ages.GROUPS} if found else {})


def _genders(rows: Sequence[Mapping[str, object]]) -> tuple[Gender, ...]:
    """Asked only where a quota uses it: rows without any quota would ask for nothing."""
    found = []
    for n, row in enumerate(rows, start=1):
        name = row.get("name")
        if not isinstance(name, str) or not name.strip() or len(name) > 20:
            raise BadRule(f"gender[{n}].name は、20字までの文字で書いてください。")
        quota = _number(row, "quota", f"gender[{n}]", 0, least=0) if "quota" in row else None
        found.append(Gender(name.strip(), quota))
    if found and all(one.quota is None for one in found):
        raise BadRule("[[gender]] に人数の上限（quota）が1つもありません。割り当てに使わない性別は、たずねられません。")
    if len({bare(one.name) for one in found}) != len(found):
        raise BadRule("[[gender]] に同じ名前があります。")
    return tuple(found)


def _switch(section: Mapping[str, object], key: str, at: str) -> bool:
    value = section.get(key, False)
    if not isinstance(value, bool):
        raise BadRule(f"{at}.{key} は、true か false で書いてください。")
    return value


def _election(row: Mapping[str, object], at: str) -> Election:
    first, last = (_day(row.get(key, ""), f"{at}.{key}") for key in ("from", "to"))
    if first is None or last is None or last < first:
        raise BadRule(f'{at} には、告示日 from と投票日 to を "2027-04-11" の形で書いてください。')
    return Election(first, last, str(row.get("name", "選挙")))


def _number(section: Mapping[str, object], key: str, at: str, default: int, *, least: int) -> int:
    value = section.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise BadRule(f"{at}.{key} は、{least}以上の整数で書いてください。")
    return value


def _day(value: object, key: str) -> date | None:
    if value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):  # TOML has dates of its own
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadRule(f'{key} は "2026-12-18" の形で書いてください。') from error


def _time(value: object, key: str) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value).rjust(5, "0"))
    except ValueError as error:
        raise BadRule(f'{key} は "20:00" の形で書いてください。') from error
