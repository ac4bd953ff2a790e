"""Files as they are handed in: what is read, and what is refused with one line."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.files import file_lines, read_file
from knowledge.documents.lines import UnreadableDocument
from tests.knowledge.documents.pdfs import pictures, printed_lines

SHEET = """ 2025年度　主要施策の成果説明書

所属 子育て支援課 振興計画
第３章　育つ『こどものまち』
３－１　子育てを支えます 施策 ３－１－２　保育の充実

創生総合戦略 該当なし

目的

１　安心して預けられるようにします。

目標

１　保育の充実

第３次みさき町総合計画に沿って保育士を増やします。

実績

１　保育の充実

（ １ ）保育士を雇いました。

区分 2025年度目標 2025年度実績

目
標
値

保育士の数 ４０ 人 ４２ 人
 理由　※2025年度目標と2025年度実績の間に乖離がある場合

応募が多かったためです。

目標の実現に向けた今後の取組

研修を続けます。
"""
PDF = printed_lines(SHEET)


def refusal(data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(data, name, home="みさき町")
    message = str(refused.value)
    assert message.endswith("。")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_japanese_offices_give_the_same_facts(encoding):
    (sheet,) = read_file(SHEET.encode(encoding), "成果.txt").results
    assert (sheet.city, sheet.year, sheet.code.plan, sheet.code.number) == ("みさき町", 2025, "3次", "3-1-2")
    (row,) = sheet.indicators
    assert (row.name, row.target.printed, row.result.printed, row.doubt) == ("保育士の数", "40", "42", None)
    assert sheet.reason.source.page == 2
    assert SHEET.split("\n")[sheet.reason.source.line - 1] == "応募が多かったためです。"


def test_a_pdf_of_the_same_lines_gives_the_same_facts_with_page_and_printed_line():
    document = read_file(PDF, "成果.pdf")
    (sheet,) = document.results
    (row,) = sheet.indicators
    assert (row.name, row.target.printed, row.target.unit, row.result.printed) == ("保育士の数", "40", "人", "42")
    assert (row.source.page, row.source.line) == (1, 18)
    assert (sheet.next_steps.text, sheet.next_steps.source.page) == ("研修を続けます。", 2)
    assert document.doubts == ()


def test_what_a_file_is_shows_in_its_bytes_not_in_its_name():
    assert read_file(PDF, "成果.txt").results
    assert "中身はPDFではありません" in refusal(SHEET.encode(), "成果.PDF")


@pytest.mark.parametrize("data", [b"", b"\r\n \n", b"\0" * 400, "\ufeff\n".encode()])
def test_an_empty_file_is_refused(data):
    assert refusal(data) in {"ファイルが空です。", UNKNOWN}


UNKNOWN = "市の計画、主要施策の成果説明書、実施計画兼予算要求書（検証）のどれでもないため、読み取れません。"


@pytest.mark.parametrize("encoding", ["euc-jp", "iso-2022-jp", "utf-32"])
def test_other_encodings_are_refused(encoding):
    message = refusal(SHEET.replace("－", "-").encode(encoding))
    assert "文字コード" in message or "テキストでもPDFでもない" in message or message == UNKNOWN


def test_a_text_cut_off_within_a_character_is_refused():
    whole = SHEET.encode("utf-8")
    cut = whole.rindex("。".encode()) + 1
    assert "途中で切れて" in refusal(whole[:cut])
    assert "途中で切れて" in refusal(SHEET.encode("utf-16")[:-1])


def test_a_text_cut_off_between_sentences_is_read_with_a_doubt():
    cut = SHEET[: SHEET.index("目標の実現")]
    document = read_file(cut.encode(), "成果.txt")
    assert document.results
    assert any("今後の取組" in doubt.text for doubt in document.doubts)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "テキストでもPDFでもない"),
        (b"PK\x03\x04" + bytes(200), "Word・Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "画像"),
        ("月,日,人数\n1,2,3\n".encode(), "どれでもない"),
        ("第４次みさき町総合計画を作りました。\n".encode(), "どれでもない"),
        ("主要施策の成果説明書を読みました。\n".encode("cp932"), "どれでもない"),
    ],
)
def test_what_is_no_document_of_ours_is_refused(data, said):
    assert said in refusal(data)


def test_noise_of_twenty_megabytes_is_refused():
    assert refusal(os.urandom(1024) * 20_000)
    assert refusal(("ゆきかきのよてい " * 8 + "\n").encode() * 90_000) == UNKNOWN


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_cut_off_is_refused(share):
    assert "途中で切れて" in refusal(PDF[: int(len(PDF) * share)], "成果.pdf")


def test_a_locked_pdf_is_refused():
    assert "パスワード" in refusal(printed_lines(SHEET, password="himitsu"), "成果.pdf")


def test_a_pdf_of_pictures_is_refused():
    assert "画像だけ" in refusal(pictures(), "成果.pdf")


def test_a_pdf_of_something_else_is_refused():
    assert refusal(printed_lines("ごみの出し方\n\n燃えるごみは月曜日です。"), "ごみ.pdf") == UNKNOWN


def test_progress_is_told_page_by_page():
    told = []
    file_lines(PDF, "成果.pdf", progress=lambda done, total: told.append((done, total)))
    assert [pages for pages in dict.fromkeys(told) if pages[1]] == [(1, 2), (2, 2)]


def sheets_in(data: bytes, name: str) -> int | None:
    """How many sheets are read; None where the file is refused."""
    try:
        document = read_file(data, name)
    except UnreadableDocument:
        return None
    return len(document.results) + len(document.projects) + len(document.sections)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_pdf_with_damaged_bytes_is_read_or_refused(data):
    damaged = bytearray(PDF)
    for place in data.draw(st.lists(st.integers(0, len(PDF) - 1), max_size=40)):
        damaged[place] = data.draw(st.integers(0, 255))
    assert sheets_in(bytes(damaged), "成果.pdf") != 0


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_refused(data):
    assert sheets_in(data, "a.txt") is None


def test_a_line_without_end_is_refused():
    assert "長すぎ" in refusal((SHEET + "1" * 200_000).encode())


def test_progress_on_a_text_is_told_sheet_by_sheet():
    told = []
    read_file((SHEET * 3).encode(), "成果.txt", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_noise_behind_a_good_sheet_is_no_part_of_it():
    assert "長すぎ" in refusal((SHEET + "よていのひ\n" * 4_000).encode())
