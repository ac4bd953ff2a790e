"""A list as an answer: its lines, and of its many sources a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Project, Source
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling.composing import Told, reply

_SHOWN = 12
_DOUBTED_SHOWN = 2
_TEN = 10
_MOST_CHOICES = 3


def listed(
    knowledge: Knowledge, about: Sequence[Subject], aspect: str, lines: list[str], sources: Sequence[Source]
) -> Reply:
    """A list's source is the documents, with at most a few of their places."""
    documents: dict[str, list[Source]] = {}
    places: dict[tuple[str, str], Source] = {}
    for source in sources:
        places.setdefault((source.document, source.place), source)
    for source in places.values():
        documents.setdefault(source.document, []).append(source)
    shown = [source for places in documents.values() for source in places[:_SHOWN]]
    told = (*lines, *_doubts(about, aspect))
    made = reply(knowledge, about, aspect, Told(told, tuple(dict.fromkeys(shown))))
    return replace(made, choices=made.choices[:_MOST_CHOICES])


def _doubts(about: Sequence[Subject], aspect: str) -> list[str]:
    """One line for the figures of a list of which the reader is not sure; the list itself has no room for their doubts."""
    if aspect not in FIGURES | MONEY:
        return []
    doubted = [subject.name for subject in about if _is_doubted(subject, aspect)]
    if not doubted:
        return []
    more = f"ほか{len(doubted) - _DOUBTED_SHOWN}件" if len(doubted) > _DOUBTED_SHOWN else ""
    named = "".join(f"「{name}」" for name in doubted[:_DOUBTED_SHOWN])
    return [f"※{named}{more}の数字は、資料の印刷から確かに読み取れたものではありません。"]


def _is_doubted(subject: Subject, aspect: str) -> bool:
    if subject.row is not None:
        return subject.row.doubt is not None and not is_held_back(subject.row)
    if aspect == "account" or not isinstance(subject.sheet, Project):
        return False
    row = subject.sheet.staffing if aspect == "staffing" else subject.sheet.budget
    return row.doubt is not None and not is_held_back(row)


def indicators(knowledge: Knowledge) -> list[Subject]:
    """The rows of all results sheets that are listed, in the order of the documents."""
    return [subject for subject in knowledge.subjects if subject.kind == "indicator"]


def counted(things: Sequence[object]) -> str:
    """How many there are, as one says it: 9つ, 10件."""
    return f"{len(things)}{'つ' if len(things) < _TEN else '件'}"


def numbered(subject: Subject) -> str:
    """A name with its code before it, where it has one ("6-2-1 広報・広聴の充実")."""
    return f"{subject.codes[0]} {subject.name}" if subject.kind in {"section", "measure", "results"} else subject.name


def row_sources(rows: Sequence[Subject]) -> tuple[Source, ...]:
    """Where the rows stand, each place once."""
    return tuple(dict.fromkeys(subject.row.source for subject in rows if subject.row))
