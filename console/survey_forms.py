"""A survey as it stands in the desk's form: every field as typed, so that nothing is lost while something is still wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import yaml

from console import conditions
from console.typed import figures
from panel.calendar import JAPAN
from panel.survey import DEFAULT_TEXT_CHARS, Audience, Question, Survey, Type
from panel.survey_problems import MAX_QUESTIONS, faults
from writing.harmless import without_controls
from writing.signs import one_form

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_SPAN = re.compile(r"([0-9]{1,3})(?:(d|日後?)|(?:h|時間後?))")
_TYPES: tuple[Type, ...] = get_args(Type)


@dataclass(frozen=True)
class Problem:
    """What is wrong, in the words that stand beside the form. ``question``: its place from 0; None: the survey itself."""

    question: int | None
    why: str


@dataclass(frozen=True)
class QuestionForm:
    """One question as typed. ``choices``, ``labels`` and ``show_if`` are written one to a line, the latter two as 1=たかい and
    q1=はい、たぶん."""

    id: str
    type: str = "single"
    text: str = ""
    choices: str = ""
    low: str = ""
    most: str = ""
    labels: str = ""
    required: bool = True
    max_chars: str = str(DEFAULT_TEXT_CHARS)
    show_if: str = ""


@dataclass(frozen=True)
class SurveyForm:
    """The form as typed. Moments are Japanese time as browsers write them: 2026-12-01T18:30."""

    title: str = ""
    opens_at: str = ""
    closes_at: str = ""
    remind_after: str = "3日後"
    districts: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    anonymous: bool = True
    measure: str = ""
    indicator: str = ""
    decision: str = ""
    reason: str = ""
    questions: tuple[QuestionForm, ...] = (QuestionForm("q1"),)


# --- between the form and the survey -------------------------------------------------------------------------------


def filled(survey: Survey) -> SurveyForm:
    """The form that asks for this survey."""
    return SurveyForm(
        survey.title,
        _in_japan(survey.opens_at),
        _in_japan(survey.closes_at),
        "、".join(map(_span_in_japanese, survey.remind_after)),
        survey.audience.districts,
        survey.audience.age_bands,
        survey.anonymous,
        survey.measure or "",
        survey.indicator or "",
        survey.decision or "",
        survey.reason or "",
        tuple(_question_filled(one, survey) for one in survey.questions),
    )


def _question_filled(one: Question, survey: Survey) -> QuestionForm:
    most = one.most if one.type == "multiple" else one.high
    return QuestionForm(
        one.id,
        one.type,
        one.text,
        "\n".join(one.choices),
        "" if one.low is None else str(one.low),
        "" if most is None else str(most),
        "\n".join(f"{point}={label}" for point, label in one.labels.items()),
        one.required,
        str(one.max_chars),
        "\n".join(line for id_, wanted in one.show_if.items() for line in _condition_lines(survey, id_, wanted)),
    )


def _condition_lines(survey: Survey, id_: str, wanted: Sequence[int]) -> list[str]:
    asked = survey.question(id_)
    choices = asked.choices if asked else ()
    return [f"{id_}={choices[value] if 0 <= value < len(choices) else value}" for value in wanted]


def typed(fields: Mapping[str, str], several: Mapping[str, Sequence[str]]) -> SurveyForm:
    """The form as it was sent. ``several`` holds the fields of which more than one may be chosen."""

    def said(name: str) -> str:
        return without_controls(fields.get(name, "")).replace("\r\n", "\n").strip()

    questions = []
    for number in range(MAX_QUESTIONS + 1):
        if f"q-{number}-id" not in fields:
            break
        questions.append(
            QuestionForm(
                said(f"q-{number}-id"),
                said(f"q-{number}-type"),
                said(f"q-{number}-text"),
                said(f"q-{number}-choices"),
                said(f"q-{number}-low"),
                said(f"q-{number}-most"),
                said(f"q-{number}-labels"),
                f"q-{number}-required" in fields,
                said(f"q-{number}-max_chars"),
                said(f"q-{number}-show_if"),
            )
        )
    return SurveyForm(
        said("title"),
        said("opens_at"),
        said("closes_at"),
        said("remind_after"),
        tuple(several.get("districts", ())),
        tuple(several.get("age_bands", ())),
        "anonymous" in fields,
        said("measure"),
        said("indicator"),
        said("decision"),
        said("reason"),
        tuple(questions),
    )


def rearranged(form: SurveyForm, act: str) -> SurveyForm:
    """The form after one of its buttons: ``add``, ``drop-2``, ``up-2`` or ``down-2``; as it is for any other."""
    questions = list(form.questions)
    what, _, number = act.partition("-")
    place = int(number) if re.fullmatch("[0-9]{1,3}", number) else -1
    if what == "add" and len(questions) < MAX_QUESTIONS:
        taken = {one.id for one in questions}
        free = next(id_ for id_ in (f"q{n}" for n in range(1, MAX_QUESTIONS + 2)) if id_ not in taken)
        questions.append(QuestionForm(free))
    elif what == "drop" and 0 <= place < len(questions):
        del questions[place]
    elif what in ("up", "down"):
        other = place + (1 if what == "down" else -1)
        if 0 <= place < len(questions) and 0 <= other < len(questions):
            questions[place], questions[other] = questions[other], questions[place]
    return replace(form, questions=tuple(questions))


class _Reading:
    """Reads one form and gathers what is wrong in it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, question: int | None, why: str) -> None:
        self.problems.append(Problem(question, why))

    def moment(self, text: str, label: str) -> datetime:
        try:
            found = datetime.fromisoformat(text)
            return (found if found.tzinfo else found.replace(tzinfo=JAPAN)).astimezone(UTC)
        except (ValueError, OverflowError):  # the first and the last day of the calendar have no other time zone
            self.wrong(None, f"{label}の日と時刻を選んでください。")
            return datetime.min.replace(tzinfo=UTC)

    def spans(self, text: str) -> tuple[timedelta, ...]:
        spans = []
        for word in re.split(r"[\s、,]+", one_form(text).strip()) if text.strip() else ():
            found = _SPAN.fullmatch(word)
            if found is None or int(found[1]) == 0:
                self.wrong(None, "再度のお願いは「3日後」や「12時間後」の形で書いてください。")
                return ()
            spans.append(timedelta(days=int(found[1])) if found[2] else timedelta(hours=int(found[1])))
        return tuple(spans)

    def whole(self, place: int, text: str, label: str) -> int | None:
        number = figures(text)
        if not number:
            return None
        if not _WHOLE.fullmatch(number):
            self.wrong(place, f"{label}は整数で書いてください（「{text[:20]}」は読めません）。")
            return None
        return int(number)

    def labels(self, place: int, text: str) -> dict[int, str]:
        found: dict[int, str] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            point, sign, label = line.replace("＝", "=").partition("=")
            if not sign or not _WHOLE.fullmatch(figures(point)):
                self.wrong(place, f"段階の名前は「1=分かりにくい」の形で書いてください（「{line[:20]}」）。")
                continue
            found[int(figures(point))] = label.strip()
        return found

    def branch(self, place: int, text: str, earlier: Sequence[Question]) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            name, sign, wanted = (part.strip() for part in line.replace("＝", "=").partition("="))
            asked = conditions.question_meant(name, earlier)
            if not sign or not wanted:
                self.wrong(place, f"条件は「問1=毎月読む」の形で書いてください（「{line[:20]}」）。")
            elif asked is None:
                self.wrong(place, f"条件の「{name[:20]}」は、これより前の質問にありません。")
            else:
                answers = conditions.answers_meant(wanted, asked)
                for one in answers:
                    if isinstance(one, int):
                        found.setdefault(asked.id, []).append(one)
                    else:
                        why = (
                            f"問{earlier.index(asked) + 1}の選択肢にありません"
                            if asked.choices
                            else "数で書いてください"
                        )
                        self.wrong(place, f"条件の「{one[:20]}」は、{why}。")
        return {id_: tuple(dict.fromkeys(values)) for id_, values in found.items()}

    def question(self, place: int, form: QuestionForm, earlier: Sequence[Question]) -> Question:
        if form.type not in _TYPES:
            self.wrong(place, "答え方を選んでください。")
        type_ = form.type if form.type in _TYPES else "text"
        numbered = type_ in ("scale", "number")
        most = (
            self.whole(place, form.most, "いちばん大きい数・いくつまで選べるか")
            if type_ in ("multiple", "scale", "number")
            else None
        )
        chars = self.whole(place, form.max_chars, "字数の上限") if type_ == "text" else None
        lines = tuple(filter(None, map(str.strip, form.choices.splitlines())))
        return Question(
            id=one_form(form.id),
            type=type_,
            text=form.text,
            choices=lines if type_ in ("single", "multiple") else (),
            most=most if type_ == "multiple" else None,
            low=self.whole(place, form.low, "いちばん小さい数") if numbered else None,
            high=most if numbered else None,
            labels=self.labels(place, form.labels) if type_ == "scale" else {},
            required=form.required,
            max_chars=DEFAULT_TEXT_CHARS if chars is None else chars,
            show_if=self.branch(place, form.show_if, earlier),
        )


def made(form: SurveyForm, now: datetime) -> tuple[Survey | None, tuple[Problem, ...]]:
    """The survey the form asks for, or None and everything that must be put right first."""
    reading = _Reading()
    opens_at, closes_at = reading.moment(form.opens_at, "開始"), reading.moment(form.closes_at, "締切")
    spans = reading.spans(form.remind_after)
    questions: list[Question] = []
    for place, one in enumerate(form.questions):
        questions.append(reading.question(place, one, questions))
    if reading.problems:
        return None, tuple(reading.problems)
    survey = Survey(
        title=" ".join(form.title.split()),
        questions=tuple(questions),
        opens_at=opens_at,
        closes_at=closes_at,
        remind_after=spans,
        audience=Audience(form.districts, form.age_bands),
        anonymous=form.anonymous,
        measure=one_form(form.measure) or None,
        indicator=form.indicator or None,
        reason=form.reason or None,
        decision=form.decision or None,
    )
    found = [Problem(one.question, one.why) for one in faults(survey)]
    if closes_at <= now:
        found.append(Problem(None, "締切が過ぎています。"))
    return (None if found else survey), tuple(found)


# --- as a file -----------------------------------------------------------------------------------------------------


def as_file(survey: Survey) -> str:
    """The survey as a YAML file that can be read again."""
    top: dict[str, object] = {
        "title": survey.title,
        "measure": survey.measure,
        "indicator": survey.indicator,
        "opens_at": _in_japan(survey.opens_at),
        "closes_at": _in_japan(survey.closes_at),
        "remind_after": [_span_in_words(span) for span in survey.remind_after],
        "audience": {"districts": list(survey.audience.districts), "age_bands": list(survey.audience.age_bands)},
        "anonymous": survey.anonymous,
        "decision": survey.decision,
        "reason": survey.reason,
        "questions": [_question_for_a_file(one, survey) for one in survey.questions],
    }
    return yaml.safe_dump(top, allow_unicode=True, sort_keys=False, width=1000)


def _question_for_a_file(one: Question, survey: Survey) -> dict[str, object]:
    told: dict[str, object] = {"id": one.id, "type": one.type, "text": one.text}
    if one.choices:
        told["choices"] = list(one.choices)
    if one.low is not None:
        told["min"] = one.low
    most = one.most if one.type == "multiple" else one.high
    if most is not None:
        told["max"] = most
    if one.labels:
        told["labels"] = dict(one.labels)
    if one.type == "text":
        told["max_chars"] = one.max_chars
    if not one.required:
        told["required"] = False
    if one.show_if:
        told["show_if"] = {
            id_: [line.partition("=")[2] for line in _condition_lines(survey, id_, wanted)]
            for id_, wanted in one.show_if.items()
        }
    return told


def _in_japan(moment: datetime) -> str:
    return f"{moment.astimezone(JAPAN):%Y-%m-%dT%H:%M}"


def _span_in_words(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours // 24}d" if hours % 24 == 0 else f"{hours}h"


def _span_in_japanese(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours // 24}日後" if hours % 24 == 0 else f"{hours}時間後"
