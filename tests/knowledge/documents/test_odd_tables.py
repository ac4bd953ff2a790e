"""Tables some cities print in forms of their own: turned on their side, one for each measure, with numbers set apart."""

import pytest
from invented_town import results_text, review_text

from knowledge.documents.document import read_document

HOME = {"city": "みほん市", "plan": "4次"}
RESULTS, REVIEW = results_text(), review_text()
BEFORE, AFTER = RESULTS.split("区分 ")[0], "理由　" + RESULTS.split("理由　")[1]


def told(text: str):
    return [
        [(row.name, row.target.printed, row.result.printed, row.result.unit, row.doubt) for row in sheet.indicators]
        for sheet in read_document(text, **HOME).results
    ]


TURNED = """　　　　　　　　　　貸出冊数　　　読書会の参加者数
　　　　　　　　　　（冊）　　　　　（人）
令和５年度実績　　　８ ， １ ２ ０　　　３ １
令和６年度目標　　　９ ， ０ ０ ０　　　４ ０
令和６年度実績　　　８ ， ９ ９ ９　　　４ ２
達　成　率　　　　　９９．９％　　　　１０５．０％

"""


def test_indicators_that_stand_side_by_side_are_read_by_the_years_at_the_left():
    assert told(f"{BEFORE}{TURNED}{AFTER}") == [
        [("貸出冊数", "9,000", "8,999", "冊", None), ("読書会の参加者数", "40", "42", "人", None)]
    ]
    (sheet,) = read_document(f"{BEFORE}{TURNED}{AFTER}", **HOME).results
    assert not any("8,999" in done.text.text for done in sheet.achievements)
    assert sheet.reason.text == "雪で休館が続きました。"


def test_side_by_side_without_as_many_names_nobody_gets_the_figures():
    ((*rows,),) = told(f"{BEFORE}{TURNED.replace('読書会の参加者数', '')}{AFTER}")
    assert rows
    assert all(doubt for *_, doubt in rows)


def test_digits_apart_are_one_number_only_where_the_file_sets_numbers_so():
    table = (
        "区分 令和６年度目標 令和６年度実績\n\n目標値\n\n貸出冊数　　{books}\n\n読書会の数　　　４ ５　　　　３ ８\n\n"
    )
    wide = table.format(books="１ ， ２ ０ ０　　　１ ， １ ５ ０")
    assert told(f"{BEFORE}{wide}{AFTER}") == [
        [("貸出冊数", "1,200", "1,150", None, None), ("読書会の数", "45", "38", None, None)]
    ]
    ((_, row),) = told(f"{BEFORE}{table.format(books='１２００　　　１１５０')}{AFTER}")
    assert row[-1] is not None


def test_each_of_two_measures_on_a_sheet_has_the_table_below_its_caption():
    table = "【２－３－{nth}　{title}】\n\n区分 令和６年度目標 令和６年度実績\n\n目標値\n\n{name} １ 回 ２ 回\n\n"
    text = BEFORE.replace("２－３－１　図書館の充実", "２－３－１　図書館の充実　　２－３－２　読書の推進")
    text += table.format(nth="１", title="図書館の充実", name="停留所の数")
    text += table.format(nth="２", title="読書の推進", name="読書会の数")
    assert told(text + AFTER) == [[("停留所の数", "1", "2", "回", None)], [("読書会の数", "1", "2", "回", None)]]


PLAN = """
第２章　ひらく
基本施策 ２－３　学びの場

現状と課題

　第４次みほん市振興計画で進めます。

方　針

１　本を増やします。
施策２－３－１　図書館の充実
指標 現状値（R4） 目標値（R9）
貸出冊数 8冊 9冊
"""


@pytest.mark.parametrize("text", [RESULTS + PLAN, f"{PLAN}\n{RESULTS}"])
def test_a_plan_and_sheets_in_one_file_are_both_read(text):
    document = read_document(text, **HOME)
    assert [section.code.number for section in document.sections] == ["2-3"]
    assert [len(measure.aims) for section in document.sections for measure in section.measures] == [1]
    assert [sheet.code.number for sheet in document.results] == ["2-3-1"]
    assert document.results[0].next_steps.text == "第4次みほん市振興計画でも続けます。"


def test_a_basic_measure_named_in_the_head_of_a_sheet_makes_no_plan():
    text = RESULTS.replace("２－３　学びの場を広げます", "基本目標２－３　学びの場\n２－３　学びの場を広げます")
    document = read_document(text, **HOME)
    assert (len(document.sections), len(document.results)) == (0, 1)
