"""The tables of 集計, made once from ``storage.figures``: pages, papers, workbooks and CSV all show these."""

from __future__ import annotations

from dataclasses import dataclass

from console.words import CHANNELS
from handlers.days import with_year
from storage.figures import By, Figures
from storage.public_copies import REFUSALS

BANNER = "声を届けた方からの件数です。世論調査ではなく、市民全体の割合は表しません。"
_ONE_SECTION = "{section}の案件だけを数えています。市全体の数ではありません。"
DEFINITIONS = (
    "案件：受付番号1つで1件（まとめたもの、分けたものも、それぞれ1件）。声：届いた1通（分けても1通。1つの案件に、いくつかあることもあります）。",
    "人数：LINEでは、1人を1人と数えます。LINE以外の声と、本人の記録を消した声は、人数を数えられません。",
    "種類・分野は、職員が決めたもの。まだのものは機械の案。月は受付の月、課は担当の課。",
    "中央値：早い順に並べた真ん中の日数（土日を含む）。最初の回答までと、終わりまでは別に数えます。",
    "期限を過ぎている：この期間に受け付けたもののうち、今日の時点で終わっていないもの。前の期間のものは入りません。",
    "取り下げられたものは、どの数にも入りません。",
)
NAMES: dict[By, str] = {
    "kind": "種類",
    "theme": "分野",
    "month": "月",
    "section": "課",
    "channel": "受付方法",
    "end": "終わり方",
}


@dataclass(frozen=True)
class CrossTable:
    """Cases by two things. ``rows`` and ``columns`` are values as they are counted; ``said`` is how they are shown."""

    counted: Figures
    down: By
    across: By
    within: str | None = None  # only of this section

    @property
    def title(self) -> str:
        where = f"{self.within}　" if self.within else ""
        return f"{where}{NAMES[self.down]}と{NAMES[self.across]}（件）"

    @property
    def rows(self) -> list[str]:
        return [value for value in self.counted.values(self.down) if self.count(value, None)]

    @property
    def columns(self) -> list[str]:
        found = self.counted.values(self.across)
        return found if self.across == "month" else [value for value in found if self.count(None, value)]

    def count(self, row: str | None, column: str | None) -> int:
        """One cell; None for a sum."""
        return self.counted.of(**{"section": self.within, self.down: row, self.across: column})

    def grid(self) -> list[list[str | int]]:
        """With its head, its sums and its names, as a paper or a file shows it."""
        columns = self.columns
        head: list[str | int] = [NAMES[self.down], *(said(self.across, one) for one in columns), "計"]
        body: list[list[str | int]] = [
            [said(self.down, row), *(self.count(row, one) for one in columns), self.count(row, None)]
            for row in self.rows
        ]
        return [head, *body, ["計", *(self.count(None, one) for one in columns), self.count(None, None)]]


def said(by: By, value: str) -> str:
    """A value as staff read it: 26年11月, 電話."""
    if by == "month":
        return f"{value[2:4]}年{int(value[5:])}月"
    if by == "channel":
        return next((name for channel, name in CHANNELS.items() if channel == value), value)
    return value


def banner(counted: Figures) -> str:
    """What stands over every page and on every paper and file: of whom the figures are, and that they are no estimate."""
    return BANNER if counted.whose is None else _ONE_SECTION.format(section=counted.whose) + BANNER


def of_whom(counted: Figures, city: str) -> str:
    """Whose figures they are, for a title."""
    return city if counted.whose is None else f"{city}　{counted.whose}の分"


def council_table(counted: Figures) -> CrossTable:
    """What the sheet for the council shows."""
    return CrossTable(counted, "kind", "section")


def tables(counted: Figures) -> list[CrossTable]:
    """Everything a year of 広聴 is reported with."""
    pairs: tuple[tuple[By, By], ...] = (
        ("channel", "month"),
        ("theme", "month"),
        ("kind", "section"),
        ("end", "kind"),
    )
    return [CrossTable(counted, down, across) for down, across in pairs]


def lines(counted: Figures) -> list[tuple[str, str]]:
    """The figures in words, each with what it counts."""
    people = f"LINEで届けた方 {counted.people:,}人、人数を数えられない声 {counted.unknown:,}件"
    refused = "、".join(f"{name} {counted.refused[why]}件" for why, name in REFUSALS.items() if why in counted.refused)
    return [
        ("期間", f"{with_year(counted.first)} から {with_year(counted.last)} まで（受付の日）"),
        ("案件と声", f"案件 {counted.cases:,}件（声 {counted.voices:,}件。{people}）"),
        ("最初の回答まで", _median(counted.days_to_answer, counted.answered)),
        ("終わりまで", _median(counted.days_to_end, counted.ended)),
        ("期限を過ぎている", _overdue(counted)),
        ("公表した", f"{counted.published:,}件"),
        ("公表しなかった理由", refused or "なし"),
    ]


def _overdue(counted: Figures) -> str:
    earlier = f"。ほかに、期間より前に受け付けたもの {counted.overdue_before:,}件" if counted.overdue_before else ""
    return f"{counted.overdue:,}件（この期間に受け付けたもののうち）{earlier}"


def _median(days: float | None, cases: int) -> str:
    return f"中央値 {days:g}日（{cases:,}件）" if days is not None else "まだありません"
