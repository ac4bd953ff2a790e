"""Knowledge of the invented documents in the folders of ``tests/questions``, beside what is bundled for their city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from question_sets import DOCUMENTS, SETS

from knowledge.documents.files import read_file
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled_of


@cache
def town(folder: str, city: str | None = None) -> Knowledge:
    """The text files of a folder, read for the city whose they are, or for another."""
    files = ((path.name, path.read_bytes()) for path in sorted((SETS / folder).glob("*.txt")))
    return town_of(folder, city or city_of(folder), files)


def city_of(folder: str) -> str:
    """Whose documents a folder holds."""
    city = DOCUMENTS[folder].city
    assert city is not None, folder
    return city


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
