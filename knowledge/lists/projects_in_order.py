"""The projects in the order of their money, their people or what was left: all, the first few, or the one at a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import Part
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.lists.rankings import FIRST_FEW
from knowledge.model import Project
from knowledge.question.slots import Asked
from knowledge.reply import By, Order, Reply
from knowledge.telling import wording
from knowledge.telling.listing import listed
from knowledge.telling.tell import left_said

_NAMED = 3
_PLANNED = re.compile(r"予算|\bbudget\b")
_RISING = re.compile(r"(?:小さ|少な|低|安)(?:(?:い|かった)順|い(?:事業を?)?\s?\d)|下位|ワースト")
# Who did not use what was planned has most left.
_UNUSED = re.compile(r"(?:使わ|使って(?:い)?|使え|使い?切[れら])(?:な|ませ|ず)")
_CHANGED = re.compile(r"(?:増|ふ)え(?!る?ず)|(?:減|へ)っ|伸び(?!悩)")
_AS_SHARE = re.compile(r"割合|比率|[率%]")
_RATE = re.compile("(?:執行|消化)率")
_OF_DEPARTMENT = re.compile(r"(?:課|部署)(?:は|って)?(?:どこ|どれ)?(?:です|でしょう)?か?[?？]?$")


@dataclass(frozen=True)
class _Measure:
    """``said`` is what the projects are compared by, ``of`` how much of it one has, None where that is not printed;
    ``aspect`` is what a follow-up is asked of."""

    said: str
    of: Callable[[Project], Decimal | None]
    aspect: str = "budget"
    is_share: bool = False


_MEASURES: Mapping[By, _Measure] = {
    "spent": _Measure("事業費", lambda sheet: sheet.budget.result.value),
    "budget": _Measure("予算", lambda sheet: sheet.budget.target.value),
    "staffing": _Measure("従事人工", lambda sheet: sheet.staffing.result.value, "staffing"),
    "staffing_planned": _Measure("従事人工", lambda sheet: sheet.staffing.target.value, "staffing"),
    "rate": _Measure(
        "執行率（予算に対する実績の割合）", lambda sheet: outcomes.share_spent(sheet.budget), is_share=True
    ),
    "left": _Measure("使い残し", lambda sheet: outcomes.left(sheet.budget), "left"),
    "share_left": _Measure(
        "使い残しの割合（予算に対して）", lambda sheet: outcomes.share_left(sheet.budget), "left", is_share=True
    ),
}


def by_money(knowledge: Knowledge, asked: Asked, part: Part | None = None) -> Reply | None:
    """The projects in the order that a question asks for. ``part``: among which projects; None: all."""
    if _CHANGED.search(asked.text):
        return None  # what grew most is no question of one year
    if asked.in_order and _OF_DEPARTMENT.search(asked.text):
        return None  # no sheet adds up what a department has
    order = order_asked(asked, part)
    few = FIRST_FEW.search(asked.text)
    if asked.in_order and not few:
        return at_place(knowledge, order, part)
    return in_order(knowledge, order, part, int(few[1]) if few else None)


def in_order(knowledge: Knowledge, order: Order, part: Part | None, few: int | None) -> Reply | None:
    """The projects one below the other in an order, the first ``few`` or all; None where none prints what it goes by."""
    ranked, unknown = _ranked(knowledge, order, part)
    if not ranked:
        return None
    measure, chosen = _MEASURES[order.by], ranked[:few]
    said = "事業費" if order.by == "budget" else measure.said  # both amounts stand in each line
    high, low = ("高い", "低い") if measure.is_share else ("多い", "少ない")
    year, how = fiscal_year_name(chosen[0].sheet.year), f"{low if order.least else high}順"
    lines = [f"{year}の{_of(part)}事業ごとの{said}です。"]
    if part and part.is_list:
        lines = [f"{part.said}の事業の、{year}の{said}です（{how}）。"]
    for one in chosen:
        as_share = f"（{wording.rounded(one.amount * 100)}%）" if measure.is_share else ""
        lines.append(f"・{one.sheet.name}：{_both_amounts(one.sheet, measure)}{as_share}")
    return _told(knowledge, chosen, measure, [*lines, *_left_out(unknown)])


def at_place(knowledge: Knowledge, order: Order, part: Part | None) -> Reply | None:
    """The project at the place of an order, all that are alike there; None past its end."""
    ranked, unknown = _ranked(knowledge, order, part)
    if order.nth > len(ranked):
        return None
    chosen = [one for one in ranked if one.amount == ranked[order.nth - 1].amount]
    measure, first = _MEASURES[order.by], chosen[0].sheet
    row = first.staffing if measure.aspect == "staffing" else first.budget
    place = "一番" if order.nth == 1 else f"{order.nth}番目に"
    high, low = ("高い", "低い") if measure.is_share else ("多い", "少ない")
    names = "」と「".join(one.sheet.name for one in chosen)
    year, how = fiscal_year_name(first.year), low if order.least else high
    lines = [
        f"{_among(part)}事業で、{year}の{measure.said}が{place}{how}のは「{names}」です。",
        f"予算{wording.said(row.target)}・実績{wording.said(row.result)}でした。",
    ]
    if measure.aspect == "left" and (said := left_said(first)):
        lines.append(said)
    told = _told(knowledge, chosen, measure, [*lines, *_left_out(unknown)])
    return replace(told, topic=replace(told.topic, order=order)) if told.topic else told


def place_behind(knowledge: Knowledge, order: Order, named: Subject) -> int | None:
    """The place behind a project in an order, and behind all that are alike; None where it does not print what counts."""
    ranked, _ = _ranked(knowledge, order, None)
    own = next((one.amount for one in ranked if one.subject == named), None)
    if own is None:
        return None
    return 1 + sum(one.amount >= own if not order.least else one.amount <= own for one in ranked)


def order_asked(asked: Asked, part: Part | None) -> Order:
    """What the projects are compared by, and from which end on, as a question says it."""
    text = asked.text
    planned = _PLANNED.search(text) is not None and asked.asks("budget") and not asked.asks("spent")
    by: By = "budget" if planned else "spent"
    if asked.asks("staffing"):
        by = "staffing_planned" if planned else "staffing"
    elif _RATE.search(text):
        by = "rate"
    elif asked.asks("left"):
        by = "share_left" if _AS_SHARE.search(text) else "left"
    least = asked.least and not (asked.asks("left") and _UNUSED.search(text))
    return Order(by, bool(least or _RISING.search(text)), asked.nth, text if part else None)


@dataclass(frozen=True)
class _Ranked:
    amount: Decimal
    subject: Subject
    sheet: Project


def _ranked(knowledge: Knowledge, order: Order, part: Part | None) -> tuple[list[_Ranked], list[str]]:
    """The projects in an order, and the names of those that do not print what they are compared by."""
    ranked: list[_Ranked] = []
    unknown: list[str] = []
    for subject in knowledge.subjects:
        sheet = subject.sheet
        if subject.kind != "project" or not isinstance(sheet, Project) or not (part is None or part.has(subject)):
            continue
        amount = _MEASURES[order.by].of(sheet)
        if amount is None:
            unknown.append(sheet.name)
        else:
            ranked.append(_Ranked(amount, subject, sheet))
    ranked.sort(key=lambda one: one.amount, reverse=not order.least)
    return ranked, unknown


def _of(part: Part | None) -> str:
    return f"{part.said}の" if part else ""


def _among(part: Part | None) -> str:
    return _of(part) if part and part.is_list else f"資料にある{_of(part)}"


def _both_amounts(sheet: Project, measure: _Measure) -> str:
    staffing = measure.aspect == "staffing"
    row = sheet.staffing if staffing else sheet.budget
    planned, spent = ((cell.printed if staffing else cell.with_unit) or "記載なし" for cell in (row.target, row.result))
    return f"予算{planned}・実績{spent}"


def _left_out(unknown: Sequence[str]) -> list[str]:
    if not unknown:
        return []
    more = f"ほか{len(unknown) - _NAMED}件" if len(unknown) > _NAMED else ""
    names = "".join(f"「{name}」" for name in unknown[:_NAMED])
    return [f"{names}{more}は、くらべる数字がないため入れていません。"]


def _told(knowledge: Knowledge, chosen: Sequence[_Ranked], measure: _Measure, lines: list[str]) -> Reply:
    about = [one.subject for one in chosen]
    return listed(knowledge, about, measure.aspect, lines, tuple(one.sheet.source for one in chosen))
