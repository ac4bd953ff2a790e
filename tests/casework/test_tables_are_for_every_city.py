"""Tables of proposals and code are for every city: what one city alone says stands in its own file."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.things import things_of
from handlers.city import City, read
from handlers.proposing import things_in

ROOT = Path(__file__).resolve().parents[2]
# Names of families and places of the whole country, the first city's among them.
TABLES = sorted(set((ROOT / "casework/tables").glob("*.toml")) - {ROOT / "casework/tables/personal_names.toml"})
# Everyday words which only here mean one thing.
_EVERYDAY = {"ドイツ", "姉妹都市", "お城", "お城の公園", "城跡", "無人駅", "郷土資料館", "交歓会", "沢庵", "たくあん"}
# What only shows how an entry is read may name anything.
_SHOWN = {"example", "counter_example", "source"}


@pytest.fixture(scope="module")
def own_words() -> frozenset[str]:
    """All by which the first city's file says its name, its places and its occasions."""
    city = read((ROOT / "city.toml").read_text(encoding="utf-8"))
    general = _EVERYDAY | {name for row in _rows() for name in row}
    words = {"かみのやま", city.name, city.name.removesuffix("市")}
    words |= {word for row in city.desk.category_words for kind in row.keys() - {"name"} for word in row[kind]}
    return frozenset(words | {word for row in city.same for word in row if word not in general})


def _rows() -> list[list[str]]:
    return tomllib.loads((ROOT / "casework/tables/same_meaning.toml").read_text(encoding="utf-8"))["same"]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_word_of_the_first_city_stands_in_a_table_for_every_city(own_words: frozenset[str], table: Path):
    said = _strings(tomllib.loads(table.read_text(encoding="utf-8")))
    assert [one for one in said if any(word in one for word in own_words)] == []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from () if key in _SHOWN else _strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)


def test_a_citys_own_name_for_a_thing_is_a_further_name_of_it_and_no_other_city_knows_it():
    own = things_in(City("入江町", same=(("市報", "入江だより"), ("灯台", "白い塔"))))
    assert own.named_in("入江だよりが来ません") == own.named_in("市報が来ません")
    assert own.named_in("白い塔の階段") == {"灯台"}
    assert things_of().named_in("入江だよりと白い塔") == frozenset()
    spot = things_of(same=(("Ｗｉ－Ｆｉ", "海のスポット"),))
    assert spot.named_in("海のスポット") == spot.named_in("無線LAN")


def test_the_name_of_the_city_makes_no_two_voices_alike(proposer):
    assert not [token for token in proposer.tokens("上山はいいね").weights if token == "w:上山"]


@pytest.mark.parametrize("room", ["bot", "casework", "console", "handlers", "panel"])
def test_no_word_of_the_first_city_is_said_by_code(own_words: frozenset[str], room: str):
    told = [
        (path.name, one.value)
        for path in sorted((ROOT / room).rglob("*.py"))
        for one in _said_by(ast.parse(path.read_text(encoding="utf-8")))
        if any(word in one.value for word in own_words)
    ]
    assert told == []


def _said_by(module: ast.Module) -> Iterator[ast.Constant]:
    """The texts in a module, without what only tells its reader something."""
    docs = {id(one.value) for one in ast.walk(module) if isinstance(one, ast.Expr)}
    for one in ast.walk(module):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs:
            yield one
