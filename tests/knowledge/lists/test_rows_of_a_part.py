"""Rows that came out in some way within a part of the sheets: a field, a chapter, a measure, a department."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.fixture(scope="module")
def of_living() -> Knowledge:
    """What is bundled, and a chapter of the next year with many measures."""
    return town("other_chapters")


def _lines(knowledge: Knowledge, question: str) -> list[str]:
    reply = answer(knowledge, question, None)
    assert reply.outcome == "answered", reply.text
    return [line for line in reply.text.splitlines() if line.startswith("・")]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("参加者が０人で終わっちゃった目標ってどれ？", ["学生訪問団", "クアオルト協議会"]),
        ("だれも来なかった目標ってある？", ["学生訪問団", "クアオルト協議会"]),
        ("実績が空欄の指標は？", ["フェア等", "個人情報保護", "訪独学生", "ヘルスツーリズム"]),
        ("実績が書いてない指標はどれ", ["フェア等", "個人情報保護", "訪独学生", "ヘルスツーリズム"]),
        ("第５章で目標を達成した指標は？", ["浸透度", "地域間交流", "人権擁護", "移住件数"]),
        ("市政戦略課の指標で目標いかなかったのはどれ", ["NPO", "女性委員"]),
        ("５－４－１で目標に届かなかった指標は？", ["海の子", "学生訪問団", "クアオルト協議会"]),
        ("庶務課の指標で実績が空欄のものは？", ["個人情報保護", "訪独学生"]),
        ("第5章で実績が書かれていない指標は？", ["フェア等", "個人情報保護", "訪独学生", "ヘルスツーリズム"]),
        ("市政戦略課以外で目標を達成した指標は？", ["地域間交流", "人権擁護", "移住件数"]),
        ("庶務課以外の活動指標で予定を下回ったのは？", ["ツアー", "訪問提案件数"]),
        ("交流の指標で目標を達成したものを全部", ["地域間交流", "移住件数"]),
    ],
)
def test_only_what_came_out_so_is_listed(knowledge: Knowledge, question: str, told: list[str]):
    lines = _lines(knowledge, question)
    assert len(lines) == len(told), lines
    assert all(name in line for name, line in zip(told, lines, strict=True)), lines


def test_rows_of_a_field_are_those_of_its_measures(of_living: Knowledge):
    reached = _lines(of_living, "防災の分野で目標を達成した指標はどれですか")
    missed = _lines(of_living, "防災のとこで目標いかなかった指標ぜんぶ教えて")
    every = _lines(of_living, "防災の分野の指標を全部")
    assert reached
    assert missed
    assert len(reached) + len(missed) == len(every)
    assert not set(reached) & set(missed)


@pytest.mark.parametrize(
    "question", ["宇宙開発の分野で目標に届かなかった指標は？", "第９章で目標を達成した指標は？", "６－２の指標は"]
)
def test_a_part_that_no_sheet_has_is_not_taken_for_another(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_that_nothing_of_a_part_came_out_so_is_an_answer(knowledge: Knowledge):
    reply = answer(knowledge, "５－４－１で目標を達成した指標は？", None)
    assert "ありません" in reply.text
    assert "海の子" not in reply.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("庶務課の事業で一番お金がかかったのは？", "総務一般管理費"),
        ("市政戦略課の事業で予算が一番少ないのはどれ？", "地域おこし協力隊推進事業費"),
        ("5-4-1の事業のうち予算が一番大きいのは？", "上山型温泉クアオルト事業費"),
    ],
)
def test_what_cost_most_is_looked_for_in_the_part_that_is_named(knowledge: Knowledge, question: str, told: str):
    assert f"「{told}」" in answer(knowledge, question, None).text.splitlines()[0]


def test_one_row_that_is_named_is_told_by_itself(knowledge: Knowledge):
    assert (
        "12人下回りました" in answer(knowledge, "海の子山の子交歓会の参加人数は目標を何人下回りましたか。", None).text
    )


def test_a_word_within_the_name_of_an_activity_makes_no_project_one_of_its_field(knowledge: Knowledge):
    assert answer(knowledge, "スポーツの事業で一番予算が少ないのは？", None).outcome == "unknown"


def test_nothing_of_one_unit_is_not_nothing_of_another(knowledge: Knowledge):
    assert "実績が0回だったものはありません" in answer(knowledge, "0回だった指標は？", None).text
    assert len(_lines(knowledge, "実績が0人だった指標は？")) == 2
    assert len(_lines(knowledge, "Which indicators had zero participants?")) == 2


def test_a_division_that_is_named_in_english_is_not_asked_for(knowledge: Knowledge):
    reply = answer(knowledge, "Which indicators of the general affairs division missed the target?", None)
    assert reply.outcome == "unknown"


@pytest.mark.parametrize("question", ["市政戦略課の指標で目標が一番高いのは？", "庶務課の指標で一番実績が多いのは？"])
def test_people_and_times_have_no_greatest_among_them(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_which_rows_were_missed_is_asked_of_all_whatever_was_told_before(knowledge: Knowledge):
    reply = converse(knowledge, ["NPO法人数は？", "目標に届かなかった指標は？"])
    assert "次の5つです" in reply.text
    assert "次の5つです" in converse(knowledge, ["クアオルトの予算は？", "目標に届いてないのはどれ"]).text
    assert "次の5つです" not in converse(knowledge, ["NPO法人数は？", "目標に届かなかった？"]).text


@pytest.mark.parametrize(
    ("before", "told"),
    [("NPO法人数は？", "市民浸透度"), ("国際交流推進費の予算は？", "総務一般管理費")],
)
def test_whoever_asks_what_else_there_is_hears_what_stands_beside_it(knowledge: Knowledge, before: str, told: str):
    reply = converse(knowledge, [before, "他には？"])
    assert reply.outcome == "answered"
    assert told in reply.text
    assert "他には" not in answer(knowledge, "他には？", None).text


def test_projects_in_the_order_of_a_share_show_the_share(knowledge: Knowledge):
    text = answer(knowledge, "執行率が低い事業を3つ", None).text
    assert "事業ごとの執行率" in text
    assert "（約13%）" in text.splitlines()[1]


def test_a_chapter_may_be_called_by_its_title(of_living: Knowledge):
    by_number, by_title = (
        _lines(of_living, f"{chapter}章で目標に届かなかった指標は？") for chapter in ("第4", "暮らしの安全と基盤の")
    )
    assert by_number == by_title
