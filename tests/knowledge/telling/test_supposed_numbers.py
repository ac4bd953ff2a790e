"""A number that a resident supposes is held against the printed one: he is told yes or no, and the number itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import figure
from knowledge.ledger.directions import directed
from knowledge.model import Code, Figure, Indicator, Ledger, Results, Source


def first_line(knowledge: Knowledge, *turns: str) -> str:
    return converse(knowledge, turns).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("NPO法人は18団体でいい？", "いいえ、18団体は目標で、実績は17団体です。"),
        ("NPOは17団体で間違いない？", "はい、実績は17団体です。"),
        ("NPOは17団体ですよね", "はい、実績は17団体です。"),
        ("NPOの目標は17団体？", "いいえ、17団体は実績で、目標は18団体です。"),
        ("目標は50件でしたっけ、企業訪問", "はい、計画は50件です。"),
        ("ツアーは5回やる予定だった？", "はい、計画は5ツアーです。"),
        ("移住件数は20件を超えた？", "いいえ、実績は18件です。"),
        ("移住は10件以上あった？", "はい、実績は18件です。"),
        ("市の審議会さ女の人、３割はいんだがした？", "いいえ、実績は21%です。"),
        ("浸透度は三割超えた？", "いいえ、実績は26.8%です。"),
        ("訪問提案は30件以下だった？", "はい、実績は22件です。"),
        ("クアオルトの予算は1000万円を超えてる？", "はい、予算は10,401千円（1,040万1千円）です。"),
        ("協力隊は100万円使った？", "いいえ、実績は221千円（22万1千円）です。"),
        ("協力隊の予算は168万4千円？", "はい、予算は1,684千円（168万4千円）です。"),
    ],
)
def test_whether_a_number_is_so_is_said_first(knowledge: Knowledge, question: str, told: str):
    assert first_line(knowledge, question) == told


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("NPOは何団体？", "18じゃないの？"), "いいえ、18団体は目標で、実績は17団体です。"),
        (("移住は何件？", "本当に18件？"), "はい、実績は18件です。"),
        (("移住は何件？", "20件は超えた？"), "いいえ、実績は18件です。"),
        (("移住の予算", "1000万円超えた？"), "いいえ、予算は7,734千円（773万4千円）です。"),
    ],
)
def test_a_number_said_after_an_answer_is_held_against_it(knowledge: Knowledge, turns: tuple[str, ...], told: str):
    assert first_line(knowledge, *turns) == told


def test_that_the_target_was_reached_is_no_answer_to_whether_another_number_was(knowledge: Knowledge):
    assert "達成しました" not in answer(knowledge, "移住件数は20件を超えた？", None).text
    assert "達成しました" in answer(knowledge, "移住件数は目標の5件を超えた？", None).text


@pytest.mark.parametrize(
    "question",
    [
        "移住は18件のうち何件が県外から？",  # asks for more than whether it is so
        "NPOは18団体も無いの？",  # a yes would say either
        "振興計画を知っている市民は3割くらい？",  # said roughly
        "移住は18件、目標は5件ですか？",  # two numbers
        "移住は5世帯ですか？",  # counted in another unit
        "ツアーが2回しかできなかったのはなぜ？",
    ],
)
def test_neither_yes_nor_no_is_said_where_either_might_mislead(knowledge: Knowledge, question: str):
    assert not answer(knowledge, question, None).text.startswith(("はい、", "いいえ、"))


def test_a_number_in_the_very_name_of_a_row_is_not_supposed():
    knowledge = town_that_counts("1人1日当たりごみ排出量", unit="人")
    assert answer(knowledge, "1人1日当たりごみ排出量は320人ですか？", None).text.startswith("はい、実績は320人です。")


MEANT = Figure("9,800", Decimal(9_800), "人")


def _town(result: str, unit: str, target: Figure = MEANT) -> Knowledge:
    """A town that counts the guests of its library: ``MEANT``, or another ``target``, were meant to come."""
    source = Source("令和6年度 主要施策の成果説明書", "施策3-1-1")
    row = directed(Indicator("図書館の入館者数", target, figure(result, unit), source))
    sheet = Results(
        city="みほん市", year=2024, department="企画課", code=Code("4次", "3-1-1"), title="図書館", chapter="第3章 くらし",
        section="3-1 くらし", strategy=None, purposes=(), goals=(), achievements=(), indicators=(row,), reason=None,
        next_steps=None, source=source,
    )  # fmt: skip
    return Knowledge.build(Ledger("v", results=(sheet,)), city="みほん市")


@pytest.mark.parametrize(
    ("result", "unit", "question", "told"),
    [
        ("10,500", "人", "図書館の入館者数は1万500人でいい？", "はい、実績は10,500人です。"),
        ("2,500", "人", "図書館の入館者数は2千500人でいい？", "はい、実績は2,500人です。"),
        ("10,500", "人", "図書館の入館者数は500人でいい？", "いいえ、実績は10,500人です。"),
        ("12,000", "人", "図書館の入館者数は1.2万人で合ってる？", "はい、実績は12,000人です。"),
        ("1.2", "万人", "図書館の入館者数は1万2千人で合ってる？", "はい、実績は1.2万人です。"),
        ("1.2", "万人", "図書館の入館者数は9800人でしたよね？", "いいえ、9,800人は目標で、実績は1.2万人です。"),
        ("1.2", "万人", "図書館の入館者数は1万人を超えた？", "はい、実績は1.2万人です。"),
    ],
)
def test_a_number_with_powers_is_supposed_as_a_whole(result: str, unit: str, question: str, told: str):
    assert first_line(_town(result, unit), question) == told


def test_a_target_that_is_not_printed_is_not_what_was_supposed():
    town = _town("18", "人", target=Figure(None, None, "回"))
    assert first_line(town, "図書館の入館者数は20人だった？") == "いいえ、実績は18人です。"


def test_the_end_of_a_range_is_not_what_is_supposed():
    assert not first_line(_town("20", "人"), "図書館の入館者数は10〜20人でいい？").startswith(("はい", "いいえ"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("協力隊の予算は168万4千円ちょうど？", "はい、予算は1,684千円（168万4千円）です。"),
        ("協力隊の予算は1,684千円で合ってる？", "はい、予算は1,684千円（168万4千円）です。"),
        ("協力隊の予算は1,684,000円で合ってる？", "はい、予算は1,684千円（168万4千円）です。"),
        ("協力隊の予算は百万円以下？", "いいえ、予算は1,684千円（168万4千円）です。"),
    ],
)
def test_an_amount_of_money_may_be_said_in_any_power(knowledge: Knowledge, question: str, told: str):
    assert first_line(knowledge, question) == told
