"""PDFs of a few kilobytes that unpack to gigabytes or keep their reader busy: refused in one line, and stopped at once."""

from __future__ import annotations

import subprocess
import sys
import zlib

import pytest

from knowledge.documents.files import read_file
from knowledge.documents.lines import UnreadableDocument
from knowledge.documents.pdf_apart import pdf_lines
from tests.knowledge.documents.pdfs import printed_lines

# In a process of its own, so that the children counted are those of this reading alone.
READ = """
import os, resource, sys
from pathlib import Path
from knowledge.documents.lines import UnreadableDocument
from knowledge.documents.pdf_apart import pdf_lines
class Stopped(Exception): pass
seen = set()
def progress(done, pages):
    if sys.argv[1] == "stop":
        for task in Path("/proc/self/task").glob("*/children"):
            seen.update(Path(f"/proc/{child}/environ").read_bytes().count(b"SECRET") for child in task.read_text().split())
        raise Stopped
try:
    print(len(pdf_lines(sys.stdin.buffer.read(), progress)))
except (UnreadableDocument, Stopped) as problem:
    print(type(problem).__name__, problem)
try:
    print("left behind", os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("nobody left")
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit)
print(sorted(seen))
"""
ONE_GIGABYTE = 1_100


def one_page(content: bytes, filters: bytes) -> bytes:
    """A PDF with this content on its page, packed as ``filters`` says."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\n"
    return out + head + b"startxref\n%d\n%%%%EOF" % len(out)


def of_blanks(megabytes: int) -> bytes:
    packing, packed = zlib.compressobj(9), b""
    for _ in range(megabytes):
        packed += packing.compress(b" " * (1 << 20))
    return one_page(zlib.compress(packed + packing.flush(), 9), b"/FlateDecode/FlateDecode")


def of_words(times: int) -> bytes:
    drawn = b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj 0 -1 Td " * times + b"ET"
    return one_page(zlib.compress(drawn, 9), b"/FlateDecode")


def read_apart(data: bytes, how: str = "") -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", READ, how],
        input=data,
        capture_output=True,
        check=True,
        env={"SECRET_KEY": "of the hall"},
    )
    return ran.stdout.decode().splitlines()


@pytest.mark.parametrize("data", [of_blanks(2500), of_words(400_000)], ids=["blanks", "words"])
def test_a_pdf_that_unpacks_to_gigabytes_is_refused_in_one_line_and_takes_one_at_most(data):
    assert len(data) < 60_000
    why, left, megabytes, _seen = read_apart(data)
    assert why.startswith("UnreadableDocument PDFの1ページ")
    assert why.endswith("読み取れません。")
    assert left == "nobody left"
    assert int(megabytes) < ONE_GIGABYTE


def test_a_page_with_more_signs_than_a_page_has_is_refused_by_its_number():
    with pytest.raises(UnreadableDocument, match="PDFの1ページの文字が多すぎて、読み取れません"):
        read_file(of_words(10_000), "成果.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process was given from /proc")
def test_who_stops_in_the_middle_of_a_page_leaves_no_reader_behind_and_it_held_no_secret():
    why, left, _megabytes, seen = read_apart(of_words(400_000), "stop")
    assert (why.strip(), left) == ("Stopped", "nobody left")
    assert seen == "[0]"


def test_whoever_waits_for_a_pdf_hears_of_every_page():
    told = []
    pdf_lines(printed_lines("公園\n\f道路\n\f水路"), lambda *pages: told.append(pages))
    assert [pages for pages in dict.fromkeys(told) if pages[1]] == [(1, 3), (2, 3), (3, 3)]
