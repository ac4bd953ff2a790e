"""The bundled ledger: the first city's documents as reviewable files, read into plain values.

``knowledge/bundled/`` holds one TOML file per sheet or section. Facts, figures, names and headings stand there as
printed (half-width); prose is in our own words and carries the line of the original it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from knowledge.language.text import fold
from knowledge.ledger.bundled_sheets import project_of, results_of, section_of
from knowledge.ledger.toml_entries import Entry, entry_of
from knowledge.model import (
    Ledger,
)

_ROOMS = ("plan", "results", "reviews")


@cache
def bundled() -> Ledger:
    """The ledger that comes with the project, read once in a process."""
    return read_ledger(files("knowledge") / "bundled")


def bundled_of(city: str) -> Ledger:
    """The ledger that comes with the project if it is that of this city; to the bot of any other, an empty one."""
    ledger = bundled()
    return ledger if fold(ledger.city, spaces=False) == fold(city, spaces=False) else Ledger("none", city)


def read_ledger(folder: Traversable) -> Ledger:
    """Read a folder laid out like ``knowledge/bundled``. Raises UnreadableLedger."""
    contents = {"documents.toml": (folder / "documents.toml").read_bytes()}
    for room in _ROOMS:
        files_here = [file for file in (folder / room).iterdir() if file.name.endswith(".toml")]
        contents |= {f"{room}/{file.name}": file.read_bytes() for file in files_here}
    entries = {name: entry_of(name, contents[name]) for name in sorted(contents)}
    city = entries["documents.toml"].text("city")
    pages = _page_starts(entries["documents.toml"])
    sections = [section_of(entry, pages) for name, entry in entries.items() if name.startswith("plan/")]
    results = [results_of(entry, pages) for name, entry in entries.items() if name.startswith("results/")]
    projects = [project_of(entry, pages) for name, entry in entries.items() if name.startswith("reviews/")]
    return Ledger(
        version=_version(contents),
        city=city,
        sections=tuple(sorted(sections, key=lambda section: section.code)),
        results=tuple(sorted(results, key=lambda sheet: (sheet.year, sheet.code))),
        projects=tuple(sorted(projects, key=lambda sheet: (sheet.year, sheet.source.line or 0))),
    )


def _version(contents: Mapping[str, bytes]) -> str:
    """Changes with any file's name or content; line ends count as one, whatever a checkout makes of them."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _page_starts(entry: Entry) -> dict[str, tuple[int, ...]]:
    starts = {document.text("title"): document.whole_numbers("page_starts") for document in entry.entries("document")}
    entry.done()
    return starts
