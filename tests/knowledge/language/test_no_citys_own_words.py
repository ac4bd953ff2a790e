"""The tables of language are for every city: what one city alone says stands with its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.finding.knowledge import Knowledge
from knowledge.language.tables import read_table
from knowledge.language.wordbook import bundled, plain, read_bundled_words

TABLES = sorted((Path(__file__).parents[3] / "knowledge/language").rglob("*.toml"))
# What only shows how an entry is read may name anything.
_SHOWN = {"example", "counter", "examples", "counters", "why", "what"}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_name_of_the_first_city_stands_in_a_table_for_every_city(knowledge: Knowledge, table: Path):
    own = read_bundled_words("上山市")
    names = {*own["ignored"], *own["kana"]}
    names |= {subject.name for subject in knowledge.subjects if subject.kind in {"indicator", "activity", "project"}}
    assert [said for said in _strings(read_table(table)) if any(name in said for name in names)] == []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from () if key in _SHOWN else _strings(inside)
    elif isinstance(value, (list, tuple)):
        for inside in value:
            yield from _strings(inside)


@pytest.mark.parametrize(
    "asked",
    [
        "祭りはどれくらいの人に知られていますか",
        "名所を何人が知っていますか",
        "the sea and mountain rescue service",
        "the umi-no-ko camp",
    ],
)
def test_what_the_first_city_calls_its_own_is_read_so_in_no_other(asked: str):
    assert bundled(city="入江町").standard(plain(asked)) == plain(asked)


def test_a_plan_asked_for_in_english_is_the_plan_of_its_number():
    assert "第12次計画" in bundled(city="入江町").standard("the 12th comprehensive plan")
