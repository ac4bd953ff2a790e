"""What the sheet of a thing prints of it: its money, its department, its place in the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers import in_charge
from knowledge.answers.asking_back import ask_back
from knowledge.answers.in_the_plan import in_the_plan
from knowledge.finding.all_named import named_in_full
from knowledge.finding.choosing_statements import ENOUGH, best_statements
from knowledge.finding.choosing_subjects import NAMED, ROW_CALLED, TITLED, Ranked, namesakes, subjects_for
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.otherwise import speaks_of_sibling
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import MONEY
from knowledge.reply import Reply
from knowledge.telling import belonging
from knowledge.telling.facets import tell_about
from knowledge.telling.refuse import not_told, nothing_found

# What is not called by any name stands where a statement tells it.
_WRITTEN_WHERE = re.compile(r"どこに(?:書|載|出て)|どこの(?:項目|ページ|部分|欄|節)")
_WORK = re.compile(r"人分|人工|人手|手間|手が?かか|関わ|かかわ|携わ|従事")
# How far ahead of the next project the one has to be whose work is meant.
_ALONE_BY = 0.1
# Also one within a phrase of the word book: 漁師 of 「漁師を育てる」.
_NOUN = re.compile(r"[一-龠ァ-ヶーa-z](?:$|[をがにの])")


def fact_of(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """What the sheet of the thing that is named tells of the first of the aspects, or that it does not tell; asks back
    where several things bear that name. None where nothing is named well enough."""
    first = next((one for one in aspects if one != "list"), "list")
    of_project = first == "code" and (question.asked.asks(*MONEY) or "お金" in question.asked.text)
    kinds = "money" if first in MONEY or of_project else "department" if first == "department" else "any"
    text = question.asked.text
    found = [
        each
        for each in subjects_for(knowledge, question, kinds)
        if each[1].covered >= ENOUGH and not (first in MONEY and speaks_of_sibling(knowledge, each[2], text))
    ]
    ranked = _of_kind(question, first, found)
    if first == "department" and not (ranked and named_in_full(knowledge, ranked[0][1].number, question)):
        if (of_thing := in_charge.of_the_thing(knowledge, question)) is not None:
            return of_thing
        # What only stands somewhere on a sheet is told by the statement that has it, whosever that is.
        sure = in_charge.statements_sure(knowledge, question)
        if sure or not ranked:
            return in_charge.of_passages(knowledge, sure) or nothing_found(knowledge, question)
    if first == "code" and (there := in_the_plan(knowledge, question, ranked)) is not None:
        return belonging.place_in_plan(knowledge, there)
    if first == "code" and (not ranked or (ranked[0][1].named < NAMED and _WRITTEN_WHERE.search(question.asked.text))):
        told = best_statements(knowledge, question, "overview")
        return belonging.place_in_plan(knowledge, told[0][2].subject) if told else None
    if not ranked or not _is_named(knowledge, question, ranked, first, kinds):
        return _of_its_project(knowledge, question, aspects) if first in MONEY else None
    if len(same := namesakes(ranked)) > 1:
        return ask_back(question, same, None)
    _, hit, subject = ranked[0]
    if told_of := tell_about(knowledge, question, [subject], aspects) or _of_another(
        knowledge, question, aspects, first, ranked
    ):
        return told_of
    # Only a thing that was named is said to have none; another's name would look like an answer.
    printed = knowledge.index.printed_share(hit.number, question.groups)
    return not_told(knowledge, subject, first) if printed >= TITLED else nothing_found(knowledge, question)


def _of_its_project(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The money of the only project that says of itself in its overview that it is about the one thing named, by the name it
    has in quotation marks: 「こもれび」 of 教育支援センター運営費."""
    things = question.things
    if len(things) != 1:
        return None
    name = f"「{things[0].said}」"
    told = (knowledge.index.passages[number] for number in question.view.scope.passages)
    homes = {one.subject.home for one in told if one.part == "overview" and name in plain(one.prose.text)}
    projects = [one for one in question.view.subjects if one.kind == "project" and one.home in homes]
    return tell_about(knowledge, question, projects, aspects) if len(projects) == 1 else None


def _of_kind(question: Question, first: str, ranked: list[Ranked]) -> list[Ranked]:
    """Those of the things found that may have what is asked for first, if there are any."""
    if first == "code" and question.asked.chapters:  # 「…は第5章の何番？」
        inside = tuple(f"{chapter}-" for chapter in question.asked.chapters)
        ranked = [each for each in ranked if any(code.startswith(inside) for code in each[2].codes)] or ranked
    if first in {"plans", "list"}:
        ranked = [each for each in ranked if each[2].kind in {"measure", "section"}] or ranked
    if first == "list" and "施策" in question.asked.text:  # a measure has none below it
        ranked = [each for each in ranked if each[2].kind == "section" and each[1].named >= NAMED] or ranked
    if first == "projects":
        ranked = [each for each in ranked if each[2].kind == "results"] or ranked
    return ranked


def _calls_a_thing(knowledge: Knowledge, question: Question, hit: Hit) -> bool:
    """Whether a noun that was said stands in the names of a row, and not only a verb (集まった)."""
    nouns = (group for group in question.things if _NOUN.search(group.said))
    return any(knowledge.index.calls(hit.number, group, question.groups) for group in nouns)


def _is_named(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked], first: str, kinds: str) -> bool:
    """Whether enough of a name was said for the money or the work of that thing to be meant."""
    _, hit, subject = ranked[0]
    if kinds == "money" and hit.named < NAMED and hit.covered < 0.6:
        return False
    if kinds == "money" and subject.is_figure and hit.named < ROW_CALLED and len(question.things) == 1:
        return False  # 産業まつりド市コーナー is no 祭り with a budget of its own
    if kinds == "money" and subject.is_figure and not _calls_a_thing(knowledge, question, hit):
        return False  # ふるさと納税 is only mentioned on the sheet of a row
    named = first != "staffing" or hit.named >= 0.5
    return named or _begins(subject, question) or _works_alone(question, ranked)


def _of_another(
    knowledge: Knowledge, question: Question, aspects: Sequence[str], first: str, ranked: Sequence[Ranked]
) -> Reply | None:
    """What the next of the things found tells, where the first has nothing to tell; None where none of them has."""
    least = ranked[0][1].covered - 0.2
    for _, hit, other in ranked[1:6]:
        if (first == "department" or first in MONEY) and not named_in_full(knowledge, hit.number, question):
            continue  # 市報 is in nobody's charge for being mentioned on the sheet of something else, nor paid with it
        if hit.covered >= least and (reply := tell_about(knowledge, question, [other], aspects)):
            return reply
    return None


def _begins(subject: Subject, question: Question) -> bool:
    """Whether the one thing that was named is what a printed name begins with: 保育所 of 保育所運営費."""
    things = question.things
    return len(things) == 1 and plain(subject.name).startswith(things[0].said)


def _works_alone(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether it is asked how much work is done, and one project has all that was said, no other nearly."""
    projects = [each for each in ranked if each[2].kind == "project"]
    return (
        _WORK.search(question.asked.text) is not None
        and bool(projects)
        and projects[0] is ranked[0]
        and (len(projects) == 1 or projects[1][0] < projects[0][0] - _ALONE_BY)
    )
