"""What single words tell of a voice's field of work, learnt from examples: how much likelier a field is for a voice in which
the word stands.

The examples (``casework/examples/voices.tsv``: field, tab, text) are invented, nearly all by writers who had seen none
of the tables. ``make fields`` counts their words into ``tables/field_words.tsv``, which is what a running program reads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from math import log
from pathlib import Path

# word -> field -> how much it tells for that field: the logarithm of how many times likelier the field is for the word.
Tells = Mapping[str, Mapping[str, float]]

_TABLE = Path(__file__).with_name("tables") / "field_words.tsv"
# A word that was seen in few voices may have been there by chance: so many more are thought to have it, of all fields, and one
# that stood in a single voice tells nothing.
_BESIDES = 4.0
_FEWEST = 2
_LEAST = 0.3


def learnt(examples: Iterable[tuple[str, Collection[str]]]) -> dict[str, dict[str, float]]:
    """From voices as (field, words): what each word tells, where it tells anything. A word counts once in a voice."""
    voices: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    within: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for field, words in examples:
        voices[field] += 1
        anywhere.update(set(words))
        within[field].update(set(words))
    every = voices.total()
    found: dict[str, dict[str, float]] = {}
    for word, has in sorted(anywhere.items()):
        if has < _FEWEST:
            continue
        tells = {}
        for field, of_field in voices.items():
            usual = of_field / every
            share = (within[field][word] + _BESIDES * usual) / (has + _BESIDES)
            tells[field] = round(log(share / usual), 2)
        if best := {field: told for field, told in tells.items() if told > _LEAST}:
            found[word] = best
    return found


def written(tells: Tells) -> str:
    """One word a line, with its fields, the one it tells most for first."""
    return "".join(
        "\t".join(
            [word, *(f"{field} {told}" for field, told in sorted(fields.items(), key=lambda one: (-one[1], one[0])))]
        )
        + "\n"
        for word, fields in tells.items()
    )


def read(text: str) -> dict[str, dict[str, float]]:
    """The same again. Raises ValueError for a line that ``written`` did not write."""
    found = {}
    for line in text.splitlines():
        word, *fields = line.split("\t")
        found[word] = {field: float(told) for field, told in (one.rsplit(" ", 1) for one in fields)}
    return found


@lru_cache(maxsize=1)
def field_words() -> Tells:
    """The room's table."""
    return read(_TABLE.read_text(encoding="utf-8"))
