"""What one thing's sheet or section tells about the aspect that was asked, wherever on the sheet it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.all_named import named_in_full
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject, key_of_measure, key_of_section
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.question.asking_for_lists import rows_wanted
from knowledge.question.aspects import AMOUNTS, FIGURES, MONEY
from knowledge.question.units_asked import YEN
from knowledge.reply import Reply
from knowledge.telling import belonging, tell
from knowledge.telling.composing import title_of
from knowledge.telling.joining import joined
from knowledge.telling.plans_followed import plan_followed, plans_of_measure_held
from knowledge.telling.quoting import mark, worded
from knowledge.telling.wording import cited

# 「予算と担当課」: two things are asked for, not one by means of the other.
_ASKABLE = r"(?:(?:目標|実績|予算)額?|事業費|担当課?|所管|理由|今後(?:の取組)?|従事人工|人工|予算科目|会計)"
_NAMESAKE = 0.6
# Savings and debts that are left are a row, and no money left of a project.
_BALANCE = re.compile("残高|現在高")
# As much as one rare word of a row's name.
_RARE_WORD, _MOST_OF_NAME = 0.6, 0.5
# What is named beside a project has no amount of its own on its sheet.
_WHOLE_AMOUNT = "資料にあるのは、事業全体の金額です。"
NO_PART = "おたずねの部分だけの金額は、資料にありません。事業全体の金額は、次のとおりです。"
NO_BREAKDOWN = "それぞれの金額（内訳）は、資料にありません。事業全体の金額は、次のとおりです。"
_BREAKDOWN = re.compile(r"それぞれ|ずつ|ごと(?:に|の)|内訳|別に")
# Who asks so wants to know what each of several got.
_FOR_EACH = re.compile(
    r"それぞれ|ずつ|ごと(?:に|の)|内訳|(?:だけ|のみ)(?:だ|で|の|に|は|なら)|(?:別|団体|地区|校)に(?:いくら|何円)"
)
_OF_ALL_PROJECTS = re.compile(
    r"事業[^。?？]{0,8}(?:全部|ぜんぶ|すべて|全て|それぞれ|一覧|リスト|並べ|挙げ|各)|(?:全部|すべて|全て|各)の?事業"
)
_GOALS_LISTED = re.compile(
    r"目標[^。?？]{0,8}(?:一覧|項目|全部|ぜんぶ|すべて|全て|リスト|並べ|挙げ|列挙|[2-9二三四五]つ|何と何|何がある|なにがある|いくつ)"
    r"|(?:全部|ぜんぶ|すべて|全て)の目標|(?:どんな|どのような|何の)目標|目標\s?(?:は|って|には?)?\s?(?:$|[?？]|何|なに|どんな|どのような)"
)
_FIGURES_SAID = re.compile(r"目標値|目標数|指標|数値|数字|実績|達成|届|上回|下回|超え|何[人件回%]")
_JOINED = re.compile(rf"{_ASKABLE}\s?(?:と|や|、|・|および|及び)\s?(?:その)?{_ASKABLE}")


def tell_about(
    knowledge: Knowledge, question: Question, about: Sequence[Subject], aspects: Sequence[str]
) -> Reply | None:
    """The answer to ``aspects`` of ``about``; None where the documents hold nothing of the kind.

    Aspects that are joined (「目標と予算と担当課は？」) are all told; otherwise the first one is meant, and the others
    only say more about it (「予算より少ないのはなぜ？」).
    """
    if len(asked := _joined(question.asked.text, aspects)) > 1:
        told = [reply for one in asked if (reply := _tell_one(knowledge, question, about, [one]))]
        if len(told) > 1:
            return joined(told)
    return _tell_one(knowledge, question, about, aspects)


def _joined(text: str, aspects: Sequence[str]) -> list[str]:
    """One aspect of each kind, in the order of the answer, where the question joins them."""
    if not _JOINED.search(text):
        return []
    # 「予算額・実績額」 are both of the money.
    figures = FIGURES if AMOUNTS.isdisjoint(aspects) or "target" in aspects else FIGURES - {"result"}
    kinds = (
        figures, frozenset({"reason"}), AMOUNTS, frozenset({"staffing"}), frozenset({"account"}),
        frozenset({"department"}), frozenset({"next"}),
    )  # fmt: skip
    return [found for kind in kinds if (found := next((one for one in aspects if one in kind), None))]


def _tell_one(
    knowledge: Knowledge, question: Question, about: Sequence[Subject], aspects: Sequence[str]
) -> Reply | None:
    subject = about[0]
    sheet = subject.sheet
    first = next((one for one in aspects if one != "list"), "list")
    if first == "reason":
        return tell.reason(knowledge, subject)
    if first == "next":
        told_of = _speaking_of_row(knowledge, subject) if subject.is_figure else subject
        return tell.next_steps(knowledge, told_of) or _to_come(knowledge, question, subject)
    if first == "department":
        return tell.department(knowledge, list(dict.fromkeys(knowledge.home_of(one) for one in about)))
    unit = question.asked.unit
    if (
        first in FIGURES
        and subject.kind == "project"
        and unit not in {None, "円"}
        and (row := row_of_unit(knowledge, subject, unit))
    ):
        return tell.figures(knowledge, [row], aspects)
    if first in FIGURES and subject.kind == "project" and question.before_aspect in AMOUNTS:
        if unit not in {None, "円"}:
            return None  # 「人数は？」 after a budget asks for no money
        if first == "target" and (aim := field(knowledge, subject, ("aim",), "target")):
            return aim
        return tell.money(knowledge, [subject], ("budget",))
    if first in MONEY:
        if len(about) > 1 and all(one.kind == "project" for one in about):
            return tell.money(knowledge, about, aspects)  # 「事業費は？」 after two projects
        return _money(knowledge, question, subject, aspects)
    if first in FIGURES:
        if rows := [one for one in about if one.is_figure]:
            return tell.figures(knowledge, rows_wanted(question.asked, rows), aspects)
        if isinstance(sheet, Results):
            of_sheet = rows_wanted(question.asked, knowledge.rows_of(subject))
            if first == "target" and unit is None and (goals := _goals_listed(knowledge, question, subject)):
                return joined([goals, tell.figures(knowledge, of_sheet, aspects)]) if of_sheet else goals
            return tell.figures(knowledge, of_sheet, aspects) if of_sheet else tell.no_figures(knowledge, subject)
        if "目標値" in question.asked.text and isinstance(sheet, (PlanMeasure, PlanSection)):
            return None  # a plan that prints no figures has no 目標値
        if isinstance(sheet, PlanMeasure) and first == "target":
            return _goal_named(knowledge, question, subject) or belonging.headings(knowledge, subject)
        if isinstance(sheet, PlanSection) and first == "target":
            return belonging.goals_of_section(knowledge, subject)
        if isinstance(sheet, Project):
            if first == "target":
                return field(knowledge, subject, ("aim",), "target")
            on_sheet = knowledge.rows_of(subject)
            return tell.figures(knowledge, on_sheet, aspects) if on_sheet else None
        return None
    if first == "plans":
        listed = belonging.individual_plans(knowledge, [subject, *measures_under(knowledge, subject)])
        return listed or plan_followed(knowledge, subject) or plans_of_measure_held(knowledge, subject)
    if first == "strategy":
        return belonging.strategy(knowledge, subject)
    if first == "projects":
        return (
            tell.summary(knowledge, subject)
            if isinstance(sheet, Project)
            else belonging.projects_of(knowledge, subject)
        )
    if first == "state":
        told = [one for one in about if one.is_figure] or list(knowledge.rows_of(subject))
        return tell.figures(knowledge, told) if told else _prose_of(knowledge, subject, "issues")
    if first in {"code", "source"}:
        return belonging.place_in_plan(knowledge, subject)
    if first == "list":
        return (
            belonging.measures_of(knowledge, subject)
            or belonging.headings(knowledge, subject)
            or tell.summary(knowledge, subject)
        )
    return _prose_of(knowledge, subject, first)


def _speaking_of_row(knowledge: Knowledge, row: Subject) -> Subject:
    """The row, or the project of its measure whose next steps have most of the row's name, where its own sheet's have nothing
    of it; that lessons are spoken of there as well makes them no steps towards better lessons."""
    name = knowledge.index.tokens(row.name)

    def shared(subject: Subject) -> float:
        steps = tell.field_of(subject, "next")
        return knowledge.index.weight(name & knowledge.index.tokens(steps.text)) if steps else 0.0

    if shared(row):
        return row
    best = max(knowledge.projects_of(row), key=shared, default=row)
    least = max(_RARE_WORD, _MOST_OF_NAME * knowledge.index.weight(name - knowledge.book.ignored))
    return best if shared(best) >= least else row


def _to_come(knowledge: Knowledge, question: Question, of_plan: Subject) -> Reply | None:
    """What a part of the plan aims at: its goals or policies, or what stands below them where just these were told."""
    told = field(knowledge, of_plan, ("goals", "policies"), "next")
    if question.before[:1] == (of_plan,) and question.before_aspect in {"policies", "next", "overview"}:
        return belonging.goals_of_section(knowledge, of_plan) or told
    return told


def row_of_unit(knowledge: Knowledge, project: Subject, unit: str | None) -> Subject | None:
    """The only row of a unit that is the project's own or bears its name."""
    own = [row for row in knowledge.rows_of(project) if row.row and row.row.is_in(unit)]
    if not own:
        names = knowledge.index.names_of(project)
        said = {token for name in names for token in name}
        rows = [row for sheet in knowledge.results_of(project) for row in knowledge.rows_of(sheet)]
        own = [row for row in rows if row.row and row.row.is_in(unit) and alike(knowledge, row, said) >= _NAMESAKE]
    return own[0] if len(own) == 1 else None


def _goal_named(knowledge: Knowledge, question: Question, subject: Subject) -> Reply | None:
    """One goal of a measure, where the question has the words of its heading and not those of the measure."""
    things = question.things
    title = knowledge.index.tokens(subject.name)
    if not things or any(set(option) & title for group in things for option in group.options):
        return None
    for passage in knowledge.index.passages_of(subject):
        if passage.part == "goals":
            heading = knowledge.index.tokens(passage.heading or "") | knowledge.index.asked_of(passage, things)
            if all(group.is_named_in(heading) for group in things):
                return tell.prose(knowledge, [passage], "goals")
    return None


def _goals_listed(knowledge: Knowledge, question: Question, results: Subject) -> Reply | None:
    """The goals of a measure where 「目標　一覧」 may mean them as well as its figures; those of the plan before its results'.

    None where figures are spoken of (目標値, 達成).
    """
    text = question.asked.text
    if not _GOALS_LISTED.search(text) or _FIGURES_SAID.search(text):
        return None
    title = plain(results.name)
    of_plan = next(
        (
            one
            for one in knowledge.subjects
            if one.kind == "measure"
            and one.city == results.city
            and one.codes == results.codes
            and plain(one.name) == title
        ),
        None,
    )
    return (of_plan and belonging.headings(knowledge, of_plan)) or belonging.headings(knowledge, results)


def _prose_of(knowledge: Knowledge, subject: Subject, aspect: str) -> Reply | None:
    wanted = {
        "efforts": ("efforts", "achievements"), "issues": ("issues",), "policies": ("policies",), "purpose": ("purpose",),
        "achievements": ("achievements", "efforts"), "doings": ("efforts", "achievements", "overview", "goals"),
        "overview": ("overview", "goals", "policies", "purpose"),
    }.get(aspect, ())  # fmt: skip
    for part in wanted:
        if reply := field(knowledge, knowledge.home_of(subject), (part,), aspect):
            return reply
    if aspect in {"issues", "policies"} and (of_plan := _in_the_plan(knowledge, subject)):
        number = of_plan.codes[0].rpartition("-")[0]
        section = knowledge.by_key.get(key_of_section(of_plan.city, of_plan.plan, number))
        return field(knowledge, section, (aspect,), aspect) if section else None
    for measure in measures_under(knowledge, subject):
        for part in wanted:
            if reply := field(knowledge, measure, (part,), aspect):
                return reply
    return None


def _in_the_plan(knowledge: Knowledge, subject: Subject) -> Subject | None:
    """The measure of the plan that a thing is, or whose yearly sheet it is or stands on: one of that number and that name."""
    if isinstance(subject.sheet, PlanMeasure):
        return subject
    home = knowledge.home_of(subject)
    sheets = [home] if home.kind == "results" else knowledge.results_of(home)
    called = {(one.city, one.codes[:1], plain(one.name)) for one in sheets}
    measures = [one for one in knowledge.subjects if (one.city, one.codes[:1], plain(one.name)) in called]
    return next((one for one in measures if one.kind == "measure"), None)


def field(knowledge: Knowledge, subject: Subject, parts: Sequence[str], aspect: str) -> Reply | None:
    """All statements of one or more fields of a thing."""
    told = [one for one in knowledge.index.passages_of(subject) if one.part in parts]
    return tell.prose(knowledge, told, aspect) if told else None


def measures_under(knowledge: Knowledge, subject: Subject) -> list[Subject]:
    """The measures of a section of the plan; [] where it is none."""
    if not isinstance(subject.sheet, PlanSection):
        return []
    return [knowledge.by_key[key_of_measure(subject.city, measure.code)] for measure in subject.sheet.measures]


def _money(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    if isinstance(subject.sheet, Project):
        reply = tell.money(knowledge, [knowledge.home_of(subject)], aspects)
        return _of_whole(knowledge, question, _with_more(knowledge, question, knowledge.home_of(subject), reply))
    balance = aspects[0] == "left" and _BALANCE.search(subject.name) is not None
    if subject.row is not None and not YEN.isdisjoint(subject.row.units) and (balance or aspects[0] == "budget"):
        return tell.figures(knowledge, [subject])  # a damage in yen is a figure, and no project's money
    projects = knowledge.projects_of(subject)
    if not projects:
        return None
    # 海の子山の子交歓会の参加人数 has a project of the same name: that one is meant.
    said = {token for name in knowledge.index.names_of(subject) for token in name}
    namesakes = tuple(project for project in projects if subject.is_figure and alike(knowledge, project, said) >= 0.7)
    chosen: Sequence[Subject] = namesakes[:1] or projects
    if len(chosen) == 1 and (namesakes or not subject.is_figure):
        reply = tell.money(knowledge, chosen, aspects)
        number = knowledge.index.number_of(chosen[0])
        named = named_in_full(knowledge, number, question)
        if named and (question.things or question.statement is None):
            return reply  # what a statement told of has no amount of its own
        first, *rest = reply.text.split("\n")
        return replace(reply, text="\n".join([first, _WHOLE_AMOUNT, *rest]))
    reply = tell.money(knowledge, chosen, aspects)
    if not subject.is_figure and _OF_ALL_PROJECTS.search(question.asked.text):
        return replace(reply, text=f"{title_of(subject)}の事業の金額です。\n{reply.text}")
    note = f"「{subject.name}」だけの金額は、資料にありません。同じ施策の事業は、次のとおりです。"
    return replace(reply, outcome="partly", text=f"{note}\n{reply.text}")


def _of_whole(knowledge: Knowledge, question: Question, reply: Reply) -> Reply:
    """The reply that says whose amount it is, where none of the things that were named stands in the project's printed name:
    荒町の公民館 got but a part of まちづくり推進事業費."""
    if _WHOLE_AMOUNT in reply.text or NO_PART in reply.text or reply.topic is None or not question.things:
        return reply
    if question.asked.asks("staffing", "account"):
        return reply
    printed = knowledge.index.names_of(knowledge.by_key[reply.topic.subjects[0]])[0]
    if any(token in printed for group in question.things for option in group.options for token in option):
        return reply
    first, *rest = reply.text.split("\n")
    return replace(reply, text="\n".join([first, _WHOLE_AMOUNT, *rest]))


def alike(knowledge: Knowledge, other: Subject, said: set[str]) -> float:
    """The share of another thing's name that stands in ``said``."""
    index = knowledge.index
    names = index.names_of(other)
    weights = [(index.weight(name), index.weight(name & said)) for name in names]
    return max((part / whole for whole, part in weights if whole), default=0.0)


def _with_more(knowledge: Knowledge, question: Question, project: Subject, reply: Reply) -> Reply:
    """The sheet's own statement in addition, where the question says more than the name (どちらの地区会に使われた)."""
    names = knowledge.index.names_of(project)
    known = set().union(*names)
    more = [
        group
        for group in question.groups
        if group.strong and not any(token in known for option in group.options for token in option)
    ]
    if not more or question.asked.asks("reason"):
        return reply
    note = [] if question.asked.asks("staffing", "account") else [_WHOLE_AMOUNT]
    if note and _FOR_EACH.search(question.asked.text):
        lacks = NO_BREAKDOWN if _BREAKDOWN.search(question.asked.text) else NO_PART
        note, reply = [], replace(reply, outcome="partly", text=f"{lacks}\n{reply.text}")
    first, *rest = reply.text.split("\n")
    for hit, passage in statements_for(knowledge, question):
        if passage.subject.key != project.key or set(more) & set(hit.missing):
            continue
        sources = tuple(dict.fromkeys([*reply.sources, passage.prose.source]))
        return replace(
            reply,
            text="\n".join(
                [
                    first,
                    *note,
                    f"{tell.part_said(passage)}：{worded(passage.prose)}",
                    *rest[:-1],
                    cited(sources, mark([passage.prose])),
                ]
            ),
            sources=sources,
        )
    if note and any(len(group.said) > 1 for group in more):
        return replace(reply, outcome="partly", text=f"{NO_PART}\n{reply.text}")
    return replace(reply, text="\n".join([first, *note, *rest]))
