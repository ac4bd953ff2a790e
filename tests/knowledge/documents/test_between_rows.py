"""What stands between the rows of a table and is none: notes, remarks, captions, other tables; and names apart from figures."""

import pytest

from knowledge.documents.lines import lines_of
from knowledge.documents.table import rows


def read(text: str):
    doubts = []
    found = [
        (row.name, row.target.printed, row.result.printed, row.doubt)
        for row in rows(lines_of(text), "", "", doubts=doubts)
    ]
    return found, [doubt.text for doubt in doubts]


def test_a_note_is_no_row_and_is_told_with_the_row_that_points_to_it():
    found, told = read("入館者数※１ 5 人 6 人\n\n貸出冊数 3 冊 4 冊\n※１　入館者数は、１月から12月ま\nでのものです。")
    (marked, *note), unmarked = found
    assert (marked, *note[:2]) == ("入館者数", "5", "6")
    assert "入館者数は、1月から12月までのものです。" in note[2]
    assert unmarked == ("貸出冊数", "3", "4", None)
    assert told == []


@pytest.mark.parametrize("mark", ["※１", "（※）", "（注１）", "※"])
def test_a_mark_without_a_note_is_no_part_of_the_name(mark):
    assert read(f"入館者数{mark} 5 人 6 人")[0] == [("入館者数", "5", "6", None)]


def test_what_belongs_to_a_name_is_no_mark():
    assert read("受注1 5 件 6 件")[0] == [("受注1", "5", "6", None)]


def test_a_difference_in_brackets_below_a_figure_is_neither_a_row_nor_a_name():
    assert read("再生利用の割合 20.0 % 18.1 %\n（△0.3ポイント）\n\n排出量 3 t 4 t")[0] == [
        ("再生利用の割合", "20.0", "18.1", None),
        ("排出量", "3", "4", None),
    ]


def test_figures_that_are_not_final_are_told_as_such():
    ((name, target, result, doubt),) = read("排出量 3 t 4 t\n（見込み）")[0]
    assert (name, target, result) == ("排出量", "3", "4")
    assert "（見込み）" in doubt


def test_a_caption_between_rows_is_no_row_and_takes_no_figures():
    found, told = read("植えた木の数 3 本 4 本\n\n花の咲いた丘の公園\n\n来園者数 5 人 6 人")
    assert found == [("植えた木の数", "3", "4", None), ("来園者数", "5", "6", None)]
    assert len(told) == 1
    assert "花の咲いた丘の公園" in told[0]


def test_a_caption_between_a_name_and_its_figures_does_not_get_them():
    found, told = read("丘の公園に植えた木の数\n\n花の咲いた丘の公園\n\n3 本 4 本\n\n来園者数 5 人 6 人")
    assert [row[:3] for row in found] == [("丘の公園に植えた木の数", "3", "4"), ("来園者数", "5", "6")]
    assert found[0][3]
    assert "花の咲いた丘の公園" in told[0]


def test_figures_below_several_names_are_theirs_in_order_with_the_doubt_said():
    found, _ = read("相談の件数（電話を含む）\n\n集まりの開催数\n\n420 件 511 件\n\n４ 回 ３ 回\n\n来園者数 5 人 6 人")
    assert [row[:3] for row in found] == [
        ("相談の件数（電話を含む）", "420", "511"),
        ("集まりの開催数", "4", "3"),
        ("来園者数", "5", "6"),
    ]
    assert [bool(row[3]) for row in found] == [True, True, False]
    assert "420 件 511 件" in found[1][3]


@pytest.mark.parametrize("figures", ["４ 回 ３ 回\n\n420 件 511 件", "4 人 3 人\n\n5 件 6 件"])
def test_figures_whose_unit_speaks_against_the_name_are_given_to_none(figures):
    found, _ = read(f"相談の件数\n\n集まりの開催回数\n\n{figures}")
    assert [row[:3] for row in found] == [("相談の件数", None, None), ("集まりの開催回数", None, None)]
    assert all(row[3] and "どの行の数字か" in row[3] for row in found)


def test_fewer_figures_than_names_are_given_to_none_but_the_last_alone():
    found, _ = read("相談の件数\n\n集まりの回数\n\n来た人の数\n\n4 回 3 回\n\n5 人 6 人")
    assert [row[1:3] for row in found] == [(None, None)] * 3
    found, _ = read("相談の件数\n\n集まりの回数\n\n4 回 3 回")
    assert [row[:3] for row in found] == [("相談の件数", None, None), ("集まりの回数", "4", "3")]
    assert all(row[3] for row in found)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_names_that_look_like_one_broken_name_are_doubted_where_figures_are_left_over(between):
    found, _ = read(f"相談の件数\n集まりの回数{between}420 件 511 件{between}4 回 3 回")
    assert all(row[3] for row in found)


def test_a_line_right_above_the_money_is_no_part_of_its_name():
    found, told = read("相談の件数 3 件 4 件\n\n花の咲いた丘の公園\n事業費（千円） 12,345 9,876\n従事人工 1 1")
    assert [row[:3] for row in found] == [
        ("相談の件数", "3", "4"),
        ("事業費（千円）", "12,345", "9,876"),
        ("従事人工", "1", "1"),
    ]
    assert "花の咲いた丘の公園" in told[0]


def test_a_table_of_money_below_the_indicators_is_told_of_and_not_mixed_with_them():
    found, told = read(
        "相談の件数 3 件 4 件\n\n主な事業 予算額（千円） 決算額（千円）\n\n相談所の運営費 14,210 13,988\n\n補助金 36 35"
    )
    assert found == [("相談の件数", "3", "4", None)]
    assert len(told) == 1
    assert "主な事業 予算額（千円） 決算額（千円）" in told[0]


def test_a_name_on_two_lines_may_have_its_figures_between_them():
    text = "駅前の広場で開いた朝市に\n3 回 4 回\n店を出した農家の延べ数\n\n直売所の数 5 所 6 所"
    assert read(text)[0] == [
        ("駅前の広場で開いた朝市に店を出した農家の延べ数", "3", "4", None),
        ("直売所の数", "5", "6", None),
    ]


def test_a_name_above_other_figures_is_not_the_rest_of_another():
    (_, *_, first), (_, *_, second) = read("朝市の回数\n3 回 4 回\n農家の数\n\n5 戸 6 戸")[0]
    assert first or second


def test_figures_apart_from_names_that_are_numbered_are_theirs_in_order():
    assert read("① 苗木の配布数（本）\n\n② 間伐率（％）\n\n900 912\n\n40.0 38.5")[0] == [
        ("① 苗木の配布数", "900", "912", None),
        ("② 間伐率", "40.0", "38.5", None),
    ]
    found = read("① 苗木の配布数（本）\n\n② 間伐率（％）\n\n③ 林道の延長（km）\n\n900 912\n\n40.0 38.5")[0]
    assert all(target is None and doubt for _, target, _, doubt in found)


def test_parts_of_a_count_and_their_sum_have_the_name_of_the_whole():
    assert read("空き家の数\nうち市街地 3 戸 4 戸\nうち山あい 5 戸 6 戸\n計 8 戸 10 戸\n\n橋の数 1 橋 2 橋")[0] == [
        ("空き家の数 うち市街地", "3", "4", None),
        ("空き家の数 うち山あい", "5", "6", None),
        ("空き家の数 計", "8", "10", None),
        ("橋の数", "1", "2", None),
    ]
    assert read("商店の数 8 店 9 店\n\nうち新しい店 2 店 1 店")[0][1][0] == "商店の数 うち新しい店"


def test_a_sum_of_nobody_knows_what_is_doubted():
    (_, (name, *_, doubt)), _ = read("バスの乗客数 8 人 9 人\n\n計 12 人 13 人")
    assert name == "計"
    assert doubt
