"""A survey at the desk: from the builder to the results and to what the city does about them."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import pytest
from hall import Hall
from held_survey import FILE, held
from held_survey import made as made_by
from openpyxl import load_workbook
from sqlalchemy import event, select

from console.survey_forms import SurveyForm, as_file, filled, made
from panel.report import as_json, card
from panel.results import NO_ESTIMATE, Rules
from panel.survey_file import read
from storage import audit, survey_answers, survey_results, surveys, switches, typed_in, waves
from storage.models import Batch, Invitation, TypedIn


def _form(**changed: str) -> dict[str, str]:
    return {
        "title": "雪かきについて",
        "opens_at": "2026-12-01T18:30",
        "closes_at": "2026-12-08T20:00",
        "remind_after": "3d",
        "anonymous": "on",
        "decision": "市政第7号",
        "q-0-id": "q1",
        "q-0-type": "single",
        "q-0-text": "雪かきに困っていますか？",
        "q-0-choices": "はい\nいいえ",
        "q-0-required": "on",
        **changed,
    }


def test_a_survey_goes_through_form_and_file_without_losing_anything(hall):
    survey = read(FILE)
    again, problems = made(filled(survey), hall.clock())
    assert problems == ()
    assert again == survey
    assert read(as_file(survey)) == survey


def test_what_is_wrong_is_said_beside_its_question_and_nothing_is_lost(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    page = browser.sends("/surveys/new", do="save", **_form(**{"q-0-choices": "はい", "title": "市長の評価について"}))
    assert page.status_code == 400
    assert "選択肢は2個から" in page.text
    assert "雪かきに困っていますか？" in page.text
    with hall.database.reading() as session:
        assert surveys.listed(session) == []


def test_the_builder_shows_the_chat_before_anything_is_saved(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    page = browser.sends("/surveys/new", do="look", **_form()).text
    assert "アンケートのお願い" in page
    assert "1/1　雪かきに困っていますか？" in page
    assert "約1分" in page


def test_questions_are_added_moved_and_dropped_without_script(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    more = {"q-1-id": "q2", "q-1-type": "text", "q-1-text": "ご意見は？", "q-1-required": "on"}
    page = browser.sends("/surveys/new", do="add", **_form()).text
    assert 'name="q-1-id" value="q2"' in page
    page = browser.sends("/surveys/new", do="up-1", **_form(**more)).text
    assert 'name="q-0-id" value="q2"' in page
    page = browser.sends("/surveys/new", do="drop-0", **_form(**more)).text
    assert "雪かきに困っていますか？" not in page
    for odd in ("up-²", "down-①", "drop--1", f"up-{'9' * 5000}"):  # what no button of ours says
        page = browser.sends("/surveys/new", do=odd, **_form(**more))
        assert (page.status_code, 'name="q-0-id" value="q1"' in page.text) == (200, True)


def test_a_file_is_read_into_the_builder_or_refused_with_its_line(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    page = browser.sends("/surveys/new", do="file", yaml=FILE).text
    assert "問1で「毎月読む」「ときどき読む」と答えた方だけ" in page
    sent = (io.BytesIO("題名: x\n".encode()), "bad.yaml")
    assert "ファイルの1行目" in browser.sends("/surveys/new", do="file", file=sent).text
    broken = (io.BytesIO(b"\xff\xfe\x00"), "bad.yaml")
    assert "文字コード" in browser.sends("/surveys/new", do="file", file=broken).text


def test_only_the_administrator_gives_a_reason_to_ask_about_persons(hall):
    wanted = _form(**{"q-0-text": "議員の数は多いと思いますか？", "reason": "議会からの依頼"})
    officer = hall.at_work("sato")
    officer.opens("/surveys/new")
    assert "管理の担当者だけ" in officer.sends("/surveys/new", do="save", **wanted).text
    admin = hall.at_work("kuri", "admin")
    admin.opens("/surveys/new")
    assert admin.sends("/surveys/new", do="save", **wanted).status_code == 302


def test_a_draft_is_saved_decided_and_scheduled_and_taken_back(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    browser.sends("/surveys/new", do="save", **_form(decision=""))
    page = browser.opens("/surveys/1").text
    assert "今月の残りは、いまLINEに確かめられません" in page
    browser.sends("/surveys/1/schedule")
    assert "決裁番号がありません" in browser.opens("/surveys/1").text
    browser.opens("/surveys/1/edit")
    browser.sends("/surveys/1/edit", do="save", **_form())
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/schedule")
    assert _state(hall) == "scheduled"
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/unschedule")
    assert _state(hall) == "draft"
    with hall.database.reading() as session:
        assert [line.act for line in audit.lines(session, subjects=["survey:1"])] == [
            "survey.unscheduled", "survey.scheduled", "survey.saved", "survey.saved"]  # fmt: skip


def test_a_draft_that_nobody_wants_is_gone_and_the_record_keeps_its_title(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    browser.sends("/surveys/new", do="save", **_form())
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/discard")
    assert "印を付けてから" in browser.opens("/surveys/1").text
    browser.sends("/surveys/1/schedule")
    browser.sends("/surveys/1/discard", sure="yes")
    assert "下書きのときだけ消せます" in browser.opens("/surveys/1").text
    browser.sends("/surveys/1/unschedule")
    browser.sends("/surveys/1/copy")
    browser.sends("/surveys/1/discard", sure="yes")
    assert "複製したアンケートがあるため" in browser.opens("/surveys/1").text
    browser.sends("/surveys/2/discard", sure="yes")
    browser.sends("/surveys/1/discard", sure="yes")
    assert "を消しました" in browser.opens("/surveys/").text
    assert browser.opens("/surveys/1").status_code == 404
    with hall.database.reading() as session:
        assert surveys.listed(session) == []
        assert [line.detail["title"] for line in audit.lines(session, act="survey.discarded")] == [_form()["title"]] * 2
    admin = hall.at_work("kuri", "admin")
    assert f"題名：{_form()['title']}" in admin.opens("/record/").text


@pytest.mark.parametrize(
    ("hours", "said", "state"), [(1, "まもなく送ります", "scheduled"), (9, "これからの時刻に", "draft")]
)
def test_whoever_schedules_after_the_opening_is_told_so(hall, hours, said, state):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    browser.sends("/surveys/new", do="save", **_form())
    with hall.database.reading() as session:
        opens_at = surveys.get(session, 1).survey.opens_at
    hall.clock.at = opens_at + timedelta(hours=hours)
    browser = hall.at_work("momo", "approver")
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/schedule")
    assert said in browser.opens("/surveys/1").text
    assert _state(hall) == state


def _state(hall: Hall) -> str:
    with hall.database.reading() as session:
        return surveys.get(session, 1).state


def test_where_approval_is_given_here_nobody_approves_their_own(strict_hall):
    chief = strict_hall.at_work("momo", "approver")
    chief.opens("/surveys/new")
    chief.sends("/surveys/new", do="save", **_form())
    chief.opens("/surveys/1")
    chief.sends("/surveys/1/schedule")
    assert _state(strict_hall) == "draft"
    other = strict_hall.at_work("kuri", "approver")
    other.opens("/surveys/1")
    other.sends("/surveys/1/schedule")
    assert _state(strict_hall) == "scheduled"


def test_two_who_change_the_same_draft_learn_of_each_other(hall):
    made_by(hall)
    first, second = hall.at_work("sato"), hall.at_work("momo")
    first.opens("/surveys/1/edit")
    second.opens("/surveys/1/edit")
    assert first.sends("/surveys/1/edit", do="save", **_form(title="先に直した")).status_code == 302
    answer = second.sends("/surveys/1/edit", do="save", **_form(title="あとから"))
    assert answer.status_code == 409
    assert "あとから" in answer.text
    with hall.database.reading() as session:
        assert surveys.get(session, 1).survey.title == "先に直した"


def test_a_try_out_follows_the_branches_and_stores_nothing(hall):
    made_by(hall)
    browser = hall.at_work()
    page = browser.opens("/surveys/1/try").text
    assert "市報を読みますか？" in page
    sofar = {"sofar": "{}"}
    page = browser.sends("/surveys/1/try", do="answer", choice="読まない", **sofar).text
    assert "分かりやすさは？" in page  # what only readers are asked is passed over
    assert "読むページは？" not in page
    sofar = {"sofar": '{"q1": 99, "q9": 1}'}
    assert "市報を読みますか？" in browser.sends("/surveys/1/try", **sofar).text
    with hall.database.reading() as session:
        assert not surveys.get(session, 1).frozen


def test_a_try_out_goes_to_nobody_whose_receipt_is_not_known(hall):
    made_by(hall)
    browser = hall.at_work()
    browser.opens("/surveys/1/try")
    browser.sends("/surveys/1/try/send", receipt="K-2026-9999-9")
    assert "その受付番号の方は分かりません" in browser.opens("/surveys/1/try").text


def test_a_section_tries_a_survey_on_nobody(hall):
    made_by(hall)
    theirs = hall.hears(department="福祉課")
    browser = hall.at_work("kuwa", department="福祉課")
    assert browser.opens("/surveys/1/try").status_code == 200
    assert browser.sends("/surveys/1/try/send", receipt=theirs).status_code == 403


def test_paper_answers_are_typed_in_and_counted(hall):
    id_ = made_by(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
    browser = hall.at_work()
    browser.opens("/surveys/1/paper")
    whom = {"mode": "paper", "age_band": "70歳以上"}
    assert "答えが1つもありません" in browser.sends("/surveys/1/paper", **whom).text
    assert "選べる範囲にありません" in browser.sends("/surveys/1/paper", **whom, **{"a-q3": "9"}).text
    assert browser.sends("/surveys/1/paper", **whom, **{"a-q1": "2", "a-q3": "4"}).status_code == 302
    page = browser.opens("/surveys/1").text
    assert "紙 1人" in page


@pytest.fixture
def paper(hall: Hall) -> Hall:
    """A hall with a survey to which answers come in on paper."""
    id_ = made_by(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
    return hall


def _typed_in(hall: Hall) -> list[dict[str, object]]:
    with hall.database.reading() as session:
        tokens = session.execute(select(TypedIn.token)).scalars()
        return [survey_answers.of_token(session, 1, token, hall.seal) for token in tokens]


ON_PAPER = {"mode": "paper", "age_band": "70歳以上", "a-q3": "4"}


def test_an_answer_on_paper_to_a_question_that_is_not_asked_is_refused_and_nothing_is_lost(paper):
    browser = paper.at_work()
    browser.opens("/surveys/1/paper")
    told = browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "2", "a-q2": "1", "a-q5": "字が小さい"})
    assert told.status_code == 400
    assert "問2「読むページは？」は、問1で「毎月読む」「ときどき読む」と答えた方だけが答える質問です" in told.text
    assert "字が小さい" in told.text
    unanswered = browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q2": "1"})
    assert (unanswered.status_code, _typed_in(paper)) == (400, [])
    assert browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "1", "a-q2": "1"}).status_code == 302
    assert _typed_in(paper) == [{"q1": 1, "q2": (1,), "q3": 4}]


def test_a_page_with_an_answer_on_paper_that_is_sent_twice_is_one_answer(paper):
    browser = paper.at_work()
    key = re.search(r'name="page" value="(\w+)"', browser.opens("/surveys/1/paper").text)[1]
    wrong = browser.sends("/surveys/1/paper", page=key, **ON_PAPER, **{"a-q2": "1"}).text
    assert f'name="page" value="{key}"' in wrong
    for _ in range(2):
        assert browser.sends("/surveys/1/paper", page=key, **ON_PAPER, **{"a-q1": "0"}).status_code == 302
    page = browser.opens("/surveys/1/paper").text
    assert ["すでに追加しています" in page, "<small>1人分</small>" in page] == [True, True]
    assert _typed_in(paper) == [{"q1": 0, "q3": 4}]
    another = re.search(r'name="page" value="(\w+)"', page)[1]
    browser.sends("/surveys/1/paper", page=another, **ON_PAPER, **{"a-q1": "0"})
    assert len(_typed_in(paper)) == 2


def test_one_answer_on_paper_that_was_typed_in_wrong_is_taken_back_by_whoever_typed_it(paper):
    officer, other = paper.at_work("sato"), paper.at_work("kato")
    officer.opens("/surveys/1/paper")
    officer.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "1", "a-q5": "字が小さい"})
    officer.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "0"})
    page = officer.opens("/surveys/1/paper").text
    assert "自分が入力した回答 <small>2人分</small>" in page
    assert "<dt>問1</dt><dd>ときどき読む</dd>" in page
    entry = re.findall(r'name="entry" value="(\d+)"', page)[1]  # the newest stands first
    assert "字が小さい" not in other.opens("/surveys/1/paper").text
    other.sends("/surveys/1/paper/take-back", entry=entry)
    assert len(_typed_in(paper)) == 2
    officer.opens("/surveys/1/paper")
    officer.sends("/surveys/1/paper/take-back", entry=entry)
    page = officer.opens("/surveys/1/paper").text
    assert "1人分を取り消しました" in page
    assert _typed_in(paper) == [{"q1": 0, "q3": 4}]
    officer.sends("/surveys/1/paper/take-back", entry=entry)
    assert "もう取り消されています" in officer.opens("/surveys/1/paper").text
    with paper.database.reading() as session:
        (line,) = audit.lines(session, act="survey.taken_back", subjects=["survey:1"])
    assert (line.detail, bool(line.who)) == ({"entry": int(entry)}, True)


def test_of_many_answers_on_paper_the_newest_are_listed_and_every_one_can_be_taken_back(paper):
    browser = paper.at_work()
    browser.opens("/surveys/1/paper")

    def entries(page: str) -> list[str]:
        return re.findall(r'name="entry" value="(\d+)"', page)

    for _ in range(22):
        browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "0"})
    page = browser.opens("/surveys/1/paper").text
    assert len(entries(page)) == 20
    further = re.search(r'href="[^"]*?(/surveys/1/paper\?before=\d+)#mine"', page)[1]
    oldest = entries(browser.opens(further).text)
    assert (len(oldest), set(oldest) & set(entries(page))) == (2, set())
    browser.sends("/surveys/1/paper/take-back", entry=oldest[-1])
    assert "1人分を取り消しました" in browser.opens("/surveys/1/paper").text
    assert (len(_typed_in(paper)), entries(browser.opens(further).text)) == (21, oldest[:1])


@pytest.mark.parametrize("page", ["/surveys/1/paper", "/surveys/1"])
def test_a_page_of_answers_on_paper_asks_the_database_no_more_often_for_five_than_for_one(paper, page):
    browser, asked, counts = paper.at_work(), [], []
    event.listen(paper.database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    browser.opens("/surveys/1/paper")
    for _ in range(5):
        browser.opens("/surveys/1/paper")
        browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "0"})
        browser.opens(page)
        asked.clear()
        browser.opens(page)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_after_the_close_nobody_sees_or_takes_back_what_was_typed_in(paper):
    browser = paper.at_work()
    browser.opens("/surveys/1/paper")
    browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q1": "1"})
    entry = re.search(r'name="entry" value="(\d+)"', browser.opens("/surveys/1/paper").text)[1]
    with paper.database.writing() as session:
        session.execute(surveys.update(surveys.SurveyRow).values(state="closing"))
    assert "自分が入力した回答" not in browser.opens("/surveys/1/paper").text
    browser.sends("/surveys/1/paper/take-back", entry=entry)
    assert "締め切ったあとは" in browser.opens("/surveys/1/paper").text
    assert len(_typed_in(paper)) == 1


def test_free_words_on_paper_that_tell_who_somebody_is_are_asked_about_and_hidden(paper):
    browser = paper.at_work()
    browser.opens("/surveys/1/paper")
    words = {"a-q5": "私は山田太郎です。電話は090-1234-5678です。"}
    asked = browser.sends("/surveys/1/paper", **ON_PAPER, **words)
    assert (asked.status_code, _typed_in(paper)) == (400, [])
    assert "かくして追加する" in asked.text
    assert "そのまま追加する" not in asked.text  # a telephone number is never kept, as in the talk
    assert words["a-q5"] in asked.text
    again = browser.sends("/surveys/1/paper", **ON_PAPER, **words, do="as_is", shown="山田太郎、090-1234-5678")
    assert (again.status_code, _typed_in(paper)) == (400, [])
    assert browser.sends("/surveys/1/paper", **ON_PAPER, **words, do="hide").status_code == 302
    assert _typed_in(paper) == [{"q3": 4, "q5": "私は〔お名前〕です。電話は〔電話番号〕です。"}]


def test_a_name_on_paper_stays_only_where_that_was_chosen_for_the_words_that_were_shown(paper):
    browser = paper.at_work()
    browser.opens("/surveys/1/paper")
    words = {"a-q5": "私は山田太郎です。"}
    page = browser.sends("/surveys/1/paper", **ON_PAPER, **words).text
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1]
    other = browser.sends("/surveys/1/paper", **ON_PAPER, **{"a-q5": "私は鈴木花子です。"}, do="as_is", shown=shown)
    assert (other.status_code, _typed_in(paper)) == (400, [])
    assert browser.sends("/surveys/1/paper", **ON_PAPER, **words, do="as_is", shown=shown).status_code == 302
    assert _typed_in(paper) == [{"q3": 4, "q5": "私は山田太郎です。"}]


def test_a_survey_that_runs_is_ended_by_whoever_may_approve_once_they_ticked_what_follows(hall):
    id_ = made_by(hall)
    officer, chief = hall.at_work("sato"), hall.at_work("momo", "approver")
    chief.opens("/surveys/1")
    chief.sends("/surveys/1/end", sure="yes")
    assert "まだ始まっていないため、締め切れません" in chief.opens("/surveys/1").text
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
        session.execute(surveys.update(surveys.SurveyRow).values(state="open", planned=True))
    assert "いま締め切る" not in officer.opens("/surveys/1").text
    assert officer.sends("/surveys/1/end", sure="yes").status_code == 403
    assert "再度のお願いは送りません" in chief.opens("/surveys/1").text
    chief.sends("/surveys/1/end")
    assert "印を付けてから" in chief.opens("/surveys/1").text
    assert _state(hall) == "open"
    chief.sends("/surveys/1/end", sure="yes")
    page = chief.opens("/surveys/1").text
    assert "締め切りました。回答はもう受け付けません" in page
    assert "までの予定を、途中で締め切りました" in page
    assert _state(hall) == "closing"
    chief.sends("/surveys/1/end", sure="yes")
    assert "もう締め切られています" in chief.opens("/surveys/1").text
    with hall.database.reading() as session:
        (line,) = audit.lines(session, act="survey.ended", subjects=["survey:1"])
    assert (line.at, bool(line.who)) == (hall.clock(), True)


def test_the_next_wave_of_one_that_was_ended_early_lasts_as_long_as_was_planned(hall):
    id_ = made_by(hall)
    with hall.database.writing() as session:
        session.execute(surveys.update(surveys.SurveyRow).values(state="open", planned=True))
        opens_at = surveys.get(session, id_).survey.opens_at
        surveys.end(session, id_, opens_at + timedelta(minutes=20))
    browser = hall.at_work()
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/copy")
    with hall.database.reading() as session:
        copied, first = surveys.get(session, 2), surveys.get(session, 1)
        assert copied.survey.closes_at - copied.survey.opens_at == first.meant_to_close - opens_at
        assert copied.survey.remind_after == first.survey.remind_after


def test_while_a_survey_runs_staff_see_how_many_answered_and_never_what(hall):
    """Two looks at the counts would tell what somebody answered in between, and paper is typed in one by one."""
    id_ = made_by(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
        for _ in range(12):
            typed_in.type_in(session, id_, "paper", "30代", "北地区", {"q1": 1, "q3": 3}, hall.seal, hall.clock())
        session.execute(surveys.update(surveys.SurveyRow).values(state="open"))
    browser = hall.at_work(rights=("export",))
    page = browser.opens("/surveys/1").text
    assert "紙 12人" in page
    assert "答えの人数は、締切のあとに出ます" in page
    assert "<meter" not in page
    assert "12人（" not in page
    for path in ("chart-q1.svg", "chart-q1.png", "results.csv", "results.xlsx"):
        assert browser.opens(f"/surveys/1/{path}").status_code == 404


def test_the_same_figures_stand_in_chat_console_and_files(hall):
    id_ = made_by(hall)
    answers = [{"q1": number % 3, "q2": (0,), "q3": 1 + number % 5, "q4": number} for number in range(31)]
    answers[0]["q5"] = "=1+1 山田 090-1234-5678"
    held(hall, id_, answers)
    with hall.database.reading() as session:
        report = survey_results.report(session, id_, Rules(), hall.seal)
    told = as_json(report)["questions"][0]["answers"]
    browser = hall.at_work("kuri", "admin", rights=("export",))
    page = browser.opens("/surveys/1").text
    csv = browser.opens("/surveys/1/results.csv")
    assert csv.data.startswith(b"\xef\xbb\xbf")
    sjis = browser.opens("/surveys/1/results.csv?text=sjis")
    assert sjis.headers["Content-Type"] == "text/csv; charset=shift_jis"
    # Shift_JIS has one wave dash only, which is read as the other one.
    assert sjis.data.decode("cp932") == csv.data.decode("utf-8-sig").replace("\u301c", "\uff5e")
    book = load_workbook(io.BytesIO(browser.opens("/surveys/1/results.xlsx").data))
    cells = {(row[4], row[5]) for row in book["結果"].iter_rows(values_only=True) if row[2] == "全体"}
    for one in told:
        words = f"{one['count']}人（{one['percent']}%）"
        assert f"・{one['answer']} {words}" in card(report)
        assert re.search(rf'<th scope="row">{one["answer"]}</th><td>{re.escape(words)}</td>', page)
        assert f"{one['answer']},{one['count']},31" in csv.text
        assert (one["answer"], one["count"]) in cells
        assert words in browser.opens("/surveys/1/chart-q1.svg").text
    assert browser.opens("/surveys/1/chart-q5.svg").status_code == 404
    assert "お願いした人 0人・答えた人 0人（ほかに、紙で31人）" in card(report)
    assert page.count(NO_ESTIMATE) >= 5
    texts = browser.opens("/surveys/1/texts").text
    assert "個人情報：お名前・電話番号" in texts


def test_of_two_who_write_the_citys_word_the_second_reads_the_first_ones_before(hall):
    id_ = made_by(hall)
    held(hall, id_, [{"q1": 1, "q3": 3, "q4": 2}] * 6)
    one, other = hall.at_work("kuri"), hall.at_work("momo")
    for browser in (one, other):
        assert 'name="read" value=""' in browser.opens("/surveys/1").text
    one.sends("/surveys/1/reflect", read="", reflection="字を大きくします。\n4月号からです。")
    stopped = other.sends("/surveys/1/reflect", read="", reflection="検討します。")
    assert (stopped.status_code, "検討します。" in stopped.text) == (409, True)
    page = other.opens("/surveys/1").text
    assert "字を大きくします。" in page
    read = html.unescape(re.search(r'name="read" value="([^"]*)"', page)[1]).replace(
        "\n", "\r\n"
    )  # as browsers send it
    assert other.sends("/surveys/1/reflect", read=read, reflection="検討します。").status_code == 302
    assert "検討します。" in one.opens("/surveys/1").text


def test_nothing_is_called_reported_before_the_citys_word_or_its_day(hall):
    id_ = made_by(hall)
    held(hall, id_, [{"q1": 1, "q3": 3, "q4": 2}] * 3)
    with hall.database.writing() as session:
        surveys.report_due(session, hall.clock(), hall.clock())
    browser = hall.at_work()
    assert "反映の記入待ち" in browser.opens("/surveys/").text
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/reflect", by="2026-01-01")
    assert "過ぎた日" in browser.opens("/surveys/1").text
    browser.sends("/surveys/1/reflect", by="2027-03-31")
    assert "反映は3月31日まで" in browser.opens("/surveys/").text
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/reflect", reflection="字を大きくします。")
    assert "報告済み" in browser.opens("/surveys/").text
    with hall.database.reading() as session:
        assert "字を大きくします。" in card(survey_results.report(session, id_, Rules(), hall.seal))


def test_results_are_pushed_once_and_only_where_the_month_suffices(hall):
    id_ = made_by(hall)
    hall.hears(user="U-hana")
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        session.add(Invitation(survey=id_, chat=chat, age_band="30代", district="北地区", finished=True))
    held(hall, id_, [{"q1": 1, "q3": 3, "q4": 2}] * 6)
    browser = hall.at_work("momo", "approver")
    assert "結果をいま送る…" in browser.opens("/surveys/1").text
    browser.sends("/surveys/1/tell", looked="yes")
    assert "いまLINEに確かめられません" in browser.opens("/surveys/1").text
    hall.line_grants(200, 200)
    browser.sends("/surveys/1/tell", looked="yes")
    assert "1通足りないため" in browser.opens("/surveys/1").text
    hall.line_grants(200)
    assert browser.sends("/surveys/1/tell").location.endswith("/surveys/1/tell")  # nothing goes before it was looked at
    page = browser.opens("/surveys/1/tell").text
    assert "<strong>1人</strong>" in page
    assert "結果の送信 1通・今月の残り 200通" in page
    assert "・ときどき読む 6人" in page
    browser.sends("/surveys/1/tell", looked="yes")
    assert "結果を 1人に1通ずつ送ります（すぐに送ります）" in browser.opens("/surveys/1").text
    assert "結果は、トークでも送りました" in browser.opens("/surveys/1").text
    with hall.database.reading() as session:
        assert [(one.purpose, one.people) for one in session.execute(select(Batch)).scalars()] == [("results", 1)]
        assert waves.to_tell(session, id_) == 0


def test_whoever_pushes_results_while_nothing_is_sent_reads_when_they_arrive(hall):
    id_ = made_by(hall)
    hall.hears(user="U-hana")
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        session.add(Invitation(survey=id_, chat=chat, age_band="30代", district="北地区", finished=True))
        switches.stop(session, "pushes", "試験", hall.clock(), by=None)
    held(hall, id_, [{"q1": 1, "q3": 3, "q4": 2}] * 3)
    browser = hall.at_work("momo", "approver")
    browser.opens(f"/surveys/{id_}")
    hall.line_grants(200)
    browser.sends(f"/surveys/{id_}/tell", looked="yes")
    assert "再開してから届きます" in browser.opens(f"/surveys/{id_}").text


def test_the_next_wave_is_copied_and_waits_for_its_decision(hall):
    made_by(hall)
    browser = hall.at_work()
    browser.opens("/surveys/1")
    answer = browser.sends("/surveys/1/copy")
    assert answer.location.endswith("/surveys/2/edit")
    with hall.database.reading() as session:
        copied = surveys.get(session, 2)
        assert (copied.state, copied.series, copied.survey.decision) == ("draft", 1, None)
        assert copied.survey.opens_at > hall.clock()


@pytest.mark.parametrize("path", ["/surveys/1/edit", "/surveys/1/paper", "/surveys/1/texts", "/surveys/1/results.csv"])
def test_a_viewer_reads_results_and_changes_nothing(hall, path):
    made_by(hall)
    browser = hall.at_work(role="viewer")
    assert browser.opens("/surveys/1").status_code == 200
    assert browser.opens(path).status_code == 403


def test_an_empty_form_is_still_a_form():
    assert len(SurveyForm().questions) == 1


def test_a_file_that_cannot_be_read_costs_nothing_of_what_was_typed_beside_it(hall):
    browser = hall.at_work()
    browser.opens("/surveys/new")
    page = browser.sends("/surveys/new", do="file", yaml=FILE.replace("max: 2", "max: 0"), **_form())
    assert page.status_code == 400
    assert "ファイルの" in page.text
    assert 'value="雪かきについて"' in page.text
    assert "雪かきに困っていますか？" in page.text


def test_the_list_of_two_years_tells_which_year_a_day_is_of(hall):
    made_by(hall)
    browser = hall.at_work()
    assert "12月1日(火) 18:30から</td>" in browser.opens("/surveys/").text
    hall.clock.passes(days=400)
    assert "2026年12月1日(火) 18:30から</td>" in hall.at_work("suzuki").opens("/surveys/").text
