"""From a file as somebody hands it in to what it says: text in the encodings of Japanese offices, and PDF."""

from __future__ import annotations

import codecs
import re

from knowledge.documents.document import Document, holds_known_form, read_lines
from knowledge.documents.lines import Line, Progress, UnreadableDocument, lines_of
from knowledge.documents.pdf_apart import pdf_lines

_MAX_BYTES = 64 * 1024 * 1024
_MAX_LINES = 600_000
_MAX_LINE_CHARS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_OTHER_KINDS = {
    b"PK\x03\x04": "Word・Excelなどの",
    b"\xd0\xcf\x11\xe0": "Word・Excelなどの",
    b"\x89PNG": "画像の",
    b"\xff\xd8\xff": "画像の",
}
_ENCODING = "文字コードが読み取れません。UTF-8、Shift_JIS、UTF-16のテキストかPDFを指定してください。"
_BINARY = "テキストでもPDFでもないファイルなので、読み取れません。"
_CUT_OFF = "テキストが文字の途中で切れています。ファイルを確かめてください。"
_UNKNOWN = "市の計画、主要施策の成果説明書、実施計画兼予算要求書（検証）のどれでもないため、読み取れません。"


def read_file(
    data: bytes,
    name: str,
    *,
    city: str | None = None,
    plan: str | None = None,
    home: str | None = None,
    progress: Progress | None = None,
) -> Document:
    """What the file says, with its doubts.

    ``name`` is the name of the file, of which only the ending counts; ``city``, ``plan`` and ``home`` are as in
    ``read_lines``. ``progress(done, total)`` is called for every page of a PDF and for every sheet of a text.
    Raises UnreadableDocument, whose message is one Japanese line, for anything that is not read.
    """
    by_page = progress if is_pdf(data) else None  # getting at the words is what takes time there
    by_sheet = None if by_page else progress
    lines = file_lines(data, name, progress=by_page)
    return read_lines(lines, city=city, plan=plan, home=home, progress=by_sheet)


def is_pdf(data: bytes) -> bool:
    """Whether a file begins like a PDF."""
    return b"%PDF-" in data[:1024]


def file_lines(data: bytes, name: str, *, progress: Progress | None = None) -> tuple[Line, ...]:
    """The lines of the file with page and number. Raises UnreadableDocument as ``read_file`` does."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocument("ファイルが空です。")
    if len(data) > _MAX_BYTES:
        raise UnreadableDocument(f"ファイルが大きすぎます（{_MAX_BYTES // 1024 // 1024} MBまで読み取れます）。")
    if is_pdf(data):
        lines = pdf_lines(data, progress)
    elif name.lower().endswith(".pdf"):
        raise UnreadableDocument("名前はPDFですが、中身はPDFではありません。")
    else:
        lines = _text_lines(text_of(data))
    if not holds_known_form(lines):
        raise UnreadableDocument(_UNKNOWN)
    return lines


def text_of(data: bytes) -> str:
    """The bytes as text: UTF-8 with or without a mark, UTF-16, or Shift_JIS; other encodings are refused."""
    kind = next((kind for begin, kind in _OTHER_KINDS.items() if data.startswith(begin)), None)
    if kind is not None:
        raise UnreadableDocument(f"{kind}ファイルは読み取れません。テキストかPDFにしてください。")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(_decoded(data, encoding))
    if b"\0" in data[:4096]:
        return _unmarked_utf16(data)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data" and problem.start > len(data) - 4:
            raise UnreadableDocument(_CUT_OFF) from problem
    return _shift_jis(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        cut_off = problem.end >= len(data) and problem.start > len(data) - 4
        raise UnreadableDocument(_CUT_OFF if cut_off else _ENCODING) from problem


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: line feeds and blanks tell which of its two bytes comes first."""
    little, big = data[:4096].count(b"\n\0"), data[:4096].count(b"\0\n")
    if not little and not big:
        raise UnreadableDocument(_BINARY)
    return _checked(_decoded(data, "utf-16-le" if little > big else "utf-16-be"))


def _shift_jis(data: bytes) -> str:
    text = _checked(_decoded(data, "cp932"))
    # EUC-JP passes for Shift_JIS, as rows of half-width kana.
    if len(_HALF_WIDTH_KANA.findall(text)) * 5 > len(text):
        raise UnreadableDocument(_ENCODING)
    return text


def _checked(text: str) -> str:
    if "\x1b$" in text or "\x1b(" in text:  # ISO-2022-JP looks like ASCII
        raise UnreadableDocument(_ENCODING)
    if _CONTROL.search(text):
        raise UnreadableDocument(_BINARY)
    if text.count("\ufffd") * 100 > len(text):
        raise UnreadableDocument(_ENCODING)
    return text


def _text_lines(text: str) -> tuple[Line, ...]:
    if text.count("\n") + text.count("\r") > _MAX_LINES:
        raise UnreadableDocument(f"行が多すぎます（{_MAX_LINES}行まで読み取れます）。")
    lines = lines_of(text)
    if any(len(line.raw) > _MAX_LINE_CHARS for line in lines):
        raise UnreadableDocument(f"1行が長すぎます（{_MAX_LINE_CHARS}文字まで読み取れます）。")
    return lines
