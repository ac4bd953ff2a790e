"""How long a survey takes, for 「約2分」: reading at an unhurried pace and a few seconds for each kind of answer."""

from __future__ import annotations

import math

from panel.survey import Question, Survey

# A person of 70 reads some 400 signs a minute on a telephone.
_SIGNS_PER_SECOND = 400 / 60
_SECONDS_TO_ANSWER = {"single": 6, "multiple": 12, "scale": 6, "number": 10, "text": 30}
# A message travels, is noticed, and the thumb finds the button.
_SECONDS_BETWEEN = 4


def minutes(survey: Survey) -> int:
    """Whole minutes, at least one, if every question is asked."""
    return max(1, round(math.fsum(map(_seconds, survey.questions)) / 60))


def _seconds(question: Question) -> float:
    signs = len(question.text) + sum(map(len, question.options))
    return signs / _SIGNS_PER_SECOND + _SECONDS_TO_ANSWER[question.type] + _SECONDS_BETWEEN
