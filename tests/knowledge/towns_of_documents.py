"""Knowledge of the invented documents in the folders of ``tests/questions``, beside what is bundled for their city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from knowledge.documents.files import read_file
from knowledge.ledger import bundled_of
from knowledge.understanding import Knowledge

SETS = Path(__file__).parents[1] / "questions"


@cache
def town(folder: str, city: str) -> Knowledge:
    """The text files of a folder, read for a city."""
    return town_of(folder, city, ((path.name, path.read_bytes()) for path in sorted((SETS / folder).glob("*.txt"))))


def town_of(version: str, city: str, files: Iterable[tuple[str, bytes]]) -> Knowledge:
    """Files by name and content, read for a city; ``version`` is that of the ledger."""
    read = [read_file(content, name, home=city) for name, content in files]
    own = bundled_of(city)
    ledger = replace(
        own,
        version=version,
        sections=(*own.sections, *(one for document in read for one in document.sections)),
        results=(*own.results, *(one for document in read for one in document.results)),
        projects=(*own.projects, *(one for document in read for one in document.projects)),
    )
    return Knowledge.build(ledger, city=city)
