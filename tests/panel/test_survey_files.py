"""A survey is taken from its file, or refused with the line and the reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from town_survey import PAPER

from panel import duration
from panel.survey import as_json, from_json
from panel.survey_file import BadSurvey, read
from panel.survey_problems import advice


def test_the_city_writes_a_survey_and_every_part_is_understood():
    survey = read(PAPER)
    assert (survey.title, survey.measure, survey.indicator) == ("市報についてのアンケート", "8次 6-2-1", None)
    assert survey.opens_at == datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    assert survey.closes_at == datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
    assert survey.remind_after == (timedelta(days=3),)
    assert survey.anonymous
    q1, q2, q3, q4, q5 = survey.questions
    assert q1.choices == ("毎月読む", "ときどき読む", "読まない")
    assert (q2.most, q2.show_if) == (2, {"q1": (0, 1)})
    assert q3.options == ("1（分かりにくい）", "2", "3", "4", "5（分かりやすい）")
    assert (q4.low, q4.high) == (0, 100)
    assert (q5.required, q5.max_chars) == (False, 500)
    assert duration.minutes(survey) == 2
    assert advice(survey) == ()
    assert from_json(as_json(survey)) == survey


def test_a_day_without_an_hour_opens_in_the_evening_and_closes_at_its_end():
    survey = read(PAPER.replace("2026-12-01T09:00", "2026-12-01").replace("2026-12-08T20:00", "2026-12-08"))
    assert survey.opens_at == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    assert survey.closes_at == datetime(2026, 12, 8, 14, 59, tzinfo=UTC)


def test_an_offset_is_obeyed_and_yes_and_no_are_words():
    paper = PAPER.replace("2026-12-01T09:00", "2026-12-01T09:00+00:00").replace(
        "[毎月読む, ときどき読む, 読まない]", "[yes, no, on]"
    )
    survey = read(paper.replace("q1: [毎月読む, ときどき読む]", "q1: [yes]"))
    assert survey.opens_at == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert survey.questions[0].choices == ("yes", "no", "on")


@pytest.mark.parametrize(
    ("was", "becomes", "line", "why"),
    [
        ("max: 2", "maxi: 2", 11, "maxi というキーはありません"),
        ("title: 市報", "titel: 市報", 1, "titel というキーはありません"),
        ("show_if: {q1: [毎月読む, ときどき読む]}", "show_if: {q7: [毎月読む]}", 11, "q7"),
        ("show_if: {q1: [毎月読む, ときどき読む]}", "show_if: {q1: [たまに]}", 11, "たまに"),
        ("show_if: {q1: [毎月読む, ときどき読む]}", "show_if: {q1: []}", 11, "1つもありません"),
        ("show_if: {q1: [毎月読む, ときどき読む]}", "show_if: {q4: [3]}", 11, "これより前"),
        ("2026-12-08T20:00", "2026-11-30T20:00", 5, "より前"),
        ("2026-12-08T20:00", "来週", 5, "読めません"),
        ("2026-12-01T09:00", "0001-01-01T00:00", 4, "読めません"),
        ("2026-12-08T20:00", "9999-12-31T23:59", 5, "2199年まで"),
        ("2026-12-08T20:00", "9999-12-31T23:59-10:00", 5, "読めません"),
        ("8次 6-2-1", "6-2-1", 2, "計画と番号"),
        ("ご意見をどうぞ", '"ご意見\\ud800"', 14, "使えない文字"),
        ("ときどき読む, 読まない]}", "ときどき読む, やめる。]}", 10, "アンケートをやめる言葉"),
        ("[3d]", "[8d]", 6, "締切のあと"),
        ("[3d]", "[3 days]", 6, "3d"),
        ("ご意見をどうぞ", "あ" * 5_001, 14, "LINEの1通"),
        ("ときどき読む, 読まない]}", "ときどき読む, " + "長" * 21 + "]}", 10, "20字"),
        ("[お知らせ, 特集, 催し]", "[" + ", ".join(f"頁{n}" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯") + "]", 11, "13個"),
        ("[お知らせ, 特集, 催し]", "[お知らせ, 特集, お知らせ。]", 11, "2回"),
        ("[お知らせ, 特集, 催し]", "[お知らせ]", 11, "2個から"),
        ("max: 2", "max: 4", 11, "max"),
        ("min: 1, max: 5", "min: 5, max: 5", 12, "それより大きい"),
        ("min: 1, max: 5", "min: 1, max: 50", 12, "13段階"),
        ("labels: {1:", "labels: {9:", 12, "9"),
        ("type: number", "type: nubmer", 13, "nubmer"),
        ("min: 0, max: 100", "min: 0, max: 百", 13, "整数"),
        ("min: 0, max: 100", "choices: [一, 二]", 13, "使えません"),
        ("id: q5", "id: q1", 14, "2回"),
        ("max_chars: 500", "max_chars: 9000", 14, "max_chars"),
        ("市報を読みますか？", "〇〇議員をどう思いますか？", 10, "議員"),
        ("市報を読みますか？", "市長の仕事ぶりについてどう思いますか？", 10, "市長の仕事ぶり"),
        ("市報を読みますか？", "職員の田中さんの対応はどうでしたか？", 10, "職員の田中さん"),
        ("市報を読みますか？", "課長の対応に満足していますか？", 10, "課長の対応"),
        ("市報についてのアンケート", "支持する政党について", 1, "政党"),
        ("[3d]", "[1d, 2d, 3d]", 6, "2回まで"),
        ("districts: []", "districts: [火星]", 7, "火星"),
        ("age_bands: []", "age_bands: [百代]", 7, "百代"),
        ("anonymous: true", "anonymous: たぶん", 8, "true か false"),
        ("読まない]}", "読まない", 11, "YAML"),
        ("{id: q1,", "{id: q1, id: q1,", 10, "2回"),
    ],
)
def test_a_fault_is_refused_with_its_line_and_the_reason(was, becomes, line, why):
    assert was in PAPER
    with pytest.raises(BadSurvey) as refusal:
        read(PAPER.replace(was, becomes, 1))
    at, said = refusal.value.faults[0]
    assert at == line
    assert why in said


@pytest.mark.parametrize(
    ("title", "asked", "choices"),
    [
        ("", "市長の図書館の建て方をどう思いますか？", ""),
        ("", "市長さんが決めた順番に納得していますか？", ""),
        ("", "信頼しているのは教育長のどんなところですか？", ""),
        ("", "副市長の話しぶりについて", "評価する, 評価しない"),
        ("市長の図書館の建て方", "どう思いますか？", ""),
    ],
)
def test_what_is_thought_of_who_holds_an_office_needs_a_reason_whatever_stands_between(title, asked, choices):
    text = PAPER.replace("市報を読みますか？", asked, 1).replace("市報についてのアンケート", title or "図書館")
    if choices:
        text = text.replace(", show_if: {q1: [毎月読む, ときどき読む]}", "").replace(
            "毎月読む, ときどき読む, 読まない", choices
        )
    with pytest.raises(BadSurvey, match="責任者が"):
        read(text)
    assert read(f"reason: 市民の求めによる\n{text}").reason


@pytest.mark.parametrize(
    "asked",
    [
        "窓口の職員の対応はどうでしたか？",
        "市長と話す会に来ますか？",
        "担当の職員さんの説明は？",
        "市長への手紙をどう思いますか？",
        "課長から説明を聞きましたか？",
        "図書館の建て方をどう思いますか？",
        "市長期計画の進め方をどう思いますか？",
    ],
)
def test_what_the_hall_does_may_be_asked_about(asked):
    assert read(PAPER.replace("市報を読みますか？", asked, 1)).questions[0].text == asked


def test_several_faults_are_named_together_in_the_order_of_the_file():
    with pytest.raises(BadSurvey) as refusal:
        read(PAPER.replace("max: 2", "max: 9").replace("max_chars: 500", "max_chars: 0"))
    assert [line for line, _ in refusal.value.faults] == [11, 14]


def test_a_question_nobody_can_reach_is_found():
    unreachable = PAPER.replace("id: q3, type: scale", "id: q3, show_if: {q2: [お知らせ], q1: [読まない]}, type: scale")
    with pytest.raises(BadSurvey, match="どう答えても") as refusal:
        read(unreachable)
    assert refusal.value.faults[0][0] == 12


def test_two_conditions_on_several_choices_need_room_for_both():
    questions = """\
  - {id: a, type: multiple, text: 何を使いますか？, choices: [除雪機, 手押し, なし], max: MOST}
  - {id: b, type: single, text: 除雪機は？, choices: [大, 小], show_if: {a: [除雪機]}}
  - {id: c, type: single, text: 手押しと両方ですか？, choices: [はい, いいえ], show_if: {a: [手押し], b: [大]}}
"""
    head = PAPER[: PAPER.index("  - {id: q1")]
    assert read((head + questions).replace("MOST", "2")).questions[2].id == "c"
    with pytest.raises(BadSurvey, match="どう答えても"):
        read((head + questions).replace("MOST", "1"))


def test_a_reason_by_whoever_is_in_charge_lets_the_subject_pass():
    asked = PAPER.replace("市報を読みますか？", "市議会議員の活動報告を読みますか？")
    with pytest.raises(BadSurvey):
        read(asked)
    assert read(asked + "reason: 議会だよりの読まれ方を調べるため（総務課長）\n").reason is not None


def test_nobody_may_blow_a_file_up():
    with pytest.raises(BadSurvey, match="別名"):
        read("a: &a [x]\nb: [*a, *a]")
    with pytest.raises(BadSurvey):
        read("[" * 3_000)
    with pytest.raises(BadSurvey, match="大きすぎ"):
        read("a: " + "x" * 300_000)
    with pytest.raises(BadSurvey, match="空"):
        read("# nothing\n")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    _read_or_refused(text)


@given(st.integers(0, len(PAPER)), st.integers(0, 40), st.text("{}[]:,-#'\"|>&*!%@ \nqa1読", max_size=5))
def test_any_slip_in_a_file_is_read_or_refused(place, length, slip):
    _read_or_refused(PAPER[:place] + slip + PAPER[place + length :])


def _read_or_refused(text):
    faults = ()
    try:
        read(text)
    except BadSurvey as refusal:
        faults = refusal.faults
    assert all(line >= 1 and why for line, why in faults)
