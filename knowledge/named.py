"""Questions that name a thing: the way to its answer by what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import lists, tell
from knowledge.asking_back import ask_back
from knowledge.choosing import (
    CLOSE,
    ENOUGH,
    ENOUGH_IN_SPITE,
    FITS,
    NAMED,
    all_with_number,
    asks_of_results,
    best_statements,
    knows,
    knows_all,
    statements_for,
    subjects_for,
    with_number,
    with_place,
    with_siblings,
)
from knowledge.facets import alike, tell_about
from knowledge.leading import leading
from knowledge.model import PlanMeasure, PlanSection
from knowledge.refuse import not_told, nothing_found
from knowledge.reply import Reply
from knowledge.retrieve import Hit
from knowledge.slots import FIGURES, MONEY, PROSE
from knowledge.subjects import Passage, Subject
from knowledge.text import fold
from knowledge.understanding import Knowledge, Question
from knowledge.wordbook import plain

# For figures: without a unit in the question; of the printed name alone; with a unit the figure does not have.
_NAMED_FIGURE, _PRINTED, _NAMED_OTHER_UNIT = 0.55, 0.25, 0.57
# One word alone has to be this much of a printed name: 小学校 is no word for the schools that grew flowers.
_ALONE = 0.3
_CLOSE_TO_ONE_WORD = 0.15
# The share of a printed title that makes a question one for the thing itself.
_TITLED = 0.4
_WHOLE = frozenset({"issues", "policies", "efforts", "purpose", "achievements"})
_SEVERAL = re.compile(
    r"(?<=[一-龠ァ-ヶーa-z0-9%者])(?:と|や|、|,|・|\s)\s?(?=[一-龠ァ-ヶa-z])|どっち|どちら|両方|それぞれ|\band\b"
)
# Units residents take for one another: a tour is asked for in times, a move of a household in persons.
_ALIKE_UNITS = frozenset({("人", "件"), ("件", "人"), ("回", "ツアー"), ("回", "件"), ("件", "回")})
_UNIT_ENDINGS = {"回数": "回", "開催数": "回", "件数": "件", "者数": "人", "人数": "人", "率": "%", "割合": "%"}
# 上山市障がい者活躍推進計画（第2次） is called by what stands between.
_PLAN_EDITION = re.compile(r"^第\d+[期次]|\(第\d+[期次]\)$|（第\d+[期次]）$")
_MIN_PLAN_NAME = 5
_FROM = re.compile(r"からの")
_COUNTED = re.compile(r"^(?!.*(?:割合|比率|率|%)).*(?:いくつ|の数(?![字値])|総数)")
_BECAUSE = re.compile(r"ことから|ため、|ため(?:です|。)|ので、|により、|から、")


def by_department(knowledge: Knowledge, question: Question) -> Reply | None:
    """What a department does, when it is a department that was named."""
    names = knowledge.departments
    if question.asked.asks(*FIGURES, *MONEY, "reason", "next") or not any(
        name in question.asked.text for name in names
    ):
        return None
    return lists.of_department(knowledge, question.asked.text)


def several(knowledge: Knowledge, question: Question) -> Reply | None:
    """Two or more indicators named in one question: each is told on its own line."""
    if not question.asked.asks(*FIGURES) or question.asked.aspects[0] not in FIGURES:
        return None
    if not _SEVERAL.search(question.asked.text):
        return None
    strong = {group for group in question.groups if group.strong}
    candidates = []
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is None or subject.row is None or hit.named < 0.45:
            continue
        named = {group for group in strong if knowledge.index.names_hold(hit.number, group)}
        if named == strong:
            return None  # one thing is all of it
        candidates.append((len(named), hit.score, named, subject))
    candidates.sort(key=lambda each: (-each[0], -each[1]))
    left, chosen = set(strong), []
    for _, _, named, subject in candidates:
        if named & left:
            chosen.append(subject)
            left -= named
    if len(chosen) < 2 or left:
        return None
    return tell.figures(knowledge, chosen, question.asked.aspects)


def by_aspect(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer by the first aspect that was asked for; without one, what the thing is."""
    aspects = question.asked.aspects
    if not aspects and question.asked.follows and question.before_aspect:
        aspects = (question.before_aspect,)
    aspects = leading(question.asked, aspects)
    first = aspects[0] if aspects else None
    if first in {None, "overview", "code", "policies", "plans"} and (plan := _plan_called(knowledge, question)):
        return plan
    if question.asked.fee and first in {None, "overview", *FIGURES, *MONEY}:
        return None
    if question.asked.place and first in {None, "overview", *FIGURES}:
        where = with_place(knowledge, question)
        return tell.prose(knowledge, [where], "overview") if where else None
    if first in {"code", "list"} and (chapter := lists.chapter_called(knowledge, question.asked)):
        return chapter
    if first == "state":
        return _figure(knowledge, question, ("figure",)) or _statement(knowledge, question, ("issues",))
    if first in FIGURES:
        if question.asked.unit == "円" and (amount := _fact(knowledge, question, ("budget",))):
            return amount
        return _figure(knowledge, question, aspects)
    if first in MONEY or first in {"department", "plans", "code", "list", "source", "strategy", "projects"}:
        return _fact(knowledge, question, aspects)
    if first in PROSE and (told := _statement(knowledge, question, aspects)):
        return told
    return _named_only(knowledge, question) if first in {None, "overview"} else None


def _plan_called(knowledge: Knowledge, question: Question) -> Reply | None:
    """The measure of an individual plan that is named and of which no statement tells more."""
    if any(group.place for group in question.groups):
        return None  # the prefecture has one of that name, too
    for subject in knowledge.index.subjects:
        if not isinstance(subject.sheet, PlanMeasure):
            continue
        if not all(any(nth in plain(name) for name in subject.sheet.plans) for nth in question.asked.ordinals):
            continue
        names = (_PLAN_EDITION.sub("", plain(name)).removeprefix(knowledge.city) for name in subject.sheet.plans)
        if any(len(name) > _MIN_PLAN_NAME and name in question.asked.text for name in names):
            told = best_statements(knowledge, question, "overview")
            if not any(knows_all(knowledge, passage.prose.text, question) for _, _, passage in told):
                return tell.individual_plans(knowledge, [subject])
    return None


def _figure(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    ranked = subjects_for(knowledge, question, "figures")
    rows = [
        (score, hit, subject)
        for score, hit, subject in ranked
        if subject.is_figure and hit.covered >= ENOUGH and _named_enough(knowledge, question, hit, subject)
    ]
    printed = with_number(knowledge, question)
    best = next(iter(ranked), None)
    if rows:
        score, hit, subject = rows[0]
        if printed and printed[0].covered > hit.covered + 0.15:
            return tell.prose(knowledge, [printed[1]], "figure")
        # 「持続可能な財政の目標」 means goals: a measure that is named better than any figure.
        goals = "target" in aspects and question.asked.unit is None and "figure" not in aspects
        if goals and best and best[2].kind == "measure" and best[1].covered > hit.covered + 0.2:
            return tell_about(knowledge, question, [best[2]], aspects)
        close = [other for fit, _, other in rows if fit > score - CLOSE]
        if len(close) > 1 and len([group for group in question.groups if group.strong]) == 1 and hit.named < 0.9:
            return ask_back(question, close, "figure")
        return tell_about(knowledge, question, [subject], aspects)
    if printed:
        alike = [
            passage for hit, passage in all_with_number(knowledge, question) if hit.covered >= printed[0].covered - 0.1
        ]
        return tell.prose(knowledge, alike[:2] if question.asked.unit == "年" else [printed[1]], "figure")
    if best and best[1].named >= NAMED and best[1].covered >= ENOUGH:
        subject = best[2]
        if "target" in aspects and not question.asked.unit:
            return tell_about(knowledge, question, [subject], aspects)
        if subject.kind in {"results", "project"} and best[1].named >= 0.6:
            return _related_figure(knowledge, question, subject, aspects)
    if "target" in aspects or "result" in aspects or "reached" in aspects or aspects == ("figure",):
        return None if question.asked.unit or not _told_by_prose(aspects) else _statement(knowledge, question, aspects)
    return None


def _called(question: Question, subject: Subject) -> bool:
    """Whether the question is nothing but the thing's printed name."""
    return fold(question.asked.text).strip("?？。はって ") == fold(subject.name)


def _named_enough(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether enough of a figure's name was said. Who asks how many people is not told how many times."""
    unit, row = question.asked.unit, subject.row
    if question.asked.place or knowledge.book.contrary(subject.name, question.asked.text):
        return False
    printed = knowledge.index.printed_share(hit.number, question.groups)
    if unit is None and row is not None and row.target.unit == "%" and _COUNTED.search(question.asked.text):
        return False  # a share is no number of things
    if unit is None or row is None:
        # Under a shorter name of ours it is known as well, if more than one word of it is said.
        called = hit.named >= _NAMED_OTHER_UNIT and sum(group.strong for group in question.groups) > 1
        return hit.named >= _NAMED_FIGURE and (printed >= _PRINTED or called)
    if printed < _ALONE and sum(group.strong for group in question.groups) == 1:
        return False  # 「地区会は何地区？」 is not about the districts that exchange
    if not _counts_last_said(knowledge, question, subject) or not _titles_know(knowledge, question, hit, subject):
        return False
    units = {row.target.unit, row.result.unit}
    if units == {None}:
        units = {_unit_in(row.name)}
    if unit == "年" and unit not in units:
        return False  # 「いつ？」 asks for a date, never for an amount
    # The sheet prints a number and leaves its unit out: it may be the one that is asked for.
    open_unit = units == {None} and not row.target.printed == row.result.printed is None
    if unit in units or open_unit:
        return hit.named >= NAMED
    comparable = units == {None} or any((unit, own) in _ALIKE_UNITS for own in units)
    return comparable and hit.named >= _NAMED_OTHER_UNIT


def _unit_in(name: str) -> str | None:
    """The unit a row's name itself tells, where the sheet prints none."""
    return next((unit for ending, unit in _UNIT_ENDINGS.items() if name.endswith(ending)), None)


def _counts_last_said(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether a row counts what is said just before the question: 移住相談からの移住件数 counts no 相談."""
    strong = [group for group in question.groups if group.strong]
    if not strong or not _FROM.search(subject.name):
        return True
    text = question.asked.text
    last = max(strong, key=lambda group: text.rfind(group.said))
    counted = knowledge.index.tokens(_FROM.split(subject.name)[-1])
    return any(set(option) & counted for option in last.options)


def _titles_know(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether everything said stands in the names of a row or in the titles above it, not just somewhere on its sheet."""
    if hit.named >= _NAMED_OTHER_UNIT:
        beside = [
            group for group in question.groups if group.strong and not knowledge.index.names_hold(hit.number, group)
        ]
        return not any(f"{group.said}から" in question.asked.text for group in beside)
    held = [group for group in question.groups if group.strong and knowledge.index.names_hold(hit.number, group)]
    if all(knowledge.index.is_common(group) for group in held):
        return False  # 国際交流の参加者 are not those of the children's meeting on the same sheet
    titles = frozenset().union(*map(knowledge.index.tokens, subject.around))
    return all(
        knowledge.index.names_hold(hit.number, group) or any(set(option) <= titles for option in group.options)
        for group in question.groups
        if group.strong
    )


def _related_figure(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    """A sheet is named, but no row of it: the row of the unit asked for that shares its name, or a choice of rows."""
    unit = question.asked.unit
    homes = {subject.home, *(other.home for other in knowledge.results_of(subject))}
    rows = [other for other in knowledge.index.subjects if other.row is not None and other.home in homes]
    if unit is None:
        own = [other for other in rows if other.home == subject.home]
        return ask_back(question, [*own, subject], "figure") if own else None
    names = knowledge.index.names[knowledge.index.subjects.index(subject)]
    named = {token for name in names for token in name}
    fitting = [
        other
        for other in rows
        if other.row is not None and other.row.target.unit == unit and alike(knowledge, other, named) >= 0.6
    ]
    return tell_about(knowledge, question, fitting, aspects) if len(fitting) == 1 else None


def _told_by_prose(aspects: Sequence[str]) -> bool:
    return "figure" not in aspects and "gap" not in aspects


def _fact(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    first = next(one for one in aspects if one != "list") if aspects != ("list",) else "list"
    of_project = first == "code" and (question.asked.asks(*MONEY) or "お金" in question.asked.text)
    kinds = "money" if first in MONEY or of_project else "department" if first == "department" else "any"
    ranked = [each for each in subjects_for(knowledge, question, kinds) if each[1].covered >= ENOUGH]
    if first in {"plans", "list"}:
        ranked = [each for each in ranked if each[2].kind in {"measure", "section"}] or ranked
    if first == "list" and "施策" in question.asked.text:  # a measure has none below it
        ranked = [each for each in ranked if each[2].kind == "section" and each[1].named >= NAMED] or ranked
    if first == "projects":
        ranked = [each for each in ranked if each[2].kind == "results"] or ranked
    if not ranked and first == "code":
        told = best_statements(knowledge, question, "overview")
        return tell.place_in_plan(knowledge, told[0][2].subject) if told else None
    if not ranked:
        return None
    _, hit, subject = ranked[0]
    if kinds == "money" and hit.named < NAMED and hit.covered < 0.6:
        return None
    if first == "staffing" and hit.named < 0.5:
        return None
    reply = tell_about(knowledge, question, [subject], aspects)
    if reply is None:
        for _, other_hit, other in ranked[1:6]:
            if other_hit.covered >= hit.covered - 0.2 and (reply := tell_about(knowledge, question, [other], aspects)):
                return reply
        # Only a thing that was named is said to have none; another's name would look like an answer.
        printed = knowledge.index.printed_share(hit.number, question.groups)
        return not_told(knowledge, subject, first) if printed >= _TITLED else nothing_found(knowledge, question)
    return reply


def _statement(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The statement that knows most of what was said, of the field that was asked for."""
    aspect = next((one for one in aspects if one in FITS), "overview")
    told = best_statements(knowledge, question, aspect)
    if aspect in {"reason", "next"}:
        exact = _field(knowledge, question, aspect, told[0][1:] if told else None)
        if exact is not None:
            return exact
    if aspect == "overview" and (called := _thing_called(knowledge, question)):
        return tell.summary(knowledge, called)
    if aspect in _WHOLE and (whole := _whole_field(knowledge, question, aspect, told)):
        return whole
    return tell.prose(knowledge, with_siblings(told), aspect) if told else None


def _thing_called(knowledge: Knowledge, question: Question) -> Subject | None:
    """The project, section or measure whose name is all that was said (地域おこし協力隊とは？)."""
    for _, hit, subject in subjects_for(knowledge, question, "any")[:3]:
        if hit.covered < 0.95:
            continue
        printed = knowledge.index.printed_share(hit.number, question.groups)
        if (subject.kind == "project" and hit.named >= 0.9) or (
            subject.kind in {"section", "measure"} and printed >= 0.99
        ):
            return subject
    return None


def _whole_field(
    knowledge: Knowledge, question: Question, aspect: str, told: Sequence[tuple[float, Hit, Passage]]
) -> Reply | None:
    """All statements of a field, where nothing but the name of the thing was said (広報の課題は？)."""
    ranked = [
        each for each in subjects_for(knowledge, question, "any") if each[1].covered >= 0.9 and each[1].named >= 0.5
    ]
    for _, _, subject in ranked:
        own = [one for one in knowledge.index.passages if one.subject.key == subject.home and one.part == aspect]
        if own:
            fitting = [passage for _, _, passage in told if passage in own]
            return tell.prose(knowledge, [*fitting, *(one for one in own if one not in fitting)], aspect)
    return None


def _field(knowledge: Knowledge, question: Question, aspect: str, told: tuple[Hit, Passage] | None) -> Reply | None:
    """理由 or 今後の取組 of the sheet that is meant, unless a statement knows more of the question than its title."""
    ranked = [
        each
        for each in subjects_for(knowledge, question, "any")
        if each[1].covered >= ENOUGH and each[1].named >= NAMED
    ]
    if not ranked:
        return None
    score, hit, subject = ranked[0]
    if aspect == "reason" and subject.row is None and subject.sheet_reason_is_of_rows and not asks_of_results(question):
        return None
    close = [other for fit, near, other in ranked if fit > score - 0.15 and near.covered > hit.covered - 0.1]
    if told is not None:
        known, passage = told
        same = [other for other in close if other.home == passage.subject.home and other.is_figure]
        elsewhere = hit.named >= 0.9 and passage.subject.home != subject.home
        if passage.part == aspect and known.covered >= 0.9 and not elsewhere and not (aspect == "reason" and same):
            return None
        if known.covered > hit.covered + 0.1 and not same:
            return None
        named = all(knowledge.index.names_hold(hit.number, group) for group in question.groups if group.strong)
        of_kind = passage.part == aspect or (aspect == "reason" and passage.part == "issues")
        if of_kind and not named and not same and knows_all(knowledge, passage.prose.text, question):
            return None  # the very words of the question say more than a title that is like it
    # Of two things alike the one whose sheet tells it: the project of the same name often leaves the field empty.
    telling = [other for other in close if tell.field_of(other, aspect) is not None]
    if aspect == "reason" and not asks_of_results(question):
        telling = [other for other in telling if other.row is not None or not other.sheet_reason_is_of_rows]
        if not telling and isinstance(subject.sheet, (PlanMeasure, PlanSection)):
            return None
    if not all(knowledge.index.names_hold(hit.number, group) for group in question.groups if group.strong):
        telling.sort(key=lambda other: -_words_in_field(knowledge, question, other, aspect))
    exact = tell.reason if aspect == "reason" else tell.next_steps
    if not telling and aspect == "reason" and told is not None and not asks_of_results(question):
        # An empty field 理由 only leaves a gap of figures open; a reason may stand in any statement.
        because = _because(knowledge, question)
        if because is not None:
            return tell.prose(knowledge, [because], aspect)
    return exact(knowledge, (telling or [subject])[0])


def _because(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that gives a reason and has the words of the question."""
    for hit, passage in statements_for(knowledge, question):
        if hit.covered >= ENOUGH_IN_SPITE and not hit.missing and _BECAUSE.search(passage.prose.text):
            return passage
    return None


def _words_in_field(knowledge: Knowledge, question: Question, subject: Subject, aspect: str) -> int:
    """How many of the things a question names stand in the field itself."""
    told = tell.field_of(subject, aspect)
    tokens = knowledge.index.tokens(told.text) if told else frozenset()
    return sum(any(set(option) <= tokens for option in group.options) for group in question.groups if group.strong)


def _named_only(knowledge: Knowledge, question: Question) -> Reply | None:
    """No aspect is asked for: what is it?"""
    ranked = [
        each
        for each in subjects_for(knowledge, question, "any")
        if each[1].covered >= ENOUGH and each[1].named >= NAMED
    ]
    told = best_statements(knowledge, question, "overview")
    if not ranked:
        return tell.prose(knowledge, with_siblings(told), "overview") if told else None
    score, hit, subject = ranked[0]
    titled = knowledge.index.printed_share(hit.number, question.groups) >= _TITLED
    said_more = told and (
        told[0][1].covered > hit.covered + 0.1
        # The title of a measure tells less than the statement that has the very words of the question.
        or (
            isinstance(subject.sheet, (PlanMeasure, PlanSection))
            and not titled
            and knows(knowledge, told[0][2].prose.text, question)
        )
    )
    if not titled and not subject.is_figure and not said_more:
        exact = [each for each in told if knows_all(knowledge, each[2].prose.text, question)]
        if exact and len(question.asked.text) > len(subject.name):
            return tell.prose(knowledge, with_siblings(exact), "overview")
    if question.asked.place and subject.is_figure:
        return None
    if said_more:
        return tell.prose(knowledge, with_siblings(told), "overview")
    # One word alone leaves open what is meant; several words seldom do.
    single = sum(group.strong for group in question.groups) == 1
    close = [other for fit, _, other in ranked if fit > score - (_CLOSE_TO_ONE_WORD if single else CLOSE)]
    sections = {other.codes[0] for other in close if other.kind == "section"}
    if subject.kind == "section":  # what stands under it is told with it
        close = [
            other for other in close if other.kind != "measure" or other.codes[0].rpartition("-")[0] not in sections
        ]
    open_name = not _called(question, subject) if single else hit.named < 0.95
    if open_name and len({other.home for other in close}) > 1:
        return ask_back(question, close, None)
    return tell.summary(knowledge, subject)
