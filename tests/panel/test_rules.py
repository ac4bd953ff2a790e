"""Codes, quotas, terms, hours and prices of the panel."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel import ages, codes
from panel.calendar import JAPAN, Election, QuietHours, When, in_words, term_until, when
from panel.price import price
from panel.quotas import Applicant, select

NIGHT = QuietHours(time(20), time(9))


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=JAPAN).astimezone(UTC)


# --- invitation codes --------------------------------------------------------------------------------------------


def test_a_code_is_taken_in_any_width_and_case():
    code = codes.new_code(random.Random(1).choice)
    plain = codes.read(code)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "－" for sign in code)
    for typed in (code, code.lower(), wide, code.replace("-", ""), code.replace("-", " "), f"　{code} "):
        assert codes.read(typed) == plain
    assert not set("O0I1LQZ") & set(codes.SIGNS)


@given(st.randoms(use_true_random=False), st.data())
def test_one_slip_or_two_signs_exchanged_never_make_another_code(chance, data):
    plain = codes.read(codes.new_code(chance.choice))
    place = data.draw(st.integers(0, codes.LENGTH - 1))
    other = data.draw(st.sampled_from([sign for sign in codes.SIGNS if sign != plain[place]]))
    assert codes.read(plain[:place] + other + plain[place + 1 :]) is None
    place = data.draw(st.integers(0, codes.LENGTH - 2))
    if plain[place] != plain[place + 1]:
        exchanged = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert codes.read(exchanged) is None


@given(st.text(max_size=30))
def test_no_text_upsets_the_reading_of_codes(text):
    code = codes.read(text)
    if code is not None:
        assert len(code) == codes.LENGTH
        assert set(code) <= set(codes.SIGNS)
        assert codes.read(code) == code


@pytest.mark.parametrize("said", ["市民の声", "NPO法人数の目標は？", "2026年の予算は", "12345678901", "ABCDEFGHJKM"])
def test_a_question_is_no_code(said):
    assert codes.read(said) is None


# --- who is registered -------------------------------------------------------------------------------------------


def applicants(*groups):
    return [Applicant(number, group, "北部") for number, group in enumerate(groups, start=1)]


def test_one_quota_per_age_group_and_the_rest_wait():
    found = select(
        applicants("若", "老", "老", "老", "若"), [], by="age_group", quotas={"若": 2, "老": 2}, capacity=100
    )
    assert (found.chosen, found.waiting) == ((1, 2, 3, 5), (4,))


def test_who_is_registered_already_counts_and_capacity_ends_it():
    present = [Applicant(90, "老", "北部"), Applicant(91, "若", "北部")]
    found = select(applicants("老", "若", "若"), present, by="age_group", quotas={"老": 1}, capacity=3)
    assert found.chosen == (2,)


def test_who_was_drawn_from_the_register_comes_first():
    drawn = Applicant(9, "老", "南部", verified=True)
    found = select([*applicants("老"), drawn], [], by="district", quotas={}, capacity=1)
    assert found.chosen == (9,)


@given(st.lists(st.sampled_from("若中老"), max_size=30), st.integers(0, 20), st.integers(0, 10))
def test_no_quota_and_no_capacity_is_ever_exceeded(groups, capacity, quota):
    people = applicants(*groups)
    found = select(people, [], by="age_group", quotas={"若": quota}, capacity=capacity)
    assert len(found.chosen) <= capacity
    assert sum(people[id_ - 1].age_group == "若" for id_ in found.chosen) <= quota
    assert sorted(found.chosen + found.waiting) == [one.id for one in people]


def test_age_bands_fall_into_three_groups():
    assert [ages.group(band) for band in ages.BANDS] == [g for g in ages.GROUPS for _ in range(2)]
    assert [ages.band(text) for text in ("３０代", "18～29歳", "70歳以上", "80代", "子ども")] == [
        "30代",
        "18〜29歳",
        "70歳以上",
        "70歳以上",
        None,
    ]


def test_a_term_ends_with_the_fiscal_year():
    assert term_until(date(2026, 12, 1)) == date(2027, 3, 31)
    assert term_until(date(2027, 3, 31)) == date(2027, 3, 31)
    assert term_until(date(2027, 4, 1)) == date(2028, 3, 31)


# --- when ----------------------------------------------------------------------------------------------------------

CLOSES = at(8, 20)


@pytest.mark.parametrize(
    ("due", "now", "follows"),
    [
        (at(1, 18, 30), at(1, 18, 0), When("wait", at(1, 18, 30))),
        (at(1, 18, 30), at(1, 18, 30), When("send")),
        (at(1, 8, 0), at(1, 8, 0), When("wait", at(1, 9, 0))),
        (at(1, 8, 0), at(1, 9, 0), When("send")),
        (at(1, 22, 0), at(2, 9, 5), When("send")),
        (at(1, 22, 0), at(2, 14, 59), When("send")),
        (at(1, 22, 0), at(2, 15, 1), When("ask", why="late")),
        (at(1, 12, 0), at(1, 18, 0), When("send")),
        (at(1, 12, 0), at(1, 18, 1), When("ask", why="late")),
        (at(1, 19, 0), at(1, 21, 0), When("wait", at(2, 9, 0))),
        (at(8, 21, 0), at(8, 21, 0), When("ask", why="closing")),
        (at(1, 18, 30), at(9, 12, 0), When("ask", why="closing")),
    ],
)
def test_a_push_is_sent_in_its_window_or_staff_are_asked(due, now, follows):
    assert when(due, CLOSES, now, NIGHT) == follows


def test_during_an_election_nothing_is_pushed_by_itself():
    election = Election(date(2026, 12, 1), date(2026, 12, 6))
    assert when(at(2, 12), CLOSES, at(2, 12), NIGHT, [election]) == When("ask", why="election")
    assert when(at(7, 12), CLOSES, at(7, 12), NIGHT, [election]) == When("send")


def test_a_city_without_quiet_hours_sends_at_night():
    assert when(at(1, 2), CLOSES, at(1, 2), None) == When("send")


@given(st.integers(0, 60 * 24 * 400), st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_always_end(minutes, begin, end):
    quiet = QuietHours(time(begin), time(end))
    moment = at(1, 0) + timedelta(minutes=minutes)
    over = quiet.over_at(moment)
    assert not quiet.cover(over)
    assert timedelta() <= over - moment <= timedelta(days=1)


def test_moments_as_people_say_them():
    assert in_words(at(8, 20)) == "12月8日(火)午後8時"
    assert in_words(at(8, 9, 30)) == "12月8日(火)午前9時30分"
    assert in_words(at(8, 12)) == "12月8日(火)正午"


def test_the_price_is_told_before_anything_is_sent():
    assert price(100, 1, 200, 30).pushes == 200
    assert price(100, 1, 200, 30).missing == 0
    assert price(100, 0, 120, 30).missing == 10
    assert price(100, 0, None, 9_999).missing == 0
    assert "10通足りない" in price(100, 0, 120, 30).in_words()
