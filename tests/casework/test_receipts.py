from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.receipts import Mistyped, NoReceipt, Receipt, fiscal_year, read_receipt, said_receipt

YEARS = st.integers(2024, 2099)
RUNNING = st.integers(1, 999_999)


def test_the_first_voice_of_2026_has_the_number_everybody_knows():
    assert str(Receipt(2026, 1)) == "K-2026-0001-7"


@given(YEARS, RUNNING)
def test_a_receipt_is_read_back(year, running):
    assert read_receipt(str(Receipt(year, running))) == Receipt(year, running)


@pytest.mark.parametrize(
    "typed",
    [
        "Ｋ－２０２６－０００１－７",
        "k-2026-0001-7",
        "K202600017",
        "2026ー0001ー7",
        " K 2026 0001 7 ",
        "ｋ２０２６‐０００１‐７",
    ],
)
def test_a_receipt_is_understood_however_it_is_typed(typed):
    assert read_receipt(typed) == Receipt(2026, 1)


@given(YEARS, RUNNING, st.data())
def test_one_wrong_digit_is_noticed(year, running, data):
    signs = list(str(Receipt(year, running)))
    # The century stands fixed in the form; a slip there is no receipt at all.
    places = [place for place, sign in enumerate(signs) if sign.isdigit() and place > 3]
    place = data.draw(st.sampled_from(places))
    signs[place] = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != signs[place]]))
    with pytest.raises(NoReceipt):
        read_receipt("".join(signs))


@given(YEARS, RUNNING)
def test_two_swapped_neighbours_are_noticed(year, running):
    digits = str(Receipt(year, running)).replace("-", "").removeprefix("K")
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            with pytest.raises(NoReceipt):
                read_receipt(swapped)


@pytest.mark.parametrize(
    "text", ["", "K-2026-001-7", "受付番号", "K-2026-0000-0", "K-2026-0001-7 です", "K-2026-00001-7"]
)
def test_what_is_no_receipt_is_said_to_be_none(text):
    with pytest.raises(NoReceipt):
        read_receipt(text)


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2027, 3, 31, 14, 59, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 15, 0, tzinfo=UTC), 2027),  # the first minute of 1 April in Japan
        (datetime(2026, 12, 1, tzinfo=UTC), 2026),
    ],
)
def test_the_fiscal_year_turns_at_midnight_in_japan(moment, year):
    assert fiscal_year(moment) == year


@pytest.mark.parametrize("text", ["K-2026-0001-8", "受付番号はK-2026-001-7です", "k 2026 0001", "2026-0001-8"])
def test_what_was_meant_for_a_number_is_told_from_what_is_none(text):
    with pytest.raises(Mistyped):
        said_receipt(text)


@pytest.mark.parametrize(
    "said",
    [
        "受付状況 {}",
        "受付状況{}",
        "受付状況　{}",
        "うけつけ状況は{}",
        "受付状況の番号 {}",
        "受付状況を見る {}",
        "{}の受付状況は？",
        "{} 受付状況",
    ],
)
@pytest.mark.parametrize("number", ["K-2026-0001-", "2026-0001-", "２０２６－０００１－"])
def test_a_number_said_with_the_word_for_its_state_is_a_number(said, number):
    assert str(said_receipt(said.format(f"{number}7"))) == "K-2026-0001-7"
    with pytest.raises(Mistyped):
        said_receipt(said.format(f"{number}8"))


@pytest.mark.parametrize("text", ["2026年", "K-2026-0001-8の道路の予算は？", "202600018", "電話は023-000-0000"])
def test_what_is_no_number_at_all_is_not_taken_for_a_wrong_one(text):
    with pytest.raises(NoReceipt) as problem:
        said_receipt(text)
    assert not isinstance(problem.value, Mistyped)
