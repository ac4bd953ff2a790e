"""案件: one case, and what staff do with it besides asking sections and answering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from flask import Blueprint, abort, g, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from casework.ends import End, ending
from casework.phrases import fitting, phrases
from casework.states import State, steps_from
from console import acting, advice, assigned, leaving, on_site
from console import sight as own
from console.acting import Answer, CannotBeDone, Said, act, typed, typed_day
from console.desk import desk, me
from console.differences import differences
from console.guard import needs
from console.typed import row_number
from console.words import KINDS
from handlers.days import in_words, month_and_day
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.by_measure import REFERENCE_CHARS, printed
from storage import (
    alike,
    audit,
    case_drafts,
    case_fields,
    case_outbox,
    case_sheet,
    case_work,
    contacts,
    joining,
    public_copies,
    staff,
)
from storage.case_outbox import To
from storage.case_sheet import Along, Sheet
from storage.cases import NoSuchCase, by_receipt, is_open, listed, written
from storage.models import Case

pages = Blueprint("case", __name__, url_prefix="/cases/<receipt>")

_MEASURES_MOST = 3
_A_MEASURE = re.compile(r"\d{1,2}次 \d{1,2}(?:-\d{1,2}){1,3}")
# A question is to be read on a telephone.
_QUESTION_MOST = 500


def sheet_of(receipt: str) -> Sheet:
    """The case as this person may see it; reading it is recorded, because residents' words may name people."""
    with desk().database.writing() as session:
        try:
            sheet = case_sheet.sheet(session, receipt, desk().seal)
        except NoSuchCase:
            abort(404)
        own.only_if_seen(session, sheet.case)
        sheet = only_what_is_seen(session, sheet)
        held = leaving.each_waits_until(session, _read(sheet))
        # One page may show the words of several cases: it is on paper only where all of them may be.
        g.words_held = max(filter(None, (g.get("words_held"), *held.values())), default=None)
    return replace(sheet, waits_until=held.get(sheet.case.id))


def only_what_is_seen(session: Session, sheet: Sheet) -> Sheet:
    """A case with the words of those that go on in it, as far as they are for this person; whose words are read is recorded."""
    seen = own.seen(session, [one.case for one in sheet.joined])
    sheet = replace(
        sheet, joined=tuple(one if one.case.id in seen else replace(one, voices=None) for one in sheet.joined)
    )
    read = [f"case:{case.id}" for case in _read(sheet)]
    audit.record_each(session, "case.read", read, desk().clock(), staff_id=me().id)
    return sheet


def _read(sheet: Sheet) -> list[Case]:
    """The cases whose words stand on its page."""
    return [sheet.case, *(one.case for one in sheet.joined if one.voices is not None)]


@pages.get("/")
@needs("read")
def show(receipt: str) -> str:
    """Everything about one case."""
    sheet = sheet_of(receipt)
    known = advice.advice()
    proposer = known.proposer if known is not None else None
    proposal = proposer.propose(sheet.text) if proposer is not None and sheet.text else None
    likest: list[alike.Similar] = []
    with desk().database.reading() as session:
        people = staff.everybody(session, gone=True)
        copy = public_copies.of(session, sheet.case.id, desk().seal)
        tells, parts = own.may_tell(session, sheet.case), own.may_part(session, sheet.case)
        late_to = case_outbox.would_go_to(session, sheet.case.id, "late", only_if_wished=True)
        question_to = case_outbox.would_go_to(
            session, sheet.case.id, "question", only_if_wished=False, only_to=sheet.case.chat or ""
        )
        if proposer is not None and sheet.text:
            likest = alike.similar(session, sheet.case, sheet.text, proposer, desk().seal)
        open_to_me = own.seen(session, [one.case for one in likest])
        seen = [one for one in likest if one.case.id in open_to_me]
    # Everybody's lists show this number: it counts what there is, not what one person may see of it.
    if proposer is not None and sheet.case.alike != sum(one.same for one in likest):
        with desk().database.writing(durable=False) as session:
            alike.note_alike(session, sheet.case.id, sum(one.same for one in likest))
    texts = (*desk().city.desk.phrases, *phrases())
    return render_template(
        "case/show.html",
        sheet=sheet,
        case=sheet.case,
        state=State[sheet.case.state],
        steps=[step.name for step in steps_from(State[sheet.case.state])],
        dates=own.inner_dates(sheet.case),
        days_left=own.days_left,
        draft=case_sheet.newest_draft(sheet.entries),
        waits_for_decision=_waits_for_decision(sheet),
        end=End[sheet.case.end] if sheet.case.end else None,
        proposal=proposal,
        known=known,
        indicators=proposer.indicators_for(sheet.text, proposal)
        if proposer is not None and proposal is not None
        else (),
        printed=printed,
        year_name=fiscal_year_name,
        likest=seen,
        copy=copy,
        tells=tells,
        parts=parts,
        changes=differences(sheet.text, copy.asked) if copy is not None else (),
        measures=listed(sheet.case.measures),
        names={person.id: person.name for person in people},
        people=assigned.able(people),
        is_open=is_open,
        late_to=late_to,
        question_to=question_to,
        kinds=KINDS,
        ends=End,
        samples={use: fitting(texts, use=use) for use in ("late", "ask_back")},
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


def _waits_for_decision(sheet: Sheet) -> bool:
    draft = case_sheet.newest_draft(sheet.entries)
    decided = case_sheet.newest_decision(sheet.entries) is not None
    return draft is not None and not decided and case_drafts.needs_decision(sheet.case, draft)


@pages.post("/fields")
@needs("work")
def fields(receipt: str) -> Answer:
    """Kind, category, section, person, measures, indicator, flags."""
    try:
        measures = _measures()
    except CannotBeDone as problem:
        return acting.not_done(receipt, str(problem))
    wanted: dict[str, object] = {
        "kind": request.form.get("kind") if request.form.get("kind") in KINDS else None,
        "category": request.form.get("category", "").strip()[:40] or None,
        "department": request.form.get("department", "").strip()[:60] or None,
        "assignee": request.form.get("assignee", type=row_number),
        "indicator": request.form.get("indicator", "").strip()[:REFERENCE_CHARS] or None,
        "document_number": request.form.get("document_number", "").strip()[:60] or None,
        "fast_lane": "fast_lane" in request.form,
        "on_site": "on_site" in request.form,
    }
    return act(
        receipt,
        "case.change",
        lambda session, case: _set(session, case, wanted, measures),
    )


def _set(session: Session, case: Case, wanted: dict[str, object], measures: Sequence[str]) -> Said:
    receipt, was = case.receipt, on_site.before(case)
    if not _may_be_indicator(wanted["indicator"], case):
        raise CannotBeDone("指標は、台帳にあるものから選んでください。")
    assignee = wanted["assignee"]
    if assignee not in (None, case.assignee) and not assigned.is_able(session, assignee):
        raise CannotBeDone(assigned.NOT_ABLE)
    wanted = {**wanted, "measures": written(_with_that_of(wanted["indicator"], measures))}
    if not case_fields.set_fields(session, receipt, wanted, desk().clock(), desk().seal, by=me().id):
        return Said("変わったところはありません。")
    mind = (on_site.tell_section(session, receipt, was), assigned.unseen(session, receipt))
    return Said("保存しました。", "".join(mind))


def _may_be_indicator(wanted: object, case: Case) -> bool:
    """Whether a case may refer to it: it stands in the ledger, or the case has it from an earlier edition."""
    known = advice.advice()
    return wanted in (None, case.indicator) or (known is not None and wanted in known.indicators)


def _with_that_of(indicator: object, measures: Sequence[str]) -> Sequence[str]:
    """An indicator brings its measure along, so that the voice is counted there; unless the case has three already."""
    known = advice.advice()
    of_ledger = known.indicators.get(str(indicator)) if known is not None else None
    if of_ledger is None or of_ledger.measure in measures or len(measures) >= _MEASURES_MOST:
        return measures
    return [*measures, of_ledger.measure]


def _measures() -> list[str]:
    """Measures ticked and typed ("8次 6-2-1"); the plan's other chapters too, whose sheets nobody has taken in.

    Raises CannotBeDone for more than three and for what is no plan and code.
    """
    typed_in = unicodedata.normalize("NFKC", request.form.get("more_measures", "")).replace("、", ",").split(",")
    found = [" ".join(one.split()) for one in (*request.form.getlist("measures"), *typed_in)]
    named = list(dict.fromkeys(one for one in found if one))
    if wrong := next((one for one in named if not _A_MEASURE.fullmatch(one)), None):
        raise CannotBeDone(f"施策「{wrong[:40]}」は、計画と番号（例：8次 6-2-1）で書いてください。")
    if len(named) > _MEASURES_MOST:
        raise CannotBeDone(f"施策は{_MEASURES_MOST}つまでにしてください（今は{len(named)}つです）。")
    return named


@pages.post("/note")
@needs("work")
def note(receipt: str) -> Answer:
    """A private note."""
    return act(
        receipt,
        "case.note",
        _note,
    )


def _note(session: Session, case: Case) -> str:
    case_work.note(session, case.receipt, typed("text", "メモ"), desk().clock(), desk().seal, by=me().id)
    return "メモを残しました。"


@pages.post("/step")
@needs("work")
def step(receipt: str) -> Answer:
    """A step that needs at most a line of text: asking back, hearing back, late notice, end, reopening, holding."""
    steps = {
        "ask_back": _ask_back,
        "hear_back": _hear_back,
        "late": _late,
        "close": _close,
        "reopen": _reopen,
        "hold": _hold,
        "release": _release,
    }
    wanted = request.form.get("step", "")
    if wanted not in steps:
        abort(400)
    return act(receipt, f"case.{wanted}", steps[wanted])


def _ask_back(session: Session, case: Case) -> str:
    wanted = request.form.get("how", "other")
    how: Literal["push", "wait", "other"] = "push" if wanted == "push" else "wait" if wanted == "wait" else "other"
    question = typed("text", "聞くこと", most=_QUESTION_MOST)
    told = case_work.ask_back(session, case.receipt, question, desk().clock(), desk().seal, by=me().id, how=how)
    noted = "聞き返しを記録しました。返事があるまで、期限は止まります。"
    if told.people:
        return f"{noted}{'トークで届けます。' if told.pushed else '次にメッセージが来たときに、トークで届けます。'}"
    return f"{noted}{'' if how == 'other' else 'トークでは届かないため、'}電話などで聞いてください。"


def _hear_back(session: Session, case: Case) -> str:
    answer = typed("text", "本人の返事")
    case_work.hear_back(session, case.receipt, answer, own.intake(), desk().clock(), desk().seal, by=me().id)
    return "返事を記録しました。期限がまた動きます。"


def _late(session: Session, case: Case) -> str | Said:
    until = typed_day("until", "新しい期限")
    if until <= own.today():
        raise CannotBeDone("新しい期限は、明日以降の日にしてください。")
    if not own.calendar().is_open(until):
        opens = own.calendar().after(until, 1)
        instead = f"そのあとの開庁日は{in_words(opens)}です。" if opens is not None else ""
        raise CannotBeDone(f"新しい期限の{in_words(until)}は、閉庁日です。{instead}")
    told = case_work.tell_late(
        session, case.receipt, typed("text", "遅れる理由", most=100), until, desk().clock(), desk().seal, by=me().id
    )
    by_hand = case_outbox.by_hand(session, case.id) if told.people else []
    also = f"{'、'.join(by_hand)} の方には、電話や郵便などで伝えてください。" if by_hand else ""
    return Said(f"{_told_late(told)}期限は{month_and_day(until)}になりました。", also)


def _told_late(told: To) -> str:
    if not told.people:
        return "LINEで届く人はいません。"
    later = "次にメッセージが来たときに届きます"
    how = f"プッシュ {told.pushed}通" if told.pushed else f"プッシュは使いません。{later}"
    if told.pushed and told.waiting:
        how += f"。{told.waiting}人には、{later}"
    return f"遅れることを{told.people}人に連絡します（{how}）。"


def _close(session: Session, case: Case) -> str:
    end = request.form.get("end", "")
    if end not in End.__members__:
        raise CannotBeDone("終わり方を選んでください。")
    when = typed_day("when", "予定の時期") if request.form.get("when") else None
    done = ending(End[end], request.form.get("text", ""), request.form.get("detail"), when)
    case_work.close(session, case.receipt, done, desk().clock(), desk().seal, by=me().id)
    return "返事をせずに終えました。"


def _reopen(session: Session, case: Case) -> str:
    why = typed("text", "理由", most=500)
    case_work.reopen(session, case.receipt, own.intake(), desk().clock(), desk().seal, by=me().id, why=why)
    return "対応を再開しました。"


def _hold(session: Session, case: Case) -> str:
    case_work.hold(session, case.receipt, typed("text", "理由"), desk().clock(), desk().seal, by=me().id)
    return "保存期間が過ぎても消さないことにしました。"


def _release(session: Session, case: Case) -> str:
    case_work.release(session, case.receipt, typed("text", "理由"), desk().clock(), desk().seal, by=me().id)
    return "保存の延長をやめました。"


@pages.get("/join/<other>")
@needs("work")
def join(receipt: str, other: str) -> str:
    """The words of both, side by side, before they become one matter with one answer."""
    sheet, into = sheet_of(receipt), sheet_of(other)
    both = replace(into, joined=(*into.joined, Along(sheet.case, sheet.voices), *sheet.joined))
    return render_template(
        "case/join.html",
        case=sheet.case,
        sheet=sheet,
        into=into,
        opposed=both.opposed,
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


@pages.post("/alike")
@needs("work")
def likeness(receipt: str) -> Answer:
    """Join a case into another, or remember that the two are not the same."""
    other = request.form.get("other", "")

    def do(session: Session, case: Case) -> str | Said:
        try:
            if request.form.get("verdict") == "join":
                was_decided = by_receipt(session, other).decided_on is not None
                joining.join(session, case.receipt, other, desk().clock(), desk().seal, by=me().id)
                again = f"{other} の決裁は、もう一度いります。" if was_decided else ""
                return Said(f"{other} にまとめました。回答は、どちらの人にも届きます。", again)
            case_work.say_different(session, case.receipt, other, desk().clock(), by=me().id)
        except joining.CannotJoin as problem:
            raise CannotBeDone(str(problem)) from problem
        return "同じではないと覚えました。もうたずねません。"

    return act(receipt, "case.alike", do, beside=other)


@pages.post("/separate")
@needs("work")
def separate(receipt: str) -> Answer:
    """Undo a join."""
    main = request.form.get("main", "")

    def do(session: Session, case: Case) -> str:
        try:
            due = joining.separate(session, case.receipt, main, own.calendar(), desk().clock(), desk().seal, by=me().id)
        except joining.CannotJoin as problem:
            raise CannotBeDone(str(problem)) from problem
        until = f"期限は{month_and_day(due)}です。" if due is not None else ""
        return f"まとめを解きました。この案件で、別に回答します。{until}"

    return act(receipt, "case.separate", do, beside=main)


@pages.post("/contact")
@needs("identity")
def contact(receipt: str) -> Response | str | tuple[str, int]:
    """Contact data, for a reason that stands in the record."""
    reason = request.form.get("reason", "").strip()[:200]
    if len(reason) < 5:
        return acting.not_done(receipt, "連絡先を見る理由を書いてください（例：本人の希望で電話をかけるため）。")
    with desk().database.writing() as session:
        try:
            case = by_receipt(session, receipt)
        except NoSuchCase:
            abort(404)
        own.only_if_seen(session, case)
        if not own.may_tell(session, case):
            return acting.not_done(receipt, acting.whose(case))
        audit.record(session, "contact.read", f"case:{case.id}", desk().clock(), staff_id=me().id, why=reason)
        told = contacts.of(session, case, desk().seal)
    return render_template("case/contact.html", case=case, told=told)
