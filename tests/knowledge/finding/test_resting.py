"""A statement is told where it has the words of the question: what they may mean, or or asks for it, is not enough."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Goal, Ledger, PlanMeasure, PlanSection, Prose, Source

FILE = Path(__file__).parents[2] / "questions" / "statements" / "statements.jsonl"
CLOSE = "近いことが書かれている所です（お答えではないかもしれません）。"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
_PLAN = "第1次みほん市振興計画 第1章"
# Told in spite of its being left out: 6 % and 8 % when this was set (18 % and 27 % before).
_FOLDS, MOST = 8, {False: 0.07, True: 0.1}


def _town(*told: Prose) -> Knowledge:
    code = Code("1次", "1-1")
    goals = tuple(Goal(f"目標{nth}", one) for nth, one in enumerate(told, 1))
    measure = PlanMeasure(Code("1次", "1-1-1"), "まちの推進", goals, (), (), _source())
    section = PlanSection("みほん市", code, "まち", "第1章 まち", (), (), (measure,), _source())
    return Knowledge.build(Ledger("resting", "みほん市", (section,)), city="みほん市")


def _source() -> Source:
    return Source(_PLAN, "1-1-1 目標")


@pytest.fixture(scope="module")
def town() -> Knowledge:
    """A plan that tells of a shop for the farms' own goods and of help for shops, asked for by what they give away."""
    return _town(
        Prose(
            "学校給食に使う野菜の割合を高めるため、農協や直売所とともに集荷の仕組みをつくります。",
            _source(),
            quoted=True,
        ),
        Prose("デジタル技術を使って職場づくりに取り組む事業者を支援します。", _source(), asked=("商店街", "ポイント")),
        Prose("消防団員の報酬を引き上げ、装備を新しくします。", _source(), quoted=True),
    )


@pytest.mark.parametrize("question", ["道の駅はこれからどう変わるの", "商店街のポイントはどうなるの"])
def test_what_a_word_may_mean_or_asks_for_alone_tells_no_statement(town: Knowledge, question: str):
    reply = answer(town, question, None)
    assert reply.outcome == "unknown", reply.text
    assert not cites(reply.text)


def test_a_statement_that_is_only_asked_for_is_shown_as_close(town: Knowledge):
    assert CLOSE in answer(town, "商店街のポイントはどうなるの", None).text


def test_what_a_measure_called_so_aims_at_is_told_and_not_only_shown(knowledge: Knowledge):
    reply = answer(knowledge, "近くの市や町とどう連携していくつもりなの", None)
    assert cites(reply.text)
    assert "山形連携中枢都市圏を構成する市や町と連携・協力し" in reply.text


def test_a_statement_with_the_very_words_is_told(town: Knowledge):
    assert cites(answer(town, "消防団の装備は新しくなりますか", None).text)


@pytest.mark.parametrize("held", MOST, ids=["read", "held back"])
def test_where_the_statement_is_left_out_another_is_seldom_told(held: bool):
    own = [number for number, row in enumerate(ROWS) if row["held"] == held]
    told = asked = 0
    for fold in range(_FOLDS):
        out = set(own[fold::_FOLDS])
        town = _without(out)
        for number in out:
            for question in ROWS[number]["ask"]:
                asked += 1
                told += cites(answer(town, question, None).text)
    assert told <= MOST[held] * asked, told


def _without(out: set[int]) -> Knowledge:
    fields: dict[str, list[Prose]] = defaultdict(list)
    for number, row in enumerate(ROWS):
        if number not in out:
            fields[row["field"]].append(Prose(row["statement"], _source(), quoted=True))
    sections = []
    for number, (field, told) in enumerate(fields.items(), 1):
        goals = tuple(Goal(f"目標{nth}", one) for nth, one in enumerate(told, 1))
        measure = PlanMeasure(Code("1次", f"1-{number}-1"), f"{field}の推進", goals, (), (), _source())
        sections.append(
            PlanSection("みほん市", Code("1次", f"1-{number}"), field, "第1章 まち", (), (), (measure,), _source())
        )
    return Knowledge.build(Ledger("resting", "みほん市", tuple(sections)), city="みほん市")
