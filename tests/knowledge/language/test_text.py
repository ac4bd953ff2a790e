"""Text in all the forms in which people and sheets write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.text import figure, fiscal_year_name, fold, fold_with_map, number, printed, year_named, years


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＮＰＯ　法人数", "npo 法人数"),
        ("ﾃﾞｼﾞﾀﾙ", "でじたる"),
        ("６－２－１", "6-2-1"),
        ("6ー2ー1", "6-2-1"),
        ("クアオルト\u200b\u202e", "くあおると"),
        ("  目標 \n 実績 ", "目標 実績"),
    ],
)
def test_the_same_thing_written_differently_is_the_same(written, folded):
    assert fold(written) == folded


def test_a_long_vowel_stays_one_where_no_digit_stands_before_it():
    assert fold("フリートーク") == "ふりーとーく"


def test_katakana_and_blanks_are_kept_or_dropped_as_asked():
    assert fold("クア オルト", kana=False, spaces=False) == "クアオルト"


def test_what_was_found_can_be_shown_as_it_was_written():
    written = "市の ﾃﾞｼﾞﾀﾙ　ＮＰＯ"
    folded = fold_with_map(written)
    at = folded.text.index("でじたる")
    start, end = folded.span(at, at + 4)
    assert written[start:end].strip() == "ﾃﾞｼﾞﾀﾙ"


@given(st.text(st.characters(), max_size=60))
def test_whatever_is_written_every_folded_sign_has_its_place(written):
    folded = fold_with_map(written)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(written) for origin in folded.origins)


def test_lone_surrogates_and_control_characters_vanish():
    assert fold("\ud83d\x00市\x1b報") == "市報"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,684", "1684"), ("０.５", "0.5"), ("△３", "-3"), ("▲1,200", "-1200"), ("０", "0"), ("26.8", "26.8")],
)
def test_a_cell_is_read_as_its_number(cell, value):
    assert number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["－", "―", "-", "ー", "　", ""])
def test_a_dash_is_no_figure_and_never_nought(cell):
    assert figure(cell, "回").printed is None
    assert figure(cell, "回").value is None


def test_a_figure_keeps_how_it_was_printed():
    assert (figure("１８.０", "％").printed, figure("１８.０").value) == ("18.0", Decimal("18.0"))


def test_a_word_in_a_cell_is_shown_but_not_counted():
    assert (figure("策定済").printed, figure("策定済").value) == ("策定済", None)


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("令和５年度のNPO法人数", 2023),
        ("R5の実績", 2023),
        ("Ｒ６年度", 2024),
        ("令和元年", 2019),
        ("平成28年度に策定", 2016),
        ("平成三十年度", 2018),
        ("2023年度は", 2023),
        ("2023 NPO", 2023),
        ("6年度の目標", 2024),
    ],
)
def test_a_year_is_understood_however_it_is_named(said, year):
    assert year_named(said) == year


@pytest.mark.parametrize("said", ["2023円でした", "1,998千円", "12人", "car5", "6-2-1", "3年前"])
def test_a_number_that_is_no_year_is_not_taken_for_one(said):
    assert year_named(said) is None


def test_a_span_of_years_names_both_where_they_stand():
    said = "令和６年度から令和９年度まで"
    assert [said[y.start : y.end] for y in years(said)] == ["令和６年度", "令和９年度"]


@pytest.mark.parametrize(("year", "name"), [(2023, "令和5年度"), (2019, "令和元年度"), (2016, "平成28年度")])
def test_a_year_has_the_name_residents_use(year, name):
    assert fiscal_year_name(year) == name
    assert year_named(name) == year


def test_a_year_of_any_era_is_read_as_it_is_named():
    for year in range(1926, 2101):
        assert year_named(fiscal_year_name(year)) == year, fiscal_year_name(year)


def test_names_are_kept_half_width_on_one_line():
    assert printed("ＮＰＯ法人等　の\n数（ １ ）") == "NPO法人等 の 数（ 1 ）"


def test_radicals_that_stand_for_the_signs_they_look_like_are_these_signs():
    assert printed("⽬標、⼾籍、⻑寿、⻘空、⺠⽣") == "目標、戸籍、長寿、青空、民生"
    assert fold("⼾数") == fold("戸数")


def test_a_number_in_a_ring_stays_one_and_is_found_as_a_number():
    assert printed("①０１") == "①01"
    assert fold("①") == "1"
