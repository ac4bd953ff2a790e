"""The city's own documents, where they are at hand: as text and as a PDF of the same pages they say the same."""

import os
import re
from pathlib import Path

import pytest

from knowledge.documents.document import Document
from knowledge.documents.files import read_file
from knowledge.documents.originals import compared, facts, named
from tests.knowledge.documents.pdfs import printed_lines

FOLDER = os.environ.get("KOE_ORIGINALS")
FILES = sorted(Path(FOLDER).glob("*.txt")) if FOLDER else []


def without_lines(document: Document) -> dict[str, str]:
    """A PDF counts the lines of each page, a text those of the file."""
    return {name: re.sub(r"\d+行目", "", said) for name, said in named(facts(document)).items()}


@pytest.mark.parametrize("leading", [11, 14, 20])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_original_says_as_pdf_what_it_says_as_text(file, leading):
    text = read_file(file.read_bytes(), file.name)
    pdf = read_file(printed_lines(file.read_text(encoding="utf-8"), leading=leading), "original.pdf")
    assert compared(without_lines(text), without_lines(pdf)) == []
    assert [doubt.text for doubt in pdf.doubts] == [doubt.text for doubt in text.doubts]
