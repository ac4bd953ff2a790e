"""Counts the words of the example voices anew (``make fields``): needed after an example was added or changed."""

from __future__ import annotations

from pathlib import Path

from casework import field_words
from casework.cut_words import things
from casework.personal_data import find_personal_data, hidden
from casework.plain import plain
from knowledge.language.words import Words

ROOM = Path(field_words.__file__).parent
EXAMPLES, TABLE = ROOM / "examples" / "voices.tsv", ROOM / "tables" / "field_words.tsv"


def counted(examples: str) -> str:
    """The table that a file of examples (field, tab, text) gives. People and places named in them make no field likelier."""
    words = Words()
    voices = []
    for line in examples.splitlines():
        field, text = line.split("\t")
        read = plain(hidden(text, find_personal_data(text))).text
        voices.append(
            (
                field,
                {term.word for term in things([term for term in words.terms(read) if not (term.place or term.name)])},
            )
        )
    return field_words.written(field_words.learnt(voices))


if __name__ == "__main__":
    TABLE.write_text(counted(EXAMPLES.read_text(encoding="utf-8")), encoding="utf-8")
