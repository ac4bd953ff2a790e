"""集計: the same figures on page, sheet and file, and every one of them leads back to its cases."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from docx import Document
from hall import Hall

from storage import figures
from storage.case_lists import Sight
from storage.database import Database

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


def test_cells_add_up_and_what_was_withdrawn_is_in_none(busy):
    counted = _counted(busy.database)
    assert (counted.cases, counted.voices, counted.people, counted.unknown, counted.overdue) == (4, 4, 2, 1, 2)
    assert counted.of(kind="要望", section="建設課") == 2
    assert counted.of(month="2026-10") == 1
    assert sum(counted.cells.values()) == counted.cases
    assert counted.months[0] == "2026-04"
    assert (counted.days_to_answer, counted.days_to_end) == (None, None)


def test_page_sheet_and_files_tell_the_same(busy):
    browser = busy.at_work("kuri", "admin", rights=("export",))
    page = browser.opens(f"/figures/?{PERIOD}").text
    sheet = browser.opens(f"/figures/council?{PERIOD}").text
    document = Document(io.BytesIO(browser.opens(f"/figures/figures.docx?{PERIOD}").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "案件 4件（声 4件。LINEで届けた方 2人、ほかの方法（人数は分かりません） 1件）"
    assert words in page
    assert words in sheet
    assert words in cells
    table = browser.opens(f"/figures/figures.csv?{PERIOD}")
    assert table.data.startswith(b"\xef\xbb\xbf")
    assert "要望,2026-10,建設課,1" in table.text
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


def test_a_section_counts_its_own_cases_only(busy):
    browser = busy.at_work("fuku", department="福祉課")
    assert "案件 1件" in browser.opens(f"/figures/?{PERIOD}").text


def test_a_period_that_is_none_is_the_fiscal_year(busy):
    page = busy.at_work().opens("/figures/?first=x&last=2099-01-01").text
    assert 'value="2026-04-01"' in page
    assert 'value="2026-11-20"' in page
