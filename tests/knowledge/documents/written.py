"""Writes yearly sheets the way the city's form prints them, from values a test has made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
CELL_CHARS = 25


@dataclass(frozen=True)
class Row:
    """A row as it is printed; "" for a value is a blank cell, which the form keeps with a full-width blank.

    ``before`` is the result of the year before, None where the form has no column for it.
    """

    name: str
    target: str
    target_unit: str
    result: str
    result_unit: str
    before: str | None = None

    def lines(self, *, blank_rows: bool, unit_first: bool = False) -> list[str]:
        cells = [(self.target, self.target_unit), (self.result, self.result_unit)]
        if self.before is not None:
            cells.insert(0, (self.before, self.target_unit))
        printed_cells = (
            [self.target_unit or "\u3000", *(value or "\u3000" for value, _ in cells)]
            if unit_first
            else [part for value, unit in cells for part in (value or "\u3000", unit) if part]
        )
        figures = " ".join(printed_cells)
        if len(self.name) <= CELL_CHARS:
            return [f"{self.name} {figures}", ""]
        name = [self.name[at : at + CELL_CHARS] for at in range(0, len(self.name), CELL_CHARS)]
        return [*name, "", figures, "", *(["\u3000 \u3000", ""] if blank_rows else [])]


@dataclass(frozen=True)
class ResultsSheet:
    year: str  # as printed, "令和元年度"
    department: str
    chapter: str
    section: str
    measures: tuple[tuple[str, str], ...]
    strategy: str
    goals: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    reason: str
    plan_named: str

    def text(self, *, cut_before_row: int | None = None, title_again: bool = False, unit_first: bool = False) -> str:
        """``cut_before_row``: a page ends there, and the next repeats the head of the table. ``unit_first``: units have a
        column before the figures."""
        measures = "　　".join(f"{code.translate(WIDE)}　{title}" for code, title in self.measures)
        lines = [
            f" {self.year}　主要施策の成果説明書",
            "",
            f"所属 {self.department} 振興計画",
            self.chapter,
            f"{self.section} 施策 {measures}",
            "",
            f"創生総合戦略 {self.strategy}",
            "",
            *("目的", "", f"１　{self.plan_named}に沿って進めます。", "", "目標", ""),
        ]
        for nth, (heading, sentence) in enumerate(self.goals, 1):
            lines += [f"{str(nth).translate(WIDE)}　{heading}", "", sentence, ""]
        lines += ["実績", ""]
        for nth, (heading, _) in enumerate(self.goals, 1):
            lines += [f"{str(nth).translate(WIDE)}　{heading}", "", "（ １ ）取り組みました。", ""]
        before = "前年度実績 " if any(row.before is not None for row in self.rows) else ""
        head = [f"区分 {'単位 ' * unit_first}{before}{self.year}目標 {self.year}実績", "", *"目標値", ""]
        if self.rows:
            lines += head
        for nth, row in enumerate(self.rows):
            if nth == cut_before_row and nth:
                again = [f"{self.year}　主要施策の成果説明書", ""] if title_again else []
                first, *others = [*again, *head]
                lines += [f" {first}", *others]
            lines += row.lines(blank_rows=False, unit_first=unit_first)
        lines += [
            f"理由　※{self.year}目標と{self.year}実績の間に乖離がある場合",
            "",
            self.reason or "\u3000",
            "",
            "目標の実現に向けた今後の取組",
            "",
            "続けます。",
        ]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class ReviewSheet:
    year: str
    department: str
    name: str
    account: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    aims: tuple[str, str, str]
    rows: tuple[Row, ...]
    budget: tuple[str, str]
    staffing: tuple[str, str]
    plan_named: str

    def text(self) -> str:
        measures = "　　".join(f"{code.translate(WIDE)}　{title}" for code, title in self.measures)
        aims = [line for aim in self.aims for line in (*_wrapped(aim, 22), "")]
        rows = [line for row in self.rows for line in row.lines(blank_rows=True)]
        return "\n".join(
            [
                f" {self.year}　実施計画兼予算要求書（検証）",
                "",
                f"所属 {self.department} 事業 {self.name} 予算科目 {'・'.join(self.account)}",
                "",
                f"施策 {measures} 創生総合戦略 該当なし",
                "",
                *("事業概要", "", f"{self.plan_named}に沿って進めます。", "", "目的", "", "まちのため。", ""),
                f"区分 {self.year}予算 {self.year}実績",
                "",
                *("目", "標", "", *aims),
                *("活", "動", "指", "標", "", *rows),
                f"事業費（千円） {self.budget[0]} {self.budget[1]}",
                "",
                f"従事人工 {self.staffing[0]} {self.staffing[1]}",
                "",
                f"理由　※{self.year}予算・実績に係る目標・活動指標について乖離がある場合",
                "",
                "\u3000",
                "",
                "目標の実現に向けた今後の取組",
                "",
                "－",
                "",
            ]
        )


def _wrapped(text: str, chars: int) -> Sequence[str]:
    return [text[at : at + chars] for at in range(0, len(text), chars)]
