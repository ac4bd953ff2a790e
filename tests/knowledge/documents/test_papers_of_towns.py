"""Two papers of towns nobody has met, each in its own way of printing the form: what they say, fact for fact.

``papers`` holds them as text; they are read from there and from a PDF of the same lines.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.documents.document import Document

PAPERS = Path(__file__).parent / "papers"


@pytest.fixture
def irie(read) -> Document:
    return read((PAPERS / "irie.txt").read_text(encoding="utf-8"))


@pytest.fixture
def shirasagi(read) -> Document:
    return read((PAPERS / "shirasagi.txt").read_text(encoding="utf-8"))


def rows(found):
    return [(row.name, *((one.printed, one.value, one.unit) for one in (row.target, row.result))) for row in found]


def doubtful(found):
    return [row.name for row in found if row.doubt]


NOTHING = (None, None, None)


def test_the_sheets_of_a_town_with_a_cover_and_page_numbers(irie):
    first, second = irie.results
    for sheet in (first, second):
        assert (sheet.city, sheet.year, sheet.department, sheet.source.page) == ("入江町", 2025, "産業課", 2)
        assert (sheet.chapter, sheet.section) == ("基本目標3 海と里の恵みを生かすまち", "3-2 浜の仕事を守ります")
        assert sheet.source.document == "令和7年度 主要施策の成果説明書"
        assert (len(sheet.goals), len(sheet.achievements), sheet.strategy) == (1, 2, "1 いりえ「浜で働こう」")
        assert sheet.reason.text == "しけの日が多く、体験の募集を2度見送ったためです。"
        assert sheet.next_steps.text == "浜の空き家を住まいとして貸し出します。"
        assert rows(sheet.indicators) == [
            ("新規就業者数", ("年5人以上", None, "人"), ("3", Decimal(3), "人")),
            ("漁獲高の前年度比", ("▲2.0%以内", None, "%"), ("+0.8", Decimal("0.8"), "%")),
            ("直売所の売上げ", ("1,250", Decimal(1250), "万円"), ("1,198.5", Decimal("1198.5"), "万円")),
            (
                "漁港の防舷材の更新率（令和元年度の調査で傷みが見つかった二十四か所に占める割合）",
                ("100", Decimal(100), "%"),
                ("91.7", Decimal("91.7"), "%"),
            ),
            ("体験漁船の運航", NOTHING, ("皆増", None, None)),
        ]
        assert doubtful(sheet.indicators) == []
        assert not any(row.lower_is_better for row in sheet.indicators)
    assert [(sheet.code.plan, sheet.code.number, sheet.title) for sheet in irie.results] == [
        ("3次", "3-2-1", "漁業の担い手づくり"),
        ("3次", "3-2-2", "魚食の普及"),
    ]


def test_the_project_of_that_town_with_a_lost_name_and_three_values(irie):
    (project,) = irie.projects
    assert (project.name, project.year, project.source.page) == ("浜の担い手育成事業費", 2025, 4)
    assert project.account == ("一般会計", "農林水産業費", "水産業費")
    assert [(code.number, title) for code, title in project.measures] == [("3-2-1", "漁業の担い手づくり")]
    assert (project.strategy, project.reason, project.next_steps) == (None, None, None)
    assert [aim.text for aim in project.aims] == [
        "浜に若い人がいる状態",
        "体験会に人が集まっている状態",
        "体験会を開きました。",
    ]
    assert rows(project.activities) == [
        ("体験会の回数", ("6", Decimal(6), "回"), ("5", Decimal(5), "回")),
        ("（名前のない行）", ("12", Decimal(12), "人"), ("42", Decimal(42), "人")),
        ("助成の件数", NOTHING, NOTHING),
        ("広報", ("○", None, None), ("○", None, None)),
    ]
    assert doubtful(project.activities) == ["（名前のない行）", "助成の件数"]
    assert rows([project.budget, project.staffing]) == [
        ("事業費", ("2,400,000", Decimal(2_400), "円"), ("2,315,600", Decimal("2315.6"), "円")),
        ("従事人工", ("0.7", Decimal("0.7"), "人工"), ("0.8", Decimal("0.8"), "人工")),
    ]
    assert len(irie.doubts) == 2


def test_the_sheets_of_a_city_that_counts_western_years_and_prints_titles_last(shirasagi):
    first, second = shirasagi.results
    assert [(sheet.department, sheet.code.plan, sheet.code.number, sheet.title) for sheet in shirasagi.results] == [
        ("学校教育課", "10次", "1-1-1", "学ぶ力の向上"),
        ("教育委員会事務局 文化課", "10次", "1-2-1", "文化財の保存"),
    ]
    assert {(sheet.city, sheet.year, sheet.chapter) for sheet in shirasagi.results} == {
        ("白鷺市", 2031, "第1章 まなびあう『学びの都』")
    }
    assert rows(first.indicators) == [
        ("授業が分かる児童の割合", ("90.0以上", Decimal("90.0"), "%"), ("88.4", Decimal("88.4"), "%")),
        ("不登校児童の人数", ("40", Decimal(40), "人"), ("52", Decimal(52), "人")),
        ("図書の貸出冊数", ("120,000", Decimal(120_000), "冊"), ("118,002", Decimal(118_002), "冊")),
        ("図書の貸出冊数", ("30,000", Decimal(30_000), "冊"), ("31,500", Decimal(31_500), "冊")),
        ("校舎の改修面積", ("1.2", Decimal("1.2"), "ha"), ("0.9", Decimal("0.9"), "ha")),
    ]
    assert [row.lower_is_better for row in first.indicators] == [False, True, False, False, False]
    assert doubtful(first.indicators) == ["図書の貸出冊数", "図書の貸出冊数"]
    assert (second.indicators, second.reason, second.next_steps.text) == ((), None, "公開します。")
    assert [goal.text.text for goal in first.goals] == ["2030年までに全ての学級で取り組みます。"]


def test_the_project_of_that_city_under_three_measures(shirasagi):
    (project,) = shirasagi.projects
    assert (project.name, project.department, project.year) == ("第2次文化財保存事業費", "文化課", 2031)
    assert [(code.number, title) for code, title in project.measures] == [
        ("1-2-1", "文化財の保存"),
        ("1-1-1", "学ぶ力の向上"),
        ("3-4-2", "第3次観光計画の推進"),
    ]
    assert project.strategy == "2 しらさぎ「来てみて」 文化の薫り"
    assert rows([*project.activities, project.budget, project.staffing]) == [
        ("山車の修理台数", ("2", Decimal(2), "台"), ("1", Decimal(1), "台")),
        (
            "映像の公開（日本語、英語及び中国語の字幕を付けたものに限る）",
            ("3", Decimal(3), "本"),
            (None, None, "本"),
        ),
        ("事業費", ("18,400", Decimal(18_400), "千円"), ("△12", Decimal(-12), "千円")),
        ("従事人工", ("1.25", Decimal("1.25"), "人工"), (None, None, "人工")),
    ]
    assert project.reason.text == "部材の乾燥に時間がかかったためです。"
    assert (len(shirasagi.doubts), doubtful(project.activities)) == (2, [])
