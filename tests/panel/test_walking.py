"""The way through any survey: nobody gets lost, nothing of a branch left behind counts."""

from __future__ import annotations

import math
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from town_survey import PAPER, survey

from panel.survey import Question
from panel.survey_file import read
from panel.survey_problems import faults
from panel.walking import asked, kept, next_question, place, question_before

PAPER_SURVEY = read(PAPER)


def test_who_does_not_read_the_paper_is_not_asked_for_its_pages():
    answers = {"q1": 2}
    assert next_question(PAPER_SURVEY, answers).id == "q3"
    assert place(PAPER_SURVEY, {}, "q1") == (1, 5)
    assert place(PAPER_SURVEY, answers, "q3") == (2, 4)
    assert place(PAPER_SURVEY, {"q1": 0}, "q2") == (2, 5)


def test_a_change_of_mind_takes_the_answers_of_its_branch_along():
    answers = {"q1": 0, "q2": (1,), "q3": 4}
    assert kept(PAPER_SURVEY, {**answers, "q1": 2}) == {"q1": 2, "q3": 4}
    assert next_question(PAPER_SURVEY, kept(PAPER_SURVEY, {**answers, "q1": 2})).id == "q4"


def test_going_back_passes_over_what_was_not_asked():
    assert question_before(PAPER_SURVEY, {"q1": 2}, "q3").id == "q1"
    assert question_before(PAPER_SURVEY, {"q1": 0}, "q3").id == "q2"
    assert question_before(PAPER_SURVEY, {}, "q1") is None


def test_who_passes_over_a_question_is_not_asked_what_hangs_on_it():
    optional = survey(
        Question("a", "single", "？", ("甲", "乙"), required=False),
        Question("b", "single", "？", ("甲", "乙"), show_if={"a": (0,)}),
    )
    assert next_question(optional, {"a": None}) is None


def test_a_branch_on_a_branch_goes_with_it():
    chain = survey(
        Question("a", "single", "？", ("甲", "乙")),
        Question("b", "single", "？", ("甲", "乙"), show_if={"a": (0,)}),
        Question("c", "single", "？", ("甲", "乙"), show_if={"b": (1,)}),
    )
    assert kept(chain, {"a": 1, "b": 1, "c": 0}) == {"a": 1}
    assert next_question(chain, {"a": 1, "b": 1}) is None


@st.composite
def surveys(draw):
    """Surveys without faults, with branches on branches."""
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 6))):
        choices = tuple(f"選択{sign}" for sign in "甲乙丙丁"[: draw(st.integers(2, 4))])
        conditions = {}
        for earlier in (
            draw(st.lists(st.sampled_from(questions), max_size=2, unique_by=lambda one: one.id)) if questions else []
        ):
            conditions[earlier.id] = tuple(
                draw(st.sets(st.integers(0, len(earlier.choices) - 1), min_size=1, max_size=len(earlier.choices)))
            )
        kind = draw(st.sampled_from(["single", "multiple"]))
        question = Question(f"q{number}", kind, "？", choices, required=draw(st.booleans()), show_if=conditions)
        if not faults(survey(*questions, question)):
            questions.append(question)
    return survey(*questions) if questions else survey(Question("q", "single", "？", ("甲", "乙")))


def draw_value(data, question):
    places = st.integers(0, len(question.choices) - 1)
    if question.type == "single":
        return data.draw(places)
    return tuple(sorted(data.draw(st.sets(places, min_size=1))))


@given(surveys(), st.data())
def test_every_survey_ends_and_every_step_forward_has_its_step_back(any_survey, data):
    answers = {}
    steps = []
    while (question := next_question(any_survey, answers)) is not None:
        number, of = place(any_survey, answers, question.id)
        assert 1 <= number <= of <= len(any_survey.questions)
        before = question_before(any_survey, answers, question.id)
        assert (before.id if before else None) == (steps[-1] if steps else None)
        steps.append(question.id)
        answers[question.id] = draw_value(data, question)
        assert len(steps) <= len(any_survey.questions)
    assert steps == [question.id for question in asked(any_survey, answers)]
    assert kept(any_survey, answers) == answers


@given(surveys(), st.data())
def test_however_often_minds_change_what_counts_is_one_straight_walk(any_survey, data):
    """Any order of answers, changes and pauses leads to the same place as answering straight through."""
    answers = {}
    for _ in range(data.draw(st.integers(0, 15))):
        possible = asked(any_survey, answers)
        question = data.draw(st.sampled_from(possible))
        answers[question.id] = draw_value(data, question)
        answers = kept(any_survey, answers)
        assert set(answers) <= {one.id for one in asked(any_survey, answers)}
    while (question := next_question(any_survey, answers)) is not None:
        answers[question.id] = draw_value(data, question)
    straight = {}
    while (question := next_question(any_survey, straight)) is not None:
        straight[question.id] = answers[question.id]
    assert straight == answers


@given(surveys(), st.data())
def test_every_question_of_a_sound_survey_can_be_reached(any_survey, data):
    """What the check before saving lets pass is asked of somebody."""
    singles = {
        question.id: [*range(len(question.choices))]
        if question.type == "single"
        else [
            tuple(one for one in range(len(question.choices)) if mask >> one & 1)
            for mask in range(1, 2 ** len(question.choices))
        ]
        for question in any_survey.questions
    }
    if math.prod(map(len, singles.values())) > 5_000:
        return
    reached = set()
    for values in product(*singles.values()):
        reached |= {question.id for question in asked(any_survey, dict(zip(singles, values, strict=True)))}
    assert reached == {question.id for question in any_survey.questions}
