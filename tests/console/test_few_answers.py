"""「だれの答えかは、締切のあと市にも分からなくなります」: where next to nobody answered, what was answered tells who."""

from __future__ import annotations

import json

import pytest
from hall import Hall
from held_survey import FILE, held, made
from sqlalchemy import select

from panel.report import as_json, card, details, lines
from panel.results import Rules
from storage import survey_results
from storage.models import Batch, Invitation

ANSWER = {"q1": 1, "q3": 5, "q4": 2}
SAID = "字が小さいです"


def _held(hall: Hall, *answers: dict[str, object], named: bool = False) -> None:
    id_ = made(hall, FILE.replace("anonymous: true", "anonymous: false") if named else FILE)
    hall.hears(user="U-hana")
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        session.add(Invitation(survey=id_, chat=chat, age_band="30代", district="北地区"))
    held(hall, id_, answers)
    hall.line_grants(200)


def test_of_four_answers_to_an_anonymous_survey_the_city_learns_only_that_there_were_four(hall):
    _held(hall, *[ANSWER] * 4)
    browser = hall.at_work("momo", "approver", rights=("export",))
    page = browser.opens("/surveys/1").text
    assert "答えた方が4人と少ないため（5人未満）、答えの人数は出しません" in page
    assert "ときどき読む</th>" not in page
    assert "平均" not in page
    assert browser.opens("/surveys/1/chart-q1.svg").status_code == 404
    csv = browser.opens("/surveys/1/results.csv").text
    assert "答えた方が4人と少ないため" in csv
    assert "ときどき読む" not in csv
    with hall.database.reading() as session:
        report = survey_results.report(session, 1, Rules(), hall.seal)
    assert as_json(report)["questions"] == []
    assert "ときどき読む" not in "\n".join((*lines(report), card(report), details(report)))


def test_five_answers_are_told(hall):
    _held(hall, *[ANSWER] * 5)
    page = hall.at_work().opens("/surveys/1").text
    assert '<th scope="row">ときどき読む</th><td>5人</td>' in page
    assert "少ないため（5人未満）" not in page


def test_few_answers_go_to_nobody_else_and_staff_read_why_before_they_send(hall):
    _held(hall, ANSWER)
    browser = hall.at_work("momo", "approver")
    page = browser.opens("/surveys/1/tell").text
    assert "答えなかった方に、ほかの方の答えが分かってしまいます" in page
    browser.sends("/surveys/1/tell", looked="yes")
    with hall.database.reading() as session:
        (body,) = session.execute(select(Batch.body)).scalars()
    sent = hall.seal.open(body)
    assert "答えの人数は出しません" in json.loads(sent)[0]["text"]
    assert "ときどき読む" not in json.loads(sent)[0]["text"]


def test_also_with_names_the_other_monitors_do_not_learn_what_one_of_them_answered(hall):
    _held(hall, ANSWER, named=True)
    assert '<th scope="row">ときどき読む</th><td>1人</td>' in hall.at_work().opens("/surveys/1").text
    with hall.database.reading() as session:
        assert "ときどき読む" not in card(survey_results.report(session, 1, Rules(), hall.seal))


@pytest.mark.parametrize(("writers", "shown"), [(1, False), (2, True)])
def test_words_of_few_stand_together_and_those_of_one_alone_nowhere(hall, writers, shown):
    _held(hall, *[{**ANSWER, "q5": SAID}] * writers, ANSWER)
    page = hall.at_work().opens("/surveys/1/texts").text
    assert (SAID in page, "1人だけが書いたため" in page) == (shown, not shown)


def test_results_wait_for_the_end_of_the_quiet_hours_and_the_page_says_so(hall):
    _held(hall, *[ANSWER] * 5)
    hall.clock.passes(hours=13)  # 22:30
    browser = hall.at_work("momo", "approver")
    told = "いまは送信を控える時間帯（20:00〜9:00）なので、12月11日(金)午前9時に送ります"
    assert told in browser.opens("/surveys/1/tell").text
    browser.sends("/surveys/1/tell", looked="yes")
    assert told in browser.opens("/surveys/1").text


BEHIND_A_CONDITION = """\
title: 暮らしについて
opens_at: 2026-12-01T18:30
closes_at: 2026-12-08T20:00
decision: 市政第8号
questions:
  - {id: q1, type: single, text: 介護をしていますか？, choices: [している, していない]}
  - {id: q2, type: scale, text: つらさはどのくらいですか？, min: 1, max: 5, show_if: {q1: [している]}}
  - {id: q3, type: single, text: 相談しましたか？, choices: [相談した, 相談していない], show_if: {q2: [5]}}
  - {id: q4, type: text, text: 困りごとをどうぞ, required: false, show_if: {q1: [している]}}
"""
CARERS = ({"q1": 0, "q2": 5, "q3": 1, "q4": "夜に起こされます"}, {"q1": 0, "q2": 2, "q4": SAID})


def _with_carers(hall: Hall, *carers: dict[str, object], text: str = BEHIND_A_CONDITION) -> None:
    held(hall, made(hall, text), [*carers, *[{"q1": 1}] * 8])


def test_what_only_few_were_asked_is_shown_to_nobody_however_many_answered_the_survey(hall):
    """Whoever knows that somebody said yes before would read there what they answered next."""
    _with_carers(hall, *CARERS)
    browser = hall.at_work("momo", "approver", rights=("export",))
    page = browser.opens("/surveys/1").text
    assert '<th scope="row">している</th><td>2人</td>' in page
    assert page.count("答えた方が少ないため、答えの人数は出しません") == 3
    assert "相談していない</th>" not in page
    assert "平均" not in page
    assert browser.opens("/surveys/1/chart-q2.svg").status_code == 404
    csv = browser.opens("/surveys/1/results.csv").text
    assert "相談していない,1" not in csv
    assert csv.count("（少ないため表示しません）") >= 3
    with hall.database.reading() as session:
        report = survey_results.report(session, 1, Rules(), hall.seal)
    told = "\n".join((*lines(report), card(report), details(report), json.dumps(as_json(report), ensure_ascii=False)))
    assert "・1人" not in told
    assert "平均 3.5" not in told
    assert [one["answered"] for one in as_json(report)["questions"]] == [10, None, None, None]


def test_words_behind_a_condition_that_few_met_are_not_told_as_theirs(hall):
    _with_carers(hall, *CARERS)
    page = hall.at_work().opens("/surveys/1/texts").text
    assert "どの質問への言葉かは分けずに" in page
    assert SAID in page
    assert "困りごとをどうぞ" not in page


def test_before_the_close_the_questions_in_free_words_are_named_and_no_word_is_read(hall):
    made(hall, BEHIND_A_CONDITION)
    page = hall.at_work().opens("/surveys/1/texts").text
    assert "困りごとをどうぞ" in page
    assert "自由に書く質問はありません" not in page


def test_words_of_one_alone_behind_a_condition_stand_nowhere(hall):
    _with_carers(hall, CARERS[0])
    page = hall.at_work().opens("/surveys/1/texts").text
    assert "1人だけが書いたため" in page
    assert "夜に起こされます" not in page


def test_with_names_the_city_reads_what_few_were_asked_and_the_other_monitors_do_not(hall):
    _with_carers(hall, *CARERS, text=BEHIND_A_CONDITION.replace("questions:", "anonymous: false\nquestions:"))
    assert '<th scope="row">相談していない</th><td>1人</td>' in hall.at_work().opens("/surveys/1").text
    with hall.database.reading() as session:
        told = card(survey_results.report(session, 1, Rules(), hall.seal))
    assert "相談していない" not in told
    assert "・答えた方が少ないため、答えの人数は出しません" in told
