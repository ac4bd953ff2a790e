"""Two-way tables and waves, for whatever was answered: no hidden column can be reckoned, and only the same question is set
beside itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from panel.report import QuestionReport, Report, as_json
from panel.results import Rules, comparable
from panel.survey import Question, Survey
from panel.tables import PEOPLE, pairs, questions

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)
READS = Question("q1", "single", "市報を読みますか？", ("はい", "いいえ", "ときどき", "知らない"))
CLEAR = Question("q2", "scale", "分かりやすさは？", low=1, high=3)
SOME = Question("q3", "multiple", "読むページは？", ("特集", "お知らせ"), most=2)
ASKED = Survey("市報について", (READS, CLEAR, SOME), NOON, NOON + timedelta(days=7))

said = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.sets(st.integers(0, 1), min_size=1)), min_size=1, max_size=120
)
rules = st.builds(Rules, group_min=st.integers(2, 12), two_way_min=st.integers(1, 60))


def _values(value):
    return sorted(value) if isinstance(value, set) else [value]


def _tallied(people) -> Counter:
    """The counts as the close keeps them."""
    counts: Counter = Counter()
    for one in people:
        answers = dict(zip(("q1", "q2", "q3"), one, strict=True))
        for id_, value in answers.items():
            counts[id_, "all", "", PEOPLE] += 1
            for answer in _values(value):
                counts[id_, "all", "", answer] += 1
        for first, second in pairs(ASKED):
            group = str(answers[first.id])
            counts[second.id, f"q:{first.id}", group, PEOPLE] += 1
            for answer in _values(answers[second.id]):
                counts[second.id, f"q:{first.id}", group, answer] += 1
    return counts


def _crossed(found):
    return [(one, other, table) for one in found for other, table in one.by_question.items()]


@settings(max_examples=300, deadline=None)
@given(said, rules)
@example([(0, 1, {0})] * 40 + [(1, 2, {1})] * 3 + [(2, 3, {0})] * 3, Rules(group_min=10, two_way_min=10))
def test_no_hidden_cell_of_a_two_way_table_is_fixed_by_what_is_shown(people, how):
    """Whoever reads the wholes knows how many are in each column, and takes what is shown from the whole: of every hidden
    cell at least two counts remain possible, unless everybody or nobody gave that answer."""
    for one, other, table in _crossed(questions(ASKED, _tallied(people), how)):
        asked = ASKED.question(other)
        sizes = Counter(asked.told(person[int(other[1:]) - 1]) for person in people)
        hidden = [group for group, counts in table.columns.items() if counts is None]
        if sum(size > 0 for size in sizes.values()) < 2:
            continue  # one column is everybody, and the whole tells about it
        for answer in one.whole.by_answer:
            if not 0 < one.whole.count(answer) < one.whole.people:
                continue
            shown = sum(counts.count(answer) for counts in table.columns.values() if counts is not None)
            left, together = one.whole.count(answer) - shown, sum(sizes[group] for group in hidden)
            for group in hidden:
                if sizes[group]:
                    least, most = max(0, left - (together - sizes[group])), min(sizes[group], left)
                    assert least < most, (group, answer, sizes)


@settings(max_examples=200, deadline=None)
@given(said, rules)
def test_no_small_group_is_shown_and_no_two_way_table_of_a_small_survey(people, how):
    found = questions(ASKED, _tallied(people), how)
    if len(people) < how.two_way_min:
        assert _crossed(found) == []
    for _, _, table in _crossed(found):
        shown = [counts.people for counts in table.columns.values() if counts is not None]
        assert all(people_in >= how.group_min for people_in in shown)
        assert sum(shown) <= table.whole.people


@settings(max_examples=100, deadline=None)
@given(said, rules)
def test_what_is_hidden_on_the_page_is_hidden_in_the_json_too(people, how):
    found = questions(ASKED, _tallied(people), how)
    told = {(one["id"], other): table for one in _json(found) for other, table in one["by_question"].items()}
    for one, other, table in _crossed(found):
        for group, counts in table.columns.items():
            assert (told[one.question.id, other][group] is None) is (counts is None)


def _json(found: tuple[QuestionReport, ...]):
    report = Report(1, ASKED, "closed", 200, 120, 0, 0, False, found)
    return as_json(report)["questions"]


# --- waves -----------------------------------------------------------------------------------------------------------

words = st.text(st.sampled_from("市報を読みますか？はいえ、 "), min_size=1, max_size=8)
choices = st.lists(words, min_size=2, max_size=4, unique=True).map(tuple)
asked_now = st.one_of(
    st.builds(Question, st.just("q1"), st.just("single"), words, choices),
    st.builds(Question, st.just("q1"), st.just("scale"), words, low=st.integers(0, 2), high=st.integers(3, 6)),
    st.builds(Question, st.just("q1"), st.just("number"), words, low=st.integers(0, 2), high=st.integers(3, 6)),
)
changes = st.sampled_from(("text", "order", "more", "range", "labels", "type"))


def _changed(question: Question, how: str) -> Question:
    match how:
        case "text":
            return replace(question, text=f"{question.text}。")
        case "order":
            return replace(question, choices=question.choices[::-1])
        case "more":
            return replace(question, choices=(*question.choices, "そのほか"))
        case "range":
            return replace(question, high=(question.high or 0) + 1)
        case "labels":
            return replace(question, labels={1: "よくない"})
        case _:
            return replace(question, type="text")


@given(asked_now, changes)
def test_waves_stand_side_by_side_only_where_the_question_is_the_same_to_the_letter(question, how):
    assert comparable(question, replace(question, id="q9"))  # where it stands makes no difference
    changed = _changed(question, how)
    assume(changed != question)
    assert not comparable(question, changed)
    assert not comparable(changed, question)
