"""What the city's documents say, as plain values.

Three families of documents are known: the plan (振興計画), the yearly results of a measure (主要施策の成果説明書) and
the yearly review of a project with its budget (実施計画兼予算要求書（検証）). A gap is always None, never 0 and
never "".

Two fields are our words and not the documents'; they only help to find, and are never shown. ``also`` are further names of a
thing that has a name ("NPOの数"). ``asked`` are single words and short phrases by which an entry is asked for and which
stand nowhere in it ("家族" where it says 世帯); they name nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, order=True)
class Code:
    """A measure's or section's number. Two plans use the same numbers, so the plan is part of it.

    ``plan`` is the plan's ordinal ("7次", "8次"); ``number`` is half-width and parted by "-" ("6-2-1", "5-1").
    """

    plan: str
    number: str


@dataclass(frozen=True)
class Source:
    """Where a fact is printed.

    ``document`` is the title a resident would look for, with its year ("令和5年度 主要施策の成果説明書"); ``place`` is
    the sheet or section within it ("施策5-1-1", "地域おこし協力隊推進事業費", "6-2 現状と課題"). ``page`` and ``line``
    count from 1 in the file that was read; None where a fact was written by hand.
    """

    document: str
    place: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Prose:
    """A statement of a document. ``quoted``: word for word; otherwise our own summary, shown as 要約."""

    text: str
    source: Source
    quoted: bool = False
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One printed value, e.g. ("1,684", Decimal(1684), "千円").

    ``printed`` is the value as the sheet prints it, half-width, without its unit unless something stands behind it
    ("50%以上"); None where the sheet prints a dash or nothing, which means that the city gave no figure. ``value`` is
    its number, None with it and where the sheet prints words instead of a number ("策定済").
    """

    printed: str | None
    value: Decimal | None
    unit: str | None = None

    @property
    def with_unit(self) -> str:
        """As the sheet prints it; "" for a gap."""
        if self.printed is None or (self.unit and self.unit in self.printed):
            return self.printed or ""
        return f"{self.printed}{self.unit or ''}"


@dataclass(frozen=True)
class Indicator:
    """A row of a table: what was aimed at and what came of it.

    ``target`` is the column 目標 (results) or 予算 (reviews, where it is what was planned); ``result`` the column 実績.
    ``doubt`` is what the reader is not sure of, in Japanese, None when sure; it may be shown to a resident as it is.
    ``lower_is_better`` is None where the sheet does not tell it: then there is no verdict, whatever becomes of the doubt.
    ``reason`` is what the sheet says about this very row, None where it says nothing or explains the sheet as a whole.
    """

    name: str
    target: Figure
    result: Figure
    source: Source
    lower_is_better: bool | None = False
    doubt: str | None = None
    also: tuple[str, ...] = ()
    reason: Prose | None = None
    asked: tuple[str, ...] = ()

    @property
    def units(self) -> frozenset[str]:
        """The units its two figures are printed in; none where none is printed."""
        return frozenset(unit for unit in (self.target.unit, self.result.unit) if unit is not None)

    def is_in(self, unit: str | None) -> bool:
        """Whether it is printed in a unit; None: in none at all."""
        return unit in self.units if unit is not None else not self.units


@dataclass(frozen=True)
class Goal:
    """A numbered goal (目標) with its heading; ``text`` says what it aims at, None where only a heading is printed."""

    heading: str
    text: Prose | None


@dataclass(frozen=True)
class Achievement:
    """What was done (実績) under the heading of a goal."""

    heading: str
    text: Prose


@dataclass(frozen=True)
class Results:
    """One sheet of 主要施策の成果説明書: a measure, its indicators and what came of it in one fiscal year.

    ``year`` is the fiscal year in western counting (令和5年度 = 2023). ``reason`` is the field 理由: why result and
    target differ; None where the sheet gives none. ``reason_about`` names the indicators it speaks of, so that no other
    row is explained with it; empty where it speaks of the sheet as a whole. ``strategy`` is 創生総合戦略, None where
    該当なし. ``more`` is what other documents of the city say about it: no reader fills it, staff do.
    """

    city: str
    year: int
    department: str
    code: Code
    title: str
    chapter: str
    section: str
    strategy: str | None
    purposes: tuple[Prose, ...]
    goals: tuple[Goal, ...]
    achievements: tuple[Achievement, ...]
    indicators: tuple[Indicator, ...]
    reason: Prose | None
    next_steps: Prose | None
    source: Source
    also: tuple[str, ...] = ()
    reason_about: tuple[str, ...] = ()
    more: tuple[Prose, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """One sheet of 実施計画兼予算要求書（検証）: a project (事業), its money and its people in one fiscal year.

    ``measures`` are the measures it belongs to, with their titles. ``account`` is the 予算科目 from the whole to the
    part, as printed ("01一般会計", "02総務費", …). ``budget`` holds 事業費, planned and spent, its values in 千円 in whatever
    unit it is printed (``ledger/outlays.py``); ``staffing`` 従事人工 in persons (人工). ``aims`` are the three cells of 目標:
    wanted state, planned for the year, reached in it.
    ``reason``, ``reason_about`` and ``more`` are as in ``Results``; "事業費" there means the budget.
    """

    city: str
    year: int
    department: str
    name: str
    account: tuple[str, ...]
    measures: tuple[tuple[Code, str], ...]
    strategy: str | None
    overview: Prose | None
    purpose: Prose | None
    aims: tuple[Prose | None, Prose | None, Prose | None]
    activities: tuple[Indicator, ...]
    budget: Indicator
    staffing: Indicator
    reason: Prose | None
    next_steps: Prose | None
    source: Source
    also: tuple[str, ...] = ()
    reason_about: tuple[str, ...] = ()
    more: tuple[Prose, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanMeasure:
    """A measure (施策) of the plan: its goals, what was done so far (これまでの取組), its individual plans (個別計画).

    ``aims`` are the rows of the table of indicators some plans print (指標, 現状値, 目標値), each as one sentence with the
    years of its columns. ``more`` is as in ``Results``.
    """

    code: Code
    title: str
    goals: tuple[Goal, ...]
    efforts: tuple[Prose, ...]
    plans: tuple[str, ...]
    source: Source
    also: tuple[str, ...] = ()
    more: tuple[Prose, ...] = ()
    asked: tuple[str, ...] = ()
    aims: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class PlanSection:
    """A basic measure (基本施策) of the plan: the situation (現状と課題), the policies (方針) and its measures.

    ``chapter`` is "第6章 計画の推進"; ``captions`` are what the photographs say, as short sentences. ``aims`` are
    as in ``PlanMeasure``: some plans print their indicators for the whole of a basic measure. ``more`` is as in ``Results``.
    """

    city: str
    code: Code
    title: str
    chapter: str
    issues: tuple[Prose, ...]
    policies: tuple[Prose, ...]
    measures: tuple[PlanMeasure, ...]
    source: Source
    captions: tuple[Prose, ...] = ()
    also: tuple[str, ...] = ()
    more: tuple[Prose, ...] = ()
    asked: tuple[str, ...] = ()
    aims: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """All that is known. ``version`` changes whenever anything in it does; ``city`` is whose ledger it is, "" where it is
    nobody's in particular. The sheets of others may stand in it: each sheet tells its own city."""

    version: str
    city: str = ""
    sections: tuple[PlanSection, ...] = ()
    results: tuple[Results, ...] = ()
    projects: tuple[Project, ...] = ()
