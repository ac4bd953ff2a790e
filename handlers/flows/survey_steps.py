"""The steps of a survey that words and buttons lead to: to keep an answer, put a question, go back, pause, look over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers import survey_wording as words
from handlers.flow import A_DAY
from handlers.model import Button, Effect, Facts, Message, Progress, Standing, Told, Turn
from handlers.panel_facts import OpenWave, PastWave, Tidings
from handlers.tidings import ResultsTold
from knowledge.reply import Choice
from panel.reading import Misfit
from panel.survey import Question, Value, value_as_json, value_from_json
from panel.walking import is_complete, kept, next_question, place, question_before

_SLIP = "(slip)"  # told each time an answer did not fit
_SLIPS_BEFORE_PAUSE = 3


@dataclass(frozen=True)
class Answered(Effect):
    """An answer to a question of a wave, given at ``at``; None: passed over."""

    wave: int
    question: str
    value: Value | None
    at: datetime


@dataclass(frozen=True)
class AnswersErased(Effect):
    """Somebody stopped a survey and wants nothing of it kept."""

    wave: int


def results_told(news: Tidings | None, facts: Facts, *, all_of_it: bool = False) -> Turn:
    """The results of a survey; none: there are no others."""
    if news is None:
        return Turn(replace(facts.progress, choices=()), (Message(words.NO_OTHER_RESULTS, (words.VOICE,)),))
    said = words.all_results(news) if all_of_it else words.results(news)
    return Turn(replace(facts.progress, choices=()), (said,), (ResultsTold(news.wave, news.with_word),))


def go_on(facts: Facts, wave: OpenWave, *, lead: str = "") -> Turn:
    """Put the first question that is still open; with none left, offer to look the answers over."""
    question = next_question(wave.survey, answers_of(facts, wave))
    if question is None:
        return review(facts, wave, lead or words.ALL_ANSWERED)
    return put(wave, question, lead=lead)


def answered(
    facts: Facts, wave: OpenWave, question: Question, value: Value | None, at: datetime, *, lead: str = ""
) -> Turn:
    """Keep an answer and go on to the next question, or say thanks."""
    before = answers_of(facts, wave)
    after = kept(wave.survey, {**before, question.id: value})
    effects = () if wave.trial else (Answered(wave.id, question.id, value, at),)
    wave = replace(wave, answers=after)
    following = next_question(wave.survey, after)
    if following is None:
        message = words.thanks(wave.id, wave.survey, lead)
        return Turn(replace(facts.progress, standing=None, choices=()), (message,), effects, about=wave.flow)
    turn = put(wave, following, lead=lead)
    return replace(turn, effects=effects)


def put(wave: OpenWave, question: Question, *, lead: str = "", said: tuple[Told, ...] = ()) -> Turn:
    """Put a question. ``lead`` is said before it; ``said`` stays with it (taps, slips)."""
    message = words.prompt(
        wave.id,
        wave.version,
        question,
        place(wave.survey, wave.answers, question.id),
        present=wave.answers.get(question.id),
        can_go_back=question_before(wave.survey, wave.answers, question.id) is not None,
        lead=lead,
    )
    return Turn(standing_at(wave, question.id, said), (message,), about=wave.flow)


def standing_at(wave: OpenWave, step: str, said: tuple[Told, ...] = ()) -> Progress:
    """Standing at a step of a survey; in a try-out with all answers so far, which are kept nowhere else."""
    if wave.trial:
        said = (*said, *(Told(id_, json.dumps(value_as_json(value))) for id_, value in wave.answers.items()))
    return Progress(standing=Standing(wave.flow, step, said, wave.survey.closes_at))


def back(facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """The question before, or this one again where it is the first."""
    before = question_before(wave.survey, answers_of(facts, wave), question.id)
    if before is None:
        return put(wave, question, lead="これが最初の質問です。")
    return put(wave, before)


def skip(facts: Facts, wave: OpenWave, question: Question, at: datetime) -> Turn:
    """Pass a question over, where it may be."""
    if question.required:
        return put(wave, question, lead=f"この質問はとばせません。あとにするときは「{words.LATER}」と送ってください。")
    return answered(facts, wave, question, None, at)


def pause(facts: Facts) -> Turn:
    """Leave the survey for later."""
    left = replace(facts.progress, standing=None, choices=())
    return Turn(left, (Message(words.PAUSED, (words.SURVEYS,)),), about=stood_in(facts))


def stood_in(facts: Facts) -> str:
    """The survey one stood in: leaving it is not something that came in between."""
    at = facts.progress.standing
    return at.flow if at is not None and at.flow.partition(":")[0] == "survey" else ""


def slip(facts: Facts, wave: OpenWave, question: Question, misfit: Misfit) -> Turn:
    """First a hint, then the numbered list, then rest: nobody is held any more, but an answer that fits is still taken."""
    at = facts.progress.standing
    slips = len([told for told in at.said if told.step == _SLIP]) + 1 if at else 1
    if slips >= _SLIPS_BEFORE_PAUSE:
        ways: tuple[Button, ...] = (words.SURVEYS,)
        if not question.required:
            ways = (words.button(words.SKIP, wave.id, str(wave.version), question.id, "skip"), *ways)
        message = Message(words.paused_after_slips(question), ways)
        return Turn(_at_rest(facts, wave, question), (message,), about=wave.flow)
    said = (*(at.said if at else ()), Told(_SLIP, ""))
    turn = put(wave, question, said=tuple(told for told in said if told.step in (_SLIP, question.id)))
    text = words.hint(question, misfit) if slips == 1 else words.choices_again(question, misfit)
    return replace(turn, messages=(Message(text, turn.messages[0].buttons),))


def _at_rest(facts: Facts, wave: OpenWave, question: Question) -> Progress:
    """The question still stands, as an offer: whatever is no answer to it is meant for somebody else."""
    at = standing_at(wave, question.id, tuple(Told(_SLIP, "") for _ in range(_SLIPS_BEFORE_PAUSE))).standing
    assert at is not None
    until = min(wave.survey.closes_at, facts.now + A_DAY)
    return replace(facts.progress, standing=replace(at, until=until, loose=True), choices=(), topic=None)


def review(facts: Facts, wave: OpenWave, lead: str) -> Turn:
    """All answers so far, to be looked over; ``lead`` is said before them."""
    given = answers_of(facts, wave)
    message = words.review(wave.id, wave.version, wave.survey, given)
    if lead:
        message = replace(message, text=f"{lead}\n{message.text}")
    # The numbers before the answers choose among them, also those that no button of the card is for.
    chooses = tuple(
        Choice(one.label, one.data or "") for one in words.revising(wave.id, wave.version, wave.survey, given)
    )
    return Turn(replace(facts.progress, standing=None, choices=chooses), (message,), about=wave.flow)


def erase(wave: OpenWave) -> Turn:
    """Stop, and keep nothing."""
    effects = () if wave.trial else (AnswersErased(wave.id),)
    return Turn(Progress(), (Message(words.ERASED),), effects, about=wave.flow)


def again(facts: Facts, wave: OpenWave) -> Turn:
    """The same tap twice is one answer. Whoever stands in the survey has the next question in sight already."""
    at = facts.progress.standing
    if at is not None and at.flow == wave.flow:
        return Turn(facts.progress)
    return go_on(facts, wave)


def toggle(facts: Facts, wave: OpenWave, question: Question, value: int) -> Turn:
    """One tap of several: noted without a word, since 「決定」 closes them. A double tap stays one."""
    chosen = _chosen(facts, wave, question)
    if value in chosen:
        return Turn(facts.progress)
    if question.most is not None and len(chosen) >= question.most:
        picked = question.told(tuple(sorted(chosen)))
        text = (
            f"選べるのは{question.most}つまでです（今は「{picked}」）。"
            f"「{words.CONFIRM}」を押すか、番号で選び直してください。"
        )
        ways = (
            words.button(words.CONFIRM, wave.id, str(wave.version), question.id, "done"),
            words.button("選び直す", wave.id, str(wave.version), question.id, "edit"),
        )
        return Turn(facts.progress, (Message(text, ways),), about=wave.flow)
    said = tuple(Told(question.id, str(place_)) for place_ in (*chosen, value))
    return Turn(standing_at(wave, question.id, said), about=wave.flow)


def taps(facts: Facts, wave: OpenWave, question: Question) -> tuple[Told, ...]:
    """What was tapped in the card so far, to stay with the question where it is put again."""
    return () if wave.trial else tuple(Told(question.id, str(place_)) for place_ in _chosen(facts, wave, question))


def _chosen(facts: Facts, wave: OpenWave, question: Question) -> tuple[int, ...]:
    """What was tapped in the card so far."""
    at = facts.progress.standing
    if at is None or at.flow != wave.flow or at.step != question.id:
        return ()
    return tuple(int(text) for text in dict.fromkeys(at.all(question.id)) if text.isdecimal())


def confirm(facts: Facts, wave: OpenWave, question: Question, at: datetime) -> Turn:
    """Close a question of several choices with what was tapped."""
    chosen = _chosen(facts, wave, question)
    if not chosen:
        if question.id in wave.answers:  # 「決定」 pressed twice
            return again(facts, wave)
        lead = f"まだ選ばれていません。選ぶものを押してから「{words.CONFIRM}」を押してください。"
        return put(wave, question, lead=lead)
    value = tuple(sorted(chosen))
    return answered(facts, wave, question, value, at, lead=f"「{question.told(value)}」を受け取りました。")


def late(facts: Facts, wave: OpenWave) -> Turn:
    """The survey is over, though nobody has counted it yet."""
    answered = is_complete(wave.survey, answers_of(facts, wave))
    said = words.late(wave.survey.title, answered=answered, results_out=False)
    return Turn(replace(facts.progress, standing=None, choices=()), (said,))


def over(facts: Facts, past: PastWave) -> Turn:
    """The survey is over."""
    said = words.late(past.title, answered=past.answered, results_out=past.result is not None)
    return Turn(replace(facts.progress, choices=()), (said,))


def wave_of(at: Standing, facts: Facts) -> OpenWave | None:
    """The survey somebody stands in; None where it is gone."""
    number = at.flow.partition(":")[2]
    wave = facts.panel.wave(int(number)) if number.isdecimal() else None
    return replace(wave, answers=answers_of(facts, wave)) if wave else None


def answers_of(facts: Facts, wave: OpenWave) -> Mapping[str, Value | None]:
    """The answers so far; in a try-out those that are kept with where one stands."""
    at = facts.progress.standing
    if not wave.trial or at is None or at.flow != wave.flow or wave.answers:
        return wave.answers
    return _tried(wave, at)


def _tried(wave: OpenWave, at: Standing) -> dict[str, Value | None]:
    """The answers of a try-out, from where it stands."""
    found: dict[str, Value | None] = {}
    for told in at.said:
        question = wave.survey.question(told.step)
        if question is not None and told.step != at.step:
            try:
                found[told.step] = value_from_json(json.loads(told.text))
            except ValueError:  # kept by a release that wrote them otherwise: it is asked again
                continue
    return found
