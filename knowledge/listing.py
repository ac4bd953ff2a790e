"""A list as an answer: its lines, and of its many sources a few."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.composing import Told, reply
from knowledge.model import Source
from knowledge.reply import Reply, Topic
from knowledge.subjects import Subject
from knowledge.understanding import Knowledge

_SHOWN = 8


def listed(
    knowledge: Knowledge, about: Sequence[Subject], aspect: str, lines: list[str], sources: Sequence[Source]
) -> Reply:
    """A list's source is the documents, with at most a few of their places."""
    documents: dict[str, list[Source]] = {}
    for source in sources:
        documents.setdefault(source.document, []).append(source)
    shown = [source for places in documents.values() for source in places[:_SHOWN]]
    made = reply(knowledge, about, aspect, Told(tuple(lines), tuple(dict.fromkeys(shown))))
    return Reply(
        made.outcome,
        made.text,
        made.slots,
        made.sources,
        made.choices[:3],
        made.bars,
        Topic(tuple(subject.key for subject in about), aspect),
    )


def indicators(knowledge: Knowledge) -> list[Subject]:
    return [subject for subject in knowledge.subjects if subject.kind == "indicator"]


def numbered(subject: Subject) -> str:
    return f"{subject.codes[0]} {subject.name}" if subject.kind in {"section", "measure", "results"} else subject.name


def row_sources(rows: Sequence[Subject]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(subject.row.source for subject in rows if subject.row))
