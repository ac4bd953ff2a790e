"""A draft of the 主要施策の成果説明書 page of one measure and fiscal year: blocks that page, docx and xlsx show alike.

Figures of the plan are quoted from the documents with their place; voices and survey answers stand apart from them, with what
they are and are not. What nobody has written yet is marked for the section to fill in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from casework.ends import End
from console.figure_tables import banner
from handlers.days import with_year
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.by_measure import OneMeasure, printed
from knowledge.model import Prose, Source
from panel.report import Report, method
from panel.results import HIDDEN, NO_ESTIMATE, answers_of, in_words, rate, row_name
from storage.figures import OPEN, Figures
from storage.review_notes import CHANGED
from writing.harmless import harmless, without_controls

DRAFT = "下書き（担当課が確かめるまで、公表しないでください）"
TO_FILL = "〔担当課が記入〕"
Kind = Literal["docx", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Block:
    """A part of the page: rows of a table, the first of them its head where ``has_head``; ``source`` says where it is from.

    ``words_last``: the last column holds sentences.
    """

    heading: str
    rows: Sequence[Sequence[str]]
    source: str
    has_head: bool = False
    words_last: bool = False


@dataclass(frozen=True)
class Review:
    """All that goes into the page. ``notes`` are what staff wrote, by kind of voices and ``CHANGED``."""

    city: str
    measure: OneMeasure
    year: int
    counted: Figures
    reports: Sequence[Report]
    notes: Mapping[str, str]

    @property
    def title(self) -> str:
        return f"{fiscal_year_name(self.year)} 主要施策の成果説明書　{self.measure.name}　{self.measure.title}"


def blocks(review: Review) -> list[Block]:
    """The page, from the head of the city's form to what was changed because of voices."""
    return [
        _head(review),
        *_aims(review),
        _figures(review),
        _money(review),
        *_reason_and_next(review),
        _voices(review),
        *(_asked(report) for report in review.reports),
        _changed(review),
    ]


def _head(review: Review) -> Block:
    sheet = review.measure.sheets.get(review.year)
    rows = [
        ("章", sheet.chapter if sheet else TO_FILL),
        ("節", sheet.section if sheet else TO_FILL),
        ("施策", f"{review.measure.code.number}　{review.measure.title}"),
        ("担当課", sheet.department if sheet else TO_FILL),
        ("創生総合戦略", (sheet.strategy or "該当なし") if sheet else TO_FILL),
    ]
    if sheet is None:
        rows.append(("資料", "この年度の成果の資料は、まだ取り込まれていません。"))
    return Block("施策", rows, _place(sheet.source) if sheet else "")


def _aims(review: Review) -> list[Block]:
    sheet = review.measure.sheets.get(review.year)
    goals = sheet.goals if sheet and sheet.goals else review.measure.goals
    found = []
    if sheet and sheet.purposes:
        found.append(Block("目的", [(_worded(one),) for one in sheet.purposes], _place(sheet.purposes[0].source)))
    first = next((goal.text for goal in goals if goal.text), None)
    rows = [(goal.heading, _worded(goal.text) if goal.text else "") for goal in goals] or [(TO_FILL, "")]
    found.append(Block("目標", rows, _place(first.source) if first else ""))
    done = [(one.heading, _worded(one.text)) for one in sheet.achievements] if sheet else []
    found.append(Block("実績", done or [(TO_FILL, "")], _place(sheet.source) if sheet and done else ""))
    return found


def _figures(review: Review) -> Block:
    rows, places = [("区分", "目標", "実績")], []
    for row in review.measure.rows:
        cells = row.by_year.get(review.year)
        if cells is None:
            # Not of this year: the row to be filled in, and the last figures there are as a help.
            last = max(row.by_year)
            before = f"{fiscal_year_name(last)}は {printed(row.by_year[last], 'result')}"
            rows.append((row.name, TO_FILL, f"{TO_FILL}（{before}）"))
            places.append(_place(row.by_year[last].source))
        else:
            doubt = f"（※{cells.doubt}）" if cells.doubt else ""
            rows.append((f"{row.name}{doubt}", printed(cells, "target"), printed(cells, "result")))
            places.append(_place(cells.source))
    if len(rows) == 1:
        rows.append((TO_FILL, "－", "－"))
    return Block("目標値", rows, "、".join(dict.fromkeys(places)), has_head=True)


def _money(review: Review) -> Block:
    rows, places = [("事業", "予算", "実績")], []
    for name, sheets in review.measure.projects.items():
        for sheet in sheets:
            if sheet.year == review.year:
                rows.append((name, printed(sheet.budget, "target"), printed(sheet.budget, "result")))
                places.append(_place(sheet.budget.source))
    if len(rows) == 1:
        rows.append((TO_FILL, "－", "－"))
    return Block("事業費", rows, "、".join(dict.fromkeys(places)), has_head=True)


def _reason_and_next(review: Review) -> list[Block]:
    sheet = review.measure.sheets.get(review.year)
    found = []
    for heading, prose in (
        ("理由", sheet.reason if sheet else None),
        ("目標の実現に向けた今後の取組", sheet.next_steps if sheet else None),
    ):
        found.append(Block(heading, [(_worded(prose) if prose else TO_FILL,)], _place(prose.source) if prose else ""))
    return found


def _voices(review: Review) -> Block:
    counted = review.counted
    rows = [("種類", "件数", "要点（職員のまとめ）")]
    rows += [(kind, f"{counted.of(kind=kind)}件", review.notes.get(kind, TO_FILL)) for kind in counted.kinds]
    if len(rows) == 1:
        rows.append(("この年度に、この施策の声はありません", "0件", ""))
    people = f"LINEで届けた方 {counted.people:,}人、人数を数えられない声 {counted.unknown:,}件"
    source = (
        f"市民の声　{with_year(counted.first)}〜{with_year(counted.last)}受付　"
        f"案件 {counted.cases:,}件・声 {counted.voices:,}件（{people}）。{banner(counted)}"
    )
    return Block("市民の声", rows, source, has_head=True, words_last=True)


def _asked(report: Report) -> Block:
    rows = [("質問", "答え", "人数")]
    for number, one in enumerate(report.questions, 1):
        if one.few and one.question.type != "text":
            rows.append((f"問{number} {one.question.text}", HIDDEN, ""))
            continue
        for nth, answer in enumerate(answers_of(one.question, one.whole)):
            said = f"問{number} {one.question.text}（{one.whole.people}人）" if nth == 0 else ""
            rows.append((said, row_name(one.question, answer), in_words(one.whole.count(answer), one.whole.people)))
    about = method(report)
    source = (
        f"依頼 {report.asked}人・回答 {report.answered}人・回答率 {rate(report.asked, report.answered)}。{about['期間']}。"
        f"{about['対象']}。{about['方法']}。回答の方法：{about['回答の方法']}。{about['確認済・自己申告']}。{NO_ESTIMATE}計画の指標とは別の調査のため、比べられません。"
    )
    return Block(f"市民モニターのアンケート「{report.survey.title}」", rows, source, has_head=True)


def _changed(review: Review) -> Block:
    counted = review.counted
    ends = [(str(end), counted.of(end=str(end))) for end in End]
    told = "、".join(f"{name} {count}件" for name, count in [*ends, (OPEN, counted.of(end=OPEN))] if count)
    rows = [
        ("声の終わり方", told or "なし"),
        *((f"アンケート「{one.survey.title}」の反映", one.reflection or TO_FILL) for one in review.reports),
        ("声やアンケートを受けて変えたこと", review.notes.get(CHANGED, TO_FILL)),
    ]
    return Block("市民の声・アンケートの反映", rows, "案件の終わりの記録、アンケートの反映、職員の記入")


def _worded(prose: Prose) -> str:
    return prose.text if prose.quoted else f"{prose.text}（要約）"


def _place(source: Source) -> str:
    return f"{source.document} {source.place}{f' {source.page}ページ' if source.page else ''}"


# --- files ---------------------------------------------------------------------------------------------------------


def made(kind: Kind, review: Review) -> bytes:
    """The draft in the city's form, for Word or Excel."""
    return as_docx(review) if kind == "docx" else as_xlsx(review)


def as_docx(review: Review) -> bytes:
    """For Word, one heading and one table for each part, its source below; the mark of a draft on every page."""
    # Large, and not for whoever only looks.
    from docx.shared import Pt

    from console.docx_tables import begun, fit

    document = begun(20)
    document.sections[0].header.paragraphs[0].text = DRAFT
    document.add_heading(without_controls(review.title), level=1)
    for block in blocks(review):
        document.add_heading(without_controls(block.heading), level=2)
        table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for nth, row in enumerate(block.rows):
            for place, value in zip(table.add_row().cells, row, strict=True):
                run = place.paragraphs[0].add_run(without_controls(value))
                run.bold = block.has_head and nth == 0
        fit(table, (30, 20, 120) if block.words_last else _WIDTHS[len(block.rows[0])])
        if block.source:
            below = document.add_paragraph().add_run(f"出典：{without_controls(block.source)}")
            below.font.size = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_WIDTHS: dict[int, tuple[float, ...]] = {1: (170,), 2: (45, 125), 3: (80, 45, 45)}


# How many full-width characters fit into each column of the workbook.
_CHARS = (17, 15, 16)


def _lines(text: str, chars: int) -> int:
    """How many lines a text takes, so that no row hides any of it: programs do not make rows higher by themselves."""
    return sum(max(1, -(-len(part) // (chars - 1))) for part in text.split("\n"))


def as_xlsx(review: Review) -> bytes:
    """The same on one sheet, for halls whose form is a workbook."""
    from openpyxl import Workbook  # twenty megabytes that only an export needs
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "成果説明書"
    thin = Side(style="thin", color="808080")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet.append([DRAFT])
    sheet.append([harmless(review.title)])
    sheet["A2"].font = Font(bold=True, size=14)
    sheet.row_dimensions[2].height = 24
    for block in blocks(review):
        sheet.append([])
        sheet.append([harmless(block.heading)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=12)
        for nth, row in enumerate(block.rows):
            sheet.append([harmless(value) for value in row])
            for column in range(1, len(row) + 1):
                cell = sheet.cell(sheet.max_row, column)
                cell.border, cell.alignment = box, Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=block.has_head and nth == 0)
            if len(row) < len(_CHARS):  # one wide cell instead of empty ones
                sheet.merge_cells(
                    start_row=sheet.max_row, end_row=sheet.max_row, start_column=len(row), end_column=len(_CHARS)
                )
            widths = (*_CHARS[: len(row) - 1], sum(_CHARS[len(row) - 1 :]))
            sheet.row_dimensions[sheet.max_row].height = 16 * max(map(_lines, row, widths))
        if block.source:
            sheet.append([f"出典：{harmless(block.source)}"])
            at = sheet.max_row
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=3)
            sheet.cell(at, 1).font, sheet.cell(at, 1).alignment = (
                Font(size=8),
                Alignment(wrap_text=True, vertical="top"),
            )
            sheet.row_dimensions[at].height = 11 * _lines(block.source, sum(_CHARS) * 5 // 4)
    for letter, chars in zip("ABC", _CHARS, strict=True):
        sheet.column_dimensions[letter].width = 2 * chars
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = DRAFT
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
