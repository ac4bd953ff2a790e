from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.working_days import InnerDates, NeverOpen, Pause, day_in_japan, open_days


def test_a_voice_before_new_year_is_due_in_the_new_year():
    assert open_days().after(date(2026, 12, 18), 10) == date(2027, 1, 7)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 9, 22), False),  # between two holidays
        (date(2027, 3, 22), False),  # in place of a holiday on Sunday
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 2), False),
        (date(2027, 1, 4), True),
    ],
)
def test_the_hall_is_closed_on_weekends_holidays_and_at_the_turn_of_the_year(day, is_open):
    assert open_days().is_open(day) is is_open


def test_a_day_the_city_closes_does_not_count():
    assert open_days([date(2026, 11, 24)]).after(date(2026, 11, 20), 1) == date(2026, 11, 25)


def test_a_voice_of_a_saturday_counts_from_monday_like_one_of_friday():
    calendar = open_days()
    assert calendar.after(date(2026, 11, 14), 1) == calendar.after(date(2026, 11, 13), 1) == date(2026, 11, 16)


def test_the_dates_inside_lie_before_the_answer():
    # ten working days from 18 December 2026, a Friday
    assert open_days().inner_dates(date(2027, 1, 7), 10) == InnerDates(
        inquiry=date(2026, 12, 21), draft=date(2026, 12, 28), decision=date(2027, 1, 6), answer=date(2027, 1, 7)
    )


def test_days_of_asking_back_do_not_count():
    calendar = open_days()
    asked_back = Pause(date(2026, 11, 4), date(2026, 11, 9))
    assert calendar.after(date(2026, 11, 2), 5) == date(2026, 11, 10)  # the 3rd is a holiday
    assert calendar.after(date(2026, 11, 2), 5, [asked_back]) == date(2026, 11, 13)


def test_no_date_is_named_while_the_city_waits_for_the_resident():
    waiting = Pause(date(2026, 11, 4))
    assert open_days().after(date(2026, 11, 2), 5, [waiting]) is None


@given(start=st.dates(date(2024, 1, 1), date(2030, 1, 1)), days=st.integers(1, 30))
def test_until_a_promise_is_moved_each_date_inside_lies_so_many_days_after_the_voice_came_in(start, days):
    calendar = open_days()
    due = calendar.after(start, days)
    inside = calendar.inner_dates(due, days)
    assert inside.inquiry == calendar.after(start, 1)
    assert inside.inquiry <= inside.draft <= inside.decision <= inside.answer == due


def test_the_dates_inside_follow_a_promise_that_is_moved_be_it_to_a_closed_day():
    saturday = date(2026, 12, 19)
    assert open_days().inner_dates(saturday, 10) == InnerDates(
        inquiry=date(2026, 12, 8), draft=date(2026, 12, 15), decision=date(2026, 12, 18), answer=saturday
    )


def test_working_days_left_are_counted_and_days_over_are_negative():
    calendar = open_days()
    assert calendar.count(date(2026, 12, 18), date(2027, 1, 7)) == 10
    assert calendar.count(date(2027, 1, 7), date(2026, 12, 18)) == -10


def test_a_hall_that_never_opens_can_promise_nothing():
    every_day = [date(2026, 1, 1) + timedelta(days=nth) for nth in range(900)]
    with pytest.raises(NeverOpen):
        open_days(every_day).after(date(2026, 1, 1), 1)


def test_an_evening_in_london_is_tomorrow_in_japan():
    assert day_in_japan(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)) == date(2026, 11, 21)
