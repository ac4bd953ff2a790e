"""What needs the city's original documents belongs to ``make originals``, not to the test suite."""

from __future__ import annotations

import os

import pytest

from knowledge.documents.document import Document
from knowledge.documents.files import read_file
from tests.knowledge.documents.pdfs import printed_lines

collect_ignore = [] if os.environ.get("KOE_ORIGINALS") else ["test_original_files.py"]


@pytest.fixture(params=["txt", "pdf"])
def read(request):
    """Reads a text, once as it is and once printed to a PDF, after ``old`` in it was printed as ``new``."""

    def reads(text: str, old: str = "", new: str = "", **known: str) -> Document:
        assert old in text
        changed = text.replace(old, new)
        data = changed.encode() if request.param == "txt" else printed_lines(changed)
        return read_file(data, f"資料.{request.param}", **known)

    return reads
