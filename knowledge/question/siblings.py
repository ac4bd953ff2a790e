"""Things of one kind that are counted apart: who asks for さくらまつり is not told of ほたるまつり.

Families of such words are data (``language/siblings.toml``). What is in none is told apart by how it is put together: two
words that end alike and begin otherwise (コンテナ船, クルーズ船) name two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from knowledge.language.wordbook import plain, read_language

_RUN, _LEAST = re.compile("[一-龠々ァ-ヶー]{3,}"), 3
# How a thing is measured stands behind it and makes no other one of it.
_MEASURE = re.compile(
    r"(?:延べ?|年間|総)?(?:者|員|人|件|回|戸|棟|台|校|店|世帯|団体|日|食|枚|冊|箇所)?(?:数|率|割合|面積|延長|残高|総?量|総?額)$"
)
# Endings of one sign that make a thing of what stands before them; longer ones do so anyway.
_ENDINGS = frozenset("船機車館園灯券税橋港湖川線祭")
# What stands before a thing without making another one of it.
_ANY = re.compile(
    r"(?:市|町|村|県|国|市民|住民|市内|町内|地元|地域|地区|市立|公立|無料|今年|昨年|本年度?|年間|全部|合計|総|新|新規|各|全|同|当|延|累計|専門)+の?"
)

_WORDS = read_language("siblings")["families"]
_FAMILIES = tuple(tuple(re.compile("|".join(member)) for member in family) for family in _WORDS)
_ANY_MEMBER = re.compile("|".join(word for family in _WORDS for member in family for word in member))


def counts_sibling(name: str, text: str) -> bool:
    """Whether a row of this name counts another thing of the kind that a folded question names, and not that itself."""
    asked = _asked(text)
    told = _named(plain(name)) if asked else {}
    return any(family in asked and asked[family].isdisjoint(own) for family, own in told.items())


def is_put_together_otherwise(names: Sequence[str], text: str) -> str | None:
    """The word of a folded question that ends like a word of a row's first name and begins otherwise, neither beginning
    standing on the other side; None where there is none. ``names`` are all of the row's."""
    printed, called = plain(names[0]), " ".join(map(plain, names))
    for said in _runs_asked(text):
        if said in called:
            continue
        for own in runs_named(printed):
            end = _ends_alike(said, own)
            if not end or (end == 1 and said[-1] not in _ENDINGS):
                continue
            before, instead = said[:-end], own[:-end]
            named_so = before in called or instead in text or _ANY.fullmatch(before)
            if len(before) > 1 and len(instead) > 1 and not named_so:
                return said
    return None


def _ends_alike(one: str, other: str) -> int:
    """How many signs two words have in common at their ends."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False)))


def _runs(printed: str) -> tuple[str, ...]:
    bare = (_MEASURE.sub("", run) for run in _RUN.findall(printed))
    return tuple(run for run in bare if len(run) >= _LEAST)


def _members(text: str) -> Mapping[int, frozenset[int]]:
    """Family -> its members that stand in a folded text."""
    if not _ANY_MEMBER.search(text):
        return {}
    found = ((nth, frozenset(_standing(family, text))) for nth, family in enumerate(_FAMILIES))
    return {nth: members for nth, members in found if members}


# The same names are held against one question after the other; of what residents write no more is kept than one turn needs.
_named, _asked = lru_cache(maxsize=8192)(_members), lru_cache(maxsize=4)(_members)
runs_named, _runs_asked = lru_cache(maxsize=4096)(_runs), lru_cache(maxsize=4)(_runs)


def _standing(family: Sequence[re.Pattern[str]], text: str) -> Iterator[int]:
    return (nth for nth, member in enumerate(family) if member.search(text))
