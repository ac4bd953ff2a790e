"""Lists and superlatives over what was planned and what came of it, in whatever words they are asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.bundled import bundled
from knowledge.lists.rankings import FIRST_FEW
from knowledge.model import Figure


def _listed(knowledge: Knowledge, question: str) -> list[str]:
    reply = answer(knowledge, question, None)
    assert cites(reply.text), reply.text
    return [line for line in reply.text.splitlines() if line.startswith("・")]


@pytest.mark.parametrize(
    "question",
    [
        "予定より少なかった活動指標、全部あげて",
        "計画を下回った活動指標はどれですか",
        "予定どおりにいかなかった活動はどれ？",
        "活動が計画に届かなかった事業は？",
        "検証シートで予定を下回った指標を教えて",
    ],
)
def test_activities_that_fell_short_are_told_with_both_figures(knowledge: Knowledge, question: str):
    lines = _listed(knowledge, question)
    assert len(lines) == 3
    assert all("計画" in line and "実績" in line for line in lines)
    assert any("ツアー" in line for line in lines)
    assert not any("NPO法人数" in line for line in lines), "that is a target of the results, no activity"


def test_activities_above_the_plan_are_not_those_below(knowledge: Knowledge):
    (line,) = _listed(knowledge, "予算の検証シートで、予定を上回った活動指標の事業は？")
    assert "移住フェア" in line
    assert "移住推進事業費" in line


def test_a_share_of_the_plan_is_a_condition(knowledge: Knowledge):
    assert len(_listed(knowledge, "目標の半分もいかなかった活動指標ってある？")) == 2
    assert len(_listed(knowledge, "目標の2倍を超えた指標は？")) == 2
    assert len(_listed(knowledge, "目標の8割に届かなかった指標は？")) == 3
    (line,) = _listed(knowledge, "予算を半分も使わなかった事業は？")
    assert "地域おこし協力隊" in line
    assert "海の子山の子" in "".join(_listed(knowledge, "予算を2割以上残した事業は？"))


def test_so_many_people_or_more_are_not_only_those_with_just_so_many(knowledge: Knowledge):
    assert len(_listed(knowledge, "従事人工が1人工の事業は？")) == 1
    assert len(_listed(knowledge, "従事人工が1人工以上の事業は？")) == 2


def test_that_nothing_fulfils_a_condition_is_an_answer(knowledge: Knowledge):
    reply = answer(knowledge, "予定の2倍以上だった活動指標はありますか", None)
    assert "ありません" in reply.text
    assert cites(reply.text)


def test_a_list_keeps_to_the_section_that_was_named(knowledge: Knowledge):
    (line,) = _listed(knowledge, "庶務課の活動指標で予定を下回ったのは？")
    assert "国際交流" in line


def test_projects_that_left_money_are_those_whose_result_is_smaller(knowledge: Knowledge):
    lines = _listed(knowledge, "予算を使い残した事業は？")
    assert len(lines) == 7
    assert not any("まちづくり推進事業費" in line for line in lines)


def test_what_lies_above_the_plan_is_read_from_the_sheets_and_not_known_beforehand():
    """The same question over other figures: one project spends more than it had, one activity is done twice as often."""
    ledger = bundled()
    first, *others = ledger.projects
    over = replace(first.budget, target=Figure("100", Decimal(100), "千円"), result=Figure("250", Decimal(250), "千円"))
    twice = replace(first.activities[0], target=Figure("4", Decimal(4), "回"), result=Figure("9", Decimal(9), "回"))
    first = replace(first, budget=over, activities=(twice, *first.activities[1:]))
    changed = Knowledge.build(replace(ledger, version="changed", projects=(first, *others)), city="上山市")
    (money,) = _listed(changed, "予算を超えた事業は？")
    assert first.name in money
    (activity,) = _listed(changed, "計画の2倍を超えた活動指標は？")
    assert twice.name in activity


def test_one_project_that_is_named_gets_its_own_answer_and_no_list(knowledge: Knowledge):
    text = answer(knowledge, "移住推進事業費は予算より少なく済んだ？", None).text
    assert "次の" not in text
    assert "少な" in text


@pytest.mark.parametrize(
    "question",
    [
        "いちばんお金かかってない事業どれ？",
        "一番お金のかからなかった事業は？",
        "いちばん少なくすんだ事業は？",
        "もっとも費用を抑えた事業は？",
        "いちばん安い事業は？",
        "事業費の最下位は？",
    ],
)
def test_the_cheapest_is_never_told_as_the_dearest(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "人権啓発活動事業費" in text
    assert "総務一般管理費" not in text


@pytest.mark.parametrize(
    "question", ["人手がいちばんかかっていない事業は？", "従事人工が最も小さい事業は", "職員がいちばん関わってない事業"]
)
def test_the_least_work_is_never_told_as_the_most(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "0.1人工" in text
    assert "2.5人工" not in text


def test_places_in_an_order_are_counted(knowledge: Knowledge):
    assert "2番目に少ない" in answer(knowledge, "事業費が2番目に少ない事業は？", None).text
    assert [line.split("：")[0] for line in _listed(knowledge, "使ったお金が少ない3事業は？")] == [
        "・人権啓発活動事業費", "・地域おこし協力隊推進事業費", "・国際交流推進費",
    ]  # fmt: skip
    worst = _listed(knowledge, "達成率ワースト3")
    assert len(worst) == 3
    assert "女性委員" in worst[-1]
    assert "地域間交流地区数" in answer(knowledge, "達成率が2番目に高い指標は？", None).text


def test_who_did_not_use_the_money_has_most_left(knowledge: Knowledge):
    assert "地域おこし協力隊" in answer(knowledge, "予算を一番使わなかった事業は？", None).text


@pytest.mark.parametrize("row", read_language("comparing")["turn"], ids=lambda row: row["name"])
def test_a_turn_of_comparing_is_found_in_its_example_only(row: dict[str, str]):
    assert re.search(row["says"], plain(row["example"]))
    assert not re.search(row["says"], plain(row["counter"]))
    assert row["why"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("お金が一番少なくてすんだ事業はどれ？", "人権啓発活動事業費"),
        ("いちばん安上がりな事業", "人権啓発活動事業費"),
        ("一番金食い虫の事業は？", "総務一般管理費"),
        ("職員の手が一番かかってない事業ってどれ？", "人権啓発活動事業費"),
        ("人がいちばん少なくて済んでる事業は？", "人権啓発活動事業費"),
        ("一番手がかかってる事業は？", "上山型温泉クアオルト事業費"),
    ],
)
def test_the_most_and_the_least_are_asked_for_in_everyday_words(knowledge: Knowledge, question: str, told: str):
    assert f"「{told}」" in answer(knowledge, question, None).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("従事人工が１以上の事業は？", ["上山型温泉クアオルト事業費：2.5人工", "移住推進事業費：1人工"]),
        ("2.5人工かかってる事業はどれ？", ["上山型温泉クアオルト事業費：2.5人工"]),
        ("予算が100万円より少ない事業は？", ["人権啓発活動事業費：223千円", "国際交流推進費：432千円"]),
        ("創生総合戦略の「来てよし」に入ってる事業は？", ["地域おこし協力隊推進事業費", "移住推進事業費"]),
    ],
)
def test_projects_are_listed_by_people_money_or_strategy(knowledge: Knowledge, question: str, told: list[str]):
    lines = _listed(knowledge, question)
    assert len(lines) == len(told)
    assert all(name in line for name, line in zip(told, lines, strict=True)), lines


def test_the_share_of_a_budget_that_was_used_is_ranked(knowledge: Knowledge):
    assert "低いのは「地域おこし協力隊推進事業費」" in answer(knowledge, "執行率が一番低い事業は？", None).text
    assert "高いのは「まちづくり推進事業費」" in answer(knowledge, "執行率が一番高い事業は？", None).text


@pytest.fixture(scope="module")
def without_a_result() -> Knowledge:
    """What is bundled, but the sheet of 総務一般管理費 does not say what was spent."""
    ledger = bundled()
    projects = tuple(
        replace(one, budget=replace(one.budget, result=Figure(None, None, None)))
        if one.name == "総務一般管理費"
        else one
        for one in ledger.projects
    )
    return Knowledge.build(replace(ledger, version="without a result", projects=projects), city="上山市")


@pytest.mark.parametrize("question", ["執行率が一番低い事業は？", "予算が一番余った事業は？"])
def test_what_is_not_printed_is_not_taken_for_nothing(without_a_result: Knowledge, question: str):
    first, *others = answer(without_a_result, question, None).text.splitlines()
    assert "「地域おこし協力隊推進事業費」" in first
    assert any("「総務一般管理費」は、くらべる数字がない" in line for line in others)


def test_no_sum_is_made_where_one_amount_is_missing(without_a_result: Knowledge):
    text = answer(without_a_result, "総務一般管理費と国際交流推進費、合わせて使ったお金はいくら？", None).text
    assert "289千円" in text
    assert "合わせて" not in text


def test_all_that_share_a_place_are_told(knowledge: Knowledge):
    first = answer(knowledge, "従事人工が4番目に少ない事業は？", None).text.splitlines()[0]
    assert "「地域おこし協力隊推進事業費」と「まちづくり推進事業費」" in first


@pytest.mark.parametrize("question", ["Which project was the cheapest?", "Which project had the smallest budget?"])
def test_the_cheapest_is_asked_for_in_english_too(knowledge: Knowledge, question: str):
    assert "人権啓発活動事業費" in answer(knowledge, question, None).text.splitlines()[0]


def test_ten_tenths_of_a_target_are_all_of_it(knowledge: Knowledge):
    assert len(_listed(knowledge, "目標の10割を超えた指標は？")) == len(
        _listed(knowledge, "目標の100%を超えた指標は？")
    )
    assert "10割を超えた" in answer(knowledge, "目標の10割を超えた指標は？", None).text


@pytest.mark.parametrize(
    "question", ["予算が高い100万円以上の事業", "費用が多い12番目の事業", "予算が多い1,000万円の事業"]
)
def test_no_part_of_an_amount_says_how_many_are_asked_for(question: str):
    assert FIRST_FEW.search(question) is None


def test_ten_things_and_more_are_counted_as_one_counts_them():
    said = answer(town("terraces"), "予算を下回った事業はどれ？", None).text
    assert "次の28件です" in said
    assert not re.search(r"\d\dつ", said)
