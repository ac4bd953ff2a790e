"""A section that only reads a case (it was asked, or its own goes on there) notes what it has to say, and changes nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import event, select, update

from storage import audit
from storage.case_lists import VIEWS
from storage.models import Base, Case

# What is done at the desk by merely looking.
_OF_LOOKING = {"audit", "audit_head", "staff_sessions", "staff"}

_DRAFT = {"text": "直しました。", "end": "DONE", "reason": "直した", "signed_as": "mayor"}
_DECISION = {"on": "2026-11-19", "who": "市長", "document_number": "市政第12号"}
_COPY = {"asked": "側溝のふた", "answered": "直しました。", "why": "短くした"}
_PUBLISHED = {"on": "2026-11-20", "as_of": "2026-11-20", "review_on": "2027-11-22"}
_WHY = {"text": "そうする理由", "why": "そうする理由", "reason": "電話をかけるため"}
# Every form of a case, filled in so that it would do for whoever may.
_FORMS: dict[str, list[dict[str, str]]] = {
    "case.fields": [{"department": "建設課", "kind": "苦情"}],
    "case.step": [
        {**_WHY, "step": step, "until": "2026-12-21", "end": "NOTED", "how": how}
        for step, how in (
            ("ask_back", "push"),
            ("hear_back", ""),
            ("late", ""),
            ("close", ""),
            ("reopen", ""),
            ("hold", ""),
            ("release", ""),
        )
    ],
    "case.likeness": [{"verdict": "join"}, {"verdict": "different"}],
    "case.separate": [{}],
    "case.contact": [_WHY],
    "inquiry.ask": [{"department": "建設課", "question": "いつですか", "due": "2026-11-30"}],
    "reply.write": [{**_DRAFT, "do": "keep"}, {**_DRAFT, "do": "look"}],
    "reply.decide": [_DECISION],
    "reply.send": [{"how": "push"}],
    "publishing.write": [{**_COPY, "do": "keep"}, {**_COPY, "do": "redact"}],
    "publishing.propose": [{}],
    "publishing.publish": [_PUBLISHED],
    "publishing.refuse": [{"refusal": "no_consent"}],
    "publishing.withdraw": [_WHY],
    "publishing.cleared": [{}],
    "entering.split": [{"part-1": "側溝のふた", "part-2": "街灯"}],
}
_NOTES = {
    "case.note": {"text": "となりの側溝も割れています"},
    "inquiry.reply": {"who": "建設課", "on": "2026-11-20", "text": "建設課で直します"},
}
# These show a page and keep nothing, or lead back to a list, whoever asks.
_KEEP_NOTHING = [("reply.write", "look"), ("publishing.write", "redact"), ("publishing.cleared", None)]


def _posts(app):
    """Every address of one case to which a form is sent."""
    return {
        rule.endpoint: re.sub(r"<receipt>", "{}", rule.rule)
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "receipt" in rule.arguments
    }


def _everything(hall):
    with hall.database.reading() as session:
        return {
            table.name: session.execute(select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
            if table.name not in _OF_LOOKING
        }


def _asked_one_after_the_other(hall):
    """A case about which 建設課 was asked, and that is 福祉課's now."""
    receipt = hall.hears("側溝のふたが割れています", may_publish=True)
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        desk.opens(f"/cases/{receipt}/inquiry/")
        desk.sends(f"/cases/{receipt}/inquiry/", department=department, question="いつですか", due="2026-11-30")
    return receipt


def _reader(hall):
    return hall.at_work("tanaka", "approver", department="建設課", rights=("identity", "publish", "export"))


def test_every_form_of_a_case_is_known_here(hall):
    assert set(_posts(hall.app)) == {*_FORMS, *_NOTES}


def test_a_section_that_only_reads_a_case_notes_and_replies_and_does_nothing_else_to_it(hall):
    receipt = _asked_one_after_the_other(hall)
    own = hall.hears("側溝のふたが割れたままです", user="U-own", department="建設課")
    reader, posts = _reader(hall), _posts(hall.app)
    before = _everything(hall)
    for endpoint, forms in _FORMS.items():
        for form in forms:
            reader.opens(f"/cases/{receipt}/")
            answer = reader.sends(posts[endpoint].format(receipt), **{"other": own, "main": own, **form})
            assert _everything(hall) == before, (endpoint, form)
            if (endpoint, form.get("do")) not in _KEEP_NOTHING:
                assert (answer.status_code, "を扱うのは、福祉課です" in answer.text) == (400, True), (endpoint, form)
    for endpoint, form in _NOTES.items():
        reader.opens(f"/cases/{receipt}/")
        assert reader.sends(posts[endpoint].format(receipt), **form).status_code == 302, endpoint
    assert [entry.what for entry in hall.told(receipt)[-2:]] == ["note", "section_reply"]
    assert hall.letters() == []


@pytest.mark.parametrize("verdict", ["join", "different"])
def test_a_section_joins_nothing_that_it_only_reads_into_its_own(hall, verdict):
    receipt = _asked_one_after_the_other(hall)
    own = hall.hears("側溝のふたが割れたままです", user="U-own", department="建設課")
    reader = _reader(hall)
    page = reader.opens(f"/cases/{own}/").text
    assert f'value="{receipt}"' not in page
    assert "にまとめる</button>" not in reader.opens(f"/cases/{own}/join/{receipt}").text
    before = _everything(hall)
    for one, other in ((own, receipt), (receipt, own)):
        reader.opens(f"/cases/{one}/")
        assert reader.sends(f"/cases/{one}/alike", other=other, verdict=verdict).status_code == 400
    assert _everything(hall) == before


def test_what_is_done_to_many_at_once_is_not_done_to_what_a_section_only_reads(hall):
    receipt = _asked_one_after_the_other(hall)
    own = hall.hears("側溝のふたが割れたままです", user="U-own", department="建設課")
    reader = _reader(hall)
    page = reader.opens("/inbox/").text
    assert f'name="chosen" value="{own}"' in page
    assert receipt in page
    assert f'name="chosen" value="{receipt}"' not in page
    told = hall.told(receipt)
    reader.sends("/inbox/change", chosen=[receipt, own], **{"set-department": "建設課", "set-kind": "苦情"})
    assert f"次の案件は変えていません：{receipt}" in reader.opens("/inbox/").text
    reader.sends("/circulation", week="2026-11-16", sheet="1", on="2026-11-20", who="課長")
    reader.opens("/inbox/")
    reader.sends("/group", chosen=receipt, do="keep", **_DRAFT)
    assert hall.told(receipt) == told
    assert (hall.case(receipt).department, hall.case(own).kind) == ("福祉課", "苦情")
    assert hall.told(own)[-1].what == "circulated"


def test_the_pages_of_a_case_that_is_only_read_offer_notes_and_the_reply_alone(hall):
    receipt = _asked_one_after_the_other(hall)
    reader, posts = _reader(hall), _posts(hall.app)
    offered = set()
    for page in ("", "inquiry/", "reply", "publish", "split"):
        shown = reader.opens(f"/cases/{receipt}/{page}" if page != "" else f"/cases/{receipt}/")
        assert shown.status_code == 200, page
        forms = re.findall(r"<form\b.*?</form>", shown.text, re.DOTALL)
        with_button = [form for form in forms if f"/cases/{receipt}/" in form and "<button" in form]
        offered |= {re.search(r'action="/console([^"]*)"', form)[1] for form in with_button}
        assert "formaction" not in shown.text, page
    assert offered == {posts[one].format(receipt) for one in _NOTES}


def test_who_answers_for_a_joined_case_reaches_its_people_too(hall):
    main = hall.hears("北町の街灯がつきません", user="U2", department="建設課")
    case = hall.hears("北町の街灯が切れています", user="U1", department="福祉課")
    desk = hall.at_work()
    desk.opens(f"/cases/{case}/")
    desk.sends(f"/cases/{case}/alike", other=main, verdict="join")
    reason = {"reason": "本人の希望で電話をかけるため"}
    answering = _reader(hall)
    answering.opens(f"/cases/{case}/")
    assert answering.sends(f"/cases/{case}/contact", **reason).status_code == 200
    assert answering.sends(f"/cases/{case}/separate", main=main).status_code == 400
    other = hall.at_work("suzuki", department="福祉課", rights=("identity",))
    assert "まとめを解く" not in other.opens(f"/cases/{case}/").text
    assert other.sends(f"/cases/{main}/contact", **reason).status_code == 400


def test_what_a_section_only_reads_is_none_of_its_own_work_but_what_it_was_asked(hall):
    receipt = _asked_one_after_the_other(hall)
    with hall.database.writing() as session:
        late = {"due_on": date(2026, 11, 2), "still_open": True, "alike": 1, "personal": True, "urgent": True}
        session.execute(update(Case).where(Case.receipt == receipt).values(**late))
    reader, answering = _reader(hall), hall.at_work("suzuki", department="福祉課")
    shown = {
        who: {view for view in VIEWS if receipt in browser.opens(f"/inbox/?view={view}").text}
        for who, browser in (("reads", reader), ("answers", answering))
    }
    assert shown == {
        "reads": {"section", "urgent"},
        "answers": {"section", "urgent", "unread", "overdue", "alike", "personal"},
    }


def test_a_case_with_many_that_go_on_in_it_asks_the_database_no_more_often_than_one_with_one(hall):
    main = hall.hears("北町の街灯がつきません", user="U0", department="建設課")
    desk, asked, counts = hall.at_work("tanaka", department="建設課"), [], []
    office = hall.at_work()
    event.listen(hall.database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    for number in range(1, 5):
        other = hall.hears("北町の街灯が切れています", user=f"U{number}", department="福祉課")
        office.opens(f"/cases/{other}/")
        assert office.sends(f"/cases/{other}/alike", other=main, verdict="join").status_code == 302
        desk.opens(f"/cases/{main}/")
        asked.clear()
        assert desk.opens(f"/cases/{main}/").text.count("切れています") >= number
        counts.append(len(asked))
    assert len(set(counts)) == 1
    with hall.database.reading() as session:
        assert len({line.subject for line in audit.lines(session, act="case.read")}) == 5
        assert audit.first_broken(session) is None
