"""Taking single facts back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_town import results, review

from knowledge.identity import Identity, Sheet, identified, sheets_in
from knowledge.ledger import bundled
from knowledge.model import Figure
from knowledge.withdrawal import Fact, facts_of, without

_LENT = "令和6年度 主要施策の成果説明書 施策2-3-1／貸出冊数"
_SPENT = "令和6年度 実施計画兼予算要求書（検証） 移動図書館費／事業費"


def _sheet(document) -> tuple[Identity, Sheet]:
    (only,) = identified(sheets_in(document))
    return only


def _fact(identity: Identity, sheet: Sheet, name: str) -> Fact:
    (found,) = [fact for fact in facts_of(identity, sheet) if fact.name == name]
    return found


def test_every_fact_of_a_sheet_has_a_name_of_its_own():
    for identity, sheet in identified(sheets_in(bundled())):
        names = [fact.name for fact in facts_of(identity, sheet)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("document", [results(), review()], ids=["results", "review"])
def test_each_fact_can_be_taken_back_and_takes_no_other_with_it(document):
    identity, sheet = _sheet(document)
    _, *single = facts_of(identity, sheet)
    assert len(single) > 6
    for fact in single:
        left = without(identity, sheet, {(identity.key, fact.print)})
        _, *rest = facts_of(identity, left)
        gone = {other.print for other in single} - {other.print for other in rest}
        assert gone == {fact.print}


def test_each_fact_of_the_plan_can_be_taken_back():
    for identity, section in identified(bundled().sections):
        _, *single = facts_of(identity, section)
        for fact in single:
            left = without(identity, section, {(identity.key, fact.print)})
            assert fact.print not in {other.print for other in facts_of(identity, left)}


def test_a_row_that_was_taken_back_is_gone_with_its_figures():
    identity, sheet = _sheet(results())
    left = without(identity, sheet, {(identity.key, _fact(identity, sheet, _LENT).print)})
    assert [row.name for row in left.indicators] == ["試乗会の参加者数", "講座の開催回数"]


def test_a_budget_that_was_taken_back_is_a_gap_that_says_why():
    identity, sheet = _sheet(review())
    left = without(identity, sheet, {(identity.key, _fact(identity, sheet, _SPENT).print)})
    assert (left.budget.target, left.budget.result) == (Figure(None, None, "千円"),) * 2
    assert "確認" in left.budget.doubt
    assert left.staffing == sheet.staffing


def test_a_sheet_can_be_taken_back_as_a_whole():
    identity, sheet = _sheet(results())
    whole, *_ = facts_of(identity, sheet)
    assert without(identity, sheet, {(identity.key, whole.print)}) is None


def test_a_reason_for_a_row_goes_with_the_row():
    identity, sheet = _sheet(results())
    sheet = replace(sheet, reason_about=("貸出冊数",))
    left = without(identity, sheet, {(identity.key, _fact(identity, sheet, _LENT).print)})
    assert (left.reason, left.reason_about) == (None, ())


def test_a_corrected_figure_is_given_and_the_same_wrong_one_is_not():
    identity, sheet = _sheet(results("11,480"))
    withdrawn = {(identity.key, _fact(identity, sheet, _LENT).print)}
    again = _sheet(results("11,480"))
    corrected = _sheet(results("11,840"))
    assert "貸出冊数" not in {row.name for row in without(*again, withdrawn).indicators}
    assert "貸出冊数" in {row.name for row in without(*corrected, withdrawn).indicators}


def test_what_was_taken_back_from_one_sheet_stays_on_another():
    identity, sheet = _sheet(results())
    withdrawn = {(identity.key, _fact(identity, sheet, _LENT).print)}
    other = _sheet(results(department="図書館"))
    assert without(*other, withdrawn) == other[1]
