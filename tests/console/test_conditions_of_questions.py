"""The builder: what an officer types as the condition of a question is taken as it is meant, or named with what is wrong."""

from __future__ import annotations

import re

import pytest
from hall import Clock, Hall

from console.survey_forms import QuestionForm, SurveyForm, made

ONE = QuestionForm("q1", "single", "雪かきをどうしていますか？", "自分でする\n業者に頼む\n頼む人がなく、困っている")
TWO = QuestionForm("q2", "scale", "満足していますか？", low="1", most="5", labels="1＝不満\n5=満足")


def _meant(typed: str) -> tuple[dict[str, tuple[int, ...]] | None, str]:
    three = QuestionForm("q3", "text", "くわしく教えてください。", show_if=typed)
    form = SurveyForm("雪かき", "2026-12-01T18:30", "2026-12-08T20:00", "", questions=(ONE, TWO, three))
    survey, problems = made(form, Clock().at)
    return (dict(survey.questions[2].show_if) if survey else None, "".join(one.why for one in problems))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("q1=自分でする", {"q1": (0,)}),
        ("問1＝自分でする、業者に頼む", {"q1": (0, 1)}),
        ("問1=自分でする,業者に頼む", {"q1": (0, 1)}),
        ("問1=「自分でする」か「業者に頼む」", {"q1": (0, 1)}),
        ("問1=頼む人がなく、困っている", {"q1": (2,)}),
        ("q1=自分でする\nq1=業者に頼む", {"q1": (0, 1)}),
        ("問1=自分でする\n問2=１、２", {"q1": (0,), "q2": (1, 2)}),
        ("問2=満足", {"q2": (5,)}),
    ],
)
def test_a_condition_is_taken_as_it_is_meant(typed, meant):
    assert _meant(typed) == (meant, "")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("問1=自分でする、しない", "条件の「しない」は、問1の選択肢にありません"),
        ("問7=自分でする", "条件の「問7」は、これより前の質問にありません"),
        ("問2=たぶん", "数で書いてください"),
        ("自分でする", "「問1=毎月読む」の形で"),
    ],
)
def test_what_is_no_answer_is_named(typed, why):
    survey, said = _meant(typed)
    assert survey is None
    assert why in said


def test_the_builder_speaks_no_word_of_the_file(hall: Hall):
    browser = hall.at_work()
    page = browser.opens("/surveys/new").text
    words = " ".join(re.findall(r">([^<]*)<", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)))
    for key in ("measure", "reason", "show_if", "max_chars", "labels", "indicator", "（min", "max）", "（id"):
        assert key not in words
    assert "「問1=毎月読む、ときどき読む」" in words
    wrong = {"q-0-id": "q1", "q-0-type": "scale", "q-0-text": "雪", "q-0-low": "5", "q-0-most": "5", "title": "雪"}
    told = browser.sends("/surveys/new", do="look", opens_at="2026-12-01T18:30", closes_at="2026-12-01T18:30", **wrong)
    assert "締切が、開始より前か同じです。" in told.text
    assert "段階で答える質問には、いちばん小さい数と、それより大きい数を" in told.text
