"""回答: draft, 決裁, preview, sending; for one case or for several at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from casework.ends import End, UnfinishedEnd, says_nothing
from casework.phrases import Phrase, filled, fitting, phrases
from casework.states import NotFromHere, State
from console import sight as own
from console import telling
from console.acting import Answer, CannotBeDone, Said, act, only_who_answers, typed, typed_day
from console.desk import desk, me
from console.guard import needs
from console.rights import may
from console.typed import day, row_number
from console.views.case import only_what_is_seen, sheet_of
from handlers import case_letters
from handlers.days import month_and_day
from handlers.desk_rules import Approval
from handlers.render import render
from knowledge.answer import answer as answer_from_documents
from storage import audit, case_drafts, case_lists, case_outbox, case_sheet, staff, timeline
from storage.case_drafts import NotDecided
from storage.case_rows import Overtaken, held
from storage.case_sheet import Draft, Sheet
from storage.cases import listed
from storage.models import Case

pages = Blueprint("reply", __name__)

_MOST_CHARS = 4000
_LONG_CHARS = 600
_SLOT = re.compile(r"〔[^〔〕\n]{1,20}〕")
_MOST_AT_ONCE = 50
_ANSWERED, _BY_HAND = "回答済みにしました。", "LINEで届く人はいません。電話や郵便などで伝えてください。"
_UNSAVED = (
    "回答案の欄が、この案件の回答案と違います。欄のとおりにするときは「回答案を保存する」を押し、"
    "案件ごとの回答案のまま進めるときは、回答の文を空にしてください。"
)
# What the desk puts in itself.
_FILLED = ("〔市〕", "〔課〕", "〔受付番号〕", "〔受付日〕")


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    text: str = ""
    end: str = ""
    reason: str = ""
    detail: str = ""
    when: str = ""
    signed_as: str = "mayor"
    question: str = ""

    @classmethod
    def of_form(cls) -> Typed:
        given = {name: request.form.get(name, "").replace("\r\n", "\n") for name in cls.__dataclass_fields__}
        return cls(**given)

    @classmethod
    def of_draft(cls, draft: Draft) -> Typed:
        """As the form shows what was saved."""
        when = draft.when.isoformat() if draft.when else ""
        return cls(draft.text, draft.end, draft.reason, draft.detail or "", when, draft.signed_as)

    def says(self, draft: Draft) -> bool:
        """Whether it is what was saved; a question to the documents is no part of it."""
        saved = Typed.of_draft(draft)
        names = [name for name in self.__dataclass_fields__ if name != "question"]
        return all(getattr(self, name).strip() == getattr(saved, name).strip() for name in names)

    def draft(self) -> Draft:
        """The draft as typed. Raises CannotBeDone."""
        if not self.text.strip():
            raise CannotBeDone("回答の文を書いてください。")
        if len(self.text) > _MOST_CHARS:
            raise CannotBeDone(f"回答の文は{_MOST_CHARS}字以内にしてください。")
        if slots := [slot for slot in _SLOT.findall(self.text) if slot not in _FILLED]:
            raise CannotBeDone(f"まだ埋めていない所があります：{'、'.join(dict.fromkeys(slots))}")
        if self.end not in End.__members__:
            raise CannotBeDone("終わり方を選んでください。")
        when = day(self.when)
        if self.when and when is None:
            raise CannotBeDone("予定の時期を、日付で選んでください。")
        signed_as = "section" if self.signed_as == "section" else "mayor"
        return Draft(self.text.strip(), self.end, self.reason.strip(), signed_as, self.detail.strip() or None, when)


@pages.get("/cases/<receipt>/reply")
@needs("work")
def show(receipt: str) -> str:
    """The draft, its preview, its decision, and sending it."""
    sheet = sheet_of(receipt)
    draft = case_sheet.newest_draft(sheet.entries)
    if draft is None:
        signed_as = "section" if sheet.case.kind == "問合せ" or sheet.case.fast_lane else "mayor"
        return _page(sheet, Typed(signed_as=signed_as))
    return _page(sheet, Typed.of_draft(draft))


@pages.post("/cases/<receipt>/reply")
@needs("work")
def write(receipt: str) -> Answer:
    """Keep the draft; or put a sample or a fact in, or look at the preview, which keeps nothing."""
    form, wanted = Typed.of_form(), request.form.get("do", "keep")
    if wanted == "keep":
        try:
            draft = form.draft()
            case_drafts.only_if_whole(draft, desk().clock())
        except (CannotBeDone, UnfinishedEnd) as problem:
            return _page(sheet_of(receipt), form, str(problem)), 400
        return act(receipt, "case.draft", lambda session, case: _keep_filled(session, case, draft), to="reply.show")
    sheet = sheet_of(receipt)
    if wanted.startswith("phrase:"):
        form = _with_phrase(sheet, form, wanted.removeprefix("phrase:"))
    elif wanted == "fact":
        form = _with_fact(form)
    return _page(sheet, form)


def _keep(session: Session, case: Case, draft: Draft) -> str:
    case_drafts.keep(session, case.receipt, draft, desk().clock(), desk().seal, by=me().id)
    return "回答案を保存しました。"


@pages.post("/cases/<receipt>/decide")
@needs("work")
def decide(receipt: str) -> Answer:
    """決裁: noted as given outside, or given here by somebody who may."""
    approval = _approval()

    def do(session: Session, case: Case) -> str:
        _decide(session, case, approval, _typed_decision(approval))
        return "決裁を記録しました。送れるようになりました。"

    return _as_saved(receipt, "case.decided", do, to="reply.show")


class _NotSaved(Exception):
    """The boxes say something else than the draft that would be decided on, or sent."""


def _as_saved(receipt: str, name: str, do: Callable[[Session, Case], str | Said], *, to: str) -> Answer:
    """Do it to the draft that was saved, and only where the boxes say the same: what was corrected there is not passed over."""
    form = Typed.of_form() if "text" in request.form else None

    def do_as_saved(session: Session, case: Case) -> str | Said:
        draft = case_sheet.newest_draft(timeline.of(session, case.id, desk().seal))
        if form is not None and draft is not None and not form.says(draft):
            raise _NotSaved
        return do(session, case)

    try:
        return act(receipt, name, do_as_saved, to=to)
    except _NotSaved:
        return _page(sheet_of(receipt), form or Typed()), 400


@dataclass(frozen=True)
class _TypedDecision:
    """A 決裁 as the form gives it."""

    on: date
    who: str
    document_number: str | None


def _approval() -> Approval:
    """Where 決裁 is given; 403 for who may not give it here."""
    approval = desk().city.desk.approval
    if approval == "console" and not may(me(), "approve"):
        abort(403)
    return approval


def _typed_decision(approval: Approval) -> _TypedDecision:
    """Raises CannotBeDone, and NotDecided for a day to come."""
    if approval == "console":
        number = request.form.get("document_number", "").strip()[:60] or None
        return _TypedDecision(own.today(), me().name, number)
    typed_in = _TypedDecision(
        typed_day("on", "決裁日"), typed("who", "決裁者", most=60), typed("document_number", "文書番号", most=60)
    )
    case_drafts.only_if_come(typed_in.on, desk().clock())
    return typed_in


def _decide(session: Session, case: Case, approval: Approval, given: _TypedDecision) -> None:
    now = desk().clock()
    case_drafts.decide(
        session, case.receipt, given.on, given.who, given.document_number, approval, now, desk().seal, by=me().id
    )


@pages.post("/cases/<receipt>/send")
@needs("work")
def send(receipt: str) -> Answer:
    """Send the answer."""

    def do(session: Session, case: Case) -> str | Said:
        told = _send(session, case)
        if not told:
            return Said(_ANSWERED, _BY_HAND)
        sent = (
            f"{told}人に回答を送ります。" if _how() == "push" else f"{told}人に、次にメッセージが来たときに届けます。"
        )
        return Said(sent, besides(session, case))

    return _as_saved(receipt, "case.answered", do, to="case.show")


def _how() -> case_drafts.How:
    return "wait" if request.form.get("how") == "wait" else "push"


def _send(session: Session, case: Case) -> int:
    return case_drafts.send(session, case.receipt, desk().city, desk().clock(), desk().seal, by=me().id, how=_how())


def _page(sheet: Sheet, form: Typed, problem: str | None = None) -> str:
    draft = case_sheet.newest_draft(sheet.entries)
    with desk().database.reading() as session:
        pushes = case_outbox.would_go_to(session, sheet.case.id, "answer", only_if_wished=True).people
        also = besides(session, sheet.case)
        names = {person.id: person.name for person in staff.everybody(session, gone=True)}
    return render_template(
        "reply/show.html",
        case=sheet.case,
        sheet=sheet,
        form=form,
        problem=problem,
        state=State[sheet.case.state],
        draft=draft,
        unsaved=draft is not None and not form.says(draft),
        decision=case_sheet.newest_decision(sheet.entries),
        fallen=case_sheet.fell(sheet.entries),
        needs_decision=draft is None or case_drafts.needs_decision(sheet.case, draft),
        approval=desk().city.desk.approval,
        given=_given(),
        bubbles=preview(sheet.case, form),
        thin=_thin(form.text, form.reason),
        long=len(form.text) > _LONG_CHARS,
        offered=_offered(sheet.case),
        section_replies=[entry for entry in sheet.entries if entry.what == "section_reply"],
        ends=End,
        pushes=pushes,
        also=also,
        names=names,
        today=own.today(),
        knows=desk().knowledge is not None,
        read=_read_as(sheet),
        last=sheet.entries[-1].id if sheet.entries else 0,
    )


def _read_as(sheet: Sheet) -> tuple[int, int]:
    """The version of the case, and its last entry, that what stands in the boxes was written on: a page that shows them again
    is not what was read first, and what somebody else saved meanwhile would be passed over unseen."""
    now = sheet.case.version, sheet.entries[-1].id if sheet.entries else 0
    read = tuple(request.form.get(name, type=row_number) for name in ("version", "seen"))
    return (read[0], read[1] or 0) if read[0] is not None else now


def _given() -> dict[str, str]:
    """A 決裁 as it was typed, for a page that shows it once more."""
    return {name: request.form.get(name, "") for name in ("on", "who", "document_number")}


def _thin(text: str, reason: str) -> str:
    """What is no more than thanks for the opinion: the answer ("text"), what is noted as its reason ("reason"), or nothing."""
    return "text" if says_nothing(text) else "reason" if says_nothing(reason) else ""


def preview(case: Case, form: Typed) -> list[str]:
    """The bubbles as they will stand in the chat; empty while there is no text."""
    if not form.text.strip():
        return []
    draft = Draft(form.text, form.end, form.reason, form.signed_as, form.detail or None, day(form.when))
    text = case_drafts.signed(draft, case.department, desk().city)
    try:
        ending = case_drafts.ending_of(draft)
    except (UnfinishedEnd, KeyError):
        return [str(one["text"]) for one in render(case_letters.plain(case.receipt, text, desk().city))]
    return [
        str(one["text"])
        for one in render(case_letters.answer(case.receipt, text, ending, desk().city))
        if "text" in one
    ]


@dataclass(frozen=True)
class Offered:
    """The sample texts on the page, and what they were narrowed to: "" for all fields, all states."""

    phrases: tuple[Phrase, ...]
    category: str
    state: str


def _offered(case: Case | None) -> Offered:
    """Those for the case's own field and state, or for what was chosen instead."""
    own_field = (case.category or next(iter(listed(case.proposed_categories)), "")) if case is not None else ""
    category = request.form.get("phrase_category", own_field)
    state = request.form.get("phrase_state", case.state if case is not None else "")
    category = category if category in desk().categories else ""
    state = state if state in State.__members__ else ""
    return Offered(fitting(_all_phrases(), category=category or None, state=state or None), category, state)


def _all_phrases() -> tuple[Phrase, ...]:
    """The city's own before the general ones."""
    return (*desk().city.desk.phrases, *phrases())


def _phrase(name: str) -> Phrase | None:
    return next((one for one in _all_phrases() if one.name == name), None)


def _with_phrase(sheet: Sheet, form: Typed, name: str) -> Typed:
    phrase = _phrase(name)
    if phrase is None:
        return form
    told = _section_replies(sheet)
    slots = _slots(sheet.case) | ({"課の回答": "\n".join(told)} if told else {})
    text = filled(phrase.text, slots)
    return replace(form, text=f"{form.text.rstrip()}\n{text}".strip(), end=form.end or phrase.end)


def _section_replies(sheet: Sheet) -> Sequence[str]:
    """What each section that was asked has replied, the last time it did, since the case was looked at again."""
    replies: dict[object, str] = {}
    for entry in sheet.entries:
        if entry.what == "reopened":
            replies.clear()
        if entry.what == "section_reply":
            replies[entry.details.get("section") or entry.details["who"]] = str(entry.details["text"])
    return list(replies.values())


def _slots(case: Case) -> dict[str, str]:
    day = own.day_of(case.received_at)
    return {
        "市": desk().city.name,
        "課": case.department or desk().city.desk.desk_name,
        "受付番号": case.receipt,
        "受付日": month_and_day(day),
    }


def _with_fact(form: Typed) -> Typed:
    """What the documents answer, with where it stands, put behind the text."""
    knowledge = desk().knowledge
    if knowledge is None or not form.question.strip():
        return form
    reply = answer_from_documents(knowledge(), form.question.strip()[:300], None)
    if not reply.tells:
        telling.refused("資料からは分かりませんでした。言い方を変えて、もう一度おたずねください。")
        return form
    # In the chat a line that begins with 出典 marks an answer of the bot; here it is the city that speaks.
    told = re.sub(r"^出典：?(.*)$", r"（出典：\1）", reply.text, flags=re.MULTILINE)
    return replace(form, text=f"{form.text.rstrip()}\n{told}".strip(), question="")


# --- several at once ---------------------------------------------------------------------------------------------


@pages.post("/group")
@needs("work")
def group(problem: str | None = None) -> Answer:
    """One answer for several cases, with a preview of each; drafts, decision and sending in the same three steps."""
    receipts = list(dict.fromkeys(request.form.getlist("chosen")))[:_MOST_AT_ONCE]
    if not receipts:
        telling.refused("案件が選ばれていません。左のチェックボックスで選んでください。")
        return redirect(url_for("inbox.show"))
    form, wanted = Typed.of_form(), request.form.get("do", "")
    said: list[Outcome] = []
    if wanted == "keep":
        try:
            draft = form.draft()
            case_drafts.only_if_whole(draft, desk().clock())
        except (CannotBeDone, UnfinishedEnd) as missing:
            problem = str(missing)
        else:
            said = _each(receipts, "case.draft", lambda session, case: _keep_filled(session, case, draft))
    elif wanted == "decide":
        problem, said = _decide_all(receipts, form)
    elif wanted == "send":
        said = _each(receipts, "case.answered", lambda session, case: _sent(session, case, form))
    elif wanted.startswith("phrase:"):
        phrase = _phrase(wanted.removeprefix("phrase:"))
        form = replace(form, text=f"{form.text.rstrip()}\n{phrase.text}".strip()) if phrase else form
    return _group_page(receipts, form, problem, said)


def _keep_filled(session: Session, case: Case, draft: Draft) -> str:
    return _keep(session, case, replace(draft, text=filled(draft.text, _slots(case))))


def _says_otherwise(case: Case, draft: Draft | None, form: Typed) -> bool:
    """Whether the boxes for several cases say something else than was saved for this one. Empty boxes say nothing: each case
    goes on with its own draft."""
    return draft is not None and bool(form.text.strip()) and not _for_one(case, form).says(draft)


def _for_one(case: Case, form: Typed) -> Typed:
    return replace(form, text=filled(form.text, _slots(case)))


def _only_as_saved(session: Session, case: Case, form: Typed) -> None:
    """Raises CannotBeDone where what was corrected in the boxes would be passed over."""
    if _says_otherwise(case, case_sheet.newest_draft(timeline.of(session, case.id, desk().seal)), form):
        raise CannotBeDone(_UNSAVED)


def _sent(session: Session, case: Case, form: Typed) -> str:
    _only_as_saved(session, case, form)
    told = _send(session, case)
    return f"{told}人に送ります。{besides(session, case)}" if told else f"{_ANSWERED}{_BY_HAND}"


def besides(session: Session, case: Case) -> str:
    """Who is told by hand beside those whom a message reaches; "" for nobody."""
    receipts = case_outbox.by_hand(session, case.id)
    return f"{'、'.join(receipts)} の方には、LINEで届きません。電話や郵便などで伝えてください。" if receipts else ""


def _decide_all(receipts: list[str], form: Typed) -> tuple[str | None, list[Outcome]]:
    approval = _approval()
    try:
        given = _typed_decision(approval)
    except (CannotBeDone, NotDecided) as missing:
        return str(missing), []

    def do(session: Session, case: Case) -> str:
        _only_as_saved(session, case, form)
        _decide(session, case, approval, given)
        return "決裁を記録しました。"

    return None, _each(receipts, "case.decided", do)


@dataclass(frozen=True)
class Outcome:
    """What became of one case of several."""

    done: bool
    words: str


def _each(receipts: list[str], name: str, do: Callable[[Session, Case], str]) -> list[Outcome]:
    """Do it to each case in a transaction of its own; what became of each."""
    said: list[Outcome] = []
    for receipt in receipts:
        version = request.form.get(f"version-{receipt}", type=row_number)
        try:
            with desk().database.writing() as session:
                rows = case_lists.rows_of(session, [receipt], own.sight(), desk().seal)
                if not rows:
                    continue
                # Held before it is looked at: whoever saves another draft meanwhile waits, and then is told, or was first.
                case = held(session, receipt, version)
                if not own.may_see(session, case):
                    continue
                only_who_answers(case)
                case_id = case.id
                words = do(session, case)
                audit.record(session, name, f"case:{case_id}", desk().clock(), staff_id=me().id)
            said.append(Outcome(True, f"{receipt}：{words}"))
        except Overtaken:
            said.append(Outcome(False, f"{receipt}：ほかの人が先に変えたため、そのままです。"))
        except (NotFromHere, UnfinishedEnd, NotDecided, CannotBeDone) as problem:
            said.append(Outcome(False, f"{receipt}：できませんでした。{problem}"))
    return said


@dataclass(frozen=True)
class _Shown:
    """One of the cases on the page for several. ``version``: the one the boxes were written on. ``unsaved``: its draft says
    something else than the boxes."""

    row: case_lists.Row
    sheet: Sheet
    draft: Draft | None
    version: int
    decided: bool
    unsaved: bool
    bubbles: list[str]
    pushes: int
    thin: str

    @property
    def ready(self) -> bool:
        return self.draft is not None and self.decided and not self.unsaved and self.row.state is State.DRAFTED


def _group_page(receipts: list[str], form: Typed, problem: str | None, said: list[Outcome]) -> Answer:
    with desk().database.writing() as session:
        rows = case_lists.rows_of(session, receipts, own.sight(), desk().seal)
        shown = [_shown(session, row, form, tried=bool(said)) for row in rows]
    ready = [one for one in shown if one.ready]
    page = render_template(
        "reply/group.html",
        shown=shown,
        form=form,
        problem=problem,
        said=said,
        offered=_offered(None),
        ends=End,
        approval=desk().city.desk.approval,
        given=_given(),
        today=own.today(),
        thin=_thin(form.text, form.reason),
        unsaved=_UNSAVED,
        ready=ready,
        pushes=sum(one.pushes for one in ready),
        by_hand=sum(not one.pushes for one in ready),
    )
    return (page, 400) if problem else page


def _shown(session: Session, row: case_lists.Row, form: Typed, *, tried: bool) -> _Shown:
    """``tried``: something was done to each, or told why not; the page is read anew then."""
    sheet = only_what_is_seen(session, case_sheet.sheet(session, row.receipt, desk().seal))
    draft = case_sheet.newest_draft(sheet.entries)
    unsaved = _says_otherwise(sheet.case, draft, form)
    boxes = Typed.of_draft(draft) if draft is not None and not unsaved else _for_one(sheet.case, form)
    read = request.form.get(f"version-{row.receipt}", type=row_number) if "text" in request.form and not tried else None
    return _Shown(
        row,
        sheet,
        draft,
        version=row.version if read is None else read,
        decided=case_sheet.newest_decision(sheet.entries) is not None
        or (draft is not None and not case_drafts.needs_decision(sheet.case, draft)),
        unsaved=unsaved,
        bubbles=preview(sheet.case, boxes),
        pushes=case_outbox.would_go_to(session, sheet.case.id, "answer", only_if_wished=True).people,
        thin=_thin(draft.text, draft.reason) if draft is not None else "",
    )
