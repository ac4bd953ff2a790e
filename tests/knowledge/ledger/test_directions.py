"""Whether more or less of a thing is better: told by what is counted, not by the bad thing within its name."""

from __future__ import annotations

import pytest
from invented_town import results_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.amendments import Settled, amended
from knowledge.ledger.directions import lower_is_better
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.outcomes import reached
from knowledge.ledger.withdrawal import print_of
from knowledge.model import Ledger, Results


@pytest.mark.parametrize(
    "name",
    [
        "労働災害・水難事故ゼロの継続日数", "ごみの不法投棄の巡回回数", "未収金の整理の件数",
        "いじめ防止研修会の参加者数", "クレームの対応完了率",
        "犯罪に遭った人への支援件数", "虫歯の予防教室の受講者数",
    ],
)  # fmt: skip
def test_what_is_done_about_a_bad_thing_is_wanted(name):
    assert not lower_is_better(name)


@pytest.mark.parametrize(
    "name",
    [
        "国保加入者一人当たりの年間医療費",
        "１人当たり月額介護給付費",
        "食塩の平均摂取量",
        "庁舎の電気使用量",
        "コピー用紙使用枚数",
    ],
)
def test_of_what_things_cost_and_use_less_is_better(name):
    assert lower_is_better(name)


def test_what_is_done_to_use_less_is_wanted():
    assert not lower_is_better("庁舎の電気使用量の削減率")


@pytest.mark.parametrize("name", ["水難事故の発生件数", "苦情の未対応件数", "ごみの不法投棄の件数", "いじめの認知件数"])
def test_the_bad_thing_itself_is_not(name):
    assert lower_is_better(name)


def _town(office: str, row: str, title: str = "") -> Knowledge:
    text = results_text()
    assert "講座の開催回数 ３ 回 ３ 回" in text
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    text = text.replace("講座の開催回数 ３ 回 ３ 回", row).replace(sheet.department, office)
    text = text.replace(sheet.title, title or sheet.title)
    sheets = read_document(text, city="みほん市", plan="4次").results
    return Knowledge.build(Ledger("v", results=tuple(sheets)), city="みほん市")


def _balance(town: Knowledge):
    return next(row for sheet in town.ledger.results for row in sheet.indicators if "経常収支" in row.name)


def test_of_a_hospital_more_is_better_and_of_a_city_less():
    assert reached(_balance(_town("病院事務局", "経常収支比率 100.0 ％ 97.2 ％"))) is False
    assert reached(_balance(_town("財政課", "経常収支比率 100.0 ％ 97.2 ％"))) is True
    assert reached(_balance(_town("図書館", "水道事業の経常収支比率 100.0 ％ 97.2 ％"))) is False


def test_where_the_sheet_does_not_tell_no_verdict_is_given():
    town = _town("図書館", "経常収支比率 100.0 ％ 97.2 ％")
    assert reached(_balance(town)) is None
    said = answer(town, "経常収支比率は目標を達成しましたか", None).text
    assert "達成しました" not in said
    assert "届きませんでした" not in said
    assert "高いほどよい" in said


def test_no_verdict_is_given_where_another_doubt_came_first():
    town = _town("図書館", "経常収支比率※ 100.0 ％ 97.2 ％\n※ 速報の数字です。")
    row = _balance(town)
    assert "注" in row.doubt
    assert (row.lower_is_better, reached(row)) == (None, None)
    said = answer(town, "経常収支比率は目標を達成しましたか", None).text
    assert "達成しました" not in said
    assert "届きませんでした" not in said


def _settled_by_staff(office: str):
    text = results_text()
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    text = text.replace("講座の開催回数 ３ 回 ３ 回", "経常収支比率 100.0 ％ 97.2 ％").replace(sheet.department, office)
    ((identity, sheet),) = identified(sheets_in(read_document(text, city="みほん市", plan="4次")))
    assert isinstance(sheet, Results)
    doubted = next(row for row in sheet.indicators if row.name == "経常収支比率")
    settled = Settled(identity.key, print_of(doubted), "100.0", "97.2", "%")
    ((_, now),) = amended([(identity, sheet)], [settled])
    assert isinstance(now, Results)
    return next(row for row in now.indicators if row.name == "経常収支比率")


def test_staff_who_clear_the_doubt_leave_no_verdict_behind():
    row = _settled_by_staff("図書館")
    assert (row.doubt, row.lower_is_better, reached(row)) == (None, None, None)


def test_staff_who_put_figures_right_do_not_turn_the_row_round():
    assert reached(_settled_by_staff("病院事務局")) is False
    assert reached(_settled_by_staff("財政課")) is True


def test_a_row_that_could_not_be_read_is_not_told_as_blank():
    said = answer(_town("図書館", "講座の開催回数 5 回 5 回 6 回"), "講座の開催回数の目標と実績は", None).text
    assert "とだけ書かれています" not in said
    assert "5 回 5 回 6 回" in said
