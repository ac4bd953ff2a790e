"""受付箱: every case, narrowed by views, filters and words; and one change for many at once."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast, get_args

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from casework.receipts import NoReceipt, read_receipt
from casework.states import OPEN_NAMES, State
from console import assigned, case_table, leaving, on_site, telling
from console import sight as own
from console.desk import desk, me
from console.downloads import download
from console.guard import needs
from console.typed import row_number
from console.words import CHANNELS, KINDS
from handlers.days import with_year
from storage import audit, case_lists, staff, voice_search, withdrawn
from storage.case_fields import set_fields
from storage.case_lists import Filter, View
from storage.case_rows import Overtaken, held
from storage.cases import NoSuchCase, by_receipt
from storage.sealing import Unreadable

pages = Blueprint("inbox", __name__, url_prefix="/inbox")

_KEPT = ("view", "state", "kind", "category", "department", "channel", "assignee", "all", "words", "page")
_MOST_WORDS_CHARS = 100
_Came = Literal["changed", "as_wanted", "overtaken", "of_others", "gone"]


@pages.get("/")
@needs("read")
def show() -> str:
    """One page of the list."""
    return _page(request.args)


@pages.post("/search")
@needs("read")
def search() -> Response:
    """Look for words. They travel sealed: an address stays in histories and logs, and what residents wrote must not."""
    words = request.form.get("words", "").strip()[:_MOST_WORDS_CHARS]
    kept = {
        key: value for key, value in request.form.items() if key in _KEPT and key not in ("words", "page") and value
    }
    if receipt := _as_receipt(words):
        with desk().database.reading() as session:
            try:
                seen = own.may_see(session, by_receipt(session, receipt))
            except NoSuchCase:
                seen = False
            gone = withdrawn.when(session, receipt, me().department)
        if seen:
            return redirect(url_for("case.show", receipt=receipt))
        if gone is not None:
            telling.mind(f"{receipt} は、{with_year(own.day_of(gone))}に本人が取り下げました。内容は見られません。")
            return redirect(_address(kept))
    if words:
        kept["words"] = base64.urlsafe_b64encode(desk().seal.seal(words)).decode()
    return redirect(_address(kept))


@pages.post("/change")
@needs("work")
def change() -> Response:
    """Set section, person, kind or category of all that are ticked; filter and ticks stay."""
    chosen = request.form.getlist("chosen")
    kept = {key: request.form[f"kept-{key}"] for key in _KEPT if request.form.get(f"kept-{key}")}
    back = redirect(_address({**kept, "chosen": chosen}))
    if not chosen:
        telling.refused("案件が選ばれていません。左のチェックボックスで選んでください。")
        return back
    wanted = _wanted_changes()
    if not wanted:
        telling.refused("変えることが選ばれていません。")
        return back
    with desk().database.reading() as session:
        if "assignee" in wanted and not assigned.is_able(session, wanted["assignee"]):
            telling.refused(assigned.NOT_ABLE)
            return back
    came: dict[_Came, list[str]] = defaultdict(list)
    to_mind = []
    for receipt in chosen:
        how, mind = _change_one(receipt, wanted)
        came[how].append(receipt)
        if mind:
            to_mind.append(f"{receipt}：{mind}")
    same = f"{len(came['as_wanted'])}件は、もうそのとおりでした。" if came["as_wanted"] else ""
    telling.done(f"{len(came['changed'])}件を変えました。{same}" if came["changed"] or not same else same)
    for mind in to_mind:
        telling.mind(mind)
    if came["overtaken"]:
        telling.refused(f"ほかの人が先に変えていたため、次の案件は変えていません：{'、'.join(came['overtaken'])}")
    if came["of_others"]:
        telling.refused(f"ほかの課が扱うため、次の案件は変えていません：{'、'.join(came['of_others'])}")
    if came["gone"]:
        telling.refused(f"次の案件は、もうここからは開けません：{'、'.join(came['gone'])}")
    return back


def _change_one(receipt: str, wanted: Mapping[str, object]) -> tuple[_Came, str]:
    """Set what is wanted of one case, in a transaction of its own; what came of it, and what is to be minded ("": nothing)."""
    version, now = request.form.get(f"version-{receipt}", type=row_number), desk().clock()
    try:
        with desk().database.writing() as session:
            if not own.may_see(session, by_receipt(session, receipt)):
                return "gone", ""
            case = held(session, receipt, version)
            if not own.may_answer(case):
                return "of_others", ""
            was = on_site.before(case)
            if not set_fields(session, receipt, wanted, now, desk().seal, by=me().id, version=version):
                return "as_wanted", ""
            mind = on_site.tell_section(session, receipt, was) + assigned.unseen(session, receipt)
            audit.record(session, "case.change", f"case:{case.id}", now, staff_id=me().id, what=list(wanted))
    except Overtaken:
        return "overtaken", ""
    except NoSuchCase:
        return "gone", ""
    return "changed", mind


@pages.get("/list.<ending>")
@needs("export")
def as_table(ending: str) -> Response:
    """All cases of a list as a table for Excel: words masked, and nothing in it that a program would take for a formula."""
    asked = next((one for one in case_table.KINDS if one == ending), None) or abort(404)
    wanted = _filter(request.args)
    with desk().database.one_moment() as session:
        rows = leaving.free(session, case_lists.every(session, wanted, own.sight(), desk().seal))
        said = case_lists.whole_words(session, [row.id for row in rows], desk().seal)
    what = "CSV" if ending == "csv" else "Excel"
    with desk().database.writing() as session:
        audit.record(session, "case.export", "inbox", desk().clock(), staff_id=me().id, what=what, rows=len(rows))
    return download(case_table.made(asked, rows, said, desk().city), "shimin-no-koe", ending)


def _wanted_changes() -> dict[str, object]:
    wanted: dict[str, object] = {}
    for name, most in (("kind", 12), ("category", 40), ("department", 60)):
        value = request.form.get(f"set-{name}", "").strip()[:most]
        if value and (name != "kind" or value in KINDS):
            wanted[name] = value
    if (assignee := request.form.get("set-assignee", type=row_number)) is not None:
        wanted["assignee"] = assignee
    return wanted


def _address(asked: Mapping[str, str | list[str]]) -> str:
    """The list as it was asked for."""
    values: dict[str, Any] = dict(asked)
    return url_for("inbox.show", **values)


def _page(asked: MultiDict[str, str]) -> str:
    words = _opened(asked.get("words", ""))
    wanted = _filter(asked)
    found = voice_search.Found([])
    with desk().database.reading() as session:
        if words:
            found = voice_search.holding(session, words, desk().seal)
            wanted = replace(wanted, on_desk=False, ids=case_lists.cases_of_voices(session, found.voices))
        counted = case_lists.counters(session, own.sight())
        number = asked.get("page", 1, type=row_number)
        total = counted[wanted.view] if wanted.view is not None and wanted == Filter(wanted.view) else None
        page = case_lists.page(session, wanted, own.sight(), desk().seal, number, total=total)
        people = staff.everybody(session, gone=True)
        held = leaving.held(session, page.rows)
    names = {person.id: person.name for person in people}
    return render_template(
        "inbox/show.html",
        page=page,
        held=held,
        counted=counted,
        asked=asked,
        words_asked=words,
        most_found=voice_search.MOST_FOUND,
        more_found=len(found.voices) >= voice_search.MOST_FOUND,
        has_words=bool(voice_search.words_in(words)),
        only_read=None if found.read_all else voice_search.MOST_READ,
        unreadable=found.unreadable,
        kept={key: asked[key] for key in _KEPT if asked.get(key)},
        chosen=set(asked.getlist("chosen")),
        people=assigned.able(people),
        names=names,
        days_left=own.days_left,
        states=[state for state in State if state is not State.WITHDRAWN],
        kinds=KINDS,
    )


def _filter(asked: MultiDict[str, str]) -> Filter:
    """What the address asks for; what nobody knows is left out."""
    view, channel, state = asked.get("view"), asked.get("channel"), asked.get("state")
    return Filter(
        view=cast("View", view) if view in get_args(View) else None,
        state=state if state in State.__members__ else None,
        kind=asked.get("kind") or None,
        category=asked.get("category") or None,
        department=asked.get("department") or None,
        channel=channel if channel in CHANNELS else None,
        assignee=asked.get("assignee", type=row_number),
        on_desk=not asked.get("all") and (state not in State.__members__ or state in OPEN_NAMES),
    )


def _opened(sealed: str) -> str:
    try:
        return desk().seal.open(base64.urlsafe_b64decode(sealed)) if sealed else ""
    except (Unreadable, binascii.Error, ValueError):
        return ""


def _as_receipt(words: str) -> str | None:
    try:
        return str(read_receipt(words))
    except NoReceipt:
        return None
