"""What is shown of a survey lets nobody compute what is hidden."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from panel.results import Counts, Rules, in_words, percent, rate, suppressed

RULES = Rules()


def column(*counts):
    return Counts(sum(counts), {answer: count for answer, count in enumerate(counts) if count})


def table(*columns):
    groups = {f"群{number}": one for number, one in enumerate(columns)}
    whole = Counts(
        sum(one.people for one in columns),
        {answer: sum(one.count(answer) for one in columns) for one_ in columns for answer in one_.by_answer},
    )
    return suppressed(whole, groups, RULES)


def shown(found):
    return [name for name, counts in found.columns.items() if counts is not None]


def test_groups_of_ten_are_shown():
    assert shown(table(column(6, 6), column(5, 5), column(9, 3))) == ["群0", "群1", "群2"]


def test_one_small_group_takes_the_next_smallest_along():
    assert shown(table(column(2, 2), column(5, 6), column(9, 8))) == ["群2"]


def test_two_small_groups_that_together_are_still_few_take_a_third():
    assert shown(table(column(2, 2), column(2, 1), column(9, 8))) == []
    assert shown(table(column(4, 4), column(3, 4), column(9, 8))) == ["群2"]


def test_what_nobody_hidden_chose_would_tell_about_them():
    assert shown(table(column(6, 0, 2), column(5, 0, 3), column(5, 5, 2), column(8, 8, 1))) == ["群3"]


def test_percentages_only_from_thirty_people_and_without_decimals():
    assert percent(17, 29) is None
    assert in_words(17, 29) == "17人"
    assert in_words(41, 72) == "41人（57%）"
    assert percent(1, 200) == 1
    assert rate(100, 72) == "72%"
    assert rate(0, 0) == "—"


cells = st.integers(0, 14)


@settings(max_examples=200)
@given(st.integers(2, 5), st.integers(2, 4), st.data())
def test_no_hidden_cell_of_a_single_choice_follows_from_what_is_shown(groups, answers, data):
    """Even for somebody who knows how many people of each group answered."""
    columns = [column(*data.draw(st.lists(cells, min_size=answers, max_size=answers))) for _ in range(groups)]
    found = table(*columns)
    hidden = [columns[int(name[1:])] for name, counts in found.columns.items() if counts is None]
    rest = {a: found.whole.count(a) - sum(c.count(a) for c in found.columns.values() if c) for a in range(answers)}
    people = sum(one.people for one in hidden)
    if sum(one.people > 0 for one in columns) < 2:
        return  # one group is everybody, and the whole tells about it
    for one in hidden:
        if one.people == 0:
            continue
        for answer in range(answers):
            if not 0 < found.whole.count(answer) < found.whole.people:
                continue  # all or none of everybody: the whole says it already
            least = max(0, one.people + rest[answer] - people)
            most = min(one.people, rest[answer])
            assert least < most, (columns, shown(found))
    for counts in found.columns.values():
        assert counts is None or counts.people >= RULES.group_min


@settings(max_examples=200)
@given(st.integers(2, 5), st.integers(2, 4), st.data())
def test_no_hidden_cell_of_several_choices_follows_from_what_is_shown(groups, answers, data):
    columns = []
    for _ in range(groups):
        people = data.draw(st.integers(0, 25))
        counts = {answer: data.draw(st.integers(0, people)) for answer in range(answers)}
        columns.append(Counts(people, {answer: count for answer, count in counts.items() if count}))
    found = table(*columns)
    hidden = [columns[int(name[1:])] for name, counts in found.columns.items() if counts is None]
    people = sum(one.people for one in hidden)
    if sum(one.people > 0 for one in columns) < 2:
        return  # one group is everybody, and the whole tells about it
    for answer in range(answers):
        together = sum(one.count(answer) for one in hidden)
        if not 0 < found.whole.count(answer) < found.whole.people:
            continue
        for one in hidden:
            if one.people:
                assert max(0, together - (people - one.people)) < min(one.people, together), (columns, shown(found))
