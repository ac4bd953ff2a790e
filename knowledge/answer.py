"""From a question to a reply: slots first, statements second; else ask back, else say that the documents do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge import lists, refusals, refuse, tell
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.refuse import choice, label
from knowledge.reply import Choice, Reply, Topic
from knowledge.retrieve import Hit
from knowledge.slots import FIGURES, MONEY, PROSE
from knowledge.subjects import Passage, Subject
from knowledge.text import years as _years
from knowledge.understanding import Knowledge, Question
from knowledge.wordbook import plain

__all__ = ["Knowledge", "answer"]

# The share of what was said that an answer has to know, and of its own name that has to be said.
_ENOUGH, _ENOUGH_IN_SPITE = 0.5, 0.66
_NAMED = 0.25
# For figures: without a unit in the question; of the printed name alone; with a unit the figure does not have.
_NAMED_FIGURE, _PRINTED, _NAMED_OTHER_UNIT = 0.5, 0.23, 0.6
_CLOSE = 0.045
_TOGETHER = 0.08
_MIN_TYPO_FIT = 0.84

# Which field of a sheet answers which aspect, and how well.
_FITS = {
    "reason": {"reason": 1.0, "achievements": 0.8, "issues": 0.7},
    "next": {"next": 1.0, "goals": 0.88, "policies": 0.88, "overview": 0.7},
    "efforts": {"efforts": 1.0, "achievements": 0.85, "overview": 0.6},
    "achievements": {"achievements": 1.0, "efforts": 0.9, "overview": 0.85},
    "issues": {"issues": 1.0, "reason": 0.6},
    "policies": {"policies": 1.0, "goals": 0.8},
    "purpose": {"purpose": 1.0, "goals": 0.7, "overview": 0.7},
    "overview": {"overview": 1.0, "goals": 1.0, "policies": 0.93, "efforts": 0.95, "achievements": 0.95},
    "target": {"goals": 1.0, "policies": 0.9, "aim": 0.9},
}
_OTHER_FIT = 0.8
_SAID = {
    "department": "担当課", "budget": "予算", "spent": "使った金額", "left": "残った金額", "staffing": "従事人工",
    "account": "予算科目", "reason": "理由", "next": "今後の取組", "plans": "個別計画",
}  # fmt: skip
_AIM_FIT = 0.85
_KINDS = {
    "figures": {"indicator": 0.12, "activity": 0.1},
    "money": {"project": 0.15},
    "department": {"results": 0.05, "project": 0.06},
    "any": {"indicator": 0.02},
}
_WHOLE = frozenset({"issues", "policies", "efforts", "purpose", "achievements"})
_DIGIT = r"\d(?:[\d,.]*\d)?"
# A list of these is a list of headings; a list of anything else is told by a statement.
_LISTABLE = re.compile(r"施策|目標|計画|事業|指標|項目|章")
_NUMBER = re.compile(r"^\s*([1-9])\s*(?:番)?(?:目)?(?:です|を|で)?\s*$")


def answer(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    """Answer one question of a resident. ``topic`` is that of the last reply in the same conversation."""
    text = plain(question)
    if refusals.says_nothing(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "empty")
    if talk := refusals.talked(text, knowledge.small_talk):
        return _help(knowledge, talk.says.replace("{city}", knowledge.city), talk.name)
    if kind := refusals.refused(text, knowledge.refusals):
        return refuse.declined(knowledge, kind.says, {"refusal": kind.name})
    if chosen := _chosen(knowledge, text, topic):
        return chosen
    asked = knowledge.understand(question, topic)
    reply = _answer(knowledge, asked)
    slots = {"aspects": list(asked.asked.aspects), "words": [group.said for group in asked.groups if group.strong]}
    return replace(reply, slots={**slots, **reply.slots})


def _answer(knowledge: Knowledge, question: Question) -> Reply:
    asked = question.asked
    if limit := _outside(knowledge, question) or _elsewhere(knowledge, question):
        return limit
    if asked.codes or asked.chapters:
        reply = _by_code(knowledge, question)
        if reply:
            return reply
    if not question.says_something:
        return _without_words(knowledge, question)
    for way in (_by_department, _several, _by_aspect):
        reply = way(knowledge, question)
        if reply:
            return reply
    return _unknown(knowledge, question)


# --- limits: years, plans and places the documents do not cover ---------------------------------------------------


def _outside(knowledge: Knowledge, question: Question) -> Reply | None:
    asked = question.asked
    limit = refuse.out_of_range(knowledge, asked)
    plans = {subject.plan for subject in knowledge.index.subjects}
    if limit is None and asked.plan and asked.plan not in plans:
        limit = f"第{asked.plan}振興計画"
    if limit is None:
        return None
    if asked.years and limit not in {asked.relative, asked.narrower} and (told := _prints_year(knowledge, question)):
        return told
    if limit == asked.relative and asked.aspects and not asked.asks(*FIGURES, *MONEY):
        return None
    near = _near(knowledge, question)
    what = f"{limit}の{near[0].name}" if near and near[0].is_figure else f"{limit}のこと"
    return refuse.unknown(knowledge, what, near, slots={"limit": limit})


def _elsewhere(knowledge: Knowledge, question: Question) -> Reply | None:
    """「山形市は？」 after an answer asks the same of another town, and of that no sheet tells."""
    strong = [group for group in question.groups if group.strong]
    if not question.before or not strong or not all(group.place for group in strong) or question.asked.aspects:
        return None
    before = question.before[0]
    place = next((group.said for group in strong if not knowledge.index.sheet_knows(before.home, group)), None)
    if place is None:
        return None
    return refuse.unknown(knowledge, f"「{place}」の{before.name}", [before], slots={"place": place})


def _prints_year(knowledge: Knowledge, question: Question) -> Reply | None:
    """A statement that itself names the year asked for; figures of another year never stand in for it."""
    years = [mention for mention in question.asked.years if mention not in knowledge.years]
    for hit, passage in _passages(knowledge, question):
        if hit.covered < _ENOUGH_IN_SPITE or hit.missing:
            continue
        named = {mention.year for mention in _years(passage.prose.text)}
        if set(years) <= named:
            return tell.prose(knowledge, [passage], "overview")
    return None


# --- questions that name nothing -----------------------------------------------------------------------------------


def _without_words(knowledge: Knowledge, question: Question) -> Reply:
    asked = question.asked
    wants_all = asked.most or asked.asks("list") or not question.before
    if wants_all and (reply := lists.computed(knowledge, asked)):
        return reply
    if question.before:
        about = question.before
        aspects = asked.aspects or ((question.before_aspect or "overview",) if asked.follows else ("overview",))
        if reply := _tell(knowledge, question, about, aspects):
            return reply
        return _not_told(knowledge, about[0], aspects[0])
    if reply := lists.computed(knowledge, asked):
        return reply
    if weak := _weakly_meant(knowledge, question):
        return weak
    if asked.aspects:
        choices = refuse.examples(knowledge)
        lines = ["何についてお調べしますか。名前や言葉を添えて聞いてください。", *(f"・{one.says}" for one in choices)]
        return Reply("asked_back", "\n".join(lines), choices=choices)
    return refuse.unknown(knowledge, "おたずねのこと")


def _weakly_meant(knowledge: Knowledge, question: Question) -> Reply | None:
    """Common words only, yet all of them in one statement."""
    hits = [(hit, passage) for hit, passage in _passages(knowledge, question) if hit.covered >= 0.95]
    return tell.prose(knowledge, [hits[0][1]], "overview") if len(question.groups) >= 3 and hits else None


# --- codes and chapters --------------------------------------------------------------------------------------------


def _by_code(knowledge: Knowledge, question: Question) -> Reply | None:
    asked = question.asked
    if (
        asked.chapters
        and not asked.codes
        and question.says_something
        and not asked.asks("list", "overview", "achievements")
    ):
        return None
    if asked.chapters or len(asked.codes) > 1:
        number = asked.chapters[0] if asked.chapters else asked.codes[0].split("-")[0]
        reply = lists.chapter(knowledge, number, asked.plan)
        return reply or refuse.unknown(knowledge, f"第{number}章のこと")
    number = asked.codes[0]
    found = knowledge.with_code(number, asked.plan)
    titles = knowledge.titles_of(number, asked.plan)
    plans = {subject.plan for subject in found} | {code.plan for code in titles}
    plan_said = f"第{asked.plan}振興計画の" if asked.plan else ""
    if not plans:
        return refuse.unknown(knowledge, f"{plan_said}{number}のこと")
    if len(plans) > 1:
        readings = {subject.plan: subject.name for subject in found}
        readings |= {code.plan: title for code, title in titles.items() if code.plan not in readings}
        lines = [f"「{number}」は、計画によって意味がちがいます。どちらをお調べしますか。"]
        choices = []
        for plan, title in sorted(readings.items()):
            lines.append(f"・第{plan}振興計画の{number}「{title}」")
            choices.append(Choice(label(f"第{plan}の{number}"), f"第{plan}振興計画の施策{number}は？"))
        return Reply("asked_back", "\n".join(lines), {"code": number}, choices=tuple(choices))
    if not found:
        about = [
            subject for subject in knowledge.index.subjects if subject.kind == "project" and number in subject.codes
        ]
        return tell.place_in_plan(knowledge, about[0]) if about else None
    aspects = asked.aspects or ("overview",)
    if aspects[0] in {"overview", "code", "list"}:
        subject = found[0]
        if aspects[0] == "list" and (reply := tell.measures_of(knowledge, subject)):
            return reply
        return tell.place_in_plan(knowledge, subject)
    return _tell(knowledge, question, found, aspects) or _not_told(knowledge, found[0], aspects[0])


# --- departments ---------------------------------------------------------------------------------------------------


def _by_department(knowledge: Knowledge, question: Question) -> Reply | None:
    names = knowledge.departments
    if question.asked.asks(*FIGURES, *MONEY, "reason", "next") or not any(
        name in question.asked.text for name in names
    ):
        return None
    return lists.of_department(knowledge, question.asked.text)


# --- several things at once ----------------------------------------------------------------------------------------


def _several(knowledge: Knowledge, question: Question) -> Reply | None:
    """Two or more indicators named in one question: each is told on its own line."""
    if not question.asked.asks(*FIGURES) or question.asked.aspects[0] not in FIGURES:
        return None
    strong = [group for group in question.groups if group.strong]
    left, chosen = set(strong), []
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is None or not subject.is_figure or hit.named < 0.55 or not hit.missing:
            continue
        known = set(strong) - set(hit.missing)
        if known & left and len(known & left) == len(known):
            chosen.append(subject)
            left -= known
    if len(chosen) < 2 or left:
        return None
    return tell.figures(knowledge, chosen, question.asked.aspects)


# --- one thing -----------------------------------------------------------------------------------------------------


def _by_aspect(knowledge: Knowledge, question: Question) -> Reply | None:
    aspects = question.asked.aspects
    if not aspects and question.asked.follows and question.before_aspect:
        aspects = (question.before_aspect,)
    first = aspects[0] if aspects else None
    if first == "list" and len(aspects) > 1:
        first = aspects[1]
    elif first == "list" and not _LISTABLE.search(question.asked.text):
        first, aspects = "overview", ("overview",)
    if first in FIGURES:
        return _figure(knowledge, question, aspects)
    if first in MONEY or first in {"department", "plans", "code", "list", "source"}:
        return _fact(knowledge, question, aspects)
    if first in PROSE and (told := _statement(knowledge, question, aspects)):
        return told
    return _named_only(knowledge, question) if first in {None, "overview"} else None


def _figure(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    ranked = _ranked(knowledge, question, "figures")
    rows = [
        (score, hit, subject)
        for score, hit, subject in ranked
        if subject.is_figure and hit.covered >= _ENOUGH and _named_enough(knowledge, question, hit, subject)
    ]
    printed = _with_number(knowledge, question)
    best = next(iter(ranked), None)
    if rows:
        score, hit, subject = rows[0]
        if printed and printed[0].covered > hit.covered + 0.15:
            return tell.prose(knowledge, [printed[1]], "figure")
        # 「持続可能な財政の目標」 means goals: a measure that is named better than any figure.
        goals = "target" in aspects and question.asked.unit is None and "figure" not in aspects
        if goals and best and best[2].kind == "measure" and best[1].covered > hit.covered + 0.2:
            return _tell(knowledge, question, [best[2]], aspects)
        close = [other for fit, _, other in rows if fit > score - _CLOSE]
        if len(close) > 1 and len([group for group in question.groups if group.strong]) == 1 and hit.named < 0.9:
            return _ask_back(question, close, "figure")
        return _tell(knowledge, question, [subject], aspects)
    if printed:
        return tell.prose(knowledge, [printed[1]], "figure")
    if best and best[1].named >= _NAMED and best[1].covered >= _ENOUGH:
        subject = best[2]
        if "target" in aspects and not question.asked.unit:
            return _tell(knowledge, question, [subject], aspects)
        if subject.kind in {"results", "project"} and best[1].named >= 0.6:
            return _related_figure(knowledge, question, subject, aspects)
    if "target" in aspects or "result" in aspects or "reached" in aspects or aspects == ("figure",):
        return None if question.asked.unit or not _told_by_prose(aspects) else _statement(knowledge, question, aspects)
    return None


def _named_enough(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether enough of a figure's name was said. Who asks how many people is not told how many times."""
    unit, row = question.asked.unit, subject.row
    if unit is None or row is None:
        printed = knowledge.index.printed_share(hit.number, question.groups)
        return hit.named >= _NAMED_FIGURE and printed >= _PRINTED
    return hit.named >= (_NAMED if unit in {row.target.unit, row.result.unit} else _NAMED_OTHER_UNIT)


def _related_figure(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    """A sheet is named, but no row of it: the row of the unit asked for that shares its name, or a choice of rows."""
    unit = question.asked.unit
    homes = {subject.home, *(other.home for other in knowledge.results_of(subject))}
    rows = [other for other in knowledge.index.subjects if other.row is not None and other.home in homes]
    if unit is None:
        own = [other for other in rows if other.home == subject.home]
        return _ask_back(question, [*own, subject], "figure") if own else None
    names = knowledge.index.names[knowledge.index.subjects.index(subject)]
    named = {token for name in names for token in name}
    fitting = [
        other
        for other in rows
        if other.row is not None and other.row.target.unit == unit and _alike(knowledge, other, named) >= 0.6
    ]
    return _tell(knowledge, question, fitting, aspects) if len(fitting) == 1 else None


def _told_by_prose(aspects: Sequence[str]) -> bool:
    return "figure" not in aspects and "gap" not in aspects


def _fact(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    first = next(one for one in aspects if one != "list") if aspects != ("list",) else "list"
    kinds = "money" if first in MONEY else "department" if first == "department" else "any"
    ranked = [each for each in _ranked(knowledge, question, kinds) if each[1].covered >= _ENOUGH]
    if first in {"plans", "list"}:
        ranked = [each for each in ranked if each[2].kind in {"measure", "section"}] or ranked
    if not ranked:
        return None
    _, hit, subject = ranked[0]
    if kinds == "money" and hit.named < _NAMED and hit.covered < 0.6:
        return None
    reply = _tell(knowledge, question, [subject], aspects)
    if reply is None:
        for _, other_hit, other in ranked[1:6]:
            if other_hit.covered >= hit.covered - 0.2 and (reply := _tell(knowledge, question, [other], aspects)):
                return reply
        return _not_told(knowledge, subject, first)
    return reply


def _statement(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The statement that knows most of what was said, of the field that was asked for."""
    aspect = next((one for one in aspects if one in _FITS), "overview")
    told = _best_passages(knowledge, question, aspect)
    if aspect in {"reason", "next"}:
        exact = _field(knowledge, question, aspect, told[0][1:] if told else None)
        if exact is not None:
            return exact
    if aspect in _WHOLE and (whole := _whole_field(knowledge, question, aspect, told)):
        return whole
    return tell.prose(knowledge, _with_siblings(told), aspect) if told else None


def _whole_field(
    knowledge: Knowledge, question: Question, aspect: str, told: Sequence[tuple[float, Hit, Passage]]
) -> Reply | None:
    """All statements of a field, where nothing but the name of the thing was said (広報の課題は？)."""
    ranked = [each for each in _ranked(knowledge, question, "any") if each[1].covered >= 0.9 and each[1].named >= 0.5]
    for _, _, subject in ranked:
        own = [one for one in knowledge.index.passages if one.subject.key == subject.home and one.part == aspect]
        if own:
            fitting = [passage for _, _, passage in told if passage in own]
            return tell.prose(knowledge, [*fitting, *(one for one in own if one not in fitting)], aspect)
    return None


def _field(knowledge: Knowledge, question: Question, aspect: str, told: tuple[Hit, Passage] | None) -> Reply | None:
    """理由 or 今後の取組 of the sheet that is meant, unless a statement knows more of the question than its title."""
    ranked = [
        each for each in _ranked(knowledge, question, "any") if each[1].covered >= _ENOUGH and each[1].named >= _NAMED
    ]
    if not ranked:
        return None
    score, hit, subject = ranked[0]
    close = [other for fit, near, other in ranked if fit > score - 0.15 and near.covered > hit.covered - 0.1]
    if told is not None:
        known, passage = told
        same = [other for other in close if other.home == passage.subject.home and other.is_figure]
        elsewhere = hit.named >= 0.9 and passage.subject.home != subject.home
        if passage.part == aspect and known.covered >= 0.9 and not elsewhere and not (aspect == "reason" and same):
            return None
        if known.covered > hit.covered + 0.1 and not same:
            return None
    # Of two things alike the one whose sheet tells it: the project of the same name often leaves the field empty.
    telling = [other for other in close if tell.field_of(other, aspect) is not None]
    exact = tell.reason if aspect == "reason" else tell.next_steps
    return exact(knowledge, (telling or [subject])[0])


def _named_only(knowledge: Knowledge, question: Question) -> Reply | None:
    """No aspect is asked for: what is it?"""
    ranked = [
        each for each in _ranked(knowledge, question, "any") if each[1].covered >= _ENOUGH and each[1].named >= _NAMED
    ]
    told = _best_passages(knowledge, question, "overview")
    if not ranked:
        return tell.prose(knowledge, _with_siblings(told), "overview") if told else None
    score, hit, subject = ranked[0]
    said_more = told and (
        told[0][1].covered > hit.covered + 0.1
        # The title of a measure tells less than the statement that has the very words of the question.
        or (
            isinstance(subject.sheet, (PlanMeasure, PlanSection)) and _knows(knowledge, told[0][2].prose.text, question)
        )
    )
    if said_more:
        return tell.prose(knowledge, _with_siblings(told), "overview")
    close = [other for fit, _, other in ranked if fit > score - _CLOSE]
    if len(close) > 1 and hit.named < 0.95 and len({other.home for other in close}) > 1:
        return _ask_back(question, close, None)
    return tell.summary(knowledge, subject)


# --- what one thing says about an aspect ---------------------------------------------------------------------------


def _tell(knowledge: Knowledge, question: Question, about: Sequence[Subject], aspects: Sequence[str]) -> Reply | None:
    subject = about[0]
    sheet = subject.sheet
    first = next((one for one in aspects if one != "list"), "list")
    if first == "reason":
        return tell.reason(knowledge, subject)
    if first == "next":
        return tell.next_steps(knowledge, subject) or _parts(knowledge, subject, ("goals", "policies"), "next")
    if first == "department":
        return tell.department(knowledge, [knowledge.home_of(one) for one in about])
    if first in FIGURES and subject.kind == "project" and question.before_aspect in {"budget", "spent", "left"}:
        return tell.money(knowledge, [subject], ("budget",))
    if first in MONEY:
        return _money(knowledge, question, subject, aspects)
    if first in FIGURES:
        if rows := [one for one in about if one.is_figure]:
            return tell.figures(knowledge, rows, aspects)
        if isinstance(sheet, Results):
            return tell.figures(knowledge, knowledge.rows_of(subject), aspects)
        if isinstance(sheet, PlanMeasure) and first == "target":
            return tell.headings(knowledge, subject)
        if isinstance(sheet, PlanSection) and first == "target":
            return _parts(knowledge, subject, ("policies",), "policies")
        if isinstance(sheet, Project):
            if first == "target":
                return _parts(knowledge, subject, ("aim",), "target")
            on_sheet = knowledge.rows_of(subject)
            return tell.figures(knowledge, on_sheet, aspects) if on_sheet else None
        return None
    if first == "plans":
        return tell.individual_plans(knowledge, [subject, *_measures_under(knowledge, subject)])
    if first in {"code", "source"}:
        return tell.place_in_plan(knowledge, subject)
    if first == "list":
        return (
            tell.measures_of(knowledge, subject)
            or tell.headings(knowledge, subject)
            or tell.summary(knowledge, subject)
        )
    return _prose_of(knowledge, subject, first)


def _prose_of(knowledge: Knowledge, subject: Subject, aspect: str) -> Reply | None:
    wanted = {
        "efforts": ("efforts", "achievements"), "issues": ("issues",), "policies": ("policies",), "purpose": ("purpose",),
        "achievements": ("achievements", "efforts"), "overview": ("overview", "goals", "policies", "purpose"),
    }.get(aspect, ())  # fmt: skip
    for part in wanted:
        if reply := _parts(knowledge, knowledge.home_of(subject), (part,), aspect):
            return reply
    if isinstance(subject.sheet, PlanMeasure) and aspect in {"issues", "policies"}:
        number = subject.codes[0].rpartition("-")[0]
        section = knowledge.by_key.get(f"section:{subject.plan}:{number}")
        return _parts(knowledge, section, (aspect,), aspect) if section else None
    for measure in _measures_under(knowledge, subject):
        for part in wanted:
            if reply := _parts(knowledge, measure, (part,), aspect):
                return reply
    return None


def _parts(knowledge: Knowledge, subject: Subject, parts: Sequence[str], aspect: str) -> Reply | None:
    told = [one for one in knowledge.index.passages if one.subject.key == subject.key and one.part in parts]
    return tell.prose(knowledge, told, aspect) if told else None


def _measures_under(knowledge: Knowledge, subject: Subject) -> list[Subject]:
    if not isinstance(subject.sheet, PlanSection):
        return []
    return [
        knowledge.by_key[f"measure:{measure.code.plan}:{measure.code.number}"] for measure in subject.sheet.measures
    ]


def _money(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    if isinstance(subject.sheet, Project):
        reply = tell.money(knowledge, [knowledge.home_of(subject)], aspects)
        return _with_more(knowledge, question, knowledge.home_of(subject), reply)
    projects = knowledge.projects_of(subject)
    if not projects:
        return None
    # 海の子山の子交歓会の参加人数 has a project of the same name: that one is meant.
    said = {token for name in knowledge.index.names[knowledge.index.subjects.index(subject)] for token in name}
    alike = [project for project in projects if _alike(knowledge, project, said) >= 0.6]
    chosen = alike[:1] or projects
    if len(chosen) == 1:
        return tell.money(knowledge, chosen, aspects)
    reply = tell.money(knowledge, chosen, aspects)
    note = f"「{subject.name}」だけの金額は、資料にありません。同じ施策の事業は、次のとおりです。"
    return replace(reply, outcome="partly", text=f"{note}\n{reply.text}")


def _alike(knowledge: Knowledge, other: Subject, said: set[str]) -> float:
    """The share of another thing's name that stands in ``said``."""
    index = knowledge.index
    names = index.names[index.subjects.index(other)]
    rarities = [
        (sum(index.rarity(token) for token in name), sum(index.rarity(token) for token in name & said))
        for name in names
    ]
    return max((part / whole for whole, part in rarities if whole), default=0.0)


def _with_more(knowledge: Knowledge, question: Question, project: Subject, reply: Reply) -> Reply:
    """The sheet's own statement in addition, where the question says more than the name (どちらの地区会に使われた)."""
    names = knowledge.index.names[knowledge.index.subjects.index(project)]
    known = set().union(*names)
    more = [
        group
        for group in question.groups
        if group.strong and not any(token in known for option in group.options for token in option)
    ]
    if not more or question.asked.asks("reason"):
        return reply
    for hit, passage in _passages(knowledge, question):
        if passage.subject.key != project.key or set(more) & set(hit.missing):
            continue
        first, *rest = reply.text.split("\n")
        told = tell.prose(knowledge, [passage], "overview")
        return replace(
            reply,
            text="\n".join([first, passage.prose.text, *rest]),
            sources=tuple(dict.fromkeys([*reply.sources, *told.sources])),
        )
    return reply


# --- choosing ------------------------------------------------------------------------------------------------------


def _ranked(knowledge: Knowledge, question: Question, kinds: str) -> list[tuple[float, Hit, Subject]]:
    """Subjects that know everything the question names, the best fit for what is asked first."""
    ranked = []
    plan, unit = question.asked.plan, question.asked.unit
    before = {subject.home for subject in question.before}
    bonus = _KINDS[kinds]
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is None or hit.missing or (plan and subject.plan != plan):
            continue
        score = hit.score + bonus.get(subject.kind, 0.0)
        if subject.kind == "project" and "事業" in question.asked.text:
            score += 0.08
        score += _TOGETHER * hit.together + (0.03 if subject.home in before else 0.0)
        if unit and subject.row is not None:
            units = {subject.row.target.unit, subject.row.result.unit}
            score += 0.08 if unit in units else -0.08
        ranked.append((score, hit, subject))
    if not ranked:
        ranked = _misspelt(knowledge, question, kinds)
    ranked.sort(key=lambda each: -each[0])
    return ranked


def _misspelt(knowledge: Knowledge, question: Question, kinds: str) -> list[tuple[float, Hit, Subject]]:
    found = []
    for number, fit in knowledge.index.misspelt(question.asked.rest, question.groups):
        subject = knowledge.index.subjects[number]
        if fit >= _MIN_TYPO_FIT and question.asked.plan in {None, subject.plan}:
            found.append((fit + _KINDS[kinds].get(subject.kind, 0.0), Hit(number, fit, fit, fit, 0.0, ()), subject))
    return found


def _passages(knowledge: Knowledge, question: Question) -> list[tuple[Hit, Passage]]:
    """Statements by fit; those of another plan than the one named are left out."""
    plan = question.asked.plan
    found = ((hit, knowledge.passage(hit)) for hit in question.hits)
    return [(hit, passage) for hit, passage in found if passage and plan in {None, passage.subject.plan}]


def _best_passages(knowledge: Knowledge, question: Question, aspect: str) -> list[tuple[float, Hit, Passage]]:
    fits = _FITS[aspect]
    preferred = {subject.home for subject in question.before}
    if subjects := _ranked(knowledge, question, "any"):
        preferred.add(subjects[0][2].home)
    ranked = []
    for hit, passage in _passages(knowledge, question):
        enough = _ENOUGH if not hit.missing else _ENOUGH_IN_SPITE
        if hit.covered < enough or len(hit.missing) > 1 or any(group.place for group in hit.missing):
            continue
        fit = fits.get(passage.part, _AIM_FIT * _OTHER_FIT if passage.part == "aim" else _OTHER_FIT)
        score = hit.covered * fit + _TOGETHER * hit.together + (0.04 if passage.subject.home in preferred else 0.0)
        ranked.append((score, hit, passage))
    ranked.sort(key=lambda each: -each[0])
    return ranked


def _with_siblings(told: Sequence[tuple[float, Hit, Passage]]) -> list[Passage]:
    """The best statement and those of the same place that fit nearly as well."""
    score, _, best = told[0]
    return [
        passage
        for fit, _, passage in told
        if passage is best
        or (passage.subject.key == best.subject.key and passage.part == best.part and fit >= 0.85 * score)
    ]


def _with_number(knowledge: Knowledge, question: Question) -> tuple[Hit, Passage] | None:
    """A statement that prints a number of the unit asked for beside all the things the question names."""
    unit = question.asked.unit
    if unit is None:  # any number would do, and most would be another thing's
        return None
    wanted = re.compile(_DIGIT + r"\s?" + re.escape(unit))
    for hit, passage in _passages(knowledge, question):
        if hit.missing or hit.covered < _ENOUGH_IN_SPITE:
            continue
        for sentence in passage.prose.text.split("。"):
            if wanted.search(plain(sentence)) and _knows(knowledge, sentence, question):
                return hit, passage
    return None


def _knows(knowledge: Knowledge, sentence: str, question: Question) -> bool:
    tokens = {term.word for term in knowledge.words.terms(plain(sentence))}
    strong = [group for group in question.groups if group.strong]
    known = [group for group in strong if any(set(option) <= tokens for option in group.options)]
    return len(known) * 3 >= len(strong) * 2


def _near(knowledge: Knowledge, question: Question) -> list[Subject]:
    """Things close to the question, for examples: at most two."""
    near = [
        subject
        for hit in question.hits
        if (subject := knowledge.subject(hit)) and hit.covered >= 0.35 and hit.named >= _NAMED
    ]
    near.sort(key=lambda subject: not subject.is_figure)
    return near[:2]


# --- when there is no answer ---------------------------------------------------------------------------------------


def _unknown(knowledge: Knowledge, question: Question) -> Reply:
    strong = [group for group in question.groups if group.strong]
    place = next((group.said for group in strong if group.place), None)
    words = "・".join(dict.fromkeys(group.said for group in strong))
    what = f"「{words}」のこと" if words else "おたずねのこと"
    if question.asked.asks(*MONEY):
        what = f"「{words}」の金額"
    elif question.asked.asks(*FIGURES):
        what = f"「{words}」の数字"
    elif question.asked.asks("department"):
        what = f"「{words}」の担当課"
    slots: dict[str, str | list[str]] = {"place": place} if place else {}
    return refuse.unknown(knowledge, what, _near(knowledge, question), slots=slots)


def _not_told(knowledge: Knowledge, subject: Subject, aspect: str) -> Reply:
    said = _SAID.get(aspect, "くわしいこと")
    topic = Topic((subject.key,), None)
    return refuse.unknown(knowledge, f"「{subject.name}」の{said}", [subject], topic=topic)


def _ask_back(question: Question, about: Sequence[Subject], aspect: str | None) -> Reply:
    words = "・".join(dict.fromkeys(group.said for group in question.groups if group.strong))
    shown = list(dict.fromkeys(about))[:4]
    choices = []
    lines = [f"「{words}」について、どれをお調べしますか。番号でも選べます。"]
    for nth, subject in enumerate(shown, 1):
        lines.append(f"{nth} {subject.name}")
        one = choice(
            subject, aspect if aspect == "figure" and subject.is_figure else refuse.first_aspect(subject), named=True
        )
        choices.append(one)
    topic = Topic(tuple(subject.key for subject in shown), f"choose:{aspect or ''}")
    return Reply(
        "asked_back",
        "\n".join(lines),
        {"readings": [subject.name for subject in shown]},
        choices=tuple(choices),
        topic=topic,
    )


def _chosen(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """A number typed after we asked back."""
    number = _NUMBER.match(text)
    if not number or topic is None or not (topic.aspect or "").startswith("choose:"):
        return None
    place = int(number[1]) - 1
    keys = [key for key in topic.subjects if key in knowledge.by_key]
    return tell.summary(knowledge, knowledge.by_key[keys[place]]) if place < len(keys) else None


def _help(knowledge: Knowledge, says: str, kind: str) -> Reply:
    choices = refuse.examples(knowledge)
    lines = [says, *(f"・{one.says}" for one in choices)] if kind in {"help", "greeting", "empty"} else [says]
    return Reply("small_talk", "\n".join(lines), {"talk": kind}, choices=choices)
