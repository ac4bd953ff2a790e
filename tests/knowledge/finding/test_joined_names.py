"""Two words joined to a name that another sheet has: the row that merely has them, or their meaning, does not count it."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize("question", ["推進会議は何回", "振興計画推進会議の開催回数は？", "相談会は何回ありましたか"])
def test_what_another_sheet_calls_by_that_name_is_counted_by_no_row(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "unknown"
    assert not reply.sources


@pytest.mark.parametrize(("question", "told"), [("人権相談は何回？", "実績27回"), ("地区会長会は何回？", "実績8回")])
def test_a_joined_name_of_its_own_sheet_or_of_none_is_counted_as_before(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text
