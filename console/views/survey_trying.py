"""Going through a survey as a resident would, before anybody is asked. Nothing of it is stored."""

from __future__ import annotations

import json

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.receipts import NoReceipt, read_receipt
from console import sight as own
from console import telling
from console.desk import desk, me
from console.guard import needs
from console.views.surveys import survey_of
from handlers import survey_wording
from panel.reading import Misfit, read
from panel.survey import Question, Survey, Value, value_as_json, value_from_json
from panel.walking import kept, next_question, place
from storage import audit, waves
from storage.cases import NoSuchCase, by_receipt
from storage.outbox import sealed_body

pages = Blueprint("survey_trying", __name__, url_prefix="/surveys")


@pages.route("/<int:id_>/try", methods=["GET", "POST"])
@needs("work")
def walk(id_: int) -> str:
    """One question after the other; the answers so far travel in the page."""
    with desk().database.reading() as session:
        survey = survey_of(session, id_).survey
    answers = _said_so_far(survey)
    asked = next_question(survey, answers)
    problem = ""
    if request.method == "POST" and asked is not None and request.form.get("do") == "answer":
        value = _value(asked)
        if isinstance(value, Misfit):
            problem = survey_wording.hint(asked, value)
        else:
            answers = kept(survey, {**answers, asked.id: value})
            asked = next_question(survey, answers)
    said = [(one.text, one.told(answers[one.id])) for one in survey.questions if one.id in answers]
    prompt = (
        survey_wording.prompt(0, 1, asked, place(survey, answers, asked.id), can_go_back=False).text if asked else ""
    )
    return render_template(
        "surveys/trying.html",
        id_=id_,
        survey=survey,
        said=said,
        asked=asked,
        prompt=prompt,
        problem=problem,
        sofar=json.dumps({one: value_as_json(value) for one, value in answers.items()}, ensure_ascii=False),
    )


@pages.post("/<int:id_>/try/send")
@needs("work", of_all=True)
def send(id_: int) -> Response:
    """Send it to one chosen person, known by the receipt of a case: one push. No answer is kept."""
    now, seal = desk().clock(), desk().seal
    back = redirect(url_for("survey_trying.walk", id_=id_))
    receipt = request.form.get("receipt", "")
    with desk().database.writing() as session:
        kept = survey_of(session, id_)
        if kept.state not in ("draft", "scheduled"):
            telling.refused("もう送られているため、試せません。")
            return back
        try:
            case = by_receipt(session, str(read_receipt(receipt)))
            chat = case.chat if own.may_see(session, case) else None
        except (NoReceipt, NoSuchCase):
            chat = None
        if chat is None:
            telling.refused("その受付番号の方は分かりません。")
            return back
        words = survey_wording.invitation(id_, kept.survey, desk().city)
        body = sealed_body(words, seal)
        sent = waves.write_trial(session, id_, chat, body, seal, now)
        if sent:
            audit.record(session, "survey.tried", f"survey:{id_}", now, staff_id=me().id)
    if sent:
        telling.done("1人に送ります（1通）。答えは残りません。")
    else:
        telling.refused("その方には送れません。")
    return back


def _said_so_far(survey: Survey) -> dict[str, Value | None]:
    """The answers in the page; whatever is none of this survey's is left out."""
    try:
        told = json.loads(request.form.get("sofar", "{}"))
        found = {one.id: value_from_json(told[one.id]) for one in survey.questions if one.id in told}
        return {id_: value for id_, value in found.items() if _fits(survey, id_, value)}
    except (ValueError, TypeError, AttributeError):
        return {}


def _fits(survey: Survey, id_: str, value: Value | None) -> bool:
    question = survey.question(id_)
    if question is None:
        return False
    try:
        question.told(value)
    except (IndexError, TypeError):
        return False
    return True


def _value(asked: Question) -> Value | Misfit | None:
    if request.form.get("skip") and not asked.required:
        return None
    text = ",".join(request.form.getlist("choice")) or request.form.get("text", "")
    return read(asked, text)
