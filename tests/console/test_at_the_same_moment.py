"""Two at the desk at the same moment: what was decided, told or tried counts for what was there when it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hall import PASSWORD, Hall, code_for, opened
from held_survey import held, made
from meanwhile import meanwhile
from sqlalchemy import select

from casework.ends import End, ending
from console.survey_forms import filled
from handlers.city import Intake
from storage import audit, case_drafts, case_work, cases, review_notes, staff, surveys, taking_back
from storage.case_sheet import Draft
from storage.cases import NewVoice, Part
from storage.models import Batch, Case, Invitation, Staff

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def hall(postgresql, clock) -> Hall:
    return opened(postgresql, clock, approval="console")


def test_a_draft_saved_while_several_are_decided_on_is_not_decided_on_unread(hall):
    receipt = hall.hears()
    writer, boss = hall.hires("kuri", "approver"), hall.at_work("momo", "approver")

    def drafts(session, words):
        draft = Draft(words, "DONE", "ふたを取りかえた", "mayor", None, None)
        case_drafts.keep(session, receipt, draft, hall.clock(), hall.seal, by=writer)

    with hall.database.writing() as session:
        drafts(session, "来週取りかえます。")
    boss.opens("/inbox/")
    read = {"chosen": receipt, f"version-{receipt}": str(hall.case(receipt).version)}
    (page,) = meanwhile(
        hall.database,
        lambda session: drafts(session, "取りかえません。"),
        lambda: boss.sends("/group", do="decide", document_number="市政第12号", **read),
    )
    assert f"{receipt}：ほかの人が先に変えたため、そのままです。" in page.text
    assert hall.case(receipt).decided_on is None


def _title(hall: Hall, id_: int) -> tuple[str, str]:
    with hall.database.reading() as session:
        kept = surveys.get(session, id_)
    return kept.state, kept.survey.title


def test_a_survey_changed_while_it_is_approved_is_not_approved_unread(hall):
    id_ = made(hall)
    with hall.database.reading() as session:
        survey = surveys.get(session, id_).survey
    boss = hall.at_work("momo", "approver")
    boss.opens(f"/surveys/{id_}")
    meanwhile(
        hall.database,
        lambda session: surveys.change(session, id_, replace(survey, title="ほかの題")),
        lambda: boss.sends(f"/surveys/{id_}/schedule"),
    )
    assert _title(hall, id_) == ("draft", "ほかの題")
    assert "ほかの人が内容を直しました" in boss.opens(f"/surveys/{id_}").text


@pytest.mark.parametrize(
    ("first", "told", "kept"),
    [
        ("changes", "ほかの人が先に直しました", ("draft", "先に直した題")),
        ("schedules", "もう予約されています", ("scheduled", "市報についてのアンケート")),
    ],
)
def test_who_saves_a_survey_while_another_changes_or_approves_it_is_told_so_and_loses_nothing(hall, first, told, kept):
    id_ = made(hall)
    with hall.database.reading() as session:
        survey = surveys.get(session, id_).survey
    officer = hall.at_work()
    officer.opens(f"/surveys/{id_}/edit")

    def acts(session):
        if first == "changes":
            surveys.change(session, id_, replace(survey, title="先に直した題"))
        else:
            surveys.schedule(session, id_, hall.clock())

    (page,) = meanwhile(hall.database, acts, lambda: officer.sends(f"/surveys/{id_}/edit", do="save", **_form(survey)))
    assert (page.status_code, told in page.text) == (409, True)
    assert "あとからの題" in page.text
    assert _title(hall, id_) == kept


@pytest.mark.parametrize("between", ["add", "look", "text"])
def test_who_rearranges_a_survey_that_another_has_changed_meanwhile_is_told_before_saving(hall, between):
    id_ = made(hall)
    with hall.database.reading() as session:
        survey = surveys.get(session, id_).survey
    officer = hall.at_work()
    officer.opens(f"/surveys/{id_}/edit")
    with hall.database.writing() as session:
        surveys.change(session, id_, replace(survey, title="先に直した題"))
    officer.sends(f"/surveys/{id_}/edit", do=between, **_form(survey))
    page = officer.sends(f"/surveys/{id_}/edit", do="save", **_form(survey))
    assert (page.status_code, "ほかの人が先に直しました" in page.text) == (409, True)
    assert _title(hall, id_) == ("draft", "先に直した題")
    assert officer.sends(f"/surveys/{id_}/edit", do="save", **_form(survey)).status_code == 302


def test_what_was_decided_on_asks_what_it_asked_then(hall):
    id_ = made(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
        with pytest.raises(surveys.Frozen):
            surveys.change(session, id_, replace(surveys.get(session, id_).survey, title="ほかの題"))


def _form(survey) -> dict[str, str]:
    form = filled(survey)
    fields = {"title": "あとからの題", "opens_at": form.opens_at, "closes_at": form.closes_at, "anonymous": "on"}
    asked = {"id": "q1", "type": "single", "text": "市報を読みますか？", "choices": "はい\nいいえ", "required": "on"}
    return fields | {"decision": form.decision} | {f"q-0-{name}": value for name, value in asked.items()}


def test_results_that_several_send_at_once_go_out_once_and_all_of_them_read_so(hall):
    id_ = made(hall)
    hall.hears(user="U-hana")
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        session.add(Invitation(survey=id_, chat=chat, age_band="30代", district="北地区", finished=True))
    held(hall, id_, [{"q1": 1, "q3": 3, "q4": 2}] * 3)
    hall.line_grants(200)
    chiefs = [hall.at_work(name, "approver") for name in ("momo", "kuri", "kaki", "nashi")]
    for chief in chiefs:
        chief.opens(f"/surveys/{id_}")
    pages = meanwhile(
        hall.database,
        lambda session: surveys.in_hand(session, id_),
        *(lambda chief=chief: chief.sends(f"/surveys/{id_}/tell", looked="yes") for chief in chiefs),
    )
    assert [page.status_code for page in pages] == [302] * 4
    told = [chief.opens(f"/surveys/{id_}").text for chief in chiefs]
    assert sum("結果は、もう送りました" in page for page in told) == 3
    with hall.database.reading() as session:
        assert [one.people for one in session.execute(select(Batch)).scalars()] == [1]


def _held_account(person: int):
    return lambda session: session.execute(select(Staff.id).where(Staff.id == person).with_for_update())


def _nearly_locked(hall, person: int) -> None:
    """One wrong try more locks the account: of two that wait for it the first is served first, of more nobody knows."""
    with hall.database.writing() as session:
        for _ in range(4):
            staff.note_failure(session, person, hall.clock(), most=5, lock_for=timedelta(minutes=15))


def test_wrong_passwords_that_come_at_once_lock_the_account_for_the_right_one_too(hall):
    person = hall.hires()
    _nearly_locked(hall, person)
    browsers = [hall.browser() for _ in range(2)]
    for browser in browsers:
        browser.opens("/login")
    typed = ["wrong wrong wrong", PASSWORD]
    answers = meanwhile(
        hall.database,
        _held_account(person),
        *(
            lambda browser=browser, word=word: browser.sends("/login", login="sato", password=word)
            for browser, word in zip(browsers, typed, strict=True)
        ),
        one_by_one=True,
    )
    assert [answer.status_code for answer in answers] == [401] * 2
    with hall.database.reading() as session:
        assert len(audit.lines(session, act="login.locked")) == 1


def test_wrong_codes_that_come_at_once_lock_the_account_for_the_right_one_too(hall, clock):
    person = hall.hires(second_factor="totp")
    with hall.database.writing() as session:
        staff.choose_totp(session, person, SECRET, hall.seal)
    browsers = [hall.browser() for _ in range(2)]
    for browser in browsers:
        browser.signs_in()
    _nearly_locked(hall, person)
    typed = ["000000", code_for(SECRET, clock())]
    answers = meanwhile(
        hall.database,
        _held_account(person),
        *(
            lambda browser=browser, code=code: browser.sends("/login/code", code=code)
            for browser, code in zip(browsers, typed, strict=True)
        ),
        one_by_one=True,
    )
    assert [answer.status_code for answer in answers] == [401] * 2


def test_what_is_split_off_a_part_while_the_message_is_taken_back_goes_with_it(hall):
    chat = hall.case(hall.hears()).chat
    with hall.database.writing() as session:
        said = NewVoice("line", hall.clock(), (Part("text", "橋と公園と川のことです", "m-1"),), chat=chat)
        whole = cases.hand_in(session, said, Intake(), hall.seal, hall.clock()).receipt

    def splits(session, receipt, words):
        part = NewVoice("line", hall.clock(), (Part("text", words),), chat=chat, by=1)
        (made,) = case_work.split(session, receipt, [part], Intake(), hall.clock(), hall.seal, by=1)
        return made.receipt

    def takes_back():
        with hall.database.writing() as session:
            return taking_back.unsend(session, chat, "m-1", Intake().rules, hall.seal, hall.clock())

    with hall.database.writing() as session:
        part = splits(session, whole, "公園と川のことです")
    of_part = []
    meanwhile(hall.database, lambda session: of_part.append(splits(session, part, "川のことです")), takes_back)
    with hall.database.reading() as session:
        left = session.execute(select(Case.receipt).where(Case.receipt.in_([whole, part, *of_part]))).scalars().all()
    assert left == []


@pytest.mark.parametrize("before", ["", "前からの文"])
def test_who_writes_a_note_of_the_review_while_another_does_is_asked(postgresql, clock, before):
    hall = opened(postgresql, clock, name="上山市")
    hall.hears(measures='["7次 5-1-1"]', kind="要望")
    other, desk = hall.hires("kuri"), hall.at_work("momo")

    def writes(session, words):
        review_notes.keep(session, "7次 5-1-1", 2026, {"要望": words}, hall.seal, hall.clock(), by=other)

    with hall.database.writing() as session:
        writes(session, before)
    desk.opens("/figures/review/draft?measure=7次+5-1-1&year=2026")
    wanted = {"measure": "7次 5-1-1", "year": "2026", "read-要望": before, "note-要望": "わたしの文"}
    (page,) = meanwhile(
        hall.database,
        lambda session: writes(session, "ほかの人の文"),
        lambda: desk.sends("/figures/review/draft", **wanted),
    )
    assert page.status_code == 409
    assert "ほかの人が先に書いた欄があります" in page.text
    assert "わたしの文" in page.text


@pytest.mark.parametrize(("per_day", "goes_on"), [(9, True), (1, False)])
def test_what_is_added_to_a_case_that_is_ended_at_that_moment_is_a_case_of_its_own(hall, per_day, goes_on):
    receipt = hall.hears("側溝のふたがありません")
    chat, intake = hall.case(receipt).chat, Intake(per_day=per_day)
    ended = ending(End.NOTED, reason="読みました")

    def adds():
        said = NewVoice(
            "line", hall.clock(), (Part("text", "もう1か所あります"),), chat=chat, adds_to=receipt if goes_on else None
        )
        with hall.database.writing() as session:
            return cases.hand_in(session, said, intake, hall.seal, hall.clock())

    (handed,) = meanwhile(
        hall.database,
        lambda session: case_work.close(session, receipt, ended, hall.clock(), hall.seal, by=1),
        adds,
    )
    assert (handed.outcome, handed.receipt == receipt) == ("new", False)
