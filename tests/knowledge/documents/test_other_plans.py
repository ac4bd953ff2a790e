"""Plans in forms of other city halls: basic measures that are not called so, and indicators by arrows, in tiles, in cells."""

import pytest

from knowledge.documents.document import Document, read_document
from knowledge.documents.files import read_file

ARROWS = """第２次瀬名川市総合計画　前期基本計画（令和６年度～令和１０年度）

第２編　分野別計画
　第３章　みどり・川

３－１　川辺の保全
　　　　　　　　　　　　　　主担当：河川課　　関連：観光課

【現状と課題】
　川辺の遊歩道は令和５年度に12.4㎞となり、
草刈りの担い手が減っています。

【施策の展開】
　３－１－１　遊歩道の手入れ
　　①草刈りの回数を増やします。
　　②住民の見守りを助けます。
　３－１－２　生き物の調査

【成果指標】
　◆遊歩道の延長
　　　　12.4㎞（令和５年度）　⇒　14㎞（令和８年度）　⇒　15.5㎞（令和１０年度）
　◆不法投棄の件数
　　　　31件（令和５年度）　↘　　20件以下（令和１０年度）
　◆調査の回数
　　　　－（新規）　⇒　　　　　　　　　　⇒　年４回（令和１０年度）
"""


def read(text: str) -> Document:
    return read_file(text.encode(), "計画.txt", home="瀬名川市")


def test_a_number_with_who_is_in_charge_below_heads_a_basic_measure():
    (section,) = read(ARROWS).sections
    assert (section.code.plan, section.code.number, section.title) == ("2次", "3-1", "川辺の保全")
    assert section.chapter == "第3章 みどり・川"
    assert [issue.text for issue in section.issues] == [
        "川辺の遊歩道は令和5年度に12.4kmとなり、草刈りの担い手が減っています。"
    ]
    assert [(one.code.number, one.title) for one in section.measures] == [
        ("3-1-1", "遊歩道の手入れ"),
        ("3-1-2", "生き物の調査"),
    ]
    assert [goal.heading for goal in section.measures[0].goals] == [
        "草刈りの回数を増やします。",
        "住民の見守りを助けます。",
    ]


def test_arrows_lead_from_where_it_began_to_what_is_aimed_at():
    (section,) = read(ARROWS).sections
    assert [aim.text for aim in section.aims] == [
        "遊歩道の延長は、現状値（令和5年度）が12.4km、中間目標（令和8年度）が14km、最終目標（令和10年度）が15.5kmです。",
        "不法投棄の件数は、現状値（令和5年度）が31件、目標値（令和10年度）が20件以下です。",
        "調査の回数は、最終目標（令和10年度）が年4回です。",
    ]


def test_an_arrow_between_words_is_no_indicator():
    (section,) = read(ARROWS.replace("31件（令和５年度）　↘　　20件以下（令和１０年度）", "通報　↘　回収")).sections
    assert not any("不法投棄" in aim.text for aim in section.aims)


TILES = """第４次瀬名川市まちづくり計画２０２３－２０３２                     基本計画

めざす姿 ２   学びのまち
　施策２－１   読書の推進                                   担当課 図書課
　施策２－２   芸術の振興                                   担当課 文化課

   本を借りた市民の割合                  おはなし会の参加者数

       22.1％   ▶▶▶    30％             410人   ▶▶▶   500人
      2021年度         2032年度           2021年度       2032年度

               中間 26％                         中間 450人
                2027年度                           2027年度

　◇主な取組
　　２－１－１　読み聞かせの充実
　　２－２－１　市民芸術祭の開催
"""


def test_tiles_side_by_side_are_an_indicator_each():
    first, second = read(TILES).sections
    assert [aim.text for aim in second.aims] == [
        "本を借りた市民の割合は、現状値（2021年度）が22.1%、中間目標（2027年度）が26%、最終目標（2032年度）が30%です。",
        "おはなし会の参加者数は、現状値（2021年度）が410人、中間目標（2027年度）が450人、最終目標（2032年度）が500人です。",
    ]
    assert [[one.code.number for one in section.measures] for section in (first, second)] == [["2-1-1"], ["2-2-1"]]


CELLS = """第４次瀬名川市まちづくり計画２０２３－２０３２                     基本計画
めざす姿 ３   商いのまち
　施策３－１   商店街の再生                                   担当課 商業課
　施策３－２   働く場の確保                                   担当課 商業課
 ┌──────┬────────────┬────────┬────────┬────────┐
 │施策        │めざそう値              │現状            │2027            │2032            │
 ├──────┼────────────┼────────┼────────┼────────┤
 │３－１      │空き店舗の数            │41店(2022.10)   │35店            │30店            │
 │            ├────────────┼────────┼────────┼────────┤
 │            │開業した店の数          │6店(2018-2022)  │8店(2023-2027)  │9店(2028-2032)  │
 └──────┴────────────┴────────┴────────┴────────┘
\f第４次瀬名川市まちづくり計画２０２３－２０３２                     基本計画
 ┌──────┬────────────┬────────┬────────┬────────┐
 │３－２      │求人の倍率              │調査中          │－              │1倍以上を維持   │
 └──────┴────────────┴────────┴────────┴────────┘
"""


def test_a_table_goes_on_behind_a_page_and_each_row_goes_to_the_measure_beside_it():
    first, second = read(CELLS).sections
    assert [aim.text for aim in first.aims] == [
        "空き店舗の数は、現状（2022.10）が41店、目標値（2027年度）が35店、目標値（2032年度）が30店です。",
        "開業した店の数は、現状（2018-2022）が6店、目標値（2023-2027）が8店、目標値（2028-2032）が9店です。",
    ]
    assert [aim.text for aim in second.aims] == ["求人の倍率は、現状が調査中、目標値（2032年度）が1倍以上を維持です。"]


def test_years_that_stand_twice_in_a_head_are_told_of_no_year():
    text = ARROWS + "\n指標 2019 2022 目標2029 2019 2022\n見晴らし 3.02 3.11 3.30 3.40 3.38\n"
    document = read(text)
    assert any(
        "「3.02 3.11 3.30 3.40 3.38」" in aim.text and "確かではありません" in aim.text
        for aim in document.sections[0].aims
    )
    assert any("見晴らし" in doubt.text for doubt in document.doubts)


@pytest.mark.parametrize("arrow", ["⇒", "→", "▶▶"])
def test_arrows_are_read_in_a_plan_of_the_citys_own_form_too(arrow):
    text = f""" みどりと川第３章

基本施策 ３－１　川辺の保全

現状と課題

　第５次みほん市振興計画では、川に力を入れます。

方　針

１　川に親しみます。

◆遊歩道の延長
12.4㎞（令和５年度）　{arrow}　15㎞（令和１０年度）
"""
    (section,) = read_document(text).sections
    assert [aim.text for aim in section.aims] == [
        "遊歩道の延長は、現状値（令和5年度）が12.4km、目標値（令和10年度）が15kmです。"
    ]
    assert [policy.text for policy in section.policies] == ["川に親しみます。"]


def test_what_stands_below_a_lost_head_is_told_of_no_basic_measure():
    more = """
３－２　水源の森
　　　　　　　　　　　　　　主担当：林務課　　関連：－

【成果指標】
　◆植えた苗木の数
　　　　900本（令和５年度）　⇒　1,200本（令和１０年度）
"""
    whole, lost = read(ARROWS + more), read(ARROWS + more.replace("３－２　水源の森\n", ""))
    assert [len(section.aims) for section in whole.sections] == [3, 1]
    assert [len(section.aims) for section in lost.sections] == [3]
    assert any("主担当:林務課" in doubt.text.replace("：", ":") for doubt in lost.doubts)


def test_rows_whose_line_is_missing_are_not_told_as_one():
    rule = " │            ├────────────┼────────┼────────┼────────┤\n"
    assert rule in CELLS
    document = read(CELLS.replace(rule, ""))
    (aim,) = document.sections[0].aims
    assert "確かではありません" in aim.text
    assert any("41店" in doubt.text for doubt in document.doubts)
