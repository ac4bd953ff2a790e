"""Rows of the sheets' tables, as they are printed."""

import pytest

from knowledge.documents.lines import lines_of
from knowledge.documents.row import split_row
from knowledge.documents.table import rows


def read(text: str):
    return [(row.name, row.target.printed, row.target.unit, row.result.printed) for row in rows(lines_of(text), "", "")]


def test_a_table_of_the_city_is_read_row_by_row():
    table = """訪独学生への説明会、研修会等への参加者数 － 27 ―

産業まつりド市コーナー出展や国際交流に関する講座の
開催回数

３ 回 ２ 回
"""
    assert read(table) == [
        ("訪独学生への説明会、研修会等への参加者数", "27", None, None),
        ("産業まつりド市コーナー出展や国際交流に関する講座の開催回数", "3", "回", "2"),
    ]


def test_dashes_below_a_broken_name_belong_to_it():
    table = """個人情報保護運営審議会開催回数（令和５年度より個人
情報保護審議会廃止）

－ －

個人情報ファイル簿の作成率 100 % 100 %
"""
    assert read(table) == [
        ("個人情報保護運営審議会開催回数（令和5年度より個人情報保護審議会廃止）", None, None, None),
        ("個人情報ファイル簿の作成率", "100", "%", "100"),
    ]


@pytest.mark.parametrize(
    ("row", "name", "target", "target_unit", "result", "result_unit"),
    [
        ("訪問件数 50 件 22 件", "訪問件数", "50", "件", "22", "件"),
        ("訪問件数 50件 22件", "訪問件数", "50", "件", "22", "件"),
        ("割合 18.0% 26.8%", "割合", "18.0", "%", "26.8", "%"),
        ("割合 － % 26.8 %", "割合", None, "%", "26.8", "%"),
        ("割合 18 % －", "割合", "18", "%", None, "%"),
        ("割合 － 18 %", "割合", None, "%", "18", "%"),
        ("割合 － － 18 %", "割合", None, "%", "18", "%"),
        ("割合 18 % － －", "割合", "18", "%", None, "%"),
        ("回数 － － － －", "回数", None, None, None, None),
        ("事業費（千円） 1,684 △221", "事業費（千円）", "1,684", None, "△221", None),
        ("第２次 計画の数 １ 件 ０ 件", "第2次 計画の数", "1", "件", "0", "件"),
        ("公園等 ５ か所 3～4 か所", "公園等", "5", "か所", "3～4", "か所"),
    ],
)
def test_figures_are_read_with_and_without_units(row, name, target, target_unit, result, result_unit):
    read_name, values = split_row(lines_of(row)[0])
    assert (read_name, values.doubt) == (name, None)
    assert (values.target.printed, values.target.unit) == (target, target_unit)
    assert (values.result.printed, values.result.unit) == (result, result_unit)


def test_two_different_units_are_doubted():
    (row,) = rows(lines_of("面積 3 ha 500 a"), "", "")
    assert "ha" in row.doubt


def test_a_row_without_figures_stays_as_a_doubted_gap():
    blank, read_well = rows(lines_of("相談の件数\n\n訪問の件数 3 件 2 件"), "", "")
    assert (blank.name, blank.target.printed, blank.result.printed) == ("相談の件数", None, None)
    assert blank.doubt
    assert read_well.doubt is None


def test_rows_need_no_blank_line_between_them():
    assert [name for name, *_ in read("相談の件数 1 件 1 件\n訪問先の\n件数 3 件 2 件")] == [
        "相談の件数",
        "訪問先の件数",
    ]


def test_at_most_means_that_less_is_better():
    (row,) = rows(lines_of("待っている人 10以下 人 3 人"), "", "")
    assert row.lower_is_better


def test_what_stands_right_below_a_row_and_has_no_figures_casts_doubt_on_both():
    cut, orphan, sure = rows(lines_of("産業まつり 3 回 2 回\nの出展回数\n\n訪問の件数 1 件 1 件"), "", "")
    assert (cut.name, orphan.name, sure.doubt) == ("産業まつり", "の出展回数", None)
    assert "の出展回数" in cut.doubt
    assert orphan.doubt


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ("増減 △ 3 千円 － 千円", ("増減", "△3", "千円", None)),
        ("増減 －5 ％ +3.0 ％", ("増減", "-5", "%", "+3.0")),
        ("面積　３．５ha　４ha", ("面積", "3.5", "ha", "4")),
        ("通る人 1,200 人/日 皆増", ("通る人", "1,200", "人/日", "皆増")),
        ("公園 500㎡ 500m2", ("公園", "500", "m2", "500")),
        ("置き場 2 箇所 3 か所", ("置き場", "2", "箇所", "3")),
        ("65歳以上の割合 50 % 48 %", ("65歳以上の割合", "50", "%", "48")),
        ("相談の件数 \u3000 27 件", ("相談の件数", None, "件", "27")),
        ("６年生の泳力調査の実施率（隔年） － －", ("6年生の泳力調査の実施率（隔年）", None, None, None)),
        ("６年生の泳力調査の実施率 － －", ("6年生の泳力調査の実施率", None, None, None)),
        ("６年生の泳力調査の実施率（隔年） 80 ％ 75 ％", ("6年生の泳力調査の実施率（隔年）", "80", "%", "75")),
    ],
)
def test_figures_are_read_in_many_ways_of_printing(row, read_as):
    assert read(row) == [read_as]
    assert [found.doubt for found in rows(lines_of(row), "", "")] == [None]


@pytest.mark.parametrize(
    ("row", "printed_as"),
    [
        ("件数 12,34 円 5 円", "12,34"),
        ("件数 10 件 － 30 件", "10 件 - 30 件"),
        ("加入率 65歳以上 50 % 48 %", "65歳以上 50 % 48 %"),
        ("３ 回 ２ 回", "3 回 2 回"),
        ("件数 － 件 ３ 件 ２ 件", "- 件 3 件 2 件"),
        ("（電話によるもの） 3 件 2 件", "（電話によるもの）"),
        ("相談の件数（電話によるものを 3 件 2 件", "相談の件数（電話によるものを"),
        ("件数\n\n３ 回 ２ 回", "件数"),
        ("面積 3 ha 500 a", "ha"),
    ],
)
def test_what_is_not_sure_is_doubted_with_what_is_printed(row, printed_as):
    (found,) = rows(lines_of(row), "", "")
    assert printed_as in found.doubt
