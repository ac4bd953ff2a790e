"""Questions for a number of a thing that is named: the row that counts it, a statement that prints it, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.asking_back import ask_back
from knowledge.answers.counted_doing import counts_another_doing, counts_how_often
from knowledge.answers.lone_rows import counted_in_itself, many_counted, measured_alone, only_row, peers_of
from knowledge.answers.named_words import statement
from knowledge.answers.of_another_kind import comes_from, is_of_another_kind
from knowledge.answers.rows_named import counts_the_same, is_asked_for, named_enough
from knowledge.answers.rows_under import row_under
from knowledge.finding.all_named import knows_all, named_in_full
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import ENOUGH, statements_for
from knowledge.finding.choosing_subjects import (
    CLOSE,
    NAMED,
    Ranked,
    counts_all,
    namesakes,
    subjects_for,
)
from knowledge.finding.dated_by_name import asks_next_time, dated_by_name, dated_next_time
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.telling_sentences import all_with_number, with_number
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.endings import OVER
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage, Subject
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import alike, tell_about

# Rows that fit as well as one another, and are called as much by what was said.
_AS_WELL, _NAMED_ALIKE = 0.025, 0.15
# 「いま何%で、どこまで下げる？」
_TWICE = re.compile(
    r"(?:何|なん|どれ|どの|いくつ|いくら)[^。?？]{0,12}?(?:で|て|、)[^。?？]{0,12}?(?:何|なん|どこまで|どれ|いくつ|いくら|いつ)"
)
# Of two plans of one name the one that is to come is meant, and not the one that ends.
_NEW_PLAN = re.compile(
    r"(?:新し[いく]|新たな|今度の|(?<![\d一二三四五六七八九\s])次期?の|これからの)[^、。?？]{0,10}(?:計画|プラン|方針|指針)"
)
_NEARLY = 0.25
_HEADED = re.compile(r"(?:[一-龠]数|割合|[一-龠]率|総額|[一-龠]度(?<!年度)(?<!制度)|面積|延長|残高)の?(?:目標|実績)")
_ROWS = re.compile(r"指標|目標値")
_SEVERAL = 2
_COMPARED = re.compile("目標|計画|予定|見込|上回|下回|超え|差|届")
_AVERAGE = re.compile(r"(?:平均(?:値|点)?|全国|県(?:内|全体)?)(?:と|より|に比べ|に対し)")
# 「計画だと何か所にする？」 asks for what the plan aims at in the end, not for one year's share of it.
_BY_PLAN = re.compile(
    r"計画(?:だと|では|で|としては|の(?:中で|目標|最後))(?=[^。?？]{0,16}(?:する|増や|減ら|上げ|下げ|伸ば|なる|目指|めざ|つもり|予定|目標))"
    r"|(?:最終|ゆくゆく|将来|いずれ)(?:的|年度)?(?:な|に|の|は)?"
)
# 「最終的に何人だった？」 asks for what came of it.
_CAME_OUT = re.compile(rf"(?:だった|でした|ました|{OVER})(?:の|ん|か|です|っけ)*[?？。]*$")


def figure(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The row that counts what was named, or a statement that prints its number, whichever knows more of the question.

    Asks back where several rows of that name fit as well. None where no row is called so and no statement prints a number
    of the unit asked for: a neighbour's number never stands in for it.
    """
    ranked = [
        each
        for each in subjects_for(knowledge, question, "figures")
        if is_asked_for(knowledge, question, *each[1:])
        and not counts_another_doing(knowledge, question, *each[1:])
        and not counts_how_often(question, each[2])
    ]
    if several := many_counted(knowledge, question, ranked):
        return ask_back(question, several, "figure")
    rows = [
        (score, hit, subject)
        for score, hit, subject in ranked
        if subject.is_figure
        and hit.covered >= ENOUGH
        and named_enough(knowledge, question, hit, subject)
        and not is_of_another_kind(knowledge, question, hit, subject)
    ]
    if (peers := peers_of(knowledge, question, ranked)) and (not rows or peers[0][0] > rows[0][0]):
        return ask_back(question, [subject for _, subject in peers], "figure")
    if not rows and (
        alone := counted_in_itself(knowledge, question, ranked) or measured_alone(knowledge, question, ranked)
    ):
        return tell_about(knowledge, question, [alone], aspects)
    if not rows and (under := row_under(knowledge, question, ranked)):
        return tell_about(knowledge, question, [under], aspects)
    printed = with_number(knowledge, question) or _beside_average(knowledge, question, aspects)
    if not rows and (whole := _holding_all_said(knowledge, question, ranked)):
        rows = [whole]
    if printed and "gap" in aspects and not _COMPARED.search(printed[1].prose.text):
        printed = None  # how far from a target it came out is told by no number alone
    if printed and asks_next_time(question) and printed[1].part not in AIMED_AT:
        printed = None
    if rows:
        return _by_row(knowledge, question, aspects, rows, ranked[0], printed)
    if printed:
        return _by_statement(knowledge, question, printed)
    if dated := dated_next_time(knowledge, question) or _dated_by_name(knowledge, question):
        return tell.prose(knowledge, [dated], "figure")
    if row := only_row(knowledge, question, ranked):
        return tell_about(knowledge, question, [row], aspects)
    return _by_sheet(knowledge, question, aspects, ranked)


def _holding_all_said(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Ranked | None:
    """The only row that has in its name all that was said, the words besides the things as well (直した橋, 一人のごみ)."""
    index, ignored, unit = knowledge.index, knowledge.book.ignored, question.asked.unit
    said = [
        one
        for one in question.groups
        if not any(one.said in other.said for other in question.groups if other is not one)
    ]
    telling = [group for group in said if any(not ignored.issuperset(option) for option in group.options)]
    found = [
        (score, hit, subject)
        for score, hit, subject in ranked
        if subject.row is not None
        and not hit.missing
        and question.things
        and all(group.said in plain(subject.name) for group in question.things)
        and all(index.names_hold(hit.number, group) for group in telling)
        and sum(index.names_hold(hit.number, group) for group in said) >= _SEVERAL
        and (unit is None or units.says(unit, subject.row.units))
        and counts_the_same(knowledge, question, hit, subject)
        and not knowledge.book.contrary(subject.name, question.asked.text)
    ]
    return found[0] if len(found) == 1 else None


def _by_row(
    knowledge: Knowledge,
    question: Question,
    aspects: Sequence[str],
    rows: Sequence[Ranked],
    best: Ranked,
    printed: tuple[Hit, Passage] | None,
) -> Reply | None:
    """What the first of the rows tells, unless something else is named better; or which of several rows is meant."""
    score, hit, subject = rows[0]
    if subject.kind == "indicator" and (aimed := _aimed_by_plan(knowledge, question)):
        return tell.prose(knowledge, [aimed], "figure")
    if printed and printed[0].covered > hit.covered + 0.15:
        return tell.prose(knowledge, [printed[1]], "figure")
    # 「持続可能な財政の目標」 means goals: a measure that is named better than any figure.
    goals = "target" in aspects and question.asked.unit is None and "figure" not in aspects
    if goals and best[2].kind == "measure" and best[1].covered > hit.covered + 0.2:
        return tell_about(knowledge, question, [best[2]], aspects)
    close = [other for fit, _, other in rows if fit > score - CLOSE]
    if len(close) > 1 and len(question.things) == 1 and hit.named < 0.9:
        return ask_back(question, close, "figure")
    if len(alike := _meant_alike(knowledge, question, rows)) > 1:
        return ask_back(question, alike, "figure")
    if len(same := namesakes(rows)) > 1:
        return ask_back(question, same, "figure")
    return tell_about(knowledge, question, [subject], aspects)


def _meant_alike(knowledge: Knowledge, question: Question, rows: Sequence[Ranked]) -> list[Subject]:
    """The rows of one sheet that have all that was named and fit as well as the first, each with a word more that tells it
    from the others (胃がん検診 and 特定健診 of 「健診の受診率は？」)."""
    score, hit, first = rows[0]
    if not hit.missing and plain(first.name) in question.asked.text:
        return []
    own = knowledge.index.names[hit.number][0]
    others = [
        subject
        for fit, other, subject in rows[1:]
        if fit > score - _AS_WELL
        and subject.home == first.home
        and abs(other.named - hit.named) < _NAMED_ALIKE
        and named_in_full(knowledge, other.number, question)
        and knowledge.index.names[other.number][0] - own
    ]
    return [first, *others]


def _by_statement(knowledge: Knowledge, question: Question, printed: tuple[Hit, Passage]) -> Reply | None:
    """The statement that prints the number; where two numbers may be wanted, the next one that knows as much as well."""
    told = [printed[1]]
    if _NEW_PLAN.search(question.asked.text) and (aimed := _next_to_come(knowledge, question, printed)):
        return tell.prose(knowledge, [aimed], "figure")
    if question.asked.unit == "年" or _TWICE.search(question.asked.text):
        least = printed[0].covered - 0.1
        told = [passage for hit, passage in all_with_number(knowledge, question) if hit.covered >= least][:2]
    return tell.prose(knowledge, told, "figure")


def _next_to_come(knowledge: Knowledge, question: Question, printed: tuple[Hit, Passage]) -> Passage | None:
    """The statement of what is aimed at that prints such a number and knows nearly as much, where what was found tells how it
    was until now; None where that is aimed at itself, or no other is."""
    hit, found = printed
    if found.part in AIMED_AT:
        return None
    told = (
        one
        for near, one in statements_for(knowledge, question)
        if near.covered >= hit.covered - _NEARLY and not near.missing and one.part in AIMED_AT
    )
    return next((one for one in told if says_amount(question, one.prose.text)), None)


def _dated_by_name(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that has the date of what the first that knows all of the question only gives a name to."""
    described = next((one for hit, one in statements_for(knowledge, question) if not hit.missing), None)
    return dated_by_name(knowledge, question, described) if described is not None else None


def _by_sheet(
    knowledge: Knowledge, question: Question, aspects: Sequence[str], ranked: Sequence[Ranked]
) -> Reply | None:
    """What a thing that is no row has for the question: its targets, its rows or a statement; None where it has nothing."""
    best = next(iter(ranked), None)
    if best and best[1].named >= NAMED and best[1].covered >= ENOUGH:
        subject = best[2]
        if "target" in aspects and not question.asked.unit and not _is_number_of_other(knowledge, question, *best[1:]):
            return tell_about(knowledge, question, [subject], aspects)
        if subject.kind in {"results", "project"} and best[1].named >= 0.6:
            return _related_figure(knowledge, question, subject, aspects)
    if "target" in aspects or "result" in aspects or "reached" in aspects or aspects == ("figure",):
        headed = _HEADED.search(question.asked.text)  # 「…率の実績は？」 asks for no words
        if question.asked.unit or headed or not _told_by_prose(aspects):
            return None
        return statement(knowledge, question, aspects)
    return None


def _beside_average(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> tuple[Hit, Passage] | None:
    """The statement that tells by how many points a thing lies above or below an average (「全国平均との差は？」)."""
    if "gap" not in aspects or question.asked.unit is not None or not _AVERAGE.search(question.asked.text):
        return None
    return with_number(knowledge, replace(question, asked=replace(question.asked, unit="%")))


def _aimed_by_plan(knowledge: Knowledge, question: Question) -> Passage | None:
    """The row of the plan's own table that has all that was named, where one asks for what is aimed at in the end."""
    text = question.asked.text
    if not _BY_PLAN.search(text) or _CAME_OUT.search(text):
        return None
    told = (passage for hit, passage in statements_for(knowledge, question) if not hit.missing)
    return next((one for one in told if one.part == "aims" and knows_all(knowledge, one.prose.text, question)), None)


def _is_number_of_other(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether a number is asked for of what a section or measure of the plan only tells of (団員数 of スポーツ)."""
    counted = "figure" in question.asked.aspects or _HEADED.search(question.asked.text)
    if subject.kind not in {"section", "measure"} or not counted:
        return False
    return not named_in_full(knowledge, hit.number, question)


def _related_figure(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    """A sheet is named, but no row of it: the row of the unit asked for that shares its name, or a choice of rows."""
    unit = question.asked.unit
    homes = {subject.home, *(other.home for other in knowledge.results_of(subject))}
    rows = [row for home in sorted(homes) for row in knowledge.rows_of(knowledge.by_key[home])]
    if unit is None:
        own = [other for other in rows if other.home == subject.home]
        if own and _ROWS.search(question.asked.text):
            return tell_about(knowledge, question, own, aspects)
        return ask_back(question, [*own, subject], "figure") if own else None
    names = knowledge.index.names_of(subject)
    named = {token for name in names for token in name}
    fitting = [
        other
        for other in rows
        if other.row is not None
        and other.row.is_in(unit)
        and alike(knowledge, other, named) >= 0.6
        and not counts_all(knowledge, other, question)
        and not any(
            comes_from(knowledge, other, group, question.asked.text) for group in question.groups if group.place
        )
    ]
    return tell_about(knowledge, question, fitting, aspects) if len(fitting) == 1 else None


def _told_by_prose(aspects: Sequence[str]) -> bool:
    return "figure" not in aspects and "gap" not in aspects
