"""Of many expressions only those are searched for that may be found, and none that is found is missed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from knowledge.language.expressions import Expressions, signs_needed
from knowledge.language.wordbook import plain, read_language

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("いくら|いくつ", "予算はいくら"),
        ("(?:何|なん)人(?!前)", "参加者はなん人"),
        ("(?<=[っいんし][ただ])年度?", "始まった年は"),
        ("(?i:NPO)法人", "npo法人の数"),
        ("(?i)npo", "NPOの数"),
        ("^(?!.*より)高い", "高いのはどれ"),
        (r"\d+ 割", "8 割くらい"),
        ("(?:の )?(?:推移)?", "何でもない"),
        ("[ぁ-ん]+課", "どの課"),
        ("(ー)+$", "どこかなー"),
    ],
)
def test_an_expression_is_looked_for_wherever_it_is_found(expression: str, text: str):
    assert re.search(expression, text)
    assert list(Expressions([expression]).may_be_in(text)) == [0]


def test_an_expression_whose_signs_are_not_said_is_not_looked_for():
    kinds = Expressions(["いくら|いくつ", "担当課?", "なぜ|どうして"])
    assert list(kinds.may_be_in("予算はいくらで、担当は？")) == [0, 1]
    assert list(kinds.may_be_in("予算はいくらで、担当は？", 1)) == [1]
    assert list(kinds.may_be_in("")) == []


def test_what_is_taken_out_of_a_question_brings_nothing_into_it():
    assert signs_needed("の[ ]予算") == {"予算"}


def test_no_turn_of_speech_in_the_questions_is_missed():
    rows = (*read_language("speech")["speech"], *({"say": say} for say in _cues()))
    written = [row["say"] for row in rows]
    expressions, compiled = Expressions(written), [re.compile(say) for say in written]
    for name in ("dev", "own", "everyday", "blind8"):
        for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            for text in map(plain, json.loads(line)["turns"]):
                may_be = set(expressions.may_be_in(text))
                missed = [written[nth] for nth, one in enumerate(compiled) if nth not in may_be and one.search(text)]
                assert missed == [], text


def _cues() -> list[str]:
    return [cue for row in read_language("aspects")["aspect"] for cue in row["cues"]]
