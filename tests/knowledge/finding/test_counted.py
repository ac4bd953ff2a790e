"""What a question counts is told by where it stands: a row that has no word for it counts something else."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer

# The sheet speaks of all of it: that alone makes it no number of it.
_SPOKEN_OF = (
    "メロンやだいこんの出荷、女性の防災士、川瀬市との応援、受注の件数、第3子への支給、東山地区の工事、1歳児の待機、"
    "20代の登録、電子図書館の開設など、市のくらしを支えます。"
)


@pytest.mark.parametrize(
    ("row", "unit", "its_own", "anothers"),
    [
        ("メロンの出荷量", "トン", "メロンは何トン出荷した？", "だいこんは何トン出荷した？"),
        ("防災士の人数", "人", "防災士は何人？", "防災士のうち女の人は何人？"),
        ("消防団員数", "人", "消防団員は何人？", "川瀬市の消防団員は何人？"),
        ("シルバー人材センターの会員数", "人", "シルバー人材センター　会員数", "シルバー人材センター　受注件数"),
        ("祝金の支給件数", "件", "祝金の支給は何件？", "祝金のうち、第3子への支給は何件？"),
        ("配水管の更新延長", "km", "配水管は何キロ更新した？", "東山地区だけだと配水管は何キロ更新した？"),
        ("図書館の貸出冊数", "冊", "図書館の貸出冊数は？", "電子図書館の貸出冊数は？"),
        ("待機児童数", "人", "待機児童　人数", "待機児童　1歳児　人数"),
        ("防災アプリの登録者数", "人", "防災アプリの登録者は何人？", "防災アプリに登録した二十代は何人？"),
    ],
)
def test_a_row_is_told_for_what_it_counts_and_for_nothing_beside_it(row: str, unit: str, its_own: str, anothers: str):
    town = town_that_counts(row, unit=unit, purpose=_SPOKEN_OF)
    assert "320" in answer(town, its_own, None).text
    assert "出典" not in answer(town, anothers, None).text


@pytest.mark.parametrize(
    ("told", "its_own", "anothers"),
    [
        (
            "企業見学会を開催し、高校生と保護者92人が参加しました。",
            "企業見学会の参加者は何人？",
            "企業見学会に来た保護者は何人？",
        ),
        (
            "高規格救急車1台を更新しました。",
            "救急車は何台更新した？",
            "救急車は全部で何台？",
        ),
        (
            "ごみ分別アプリの登録者が2,640人となりました。",
            "ごみ分別アプリに登録した人は何人？",
            "ごみ分別アプリに登録した若い人は何人？",
        ),
        (
            "ビーチバレーの大会を誘致し、36チームが参加しました。",
            "ビーチバレーの大会に何チーム出た？",
            "ビーチバレーの大会、どこが優勝した？",
        ),
        (
            "交流大会を開催し、最高齢の参加者は98歳でした。",
            "交流大会について教えて",
            "交流大会の最高齢の人の名前は？",
        ),
        (
            "集会所の屋根の改修工事については、入札が不調となったため次年度に繰り越しました。",
            "集会所の屋根の改修工事はどうなった？",
            "集会所　屋根　改修　工事費",
        ),
    ],
)
def test_a_statement_is_told_for_what_it_says_and_not_for_what_it_leaves_open(told: str, its_own: str, anothers: str):
    town = town_that_counts("見守り協定の締結件数", purpose=told)
    assert "出典" in answer(town, its_own, None).text
    assert "出典" not in answer(town, anothers, None).text
