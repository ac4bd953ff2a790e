"""A thing and what is done with it are heard together, wherever they stand in a question."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.language.wordbook import bundled


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ("木はいつ切るの", "いつ木を切るの"),
        ("雪をちゃんと片づけてくれない", "ちゃんと雪を片づけてくれない"),
        ("ヒラメの稚魚は何匹放した", "何匹ヒラメの稚魚を放した"),
        ("店が全部なくなったら", "全部店がなくなったら"),
        ("雪、いつ片づけるの", "いつ雪を片づけるの"),
        ("雪、片づける時に呼ぶ", "雪を片づける時に呼ぶ"),
        ("会社は市が呼んだ数", "市が会社を呼んだ数"),
        ("木は親切に切ってくれる？", "親切に木を切ってくれる？"),  # 親切 is no 切る
        ("荒らされた畑の損害", "畑を荒らされたの損害"),
    ],
)
def test_what_is_done_with_a_thing_is_set_beside_it(said: str, together: str):
    assert bundled().brought_together(said) == together


@pytest.mark.parametrize(
    "said",
    [
        "木を切る日",  # as the book has it
        "縁日に店は何軒出てる",  # 店を出す is another verb
        "縁日に焼きそばを出してる店は",  # what is sold there, and no 店を出す
        "空いた店を直す",  # 空いた店 is explained as a whole
        "木。いつか切るの",  # two sentences
        "道、市が測った長さ",  # it tells of the noun behind it
        "会社、市が呼んだ数",
        "店、なくなった会社の数",
        "雪、片づけてくれるお店",
        "この本棚は何人が読む",  # a 本棚 is no 本
    ],
)
def test_what_is_no_thing_of_a_verb_stays_where_it_is(said: str):
    assert bundled().brought_together(said) == said


def test_a_row_is_told_that_counts_what_was_done_with_the_thing():
    town = town_that_counts("間伐面積", unit="ha")
    assert "320ha" in answer(town, "木ってどのくらい切ったの？", None).text
