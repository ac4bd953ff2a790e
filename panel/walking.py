"""The way through a survey: which question comes next, which came before, and what becomes of branches left behind."""

from __future__ import annotations

from panel.survey import Answers, Question, Survey, Value


def asked(survey: Survey, answers: Answers) -> tuple[Question, ...]:
    """The questions that belong to these answers, in order, answered or not."""
    return tuple(question for question in survey.questions if _stands(survey, question, answers))


def next_question(survey: Survey, answers: Answers) -> Question | None:
    """The first question without an answer; None: all are answered or passed over."""
    return next((question for question in asked(survey, answers) if question.id not in answers), None)


def is_complete(survey: Survey, answers: Answers) -> bool:
    """Whether everything that must be answered is: who stops at the last, voluntary question has answered."""
    return bool(answers) and all(question.id in answers or not question.required for question in asked(survey, answers))


def question_before(survey: Survey, answers: Answers, id_: str) -> Question | None:
    """The question one step back from ``id_``; None at the first."""
    before = None
    for question in asked(survey, answers):
        if question.id == id_:
            return before
        before = question
    return before


def kept(survey: Survey, answers: Answers) -> dict[str, Value | None]:
    """The answers that still count: those on branches that were left by a change of mind are gone."""
    belonging = {question.id for question in asked(survey, answers)}
    return {id_: value for id_, value in answers.items() if id_ in belonging}


def place(survey: Survey, answers: Answers, id_: str) -> tuple[int, int]:
    """Where a question stands, as in 「2/5」: its number among those asked, and how many there will be at most."""
    possible = [question for question in survey.questions if _may_stand(survey, question, answers)]
    ids = [question.id for question in possible]
    return (ids.index(id_) + 1 if id_ in ids else len(ids)), len(ids)


def matches(question: Question, value: Value | None, wanted: tuple[int, ...]) -> bool:
    """Whether an answer is one of those a branch asks for; of several chosen, one is enough."""
    if isinstance(value, tuple):
        return any(chosen in wanted for chosen in value)
    return question.type != "text" and value in wanted


def _stands(survey: Survey, question: Question, answers: Answers) -> bool:
    for id_, wanted in question.show_if.items():
        earlier = survey.question(id_)
        if earlier is None or id_ not in answers or not matches(earlier, answers[id_], wanted):
            return False
        if not _stands(survey, earlier, answers):
            return False
    return True


def _may_stand(survey: Survey, question: Question, answers: Answers) -> bool:
    for id_, wanted in question.show_if.items():
        earlier = survey.question(id_)
        if earlier is None or not _may_stand(survey, earlier, answers):
            return False
        if id_ in answers and not matches(earlier, answers[id_], wanted):
            return False
    return True
