from datetime import UTC, date, datetime, timedelta

import pytest

from casework import keeping
from casework.ends import End, UnfinishedEnd, asked_after_on, ending, must_lie_ahead, says_nothing
from casework.repeats import Tally, print_of, tally
from casework.states import OPEN_STATES, TRANSITIONS, NotFromHere, Shown, State, Step, after, shown, steps_from

HANDED_IN = datetime(2026, 11, 20, 13, 40, tzinfo=UTC)


def test_a_plain_case_goes_from_receipt_to_answer():
    state = State.RECEIVED
    for step in (Step.ASK_SECTION, Step.DRAFT, Step.ANSWER):
        state = after(state, step)
    assert shown(state) is Shown.ANSWERED


def test_a_simple_question_is_answered_at_once():
    assert after(State.RECEIVED, Step.ANSWER) is State.ANSWERED


def test_a_withdrawn_case_goes_nowhere():
    assert steps_from(State.WITHDRAWN) == ()
    with pytest.raises(NotFromHere):
        after(State.WITHDRAWN, Step.ANSWER)


def test_every_state_is_reached_and_every_open_one_can_end():
    reached = {State.RECEIVED} | set(TRANSITIONS.values())
    assert reached == set(State)
    for state in OPEN_STATES:
        assert {Step.ANSWER, Step.CLOSE, Step.WITHDRAW} <= set(steps_from(state))


def test_residents_see_four_states_and_nothing_of_the_inner_ways():
    assert {shown(state) for state in State} == set(Shown)


@pytest.mark.parametrize("end", list(End))
def test_every_end_needs_a_reason(end):
    with pytest.raises(UnfinishedEnd):
        ending(end, "  ", "山形県 村山総合支庁", date(2027, 4, 1))


@pytest.mark.parametrize("reason", ["修繕済み", "予算なし", "了承"])
def test_a_short_reason_is_a_reason(reason):
    assert ending(End.DONE, reason).reason == reason


def test_a_single_sign_is_told_how_long_a_reason_is():
    with pytest.raises(UnfinishedEnd, match="理由は、2字以上で書いてください"):
        ending(End.DONE, " 済 ")


@pytest.mark.parametrize("end", [End.NOT_OURS, End.OTHER_PROCEDURE, End.NOT_ANSWERED])
def test_who_is_sent_away_is_told_where_to_or_by_which_rule(end):
    with pytest.raises(UnfinishedEnd):
        ending(end, "市では決められないためです。")
    assert ending(end, "市では決められないためです。", "要綱 第7条").detail == "要綱 第7条"


def test_a_promise_names_its_month():
    with pytest.raises(UnfinishedEnd):
        ending(End.PLANNED, "雪どけのあとに舗装します。")
    assert ending(End.PLANNED, "雪どけのあとに舗装します。", when=date(2027, 5, 20)).when == date(2027, 5, 1)


def test_only_where_something_was_done_or_promised_the_city_asks_later():
    told = [ending(end, "現地を確かめました。", "要綱 第7条", date(2027, 5, 1)) for end in End]
    asked = {one.end for one in told if asked_after_on(one, date(2026, 11, 30)) is not None}
    assert asked == {End.DONE, End.PLANNED}


@pytest.mark.parametrize(
    ("promised", "asked_on"),
    [
        (date(2026, 11, 30), date(2026, 12, 28)),  # within the month that is ending: it has its four weeks all the same
        (date(2026, 12, 20), date(2027, 1, 1)),
        (date(2027, 2, 28), date(2027, 3, 1)),
    ],
)
def test_how_a_promise_was_kept_is_asked_when_its_month_is_over_and_never_at_once(promised, asked_on):
    assert asked_after_on(ending(End.PLANNED, "ベンチを置きます", when=promised), date(2026, 11, 30)) == asked_on


def test_nothing_is_promised_for_a_month_that_is_over_or_beyond_every_plan():
    today = date(2026, 11, 30)
    must_lie_ahead(ending(End.PLANNED, "ベンチを置きます", when=date(2026, 11, 1)), today)
    for slip, said in ((date(2026, 10, 31), "もう過ぎています"), (date(9999, 12, 31), "年を確かめてください")):
        with pytest.raises(UnfinishedEnd, match=said):
            must_lie_ahead(ending(End.PLANNED, "ベンチを置きます", when=slip), today)


def test_thanks_alone_are_no_reason_but_are_not_stopped():
    assert says_nothing("貴重なご意見として承りました。")
    assert not says_nothing("11月25日に側溝のふたを取り替えました。貴重なご意見をありがとうございました。")


def test_for_an_hour_a_voice_does_not_leave_the_inbox_unless_it_is_urgent():
    assert keeping.held_until(HANDED_IN, keeping.Rules()) == HANDED_IN + timedelta(minutes=60)
    assert keeping.held_until(HANDED_IN, keeping.Rules(), urgent=True) == HANDED_IN


def test_withdrawing_erases_within_the_hour_and_seals_afterwards():
    rules, late = keeping.Rules(), HANDED_IN + timedelta(minutes=60)
    assert keeping.withdrawal(HANDED_IN, HANDED_IN + timedelta(minutes=59), rules) is keeping.Taken.ERASED
    assert keeping.withdrawal(HANDED_IN, late, rules) is keeping.Taken.SEALED
    assert keeping.withdrawal(HANDED_IN, late, keeping.Rules(erases_later=True)) is keeping.Taken.ERASED
    assert keeping.withdrawal(HANDED_IN, HANDED_IN, rules, against_retention=True) is keeping.Taken.SEALED


def test_a_case_is_kept_for_years_counted_from_the_next_fiscal_year():
    ended = datetime(2027, 3, 31, 3, 0, tzinfo=UTC)
    assert keeping.kept_until(ended, keeping.Retention.VOICE, keeping.Rules()) == date(2030, 3, 31)


def test_a_case_that_is_held_outlives_its_retention():
    ended, today = datetime(2026, 11, 20, tzinfo=UTC), date(2031, 1, 1)
    rules, kind = keeping.Rules(), keeping.Retention.VOICE
    assert keeping.may_be_erased(ended, kind, today, rules, against_retention=False)
    assert not keeping.may_be_erased(ended, kind, today, rules, against_retention=True)


def test_the_same_words_in_another_width_are_a_repeat():
    first = print_of("側溝のふたが割れています。")
    assert print_of("側溝のふたが、割れています！！") == first
    assert print_of("ＬＥＤの街灯🙏") == print_of("LEDの街灯")
    assert print_of("側溝のふたは割れていません。") != first


def test_voices_and_people_are_counted_apart():
    assert tally(["花子", "花子", "太郎", None]) == Tally(voices=4, people=2, unnamed=1)
