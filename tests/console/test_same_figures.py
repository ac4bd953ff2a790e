"""One question has one figure, wherever it is asked: in the talk, at the desk, in every file and in the reports."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from bundled_knowledge import bundled_knowledge
from hall import Hall, opened
from openpyxl import load_workbook

from bot.current import Current
from handlers.city import City
from storage import figures
from storage.case_lists import Sight

TOWN = City(name="上山市")
MEASURE = "measure=7次+5-1-1&year=2023"


@pytest.fixture
def hall(database, clock) -> Hall:
    return opened(database, clock, name="上山市", knowledge=bundled_knowledge())


def _words_of(docx: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode())


def _cells_of(xlsx: bytes) -> list[str]:
    return [str(cell.value) for sheet in load_workbook(io.BytesIO(xlsx)) for row in sheet for cell in row]


def test_target_and_result_are_the_same_in_the_talk_at_the_desk_and_in_the_review(hall):
    said = Current.open(hall.database, TOWN)("令和5年度のNPO法人数は？", None).text
    target, result = re.search(r"目標(\d+団体)・実績(\d+団体)", said).groups()
    browser = hall.at_work("kuri", "admin", rights=("export",))
    for page in (
        "/knowledge/ledger",
        "/knowledge/ledger/measure?measure=7次+5-1-1",
        f"/figures/review/draft?{MEASURE}",
    ):
        told = re.sub(r"<[^>]+>", " ", browser.opens(page).text)
        assert re.search(rf"NPO法人数(?:(?!NPO法人数).)*?{target}\s+{result}", told, re.DOTALL), page
    words = _words_of(browser.opens(f"/figures/review/draft.docx?{MEASURE}").data)
    assert re.search(rf"NPO法人数\s+{target}\s+{result}", words)
    cells = _cells_of(browser.opens(f"/figures/review/draft.xlsx?{MEASURE}").data)
    assert cells[cells.index("NPO法人数") + 1 :][:2] == [target, result]


def test_the_count_of_voices_is_the_same_on_every_page_and_in_every_file(hall):
    for number in range(7):
        kind = "苦情" if number < 2 else "要望"
        hall.hears(f"街灯{number}が消えています", user=f"U{number}", kind=kind, department="建設課", category="財政")
    with hall.database.reading() as session:
        first, last = figures.fiscal_year(2026)
        counted = figures.counted(session, first, last, Sight(1, None, hall.clock().date(), hall.clock().date()))
    wishes, complaints = counted.of(kind="要望"), counted.of(kind="苦情")
    assert (wishes, complaints, counted.cases) == (5, 2, 7)
    browser = hall.at_work("kuri", "admin", rights=("export",))
    for page in ("/figures/", "/figures/yearly", "/figures/council"):
        assert "案件 7件（声 7件" in browser.opens(page).text, page
    council = browser.opens("/figures/council").text
    assert re.search(r"要望</th>\s*<td[^>]*>\s*(<a[^>]*>)?5", council)
    words = _words_of(browser.opens("/figures/figures.docx").data)
    assert re.search(r"要望\s+5\s+5", words)
    assert re.search(r"苦情\s+2\s+2", words)
    rows = [row.split(",") for row in browser.opens("/figures/figures.csv").text.splitlines() if row.count(",") == 6]
    assert sum(int(row[-1]) for row in rows[1:] if row[0] == "要望") == wishes
    book = load_workbook(io.BytesIO(browser.opens("/figures/figures.xlsx").data))
    table = {
        row[0]: row[-1] for row in book["種類と課"].iter_rows(values_only=True) if row[0] in ("要望", "苦情", "計")
    }
    assert table["要望"] == wishes
    assert ">5件<" in browser.opens("/figures/chart-kind.svg").text
    behind = browser.opens("/figures/cases?kind=要望").text
    assert len(set(re.findall(r"/console/cases/(K-[\d-]+)", behind))) == wishes


def test_word_files_say_that_they_are_japanese(hall):
    """Otherwise a program may print 、 and many kanji in the forms of other countries."""
    browser = hall.at_work("kuri", "admin", rights=("export",))
    for path in ("/figures/figures.docx", f"/figures/review/draft.docx?{MEASURE}"):
        styles = zipfile.ZipFile(io.BytesIO(browser.opens(path).data)).read("word/styles.xml").decode()
        assert 'w:eastAsia="ja-JP"' in styles
        assert "eastAsiaTheme" not in styles


def test_a_file_names_its_encoding_once(hall):
    browser = hall.at_work("kuri", "admin", rights=("export",))
    for path, encoding in (("figures.csv", "utf-8"), ("figures.csv?text=sjis", "shift_jis")):
        assert browser.opens(f"/figures/{path}").headers["Content-Type"] == f"text/csv; charset={encoding}"
