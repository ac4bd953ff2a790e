"""Lists of what came out above, below or as planned: activities, projects' money and their people, by any share of the plan.

Every list is made in one way: the rows of a scope, each with what was planned and what came of it; a condition over the
two; and an order where the most or the least is asked for. The names come with both figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import part_named, things_named
from knowledge.finding.understanding import Question
from knowledge.language.numerals import value_of
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.outcomes import in_one_unit
from knowledge.ledger.subjects import Subject
from knowledge.model import Indicator, Project
from knowledge.question.asking_for_lists import TURNS, names_bound
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import wording
from knowledge.telling.listing import counted, listed

_SHOWN = 10
_COLUMNS = {"activities": "計画", "money": "予算", "staffing": "予算", "indicators": "目標"}
_NAMES = {"activities": "活動指標", "money": "事業", "staffing": "事業", "indicators": "指標"}

# How a share of the plan is said, and how much of that is all of it.
_SHARES = {"times": ("倍", 1), "tenths": ("割", 10), "percent": ("%", 100)}


@dataclass(frozen=True)
class Condition:
    """What has to hold of planned and actual; ``said`` follows the name of the column: 計画＋を上回った."""

    said: str
    holds: Callable[[Decimal, Decimal], bool]


@dataclass(frozen=True)
class _Row:
    subject: Subject
    row: Indicator
    planned: Decimal
    actual: Decimal


def by_comparison(knowledge: Knowledge, question: Question) -> Reply | None:
    """The list a question over many rows asks for; None where it is no such question, or names what no row has."""
    asked = question.asked
    over = _over(asked)
    if (
        over is None
        or asked.asks("reason", "department", "account")
        or names_bound(asked)  # 「予算が1000万円を超える事業」: an amount is named, not the plan
        or not (TURNS["which"].search(asked.text) or "活動指標" in asked.text)
    ):
        return None
    if not TURNS["things"].search(asked.text) and not TURNS["share"].search(asked.text):
        return None
    condition = _condition_asked(asked.text)
    if (
        condition is None
        and "活動指標" in asked.text
        and not question.says_something
        and TURNS["all"].search(asked.text)
    ):
        condition = Condition("のある", lambda *_: True)
    if over == "indicators" and (condition is None or not TURNS["share"].search(asked.text)):
        return None  # which targets were reached is told elsewhere
    if condition is None:
        return None
    if asked.in_order and over in {"money", "staffing"}:
        return None  # which project has most left is told with its amount
    everything = _rows(knowledge, over)
    rows = _within(knowledge, question, everything)
    if not rows or (len(rows) == 1 and len(everything) > 1):
        return None  # one thing was named: what is asked of it is no list
    chosen = [one for one in rows if condition.holds(one.planned, one.actual)]
    if asked.in_order:
        chosen = _first(asked, chosen)
    return _told(knowledge, over, condition, rows, chosen, most=asked.in_order)


def _condition_asked(text: str) -> Condition | None:
    """The condition a question sets on planned and actual; None where there is none."""
    if (share := TURNS["share"].search(text)) and (found := _of_share(share, text[share.end() :])):
        return found
    if TURNS["nothing_left"].search(text):
        return Condition("を使い切った", lambda planned, actual: actual >= planned)
    if TURNS["exact_or_not"].search(text):
        return Condition("に届かなかった", lambda planned, actual: actual < planned)
    if TURNS["zero"].search(text):
        return Condition("に対して実績が0だった", lambda _, actual: actual == 0)
    if TURNS["under"].search(text):
        return Condition("を下回った", lambda planned, actual: actual < planned)
    if TURNS["over"].search(text):
        return Condition("を上回った", lambda planned, actual: actual > planned)
    if TURNS["exact"].search(text):
        return Condition("と実績が同じだった", lambda planned, actual: actual == planned)
    if TURNS["reached"].search(text):
        return Condition("に届いた", lambda planned, actual: actual >= planned)
    return None


def _of_share(share: re.Match[str], after: str) -> Condition | None:
    part, said = Decimal("0.5"), "半分"
    for name, (unit, whole) in _SHARES.items():
        if share[name] and (number := value_of(share[name])) is not None:
            part, said = number / whole, f"{share[name]}{unit}"
    if "以上" in after[:6] and TURNS["unspent"].search(after):
        rest = 1 - part
        return Condition(f"を{said}以上残した", lambda planned, actual: planned > 0 and actual <= planned * rest)
    if TURNS["share_under"].search(after):
        return Condition(f"の{said}に届かなかった", lambda planned, actual: planned > 0 and actual < planned * part)
    if TURNS["share_at_most"].search(after):
        return Condition(f"の{said}以下だった", lambda planned, actual: planned > 0 and actual <= planned * part)
    if TURNS["share_over"].search(after):
        return Condition(f"の{said}を超えた", lambda planned, actual: planned > 0 and actual > planned * part)
    if part > 1 or re.match("以上|に?達|に?届[いき]", after):
        return Condition(f"の{said}以上だった", lambda planned, actual: planned > 0 and actual >= planned * part)
    return None


def _over(asked: Asked) -> str | None:
    """What is compared: activities, money, people, or indicators; None where the question does not say."""
    text = TURNS["review"].sub(" ", asked.text)
    if TURNS["activities"].search(text):
        return "activities"
    if TURNS["staff"].search(text):
        return "staffing"
    if TURNS["money"].search(text):
        return "money" if not TURNS["indicators"].search(text) else None
    if "成果指標" in text or "目標" in text:
        return "indicators"
    if text != asked.text or (TURNS["planned"].search(text) and TURNS["things"].search(text)):
        return "activities"
    return "indicators" if "指標" in text else None


def _rows(knowledge: Knowledge, over: str) -> list[_Row]:
    pairs: list[tuple[Subject, Indicator | None]]
    if over in {"activities", "indicators"}:
        kind = "activity" if over == "activities" else "indicator"
        pairs = [(one, one.row) for one in knowledge.subjects if one.kind == kind]
    else:
        pairs = [
            (one, one.sheet.staffing if over == "staffing" else one.sheet.budget)
            for one in knowledge.subjects
            if one.kind == "project" and isinstance(one.sheet, Project)
        ]
    found = []
    for subject, row in pairs:
        numbers = None if row is None else _numbers(row, money=over == "money")
        if row is not None and numbers is not None:
            found.append(_Row(subject, row, *numbers))
    return found


def _numbers(row: Indicator, *, money: bool) -> tuple[Decimal, Decimal] | None:
    """What was planned and what came of it, as they can be held against one another."""
    if not money:
        return in_one_unit(row)
    planned, spent = row.target.value, row.result.value
    return None if planned is None or spent is None else (planned, spent)


def _within(knowledge: Knowledge, question: Question, rows: Sequence[_Row]) -> list[_Row]:
    """The rows of the part that was named; of these only those that are called so, or whose project is, where some are."""
    part, words = part_named(knowledge, question), things_named(knowledge, question)
    within = [one for one in rows if part is None or part.has(one.subject)]
    index = knowledge.index
    called = [
        one
        for one in within
        if all(
            any(
                index.names_hold(index.number_of(each), group) for each in (one.subject, knowledge.home_of(one.subject))
            )
            for group in words
        )
    ]
    return called or within


def _first(asked: Asked, rows: Sequence[_Row]) -> list[_Row]:
    """The rows that lie farthest from the plan, as a share of it: one, the second, or the first few."""
    shares = sorted(
        (one for one in rows if one.planned), key=lambda one: abs(one.actual / one.planned - 1), reverse=True
    )
    if several := TURNS["first"].search(asked.text):
        return shares[: int(several[1] or several[2])]
    if asked.nth > 1:
        return shares[asked.nth - 1 : asked.nth]
    return [one for one in shares if one.actual / one.planned == shares[0].actual / shares[0].planned]


def _told(
    knowledge: Knowledge, over: str, condition: Condition, rows: Sequence[_Row], chosen: Sequence[_Row], *, most: bool
) -> Reply:
    column, name = _COLUMNS[over], _NAMES[over]
    year = fiscal_year_name(rows[0].subject.year or 0)
    what = f"{'従事人工が' if over == 'staffing' else ''}{column}{condition.said}{name}"
    if not chosen:
        lines = [f"資料にある{year}の{name}（{len(rows)}）の中に、{what}はありません。"]
    elif most:
        lines = [f"{year}に、{what}のうち、{column}から一番離れていたのは次のとおりです（割合で比べました）。"]
    else:
        lines = [f"{year}に、{what}は、次の{counted(chosen)}です。"]
    for one in chosen[:_SHOWN]:
        lines.append(_line(knowledge, over, column, one))
    if len(chosen) > _SHOWN:
        lines.append(f"ほかに{counted(chosen[_SHOWN:])}あります。事業や課の名前を添えると、しぼって調べられます。")
    about = [one.subject for one in chosen or rows]
    sources = [one.subject.sheet.source if over in {"money", "staffing"} else one.row.source for one in chosen or rows]
    return listed(knowledge, about, "left" if over == "money" else "reached", lines, tuple(dict.fromkeys(sources)))


def _line(knowledge: Knowledge, over: str, column: str, one: _Row) -> str:
    home = knowledge.home_of(one.subject)
    within = f"（{home.name}）" if home is not one.subject and over == "activities" else ""
    # A line with two amounts of money is long enough without saying each in yen, too.
    said = wording.said if over != "money" else lambda figure: figure.with_unit
    target, result = said(one.row.target), said(one.row.result)
    return f"・{one.subject.name}{within}：{column}{target}→実績{result}"
