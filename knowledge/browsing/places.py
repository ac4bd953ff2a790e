"""Where one can stand when looking around in the plan, and how the way there is said and typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.text import fiscal_year_name, fold, year_named

Place = tuple[str, ...]
"""("plans",), ("plan", "8次"), ("chapter", "8次", "6"), ("measure", "8次", "6-2-1"), ("measure", "7次", "5-1-1", "2023");
a page beyond the first is a last part "p2"."""

PLANS: Place = ("plans",)
_PAGE = re.compile(r"p([1-9]\d{0,2})")


@dataclass(frozen=True)
class Way:
    """A way on from a card. ``says`` is what can be typed instead; ``place`` None: it is a question to the documents."""

    label: str
    says: str
    place: Place | None = None


_SEEN = re.compile(r"(?:を|も)?見(?:る|たい|せて)(?:です|ください|下さい)?")
_PLAN = re.compile(r"第?([0-9]{1,2})次[^0-9]{0,12}?(?=第?[0-9]|$)")
_TURNED = re.compile(r"[(（]?([0-9]{1,3})(?:ページ|頁)(?:目)?[)）]?")
_CHAPTER = re.compile(r"第?([0-9]{1,2})章.{0,30}")
_MEASURE = re.compile(r"(?:基本)?(?:施策)?([0-9]{1,3}(?:-[0-9]{1,3}){1,3})")


def typed(text: str) -> Place | None:
    """The place somebody names in words ("第8次の第6章を見る", "令和5年度の施策5-1-1を見る"); None where none is named."""
    said = fold(text, kana=False, spaces=False).strip("。、!！")
    seen = _SEEN.search(said)
    if seen is None or (not said.endswith(seen[0]) and not _TURNED.search(said[seen.end() :])):
        return None
    said, after = said[: seen.start()], said[seen.end() :]
    page = _TURNED.search(after) or _TURNED.search(said)
    said = _TURNED.sub("", said)
    year = year_named(said)
    said = re.sub(r"(?:令和|平成|昭和)?(?:元|[0-9]{1,4})年度の?", "", said)
    plan, rest = "", said
    if found := _PLAN.match(said):
        plan, rest = f"{int(found[1])}次", said[found.end() :].removeprefix("の")
    place: Place | None = None
    if chapter := _CHAPTER.fullmatch(rest):
        place = ("chapter", plan, str(int(chapter[1])))
    elif measure := _MEASURE.fullmatch(rest):
        place = ("measure", plan, measure[1], *([str(year)] if year else []))
    elif plan and rest in {"", "計画", "振興計画"}:
        place = ("plan", plan)
    elif rest in {"計画", "計画の一覧"}:
        place = PLANS
    return (*place, f"p{page[1]}") if place and page else place


def measure_said(plan: str, number: str) -> str:
    """What a measure is called: 第8次の施策6-2-1."""
    return f"第{plan}の施策{number}" if plan else f"施策{number}"


def to_page(place: Place, page: int, label: str) -> Way:
    """The way to a page of a place, counted from 1."""
    if page == 1:
        return Way(label, _place_said(place), place)
    return Way(label, f"{_place_said(place)}（{page}ページ）", (*place, f"p{page}"))


def _place_said(place: Place) -> str:
    match place:
        case ("plan", plan):
            return f"第{plan}計画を見る"
        case ("chapter", plan, number):
            return f"第{plan}の第{number}章を見る"
        case ("measure", plan, number):
            return f"{measure_said(plan, number)}を見る"
        case ("measure", plan, number, year):
            return f"{fiscal_year_name(int(year))}の{measure_said(plan, number)}を見る"
    return "計画を見る"


def _to(label: str, *place: str) -> Way:
    return Way(label, _place_said(place), place)


def to_plans() -> Way:
    """The way to the list of plans."""
    return _to("計画の一覧", *PLANS)


def to_plan(plan: str) -> Way:
    """The way to the chapters of a plan ("8次")."""
    return _to("章の一覧", "plan", plan)


def to_chapter(plan: str, number: str) -> Way:
    """The way to the measures of a chapter."""
    return _to("施策の一覧", "chapter", plan, number)


def to_measure(plan: str, number: str, year: int | None = None) -> Way:
    """The way to a measure ("6-2-1"), to its newest sheet or that of a fiscal year."""
    if year is None:
        return _to("くわしく見る", "measure", plan, number)
    return _to(f"{fiscal_year_name(year)}を見る", "measure", plan, number, str(year))


def paged(place: Place) -> tuple[Place, int]:
    """A place without its page, and the number of that."""
    if place and (turned := _PAGE.fullmatch(place[-1])):
        return place[:-1], int(turned[1])
    return place, 1
