"""集計: the same figures on page, sheet and file, and every one of them leads back to its cases."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from docx import Document
from hall import Hall
from needs import is_missing
from openpyxl import load_workbook
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import update

from console import pdf_font
from console.charts import Chart, font_path, svg
from console.council_paper import as_docx, as_pdf
from storage import figures
from storage.case_lists import Sight
from storage.database import Database
from storage.figures import Cell, Figures
from storage.models import Case
from storage.public_copies import REFUSALS

PERIOD = "first=2026-04-01&last=2026-11-20"


@pytest.fixture
def busy(hall: Hall) -> Hall:
    """Five cases of several kinds, months and sections; two are overdue, one withdrawn."""
    hall.hears(user="U1", kind="要望", department="建設課", due_on=date(2026, 11, 18))
    hall.hears("街灯が消えています", user="U1", kind="要望", department="建設課", ago=timedelta(days=40))
    hall.hears("除雪の音が大きいです", user="U2", kind="苦情", department="福祉課")
    hall.hears("図書館は何時までですか", user=None, proposed_kind="=問合せ")
    hall.hears("まちがえました", user="U3", kind="要望", department="建設課", withdrawn_at=hall.clock())
    return hall


def _counted(database: Database) -> figures.Figures:
    with database.reading() as session:
        sight = Sight(1, None, date(2026, 11, 20), date(2026, 11, 25))
        return figures.counted(session, date(2026, 4, 1), date(2026, 11, 20), sight)


def test_what_is_overdue_from_before_the_period_is_told_apart(hall):
    hall.hears("側溝のふたが割れています", ago=timedelta(days=60), due_on=date(2026, 10, 20))
    browser = hall.at_work()
    for path in ("/figures/", "/figures/council"):
        page = browser.opens(f"{path}?first=2026-11-01&last=2026-11-20").text
        assert "0件（この期間に受け付けたもののうち）。ほかに、期間より前に受け付けたもの 1件" in page, path
        assert "1件（この期間に受け付けたもののうち）" in browser.opens(f"{path}?{PERIOD}").text, path


def _said(hall: Hall, section: str | None = None) -> tuple[int, int, int, int]:
    with hall.database.reading() as session:
        sight = Sight(1, section, date(2026, 11, 20), date(2026, 11, 25))
        told = figures.counted(session, date(2026, 4, 1), date(2026, 11, 20), sight)
    return told.cases, told.voices, told.people, told.unknown


def test_a_letter_that_was_split_is_several_cases_and_was_said_once(hall):
    letter, talk = (
        hall.hears("橋がさびています。公園も暗いです。", user=None),
        hall.hears("橋と公園のことです", user="U1"),
    )
    browser = hall.at_work()
    for receipt in (letter, talk):
        browser.opens(f"/cases/{receipt}/split")
        browser.sends(f"/cases/{receipt}/split", **{"part-1": "橋がさびています", "part-2": "公園が暗いです"})
    assert _said(hall) == (6, 2, 1, 1)
    part = next(entry.details["into"] for entry in hall.told(letter) if entry.what == "split")
    browser.opens(f"/cases/{part}/")
    browser.sends(f"/cases/{part}/fields", department="福祉課")
    assert _said(hall, "福祉課") == (1, 1, 0, 1)  # for the section it stands for the letter
    assert _said(hall) == (6, 2, 1, 1)
    with hall.database.writing() as session:
        session.execute(
            update(Case).where(Case.receipt == talk).values(sealed_at=hall.clock(), withdrawn_at=hall.clock())
        )
    assert _said(hall) == (5, 3, 1, 1)


def test_cells_add_up_and_what_was_withdrawn_is_in_none(busy):
    counted = _counted(busy.database)
    assert (counted.cases, counted.voices, counted.people, counted.unknown, counted.overdue) == (4, 4, 2, 1, 2)
    assert counted.of(kind="要望", section="建設課") == 2
    assert counted.of(month="2026-10") == 1
    assert sum(counted.cells.values()) == counted.cases
    assert counted.months[0] == "2026-04"
    assert (counted.days_to_answer, counted.days_to_end) == (None, None)


@pytest.mark.parametrize(("days", "middle"), [([3], 3), ([1, 4], 2.5), ([9, 1, 2], 2), ([5, 5, 1, 9], 5)])
def test_the_middle_is_that_of_calendar_days_in_japan(hall, days, middle):
    for number, span in enumerate(days):
        # Received at 23:30 and ended at 0:30 in Japan: whole days of the calendar lie between.
        received = datetime(2026, 10, 1, 14, 30, tzinfo=UTC)
        ended = received + timedelta(days=span - 1, hours=1)
        hall.hears(user=f"U{number}", received_at=received, ended_at=ended, end="DONE", state="CLOSED")
    counted = _counted(hall.database)
    assert (counted.days_to_end, counted.ended) == (middle, len(days))
    assert counted.of(end="対応した", month="2026-10") == len(days)


def test_page_sheet_and_files_tell_the_same(busy):
    browser = busy.at_work("kuri", "admin", rights=("export",))
    page = browser.opens(f"/figures/?{PERIOD}").text
    sheet = browser.opens(f"/figures/council?{PERIOD}").text
    document = Document(io.BytesIO(browser.opens(f"/figures/figures.docx?{PERIOD}").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "案件 4件（声 4件。LINEで届けた方 2人、人数を数えられない声 1件）"
    assert words in page
    assert words in sheet
    assert words in cells
    table = browser.opens(f"/figures/figures.csv?{PERIOD}")
    assert table.data.startswith(b"\xef\xbb\xbf")
    assert "要望,未分類,2026-10,建設課,LINE,対応中,1" in table.text
    assert "'=問合せ" in table.text
    for told in (page, sheet):
        assert "世論調査ではなく" in told


def test_every_number_opens_as_many_cases(busy):
    browser = busy.at_work()
    page = browser.opens(f"/figures/?{PERIOD}").text
    links = re.findall(r'href="/console(/figures/cases[^"]+)">(\d+)</a>', page)
    assert len(links) > 10
    for address, number in links:
        behind = browser.opens(address.replace("&amp;", "&")).text
        assert behind.count('href="/console/cases/') == int(number), address


def test_the_tables_of_a_year_add_up_and_lead_back(busy):
    browser = busy.at_work()
    page = browser.opens("/figures/yearly").text
    links = re.findall(r'href="/console(/figures/cases[^"]+)">(\d+)</a>', page)
    assert {"channel", "theme", "kind", "end"} <= {
        part.split("=")[0] for link, _ in links for part in link.split("&amp;")
    }
    for address, number in links:
        behind = browser.opens(address.replace("&amp;", "&")).text
        assert behind.count('href="/console/cases/') == int(number), address
    assert browser.opens("/figures/yearly?year=1999").status_code == 404


def test_the_workbook_has_the_page_s_figures_and_native_charts(busy):
    browser = busy.at_work("kuri", "admin", rights=("export",))
    answer = browser.opens(f"/figures/figures.xlsx?{PERIOD}")
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book["種類と課"]
    grid = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert grid[0] == ["種類", "建設課", "福祉課", "課が決まっていない", "計"]
    assert ["要望", 2, 0, 0, 2] in grid
    assert ["'=問合せ", 0, 0, 1, 1] in grid
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) == 4


def test_the_pdf_is_one_page_of_text_with_the_same_words(busy):
    browser = busy.at_work("kuri", "admin", rights=("export",))
    pdf = pypdfium2.PdfDocument(browser.opens(f"/figures/figures.pdf?{PERIOD}").data)
    assert len(pdf) == 1
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    assert "案件4件（声4件。LINEで届けた方2人、人数を数えられない声1件）" in text
    assert "世論調査ではなく" in text
    assert "中央値：" in text


@pytest.mark.parametrize("kind", ["as it is", "made from other outlines"])
def test_a_font_of_this_machine_goes_into_the_pdf(kind):
    """Whoever opens it sees the same signs, also where no Japanese font is installed."""
    path = pdf_font.truetype_path() if kind == "as it is" else font_path()
    if path is None:
        is_missing(
            "a Japanese font", f"apt-get install {'fonts-ipaexfont-gothic' if kind == 'as it is' else 'fonts-noto-cjk'}"
        )
    signs = "市民の声 髙〜"
    font = Path(path).read_bytes() if kind == "as it is" else pdf_font.as_truetype(path, signs)
    pdfmetrics.registerFont(TTFont("tried", io.BytesIO(font)))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("tried", 40)
    canvas.drawString(50, 700, signs)
    canvas.save()
    assert b"/FontFile2" in out.getvalue()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    said = pdf[0].get_textpage().get_text_range().strip()
    drawn = pdf[0].render(grayscale=True).to_pil()
    pdf.close()
    assert said == signs
    assert drawn.crop((45, 90, 250, 150)).getextrema()[0] < 100  # there is ink where the text stands


_OF_ONE = "建設課の案件だけを数えています。市全体の数ではありません。"


@pytest.mark.parametrize("page", [f"/figures/?{PERIOD}", "/figures/yearly", f"/figures/council?{PERIOD}"])
def test_the_figures_of_one_section_say_so_on_every_page(busy, page):
    of_one = busy.at_work("ono", "officer", department="建設課").opens(page).text
    assert _OF_ONE in of_one
    assert "すべての課" not in of_one
    of_all = busy.at_work("kuri", "officer").opens(page).text
    assert "の案件だけを数えています" not in of_all


def test_the_figures_of_one_section_say_so_on_every_paper_and_in_every_file(busy):
    browser = busy.at_work("ono", "officer", department="建設課", rights=("export",))
    assert "みほん市　建設課の分" in browser.opens(f"/figures/council?{PERIOD}").text

    def body(kind):
        return browser.opens(f"/figures/figures.{kind}?{PERIOD}").data

    paper = Document(io.BytesIO(body("docx")))
    assert paper.paragraphs[0].text.startswith("みほん市　建設課の分　市民の声")
    assert any(one.text.startswith(_OF_ONE) for one in paper.paragraphs)
    pdf = pypdfium2.PdfDocument(body("pdf"))
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    assert _OF_ONE in text
    book = load_workbook(io.BytesIO(body("xlsx")))
    assert all(_OF_ONE in str([[cell.value for cell in row] for row in sheet.rows]) for sheet in book.worksheets)
    assert _OF_ONE in body("csv").decode()
    drawn = re.sub("<[^>]*>", "", browser.opens(f"/figures/chart-kind.svg?{PERIOD}").text)
    assert drawn.endswith(f"{_OF_ONE}声を届けた方からの件数です。世論調査ではなく、市民全体の割合は表しません。")


def test_the_paper_stays_one_page_however_many_sections_there_are():
    cells = {
        Cell(kind, "財政", "2026-11", f"とても長い名前の第{number}担当課", "line", "対応中"): number + 1
        for number in range(40)
        for kind in ("提言", "要望", "苦情", "問合せ", "その他", "未分類")
    }
    refused = dict.fromkeys(REFUSALS, 1_000)
    day = date(2026, 11, 20)
    counted = Figures(day, day, cells, 4_920, 5_000, 4_000, 900, 12.5, 3_000, 20, 2_000, 99, 1_000, refused)
    pdf = pypdfium2.PdfDocument(as_pdf(counted, "とても長い名前のみほん市"))
    pages, text = len(pdf), "".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    assert pages == 1
    assert "ほかの課" in text
    assert "4,920件" in text
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(as_docx(counted, "市"))).tables[1].rows]
    assert len(rows[0]) == 11
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows[1:])


def test_shift_jis_has_what_fits_and_names_what_does_not(hall):
    hall.hears(kind="要望", department="髙橋課")
    hall.hears("街灯が消えています", user="U2", kind="要望", department="𠮷田課")
    browser = hall.at_work("kuri", "admin", rights=("export",))
    assert "Shift_JISにない文字：𠮷" in browser.opens(f"/figures/?{PERIOD}").text
    answer = browser.opens(f"/figures/figures.csv?{PERIOD}&text=sjis")
    text = answer.data.decode("cp932")
    assert "髙橋課" in text
    assert "〓田課" in text
    assert "U+20BB7" in text
    assert "𠮷田課" in browser.opens(f"/figures/figures.csv?{PERIOD}").text


def test_a_chart_has_every_figure_beside_its_bar_in_both_forms(busy):
    browser = busy.at_work()
    drawn = browser.opens(f"/figures/chart-kind.svg?{PERIOD}")
    assert drawn.mimetype == "image/svg+xml"
    root = ElementTree.fromstring(drawn.text)
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[1:-1] == ["要望", "2件", "=問合せ", "1件", "苦情", "1件"]
    assert "世論調査ではなく" in words[-1]
    if font_path() is not None:
        picture = Image.open(io.BytesIO(browser.opens(f"/figures/chart-kind.png?{PERIOD}").data))
        assert picture.width == 1920
    for nothing in ("chart-x.svg", "chart-kind.gif"):
        assert browser.opens(f"/figures/{nothing}").status_code == 404


def test_a_chart_is_text_and_no_mark_up():
    drawn = svg(Chart("<b>&", [("<script>", 3, "3件"), ("なし", 0, "0件")], ""))
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn) is not None


def test_without_a_japanese_font_there_is_no_png_and_no_link_to_one(busy, monkeypatch):
    monkeypatch.setattr("console.charts._FONTS", ())
    font_path.cache_clear()
    browser = busy.at_work()
    try:
        assert browser.opens(f"/figures/chart-kind.png?{PERIOD}").status_code == 404
        page = browser.opens(f"/figures/?{PERIOD}").text
    finally:
        font_path.cache_clear()
    assert ".svg" in page
    assert ".png" not in page


def test_a_section_counts_its_own_cases_only(busy):
    browser = busy.at_work("fuku", department="福祉課")
    assert "案件 1件" in browser.opens(f"/figures/?{PERIOD}").text


@pytest.mark.parametrize(
    "address",
    [
        "/figures/cases?month=9999-12",
        "/figures/cases?month=0001-01",
        "/figures/cases?month=x&kind=%00",
        "/figures/cases?section=%00",
        "/figures/cases?measure=%00",
        "/figures/cases?end=x&channel=x&theme=%25",
        "/figures/?first=0001-01-01&last=0001-01-01",
        "/figures/?first=9999-12-31",
        "/figures/yearly?year=99999999999999999999",
        "/figures/review/draft?measure=%00&year=2026",
        "/knowledge/ledger/measure?measure=%00",
        "/knowledge/mend?answer=99999999999999999999999",
        "/knowledge/mend?answer=-1",
        "/knowledge/log?at=99999999999999999&number=-5",
        "/knowledge/log?at=1&number=99999999999999999999",
    ],
)
def test_an_address_that_makes_no_sense_is_no_fault_of_ours(busy, address):
    assert busy.at_work().opens(address).status_code in (200, 400, 404)


def test_a_period_that_is_none_is_the_fiscal_year(busy):
    page = busy.at_work().opens("/figures/?first=x&last=2099-01-01").text
    assert 'value="2026-04-01"' in page
    assert 'value="2026-11-20"' in page


@pytest.mark.parametrize("asked", ["first=2026-11-10&last=2026-11-01", "first=2001-01-01&last=2026-11-01"])
def test_a_period_that_is_none_is_said_to_be_none_and_is_not_answered_with_noughts(hall, asked):
    hall.hears("側溝のふたが割れています")
    page = hall.at_work().opens(f"/figures/?{asked}").text
    assert "「いつから」は「いつまで」より前の日に、期間は10年までにしてください" in page
    assert "案件 1件" in page
