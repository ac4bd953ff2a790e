"""Things of one kind are counted apart: the number of one is never told to whoever asks for another."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.language.wordbook import plain
from knowledge.question.siblings import counts_sibling, is_put_together_otherwise


@pytest.mark.parametrize(
    ("row", "unit", "its_own", "anothers"),
    [
        ("イノシシの捕獲頭数", "頭", "イノシシは何頭つかまえた？", "シカは何頭つかまえた？"),
        ("津波避難訓練の参加者数", "人", "津波の避難訓練には何人来た？", "高潮の避難訓練には何人来た？"),
        ("ほたるまつりの来場者数", "人", "ほたるまつりに来た人は何人？", "さくらまつりに来た人は何人？"),
        ("クルーズ船の寄港回数", "回", "クルーズ船の寄港回数は？", "コンテナ船の寄港回数は？"),
        ("ペレットストーブの購入補助件数", "件", "ペレットストーブの補助は何件？", "薪ストーブの補助は何件？"),
        ("市民文化祭の出演者数", "人", "市民文化祭の出演者は何人？", "市民文化祭は何人見に来た？"),
        (
            "ジュニアスキー教室の参加者数",
            "人",
            "ジュニアスキー教室の参加者は何人？",
            "スノーボード教室の参加者は何人？",
        ),
    ],
)
def test_a_row_is_told_for_its_own_thing_and_for_no_sibling(row: str, unit: str, its_own: str, anothers: str):
    town = town_that_counts(row, unit=unit)
    assert "320" in answer(town, its_own, None).text
    assert not _is_another_things(row, its_own)
    assert "出典" not in answer(town, anothers, None).text
    assert _is_another_things(row, anothers), "it was kept back for another reason"


def _is_another_things(row: str, question: str) -> bool:
    return counts_sibling(row, plain(question)) or is_put_together_otherwise((row,), plain(question)) is not None


def test_small_ones_are_told_for_themselves_and_not_for_large_ones():
    town = town_that_counts("小型除雪機の貸出台数", unit="台")
    assert "320" in answer(town, "小型除雪機の貸出台数は？", None).text
    assert "出典" not in answer(town, "大型除雪機の貸出台数は？", None).text


@pytest.mark.parametrize(
    ("row", "text", "sibling"),
    [
        # The whole kind, beside one of it.
        (
            "野生鳥獣による農作物の被害額",
            "クマやイノシシの被害はいくら",
            ("シカによる農作物の被害額", "クマやイノシシの被害はいくら"),
        ),
        # The thing itself beside another, and the other alone.
        (
            "津波避難ビルの指定数",
            "津波や高潮のとき逃げ込めるビルは何棟",
            ("津波避難ビルの指定数", "高潮のとき逃げ込めるビルは何棟"),
        ),
        # Both of two kinds of pipes, and one alone.
        (
            "下水道管渠の点検延長",
            "上下水道の管は何km点検した",
            ("下水道管渠の点検延長", "水道の管は何km点検した"),
        ),
        (
            "水道管路の耐震化率",
            "水道と下水道の管の耐震化率は",
            ("水道管路の耐震化率", "下水の管の耐震化率は"),
        ),
        # What the thing is for, and a row for another's.
        ("市道の改良延長", "バスが通る市道は何km直した", ("鉄道をまたぐ市道の改良延長", "バスが通る市道は何km直した")),
    ],
)
def test_the_whole_kind_or_the_thing_itself_beside_another_is_no_sibling(row: str, text: str, sibling: tuple[str, str]):
    assert not counts_sibling(row, text)
    assert counts_sibling(*sibling)


@pytest.mark.parametrize(
    ("row", "text", "other"),
    [
        ("クルーズ船の寄港回数", "コンテナ船の寄港回数は", "コンテナ船"),
        ("人権擁護委員による啓発・相談回数", "人権擁護委員の活動回数は", None),  # how it is measured
        ("人権擁護委員による啓発・相談回数", "民生児童委員の活動回数は", "民生児童委員"),
        ("消防団避難訓練の参加者数", "市民避難訓練の参加者数は", None),  # whoever it is for
        ("消防団避難訓練の参加者数", "園児避難訓練の参加者数は", "園児避難訓練"),
        ("総合防災訓練の参加者数", "防災訓練の参加者数は", None),  # the same with less said
        ("総合防災訓練の参加者数", "図上防災訓練の参加者数は", "図上防災訓練"),
    ],
)
def test_two_words_that_end_alike_and_begin_otherwise_are_two_things(row: str, text: str, other: str | None):
    assert is_put_together_otherwise((row,), text) == other
