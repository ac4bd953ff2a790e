"""Answers that came on paper or by telephone, typed in by staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.personal_data import JAPANESE, Find, hidden, may_go_as_is
from console import telling
from console.acting import CannotBeDone
from console.desk import desk, me
from console.guard import needs
from console.page_keys import new_or_same_key, page_key
from console.survey_preview import condition
from console.typed import figures, row_number
from console.views.surveys import survey_of
from handlers.personal import personal_data_in
from panel import ages
from panel.survey import Question, Survey, Value
from panel.walking import asked
from storage import audit, typed_in
from storage.survey_answers import Closed
from writing.harmless import without_controls

pages = Blueprint("survey_paper", __name__, url_prefix="/surveys")

_MODES = {"paper": "紙", "phone": "電話"}
_MOST_LISTED = 20


@dataclass(frozen=True)
class Telling:
    """Free words by which somebody could be known: to which question, what was found, and how they read with that hidden."""

    number: int
    finds: tuple[Find, ...]
    covered: str

    @property
    def kinds(self) -> str:
        return "・".join(dict.fromkeys(JAPANESE[find.kind] for find in self.finds))


class NotDecided(Exception):
    """Whether such words are hidden or kept has not been said."""

    def __init__(self, telling: Sequence[Telling]) -> None:
        super().__init__()
        self.telling = telling


@pages.route("/<int:id_>/paper", methods=["GET", "POST"])
@needs("work", of_all=True)
def enter(id_: int) -> Response | str | tuple[str, int]:
    """One response at a time; the form is empty again afterwards."""
    with desk().database.reading() as session:
        survey = survey_of(session, id_)
    if request.method == "GET":
        return _page(id_, survey.survey, None)
    now = desk().clock()
    try:
        mode, band, district = _of_whom()
        answers = _decided(survey.survey, _answers(survey.survey))
        with desk().database.writing() as session:
            typed_in.only_one_at_once(session, me().id)
            entry = typed_in.type_in(session, id_, mode, band, district, answers, desk().seal, now, page=page_key())
            audit.record(session, "survey.typed_in", f"survey:{id_}", now, staff_id=me().id, mode=mode, entry=entry)
    except NotDecided as problem:
        return _page(id_, survey.survey, None, problem.telling), 400
    except CannotBeDone as problem:
        return _page(id_, survey.survey, str(problem)), 400
    except typed_in.Twice:
        telling.done("この1人分は、すでに追加しています。続けて次の人の分を入力できます。")
        return redirect(url_for("survey_paper.enter", id_=id_))
    except Closed:
        return _page(id_, survey.survey, "このアンケートは、いま回答を受け付けていません。"), 409
    telling.done("1人分を追加しました。続けて次の人の分を入力できます。")
    return redirect(url_for("survey_paper.enter", id_=id_, mode=mode))  # a pile of paper, or a round of calls


@pages.post("/<int:id_>/paper/take-back")
@needs("work", of_all=True)
def take_back(id_: int) -> Response:
    """One that was typed in wrong is taken back by whoever typed it."""
    now, entry = desk().clock(), request.form.get("entry", type=row_number)
    back = redirect(url_for("survey_paper.enter", id_=id_))
    try:
        with desk().database.writing() as session:
            survey_of(session, id_)
            if entry is None or not _is_mine(session, id_, entry) or not typed_in.take_back(session, id_, entry, now):
                telling.refused("その回答は、もう取り消されています。")
                return back
            audit.record(session, "survey.taken_back", f"survey:{id_}", now, staff_id=me().id, entry=entry)
    except Closed:
        telling.refused("締め切ったあとは、取り消せません。")
        return back
    telling.done("1人分を取り消しました。正しい回答を入力し直せます。")
    return back


def _is_mine(session: Session, id_: int, entry: int) -> bool:
    """Whether I typed that one in: the record knows until the close takes away what it points to."""
    about = [f"survey:{id_}"]
    return bool(
        audit.lines(session, act="survey.typed_in", subjects=about, staff_id=me().id, holding=("entry", entry), most=1)
    )


@dataclass(frozen=True)
class Mine:
    """One response I typed in, in words."""

    id: int
    at: datetime
    whom: str
    answers: tuple[tuple[int, str], ...]


def _mine(session: Session, id_: int, survey: Survey) -> tuple[list[Mine], int | None]:
    """A page of what I typed in, newest first, and before which line of the record the next begins; None: it is the last."""
    if not typed_in.may_be_seen(session, id_):
        return [], None
    lines = audit.lines(
        session,
        act="survey.typed_in",
        subjects=[f"survey:{id_}"],
        staff_id=me().id,
        before=request.args.get("before", type=row_number),
        most=_MOST_LISTED + 1,
    )
    page = lines[:_MOST_LISTED]
    entries = {line.detail["entry"]: line.at for line in page if "entry" in line.detail}
    found = typed_in.of(session, id_, entries, desk().seal)
    mine = [
        Mine(
            entry,
            at,
            "・".join(filter(None, (_MODES[found[entry].mode], found[entry].age_band, found[entry].district))),
            tuple(
                (number, question.told(found[entry].answers[question.id]))
                for number, question in enumerate(survey.questions, start=1)
                if question.id in found[entry].answers
            ),
        )
        for entry, at in entries.items()
        if entry in found
    ]
    return mine, page[-1].number if len(lines) > len(page) else None


def _page(id_: int, survey: Survey, problem: str | None, found: Sequence[Telling] = ()) -> str:
    with desk().database.reading() as session:
        mine, older = _mine(session, id_, survey)
    return render_template(
        "surveys/paper.html",
        mine=mine,
        older=older,
        id_=id_,
        survey=survey,
        problem=problem,
        found=found,
        shown=_shown(found),
        may_stay=all(may_go_as_is(one.finds) for one in found),
        typed=request.form,
        mode=request.values.get("mode"),
        how=[_how(survey, place) for place in range(len(survey.questions))],
        page=new_or_same_key(),
        modes=_MODES,
        bands=ages.BANDS,
        districts=[district.name for district in desk().city.panel.districts],
    )


def _of_whom() -> tuple[Literal["paper", "phone"], str, str]:
    mode, band, district = (request.form.get(name, "") for name in ("mode", "age_band", "district"))
    if mode not in _MODES:
        raise CannotBeDone("紙か電話かを選んでください。")
    if band not in ages.BANDS:
        raise CannotBeDone("年代を選んでください。")
    known = [one.name for one in desk().city.panel.districts]
    if known and district not in known:
        raise CannotBeDone("地区を選んでください。")
    return cast("Literal['paper', 'phone']", mode), band, district


def _answers(survey: Survey) -> dict[str, Value | None]:
    """What was typed. Raises CannotBeDone, also for an answer to a question these answers do not lead to: which of the two was
    meant is on the paper only."""
    found: dict[str, Value | None] = {}
    for number, question in enumerate(survey.questions, start=1):
        value = _value(number, question)
        if value is not None:
            found[question.id] = value
    if not found:
        raise CannotBeDone("答えが1つもありません。")
    led_to = {question.id for question in asked(survey, found)}
    for number, question in enumerate(survey.questions, start=1):
        if question.id in found and question.id not in led_to:
            who = condition(survey, number - 1)
            raise CannotBeDone(
                f"問{number}「{question.text}」は、{who}が答える質問です。どちらかの答えを直してください。"
            )
    return found


def _decided(survey: Survey, answers: dict[str, Value | None]) -> dict[str, Value | None]:
    """The answers with what could tell who somebody is hidden, or kept where that was chosen for the very words that were
    shown. Raises NotDecided."""
    found = []
    covered = dict(answers)
    for number, question in enumerate(survey.questions, start=1):
        text = answers.get(question.id)
        if isinstance(text, str) and (finds := personal_data_in(text, desk().city)):
            found.append(Telling(number, finds, hidden(text, finds)))
            covered[question.id] = found[-1].covered
    if not found or request.form.get("do") == "hide":
        return covered
    may_stay = all(may_go_as_is(one.finds) for one in found)
    if request.form.get("do") == "as_is" and may_stay and request.form.get("shown") == _shown(found):
        return answers
    raise NotDecided(found)


def _shown(found: Sequence[Telling]) -> str:
    """What was found, as the page sends it back with the choice."""
    return "、".join(find.words for one in found for find in one.finds)


def _value(number: int, question: Question) -> Value | None:
    given = [one.strip() for one in request.form.getlist(f"a-{question.id}") if one.strip()]
    if not given:
        return None
    if question.type == "text":
        text = without_controls(given[0])
        if len(text) > question.max_chars:
            raise CannotBeDone(f"問{number}は{question.max_chars}字までです（今は{len(text)}字です）。")
        return text
    given = [figures(one) for one in given]
    if not all(one.removeprefix("-").isascii() and one.removeprefix("-").isdigit() and len(one) < 10 for one in given):
        raise CannotBeDone(f"問{number}は数字で入力してください。")
    values = tuple(dict.fromkeys(int(one) for one in given))
    if question.type == "multiple":
        if any(not 0 <= one < len(question.choices) for one in values):
            raise CannotBeDone(f"問{number}の答えを選び直してください。")
        if question.most and len(values) > question.most:
            raise CannotBeDone(f"問{number}は{question.most}つまでです。")
        return values
    low, high = (0, len(question.choices) - 1) if question.type == "single" else (question.low, question.high)
    if (low is not None and values[0] < low) or (high is not None and values[0] > high):
        raise CannotBeDone(f"問{number}の答えが、選べる範囲にありません（{_range(low, high)}）。")
    return values[0]


def _range(low: int | None, high: int | None) -> str:
    """「0〜100」, or with one end only, 「0以上」."""
    if low is None:
        return f"{high}以下"
    return f"{low}以上" if high is None else f"{low}〜{high}"


def _how(survey: Survey, place: int) -> str:
    """Who answers a question and within which bounds, for whoever copies it off paper; "" where there is nothing to heed."""
    question = survey.questions[place]
    parts = [condition(survey, place)]
    if question.type == "multiple" and question.most:
        parts.append(f"{question.most}つまで")
    if question.type == "number" and (question.low is not None or question.high is not None):
        parts.append(_range(question.low, question.high))
    return "・".join(filter(None, parts))
