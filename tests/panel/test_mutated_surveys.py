"""Survey files that something happened to: taken or refused with line and reason, soon."""

from __future__ import annotations

import pytest
from mutations import mutated_text, seeds, within
from town_survey import PAPER

from panel.survey import as_json, from_json
from panel.survey_file import BadSurvey, read

WORDS = [
    "show_if: {q1: [毎月読む]}",
    "choices: [a, b]",
    "type: scale",
    "- {id: q1, type: text, text: もう一度}",
    "&anchor [*anchor]",
    "? ",
    "max: 1e9",
    "opens_at: 9999-12-31",
    "<<: *a",
]


@pytest.mark.parametrize("block", range(10))
def test_a_file_that_something_happened_to_is_taken_or_refused_with_a_reason(block):
    for seed in seeds(60):
        paper = mutated_text(PAPER, block * 1_000_000 + seed, among=WORDS)
        why = "taken"
        with within(5):
            try:
                survey = read(paper)
                assert from_json(as_json(survey)) == survey
            except BadSurvey as refused:
                why = str(refused)
        assert why


def test_a_file_that_unfolds_into_a_billion_is_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with within(2), pytest.raises(BadSurvey):
        read(bomb + PAPER)


def test_a_file_nested_without_end_is_refused_at_once():
    with within(5), pytest.raises(BadSurvey):
        read("title: " + "[" * 20_000)
