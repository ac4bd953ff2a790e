"""知識: the documents the bot answers from, what became of questions, who was given a fact, and a bench that sends nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeGuard

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.harmless import without_controls
from console import going_on, telling
from console.amending import broken_by, keep
from console.desk import desk, me
from console.facts import found_by, given_now
from console.guard import needs
from console.typed import row_number
from console.words import OUTCOMES
from handlers.checks import Check, Failed, told
from handlers.city import Door
from knowledge.amendments import Settled
from knowledge.answer import answer
from knowledge.by_measure import printed
from knowledge.documents.document import Document
from knowledge.documents.doubts import Doubt, doubtful_rows, rows_of
from knowledge.documents.files import read_file
from knowledge.documents.lines import UnreadableDocument
from knowledge.identity import FAMILY_TITLES, Sheet, identified, sheets_in, title_of
from knowledge.ledger import bundled_of
from knowledge.lexicon import Lexicon
from knowledge.model import Indicator, PlanSection, Project, Results
from knowledge.text import fiscal_year_name
from knowledge.withdrawal import print_of
from knowledge.words import Words
from storage import amendments, answers, audit, library
from storage.answers import Asked
from storage.library import NoSuchEdition, Parcel

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
_ACTS = {
    "import": "取り込み",
    "restore": "前の版に戻す",
    "withdraw": "取り下げ",
    "give_again": "取り下げの取り消し",
    "amend": "職員の直し",
    "unamend": "直しの取り消し",
}
_DOUBTED = {"figure": "数字がちがう", "meaning": "聞きたいことがちがう", "outdated": "古い", "other": "そのほか"}


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
    own = list(identified(sheets_in(bundled_of(desk().city.name))))
    return render_template(
        "knowing/show.html",
        edition=edition,
        files=files,
        changes=changes[:_CHANGES_SHOWN],
        acts=_ACTS,
        withdrawn=withdrawn,
        bundled=len(own),
        bundled_used=sum(identity.key not in superseded for identity, _ in own),
        outcomes=outcomes,
        outcome_names=OUTCOMES,
        doubts=doubts,
        doubt_names=_DOUBTED,
        days=_DAYS,
    )


@pages.get("/doubts")
@needs("read")
def doubtful() -> str:
    """What the readers are not sure of: rows to be settled on the original, and what concerns a file as a whole."""
    with desk().database.reading() as session:
        parts = amendments.parts(session)
        files = library.files(session)
    rows = [
        _Doubtful(identity.key, title_of(sheet), row, print_of(row))
        for identity, sheet in parts.held(desk().city)
        if not isinstance(sheet, PlanSection)
        for row in rows_of(sheet)
        if row.doubt
    ]
    of_rows = {_said(one) for one in doubtful_rows(one.sheet for one in parts.imported if _has_rows(one.sheet))}
    of_files = [
        (file.name, [one for one in file.doubts if one not in of_rows]) for file in files if file.shown and file.doubts
    ]
    return render_template(
        "knowing/doubts.html", rows=rows, told=[pair for pair in of_files if pair[1]], printed=printed
    )


def _has_rows(sheet: Sheet) -> TypeGuard[Results | Project]:
    return not isinstance(sheet, PlanSection)


@dataclass(frozen=True)
class _Doubtful:
    """A row the reader is not sure of: the key of its sheet, what staff call the sheet, and the row's fingerprint."""

    sheet: str
    title: str
    row: Indicator
    print: str


@pages.post("/doubts")
@needs("work")
def settle() -> Response:
    """Say that a doubtful row is right, or what the original prints. It is answered without the doubt from then on."""
    back = redirect(url_for("knowing.doubtful"))
    sheet, fingerprint = request.form.get("sheet", ""), request.form.get("print", "")
    with desk().database.reading() as session:
        parts = amendments.parts(session)
    held = {identity.key: one for identity, one in parts.held(desk().city)}.get(sheet)
    rows = rows_of(held) if held is not None and _has_rows(held) else ()
    row = next((one for one in rows if print_of(one) == fingerprint and one.doubt), None)
    if row is None or held is None or not _has_rows(held):
        telling.refused("その行は、もう確かめられているか、新しい資料に変わっています。")
        return back
    settled = Settled(sheet, fingerprint)
    if request.form.get("do") == "correct":
        target, result, unit = (
            without_controls(" ".join(request.form.get(name, "").split()))[:40] for name in ("target", "result", "unit")
        )
        settled = Settled(sheet, fingerprint, target, result, unit)
    later = parts.with_also(settled)
    # Where the bot is asked for the row by its name, it has to tell this figure from now on.
    shown = settled.result or row.result.printed or settled.target or row.target.printed or ""
    check = Check(f"{fiscal_year_name(held.year)}の{row.name}は？", "answered", shown)
    failed = broken_by(later, parts, [check])
    if old := [one for one in failed if one.check != check]:
        telling.refused(
            f"使いはじめていません。確かめの質問「{old[0].check.question}」が、思ったとおりに答えられなくなります。"
        )
        return back
    number = keep(settled, [] if failed else [check], parts.number)
    if number is None:
        telling.refused("ほかの人が先に資料を変えました。もう一度押してください。")
        return back
    if failed:
        telling.mind(
            f"確かめました（第{number}版）：{row.name}。ただし、「{check.question}」とたずねられても、この数字はまだ出ません。"
            "「職員の直し」から言葉を足してください。"
        )
    else:
        telling.done(f"確かめました（第{number}版）：{row.name}。数秒後から、ただし書きなしで答えます。")
    return back


@pages.post("/upload")
@needs("work")
def upload() -> Response:
    """Read files into the ledger as one new edition. Where one is refused, none is taken in."""
    back = redirect(url_for("knowing.show"))
    sent = [one for one in request.files.getlist("files") if one.filename]
    if not sent:
        telling.refused("ファイルを選んでください。")
        return back
    lexicon = Lexicon(Words())
    parcels, said = [], []
    for one in sent:
        name, content = str(one.filename).replace("\\", "/").rsplit("/", 1)[-1][:200], one.read()
        try:
            document = read_file(content, name, home=desk().city.name)
        except UnreadableDocument as problem:
            telling.refused(f"{name}：{problem}何も取り込んでいません。")
            return back
        digest = hashlib.sha256(content).hexdigest()
        parcels.append(Parcel.of(name, digest, sheets_in(document), map(_said, document.doubts), lexicon))
        said.append(f"{name}：{_sheets(document)}、確かでないところ {len(document.doubts)}か所")
    if (broken := _broken_by_import(parcels)) and not request.form.get("anyway"):
        telling.refused(
            f"取り込んでいません。確かめの質問「{'」「'.join(one.check.question for one in broken[:3])}」の答えが変わります。"
            "資料が正しければ、「答えが変わっても取り込む」に印をつけてください。"
        )
        return back
    now = desk().clock()
    with desk().database.writing() as session:
        number = library.keep(session, parcels, now)
        audit.record(session, "library.imported", f"edition:{number}", now, staff_id=me().id, files=len(parcels))
    telling.done(f"第{number}版として取り込みました。ボットは数秒後からこの版で答えます。{' ／ '.join(said)}")
    return back


def _broken_by_import(parcels: Sequence[Parcel]) -> tuple[Failed, ...]:
    """The checks that would come out otherwise with these files taken in."""
    with desk().database.reading() as session:
        parts = amendments.parts(session)
        if not any(one.checks for one in amendments.listed(session, desk().seal)):
            return ()
    held = {one.identity.key: one for one in parts.imported}
    held |= {one.identity.key: one for parcel in parcels for one in parcel.imported()}
    return broken_by(replace(parts, imported=tuple(held.values())), parts)


def _sheets(document: Document) -> str:
    families = dict.fromkeys(FAMILY_TITLES[identity.family] for identity, _ in identified(sheets_in(document)))
    return f"{'・'.join(families)} {sum(1 for _ in sheets_in(document))}枚"


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
    """Facts by their words; with one chosen, the answers of the last thirty days that gave it."""
    words = request.form.get("words", "").strip()[:100]
    wanted = request.form.get("fact", "")
    found = found_by(desk().database, words) if words else []
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
        gave=gave,
        perhaps=perhaps,
        days=_DAYS,
    )


@pages.get("/questions")
@needs("work")
def questions() -> str:
    """What was asked in vain, alike ones together, and what residents called wrong. Nobody learns here who asked."""
    since = desk().clock() - timedelta(days=_DAYS)
    with desk().database.reading() as session:
        groups = answers.unanswered(session, desk().seal, since, _MOST)
        doubted = answers.doubted(session, desk().seal, since, _MOST)
        doors = (*desk().city.doors, *amendments.doors(session))
    now = {group.example: _now(group.questions[0], doors) for group in groups[:_LOOKED_AT_AGAIN]}
    return render_template(
        "knowing/questions.html",
        groups=[group for group in groups if now.get(group.example) not in _SETTLED],
        settled=[group for group in groups if now.get(group.example) in _SETTLED],
        doubted=doubted,
        outcome_names=OUTCOMES,
        doubt_names=_DOUBTED,
        days=_DAYS,
    )


def _now(question: str, doors: Sequence[Door]) -> str | None:
    """What would come of a question now; None where nobody can tell here."""
    give = desk().knowledge
    if give is None:
        return None
    knowledge = give()
    return told(question, lambda asked, topic: answer(knowledge, asked, topic), doors)[0]


@pages.route("/bench", methods=["GET", "POST"])
@needs("administer")
def bench() -> str:
    """Ask as a resident would and see how it is understood. Nothing is sent, and nothing is kept."""
    give = desk().knowledge
    question = " ".join(request.form.get("question", "").split())[:_QUESTION_CHARS]
    if give is None and question:
        abort(503)
    reply = answer(give(), question, None) if give is not None and question else None
    return render_template(
        "knowing/bench.html", question=question, reply=reply, outcome_names=OUTCOMES, there=give is not None
    )


def _said(doubt: Doubt) -> str:
    """A doubt with its place, on one line."""
    source = doubt.source
    place = " ".join(part for part in (source.document, source.place) if part)
    line = f"{source.page}ページ、{source.line}行目" if source.line else "場所は不明"
    return f"{place}{f'「{doubt.about}」' if doubt.about else ''}（{line}）：{doubt.text}"
