"""Which project comes next to one that is named, in the order of their money or their people."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("総務一般の次にお金使った事業はなに？", "「上山型温泉クアオルト事業費」"),
        ("クアオルト事業の次に予算が多いのは？", "「移住推進事業費」"),
        ("協力隊の次にお金がかかってない事業は？", "「国際交流推進費」"),
        ("人権啓発の次に少なかった事業費は？", "「地域おこし協力隊推進事業費」"),
        ("総務一般に次いで予算が大きい事業は？", "「上山型温泉クアオルト事業費」"),
    ],
)
def test_the_project_behind_the_one_that_is_named_is_told(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text.split("\n")[1]


def test_so_is_that_of_another_city():
    text = answer(town("bay"), "観光誘客推進の次にお金を使った事業は？", None).text
    assert "4番目に多いのは「新規就農者支援事業費」" in text


def test_behind_the_last_there_is_none(knowledge: Knowledge):
    assert answer(knowledge, "人権啓発の次に事業費が多いのはどれ？", None).outcome == "unknown"


def test_what_is_done_next_is_no_order(knowledge: Knowledge):
    assert "番目" not in answer(knowledge, "クアオルトの次にやることは？", None).text
