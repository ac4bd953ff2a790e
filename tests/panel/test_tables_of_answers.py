"""The tables of one survey together: what is hidden in one follows from none of the others."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from casework.csv_tables import as_csv
from panel.ages import GROUPS
from panel.report import WEIGHTED, Report, as_json, lines, method, rows
from panel.results import NO_ESTIMATE, Rules
from panel.survey import Question, Survey
from panel.tables import PEOPLE, pairs, questions
from panel.workbook import as_xlsx

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)
READS = Question("q1", "single", "市報を読みますか？", ("はい", "いいえ", "ときどき"))
PAGES = Question("q2", "single", "よく読むのは？", ("特集", "お知らせ"), show_if={"q1": (0, 2)})
CLEAR = Question("q3", "scale", "分かりやすさは？", low=1, high=3)
YOUNG, MIDDLE, OLD = GROUPS
# A question that few answered has its tables here: they have to hold without the floor of test_few_answers.py, too.
RULES = Rules(two_way_min=100, whole_min=1)
WEIGHING = Rules(weights=True, population={YOUNG: 6_000, MIDDLE: 8_000, OLD: 14_000})


def survey(*asked):
    return Survey("市報について", asked, NOON, NOON + timedelta(days=7))


def tallied(asked, people):
    """Counts of ``people``: (age group, answers); as the close keeps them."""
    counts = Counter()
    for group, answers in people:
        for question in asked.questions:
            value = answers.get(question.id)
            if value is not None:
                for by, name in (("all", ""), ("age", group)):
                    counts[question.id, by, name, PEOPLE] += 1
                    counts[question.id, by, name, value] += 1
        for first, second in pairs(asked):
            if first.id in answers and second.id in answers:
                counts[second.id, f"q:{first.id}", str(answers[first.id]), PEOPLE] += 1
                counts[second.id, f"q:{first.id}", str(answers[first.id]), answers[second.id]] += 1
    return counts


def hidden(found, id_):
    (one,) = [one for one in found if one.question.id == id_]
    return {group for group, counts in one.by_age.columns.items() if counts is None}


def test_a_group_hidden_for_one_question_is_hidden_for_what_hangs_on_it():
    """Eleven of twelve in the middle group said yes: as many are asked the next question, and that must not be read off."""
    people = [(YOUNG, {"q1": 1})] * 8 + [(OLD, {"q1": number % 3, "q2": number % 2}) for number in range(40)]
    people += [(MIDDLE, {"q1": 0, "q2": number % 2}) for number in range(11)] + [(MIDDLE, {"q1": 1})]
    found = questions(survey(READS, PAGES), tallied(survey(READS, PAGES), people), RULES)
    assert hidden(found, "q1") >= {YOUNG, MIDDLE}
    assert hidden(found, "q2") >= {YOUNG, MIDDLE}


def test_each_pair_of_questions_has_one_table_and_branches_have_none():
    assert [(first.id, second.id) for first, second in pairs(survey(READS, PAGES, CLEAR))] == [("q1", "q3")]


def test_a_two_way_table_never_shows_its_hidden_column_the_other_way_round():
    answers = [{"q1": 0, "q3": 1 + number % 3} for number in range(150)] + [{"q1": 2, "q3": 2}] * 3
    answers += [{"q1": 1, "q3": 1 + number % 3} for number in range(30)]
    asked = survey(READS, CLEAR)
    first, second = questions(asked, tallied(asked, [(OLD, one) for one in answers]), RULES)
    assert first.by_question == {}
    assert second.by_question["q1"].columns["ときどき"] is None


# --- somebody who reckons ------------------------------------------------------------------------------------------


def determined(unknowns, equations):
    """The unknowns that follow from linear equations ({unknown: factor}, sum), by elimination over the fractions."""
    order = {name: place for place, name in enumerate(unknowns)}
    matrix = []
    for factors, _ in equations:
        row = [Fraction(0)] * len(order)
        for name, factor in factors.items():
            row[order[name]] += factor
        matrix.append(row)
    rank, pivots = 0, []
    for place in range(len(order)):
        pivot = next((n for n in range(rank, len(matrix)) if matrix[n][place]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [cell / matrix[rank][place] for cell in matrix[rank]]
        for n, row in enumerate(matrix):
            if n != rank and row[place]:
                matrix[n] = [cell - row[place] * by for cell, by in zip(row, matrix[rank], strict=True)]
        pivots.append(place)
        rank += 1
    names = list(order)
    return {names[place] for n, place in enumerate(pivots) if sum(map(bool, matrix[n])) == 1}


people = st.lists(
    st.tuples(st.sampled_from(GROUPS), st.integers(0, 2), st.integers(0, 1), st.integers(1, 3)), min_size=0, max_size=90
)


@settings(max_examples=150, deadline=None)
@given(people, st.permutations(GROUPS), st.integers(3, 12))
def test_no_hidden_cell_follows_from_all_tables_of_a_survey_together(said, order, middle):
    """For somebody who knows how many of each age group answered, and which answers lead to the next question."""
    said = [(group, reads, page, clear) for group, reads, page, clear in said if group != order[0]]
    said += [(order[0], number % 3, number % 2, 1 + number % 3) for number in range(middle)]
    told = [
        (group, {"q1": reads, "q3": clear, **({"q2": page} if reads in (0, 2) else {})})
        for group, reads, page, clear in said
    ]
    asked = survey(READS, PAGES, CLEAR)
    found = questions(asked, tallied(asked, told), RULES)
    sizes = Counter(group for group, _ in told)
    unknowns, equations, secret = [], [], {}
    for one in found:
        answers = one.question.points or range(len(one.question.choices))
        for group, counts in one.by_age.columns.items():
            names = [(one.question.id, group, answer) for answer in answers]
            unknowns += names
            if counts is not None:
                equations += [({name: 1}, counts.count(name[2])) for name in names]
            elif sizes[group] == 0:
                equations += [({name: 1}, 0) for name in names]
            else:
                secret |= dict.fromkeys(names, one)
            if not one.question.show_if:
                equations.append((dict.fromkeys(names, 1), sizes[group]))
            else:
                earlier = [("q1", group, answer) for answer in (0, 2)]
                equations.append((dict.fromkeys(names, 1) | dict.fromkeys(earlier, -1), 0))
        for answer in answers:
            factors = {(one.question.id, group, answer): 1 for group in one.by_age.columns}
            equations.append((factors, one.whole.count(answer)))
    known = determined(unknowns, equations)
    if sum(count > 0 for count in sizes.values()) < 2:
        return  # one group is everybody, and the whole tells about it
    for name, one in secret.items():
        everybody = one.whole.count(name[2])
        alone = sum(counts is None and sizes[group] > 0 for group, counts in one.by_age.columns.items()) < 2
        assert not alone, (name, sizes)
        assert name not in known or not 0 < everybody < one.whole.people, (name, sizes)


# --- weights -------------------------------------------------------------------------------------------------------


def report(rules, people):
    asked = survey(READS, PAGES)
    found = questions(asked, tallied(asked, people), rules)
    return Report(
        1, asked, "closed", 40, 36, 6, 0, False, found, panel=dict.fromkeys(GROUPS, 12), population=rules.population
    )


def answering(young=12):
    people = [(YOUNG, {"q1": 0, "q2": 0})] * young + [(OLD, {"q1": 1})] * 12
    return people + [(MIDDLE, {"q1": number % 2, **({} if number % 2 else {"q2": 1})}) for number in range(12)]


def test_weights_stand_beside_the_raw_figures_in_text_file_sheet_and_method():
    found = report(WEIGHING, answering())
    assert found.questions[0].weighted == {0: 36, 1: 64}  # 6,000 and half of 8,000 of 28,000 people
    assert found.questions[1].weighted == {}  # how old those are who read it at all, nobody knows
    text = "\n".join(lines(found))
    assert "はい　18人（50%）　重み付け（参考） 36%" in text
    table = list(rows(found))
    assert table[0][-1] == "重み付け（参考）"
    assert [1, READS.text, "全体", "", "はい", 18, 36, "50%", "36%"] in table
    assert "重み付け（参考）" in as_csv(rows(found))
    sheet = load_workbook(io.BytesIO(as_xlsx(found)))
    assert any("36%" in map(str, row) for row in sheet["結果"].iter_rows(values_only=True))
    assert ("重み付け", WEIGHTED) in [row[:2] for row in sheet["調査の方法"].iter_rows(values_only=True)]
    assert (
        method(found)["市の人口の構成（年代）"]
        == "18〜39歳 6,000人（21%）、40〜59歳 8,000人（29%）、60歳以上 14,000人（50%）"
    )
    assert as_json(found)["questions"][0]["weighted"] == {"はい": 36, "いいえ": 64}
    assert table[-1] == [NO_ESTIMATE]


def test_without_the_setting_nothing_is_weighted():
    found = report(Rules(population=WEIGHING.population), answering())
    assert found.questions[0].weighted == {}
    assert method(found)["重み付け"] == "していません。"
    assert "重み付け（参考）" not in as_csv(rows(found))


def test_a_weighted_figure_never_tells_what_a_hidden_group_answered():
    assert report(WEIGHING, answering(young=9)).questions[0].weighted == {}


# --- files ---------------------------------------------------------------------------------------------------------


def test_words_that_look_like_a_formula_stay_words_in_both_files():
    asked = survey(Question("q1", "single", "=1+1", ("@SUM(A1)", "-いいえ", "+はい", "＝1＋1")))
    found = Report(
        1, asked, "closed", 3, 3, 0, 0, False, questions(asked, tallied(asked, [(OLD, {"q1": 0})] * 3), RULES)
    )
    book = load_workbook(io.BytesIO(as_xlsx(found)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "@", "+", "-"))] == []
    assert {"'=1+1", "'@SUM(A1)", "'＝1＋1"} <= {cell.value for cell in cells}
    assert not any(
        part.startswith(("=", "@", "+", "-")) for line in as_csv(rows(found)).splitlines() for part in line.split(",")
    )
