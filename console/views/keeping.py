"""What is kept and for how long: retention runs, and one person's data shown or erased."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.keeping import Taken
from casework.receipts import NoReceipt, read_receipt
from console import sight as own
from console import telling
from console.desk import desk, me
from console.guard import needs
from console.rights import may
from storage import audit, person, retention
from storage.cases import NoSuchCase
from storage.person import NobodyKnown

pages = Blueprint("keeping", __name__, url_prefix="/keeping")

_LEAST_REASON_CHARS = 5


@pages.get("/")
@needs("administer")
def show() -> str:
    """What is due to be erased, and the runs there were."""
    with desk().database.reading() as session:
        due = retention.due(session, own.today(), own.intake().rules)
        runs = audit.lines(session, act="retention.run", most=20)
    return render_template("keeping/show.html", due=due, runs=runs, problem=None, typed=request.form)


@pages.post("/run")
@needs("administer")
def run() -> Response:
    """Erase what is due."""
    with desk().database.writing() as session:
        due = retention.due(session, own.today(), own.intake().rules)
        counted, files = retention.erase(session, due, desk().clock())
        audit.record(session, "retention.run", "retention", desk().clock(), staff_id=me().id, **counted)
    _delete(files)
    telling.done(f"{len(due)}件を消しました。")
    return redirect(url_for("keeping.show"))


@pages.post("/person")
@needs("identity")
def one_person() -> str | tuple[str, int]:
    """All that is kept of whoever handed a case in; or erase it. Only for admins with that right, and for a reason."""
    if not may(me(), "administer"):
        abort(403)
    why = " ".join(request.form.get("why", "").split())[:200]
    if len(why) < _LEAST_REASON_CHARS:
        return _again("理由を書いてください（例：本人からの開示の請求）。")
    try:
        receipt = str(read_receipt(request.form.get("receipt", "")))
        with desk().database.writing() as session:
            chat = person.chat_of(session, receipt)
            erased: Counter[Taken | str] | None = None
            files: tuple[str, ...] = ()
            if request.form.get("do") == "erase":
                taken, files = person.erase(session, chat, own.intake().rules, desk().seal, desk().clock())
                erased = Counter(one.how for one in taken)
            kept = person.kept(session, chat, desk().seal)
            act = "person.erased" if erased is not None else "person.shown"
            audit.record(session, act, f"receipt:{receipt}", desk().clock(), staff_id=me().id, why=why)
    except NoReceipt as problem:
        return _again(str(problem))
    except NoSuchCase:
        return _again("その受付番号の案件はありません。")
    except NobodyKnown:
        return _again("その案件は、だれの声か記録がありません（電話・紙など）。")
    _delete(files)
    rules = own.intake().rules
    return render_template(
        "keeping/person.html",
        kept=kept,
        receipt=receipt,
        why=why,
        erased=erased,
        taken=Taken,
        hold_minutes=rules.hold_minutes,
        seals=not rules.erases_later,
    )


def _again(problem: str) -> tuple[str, int]:
    with desk().database.reading() as session:
        due = retention.due(session, own.today(), own.intake().rules)
        runs = audit.lines(session, act="retention.run", most=20)
    return render_template("keeping/show.html", due=due, runs=runs, problem=problem, typed=request.form), 400


def _delete(files: tuple[str, ...]) -> None:
    """Photos of what was erased."""
    desk().media.delete(files)
