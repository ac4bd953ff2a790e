"""What kind of voice it is: 提言, 要望, 苦情, 問合せ or その他, by its turns of speech."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from casework.detectors import Detector, read_table, spot, table

INQUIRY = "問合せ"
# Thanks and news, by their turns of speech, or where none tells.
NO_KIND = "その他"


@dataclass(frozen=True)
class KindFound:
    """The likeliest kind and the words that spoke for it."""

    name: str
    why: tuple[str, ...]


def kind_of(text: str) -> KindFound:
    """The kind of a voice; その他 where no turn of speech tells."""
    sums: defaultdict[str, float] = defaultdict(float)
    why: defaultdict[str, list[str]] = defaultdict(list)
    weights, order = _weights()
    for found in spot(kind_detectors(), text):
        sums[found.kind] += weights[found.name] if not why[found.kind] else weights[found.name] / 3
        why[found.kind].append(found.words)
    if not sums:
        return KindFound(NO_KIND, ())
    best = min(sums, key=lambda kind: (-sums[kind], order.index(kind)))
    return KindFound(best, tuple(dict.fromkeys(why[best])))


@lru_cache(maxsize=1)
def kind_detectors() -> tuple[Detector, ...]:
    """The detectors, for staff and for the test that tries their examples."""
    return read_table("kinds.toml", "kind")


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], list[str]]:
    data = table("kinds.toml")
    return {row["name"]: float(row["weight"]) for row in data["kind"]}, list(data["order"])
