"""Statements of plans nobody here has met are found under everyday words, or shown as close; another one is seldom told.

Of the 160 statements every fourth is held back: whoever mends the engine does not read what is asked for it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, found, normalised
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Goal, Ledger, PlanMeasure, PlanSection, Prose, Source

FILE = Path(__file__).parents[2] / "questions" / "statements" / "statements.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
# Shown or told when the floors were set: 78 % of the read ones (64 % before), 66 % of those held back (53 %).
FLOORS = {False: 0.76, True: 0.64}
WRONG = 0.05
_PLAN = "第1次みほん市振興計画 第1章"


@pytest.fixture(scope="module")
def town() -> Knowledge:
    """One plan with a section for each field of a city's work."""
    fields: dict[str, list[dict]] = defaultdict(list)
    for row in ROWS:
        fields[row["field"]].append(row)
    sections = tuple(_section(number, field, rows) for number, (field, rows) in enumerate(fields.items()))
    return Knowledge.build(Ledger("statements", "みほん市", sections), city="みほん市")


@pytest.mark.parametrize("held", FLOORS, ids=["read", "held back"])
def test_most_statements_are_found_in_everyday_words(town: Knowledge, held: bool):
    counted = Counter(_outcome(town, row, asked) for row in ROWS if row["held"] == held for asked in row["ask"])
    assert counted["found"] >= FLOORS[held] * counted.total(), counted
    assert counted["wrong"] <= WRONG * counted.total(), counted


def _outcome(town: Knowledge, row: dict, asked: str) -> str:
    text = answer(town, asked, None).text
    if found(row["key"][0], normalised(text)):
        return "found"
    return "wrong" if cites(text) else "untold"


def _section(number: int, field: str, rows: list[dict]) -> PlanSection:
    code = Code("1次", f"{number // 9 + 1}-{number % 9 + 1}")
    of_measure = Code(code.plan, f"{code.number}-1")
    place = Source(_PLAN, f"{of_measure.number} 目標")
    parts: dict[str, list[Prose]] = defaultdict(list)
    for row in rows:
        source = Source(_PLAN, f"{code.number} 現状と課題") if row["section"] == "現状と課題" else place
        parts[row["section"]].append(Prose(row["statement"], source, quoted=True))
    issues, efforts = parts.pop("現状と課題", []), parts.pop("これまでの取組", [])
    goals = tuple(
        Goal(f"目標{nth}", prose) for nth, prose in enumerate((one for told in parts.values() for one in told), 1)
    )
    measure = PlanMeasure(of_measure, f"{field}の推進", goals, tuple(efforts), (), place)
    return PlanSection("みほん市", code, field, "第1章 まち", tuple(issues), (), (measure,), place)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("NPOとか地域の自主的な活動って増えてるの？盛り上がってる？", "活発とは言えず"),
        ("まちづくりに関わりたいって思ってる市民、実際多いの？", "少ない状況"),
        ("市の情報は、市報のほかに何で発信されていますか？", "LINE"),
        ("市ってNPOさんにどんなことしてあげてるの？令和５年度の話で", "指導と助言"),
        ("きょうりょくたいの ほうこくかいには ひとは きたの？", "大勢の人が集まり"),
        ("中期財政計画では、どのようなことを数値の目標にしていたのですか？", "市債残高の縮減"),
        ("地区会ってふだんどんなことやってる団体なの？", "ふれあい活動"),
        ("人権擁護委員は何をする人？", "啓発事業や相談事業"),
    ],
)
def test_whether_it_is_so_and_what_is_done_is_told_by_the_statement_that_says_so(
    knowledge: Knowledge, question: str, told: str
):
    assert told in answer(knowledge, question, None).text


def test_why_else_is_no_way_in_which_something_is_done(knowledge: Knowledge):
    assert "理由は" in answer(knowledge, "ほかに何でNPOは減ったの？", None).text


def test_what_a_project_is_for_is_its_own_purpose(knowledge: Knowledge):
    text = answer(knowledge, "名取との子ども交流って、そもそも何のためにやってるの？", None).text
    assert "親交を深め" in text


def test_a_share_of_what_was_reckoned_with_is_told_of_the_row(knowledge: Knowledge):
    question = "名取市との子どもの交流は、見込んでいた人数の何割くらいが参加したのでしょうか？"
    assert "目標60人・実績48人" in answer(knowledge, question, None).text


def test_those_of_one_town_are_not_all_who_came(knowledge: Knowledge):
    assert answer(knowledge, "名取の子は何人来たの？", None).outcome == "unknown"


def test_what_else_there_is_is_not_told_by_the_thing_set_aside(knowledge: Knowledge):
    text = answer(knowledge, "名取市とは子どもの交流のほかにどんなことで付き合いがあるの？", None).text
    assert "スポーツ交流" in text
