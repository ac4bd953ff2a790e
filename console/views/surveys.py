"""アンケート: from the builder to the results and to what the city does about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Redirect

from casework.csv_tables import as_csv, missing_in_sjis
from casework.personal_data import JAPANESE
from console import sight as own
from console import survey_files, telling
from console.acting import CannotBeDone, as_kept, kept_for_copying, typed, typed_day
from console.charts import Chart, NoJapaneseFont, font_path, png, svg
from console.desk import desk, me
from console.downloads import download
from console.guard import needs
from console.rights import may
from console.survey_forms import Problem, SurveyForm, as_file, filled, made, rearranged
from console.survey_forms import typed as typed_form
from console.survey_preview import bubbles
from console.typed import row_number
from console.views.ledger import all_measures
from handlers.days import month_and_day
from handlers.survey_wording import results_day
from panel import ages, sending_time
from panel import price as prices
from panel.calendar import GRACE
from panel.calendar import in_words as moment_in_words
from panel.duration import minutes
from panel.report import WEIGHTED_SHORT, method, rows
from panel.results import FEW, HIDDEN, NO_ESTIMATE, answers_of, in_words, rate, row_name
from panel.survey import Survey
from panel.survey_file import MAX_FILE_BYTES, BadSurvey, read
from panel.survey_problems import advice
from storage import audit, survey_results, surveys, waves
from storage.surveys import Kept, NotThere

pages = Blueprint("surveys", __name__, url_prefix="/surveys")

Page = str | Redirect | tuple[str, int]
_STATES = {
    "draft": "下書き",
    "scheduled": "予約",
    "open": "実施中",
    "closing": "締切の処理中",
    "closed": "締切・集計を公表前",
    "reported": "集計を公表",
}


def standing(kept: Kept) -> str:
    """The state in words. Nothing is called 報告済み before the city's word stands there, or the day it is promised for."""
    if kept.asks_staff:
        return "保留中"
    if kept.state not in ("closed", "reported"):
        return _STATES[kept.state]
    if kept.reflection:
        return "報告済み" if kept.state == "reported" else "締切・反映を記入済み"
    if kept.reflection_by:
        return f"{_STATES[kept.state]}（反映は{month_and_day(kept.reflection_by)}まで）"
    return "反映の記入待ち"


def survey_of(session: Session, id_: int, *, held: bool = False) -> Kept:
    """The survey of that number, ``held`` against whoever else would change it; the 404 page where there is none."""
    try:
        return surveys.in_hand(session, id_) if held else surveys.get(session, id_)
    except NotThere:
        abort(404)


@pages.get("/")
@needs("read")
def everything() -> str:
    """All surveys with their states and how they go."""
    with desk().database.reading() as session:
        found = [(one, surveys.progress(session, one.id)) for one in surveys.listed(session)]
    return render_template("surveys/everything.html", found=found, standing=standing, rate=rate)


# --- making one ----------------------------------------------------------------------------------------------------


@pages.route("/new", methods=["GET", "POST"])
@needs("work", of_all=True)
def new() -> Page:
    """The builder, empty at first; from a file when one is sent."""
    if request.method == "GET":
        opens = own.today() + timedelta(days=7)
        form = SurveyForm(opens_at=f"{opens}T18:30", closes_at=f"{opens + timedelta(days=10)}T20:00")
        return _builder(form, None)
    return _taken(None)


@pages.route("/<int:id_>/edit", methods=["GET", "POST"])
@needs("work", of_all=True)
def edit(id_: int) -> Page:
    """The builder with a draft in it."""
    with desk().database.reading() as session:
        kept = survey_of(session, id_)
    if kept.state != "draft":
        telling.refused("下書きのときだけ直せます。予約中なら、先に予約を取り消してください。")
        return redirect(url_for("surveys.show", id_=id_))
    if request.method == "GET":
        return _builder(filled(kept.survey), kept)
    return _taken(kept)


def _taken(kept: Kept | None) -> Page:
    """The form as sent: looked at, rearranged, read from a file, or kept."""
    act = request.form.get("do", "look")
    form = typed_form(request.form, {name: request.form.getlist(name) for name in ("districts", "age_bands")})
    if act == "file":
        return _from_file(form if form.questions else SurveyForm(), kept)
    if not form.questions and "title" not in request.form:
        abort(400)
    if act not in ("look", "save", "text"):
        return _builder(rearranged(form, act), kept)
    survey, problems = made(form, desk().clock())
    problems = (*problems, *_not_for_me(survey, kept))
    if act != "save" or problems or survey is None:
        return _builder(form, kept, survey, problems, looked=True), 400 if problems and act == "save" else 200
    return _save(survey, form, kept)


def _not_for_me(survey: Survey | None, kept: Kept | None) -> tuple[Problem, ...]:
    """Only whoever answers for the system may say why persons or parties are asked about."""
    said_before = kept.survey.reason if kept else None
    if survey is None or not survey.reason or survey.reason == said_before or may(me(), "administer"):
        return ()
    return (Problem(None, "人や党派についてたずねる理由は、管理の担当者だけが書けます。"),)


def _save(survey: Survey, form: SurveyForm, kept: Kept | None) -> Page:
    now = desk().clock()
    with desk().database.writing() as session:
        if kept is None:
            id_ = surveys.add(session, survey, now, draft=True)
        else:
            id_ = kept.id
            present = survey_of(session, id_, held=True)
            why = None
            if present.state != "draft":  # it was decided on as it stood
                why = "もう予約されています。下の内容は保存していません。直すなら、先に予約を取り消してください。"
            elif str(present.version) != request.form.get("version"):
                why = "ほかの人が先に直しました。下の内容はまだ保存していません。もう一度保存すると、上書きします。"
            if why:
                page = _builder(form, present, survey, (Problem(None, why),), looked=True, version=present.version)
                return page, 409
            surveys.change(session, id_, survey)
        audit.record(session, "survey.saved", f"survey:{id_}", now, staff_id=me().id)
    telling.done("下書きとして保存しました。まだだれにも送られません。")
    return redirect(url_for("surveys.show", id_=id_))


def _from_file(form: SurveyForm, kept: Kept | None) -> Page:
    """``form`` is what was typed beside the file: it stays until there is a file that can stand in its place."""
    text = request.form.get("yaml", "")
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        try:
            text = sent.read(MAX_FILE_BYTES + 1).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
            why = "ファイルを読めません。文字コードを UTF-8 にして、もう一度選んでください。"
            return _builder(form, kept, None, (Problem(None, why),), yaml=text), 400
    try:
        survey = read(text, districts=_districts())
    except BadSurvey as bad:
        problems = tuple(Problem(None, f"ファイルの{line}行目：{why}") for line, why in bad.faults)
        return _builder(form, kept, None, problems, yaml=text), 400
    telling.done("ファイルを読みました。下の形でよければ、保存してください。")
    return _builder(filled(survey), kept, survey, (), looked=True)


def _builder(
    form: SurveyForm,
    kept: Kept | None,
    survey: Survey | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    looked: bool = False,
    yaml: str = "",
    version: int | None = None,
) -> str:
    """``version``: of the survey that whoever saves next has been told of; else it is the one their form was made from, however
    often they looked at it or rearranged it since."""
    if version is None and kept is not None:
        version = request.form.get("version", kept.version, type=row_number)
    with desk().database.reading() as session:
        people = waves.recipients(session, survey.audience) if survey else 0
    return render_template(
        "surveys/builder.html",
        form=form,
        kept=kept,
        version=version,
        survey=survey,
        problems=problems,
        looked=looked,
        yaml=yaml or (as_file(survey) if survey and request.form.get("do") == "text" else ""),
        districts=list(dict.fromkeys((*_districts(), *form.districts))),
        bands=ages.BANDS,
        bubbles=bubbles(survey, desk().city) if survey else (),
        advice=(*filter(None, [_quiet_warning(survey)]), *advice(survey)) if survey else (),
        minutes=minutes(survey) if survey else 0,
        people=people,
        measures=all_measures(),
    )


def _districts() -> list[str]:
    return [district.name for district in desk().city.panel.districts]


# --- one survey ----------------------------------------------------------------------------------------------------


@pages.get("/<int:id_>")
@needs("read")
def show(id_: int) -> str:
    """What it asks, how it goes, what came of it, and what can be done next."""
    rules = desk().city.panel.results
    with desk().database.reading() as session:
        kept = survey_of(session, id_)
        people = waves.recipients(session, kept.survey.audience)
        report = survey_results.report(session, id_, rules, desk().seal)
        earlier = survey_results.earlier_waves(session, id_, rules, desk().seal)
        pushed, to_tell = waves.results_pushed(session, id_), waves.to_tell(session, id_)
    return render_template(
        "surveys/show.html",
        kept=kept,
        survey=kept.survey,
        standing=standing(kept),
        report=report,
        earlier=earlier[:1],
        method=method(report),
        bubbles=bubbles(kept.survey, desk().city),
        minutes=minutes(kept.survey),
        price=_price(kept, people) if kept.state == "draft" else None,
        at_the_desk=desk().city.desk.approval == "console",
        over=kept.survey.closes_at <= desk().clock(),
        results_day=results_day(kept.survey),
        quiet_hours=sending_time.hours(desk().city.panel.quiet),
        quiet_warning=_quiet_warning(kept.survey) if _may_be_put_off(kept) else "",
        today=own.today(),
        to_tell=None if pushed else to_tell,
        rate=rate,
        answers_of=answers_of,
        in_words=in_words,
        row_name=row_name,
        hidden=HIDDEN,
        few=FEW,
        weighted_short=WEIGHTED_SHORT,
        no_estimate=NO_ESTIMATE,
        has_png=font_path() is not None,
        missing=missing_in_sjis(as_csv(rows(report))),
    )


def _price(kept: Kept, people: int) -> str:
    """What sending costs, and what LINE still grants this month."""
    granted = desk().granted()
    limit, used = granted if granted else (None, 0)
    cost = prices.price(people, len(kept.survey.remind_after), limit, used)
    return cost.in_words(unknown=granted is None)


def _may_be_put_off(kept: Kept) -> bool:
    """Whether its invitations are still to be sent; one that was let go and is late is held, and says so itself."""
    late = desk().clock() - kept.survey.opens_at > GRACE
    return kept.state == "draft" or (kept.state == "scheduled" and not kept.runs and not late)


def _quiet_warning(survey: Survey) -> str:
    """That the quiet hours put its invitations off, an election holds them back, or that none can go; or that its start is too
    long past."""
    rules = desk().city.panel
    return sending_time.warning(survey, desk().clock(), rules.quiet, rules.elections)


def do(id_: int, name: str, act: Callable[[Session, Kept], str]) -> Redirect:
    """Do something to a survey in one transaction, with a line in the record."""
    now = desk().clock()
    back = redirect(url_for("surveys.show", id_=id_))
    try:
        with desk().database.writing() as session:
            said = act(session, survey_of(session, id_, held=True))
            audit.record(session, name, f"survey:{id_}", now, staff_id=me().id)
    except (CannotBeDone, surveys.NotFromHere) as problem:
        telling.refused(str(problem))
        return back
    telling.done(said)
    return back


@pages.post("/<int:id_>/schedule")
@needs("work", of_all=True)
def schedule(id_: int) -> Redirect:
    """Let it be sent at its time: decided outside with a number, or here by a second person."""

    def act(session: Session, kept: Kept) -> str:
        if str(kept.version) != request.form.get("version", str(kept.version)):
            raise CannotBeDone("ほかの人が内容を直しました。もう一度見てから予約してください。")
        if desk().city.desk.approval == "console":
            _second_person(session, kept)
        elif not kept.survey.decision:
            raise CannotBeDone("決裁番号がありません。内容を直す画面で書いてから予約してください。")
        now, quiet = desk().clock(), desk().city.panel.quiet
        if why := sending_time.refusal(kept.survey, now, quiet):
            raise CannotBeDone(why)
        at = sending_time.sent_at(kept.survey, now, quiet)
        surveys.schedule(session, kept.id, now)
        if held := sending_time.held_back(kept.survey, now, quiet, desk().city.panel.elections):
            return f"予約しました。{held}"
        if at is not None and at > max(kept.survey.opens_at, now):
            return f"予約しました。{moment_in_words(at)}に送ります（開始は、送信を控える時間帯です）。"
        if now > kept.survey.opens_at:
            return "予約しました。開始の時刻を過ぎているので、まもなく送ります。"
        return "予約しました。開始の時刻に送ります。"

    return do(id_, "survey.scheduled", act)


def _second_person(session: Session, kept: Kept) -> None:
    if not may(me(), "approve", of_all=True):
        raise CannotBeDone("予約には、承認の担当者の確認が必要です。")
    subject = f"survey:{kept.id}"
    saved = audit.lines(session, act="survey.saved", subjects=[subject], most=1)
    mine = audit.lines(session, act="survey.saved", subjects=[subject], staff_id=me().id, most=1)
    if saved and mine and saved[0].number == mine[0].number:
        raise CannotBeDone("自分で書いたアンケートは、自分では承認できません。ほかの承認の担当者に頼んでください。")


@pages.post("/<int:id_>/unschedule")
@needs("work", of_all=True)
def unschedule(id_: int) -> Redirect:
    """Make a draft of it again while nothing has been sent."""

    def act(session: Session, kept: Kept) -> str:
        if not surveys.unschedule(session, kept.id):
            raise CannotBeDone("もう送り始めているため、取り消せません。")
        return "予約を取り消し、下書きに戻しました。"

    return do(id_, "survey.unscheduled", act)


@pages.post("/<int:id_>/discard")
@needs("work", of_all=True)
def discard(id_: int) -> Redirect:
    """「下書きを消す」: what was copied or begun by mistake, once it was ticked that there is no way back."""
    back = redirect(url_for("surveys.show", id_=id_))
    if not request.form.get("sure"):
        telling.refused("「消すと、元に戻せません」に印を付けてから押してください。")
        return back
    now = desk().clock()
    try:
        with desk().database.writing() as session:
            title = survey_of(session, id_, held=True).survey.title
            surveys.discard(session, id_)
            audit.record(session, "survey.discarded", f"survey:{id_}", now, staff_id=me().id, title=title)
    except surveys.NotFromHere as problem:
        telling.refused(str(problem))
        return back
    telling.done(f"下書き「{title}」を消しました。")
    return redirect(url_for("surveys.everything"))


@pages.post("/<int:id_>/release")
@needs("approve", of_all=True)
def release(id_: int) -> Redirect:
    """Send a held survey all the same."""

    def act(session: Session, kept: Kept) -> str:
        surveys.release(session, kept.id)
        return "保留を解きました。送信を控える時間帯と今月の残りの通数は、これまでどおり守ります。"

    return do(id_, "survey.released", act)


@pages.post("/<int:id_>/end")
@needs("approve", of_all=True)
def end(id_: int) -> Redirect:
    """「いま締め切る」: end a survey that runs, once what follows was ticked; the worker closes it as at its time."""

    def act(session: Session, kept: Kept) -> str:
        if kept.runs and not request.form.get("sure"):
            raise CannotBeDone("「締め切ると、元に戻せません」に印を付けてから押してください。")
        surveys.end(session, kept.id, desk().clock())
        return "締め切りました。回答はもう受け付けません。集計は、数分以内にこの画面に出ます。"

    return do(id_, "survey.ended", act)


@pages.post("/<int:id_>/copy")
@needs("work", of_all=True)
def copy(id_: int) -> Redirect:
    """「複製して次回を作る」: the next wave, as a draft with the same questions."""
    now = desk().clock()
    with desk().database.writing() as session:
        kept = survey_of(session, id_)
        span = (kept.meant_to_close or kept.survey.closes_at) - kept.survey.opens_at
        opens = kept.survey.opens_at
        while opens <= now + timedelta(days=6):
            opens += timedelta(days=7)
        made_id = surveys.copied(session, id_, opens, opens + span, now)
        audit.record(session, "survey.saved", f"survey:{made_id}", now, staff_id=me().id, copied_from=id_)
    telling.done("複製しました。日付と決裁番号を直してください。質問の文を変えると、前回と比べられなくなります。")
    return redirect(url_for("surveys.edit", id_=made_id))


class _WrittenMeanwhile(Exception):
    """Somebody else has written the city's word since the page was opened."""


@pages.post("/<int:id_>/reflect")
@needs("work", of_all=True)
def reflect(id_: int) -> Redirect | tuple[str, int]:
    """反映: what the city does because of it, or the day by which it will say so. Nobody overwrites what they have not read."""

    def act(session: Session, kept: Kept) -> str:
        if kept.state not in ("closed", "reported"):
            raise CannotBeDone("締切のあとに書けます。")
        if "read" in request.form and as_kept(request.form["read"]) != as_kept(kept.reflection or ""):
            raise _WrittenMeanwhile
        words = request.form.get("reflection", "").strip()
        by: date | None = None
        if words:
            words = typed("reflection", "反映", most=1000)
        else:
            by = typed_day("by", "反映か、約束する日")
            if by < own.today():
                raise CannotBeDone("約束する日が、過ぎた日になっています。")
        surveys.reflect(session, kept.id, words or None, by)
        return "反映を記録しました。結果のカードに載ります。" if words else "約束する日を記録しました。"

    try:
        return do(id_, "survey.reflected", act)
    except _WrittenMeanwhile:
        problem = "ほかの人が先に書きました。アンケートの画面で読んでから、書き直してください。"
        return kept_for_copying(problem, url_for("surveys.show", id_=id_), "アンケート"), 409


@pages.get("/<int:id_>/texts")
@needs("work", of_all=True)
def texts(id_: int) -> str:
    """What was written freely, apart from all other answers and in no order."""
    with desk().database.reading() as session:
        kept = survey_of(session, id_)
        report = survey_results.report(session, id_, desk().city.panel.results, desk().seal)
        texts = [one for one in kept.survey.questions if one.type == "text"]
        told = {one.question.id for one in report.questions if not one.withheld}
        apart = None if report.withheld else [one.id for one in texts if one.id not in told]
        found = {} if report.withheld else survey_results.free_texts(session, id_, desk().city, desk().seal)
        together = survey_results.free_texts_together(session, id_, desk().city, desk().seal, apart)
    return render_template(
        "surveys/texts.html",
        kept=kept,
        asked=texts if report.interim else [one for one in texts if one.id in told],
        found=found,
        withheld=report.withheld or bool(apart and not report.interim),
        together=together,
        kinds={kind.value: name for kind, name in JAPANESE.items()},
        over=kept.state in ("closed", "reported"),
        no_estimate=NO_ESTIMATE,
    )


@pages.get("/<int:id_>/chart-<question>.<kind>")
@needs("read")
def chart(id_: int, question: str, kind: str) -> Response:
    """The answers to one question as a picture to paste; the figures of the table, and no groups."""
    if kind not in ("svg", "png"):
        abort(404)
    with desk().database.reading() as session:
        survey_of(session, id_)
        report = survey_results.report(session, id_, desk().city.panel.results, desk().seal)
    one = next((one for one in report.questions if one.question.id == question), None)
    if one is None or one.withheld or one.question.type == "text":
        abort(404)
    bars = []
    for answer in answers_of(one.question, one.whole):
        count = one.whole.count(answer)
        bars.append((row_name(one.question, answer), count, in_words(count, one.whole.people)))
    drawn = Chart(one.question.text, bars, f"「{report.survey.title}」{one.whole.people}人。{NO_ESTIMATE}")
    try:
        body, mimetype = (png(drawn), "image/png") if kind == "png" else (svg(drawn).encode(), "image/svg+xml")
    except NoJapaneseFont:
        abort(404)
    return Response(body, mimetype=mimetype)


@pages.get("/<int:id_>/results.<kind>")
@needs("export")
def export(id_: int, kind: str) -> Response:
    """The same figures as a file."""
    wanted = next((one for one in survey_files.KINDS if one == kind), None) or abort(404)
    now = desk().clock()
    with desk().database.writing() as session:
        survey_of(session, id_)
        report = survey_results.report(session, id_, desk().city.panel.results, desk().seal)
        if report.interim:
            abort(404)
        audit.record(session, "survey.exported", f"survey:{id_}", now, staff_id=me().id, kind=kind)
    return download(survey_files.made(wanted, report), f"survey-{id_}", kind)
