from datetime import UTC, date, datetime, timedelta

import pytest

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
    # 18 December 2026, a Friday, with ten working days
    assert open_days().inner_dates(date(2026, 12, 18), 10) == InnerDates(
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
    assert open_days().inner_dates(date(2026, 11, 2), 5, [waiting]) is None


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
