"""知識 at the desk: taking documents in, going back, and seeing what was asked and who was given a fact."""

from __future__ import annotations

import re

import pytest
from bundled_knowledge import bundled_knowledge
from hall import Hall, opened

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.amendments import OutOfScope
from knowledge.ledger.bundled import bundled
from storage import answers, audit, library
from storage.pseudonyms import Naming

QUESTION = "NPO法人数は？"


def _asked(hall: Hall, knowledge: Knowledge, question: str) -> int:
    noted = answers.noted(
        question,
        answer(knowledge, question, None),
        door=None,
        message_id="m1",
        chat="c" * 32,
        naming=Naming("2026-11-20", b"a key of the day"),
        edition=0,
        ledger=knowledge.ledger.version,
        seal=hall.seal,
        now=hall.clock(),
    )
    with hall.database.writing() as session:
        answers.keep(session, [noted])
    return noted.id


def test_who_gave_a_fact_is_seen_before_it_is_stopped(database, clock):
    knowledge = bundled_knowledge()
    hall = opened(database, clock, name="上山市", knowledge=knowledge)
    _asked(hall, knowledge, QUESTION)
    browser = hall.at_work()
    browser.opens("/knowledge/facts")
    page = browser.sends("/knowledge/facts", words="NPO法人数").text
    name = next(line for line in page.split('"') if line.endswith("NPO法人数") and "施策" in line and "：" not in line)
    page = browser.sends("/knowledge/facts", words="NPO法人数", fact=name).text
    assert "この事実を使った答え：<strong>1件</strong>" in page
    assert QUESTION in page
    browser.sends("/stop/fact", fact=name)
    assert name in browser.opens("/knowledge/").text


def test_questions_asked_in_vain_stand_together_and_doubts_with_their_words(database, clock):
    knowledge = bundled_knowledge()
    hall = opened(database, clock, name="上山市", knowledge=knowledge)
    for _ in range(2):
        _asked(hall, knowledge, "市営プールの水温は何度ですか")
    wrong = _asked(hall, knowledge, QUESTION)
    with hall.database.writing() as session:
        answers.doubt(session, wrong, "outdated", "去年の数字です", hall.seal, hall.clock())
    page = hall.at_work().opens("/knowledge/questions").text
    assert "2件　市営プールの水温は何度ですか" in page
    assert "古い：去年の数字です" in page


def test_the_bench_shows_how_a_question_is_understood_and_keeps_nothing(database, clock):
    hall = opened(database, clock, name="上山市", knowledge=bundled_knowledge())
    browser = hall.at_work("kuri", "admin")
    browser.opens("/knowledge/bench")
    page = browser.sends("/knowledge/bench", question=QUESTION).text
    assert "答えた" in page
    assert "使った出典" in page
    understood = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split('id="why"', 1)[1]))
    assert "手がかりの言葉 npo、法人" in understood
    assert "何のことか NPO法人数" in understood
    assert "年度 令和5年度" in understood
    assert not re.search(r"indicator:|results:|aspect", understood)
    with hall.database.reading() as session:
        assert answers.outcomes(session, hall.clock().replace(year=2020)) == {}


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("ボラ団体の数は？", r"質問の言葉がありません（「ボラ」）。質問の言葉の\d+%が当てはまります。"),
        ("令和9年度のNPO法人数は？", r"施策5-1-1／NPO法人数 年度がちがいます"),
    ],
)
def test_the_bench_says_why_what_stands_near_is_not_told(database, clock, question, why):
    browser = opened(database, clock, name="上山市", knowledge=bundled_knowledge()).at_work("kuri", "admin")
    browser.opens("/knowledge/bench")
    page = browser.sends("/knowledge/bench", question=question).text
    near = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("近いが、使わなかったもの", 1)[1]))
    assert re.search(why, near)


def test_a_question_that_staff_put_out_of_scope_is_done_with(database, clock):
    out = OutOfScope(("ペンギン",), "動物の飼い方は、お答えできません。")
    before, after = bundled_knowledge(), Knowledge.build(bundled(), words=(), city="上山市", out_of_scope=[out])
    hall = opened(database, clock, name="上山市", knowledge=after)
    _asked(hall, before, "ペンギンの飼い方")
    _asked(hall, after, "ペンギンの飼い方")
    _asked(hall, after, "市営プールの水温は何度ですか")
    waiting, done = hall.at_work().opens("/knowledge/questions").text.split("いまは答えるか", 1)
    assert "ペンギン" not in waiting
    assert "2件　ペンギンの飼い方" in done
    assert "市営プール" in waiting


def test_only_the_administrator_goes_back_to_a_former_edition(hall):
    with hall.database.writing() as session:
        library.keep(session, [library.Parcel("x.txt", "0" * 64, ())], hall.clock())
    officer = hall.at_work("sato")
    officer.opens("/me/")
    assert officer.sends("/knowledge/restore", edition="0").status_code == 403
    admin = hall.at_work("kuri", "admin")
    admin.opens("/knowledge/")
    admin.sends("/knowledge/restore", edition="99")
    assert "その版はありません" in admin.opens("/knowledge/").text
    admin.sends("/knowledge/restore", edition="0")
    with hall.database.reading() as session:
        assert library.edition(session) == 2
        assert audit.lines(session, act="library.restored")[0].detail == {"wanted": 0}


def test_from_a_figure_called_wrong_it_is_one_press_to_stop_it_and_then_it_says_so(database, clock):
    knowledge = bundled_knowledge()
    hall = opened(database, clock, name="上山市", knowledge=knowledge)
    wrong = _asked(hall, knowledge, "令和5年度のNPO法人数の実績は？")
    with hall.database.writing() as session:
        answers.doubt(session, wrong, "figure", "", hall.seal, hall.clock())
    browser = hall.at_work()
    assert f"/knowledge/facts?answer={wrong}" in browser.opens("/knowledge/questions").text
    page = browser.opens(f"/knowledge/facts?answer={wrong}").text
    name = re.search(r'name="fact" value="([^"]+NPO法人数)"', page)[1]
    browser.sends("/stop/fact", fact=name)
    page = browser.opens("/knowledge/questions").text
    assert f"もう止めています：{name}" in page
    assert "数字を止める" not in page
