"""A name in quotation marks is known as one wherever it is looked for; a sentence that is quoted is none."""

from __future__ import annotations

import pytest

from knowledge.language.quotes import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("子育て広場「ころころ」と湖畔の宿「みずうみのほとりのいえ」", ["ころころ", "みずうみのほとりのいえ"]),
        ("体験施設「風と森と湖のふるさと交流体験センター」", ["風と森と湖のふるさと交流体験センター"]),
        ("「雨の日に、遊べる所」という声", []),
        ("「あ」の欄", []),
    ],
)
def test_names_in_quotation_marks(text: str, names: list[str]):
    assert names_in(text) == names
