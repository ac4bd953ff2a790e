"""A wish or a complaint is told nothing that only has one of its words; what is close stands beside the refusal."""

from __future__ import annotations

import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.evaluate import converse

KNOWLEDGE = bundled_knowledge()


@pytest.mark.parametrize(
    "said",
    [
        "家を建てたい",
        "生活保護を受けたい",
        "市長に会いたい",
        "介護に疲れた",
        "働く所がない",
        "議員を減らせ",
        "市報が読みにくい",
    ],
)
def test_who_asks_nothing_is_not_answered_with_a_source(said):
    reply = converse(KNOWLEDGE, [said])
    assert reply.tells_nothing
    assert not reply.sources or "お答えではないかもしれません" in reply.text


@pytest.mark.parametrize(
    "asked", ["移住の件数が知りたい", "協力隊に応募したいけど、どの課？", "届かなかったものはない？"]
)
def test_who_says_what_he_wants_to_know_is_answered(asked):
    assert converse(KNOWLEDGE, [asked]).tells


@pytest.mark.parametrize("asked", ["日本語教室はある？", "リフォームの補助金", "パスポートの申請", "補助金もらえる？"])
def test_what_the_documents_do_not_have_is_no_statement_with_half_of_its_words(asked):
    assert converse(KNOWLEDGE, [asked]).tells_nothing
