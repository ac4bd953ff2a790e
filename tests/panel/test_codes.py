"""What an invitation code looks like, and what only might."""

from __future__ import annotations

import pytest

from panel import codes


def test_a_code_is_read_in_any_width_case_and_spacing():
    code = codes.new_code(lambda signs: signs[-1])
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", "　"), code.replace("Y", "Ｙ")):
        assert codes.read(typed) == code.replace("-", "")


@pytest.mark.parametrize(
    "slip", ["ABCD-EFG2-JK0", "abcdefg2jk", "ＡＢＣＤ ＥＦＧ２ ＪＫ０", "ABCDEFG2JKMNP", "OBCD EFG2 JKM"]
)
def test_a_code_with_a_slip_of_the_pen_is_nearly_one(slip):
    assert codes.read(slip) is None
    assert codes.is_nearly(slip)


@pytest.mark.parametrize(
    "text",
    [
        "謝礼はもらえますか？",
        "ありがとう",
        "いいえ",
        "NPO法人数の目標は？",
        "K-2026-0001-7",
        "0236721111",
        "information",
        "ABCD",
        "8次 6-2-1",
        "https://example.jp/",
        "LED is 100 yen",
    ],
)
def test_words_numbers_and_receipts_are_no_codes_with_a_slip(text):
    assert codes.read(text) is None
    assert not codes.is_nearly(text)
