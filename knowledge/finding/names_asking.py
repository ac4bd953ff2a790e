"""What the words of a thing's own name would ask for elsewhere is not asked: 対策 of 除雪対策事業費, 令和元年度からの累計."""

from __future__ import annotations

from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import blanked
from knowledge.language.words import Parsed
from knowledge.question import slots
from knowledge.question.slots import Asked

# A shorter name is a word like any other.
_LEAST = 4


def asked_beside_name(knowledge: Knowledge, parsed: Parsed, rest: str, asked: Asked) -> Asked:
    """A question as it was read from ``rest``, without what only the name of a thing in it seemed to ask for.

    As it was where it says no name, or where nothing is asked beside the name: 「除雪対策は？」 asks what is done about snow.
    """
    place = _name_said(knowledge, parsed)
    if place is None or asked.aspects == ():
        return asked
    start, end = place
    if asked.rest[start:end] == rest[start:end]:
        return asked  # the name asks for nothing
    beside = blanked(parsed.text, start, end)
    alone = slots.read(
        knowledge.words.parse(beside), blanked(rest, start, end), knowledge.cues, knowledge.view.long_units
    )
    if not alone.aspects:
        return asked
    return replace(
        alone,
        text=asked.text,
        rest=alone.rest[:start] + rest[start:end] + alone.rest[end:],
        follows=asked.follows,
        plan=asked.plan,
        ordinals=asked.ordinals,
    )


def _name_said(knowledge: Knowledge, parsed: Parsed) -> tuple[int, int] | None:
    """Where the longest name of a thing stands in a question that is cut into words; None where none does."""
    said = (
        (start, name)
        for start in {0, *parsed.edges}
        if (name := knowledge.view.called_at(parsed.text, start)) is not None and len(name) >= _LEAST
    )
    start, name = max(said, key=lambda one: (len(one[1]), -one[0]), default=(0, ""))
    return (start, start + len(name)) if name else None
