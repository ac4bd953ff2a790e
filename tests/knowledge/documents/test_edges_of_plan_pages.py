"""What a plan prints at the edges of its pages and around its tables is neither a plan of its own nor a caption."""

import pytest

from knowledge.documents.document import read_document

PAGES = """ 学びと文化第２章

基本施策 ２－１　図書館

現状と課題

　第５次みほん市総合計画では、図書館に力を入れます。

方　針

１　本と出会う場を増やします。
 {top}

施策

これまでの取組

目　標

１　本と出会う場の充実
　移動図書館を走らせます。

▷移動図書館を始めました。

{table}

個別計画

{plans}

{code}

{bottom}
"""
CODE = "２－１－１　図書館の充実"


def read(*, top="", table="", plans="みほん市図書館計画", code=CODE, bottom=""):
    document = read_document(PAGES.format(top=top, table=table, plans=plans, code=code, bottom=bottom))
    return document.sections[0], document


@pytest.mark.parametrize(
    "edge",
    [
        {"top": "第５次みほん市総合計画　後期基本計画"},
        {"bottom": "13　第５次みほん市総合計画"},
        {"bottom": "－ 14 －"},
    ],
)
def test_the_plan_named_at_the_edge_of_a_page_is_none_of_its_plans(edge):
    section, _ = read(**edge)
    assert section.measures[0].plans == ("みほん市図書館計画",)
    assert section.captions == ()


def test_a_plan_with_a_blank_in_its_name_is_one():
    section, _ = read(plans="みほん市民病院 経営計画")
    assert (section.measures[0].plans, section.captions) == (("みほん市民病院 経営計画",), ())


def test_a_column_of_differences_belongs_to_the_table():
    section, _ = read(
        table="目標値\n\n指標 現状値（R4） 目標値（R9） 増減（ポイント）\n\n貸出の割合 41.0 ％ 50.0 ％ 9.0"
    )
    assert [aim.text for aim in section.measures[0].aims] == [
        "貸出の割合は、現状値（令和4年度）が41.0%、目標値（令和9年度）が50.0%、増減（ポイント）が9.0です。"
    ]
    assert section.captions == ()


def test_a_year_may_stand_before_what_the_column_holds():
    section, _ = read(table="＜成果指標＞\n\n項目 R4実績 R9目標\n\n貸出冊数 88 冊 100 冊")
    assert [aim.text for aim in section.measures[0].aims] == [
        "貸出冊数は、令和4年度実績が88冊、令和9年度目標が100冊です。"
    ]
    assert section.captions == ()


def test_what_may_be_a_row_is_told_to_staff_and_is_no_caption():
    section, document = read(table="貸出冊数 88 冊 100 冊 多")
    assert section.captions == ()
    assert any("貸出冊数 88 冊 100 冊" in doubt.text for doubt in document.doubts)


def test_a_measure_may_have_its_number_above_its_label():
    section, _ = read(top=CODE, code="")
    assert [(measure.code.number, measure.title) for measure in section.measures] == [("2-1-1", "図書館の充実")]
