"""施策の年次評価: plan, voices and survey answers of one measure and year, alike on the page and in the files."""

from __future__ import annotations

import io
import re

import pytest
from bundled_knowledge import bundled_knowledge
from docx import Document
from hall import Clock, Hall, opened
from held_survey import FILE, held, made
from openpyxl import load_workbook

from console.figure_tables import BANNER
from console.review import DRAFT, TO_FILL
from knowledge.answer import answer
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.bundled import bundled
from knowledge.ledger.by_measure import printed
from panel.results import NO_ESTIMATE
from storage import audit

WHERE = "measure=7次+5-1-1&year=2026"


@pytest.fixture
def town(database, clock: Clock) -> Hall:
    hall = opened(database, clock, name="上山市")
    hall.hears(measures='["7次 5-1-1"]', kind="要望", department="建設課")
    hall.hears("担い手の講座を続けてください", user="U2", measures='["7次 5-1-1"]', kind="提言", end="DONE")
    hall.hears("別のことです", user="U3", measures='["7次 5-1-2"]', kind="苦情")
    return hall


def _words_of_docx(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*cells, *(one.text for one in document.paragraphs), document.sections[0].header.paragraphs[0].text]


def _words_of_xlsx(data: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_what_staff_wrote_stands_in_page_and_files_all_marked_as_draft(town):
    browser = town.at_work("kuri", "admin", rights=("export",))
    browser.opens(f"/figures/review/draft?{WHERE}")
    notes = {"note-要望": "=歩道の要望が続いている", "note-changed": "講座を年2回にした"}
    browser.sends("/figures/review/draft", measure="7次 5-1-1", year="2026", **notes)
    page = browser.opens(f"/figures/review/draft?{WHERE}").text
    docx = _words_of_docx(browser.opens(f"/figures/review/draft.docx?{WHERE}").data)
    xlsx = _words_of_xlsx(browser.opens(f"/figures/review/draft.xlsx?{WHERE}").data)
    for told in (page, "\n".join(docx), "\n".join(xlsx)):
        assert DRAFT in told
        assert BANNER in told
        assert "案件 2件・声 2件" in told
        assert "歩道の要望が続いている" in told
        assert "講座を年2回にした" in told
        assert "対応した 1件" in told
        assert TO_FILL in told  # nobody has summed up the 提言
        assert "別のこと" not in told
    assert "'=歩道の要望が続いている" in xlsx
    with town.database.reading() as session:
        assert audit.lines(session, act="review.written")[0].subject == "review:7次 5-1-1:2026"


def test_the_figures_of_the_plan_are_those_of_the_documents_with_their_place(town):
    where = WHERE.replace("2026", "2023")
    browser = town.at_work("kuri", "admin", rights=("export",))
    docx = Document(io.BytesIO(browser.opens(f"/figures/review/draft.docx?{where}").data))
    rows = [[cell.text for cell in row.cells] for table in docx.tables for row in table.rows]
    assert ["NPO法人数", "18団体", "17団体"] in rows
    assert ["第7次上山市振興計画の市民浸透度", "18.0%", "26.8%"] in rows
    assert any("令和5年度 主要施策の成果説明書 施策5-1-1" in one.text for one in docx.paragraphs)
    assert any("（要約）" in cell for row in rows for cell in row)  # our own words are never shown as the city's


def test_chat_ledger_and_draft_tell_the_same_figures(town):
    browser = town.at_work("kuri", "admin", rights=("export",))
    knowledge = bundled_knowledge()
    ledger = browser.opens("/knowledge/ledger").text
    compared = 0
    for sheet in bundled().results:
        where = f"measure={sheet.code.plan}+{sheet.code.number}&year={sheet.year}"
        docx = Document(io.BytesIO(browser.opens(f"/figures/review/draft.docx?{where}").data))
        rows = [[cell.text for cell in row.cells] for table in docx.tables for row in table.rows]
        for row in sheet.indicators:
            target, result = printed(row, "target"), printed(row, "result")
            said = answer(knowledge, f"{fiscal_year_name(sheet.year)}の{row.name}は？", None).text
            assert f"目標{target}・実績{result}" in said
            assert [row.name, target, result] in rows
            assert f'<td class="one-line">{target}</td><td class="one-line">{result}</td>' in ledger
            compared += 1
    assert compared > 5


def test_monitors_answers_stand_apart_with_n_and_method(town):
    id_ = made(town, FILE.replace("anonymous:", "measure: ７次　5-1-1\nanonymous:"))
    held(town, id_, [{"q1": number % 3, "q2": (0,), "q3": 3, "q4": 1, "q5": ""} for number in range(41)])
    browser = town.at_work("kuri", "admin", rights=("export",))
    told = browser.opens(f"/figures/review/draft?{WHERE}").text
    assert NO_ESTIMATE in told
    assert "市報を読みますか？（41人）" in told
    assert "回答の方法：紙 41人" in told
    assert "計画の指標とは別の調査のため、比べられません" in told


def _boxes(page: str) -> dict[str, str]:
    read = dict(re.findall(r'name="(read-[^"]+)" value="([^"]*)"', page))
    return read | dict(re.findall(r'name="(note-[^"]+)"[^>]*>([^<]*)</textarea>', page))


def test_two_who_write_at_once_keep_what_each_has_written_and_are_asked_before_one_overwrites_the_other(town):
    one, other = town.at_work("kuri"), town.at_work("momo")
    where = {"measure": "7次 5-1-1", "year": "2026"}
    first, second = (_boxes(who.opens(f"/figures/review/draft?{WHERE}").text) for who in (one, other))
    one.sends("/figures/review/draft", **where, **{**first, "note-要望": "歩道の要望が続いている"})
    other.sends("/figures/review/draft", **where, **{**second, "note-changed": "講座を年2回にした"})
    page = town.at_work("nashi").opens(f"/figures/review/draft?{WHERE}").text
    assert ["歩道の要望が続いている" in page, "講座を年2回にした" in page] == [True, True]
    stopped = other.sends("/figures/review/draft", **where, **{**second, "note-要望": "街灯の要望もある"})
    assert stopped.status_code == 409
    assert 'ほかの人が書いた文：<span class="said">歩道の要望が続いている' in stopped.text
    again = {**_boxes(stopped.text), **where}
    assert (again["note-要望"], again["note-changed"]) == ("街灯の要望もある", "講座を年2回にした")
    assert other.sends("/figures/review/draft", **again).status_code == 302
    assert _boxes(one.opens(f"/figures/review/draft?{WHERE}").text)["note-要望"] == "街灯の要望もある"


def test_a_note_that_is_too_long_is_named_and_not_lost(town):
    browser = town.at_work()
    browser.opens(f"/figures/review/draft?{WHERE}")
    told = browser.sends("/figures/review/draft", measure="7次 5-1-1", year="2026", **{"note-要望": "歩道" * 501})
    assert (told.status_code, "歩道" * 501 in told.text) == (400, True)


def test_a_note_with_a_telephone_number_is_kept_and_minded(town):
    browser = town.at_work()
    browser.opens(f"/figures/review/draft?{WHERE}")
    browser.sends(
        "/figures/review/draft", measure="7次 5-1-1", year="2026", **{"note-要望": "連絡先は090-1234-5566です"}
    )
    assert "載せる前に確かめてください" in browser.opens(f"/figures/review/draft?{WHERE}").text


def test_a_measure_or_year_that_is_none_is_no_page(town):
    browser = town.at_work()
    for where in ("measure=x&year=2026", "measure=7次+5-1-1&year=2099", "measure=7次+5-1-1&year=x"):
        assert browser.opens(f"/figures/review/draft?{where}").status_code == 404
