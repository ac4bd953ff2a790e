"""The bundled ledger against the originals: nothing that differs stays unnoticed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.documents.document import read_document
from knowledge.documents.originals import differences
from knowledge.model import Figure, Ledger

ORIGINAL = """ 令和６年度　実施計画兼予算要求書（検証）

所属 図書館 事業 移動図書館費 予算科目 01一般会計・10教育費

施策 ２－３－１　図書館の充実 創生総合戦略 該当なし

事業概要

第４次みほん市振興計画に沿い、移動図書館を走らせます。

目的

本を身近にするため。

区分 令和６年度予算 令和６年度実績

目
標

本が身近にある状態

３地区を回る状態

３地区を回りました。

活
動
指
標

巡回の回数 － －

事業費（千円） 1,200 980

従事人工 １ １

理由　※令和６年度予算・実績に係る目標・活動指標について乖離がある場合

\u3000

目標の実現に向けた今後の取組

続けます。
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "review.txt").write_text(ORIGINAL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger():
    return Ledger("1", projects=read_document(ORIGINAL).projects)


def with_project(ledger: Ledger, **changed) -> Ledger:
    return replace(ledger, projects=(replace(ledger.projects[0], **changed),))


def test_a_ledger_that_says_what_the_original_says_has_no_differences(folder, ledger):
    assert differences(folder, ledger) == []


def test_prose_in_other_words_is_no_difference(folder, ledger):
    overview = replace(ledger.projects[0].overview, text="第4次の計画のとおり、車で本を届けます。")
    assert differences(folder, with_project(ledger, overview=overview)) == []


def test_a_wrong_number_within_prose_is_found(folder, ledger):
    overview = replace(ledger.projects[0].overview, text="第5次の計画のとおり、車で本を届けます。")
    (line,) = differences(folder, with_project(ledger, overview=overview))
    assert "事業概要" in line


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"department": "企画課"}, "所属：原本「図書館」、台帳「企画課」"),
        ({"account": ("01一般会計", "02総務費")}, "予算科目："),
        ({"strategy": "1 学んでよし"}, "創生総合戦略："),
        ({"next_steps": None}, "今後の取組："),
        ({"measures": ()}, "施策1：原本にあり、台帳にありません"),
        ({"activities": ()}, "巡回の回数／目標：原本にあり、台帳にありません"),
    ],
)
def test_every_wrong_fact_is_named(folder, ledger, changed, said):
    assert any(said in line for line in differences(folder, with_project(ledger, **changed)))


def test_a_wrong_digit_is_found(folder, ledger):
    budget = replace(ledger.projects[0].budget, result=Figure("960", Decimal(960), "千円"))
    (line,) = differences(folder, with_project(ledger, budget=budget))
    assert line == "令和6年度 移動図書館費／事業費／実績：原本「980 千円」、台帳「960 千円」"


def test_a_gap_written_as_nought_is_found(folder, ledger):
    rounds = replace(ledger.projects[0].activities[0], result=Figure("0", Decimal(0), None))
    (line,) = differences(folder, with_project(ledger, activities=(rounds,)))
    assert "原本「数値なし 単位なし」、台帳「0 単位なし」" in line


def test_a_wrong_line_is_found(folder, ledger):
    source = replace(ledger.projects[0].purpose.source, line=12)
    purpose = replace(ledger.projects[0].purpose, source=source)
    (line,) = differences(folder, with_project(ledger, purpose=purpose))
    assert "13行目" in line
    assert "12行目" in line


def test_a_sheet_the_originals_do_not_have_is_found(folder, ledger):
    more = replace(ledger, projects=(*ledger.projects, replace(ledger.projects[0], name="文学館費")))
    assert all("文学館費" in line and "原本にありません" in line for line in differences(folder, more))
    assert differences(folder, more)


def test_a_sheet_missing_from_the_ledger_is_found(folder):
    assert any("移動図書館費／事業費／目標：原本にあり" in line for line in differences(folder, Ledger("1")))


def test_a_row_that_stands_twice_in_the_original_is_counted_twice(folder, ledger):
    (folder / "review.txt").write_text(
        ORIGINAL.replace("事業費（千円）", "巡回の回数 － －\n\n事業費（千円）"), encoding="utf-8"
    )
    assert any("巡回の回数／目標（2つめ）" in line for line in differences(folder, ledger))


def test_a_file_that_is_no_such_document_is_named(folder, ledger):
    (folder / "aside.txt").write_text("ごみの出し方", encoding="utf-8")
    (line,) = differences(folder, ledger)
    assert line.startswith("aside.txt：読み取れません")


def test_a_folder_without_texts_is_no_agreement(tmp_path):
    (line,) = differences(tmp_path, Ledger("1"))
    assert "原本のテキスト" in line
