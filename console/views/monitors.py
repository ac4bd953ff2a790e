"""モニター: applications against one-way quotas, registering in bulk, codes in lots, terms. Numbers only, never a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar
from urllib.parse import quote

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.working_days import day_in_japan
from console import telling
from console.acting import CannotBeDone
from console.desk import desk, me
from console.guard import needs
from console.typed import figures, one_line
from console.words import MONITOR_STATES
from panel import ages
from panel.quotas import By
from storage import audit, registering
from storage import monitors as panel
from storage.monitors import PanelCount

pages = Blueprint("monitors", __name__, url_prefix="/monitors")

_BY_NAMES: dict[By, str] = {"age_group": "年代", "district": "地区", "gender": "性別"}
_MOST_CODES = 500
_CAPACITY = 100
_Key = TypeVar("_Key", bound=Hashable)


@pages.get("/")
@needs("read")
def show() -> str:
    """The panel in numbers, and what can be done."""
    return _page()


def _page(problem: str | None = None, preview: panel.Registered | None = None) -> str:
    with desk().database.reading() as session:
        counts = panel.counts(session)
        lots = panel.lots(session)
        terms = panel.terms(session)
        by_gender = panel.genders(session)
    recruiting = desk().city.panel.recruiting
    districts = [one.name for one in desk().city.panel.districts]
    there = sorted({one.district for one in counts} - set(districts))
    registered = [one for one in counts if one.state == "registered"]
    return render_template(
        "monitors/show.html",
        states=MONITOR_STATES,
        totals=_sums(counts, lambda one: one.state),
        by_age=_sums(counts, lambda one: (ages.group(one.age_band), one.state)),
        by_district=_sums(counts, lambda one: (one.district, one.state)),
        groups=ages.GROUPS,
        districts=[*districts, *there],
        genders=desk().city.panel.genders,
        by_gender=Counter(by_gender),
        verified=sum(one.count for one in registered if one.verified),
        declared=sum(one.count for one in registered if not one.verified),
        marks=_sums(registered, lambda one: one.mark or ""),
        lots=lots,
        terms=terms,
        recruiting=recruiting,
        capacity=recruiting.capacity if recruiting else _CAPACITY,
        most_codes=_MOST_CODES,
        problem=problem,
        preview=preview,
        typed=request.form,
    )


def _sums(counts: Sequence[PanelCount], key: Callable[[PanelCount], _Key]) -> Counter[_Key]:
    found: Counter[_Key] = Counter()
    for one in counts:
        found[key(one)] += one.count
    return found


@pages.post("/register")
@needs("work", of_all=True)
def register() -> Response | str | tuple[str, int]:
    """Look at, then register those whom the quotas choose; each is told by one push."""
    try:
        by, quotas, capacity = _limits()
    except CannotBeDone as problem:
        return _page(str(problem)), 400
    if request.form.get("do") != "register":
        with desk().database.reading() as session:
            return _page(preview=panel.would_register(session, by=by, quotas=quotas, capacity=capacity))
    granted = desk().granted()  # asked while nothing is being written
    now = desk().clock()
    try:
        with desk().database.writing() as session:
            selection = registering.register_and_tell(
                session, desk().city, desk().seal, by=by, quotas=quotas, capacity=capacity, granted=granted, now=now
            )
            audit.record(
                session,
                "monitors.registered",
                "panel",
                now,
                staff_id=me().id,
                chosen=len(selection.chosen),
                waiting=len(selection.waiting),
            )
    except registering.CannotBeTold as problem:
        return _page(str(problem)), 409
    if not selection.chosen and not selection.waiting:
        telling.done("応募している人も、待機している人もいません。何も変わっていません。")
        return redirect(url_for("monitors.show"))
    telling.done(
        f"{len(selection.chosen)}人を登録し、{len(selection.waiting)}人に待っていただくことにしました。本人に1通ずつ知らせます。"
    )
    return redirect(url_for("monitors.show"))


def _limits() -> tuple[By, dict[str, int], int]:
    rules = desk().city.panel
    names: dict[By, list[str]] = {
        "age_group": list(ages.GROUPS),
        "district": [one.name for one in rules.districts],
        "gender": [one.name for one in rules.genders],
    }
    chosen = request.form.get("by")
    by: By = next((one for one in names if one == chosen and names[one]), "age_group")
    quotas = {}
    if stray := [name for kind in names if kind != by for name in names[kind] if _is_typed(name)]:
        raise CannotBeDone(
            f"「{stray[0]}」の上限は、{_BY_NAMES[by]}で分けるときには使いません。消すか、分け方を選び直してください。"
        )
    for name in names[by]:
        text = request.form.get(f"quota-{name}", "").strip()
        if text:
            quotas[name] = _whole(text, f"{name}の人数", least=0)
    return by, quotas, _whole(request.form.get("capacity", "").strip(), "定員", least=1)


def _is_typed(name: str) -> bool:
    """Whether a limit was typed, and is not just the one the city's file gives."""
    given = next((one.quota for one in desk().city.panel.genders if one.name == name), None)
    return request.form.get(f"quota-{name}", "").strip() not in ("", str(given))


def _whole(text: str, label: str, *, least: int, most: int = 10_000) -> int:
    number = figures(text)
    if not number.isdecimal() or not number.isascii() or not least <= int(number[:9]) <= most:
        raise CannotBeDone(f"{label}は{least}から{most:,}までの数で書いてください。")
    return int(number)


@pages.post("/codes")
@needs("work", of_all=True)
def codes() -> str | tuple[str, int]:
    """New codes as letters to print. They are shown only this once."""
    now = desk().clock()
    try:
        count = _whole(request.form.get("count", "").strip(), "通数", least=1, most=_MOST_CODES)
    except CannotBeDone as problem:
        return _page(str(problem)), 400
    lot = one_line("lot", 60) or day_in_japan(now).isoformat()
    with desk().database.writing() as session:
        printed = panel.issue(session, count, lot, desk().seal, now)
        audit.record(session, "monitors.codes", "panel", now, staff_id=me().id, lot=lot, count=len(printed))
    city = desk().city
    return render_template(
        "monitors/letters.html",
        codes=printed,
        lot=lot,
        recruiting=city.panel.recruiting,
        add_friend=_add_friend(city.line_id) if city.line_id else None,
    )


def _add_friend(line_id: str) -> str:
    """The QR code by which the account is added, as a data address. Source: LINE Developers, "LINE URL scheme"."""
    return segno.make(f"https://line.me/R/ti/p/{quote(line_id)}", error="m").svg_data_uri(scale=4, border=2)
