"""A survey that staff end before its time: nothing more goes out or comes in, and what came in is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from clock import Clock
from panel_town import NOON, RULES, PanelTown, person
from sqlalchemy import select, update
from test_wave_crashes import CLOSING, Killed, dies_once_at, populate

from panel.report import method
from storage import survey_answers, surveys
from storage.models import Monitor
from storage.models import Survey as SurveyRow

HANA, KENTA = person(1), person(2)


def ended(town: PanelTown, wave: int) -> None:
    with town.office.database.writing() as session:
        surveys.end(session, wave, town.office.clock())


def silent(town: PanelTown) -> list[int]:
    with town.office.database.reading() as session:
        return sorted(session.execute(select(Monitor.silent_waves)).scalars())


def test_no_answer_comes_in_and_no_reminder_goes_out_and_the_answers_so_far_are_counted(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA, KENTA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    town.says(HANA, "3", "4", "2", "とばす")
    town.presses(KENTA, "はじめる")
    pushed = town.office.line.pushed
    ended(town, wave)
    assert "締め切りました" in town.presses(KENTA, "読まない")
    for _ in range(4):
        town.passes(days=1)
    kept, report = town.kept(wave), town.results(wave)
    assert (kept.state, report.asked, report.answered) == ("closed", 2, 1)
    assert [dict(one.whole.by_answer) for one in report.questions[:4]] == [{2: 1}, {}, {4: 1}, {2: 1}]
    assert town.office.line.pushed == pushed
    assert kept.survey.closes_at < kept.meant_to_close
    with town.office.database.reading() as session:
        assert survey_answers.key_of(session, wave, town.office.seal) is None


def test_nobody_counts_as_silent_for_a_survey_that_ended_before_they_were_told(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA, KENTA)
    ended(town, town.sends())
    town.passes(minutes=1)
    assert silent(town) == [0, 0]
    wave = town.sends(opens_at=town.office.clock())
    town.passes(days=8)
    assert (town.kept(wave).state, silent(town)) == ("closed", [1, 1])


def test_letters_that_wait_when_it_ends_are_dropped(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA, KENTA)
    before = town.office.line.pushed
    town.office.line.moods = ["well", "fails"]  # the question about the quota, then the letter
    wave = town.sends()
    ended(town, wave)
    town.passes(hours=1)
    assert town.office.line.pushed == before
    with town.office.database.reading() as session:
        assert surveys.progress(session, wave).letters == {"dead": 2}
        assert surveys.progress(session, wave).asked == 2  # LINE did not answer, and may have taken the letter


def test_one_that_is_still_being_written_to_people_ends_too(opens):
    """The worker died between two batches: half of the people have been written to, the others are not any more."""
    clock = Clock(NOON)
    first = PanelTown(opens(clock=clock, panel=RULES, reach=dies_once_at("waves.after_plan", 1)))
    populate(first)
    wave = first.loads()
    with pytest.raises(Killed):
        first.office.ticks()
    assert first.kept(wave).state == "scheduled"
    ended(first, wave)
    second = PanelTown(opens(clock=clock, line=first.office.line, panel=RULES))
    second.passes(minutes=10)
    assert (second.kept(wave).state, second.office.line.pushed) == ("closed", 0)
    report = second.results(wave)
    assert (report.asked, report.undelivered) == (0, 500)  # nobody heard of it: the rate of answers is not about them
    assert "依頼が届かなかった方 500人" in method(report)["依頼・回答・回答率"]


@pytest.mark.parametrize("point", CLOSING)
def test_wherever_a_worker_dies_after_staff_ended_it_the_figures_are_right(opens, point):
    clock = Clock(NOON)
    first = PanelTown(opens(clock=clock, panel=RULES, per_minute=1_000, reach=dies_once_at(point, 1)))
    first.joins(HANA, KENTA)
    wave = first.sends()
    first.presses(HANA, "はじめる")
    first.says(HANA, "3", "4", "2", "とばす")
    ended(first, wave)
    with pytest.raises(Killed):
        first.office.ticks()
    second = PanelTown(opens(clock=clock, line=first.office.line, panel=RULES))
    second.passes(minutes=1)
    second.passes(minutes=1)
    report = second.results(wave)
    assert (second.kept(wave).state, report.answered, silent(second)) == ("closed", 1, [0, 0])
    assert [dict(one.whole.by_answer) for one in report.questions[:4]] == [{2: 1}, {}, {4: 1}, {2: 1}]


def test_what_does_not_run_is_not_ended(opens):
    town = PanelTown.opened(opens)
    wave = town.loads(opens_at=NOON + timedelta(days=1))
    with pytest.raises(surveys.NotFromHere, match="まだ始まっていない"):
        ended(town, wave)
    for state in ("closing", "closed", "reported"):
        with town.office.database.writing() as session:
            session.execute(update(SurveyRow).values(state=state))
        with pytest.raises(surveys.NotFromHere, match="もう締め切られています"):
            ended(town, wave)


def test_an_answer_that_comes_while_it_is_being_closed_is_told_so_and_not_looked_up(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    town.joins(HANA)
    wave = town.sends()
    town.presses(HANA, "はじめる")
    ended(town, wave)
    with town.office.database.writing() as session:
        session.execute(update(SurveyRow).values(state="closing"))
    heard = town.says(HANA, "資料にない満足")
    assert "締め切りました" in heard
    assert "分かりませんでした" not in heard
