# ruff: noqa: E501 - a table is as wide as what it holds
"""What people type is understood as they mean it, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from town_survey import PAPER

from panel.ages import band
from panel.reading import Misfit, choice, read
from panel.survey import Question
from panel.survey_file import read as survey_from

SINGLE, MULTIPLE, SCALE, NUMBER, TEXT = survey_from(PAPER).questions


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("毎月読む", 0), ("毎月読む。", 0), ("　毎月読む　", 0), ("１", 0), ("①", 0), ("1️⃣", 0), ("1番です", 0), ("(2)", 1),
        ("三", 2), ("ときどきよむ", 1), ("トキドキ読む", 1), ("毎月", 0), ("1 毎月読む", 0), ("よまない", 2), ("読まないです", 2),
    ],
)  # fmt: skip
def test_a_label_its_number_or_a_slip_chooses(typed, place):
    assert read(SINGLE, typed) == place


@pytest.mark.parametrize("typed", ["読む", "4", "0", "はい", "毎月読むか、読まないか", "🍎", "12345", "読んでない"])
def test_what_could_mean_several_or_nothing_chooses_nothing(typed):
    assert read(SINGLE, typed) == Misfit("unclear")


def test_a_denial_is_never_taken_for_its_opposite():
    question = Question("q", "single", "ご存じですか", ("知っている", "知らない"))
    assert read(question, "知っている") == 0
    assert read(question, "知ってない") == Misfit("unclear")
    assert read(question, "知らないです") == 1
    assert read(Question("q", "single", "？", ("必要", "必要ない")), "必要") == 0


@pytest.mark.parametrize(
    ("typed", "places"),
    [("1,3", (0, 2)), ("１、３", (0, 2)), ("3 1", (0, 2)), ("①③", (0, 2)), ("お知らせと特集", (0, 1)), ("催し\n特集", (1, 2)), ("2", (1,)), ("1・3", (0, 2))],
)  # fmt: skip
def test_several_are_chosen_by_numbers_or_labels(typed, places):
    assert read(MULTIPLE, typed) == places


def test_more_than_allowed_and_what_is_unclear_is_told_apart():
    assert read(MULTIPLE, "1,2,3") == Misfit("too_many")
    assert read(MULTIPLE, "1,9") == Misfit("unclear")


@pytest.mark.parametrize(
    ("typed", "point"), [("5", 5), ("５", 5), ("わかりやすい", 5), ("1（分かりにくい）", 1), ("3です", 3), ("四", 4)]
)
def test_a_point_of_a_scale_by_number_or_label(typed, point):
    assert read(SCALE, typed) == point


@pytest.mark.parametrize(
    ("typed", "place"),
    [("毎月読んでます", 0), ("毎月読みますよ", 0), ("毎月読んでいます", 0), ("ときどき読んでる", 1), ("毎月は読めない", None),
     ("ときどきしか読みません", None), ("読みません", 2), ("読みませんよ", 2), ("読まなかったです", 2), ("読めません", None)],
)  # fmt: skip
def test_the_verb_of_a_choice_may_be_said_in_another_form(typed, place):
    assert choice(["毎月読む", "ときどき読む", "読まない"], typed) == place


@pytest.mark.parametrize("typed", ["通わね", "通わねえ", "通わん", "通わんなあ", "通いません", "通わないです"])
def test_a_denial_is_never_taken_for_what_it_denies(typed):
    assert choice(["通う", "通わない"], typed) == 1
    assert choice(["通う", "休む"], typed) is None


@pytest.mark.parametrize(
    "typed",
    ["通わないことはない", "通わなくもない", "通わないといけない", "通わなければ", "通わねば", "通わないほうがいい", "通えん", "通うのをやめた",
     "通いませんか"],
)  # fmt: skip
def test_what_is_denied_twice_or_not_said_outright_is_asked_again(typed):
    assert choice(["通う", "通わない"], typed) is None


def test_little_that_is_denied_is_not_little():
    assert choice(["少ない", "多い"], "少なくない") is None
    assert choice(["そう思う", "そう思わない", "わからない"], "そう思わなくもない") is None
    assert choice(["満足している", "わからない・答えたくない"], "わからない") == 1


def test_a_point_off_the_scale_is_none():
    assert read(SCALE, "6") == Misfit("out_of_range")
    assert read(SCALE, "まあまあ") == Misfit("unclear")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("１０", 10), ("約3回くらい", 3), ("十", 10), ("0", 0), ("ゼロ", 0), ("月に2回", 2), ("100回", 100),
     ("五十", 50), ("月に十二回くらい", 12), ("百", 100)],
)  # fmt: skip
def test_a_number_with_little_around_it(typed, number):
    assert read(NUMBER, typed) == number


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("101", "out_of_range"), ("-1", "out_of_range"), ("1.5", "not_whole"), ("5〜10", "unclear"), ("たくさん", "unclear"), ("3回か4回", "unclear"),
     ("二三回", "unclear"), ("二、三回", "unclear"), ("一度もない", "unclear"), ("1回も見ない", "unclear"), ("千", "out_of_range")],
)  # fmt: skip
def test_what_is_no_single_number_is_no_answer(typed, problem):
    assert read(NUMBER, typed) == Misfit(problem)


def test_words_are_kept_as_written_up_to_their_limit():
    assert read(TEXT, "  雪かきを\n早く  ") == "雪かきを\n早く"
    assert read(TEXT, "あ" * 501) == Misfit("too_long")
    assert read(TEXT, " 　") == Misfit("empty")


@given(st.sampled_from([SINGLE, MULTIPLE, SCALE, NUMBER, TEXT]), st.text(max_size=60))
def test_whatever_is_typed_gives_a_possible_answer_or_none(question, typed):
    value = read(question, typed)
    match value:
        case Misfit():
            return
        case tuple():
            assert 1 <= len(value) <= 2
            assert set(value) <= set(range(3))
        case int():
            assert value in {"single": range(3), "scale": range(1, 6), "number": range(101)}[question.type]
        case str():
            assert question.type == "text"


@given(
    st.lists(st.text("あいうえおかきくけこ漢字", min_size=1, max_size=8), min_size=2, max_size=13, unique=True),
    st.data(),
)
def test_every_label_and_every_number_chooses_its_own(labels, data):
    question = Question("q", "single", "？", tuple(labels))
    place = data.draw(st.integers(0, len(labels) - 1))
    assert read(question, labels[place]) == place
    assert read(question, str(place + 1)) == place


@pytest.mark.parametrize("typed", ["18―29歳", "18—29歳", "18─29", "18ー29歳", "１８－２９", "18⸺29歳"])
def test_an_age_is_known_by_any_dash_a_telephone_has(typed):
    assert choice(["18-29歳", "18-20歳", "30代"], typed if typed.endswith("歳") else f"{typed}歳") == 0
    assert band(typed) == "18〜29歳"
