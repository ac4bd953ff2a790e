"""Which edition of a plan is meant: the one that is printed is told, of any other no sentence on another and no figure."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        (
            "男女共同参画計画は第何次？",
            "第2次上山市男女共同参画計画",
            "第7次振興計画の施策5-3-2「男女共同参画の推進」です",
        ),
        ("第2次男女共同参画計画は？", "平成28年度策定", "31%"),
        ("第6次定員適正化計画は？", "令和2年度から令和5年度まで", "令和9年度"),
    ],
)
def test_the_edition_that_is_printed_is_told(knowledge: Knowledge, question: str, told: str, never: str):
    text = answer(knowledge, question, None).text
    assert told in text
    assert never not in text


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("第5次定員適正化計画は？", "第6次・第7次"),
        ("定員適正化計画第８次は？", "第6次・第7次"),
        ("第3次男女共同参画計画は？", "第2次"),
    ],
)
def test_of_an_edition_that_is_not_there_nothing_of_another_is_told(knowledge: Knowledge, question: str, there: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "unknown"
    assert "実績" not in reply.text.splitlines()[0]
    assert f"資料に出てくるのは、{there}です。" in reply.text


def test_a_plan_that_is_only_listed_is_told_by_the_list(knowledge: Knowledge):
    assert "障がい者活躍推進計画（第2次）" in answer(knowledge, "障がい者活躍推進計画は第何次", None).text
