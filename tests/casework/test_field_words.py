"""Words vote for the field in whose example voices they stood; the table of them is what the examples give."""

from __future__ import annotations

import pytest

from casework.categories import Categories
from casework.field_words import field_words, learnt, read, written
from cli.field_words import EXAMPLES, TABLE, counted

TEN_OF_EACH = [*[("道路", {"道", "穴"})] * 10, *[("福祉", {"道", "介護"})] * 10]


def test_a_word_of_one_fields_voices_speaks_for_it_and_one_of_all_for_none():
    tells = learnt(TEN_OF_EACH)
    assert tells.keys() == {"穴", "介護"}
    assert tells["穴"].keys() == {"道路"}
    assert tells["介護"].keys() == {"福祉"}


def test_what_was_seen_once_tells_less_than_what_was_seen_often():
    seldom = learnt([*TEN_OF_EACH, *[("道路", {"橋"})] * 5])
    assert 0 < seldom["橋"]["道路"] < seldom["穴"]["道路"]


def test_the_table_is_written_and_read_again_as_it_was():
    tells = learnt(TEN_OF_EACH)
    assert read(written(tells)) == tells


def test_the_table_is_what_the_examples_give():
    assert counted(EXAMPLES.read_text(encoding="utf-8")) == TABLE.read_text(encoding="utf-8"), "make fields"


def test_every_field_has_some_hundred_examples():
    fields = [line.split("\t")[0] for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    assert set(fields) == set(Categories().names)
    assert min(map(fields.count, fields)) >= 100


@pytest.mark.parametrize("name", ["田中", "阿部", "名取", "蔵王"])
def test_a_name_of_somebody_or_of_a_place_in_the_examples_makes_no_field_likelier(name):
    assert name in EXAMPLES.read_text(encoding="utf-8")
    assert name not in field_words()


def test_what_stood_in_one_voice_alone_tells_nothing():
    assert "橋" not in learnt([*TEN_OF_EACH, ("道路", {"橋"})])


def test_a_word_that_stands_in_no_table_finds_its_field_by_the_examples(proposer):
    assert Categories().ranked("アレルギーのことで")[0].name == "その他"
    assert proposer.propose("アレルギーのことで").category == "子育て・教育"
