"""From a question that was not answered to an answer, and from a doubt to a confirmed figure."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bundled_knowledge import bundled_knowledge
from hall import Browser, Hall, opened
from sqlalchemy import select

from bot.current import Current
from handlers import numbers
from handlers.checks import Check
from handlers.city import City, Word
from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.withdrawal import print_of
from knowledge.model import PlanSection, Results
from storage import amendments, answers, audit, library
from storage.models import Case
from storage.pseudonyms import Naming

TOWN = City(name="上山市")
DOUBT = "全角と半角の数字がまざっています。"
LOST = "ボラ団体の数は？"


@pytest.fixture
def hall(database, clock) -> Hall:
    return opened(database, clock, name="上山市", knowledge=bundled_knowledge())


def _asked_in_vain(hall: Hall, question: str = LOST) -> int:
    noted = answers.noted(
        question, answer(bundled_knowledge(), question, None), door=None, message_id="", chat="c" * 32,
        naming=Naming("2026-11-20", b"a key of the day"), edition=0, ledger="v", seal=hall.seal, now=hall.clock(),
    )  # fmt: skip
    with hall.database.writing() as session:
        answers.keep(session, [noted])
    return noted.id


def _edition(hall: Hall) -> int:
    with hall.database.reading() as session:
        return library.edition(session)


WORD = {
    "kind": "word",
    "say": "ボラ団体",
    "means": "NPO法人",
    "question": LOST,
    "expected": "answered",
    "says": "18団体",
}


def test_a_question_asked_in_vain_is_answered_after_one_word(hall):
    number = _asked_in_vain(hall)
    browser = hall.at_work()
    page = browser.opens("/knowledge/questions").text
    assert f'href="/console/knowledge/mend?answer={number}"' in page
    assert LOST in browser.opens(f"/knowledge/mend?answer={number}").text
    page = browser.sends("/knowledge/mend", **WORD, do="look").text
    assert "18団体" in page
    assert _edition(hall) == 0
    assert browser.sends("/knowledge/mend", **WORD, do="keep").status_code == 302
    page = browser.opens("/knowledge/amendments").text
    assert "「ボラ団体」は、資料の「NPO法人」のこと" in page
    assert "確認済み" in page
    assert "18団体" in Current.open(hall.database, TOWN)(LOST, None).text
    with hall.database.reading() as session:
        line = audit.lines(session, act="library.amended")[0]
    assert line.detail == {"kind": "word"}  # no words in the record


def test_what_would_break_an_older_check_is_stopped_and_the_check_is_named(hall):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    browser.sends("/knowledge/mend", **{**WORD, "kind": "check", "question": "NPO法人数は？"}, do="keep")
    assert _edition(hall) == 1
    scope = {"kind": "scope", "words": "法人数、NPO", "question": "NPOって何？", "expected": "out_of_scope"}
    browser.opens("/knowledge/mend")
    answer = browser.sends("/knowledge/mend", **{**scope, "words": "NPO法人数は"}, do="keep")
    assert answer.status_code == 409
    assert "まだ使っていません" in answer.text
    assert "「NPO法人数は？」" in answer.text
    assert _edition(hall) == 1


def test_a_check_that_a_withdrawal_has_broken_stands_in_nobodys_way(hall):
    with hall.database.writing() as session:
        amendments.add(session, None, [Check("NPO法人数は？", "answered", "18団体")], hall.seal, hall.clock())
        facts = amendments.parts(session).facts(TOWN)
        library.withdraw(session, next(one for one in facts if one.name.endswith("／NPO法人数")), hall.clock())
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    word = {"say": "よそから隊", "means": "地域おこし協力隊推進事業費", "says": "1,684千円"}
    fields = {**WORD, **word, "question": "よそから隊の予算は？"}
    assert browser.sends("/knowledge/mend", **fields, do="keep").status_code == 302
    assert "要確認" in browser.opens("/knowledge/amendments").text


def test_a_fix_that_does_not_fix_its_own_question_is_stopped(hall):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    answer = browser.sends("/knowledge/mend", **{**WORD, "says": "999団体"}, do="keep")
    assert answer.status_code == 409
    assert _edition(hall) == 0


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "word", "say": ""}, "住民の言い方を書いてください"),
        ({"kind": "word", "says": ""}, "答えに必ず入る言葉"),
        ({"kind": "door", "words": "プール", "section": "課", "door_phone": "電話"}, "電話番号を"),
        ({"kind": "scope", "words": "プ"}, "2字以上"),
        ({"kind": "fact", "sheet": "x", "name": "来場者数"}, "どの施策・事業"),
        ({"kind": "x"}, "修正の方法"),
        ({"kind": "word", "expected": "x"}, "正しい結果を選んで"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(hall, fields, why):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    answer = browser.sends("/knowledge/mend", **{**WORD, **fields}, do="keep")
    assert answer.status_code == 400
    assert why in answer.text
    assert LOST in answer.text
    assert _edition(hall) == 0


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"kind": "door", "words": "プール", "section": " "}, "door-section", "案内先を足す：案内先を書いてください。"),
        ({"kind": "door", "words": "", "section": "スポーツ課"}, "door-words", "案内先を足す：言葉を書いてください。"),
        ({"kind": "word", "means": ""}, "word-means", "資料での言い方を書いてください。"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_by_its_name_at_the_top(hall, fields, field, why):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    page = browser.sends("/knowledge/mend", **{**WORD, **fields}, do="look").text
    assert why in re.search(r'role="alert">([^<]*)<', page)[1]
    assert re.findall(r'id="([^"]*)-problem">', page) == [field]
    assert f'aria-describedby="{field}-problem"' in page


def test_an_added_figure_names_its_place_and_one_that_is_there_is_not_added_twice(hall):
    key = next(
        identity.key
        for identity, sheet in identified(sheets_in(bundled()))
        if isinstance(sheet, Results) and sheet.code.number == "5-1-1"
    )
    fact = {
        "kind": "fact", "sheet": key, "name": "桜まつりの来場者数", "target": "3,000", "result": "3,120", "unit": "人",
        "document": "令和5年度 決算附属資料", "place": "12 観光", "page": "12",
        "question": "桜まつりの来場者数は？", "expected": "answered", "says": "3,120人",
    }  # fmt: skip
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    assert browser.sends("/knowledge/mend", **fact, do="keep").status_code == 302
    said = Current.open(hall.database, TOWN)("桜まつりの来場者数は？", None).text
    assert "出典：令和5年度 決算附属資料（12 観光" in said
    browser.opens("/knowledge/mend")
    assert "もうあります" in browser.sends("/knowledge/mend", **fact, do="keep").text
    assert "桜まつりの来場者数" in browser.opens("/knowledge/ledger").text


def test_a_number_that_is_answered_at_other_hours_than_the_halls_is_told_with_its_own(hall):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    door = {
        "kind": "door",
        "words": "水道の漏水",
        "section": "水道当番",
        "door_phone": "0000-00-9999",
        "door_hours": "24時間",
    }
    checked = {"question": "水道の漏水はどこに連絡しますか", "expected": "door", "says": "水道当番"}
    assert browser.sends("/knowledge/mend", **door, **checked, do="keep").status_code == 302
    assert "水道当番 0000-00-9999（24時間）へ案内" in browser.opens("/knowledge/amendments").text
    with hall.database.reading() as session:
        (added,) = amendments.doors(session)
    assert numbers.of_door(added, City("みほん市", hours="平日8:30〜17:15")) == "水道当番 0000-00-9999（24時間）"


def test_a_question_becomes_a_case_that_nobody_waits_for(hall):
    number = _asked_in_vain(hall)
    browser = hall.at_work()
    browser.opens(f"/knowledge/mend?answer={number}")
    key = re.search(r'name="page" value="(\w+)"', browser.opens(f"/knowledge/mend?answer={number}").text)[1]
    for _ in range(2):  # pressed twice it is one
        answer = browser.sends("/knowledge/mend/case", page=key, question=f"{LOST} 電話は090-1234-5566です")
    with hall.database.reading() as session:
        assert len(session.execute(select(Case)).all()) == 1
    receipt = re.findall(r"K-[\d-]+", answer.location)[0]
    assert (hall.case(receipt).channel, hall.case(receipt).wants_reply) == ("bot", False)
    page = browser.opens(f"/cases/{receipt}/").text
    assert LOST in page
    assert "5566" not in page
    assert hall.letters() == []


def test_an_amendment_that_another_check_rests_on_is_not_taken_back(hall):
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    browser.sends("/knowledge/mend", **WORD, do="keep")
    browser.opens("/knowledge/mend")
    browser.sends("/knowledge/mend", **{**WORD, "kind": "check", "question": "ボラ団体の目標は？"}, do="keep")
    with hall.database.reading() as session:
        check, word = amendments.listed(session, hall.seal)
    browser.sends(f"/knowledge/amendments/{word.id}/back")
    assert "取り消せません" in browser.opens("/knowledge/amendments").text
    browser.sends(f"/knowledge/amendments/{check.id}/back")
    browser.opens("/knowledge/amendments")
    browser.sends(f"/knowledge/amendments/{word.id}/back")
    assert "まだありません" in browser.opens("/knowledge/amendments").text
    assert "18団体" not in Current.open(hall.database, TOWN)(LOST, None).text


def test_two_who_mend_at_once_do_not_overrule_each_other(hall):
    with hall.database.writing() as session:
        amendments.add(session, None, [Check("NPO法人数は？", "answered", "18団体")], hall.seal, hall.clock())
    with pytest.raises(amendments.EditionMovedOn), hall.database.writing() as session:
        amendments.add(session, None, [], hall.seal, hall.clock(), after=0)


def _doubtful(hall: Hall) -> tuple[Browser, str, str]:
    """Import a sheet with a row the reader is not sure of; a browser that sees it, and what names the row."""
    sheet = next(one for one in bundled().results if one.code.number == "5-1-1")
    doubtful = replace(next(row for row in sheet.indicators if row.name == "NPO法人数"), doubt=DOUBT)
    rows = tuple(doubtful if row.name == doubtful.name else row for row in sheet.indicators)
    parcel = library.Parcel.of("成果.txt", "0" * 64, [replace(sheet, indicators=rows)])
    with hall.database.writing() as session:
        library.keep(session, [parcel], hall.clock())
    browser = hall.at_work()
    page = browser.opens("/knowledge/doubts").text
    key, fingerprint = parcel.sheets[0].identity.key, print_of(doubtful)
    assert f'name="sheet" value="{key}"><input type="hidden" name="print" value="{fingerprint}"' in page
    return browser, key, fingerprint


def test_a_confirmed_doubt_is_said_no_more(hall):
    browser, sheet, fingerprint = _doubtful(hall)
    assert f"※{DOUBT}" in Current.open(hall.database, TOWN)("NPO法人数は？", None).text
    browser.sends("/knowledge/doubts", sheet=sheet, print=fingerprint, do="confirm")
    assert DOUBT not in browser.opens("/knowledge/doubts").text
    said = Current.open(hall.database, TOWN)("NPO法人数は？", None).text
    assert "実績17団体" in said
    assert "※" not in said
    assert (
        "NPO法人数（令和5年度 主要施策の成果説明書 施策5-1-1）を、原本で確かめた"
        in browser.opens("/knowledge/amendments").text
    )
    with hall.database.reading() as session:
        (kept,) = amendments.listed(session, hall.seal)
    assert kept.checks == (Check("令和5年度のNPO法人数は？", "answered", "17"),)


def test_a_corrected_figure_is_told_and_a_former_edition_tells_the_old_one(hall):
    browser, sheet, fingerprint = _doubtful(hall)
    browser.sends(
        "/knowledge/doubts", sheet=sheet, print=fingerprint, do="correct", target="18", result="19", unit="団体"
    )
    assert "実績19団体" in Current.open(hall.database, TOWN)("NPO法人数は？", None).text
    with hall.database.writing() as session:
        library.restore(session, 1, hall.clock())
    assert "実績17団体" in Current.open(hall.database, TOWN)("NPO法人数は？", None).text


def test_a_correction_that_is_refused_comes_back_as_it_was_typed(hall):
    browser, sheet, fingerprint = _doubtful(hall)
    asks_for_the_old_one = Check("NPO法人数は？", "answered", "17団体")
    with hall.database.writing() as session:
        after = amendments.parts(session).number
        amendments.add(session, None, [asks_for_the_old_one], hall.seal, hall.clock(), after=after)
    browser.opens("/knowledge/doubts")
    typed = {"target": "2１", "result": "", "unit": "社"}
    refused = browser.sends("/knowledge/doubts", sheet=sheet, print=fingerprint, do="correct", **typed)
    assert refused.status_code == 409
    assert "まだ使っていません" in refused.text
    assert [re.search(rf'name="{name}"[^>]* value="([^"]*)"', refused.text)[1] for name in typed] == ["2１", "", "社"]
    nothing = browser.sends("/knowledge/doubts", sheet=sheet, print=fingerprint, do="correct", unit="社")
    assert (nothing.status_code, "少なくとも一方" in nothing.text) == (400, True)
    assert "実績17団体" in Current.open(hall.database, TOWN)("NPO法人数は？", None).text


def test_a_settled_row_that_its_own_name_does_not_lead_to_is_minded(hall):
    browser, sheet, fingerprint = _doubtful(hall)
    # The bot takes 法人数 for a number of organisations: a unit that counts none of them is not told.
    browser.sends(
        "/knowledge/doubts", sheet=sheet, print=fingerprint, do="correct", target="18", result="19", unit="件"
    )
    assert "この数字はまだ出ません" in browser.opens("/knowledge/doubts").text
    with hall.database.reading() as session:
        assert amendments.listed(session, hall.seal)[0].checks == ()


def test_control_characters_are_kept_out_of_what_is_kept(hall):
    browser, sheet, fingerprint = _doubtful(hall)
    wrong = {"target": "1\x078", "result": "19\u202e", "unit": "団\x07体"}
    browser.sends("/knowledge/doubts", sheet=sheet, print=fingerprint, do="correct", **wrong)
    assert "目標18団体・実績19団体" in Current.open(hall.database, TOWN)("NPO法人数は？", None).text
    fields = {
        name: f"{value}\x07\u202e" for name, value in WORD.items() if name in ("say", "means", "question", "says")
    }
    browser.opens("/knowledge/mend")
    assert browser.sends("/knowledge/mend", **{**WORD, **fields}, do="keep").status_code == 302
    assert LOST in browser.opens("/knowledge/amendments").text


def test_what_is_answered_by_now_stands_apart(database, clock):
    mended = Knowledge.build(bundled(), words=[Word("ボラ団体", "NPO法人")], city="上山市")
    hall = opened(database, clock, name="上山市", knowledge=mended)
    _asked_in_vain(hall)
    _asked_in_vain(hall, "市営プールの水温は何度ですか")
    page = hall.at_work().opens("/knowledge/questions").text
    waiting, settled = page.split('<h2 id="vain">', 1)[1].split("<details>", 1)
    assert "市営プール" in waiting
    assert LOST not in waiting
    assert LOST in settled


def test_the_log_shows_every_answer_page_by_page(hall):
    for number in range(60):
        _asked_in_vain(hall, f"市営プール{number:02d}の水温は？")
    browser = hall.at_work()
    first = browser.opens("/knowledge/log").text
    rest = re.search(r'href="/console(/knowledge/log\?at=[^"]+)"', first)
    assert rest is not None
    second = browser.opens(rest[1].replace("&amp;", "&")).text
    seen = re.findall(r"市営プール(\d\d)の水温は？</span>", first + second)
    assert sorted(seen) == [f"{number:02d}" for number in range(60)]
    assert "ありません" in browser.opens("/knowledge/log?outcome=answered").text


def test_a_measure_has_target_result_and_voices_side_by_side(hall):
    mine = hall.hears(measures='["7次 5-1-1"]', kind="要望", department="建設課")
    hall.hears("橋の色について", user="U2", measures='["7次 5-1-10"]', kind="要望")
    browser = hall.at_work()
    page = browser.opens("/knowledge/ledger/measure?measure=7次+5-1-1").text
    assert "18団体" in page
    assert "案件 1件・声 1件" in page
    link = re.search(r'href="/console(/figures/cases[^"]+)"', page)
    assert link is not None
    behind = browser.opens(link[1].replace("&amp;", "&")).text
    assert re.findall(r"/console/cases/(K-[\d-]+)", behind) == [mine]
    assert browser.opens("/knowledge/ledger/measure?measure=x").status_code == 404


def _going_back(hall: Hall) -> tuple[Browser, Browser]:
    """Somebody who mended a word, and whoever may go back to the edition before it."""
    officer, admin = hall.at_work(), hall.at_work("kuri", "admin")
    officer.opens("/knowledge/mend")
    officer.sends("/knowledge/mend", **WORD, do="keep")
    admin.opens("/knowledge/")
    return officer, admin


def test_a_former_edition_that_loses_a_fix_is_restored_only_with_a_reason(hall):
    _, admin = _going_back(hall)
    page = admin.sends("/knowledge/restore", edition="0")
    assert page.status_code == 409
    assert f"「{LOST}」" in page.text
    assert "まだ何も変えていません" in page.text
    assert _edition(hall) == 1
    assert admin.sends("/knowledge/restore", edition="0", why="  ").status_code == 409
    assert admin.sends("/knowledge/restore", edition="0", why="言葉がちがっていた").status_code == 302
    assert _edition(hall) == 2
    with hall.database.reading() as session:
        line = audit.lines(session, act="library.restored")[0]
    assert line.detail == {"wanted": 0, "why": "言葉がちがっていた", "checks": 1}
    # Back to what holds every check: nobody is asked why.
    admin.opens("/knowledge/")
    assert admin.sends("/knowledge/restore", edition="1").status_code == 302
    assert "18団体" in Current.open(hall.database, TOWN)(LOST, None).text


def test_a_fact_that_a_check_asks_for_is_withdrawn_only_with_a_reason(hall):
    officer, _ = _going_back(hall)
    with hall.database.reading() as session:
        facts = amendments.parts(session).facts(TOWN)
    asked, other = (next(one.name for one in facts if one.name.endswith(end)) for end in ("／NPO法人数", "／理由"))
    officer.opens("/stop/")
    page = officer.sends("/stop/fact", fact=asked)
    assert page.status_code == 409
    assert f"「{LOST}」" in page.text
    with hall.database.reading() as session:
        assert library.withdrawn(session) == []
    officer.sends("/stop/fact", fact=asked, why="数字がちがう")
    with hall.database.reading() as session:
        assert [one.name for one in library.withdrawn(session)] == [asked]
        assert audit.lines(session, act="fact.withdrawn")[0].detail["why"] == "数字がちがう"
    # What no check asks for is stopped at once, and a fact is given again without a question where no check is against it.
    officer.opens("/stop/")
    assert officer.sends("/stop/fact/again", fact=asked).status_code == 302
    officer.opens("/stop/")
    assert officer.sends("/stop/fact", fact=other).status_code == 302


def _key(kind: type, number: str) -> str:
    return next(
        identity.key
        for identity, sheet in identified(sheets_in(bundled()))
        if isinstance(sheet, kind) and sheet.code.number == number
    )


STATEMENT = {
    "kind": "words", "told": "more", "text": "市報の点字版は、希望する方の家に郵送しています。", "wording": "quoted",
    "document": "令和5年度 広報の手引き", "place": "点字と音声", "page": "3",
    "question": "市報の点字版はある？", "expected": "answered", "says": "郵送",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("quoted", "「市報の点字版は、希望する方の家に郵送しています。」"),
        ("summary", "市報の点字版は、希望する方の家に郵送しています。"),
    ],
)
def test_a_statement_in_words_is_added_with_its_place_and_told_as_quoted_or_as_a_summary(hall, wording, said):
    number = _asked_in_vain(hall, STATEMENT["question"])
    browser = hall.at_work()
    assert "文を足す" in browser.opens(f"/knowledge/mend?answer={number}").text
    fields = {**STATEMENT, "about": f"{_key(PlanSection, '6-2')} 6-2-1", "wording": wording}
    assert browser.sends("/knowledge/mend", **fields, do="keep").status_code == 302
    answered = Current.open(hall.database, TOWN)(STATEMENT["question"], None).text
    assert answered.split("\n")[0] == said
    mark = "原文" if wording == "quoted" else "要約"
    assert f"出典：令和5年度 広報の手引き（点字と音声、{mark}）" in answered
    page = browser.opens("/knowledge/amendments").text
    assert "広報の手引き 点字と音声 3ページ" in page
    assert "確認済み" in page
    # It can be taken back like any fact, and then nothing is told.
    browser.opens("/knowledge/facts")
    assert "職員が足した言葉1" in browser.sends("/knowledge/facts", words="点字版").text


def test_a_reason_the_sheet_leaves_empty_is_told_as_its_reason(hall):
    held = identified(sheets_in(bundled()))
    key = next(one.key for one, sheet in held if getattr(sheet, "name", "") == "まちづくり推進事業費")
    fields = {
        **STATEMENT, "about": key, "told": "reason", "text": "雪が多く、催しを減らしたためです。",
        "question": "まちづくり推進事業費が予算より少なかったのはなぜ？", "says": "雪が多く",
    }  # fmt: skip
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    assert browser.sends("/knowledge/mend", **fields, do="keep").status_code == 302
    assert "理由：「雪が多く" in Current.open(hall.database, TOWN)(fields["question"], None).text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"about": "x"}, "どの施策・事業のこと"),
        ({"about": "6-2 9-9-9"}, "どの施策・事業のこと"),
        ({"told": "reason"}, "計画にはその欄がない"),
        ({"text": ""}, "文を書いてください"),
        ({"text": "あ" * 301}, "300字以内"),
        ({"wording": ""}, "資料の文のままか、要約か"),
        ({"document": ""}, "載っている資料の名前"),
    ],
)
def test_a_statement_without_its_place_or_kind_is_not_taken(hall, changed, why):
    fields = {**STATEMENT, "about": _key(PlanSection, "6-2"), **changed}
    if fields["about"].startswith("6-2 "):
        fields["about"] = f"{_key(PlanSection, '6-2')} 9-9-9"
    browser = hall.at_work()
    browser.opens("/knowledge/mend")
    answer = browser.sends("/knowledge/mend", **fields, do="keep")
    assert answer.status_code == 400
    assert why in answer.text
    assert _edition(hall) == 0
