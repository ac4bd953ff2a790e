"""Dialect is read in whatever order makes the likelier sentence, and numbers in kanji as the documents print them."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.language.numerals import with_ordinals_in_digits


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("花はどだなどごさ咲ぐ", "どんな"),
        ("橋は年に何べん出でんの？", "出ている"),
        ("橋さ職員なんぼかけでんなや？", "職員何人かけている"),
        ("花さなんぼ銭かげだの？", "いくらお金かけた"),
        ("橋のごどはどごさ電話すればいい？", "橋のことはどこに問い合わせれば"),
    ],
)
def test_a_sentence_of_the_north_is_read_as_one_of_all_japan(knowledge: Knowledge, said: str, read: str):
    assert read in knowledge.mending.in_kanji(said)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("第七次振興計画", "第7次振興計画"),
        ("第十二章", "第12章"),
        ("七次計画", "7次計画"),
        ("一次産業", "一次産業"),
        ("二次会の回数", "二次会の回数"),
        ("三回", "三回"),
        ("七十五歳以上の人", "75歳以上の人"),
        ("五十代の人", "50代の人"),
        ("二十歳の集い", "二十歳の集い"),
    ],
)
def test_an_edition_in_kanji_is_the_one_that_is_printed_in_digits(said: str, printed: str):
    assert with_ordinals_in_digits(said) == printed


def test_a_plan_may_be_named_with_a_number_in_kanji(knowledge: Knowledge):
    assert "実績26.8%" in answer(knowledge, "第七次振興計画の浸透度は？", None).text
    assert "6-5" in answer(knowledge, "第八次計画の第六章の基本施策は？", None).text
