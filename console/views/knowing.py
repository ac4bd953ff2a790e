"""知識: the documents the bot answers from, what became of questions, who was given a fact, and a bench that sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from console import going_on, telling
from console.amending import broken_by
from console.desk import desk, me
from console.facts import CitedFacts, found_by, given_now
from console.guard import needs
from console.typed import row_number
from console.understood import near_in_words, slots_in_words
from console.views.doubts import open_doubts
from console.words import ACTS, DOUBTS, OUTCOMES
from handlers.checks import Failed, told
from handlers.city import Door
from knowledge.answer import answer
from knowledge.language.text import fold
from knowledge.ledger.bundled import bundled_of
from knowledge.ledger.identity import identified, sheets_in
from knowledge.question.refusals import OF_DESK
from knowledge.telling.set_aside import looked_at
from storage import amendments, answers, audit, importing, library
from storage.answers import Asked
from storage.library import NoSuchEdition

pages = Blueprint("knowing", __name__, url_prefix="/knowledge")

Page = str | Response | tuple[str, int]

_DAYS = 30
_MOST = 100
# So many groups are asked again: each takes some milliseconds.
_LOOKED_AT_AGAIN = 30
_SETTLED = ("answered", "asked_back", "door")
_FACTS_SHOWN = 30
_CHANGES_SHOWN = 20
_QUESTION_CHARS = 500


@pages.get("/")
@needs("read")
def show() -> str:
    """The documents with their editions, what was withdrawn, and what became of questions, in numbers."""
    since = desk().clock() - timedelta(days=_DAYS)
    with desk().database.reading() as session:
        edition, files = library.edition(session), library.files(session)
        changes, withdrawn = library.changes(session), library.withdrawn(session)
        superseded = {one.identity.key for one in library.shown(session)}
        outcomes, doubts = answers.outcomes(session, since), answers.doubts(session, since)
        doubtful = open_doubts(session, amendments.parts(session))
        handed_in = importing.newest(session, desk().seal)
    own = list(identified(sheets_in(bundled_of(desk().city.name))))
    return render_template(
        "knowing/show.html",
        edition=edition,
        files=files,
        changes=changes[:_CHANGES_SHOWN],
        acts=ACTS,
        withdrawn=withdrawn,
        bundled=len(own),
        bundled_used=sum(identity.key not in superseded for identity, _ in own),
        outcomes=outcomes,
        outcome_names=OUTCOMES,
        doubts=doubts,
        doubt_names=DOUBTS,
        days=_DAYS,
        open_doubts=doubtful,
        handed_in=handed_in,
    )


@pages.post("/restore")
@needs("administer")
def restore() -> Page:
    """Answer again from a former edition; what was withdrawn stays withdrawn. Where checks of now or of then would not
    hold, only with a reason."""
    wanted, now = request.form.get("edition", -1, type=row_number), desk().clock()
    named = f"第{wanted}版" if wanted else "同梱の資料だけ"
    failed = _broken_by_restoring(wanted)
    if failed and not going_on.reason():
        act = going_on.Act(
            f"{named}に戻す", "それでも戻す", "knowing.restore", "knowing.show", (("edition", str(wanted)),)
        )
        return going_on.asked_why(act, failed)
    try:
        with desk().database.writing() as session:
            number = library.restore(session, wanted, now)
            why = {"why": going_on.reason(), "checks": len(failed)} if failed else {}
            audit.record(session, "library.restored", f"edition:{number}", now, staff_id=me().id, wanted=wanted, **why)
    except NoSuchEdition:
        telling.refused("その版はありません。")
        return redirect(url_for("knowing.show"))
    telling.done(f"{named}に戻しました（第{number}版）。取り下げた事実は、取り下げたままです。")
    return redirect(url_for("knowing.show"))


def _broken_by_restoring(wanted: int) -> tuple[Failed, ...]:
    """The checks of now and of that edition that would not hold if it were answered from again."""
    with desk().database.reading() as session:
        before, later = amendments.parts(session), amendments.parts(session, wanted)
        guarded = [check for one in amendments.listed(session, desk().seal, wanted) for check in one.checks]
    return broken_by(later, before, guarded)


@pages.route("/facts", methods=["GET", "POST"])
@needs("work")
def facts() -> str:
    """Facts by their words, or those behind one answer; with one chosen, the answers of the last thirty days that gave it."""
    words = request.form.get("words", "").strip()[:100]
    wanted = request.form.get("fact", "")
    found = found_by(desk().database, words) if words else []
    asked = _answer_named(request.args.get("answer", type=row_number)) if request.method == "GET" else None
    if asked is not None:
        found = list(CitedFacts(desk().database).behind(asked).given)
        wanted = found[0].name if len(found) == 1 else ""
    chosen = next((one for one in given_now(desk().database) if one.name == wanted), None) if wanted else None
    gave: list[Asked] = []
    perhaps: list[Asked] = []
    if chosen is not None:
        since = desk().clock() - timedelta(days=_DAYS)
        with desk().database.reading() as session:
            edition = library.edition(session)
            gave, perhaps = answers.that_gave(session, desk().seal, chosen.places, edition, since)
    return render_template(
        "knowing/facts.html",
        words=words,
        found=found[:_FACTS_SHOWN],
        more=max(0, len(found) - _FACTS_SHOWN),
        chosen=chosen,
        asked=asked,
        gave=gave,
        perhaps=perhaps,
        days=_DAYS,
    )


def _answer_named(number: int | None) -> Asked | None:
    if number is None:
        return None
    with desk().database.reading() as session:
        return answers.one(session, desk().seal, number)


@pages.get("/questions")
@needs("work")
def questions() -> str:
    """What was asked in vain, alike ones together, and what residents called wrong. Nobody learns here who asked."""
    since = desk().clock() - timedelta(days=_DAYS)
    with desk().database.reading() as session:
        groups = answers.unanswered(session, desk().seal, since, _MOST)
        doubted = answers.doubted(session, desk().seal, since, _MOST)
        doors = (*desk().city.doors, *amendments.doors(session))
        right = {
            _same(check.question): check.expected
            for one in amendments.listed(session, desk().seal)
            for check in one.checks
        }
    cited = CitedFacts(desk().database) if any(one.doubt == "figure" for one in doubted) else None
    settled = {group.example for group in groups[:_LOOKED_AT_AGAIN] if _is_settled(group.questions[0], doors, right)}
    return render_template(
        "knowing/questions.html",
        groups=[group for group in groups if group.example not in settled],
        settled=[group for group in groups if group.example in settled],
        doubted=doubted,
        behind={one.id: cited.behind(one) for one in doubted if one.doubt == "figure"} if cited is not None else {},
        outcome_names=OUTCOMES,
        doubt_names=DOUBTS,
        days=_DAYS,
    )


def _is_settled(question: str, doors: Sequence[Door], right: Mapping[str, str]) -> bool:
    """Whether nothing is left to do about a question: it is answered or led on by now, or comes out as staff, who put it
    out of scope or left a check on it, said is ``right``. False where nobody can tell here."""
    give = desk().knowledge
    if give is None:
        return False
    knowledge = give()
    outcome, _ = told(question, lambda asked, topic: answer(knowledge, asked, topic), doors)
    if outcome in _SETTLED or outcome == right.get(_same(question)):
        return True
    return outcome == "out_of_scope" and answer(knowledge, question, None).slots.get("refusal") == OF_DESK


def _same(question: str) -> str:
    return fold(question, spaces=False)


@pages.route("/bench", methods=["GET", "POST"])
@needs("administer")
def bench() -> str:
    """Ask as a resident would and see how it is understood. Nothing is sent, and nothing is kept."""
    give = desk().knowledge
    question = " ".join(request.form.get("question", "").split())[:_QUESTION_CHARS]
    if give is None and question:
        abort(503)
    if give is None or not question:
        return render_template("knowing/bench.html", question=question, reply=None, there=give is not None)
    knowledge = give()
    reply = answer(knowledge, question, None)
    near = [one for one in looked_at(knowledge, question, reply) if not one.told]
    return render_template(
        "knowing/bench.html",
        question=question,
        reply=reply,
        there=True,
        outcome=OUTCOMES[reply.outcome],
        slots=list(slots_in_words(knowledge, reply)),
        near=[near_in_words(one) for one in near],
    )
