"""What came of a target: told only where the two figures count the same thing, and in whichever direction is better."""

from __future__ import annotations

from decimal import Decimal

import pytest
from invented_town import results_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.language.scales import brought, scale
from knowledge.language.text import figure
from knowledge.ledger.amendments import AddedRow, Settled, amended
from knowledge.ledger.bundled_rows import Places, indicator_of
from knowledge.ledger.directions import directed
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.outcomes import achieved_share, difference, reached
from knowledge.ledger.toml_entries import Entry
from knowledge.ledger.withdrawal import print_of
from knowledge.model import Indicator, Ledger, Results, Source

_SOURCE = Source("令和6年度 主要施策の成果説明書", "施策3-1-1")


def _row(target: str, target_unit: str | None, result: str, result_unit: str | None) -> Indicator:
    return Indicator("図書館の入館者数", figure(target, target_unit), figure(result, result_unit), _SOURCE)


@pytest.mark.parametrize(
    ("target", "result", "gap", "met"),
    [
        (("9,800", "人"), ("1", "万人"), Decimal(200), True),
        (("1.2", "万人"), ("11,000", "人"), Decimal("-0.1"), False),
        (("3", "km"), ("2,800", "m"), Decimal("-0.2"), False),
        (("5", "ha"), ("60,000", "㎡"), Decimal(1), True),
        (("500", "千円"), ("480,000", "円"), Decimal(-20), False),
        (("3", "か所"), ("3", "箇所"), Decimal(0), True),
        (("10", "人"), ("10", "名"), Decimal(0), True),
        (("10", None), ("12", "人"), Decimal(2), True),
        (("10", "回"), ("300", "人"), None, None),  # times and people have no gap between them
        (("50", "%"), ("300", "人"), None, None),
    ],
)
def test_a_gap_is_told_between_figures_of_one_kind_only(target, result, gap, met):
    row = _row(*target, *result)
    assert (difference(row), reached(row)) == (gap, met)
    assert (achieved_share(row) is None) is (gap is None)


def _town(line: str) -> Knowledge:
    sheets = read_document(
        results_text().replace("講座の開催回数 ３ 回 ３ 回", line), city="みほん市", plan="4次"
    ).results
    return Knowledge.build(Ledger("v", results=tuple(sheets)), city="みほん市")


def test_a_target_that_was_exceeded_in_another_unit_is_not_told_as_missed():
    town = _town("講座の受講者数 9,800 人 1 万人")
    told = answer(town, "講座の受講者数は目標を達成した？", None).text
    assert "200人上回りました" in told
    assert "届きませんでした" not in told
    assert "講座の受講者数" not in answer(town, "目標に届かなかった指標は？", None).text


def test_times_and_people_are_no_share_of_one_another():
    told = answer(_town("講座の開催実績 10 回 300 人"), "講座の開催実績は目標の何割？", None).text
    assert "3000%" not in told
    assert "割合は" not in told


@pytest.mark.parametrize(
    ("value", "unit", "to", "is_"),
    [("3", "千円", "円", 3000), ("5", "百万円", "千円", 5000), ("2", "億円", "万円", 20000), ("12000", "人", "万人", "1.2"),
     ("1.5", "時間", "分", 90), ("2", "t", "kg", 2000), ("3", "割", "%", 30), ("4", "ヘクタール", "ha", 4)],
)  # fmt: skip
def test_an_amount_is_brought_to_another_unit_of_its_kind(value, unit, to, is_):
    assert brought(Decimal(value), unit, to) == Decimal(is_)


@pytest.mark.parametrize(("unit", "to"), [("人", "件"), ("円", "人"), ("%", "ポイント"), ("年", "か月"), ("km", "kg")])
def test_things_of_different_kinds_are_not_brought_together(unit: str, to: str):
    assert brought(Decimal(1), unit, to) is None
    assert scale(unit)[0] != scale(to)[0]


def _read(name: str, target: str, result: str) -> Indicator:
    text = results_text().replace("講座の開催回数 ３ 回 ３ 回", f"{name} {target} 件 {result} 件")
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    return next(row for row in sheet.indicators if row.name == name)


def _bundled(name: str, target: str, result: str) -> Indicator:
    entry = {"name": name, "target": target, "result": result, "unit": "件", "line": 3}
    file = Entry({"document": "d"}, "a test")
    return indicator_of(Entry(entry, "a test"), "施策3-1-1", Places(file, {"d": (1,)}))


def _added(name: str, target: str, result: str) -> Indicator:
    ((identity, sheet),) = identified(sheets_in(read_document(results_text(), city="みほん市", plan="4次")))
    added = AddedRow(identity.key, name, target, result, "件", "みほん市統計書", "表1")
    ((_, now),) = amended([(identity, sheet)], [added])
    assert isinstance(now, Results)
    return now.indicators[-1]


def _put_right(name: str, target: str, result: str) -> Indicator:
    text = results_text().replace("試乗会の参加者数", name)
    ((identity, sheet),) = identified(sheets_in(read_document(text, city="みほん市", plan="4次")))
    assert isinstance(sheet, Results)
    doubted = next(row for row in sheet.indicators if row.name == name)
    ((_, now),) = amended([(identity, sheet)], [Settled(identity.key, print_of(doubted), target, result, "件")])
    assert isinstance(now, Results)
    return next(row for row in now.indicators if row.name == name)


@pytest.mark.parametrize("made", [_read, _bundled, _added, _put_right])
def test_that_less_is_better_is_known_of_a_row_however_it_came_into_the_ledger(made):
    assert reached(made("交通事故発生件数", "10", "5")) is True
    assert reached(made("交通事故発生件数", "10", "15")) is False
    assert reached(made("防犯講座の開催件数", "10", "5")) is False


def test_a_target_that_is_put_right_to_the_most_there_may_be_turns_the_row_round():
    row = _put_right("設備の稼働待ち割合", "30%以下", "25")
    assert row.lower_is_better
    assert not directed(_put_right("設備の稼働待ち割合", "30", "25")).lower_is_better


def test_a_name_broken_over_two_lines_tells_its_direction_as_a_whole():
    lines = "みほん市の全域で一年のあいだに警察へ届け出のあった 10 件 5 件\n交通事故発生件数"
    text = results_text().replace("講座の開催回数 ３ 回 ３ 回", lines)
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    row = next(row for row in sheet.indicators if row.name.endswith("交通事故発生件数"))
    assert row.lower_is_better


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("町債の現在高", True),
        ("公債費の執行率", False),
        ("相談できる人がいない親の割合", True),
        ("たばこを吸っていない人の割合", False),
        ("学校給食の残食率", True),
        ("サルの出没回数", True),
    ],
)
def test_of_debts_and_of_what_people_go_without_less_is_better(name: str, less: bool):
    assert reached(_read(name, "10", "5")) is less


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("漏水を直した修繕件数（少ないほど良い）", True),
        ("苦情の受付件数（多いほど望ましい）", False),
        ("窓口の待ち時間（短いほうがよい）", True),
    ],
)
def test_a_name_that_tells_its_direction_is_believed_whatever_it_counts(name: str, less: bool):
    assert reached(_read(name, "10", "5")) is less
