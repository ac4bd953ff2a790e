"""The plan on a case: indicators of the ledger proposed with the words that spoke, chosen, and shown with figure and source."""

from __future__ import annotations

import re

import pytest
from bundled_knowledge import bundled_knowledge
from hall import Clock, Hall, opened

from knowledge.finding.knowledge import Knowledge
from storage.cases import listed

NPO = "7次 5-1-1：NPO法人数"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return bundled_knowledge()


@pytest.fixture
def town(database, clock: Clock, knowledge) -> Hall:
    return opened(database, clock, name="上山市", knowledge=knowledge)


def test_an_indicator_is_proposed_with_the_words_that_spoke_its_figure_and_its_source(town):
    receipt = town.hears("NPO法人がもっと増えるとよいと思います")
    page = town.at_work().opens(f"/cases/{receipt}/").text
    assert f'<optgroup label="案"><option value="{NPO}">NPO法人数</option>' in page
    assert "案：NPO法人数（「NPO」「法人」から）" in page
    assert "目標 18団体・実績 17団体" in page
    assert "出典：令和5年度 主要施策の成果説明書 施策5-1-1" in page
    assert town.case(receipt).indicator is None


def test_a_chosen_indicator_is_a_reference_to_the_ledger_and_brings_its_measure_along(town):
    receipt = town.hears("側溝のふたが割れています")
    browser = town.at_work()
    page = browser.opens(f"/cases/{receipt}/").text
    assert "案：" not in page[page.index('id="indicator-why"') :]
    page = browser.sends(f"/cases/{receipt}/fields", indicator=NPO)
    case = town.case(receipt)
    assert (case.indicator, listed(case.measures)) == (NPO, ("7次 5-1-1",))
    page = browser.opens(f"/cases/{receipt}/").text
    assert f'<option value="{NPO}" selected>' in page
    assert "目標 18団体・実績 17団体" in page
    assert re.search(r'value="7次 5-1-1" checked><label[^>]*>7次 5-1-1 多様な担い手が参画する', page)
    told = town.told(receipt)[-1]
    assert told.details["indicator"] == NPO


def test_the_indicators_of_the_cases_own_measure_come_first(town):
    receipt = town.hears("側溝のふたが割れています", measures='["7次 5-5-1"]')
    page = town.at_work().opens(f"/cases/{receipt}/").text
    groups = re.findall(r'<optgroup label="([^"]+)"', page)
    assert groups[0] == "7次 5-5-1 移住受け入れ環境の整備"
    assert "移住フェア等への出展回数（移住推進事業費）" in page


def test_what_stands_in_no_ledger_is_refused_and_an_old_reference_stays(town):
    receipt = town.hears()
    old = town.hears("街灯が消えています", user="U2", indicator="昔の指標")
    browser = town.at_work()
    browser.opens(f"/cases/{receipt}/")
    page = browser.sends(f"/cases/{receipt}/fields", indicator="満足度")
    assert page.status_code == 400
    assert "指標は、台帳にあるものから選んでください" in page.text
    assert town.case(receipt).indicator is None
    assert "昔の指標（今の台帳にありません）" in browser.opens(f"/cases/{old}/").text
    browser.sends(f"/cases/{old}/fields", indicator="昔の指標", kind="要望")
    assert (town.case(old).indicator, town.case(old).kind) == ("昔の指標", "要望")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("８次　６－２－１", ("8次 6-2-1",)), ("8次 6-2-1、7次 5-1-1", ("8次 6-2-1", "7次 5-1-1")), ("", ())],
)
def test_a_measure_is_typed_in_any_width(town, typed, kept):
    receipt = town.hears()
    browser = town.at_work()
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/fields", more_measures=typed)
    assert listed(town.case(receipt).measures) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("広報", "計画と番号（例：8次 6-2-1）で書いてください"),
        ("8次 6-2-1, 8次 6-2-2, 8次 6-3-1, 8次 6-4-1", "施策は3つまでにしてください（今は4つです）"),
    ],
)
def test_a_measure_that_is_none_or_one_too_many_is_one_sentence_and_nothing_is_lost(town, typed, says):
    receipt = town.hears()
    browser = town.at_work()
    browser.opens(f"/cases/{receipt}/")
    page = browser.sends(f"/cases/{receipt}/fields", more_measures=typed, kind="要望")
    assert says in page.text
    assert f"<dd>{typed}</dd>" in page.text
    assert "<dd>要望</dd>" in page.text
    assert town.case(receipt).kind is None
