"""From counts to what may be shown of every question: groups that would tell of a few people are hidden in all tables that
tell of them.

Tables of one survey are not independent. A question asked only of those who gave an answer before has as many people in a
group as that answer had there, so a group that is hidden for the first is hidden for the second. And a two-way table
read the other way round is the same table, so each pair of questions has one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from panel import ages
from panel.report import QuestionReport
from panel.results import Counts, Rules, Table, suppressed
from panel.survey import Question, Survey
from panel.weights import weighted

PEOPLE = -1  # the answer that counts the people

# (question, by, group, answer). ``by`` is "all", "age", "area", "mode", or "q:" and the question that makes the groups. With no
# question (""): how many were asked in an area, or answered in a mode.
TallyKey = tuple[str, str, str, int]
Tallies = Mapping[TallyKey, int]


def pairs(survey: Survey) -> Iterator[tuple[Question, Question]]:
    """The two-way tables of a survey: (the question that makes the groups, the question that is counted).

    Only questions that everybody is asked: how many were asked another tells how many gave an answer.
    """
    asked = [one for one in survey.questions if not one.show_if and one.type != "text"]
    for place, first in enumerate(asked):
        for second in asked[place + 1 :]:
            if first.type in ("single", "scale"):
                yield first, second
            elif second.type in ("single", "scale"):
                yield second, first


def questions(survey: Survey, counts: Tallies, rules: Rules) -> tuple[QuestionReport, ...]:
    """Every question of a survey that has closed, with the tables that may be shown."""
    hidden: dict[tuple[str, str], frozenset[str]] = {}
    withheld: set[str] = set()
    found = []
    for question in survey.questions:
        whole = column(question, counts, "all", "")
        few = _answered_by_few(question, whole, rules)
        # How many were asked a question tells how many gave an answer before, also where that is for nobody to know.
        if survey.anonymous and (few or not withheld.isdisjoint(question.show_if)):
            withheld.add(question.id)
            found.append(QuestionReport(question, Counts(0, {}), few=True, withheld=True))
            continue
        if question.type == "text":
            found.append(QuestionReport(question, whole, few=few))
            continue
        tables = {}
        for by, groups in (("age", ages.GROUPS), ("area", ())):
            inherited = frozenset().union(*(hidden.get((earlier, by), frozenset()) for earlier in question.show_if))
            table = _table(question, counts, by, whole, rules, groups, inherited)
            tables[by] = table
            hidden[question.id, by] = _hidden(table)
        found.append(
            QuestionReport(
                question,
                whole,
                by_age=tables["age"],
                by_area=tables["area"],
                by_question=_crossed(question, survey, counts, whole, rules),
                weighted=weighted(tables["age"], rules.population) if rules.weights and not question.show_if else {},
                few=few,
            )
        )
    return tuple(found)


def _answered_by_few(question: Question, whole: Counts, rules: Rules) -> bool:
    """Whether the counts of one question would tell what somebody answered. What was written freely by few of all who were
    asked tells of nobody; where a condition led to it, it is known which answer its writers gave before."""
    if question.type == "text" and not question.show_if:
        return False
    return 0 < whole.people < rules.whole_min


def column(question: Question, counts: Tallies, by: str, group: str) -> Counts:
    """One column of a question's table."""
    return Counts(
        counts.get((question.id, by, group, PEOPLE), 0),
        {
            answer: count
            for (id_, of, in_group, answer), count in counts.items()
            if id_ == question.id and of == by and in_group == group and answer != PEOPLE
        },
    )


def _hidden(table: Table | None) -> frozenset[str]:
    return frozenset(group for group, counts in table.columns.items() if counts is None) if table else frozenset()


def _table(
    question: Question,
    counts: Tallies,
    by: str,
    whole: Counts,
    rules: Rules,
    groups: Collection[str],
    inherited: Collection[str],
) -> Table | None:
    # Also the groups in which nobody answered: that one is missing would tell of those that are not.
    there = sorted({group for id_, of, group, _ in counts if id_ in (question.id, "") and of == by} - set(groups))
    columns = {group: column(question, counts, by, group) for group in (*groups, *there)}
    # What came on paper counts in the whole and in its groups alike, so that whole less groups is nothing.
    return suppressed(whole, columns, rules, inherited) if columns else None


def _crossed(question: Question, survey: Survey, counts: Tallies, whole: Counts, rules: Rules) -> dict[str, Table]:
    """The two-way tables in which a question is counted: only of surveys large enough when they closed."""
    found: dict[str, Table] = {}
    if whole.people < rules.two_way_min:
        return found
    for other, counted in pairs(survey):
        by = f"q:{other.id}"
        groups = {group for id_, of, group, _ in counts if id_ == question.id and of == by}
        if counted.id == question.id and groups:
            columns = {other.told(int(group)): column(question, counts, by, group) for group in sorted(groups, key=int)}
            found[other.id] = suppressed(whole, columns, rules)
    return found
