"""Words vote for the field in whose example voices they stood; the table of them is what the examples give."""

from __future__ import annotations

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


def test_people_named_in_the_examples_make_no_field_likelier():
    assert not {"佐藤", "鈴木", "高橋"} & field_words().keys()


def test_a_word_that_stands_in_no_table_finds_its_field_by_the_examples(proposer):
    # Without the examples it was その他.
    assert proposer.propose("早引けして迎えに行っています").category == "子育て・教育"
    assert Categories().ranked("早引けして迎えに行っています")[0].name == "その他"
