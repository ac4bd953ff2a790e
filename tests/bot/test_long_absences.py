"""LINE away for an hour and for two days, and a machine's clock that is set back: what is told afterwards, and how often."""

from __future__ import annotations

import pytest
from office import HANA, KENTA

AGAIN = "（再掲）"
PEOPLE = [f"U{number:032x}" for number in range(20)]


def _told(office, who):
    return [text.split("の答え")[0] for text in office.phone(who)]


@pytest.mark.parametrize("mood", ["cannot be reached", "fails", "busy"])
@pytest.mark.parametrize(("hours", "pushes_arrive"), [(1, True), (48, False)])
def test_after_line_was_away_everybody_has_their_answer_once_and_what_was_not_sent_is_seen(
    office, mood, hours, pushes_arrive
):
    for who in PEOPLE:
        office.answers(office.said(who, "前の質問"))
    office.line.mood = mood
    office.writes_to(KENTA, "回答")
    office.answers(*(office.said(who, "待つ質問") for who in PEOPLE))
    called = len(office.line.calls)
    for _ in range(hours * 6):
        office.clock.passes(minutes=10)
        office.works()
    assert len(office.line.calls) - called < 200 * hours  # it is asked again, and not besieged
    office.line.mood = "well"
    office.clock.passes(minutes=31)  # the longest pause between two tries
    office.works()
    assert [_told(office, who) for who in PEOPLE] == [["前の質問"]] * len(PEOPLE)  # no token lives: owed, not pushed
    office.answers(*(office.said(who, "次の質問") for who in PEOPLE))
    for who in PEOPLE:
        assert _told(office, who) == ["前の質問", f"{AGAIN}待つ質問", "次の質問"]
    assert office.phone(KENTA) == (["回答"] if pushes_arrive else [])
    given_up = [letter.fate for letter in office.letters() if letter.state == "dead"]
    assert given_up == ([] if pushes_arrive else ["unknown" if mood == "fails" else "undelivered"])
    assert set(office.states()) <= {"sent", "dead"}


def test_when_the_months_quota_is_used_up_replies_go_on_and_pushes_wait_until_there_is_more(office):
    office.line.month = 0
    office.writes_to(KENTA, "回答")
    office.answers(office.said(HANA, "人口"), office.said(KENTA, "人口"))
    assert [_told(office, who) for who in (HANA, KENTA)] == [["人口"], ["人口"]]
    office.line.month = 1
    office.clock.passes(minutes=6)
    office.works()
    assert office.phone(KENTA)[-1] == "回答"


def test_a_clock_that_is_set_back_loses_nothing_doubles_nothing_and_keeps_the_order(opens):
    office = opens()
    office.answers(office.said(HANA, "一つ目"))
    office.line.moods = ["cannot be reached"]
    office.delivers(office.said(HANA, "二つ目", seconds=1))
    office.works()
    office.clock.passes(minutes=-30)
    third = office.said(HANA, "三つ目", seconds=30 * 60 + 2)  # LINE's clock was not set back
    office.delivers(third, office.said(KENTA, "別の人", seconds=30 * 60 + 2))
    office.works()
    assert _told(office, KENTA) == ["別の人"]  # nobody else waits
    for _ in range(35):
        office.clock.passes(minutes=1)
        office.works()
    office.answers(office.said(HANA, "四つ目"))
    told = [text.removeprefix(AGAIN) for text in _told(office, HANA)]
    assert sorted(told) == sorted(["一つ目", "二つ目", "三つ目", "四つ目"])
    assert told.index("二つ目") < told.index("四つ目")
    assert set(office.states()) <= {"sent", "assumed"}


def test_what_a_dead_machine_held_is_not_held_for_an_hour_because_the_clock_was_set_back(opens):
    def dies(point):
        if point == "turns.after_claim":
            raise KeyboardInterrupt

    doomed = opens(reach=dies)
    doomed.delivers(doomed.said(HANA, "人口"))
    with pytest.raises(KeyboardInterrupt):
        doomed.turns.take()
    doomed.clock.passes(hours=-1)
    other = opens(clock=doomed.clock, line=doomed.line)
    other.works()
    assert _told(other, HANA) == ["人口"]
