"""One act on one case: who may, on what they saw, recorded; and what is shown when it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.ends import UnfinishedEnd
from casework.states import NotFromHere
from console import sight as own
from console import telling
from console.desk import desk, me
from console.typed import is_meant, row_number
from console.typed_fields import filled_in
from storage import audit, staff, timeline
from storage.case_drafts import NotDecided
from storage.case_rows import Overtaken, held, held_both
from storage.cases import NoSuchCase, by_receipt
from storage.models import Case

Answer = Response | str | tuple[str, int]
# A mark of what was read goes on being of what was read, whatever else is shown meanwhile.
_MARKS = ("copy_read",)
# What is done with what was typed, where it is more than keeping it.
_DOES = {
    "case.ask_back": "本人に聞き返す",
    "case.late": "遅れる連絡をする",
    "case.close": "返事をせずに終える",
    "case.reopen": "対応を再開する",
    "case.inquiry": "課に照会する",
    "case.decided": "決裁を記録する",
    "case.answered": "回答を送る",
    "case.separate": "まとめを解く",
    "copy.proposed": "公表の案を出す",
    "copy.published": "公表する",
    "copy.withdrawn": "公表をやめる",
}
# What also a section does that only reads the case.
_OF_WHO_READS = ("case.note", "case.section_reply")
_NOT_TYPED = ("csrf_token", "version", "seen", "read", *_MARKS)


@dataclass(frozen=True)
class Said:
    """What is said after an act: that it was done, and what still has to be minded by hand ("" for nothing).

    ``recorded`` are particulars for the record; never a resident's words.
    """

    done: str
    mind: str = ""
    recorded: Mapping[str, int] = field(default_factory=dict)


class CannotBeDone(ValueError):
    """What was typed does not do; the message says what to change."""


def act(
    receipt: str,
    name: str,
    do: Callable[[Session, Case], str | Said],
    *,
    to: str = "case.show",
    to_who_reads: str | None = None,
    beside: str | None = None,
) -> Answer:
    """Do something to a case in one transaction, with a line in the record. Nobody does whose case it is not, but for what
    ``_OF_WHO_READS`` names.

    ``do`` gets the case, held, and returns what is said afterwards; ``beside``: another case that it concerns, held as well.
    Then the page ``to`` is shown, and ``to_who_reads`` to a section that only reads the case.
    Who saw an older state of it is shown what changed meanwhile, and what they typed is kept for another try.
    """
    version = request.form.get("version", type=row_number)
    try:
        with desk().database.writing() as session:
            case = by_receipt(session, receipt)
            own.only_if_seen(session, case)
            concerned: tuple[Case, ...]
            if beside is None:
                concerned = (held(session, receipt, version),)
            else:
                own.only_if_seen(session, by_receipt(session, beside))
                concerned = held_both(session, receipt, beside, version)
            if name not in _OF_WHO_READS:
                only_who_answers(*concerned)
            case = concerned[0]
            case_id = case.id
            answer = do(session, case)
            said = answer if isinstance(answer, Said) else Said(answer)
            audit.record(session, name, f"case:{case_id}", desk().clock(), staff_id=me().id, **said.recorded)
            case = by_receipt(session, receipt)
            reads = not own.may_answer(case)
            gone_to = None if own.may_see(session, case) else own.who_answers(case)
    except NoSuchCase:
        abort(404)
    except Overtaken:
        return _overtaken(receipt, name)
    except (NotFromHere, UnfinishedEnd, NotDecided, CannotBeDone) as problem:
        return not_done(receipt, str(problem))
    telling.done(said.done)
    if said.mind:
        telling.mind(said.mind)
    if gone_to is not None:
        telling.mind(f"{receipt} は、{gone_to}の案件になりました。ここからは、もう開けません。")
        return redirect(url_for("inbox.show"))
    return redirect(url_for(to_who_reads if to_who_reads is not None and reads else to, receipt=receipt))


def only_who_answers(*cases: Case) -> None:
    """Raises CannotBeDone where one of them is another section's."""
    for case in cases:
        if not own.may_answer(case):
            raise CannotBeDone(whose(case))


def whose(case: Case) -> str:
    """What is said to a section that only reads a case."""
    return f"{case.receipt} を扱うのは、{own.who_answers(case)}です。ここでは、メモと課の回答だけを記録できます。"


def typed(name: str, label: str, *, most: int = 4000) -> str:
    """A text of the form. Raises CannotBeDone when it is missing or too long."""
    text = as_kept(request.form.get(name, ""))
    if not text:
        raise CannotBeDone(f"{label}を書いてください。")
    if len(text) > most:
        raise CannotBeDone(f"{label}は{most}字以内にしてください。")
    return text


def as_kept(text: str) -> str:
    """A text of a form as it is stored."""
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable()).strip()


def typed_day(name: str, label: str) -> date:
    """A date of the form. Raises CannotBeDone."""
    try:
        found = date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise CannotBeDone(f"{label}を選んでください。") from None
    if not is_meant(found):
        raise CannotBeDone(f"{label}の年を確かめてください（いまは{found.year}年です）。")
    return found


def _overtaken(receipt: str, act_name: str) -> Answer:
    """What changed since the person opened the page (perhaps by themselves, on another one), and what they typed, to be done
    on top of it or not."""
    seen = request.form.get("seen", 0, type=row_number)
    with desk().database.reading() as session:
        case = by_receipt(session, receipt)
        own.only_if_seen(session, case)
        entries = timeline.of(session, case.id, desk().seal)
        names = {person.id: person.name for person in staff.everybody(session, gone=True)}
    newer = [entry for entry in entries if entry.id > seen]
    return (
        render_template(
            "case/overtaken.html",
            case=case,
            entries=newer,
            by_oneself=bool(newer) and all(entry.by == me().id for entry in newer),
            does=_DOES.get(act_name, "自分の内容を保存する"),
            last=entries[-1].id if entries else 0,
            names=names,
            fields=_fields(),
            filled_in=filled_in(_fields()),
            marks=[(name, request.form[name]) for name in _MARKS if name in request.form],
        ),
        409,
    )


def not_done(receipt: str, problem: str) -> tuple[str, int]:
    """The page that says what to change, with what was typed."""
    return kept_for_copying(problem, url_for("case.show", receipt=receipt), "案件"), 400


def kept_for_copying(problem: str, back: str, back_to: str) -> str:
    """Why nothing was saved, with what was typed, and the way back."""
    return render_template("not_done.html", problem=problem, filled_in=filled_in(_fields()), back=back, back_to=back_to)


def _fields() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_TYPED]
