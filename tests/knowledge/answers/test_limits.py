"""Whether a question names a limit of the documents is one thing, what is told of it another."""

from __future__ import annotations

import pytest

from knowledge.answers.limits import limit_named, outside
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand


@pytest.mark.parametrize(
    ("asked", "limit"),
    [
        ("令和12年度の移住件数は？", "令和12年度"),
        ("8月の移住件数は？", "8月"),
        ("第3次振興計画の目標は？", "第3次振興計画"),
        ("令和5年度の移住件数は？", None),
        ("移住件数は？", None),
    ],
)
def test_a_limit_is_what_the_documents_do_not_cover(knowledge: Knowledge, asked: str, limit: str | None):
    question = understand(knowledge, asked, None)
    assert limit_named(knowledge, question.asked) == limit
    assert (outside(knowledge, question) is None) is (limit is None)


def test_what_comes_next_year_may_be_told_in_words_beyond_the_limit(knowledge: Knowledge):
    question = understand(knowledge, "来年度の移住の取組は？", None)
    assert outside(knowledge, question) is None
