"""Files that something happened to on the way: read or refused in one line, soon, and never more than was handed in."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from mutations import mutated, seeds, within

from knowledge.documents.files import read_file
from knowledge.documents.lines import UnreadableDocument
from tests.knowledge.documents.pdfs import printed_lines

PAPERS = Path(__file__).with_name("papers")
TEXT = (PAPERS / "irie.txt").read_bytes()
# What both forms are recognised by, and what their tables are made of.
WORDS = ["施策".encode(), "区分".encode(), "所属".encode(), b"\x0c", "３－１－２".encode(), "千円".encode(), b"\n\n\n"]
PDF_WORDS = [
    b"endobj",
    b"stream",
    b"/Length 999999999",
    b"/Count -1",
    b"xref",
    b"trailer",
    b"/Kids [1 0 R]",
    b"<<" * 50,
]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed_lines(TEXT.decode()[:6000])


def read_or_refused(data: bytes, name: str) -> None:
    why = "read"
    with within(20):
        try:
            document = read_file(data, name)
            assert len(repr(document)) < 200 * len(data) + 1_000_000
        except UnreadableDocument as refused:
            why = str(refused)
    assert why
    assert "\n" not in why


@pytest.mark.parametrize("seed", seeds(60))
def test_a_text_that_something_happened_to_is_read_or_refused_in_one_line(seed):
    encoded = TEXT if seed % 3 else TEXT.decode().encode("cp932", "replace")
    read_or_refused(mutated(encoded, seed, among=WORDS), "hand.txt")


@pytest.mark.parametrize("seed", seeds(40))
def test_a_pdf_that_something_happened_to_is_read_or_refused_in_one_line(seed, pdf):
    read_or_refused(mutated(pdf, seed, among=PDF_WORDS), "hand.pdf")


def test_a_file_full_of_headings_takes_no_more_memory_than_such_a_file_may(pdf):
    tracemalloc.start()
    try:
        read_or_refused("所属 課 振興計画\n区分 目標 実績\n施策 ３－１－２　名\n".encode() * 4000, "hand.txt")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 500_000_000
