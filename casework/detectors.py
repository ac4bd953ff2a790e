"""Detectors are data: what to look for, what speaks against it, an example, a counter-example and where it is from.

A detector reads one sentence at a time, so that 「火事になったら」 in one does not silence 「煙が出ています」 in the next.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.plain import Plain, plain

_TABLES = Path(__file__).parent / "tables"
# Who cries 「クマ!」 goes on with where it is: one word in kanji or katakana before the mark is no sentence of its own.
_SENTENCE = re.compile(r"(?:[一-龠ァ-ヶー]{1,6}!+\s*)?[^。!?\n]+[。!?\n]*")
_WHOLE = re.compile(r"(?s:.+)")


class BadDetector(ValueError):
    """An entry of a table cannot be used; the message names table and entry."""


@dataclass(frozen=True)
class Detector:
    """``kind`` is what is found. ``say`` and ``unless`` are regular expressions over plain text (``plain.plain``).

    ``unless`` speaks against a find when it stands anywhere in the same sentence; ``whole``: the text is read as one
    sentence. ``example`` is found,
    ``counter_example`` is not; ``source`` tells staff where the entry is from.
    """

    kind: str
    name: str
    say: re.Pattern[str]
    unless: re.Pattern[str] | None
    example: str
    counter_example: str
    source: str
    whole: bool = False


@dataclass(frozen=True)
class Spotted:
    """What a detector found: the words as typed and where they stand, ``text[start:end]``."""

    kind: str
    name: str
    words: str
    start: int
    end: int


def read_table(file: str, table: str, more: Sequence[Mapping[str, Any]] = ()) -> tuple[Detector, ...]:
    """The detectors of a table of the room, and a city's own behind them. Raises BadDetector."""
    rows = tomllib.loads((_TABLES / file).read_text(encoding="utf-8"))[table]
    return (*_detectors(rows, table), *_detectors(more, table))


def _detectors(rows: Sequence[Mapping[str, Any]], table: str) -> Iterator[Detector]:
    """Counted from 1 in the file in which they stand: whoever reads the complaint looks there."""
    return (_detector(row, f"{table}[{number}]") for number, row in enumerate(rows, 1))


def table(file: str) -> Mapping[str, Any]:
    """A table of the room as read from its file."""
    return tomllib.loads((_TABLES / file).read_text(encoding="utf-8"))


def spot(detectors: Iterable[Detector], text: str) -> tuple[Spotted, ...]:
    """All that the detectors find in a text, in order of place; each detector at most once a sentence."""
    read = plain(text)
    sentences, whole = list(_SENTENCE.finditer(read.text)), list(_WHOLE.finditer(read.text))
    found = [
        one
        for detector in detectors
        for sentence in (whole if detector.whole else sentences)
        if (one := _spot(detector, sentence, text, read))
    ]
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def _spot(detector: Detector, sentence: re.Match[str], text: str, read: Plain) -> Spotted | None:
    match = detector.say.search(sentence[0])
    if match is None or not match[0] or (detector.unless is not None and detector.unless.search(sentence[0])):
        return None
    start, end = read.span(sentence.start() + match.start(), sentence.start() + match.end())
    return Spotted(detector.kind, detector.name, text[start:end], start, end)


def _detector(row: Mapping[str, Any], at: str) -> Detector:
    try:
        say, unless = row["say"], row.get("unless", [])
        return Detector(
            kind=row["kind"],
            name=row["name"],
            say=_any_of(say),
            unless=_any_of(unless) if unless else None,
            example=row["example"],
            counter_example=row["counter_example"],
            source=row["source"],
            whole=row.get("whole", False),
        )
    except KeyError as missing:
        raise BadDetector(f"{at}：{missing} がありません。") from missing
    except TypeError as problem:
        raise BadDetector(f"{at}：say と unless は ['…', '…'] の形で書いてください。") from problem
    except re.error as problem:
        raise BadDetector(f"{at}：正規表現として読めません（{problem}）。") from problem


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    if isinstance(patterns, str) or not all(isinstance(one, str) for one in patterns):
        raise TypeError(patterns)  # read letter by letter, a single text would be found in nearly every sentence
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
