"""Many regular expressions held against one text, of which nearly none is found: its signs alone tell of most that they
are not.

Whatever an expression finds has one of a few signs, or pairs of signs that stand side by side (どれ or くつ for
``どれだけ|いくつ``). So going through the pairs of a text once leaves the expressions that are worth searching for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from re import _constants as read_as  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# A set of more signs than that, or of more pairs, tells little.
_MOST_SIGNS, _MOST_PAIRS = 12, 24
# How much a sign lets through: a pair tells more than a kanji, and that more than a kana.
_PAIR, _KANJI, _OTHER = 0.01, 0.02, 0.2


class Expressions:
    """Expressions for folded texts, by their places in the order given."""

    def __init__(self, expressions: Iterable[str]) -> None:
        self._by_signs: dict[str, int] = {}
        # Those of which nothing is known have to be searched for in every text.
        self._always = 0
        for nth, expression in enumerate(expressions):
            needed = signs_needed(expression)
            if needed is None:
                self._always |= 1 << nth
                continue
            for signs in needed:
                self._by_signs[signs] = self._by_signs.get(signs, 0) | 1 << nth

    def may_be_in(self, text: str, start: int = 0) -> Iterator[int]:
        """The places from ``start`` on of those that may be found in a text, ascending; none of the others is in it, nor in
        what is left of it where a part is blanked out."""
        found = self._always
        for signs in self._by_signs.keys() & _signs_of(text):
            found |= self._by_signs[signs]
        found = found >> start << start
        while found:
            lowest = found & -found
            found ^= lowest
            yield lowest.bit_length() - 1


@lru_cache(maxsize=16)  # one text is held against several tables
def _signs_of(text: str) -> frozenset[str]:
    return frozenset([*text, *map("".join, pairwise(text))])


def signs_needed(expression: str) -> frozenset[str] | None:
    """Signs and pairs of signs of which everything has one that an expression finds; None where that cannot be told."""
    parsed = _parser.parse(expression)
    if parsed.state.flags & re.IGNORECASE:
        return None
    return _needed(parsed)


def _needed(parts: Iterable[tuple[object, Any]]) -> frozenset[str] | None:
    """What is needed by parts of an expression that follow one another: the most telling of what each one needs.

    ``re`` itself reads the expression. It may change how it does so: what is not known here needs nothing.
    """
    best: frozenset[str] | None = None
    before: frozenset[str] | None = None
    for kind, what in parts:
        if kind in {read_as.ASSERT, read_as.ASSERT_NOT, read_as.AT}:
            continue  # takes no room: what stands before it and after it are neighbours
        signs = _signs(kind, what)
        if signs is None:
            best = _more_telling(best, _inside(kind, what))
        else:
            best = _more_telling(best, signs)
            if before is not None and len(before) * len(signs) <= _MOST_PAIRS:
                best = _more_telling(best, frozenset(one + other for one in before for other in signs))
        before = signs
    return best


def _signs(kind: object, what: Any) -> frozenset[str] | None:
    """The few signs of which one has to stand here."""
    codes: list[int] = []
    for one, value in [(kind, what)] if kind is read_as.LITERAL else what if kind is read_as.IN else ():
        if one is read_as.LITERAL:
            codes.append(value)
        elif one is read_as.RANGE and value[1] - value[0] < _MOST_SIGNS:
            codes.extend(range(value[0], value[1] + 1))
        else:
            return None
    # A blank may stand where something has been taken out of the text.
    return frozenset(map(chr, codes)) if 0 < len(codes) <= _MOST_SIGNS and ord(" ") not in codes else None


def _inside(kind: object, what: Any) -> frozenset[str] | None:
    """What is needed by a part that is an expression itself."""
    if kind is read_as.SUBPATTERN:
        _, switched_on, _, parts = what
        return None if switched_on & re.IGNORECASE else _needed(parts)
    if kind is read_as.BRANCH:
        ways: Sequence[frozenset[str] | None] = [_needed(parts) for parts in what[1]]
        every = [way for way in ways if way is not None]
        return frozenset().union(*every) if len(every) == len(ways) else None
    if kind in {read_as.MAX_REPEAT, read_as.MIN_REPEAT}:
        least, _, parts = what
        return _needed(parts) if least else None
    return None


def _more_telling(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other, key=_lets_through)


def _lets_through(needed: frozenset[str]) -> float:
    return sum(_PAIR if len(signs) > 1 else _KANJI if "一" <= signs <= "龠" else _OTHER for signs in needed)
