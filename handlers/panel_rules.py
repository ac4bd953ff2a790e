"""What a city sets for its panel, read from ``city.toml``: quiet hours, elections, recruiting, districts, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from casework.working_days import day_in_japan
from handlers.toml_values import (
    BadCityFile,
    Table,
    at_least,
    day,
    line,
    line_or_empty,
    line_within,
    lines_of_text,
    needs,
    optional,
    rows,
    section,
    switch,
    time_of_day,
)
from panel import ages
from panel.calendar import Election, QuietHours
from panel.folding import bare, choice_said
from panel.results import Rules

DEFAULT_QUIET = QuietHours(time(20), time(9))


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

    ``answer_by`` is the day by which applicants are told; ``who`` are the conditions in words, ``thanks`` what a monitor gets
    for it ("" where nothing is said of that).
    """

    first: date | None = None
    last: date | None = None
    capacity: int = 100
    surveys_a_year: int = 6
    answer_by: date | None = None
    who: str = "18歳以上で、市内に住む・働く・通学する方（市の職員・市議会議員を除く）"
    thanks: str = ""

    def open_at(self, moment: datetime) -> bool:
        day = day_in_japan(moment)
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
        return next((one for one in self.genders if bare(one.name) in (bare(text), choice_said(text))), None)

    def district(self, text: str) -> District | None:
        """The district that is meant by a text."""
        wanted = {bare(text), choice_said(text)}
        found = [one for one in self.districts if wanted & {bare(one.name), bare(one.name).removesuffix("地区")}]
        return found[0] if found else None

    def area(self, district: str) -> str:
        """The area of a district; a district the city has given up stays by itself."""
        return next((one.area for one in self.districts if one.name == district), district)


KEYS: Mapping[str, frozenset[str]] = {
    "quiet_hours": frozenset({"from", "to"}),
    "recruiting": frozenset({"from", "to", "capacity", "surveys_a_year", "answer_by", "who", "thanks"}),
    "results": frozenset({"group_min", "two_way_min", "weights", "beside_indicator"}),
    "population": frozenset({"age_group", "people"}),
    "gender": frozenset({"name", "quota"}),
    "district": frozenset({"name", "area"}),
    "election": frozenset({"from", "to", "name"}),
}


def read(source: Table) -> PanelRules:
    """The panel's part of a city file, as read. Raises BadCityFile."""
    results = section(source, "results", KEYS["results"])
    weights = optional(results, "weights", "results", switch) or False
    return PanelRules(
        quiet=_quiet(source),
        elections=tuple(_election(row, at) for row, at in _rows(source, "election")),
        recruiting=_recruiting(source),
        districts=_districts(source),
        results=Rules(
            group_min=optional(results, "group_min", "results", at_least(5)) or Rules.group_min,
            two_way_min=optional(results, "two_way_min", "results", at_least(100)) or Rules.two_way_min,
            weights=weights,
            population=_population(source, wanted=weights),
            beside_indicator=optional(results, "beside_indicator", "results", switch) or False,
        ),
        genders=_genders(source),
    )


def _rows(source: Table, name: str) -> list[tuple[Table, str]]:
    return rows(source, name, KEYS[name])


def _quiet(source: Table) -> QuietHours | None:
    if "quiet_hours" not in source:
        return DEFAULT_QUIET
    hours = section(source, "quiet_hours", KEYS["quiet_hours"])
    begin, end = (hours.get(key, "") for key in ("from", "to"))
    if begin == "" and end == "":
        return None
    return QuietHours(time_of_day(begin, "quiet_hours.from"), time_of_day(end, "quiet_hours.to"))


def _recruiting(source: Table) -> Recruiting | None:
    if "recruiting" not in source:
        return None
    wanted = section(source, "recruiting", KEYS["recruiting"])
    first, last = (optional(wanted, key, "recruiting", day) for key in ("from", "to"))
    if first is not None and last is not None and last < first:
        raise BadCityFile("recruiting.to（募集の終わり）が、recruiting.from（始まり）より前の日です。")
    return Recruiting(
        first=first,
        last=last,
        capacity=optional(wanted, "capacity", "recruiting", at_least(1)) or Recruiting.capacity,
        surveys_a_year=optional(wanted, "surveys_a_year", "recruiting", at_least(1)) or Recruiting.surveys_a_year,
        answer_by=optional(wanted, "answer_by", "recruiting", day),
        who=optional(wanted, "who", "recruiting", lines_of_text) or Recruiting.who,
        thanks=optional(wanted, "thanks", "recruiting", line) or "",
    )


def _districts(source: Table) -> tuple[District, ...]:
    found = tuple(_district(row, at) for row, at in _rows(source, "district"))
    names = [bare(one.name) for one in found]
    if twice := next((one.name for one in found if names.count(bare(one.name)) > 1), None):
        raise BadCityFile(f"[[district]] に「{twice}」が2つあります。")
    return found


def _district(row: Table, at: str) -> District:
    needs(row, at, "name")
    name = line(row["name"], f"{at}.name")
    return District(name, optional(row, "area", at, line) or name)


def _population(source: Table, *, wanted: bool) -> Mapping[str, int]:
    """People by age group, all three or none; needed for weights."""
    found = {}
    written = _rows(source, "population")
    for row, at in written:
        needs(row, at, "age_group", "people")
        found[str(row["age_group"])] = at_least(1)(row["people"], f"{at}.people")
    if (written or wanted) and (set(found) != set(ages.GROUPS) or len(found) != len(written)):
        raise BadCityFile(f"[[population]] には、{'・'.join(ages.GROUPS)} の人口（people）を1つずつ書いてください。")
    return MappingProxyType({group: found[group] for group in ages.GROUPS} if found else {})


def _genders(source: Table) -> tuple[Gender, ...]:
    """Asked only where a quota uses it: rows without any quota would ask for nothing."""
    found = []
    for row, at in _rows(source, "gender"):
        needs(row, at, "name")
        found.append(Gender(line_within(20)(row["name"], f"{at}.name"), optional(row, "quota", at, at_least(0))))
    if found and all(one.quota is None for one in found):
        raise BadCityFile(
            "[[gender]] に人数の上限（quota）が1つもありません。割り当てに使わない性別は、たずねられません。"
        )
    if len({bare(one.name) for one in found}) != len(found):
        raise BadCityFile("[[gender]] に同じ名前があります。")
    return tuple(found)


def _election(row: Table, at: str) -> Election:
    first, last = (optional(row, key, at, day) for key in ("from", "to"))
    if first is None or last is None:
        raise BadCityFile(f'{at} には、告示日 from と投票日 to を "2027-04-11" の形で書いてください。')
    if last < first:
        raise BadCityFile(f"{at}.to（投票日）が、{at}.from（告示日）より前の日です。")
    return Election(first, last, optional(row, "name", at, line_or_empty) or "選挙")
