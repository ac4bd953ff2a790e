"""Taking single facts back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_town import results, review

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import Identity, Sheet, identified, sheets_in
from knowledge.ledger.merging import merged
from knowledge.ledger.withdrawal import HELD_BACK, Fact, facts_of, is_held_back, without
from knowledge.model import Figure, Prose

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


def test_an_indicator_of_the_plan_that_was_taken_back_is_gone_and_leaves_no_gap():
    identity, section = next(iter(identified(bundled().sections)))
    said = [Prose(f"貸出冊数は、目標値が{nth}冊です。", section.source) for nth in range(4)]
    measure, *others = section.measures
    section = replace(section, aims=tuple(said[:2]), measures=(replace(measure, aims=tuple(said[2:])), *others))
    fact = next(one for one in facts_of(identity, section) if said[0].text in one.says)
    other = next(one for one in facts_of(identity, section) if said[2].text in one.says)
    left = without(identity, section, {(identity.key, fact.print), (identity.key, other.print)})
    assert (left.aims, left.measures[0].aims) == ((said[1],), (said[3],))


def test_a_row_that_was_taken_back_keeps_its_name_and_no_figures():
    identity, sheet = _sheet(results())
    left = without(identity, sheet, {(identity.key, _fact(identity, sheet, _LENT).print)})
    assert [row.name for row in left.indicators if not is_held_back(row)] == ["試乗会の参加者数", "講座の開催回数"]
    (held,) = [row for row in left.indicators if is_held_back(row)]
    assert (held.name, held.target.printed, held.result.printed) == ("貸出冊数", None, None)


def test_a_reason_that_was_taken_back_is_no_reason_the_sheet_does_not_give():
    identity, sheet = _sheet(results())
    (reason,) = [fact for fact in facts_of(identity, sheet) if fact.name.endswith("／理由")]
    assert reason.held_back
    assert without(identity, sheet, {(identity.key, reason.print)}).reason.text == HELD_BACK


@pytest.mark.parametrize(
    ("fact", "question", "says"),
    [
        ("／NPO法人数", "令和5年度のNPO法人数は？", "令和5年度のNPO法人数の数字は、"),
        ("／NPO法人数", "NPOの数は？", "令和5年度のNPO法人数の数字は、"),
        ("／移住推進事業費", "移住推進事業費の予算は？", "令和5年度の移住推進事業費の数字は、"),
        ("／移住フェア等への出展回数", "移住フェアには何回出た？", "令和5年度の移住フェア等への出展回数の数字は、"),
        ("5-1-1／理由", "7次の5-1-1の理由は？", "理由は、"),
        ("5-1-1／今後の取組", "NPO法人数の今後の取組は？", "今後の取組は、"),
    ],
)
def test_who_asks_for_what_was_taken_back_hears_that_the_city_looks_into_it(fact, question, says):
    fact = "移住推進事業費／事業費" if fact == "／移住推進事業費" else fact
    facts = [one for pair in identified(sheets_in(bundled())) for one in facts_of(*pair) if one.name.endswith(fact)]
    withdrawn = {(one.sheet.key, one.print) for one in facts}
    knowledge = Knowledge.build(merged(bundled(), (), withdrawn), words=(), city="上山市")
    told = answer(knowledge, question, None)
    assert told.text.startswith(f"{says}{HELD_BACK}")
    assert "出典" not in told.text
    assert told.outcome == "out_of_scope"
    assert not any(
        says.removesuffix("の数字は、").removeprefix("令和5年度の") in choice.says for choice in told.choices
    )


def test_what_stands_beside_a_held_back_figure_is_told_as_ever():
    facts = [one for pair in identified(sheets_in(bundled())) for one in facts_of(*pair) if "NPO法人数" in one.name]
    withdrawn = {(one.sheet.key, one.print) for one in facts}
    knowledge = Knowledge.build(merged(bundled(), (), withdrawn), words=(), city="上山市")
    told = answer(knowledge, "NPO法人数と市民浸透度は？", None).text
    assert "目標18.0%・実績26.8%" in told
    assert f"NPO法人数の数字は、{HELD_BACK}" in told
    assert "17団体" not in told


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
    assert "貸出冊数" in {row.name for row in without(*again, withdrawn).indicators if is_held_back(row)}
    assert not any(is_held_back(row) for row in without(*corrected, withdrawn).indicators)


def test_what_was_taken_back_from_one_sheet_stays_on_another():
    identity, sheet = _sheet(results())
    withdrawn = {(identity.key, _fact(identity, sheet, _LENT).print)}
    other = _sheet(results(department="図書館"))
    assert without(*other, withdrawn) == other[1]
