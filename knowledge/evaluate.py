"""Scoring of a question set: does a reply contain what it must, nothing it must not, and cite only when it may?"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.reply import Reply, Topic
from knowledge.telling.newness import NONE_NEWER


@dataclass(frozen=True)
class Wrong:
    """A question whose reply did not pass, and why."""

    id: str
    kind: str
    turns: tuple[str, ...]
    text: str
    why: str


@dataclass(frozen=True)
class Score:
    """How many of a kind passed."""

    passed: int
    asked: int

    @property
    def share(self) -> float:
        """0..1; 1 where nothing was asked."""
        return self.passed / self.asked if self.asked else 1.0


@dataclass(frozen=True)
class Scores:
    """The outcome of a whole set; ``invented`` are abstain questions that were answered with a source."""

    kinds: Mapping[str, Score]
    wrong: tuple[Wrong, ...]
    invented: int

    @property
    def total(self) -> Score:
        """All kinds together."""
        return Score(
            sum(score.passed for score in self.kinds.values()), sum(score.asked for score in self.kinds.values())
        )


def scores(knowledge: Knowledge, rows: Iterable[Mapping[str, Any]]) -> Scores:
    """Ask every question of a set (one mapping per line of its file) and score the last reply of each."""
    passed: defaultdict[str, int] = defaultdict(int)
    asked: defaultdict[str, int] = defaultdict(int)
    wrong = []
    invented = 0
    for row in rows:
        said = converse(knowledge, row["turns"])
        why = problem(said.text, row["expect"])
        asked[row["kind"]] += 1
        passed[row["kind"]] += why is None
        if why is not None:
            wrong.append(Wrong(row["id"], row["kind"], tuple(row["turns"]), said.text, why))
            invented += bool(row["expect"].get("abstain"))
    return Scores({kind: Score(passed[kind], asked[kind]) for kind in asked}, tuple(wrong), invented)


def converse(knowledge: Knowledge, turns: Sequence[str]) -> Reply:
    """The reply to the last of several messages of one conversation."""
    topic: Topic | None = None
    said = None
    for turn in turns:
        said = answer(knowledge, turn, topic)
        topic = said.topic
    if said is None:
        raise ValueError("a question needs at least one turn")
    return said


def problem(text: str, expect: Mapping[str, Any]) -> str | None:
    """Why a reply does not pass; None when it does."""
    # That no newer year is in stands under answers too: it says of nothing that the documents do not tell it.
    plain = normalised(text.replace(NONE_NEWER, "") if expect.get("abstain") else text)
    groups, banned = expect.get("all") or [], expect.get("none") or []
    if expect.get("abstain"):
        if not cites(text):
            return None
        if not expect.get("allow_source"):
            return "names a source although the documents do not tell"
    for group in groups:
        if not any(found(wanted, plain) for wanted in group):
            return f"lacks {' | '.join(group[:4])}"
    for unwanted in banned if not expect.get("abstain") else ():
        if found(unwanted, plain):
            return f"says {unwanted}"
    return None


def normalised(text: str) -> str:
    """NFKC, lower case, without commas and white space; one blank stays between two figures."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[,，、]", "", text)
    text = re.sub(r"(?<=\d)\s+(?=\d)", "\0", text)
    return re.sub(r"\s+", "", text).replace("\0", " ")


def found(wanted: str, plain: str) -> bool:
    """Whether a normalised text holds a string; where that begins or ends with a digit, only as a whole number."""
    before = r"(?<!\d)(?<!\d\.)" if wanted[:1].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, plain) is not None


def cites(text: str) -> bool:
    """Whether a line of a reply begins with 出典."""
    return any(line.startswith("出典") for line in text.splitlines())
