"""How much a word tells: the fewer entries have it, the more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable

_COMMON = 0.15


class Rarity:
    """The rarity of each word, 0..1; a word that no entry has is rarest."""

    def __init__(self, entries: Iterable[Iterable[str]], ignored: Collection[str]) -> None:
        """``entries`` are the words of each entry, each once; ``ignored`` the words that name nothing."""
        counts: Counter[str] = Counter()
        size = 0
        for words in entries:
            counts.update(words)
            size += 1
        most = math.log(1 + size) or 1.0
        self._rarity = {token: math.log(1 + size / count) / most for token, count in counts.items()}
        self._ignored = ignored

    def of(self, word: str) -> float:
        """The rarity of a word, 0..1."""
        return self._rarity.get(word, 1.0)

    def mean(self, option: tuple[str, ...]) -> float:
        """The mean rarity of the words of a way to say something."""
        return sum(map(self.of, option)) / len(option)

    def tells(self, token: str) -> float:
        """What a word in a name tells of it."""
        # 回数 and 件数 are in every other name: whoever leaves them out has still said the name.
        return self.of(token) * (_COMMON if token in self._ignored else 1.0)
