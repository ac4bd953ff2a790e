"""Pushing the results of a survey to those who were asked: looked at first, then sent, once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import sight as own
from console import telling
from console.acting import CannotBeDone
from console.desk import desk
from console.guard import needs
from console.survey_preview import bubble
from console.views.surveys import do, survey_of
from handlers import survey_wording
from handlers.model import Message
from panel import price as prices
from panel import sending_time
from panel.calendar import in_words
from panel.report import Report
from storage import survey_results, switches, waves
from storage.outbox import sealed_body
from storage.surveys import Kept

pages = Blueprint("survey_telling", __name__, url_prefix="/surveys")


@pages.get("/<int:id_>/tell")
@needs("approve", of_all=True)
def look(id_: int) -> Response | str:
    """What would be sent, to how many, when and for how many of the month's pushes."""
    granted = desk().granted()
    with desk().database.reading() as session:
        kept = survey_of(session, id_)
        over = kept.state in ("closed", "reported")
        if not over or waves.results_pushed(session, id_):
            telling.refused("結果は、もう送りました。" if over else "締切のあとに送れます。")
            return redirect(url_for("surveys.show", id_=id_))
        people = waves.to_tell(session, id_)
        report = _report(session, id_)
        stopped = "pushes" in switches.stopped(session)
    limit, used = granted or (None, 0)
    return render_template(
        "surveys/telling.html",
        kept=kept,
        report=report,
        people=people,
        bubble=bubble(_message(report)),
        price=prices.price(people, 0, limit, used).in_words("結果の送信", unknown=granted is None),
        begins=_begins(),
        election=sending_time.election_at(desk().clock(), desk().city.panel.elections),
        stopped=stopped,
    )


@pages.post("/<int:id_>/tell")
@needs("approve", of_all=True)
def tell(id_: int) -> Response:
    """Push the results, once, to those who were asked and have not seen them: one push for each."""
    if not request.form.get("looked"):
        return redirect(url_for("survey_telling.look", id_=id_))
    seal, now = desk().seal, desk().clock()
    granted = desk().granted()

    def act(session: Session, kept: Kept) -> str:
        if kept.state not in ("closed", "reported"):
            raise CannotBeDone("締切のあとに送れます。")
        if waves.results_pushed(session, id_):
            raise CannotBeDone("結果は、もう送りました。")
        if granted is None:
            raise CannotBeDone("今月の残りを、いまLINEに確かめられません。あとでもう一度お試しください。")
        cost = prices.price(waves.to_tell(session, id_), 0, *granted)
        if cost.missing:
            raise CannotBeDone(cost.in_words("結果の送信"))
        body = sealed_body((_message(_report(session, id_)),), seal)
        people = waves.push_results(session, id_, body, seal, now)
        if "pushes" in switches.stopped(session):
            return f"結果を {people}人に1通ずつ送ります。いまは配信を止めているので、再開してから届きます。"
        return f"結果を {people}人に1通ずつ送ります（{_begins()}）。"

    return do(id_, "survey.told", act)


def _report(session: Session, id_: int) -> Report:
    return survey_results.report(session, id_, desk().city.panel.results, desk().seal)


def _message(report: Report) -> Message:
    return survey_wording.results(survey_wording.tidings(report, desk().city.voice.desk, own.today()))


def _begins() -> str:
    """When the letters go out: now, or after the quiet hours."""
    now, quiet = desk().clock(), desk().city.panel.quiet
    at = sending_time.after_quiet(now, quiet)
    if at == now:
        return "すぐに送ります"
    return f"いまは送信を控える時間帯（{sending_time.hours(quiet)}）なので、{in_words(at)}に送ります"
