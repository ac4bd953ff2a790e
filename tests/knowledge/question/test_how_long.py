"""How long something lasts is asked for in many ways, and told by a span of time: never by a date, an amount or a row."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.language.words import Words
from knowledge.question.aspects import cues
from knowledge.question.slots import read


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("orchards", "お試しオフィスは何日間借りられますか？", "2週間"),
        ("orchards", "会社がお試しで使えるオフィスは最長どのくらい？", "2週間"),
        ("orchards", "チャレンジショップを借りられる期間は？", "6か月"),
        ("orchards", "チャレンジショップってどれくらいの期間使えるの？", "6か月"),
        ("orchards", "奨学金の支援、何年もらえるの？", "5年間"),
        ("orchards", "用地取得助成金は何年に分けて払われる？", "3年に分けて"),
        ("orchards", "ボイラーの故障でどれくらい休んだ？", "2か月間"),
        ("orchards", "温泉は開湯から何年？", "560年以上"),
        ("orchards", "通勤バスの実証運行の期間は？", "10月から12月まで"),
        ("valley", "ほたるまつりは何日間やるの？", "10日間"),
        ("valley", "子育て広場は何週間休んだ？", "6週間"),
        ("classrooms", "移動図書館の車、故障でどれくらい休んだの？", "1か月"),
        ("classrooms", "西部地区公民館は何か月休館した？", "2か月"),
        ("snow", "外壁の工事で何週間休館した？", "3週間"),
        ("sands", "ベテラン農家の研修は何年間学ぶ？", "2年間"),
        ("sands", "灯台まつりは何日間でしたか？", "2日間"),
    ],
)
def test_how_long_something_lasts_is_told(folder: str, question: str, told: str):
    reply = answer(town(folder), question, None)
    assert told in reply.text, reply.text
    assert "出典" in reply.text


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("orchards", "足湯スタンプラリーは何週間休んだ？"),
        ("orchards", "通勤バスは何か月休んだ？"),
        ("orchards", "早朝ウオーキングの手当は何年間もらえる？"),
        ("valley", "ほたるまつりは何日間休んだ？"),
        ("valley", "病児保育は何週間休んだ？"),
        ("sands", "灯台まつりはどれくらい休んだ？"),
        ("classrooms", "武家屋敷は何か月休館した？"),
    ],
)
def test_how_long_something_is_held_or_another_rests_is_not_how_long_it_rests(folder: str, question: str):
    assert "出典" not in answer(town(folder), question, None).text


def _unit(text: str) -> str | None:
    parsed = Words().parse(text)
    return read(parsed, parsed.text, cues()).unit


@pytest.mark.parametrize("text", ["計画は何年から何年まで?", "いつ始まった?", "何年に始まった?"])
def test_a_date_is_no_span_of_time(text: str):
    assert _unit(text) == "年"


@pytest.mark.parametrize(
    ("question", "told"), [("中期財政計画は何年まで", "令和5年度"), ("定員適正化計画は何年までですか", "令和9年度")]
)
def test_until_which_year_a_plan_runs_is_a_date(question: str, told: str):
    reply = answer(town("orchards"), question, None)
    assert told in reply.text, reply.text
    assert "出典" in reply.text


@pytest.mark.parametrize("question", ["計画の期間は？", "計画は何年まで？"])
def test_how_long_the_plan_lasts_is_told_where_it_is_printed_and_else_refused(question: str):
    assert "令和10年度までの5年間" in answer(town("bay"), question, None).text
    refused = answer(town("port"), question, None).text
    assert not cites(refused)
    assert "計画の期間は、手元の資料では分かりませんでした" in refused


def test_whether_it_is_every_month_is_told_by_what_says_how_often():
    assert "毎月第4土曜日" in answer(town("bay"), "夜市は毎月あるの？", None).text


def test_no_figure_says_whether_it_is_every_year():
    assert not cites(answer(town("bay"), "就農相談会は毎年やっているの？", None).text)
