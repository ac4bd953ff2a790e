"""What is kept and for how long: retention runs, and one person's data shown or erased."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.keeping import Taken
from casework.receipts import NoReceipt, read_receipt
from console import sight as own
from console import telling
from console.desk import desk, me
from console.guard import needs
from console.rights import may
from console.typed import row_number
from panel.numbers import read_number
from storage import audit, person, retention
from storage.cases import NoSuchCase, by_receipt
from storage.person import NobodyKnown

pages = Blueprint("keeping", __name__, url_prefix="/keeping")

_LEAST_REASON_CHARS = 5


@pages.get("/")
@needs("administer")
def show() -> str:
    """What is due to be erased, what is kept all the same, and the runs there were."""
    return _page(None)


@pages.post("/run")
@needs("administer")
def run() -> Response:
    """Erase what is due and stood on the page: nothing goes that nobody has seen."""
    if not request.form.get("sure"):
        telling.refused("「消すと、元に戻せません」に印を付けてから押してください。")
        return redirect(url_for("keeping.show"))
    seen = set(request.form.getlist("case", type=row_number))
    with desk().database.writing() as session:
        due = [one for one in retention.due(session, own.today(), own.intake().rules) if one.case_id in seen]
        counted, files = retention.erase(session, due, desk().clock())
        audit.record(session, "retention.run", "retention", desk().clock(), staff_id=me().id, **counted)
    _delete(files)
    telling.done(f"{len(due)}件を消しました。")
    return redirect(url_for("keeping.show"))


@pages.post("/person")
@needs("identity")
def one_person() -> str | tuple[str, int]:
    """All that is kept of whoever handed a case in or is a monitor; or erase it.

    Only for admins with that right, and for a reason; for one of a section only where all of that person's cases are theirs,
    and not for a monitor without a case. What is not for them is told as what is not there.
    """
    if not may(me(), "administer"):
        abort(403)
    why = " ".join(request.form.get("why", "").split())[:200]
    if len(why) < _LEAST_REASON_CHARS:
        return _again("理由を書いてください（例：本人からの開示の請求）。")
    try:
        named = _named(request.form.get("receipt", ""))
        with desk().database.writing() as session:
            chat = _chat_of(session, named)
            erased: Counter[Taken | str] | None = None
            were_out: list[str | None] = []
            files: tuple[str, ...] = ()
            if request.form.get("do") == "erase":
                taken, files = person.erase(session, chat, own.intake().rules, desk().seal, desk().clock())
                erased = Counter(one.how for one in taken)
                were_out = [one.receipt for one in taken if one.was_out]
            kept = person.kept(session, chat, desk().seal)
            act = "person.erased" if erased is not None else "person.shown"
            audit.record(session, act, named.target, desk().clock(), staff_id=me().id, why=why)
    except NoReceipt as problem:
        return _again(str(problem))
    except NoSuchCase:
        return _again("その受付番号の案件はありません。")
    except NobodyKnown:
        return _again(
            "そのモニター番号の人はいません。本人のトークで「モニター」と送ると、番号が出ます。"
            if named.monitor
            else "その案件は、だれの声か記録がありません（電話・紙など）。"
        )
    _delete(files)
    rules = own.intake().rules
    return render_template(
        "keeping/person.html",
        kept=kept,
        whole_city=me().department is None,
        receipt=named.number,
        why=why,
        erased=erased,
        were_out=were_out,
        taken=Taken,
        hold_minutes=rules.hold_minutes,
        seals=not rules.erases_later,
    )


@dataclass(frozen=True)
class _Named:
    """How the person who asks is known: by a receipt number, or (``monitor``) by a monitor number."""

    number: str
    monitor: bool

    @property
    def target(self) -> str:
        """As the record names it."""
        return f"{'monitor' if self.monitor else 'receipt'}:{self.number}"


def _named(text: str) -> _Named:
    """Raises NoReceipt where it is neither number."""
    if number := read_number(text):
        return _Named(number, monitor=True)
    try:
        return _Named(str(read_receipt(text)), monitor=False)
    except NoReceipt as problem:
        raise NoReceipt(f"{problem}モニター番号は M-4821-0937 のような形です。") from problem


def _chat_of(session: Session, named: _Named) -> str:
    """Raises NoSuchCase and, for a monitor number, NobodyKnown; each also where it is not for the section of whoever asks. A
    case without a person is NobodyKnown, too."""
    section = me().department
    if section is not None and not named.monitor and by_receipt(session, named.number).department != section:
        raise NoSuchCase(named.number)
    if named.monitor:
        chat = person.chat_of_monitor(session, named.number, desk().seal)
    else:
        chat = person.chat_of(session, named.number)
    if section is not None and not person.is_of(session, chat, section):
        raise NobodyKnown(named.number) if named.monitor else NoSuchCase(named.number)
    return chat


def _again(problem: str) -> tuple[str, int]:
    return _page(problem), 400


def _page(problem: str | None) -> str:
    with desk().database.reading() as session:
        due = retention.due(session, own.today(), own.intake().rules)
        held = retention.held_back(session)
        runs = audit.lines(session, act="retention.run", most=20)
    return render_template("keeping/show.html", due=due, held=held, runs=runs, problem=problem, typed=request.form)


def _delete(files: tuple[str, ...]) -> None:
    """Photos of what was erased."""
    desk().media.delete(files)
