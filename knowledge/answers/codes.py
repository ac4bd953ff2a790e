"""Questions by number: 「6-2-1は？」, 「第5章の中身は？」. Two plans use the same numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import UNKNOWN_PLAN
from knowledge.ledger.identity import chapter_of
from knowledge.ledger.subjects import Subject
from knowledge.lists import holdings
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.aspects import MONEY
from knowledge.question.leading import leading
from knowledge.question.slots import Asked
from knowledge.reply import Choice, Reply
from knowledge.telling import belonging, refuse, tell
from knowledge.telling.facets import tell_about
from knowledge.telling.refuse import label, not_told

# Nothing but a number, after an answer: the same is asked of it.
_NUMBER_ONLY = re.compile(
    r"[\d\s、。-]+(?:の(?:方|ほう))?(?:は|だと|なら|って)?(?:どう|いかが)?(?:ですか|でしょうか?|なの|だ)?[\s?？。]*"
)
# What is asked of a code by these has a place of its own on the sheet.
_OF_SHEET = frozenset(
    {
        *MONEY,
        "gap",
        "ratio",
        "reached",
        "result",
        "department",
        "reason",
        "next",
        "list",
        "plans",
        "code",
        "projects",
        "strategy",
    }
)
_WELL_COVERED = 0.66
_MEASURES = re.compile("施策|(?:何|なに)が")
# 「産業や観光を書いた第3章には、どんな基本施策がある？」 asks for all of the chapter, whatever it is said to be about.
_SECTIONS = re.compile(
    r"(?:どんな|どの|どういう|何の|すべての|全ての)基本施策|基本施策(?:は|が|を|には)?、?(?:何|なに|いくつ|全部|ぜんぶ|すべて|全て|並|挙|あ[るりげ])"
)
_AMOUNTS = re.compile(r"(?<= )事業費(?=\s|$)")
# 「6-4-1は？」 asks for what stands there, 「6-4-1のタイトルは？」 does not.
_BARE = re.compile(r"(?:施策)?\d+-\d+-\d+(?:は|って)?[?？。]*")
_FIGURE_NAMED = re.compile(r"指標|目標値|数値目標")


def _ask_the_same(asked: Asked) -> bool:
    return asked.follows or (not asked.aspects and _NUMBER_ONLY.fullmatch(asked.text) is not None)


def by_code(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer for a code or chapter; None where the words beside it say more than the number."""
    asked = question.asked
    if asked.chapters or len(asked.codes) > 1:
        return _of_chapter(knowledge, question)
    number = asked.codes[0]
    if reply := holdings.section_of_results(knowledge, number, asked.plan):
        return reply
    found = knowledge.with_code(number, asked.plan)
    titles = knowledge.titles_of(number, asked.plan)
    again = (question.before_aspect,) if question.before_aspect and _ask_the_same(asked) else ()
    asked_plans = asked.asks("plans") or "plans" in again
    if asked_plans and (bearing := tuple(one for one in found if isinstance(one.sheet, PlanMeasure))):
        found, titles = bearing, {}  # only the plan itself has individual plans
    if again and question.before and any(one.plan == question.before[0].plan for one in found):
        found = tuple(one for one in found if one.plan == question.before[0].plan)
        titles = {}
    named = {code.plan: title for code, title in titles.items()}
    readings = named | {subject.plan: subject.name for subject in found}
    if not readings:
        plan_said = f"{knowledge.plan_name(asked.plan)}の" if asked.plan else ""
        return refuse.unknown(knowledge, f"{plan_said}{number}のこと")
    if len(readings) > 1:
        return _which_plan(knowledge, number, readings)
    if not found:
        about = [subject for subject in knowledge.subjects if subject.kind == "project" and number in subject.codes]
        return belonging.place_in_plan(knowledge, about[0]) if about else None
    return _detail(knowledge, question, found) or _of_sheet(knowledge, question, found, again)


def _of_chapter(knowledge: Knowledge, question: Question) -> Reply | None:
    """What stands in a chapter, or in that of the first of several codes."""
    asked = question.asked
    of_sections = not asked.aspects and _SECTIONS.search(asked.text)
    measures = not of_sections and _MEASURES.search(asked.text)
    if asked.chapters and measures and (section := holdings.section_called(knowledge, asked)):
        return section
    of_all = of_sections or asked.codes or asked.asks("list", "overview", "achievements")
    if asked.chapters and question.says_something and not of_all:
        return None
    if asked.chapters and asked.asks(*MONEY, "department", "reason"):
        return refuse.unknown(knowledge, f"第{asked.chapters[0]}章の{asked.text.split('章', 1)[-1].strip('の?？は')}")
    number = asked.chapters[0] if asked.chapters else chapter_of(asked.codes[0])
    return holdings.chapter(knowledge, number, asked.plan) or refuse.unknown(knowledge, f"第{number}章のこと")


def _which_plan(knowledge: Knowledge, number: str, readings: Mapping[str, str]) -> Reply:
    """Which plan's measure of that number? ``readings``: plan -> what it calls it."""
    lines = [f"「{number}」は、計画によって意味がちがいます。どちらをお調べしますか。"]
    choices = []
    for plan, title in sorted(readings.items()):
        lines.append(f"・{knowledge.plan_name(plan)}の{number}「{title}」")
        if plan == UNKNOWN_PLAN:  # no number tells it, its title does
            choices.append(Choice(label(title), f"{title}は？"))
            continue
        choices.append(Choice(label(f"第{plan}の{number}"), f"{knowledge.plan_name(plan)}の施策{number}は？"))
    return Reply("asked_back", "\n".join(lines), {"code": number}, choices=tuple(choices))


def _of_sheet(
    knowledge: Knowledge, question: Question, found: Sequence[Subject], again: tuple[str, ...]
) -> Reply | None:
    """What is asked of the measure of a number, or ``again`` of it what was asked of another; where it stands, if nothing."""
    asked = question.asked
    aspects = asked.aspects or again or ("overview",)
    if _FIGURE_NAMED.search(asked.text):
        if isinstance(found[0].sheet, (PlanMeasure, PlanSection)):
            return not_told(knowledge, found[0], "figure")  # the plan prints none
        if not asked.asks("reason", "next", "department"):
            return tell_about(knowledge, question, found, ("figure",))
    if "target" in aspects and isinstance(found[0].sheet, PlanMeasure):
        return tell.summary(knowledge, found[0])
    aspects = leading(asked, aspects)
    if amounts := tuple(aspect for aspect in aspects if aspect in MONEY):
        aspects = amounts  # 「5-4-1の事業費の一覧」 lists amounts
    if aspects[0] == "list" and _AMOUNTS.search(asked.text):
        aspects = ("budget",)
    if aspects[0] not in {"overview", "code", "list"}:
        return tell_about(knowledge, question, found, aspects) or not_told(knowledge, found[0], aspects[0])
    if aspects[0] == "list" and (measures := belonging.measures_of(knowledge, found[0])):
        return measures
    if isinstance(found[0].sheet, PlanMeasure) and _BARE.fullmatch(asked.text.strip()):
        return tell.summary(knowledge, found[0])
    return belonging.place_in_plan(knowledge, found[0])


def _detail(knowledge: Knowledge, question: Question, found: Sequence[Subject]) -> Reply | None:
    """The statement of the sheet that knows all that is said beside the code, where its title does not."""
    if question.asked.unit is not None or not _OF_SHEET.isdisjoint(question.asked.aspects):
        return None
    numbers = [knowledge.index.number_of(subject) for subject in found]
    strong = [group for group in question.things if not group.doing]
    if all(any(knowledge.index.names_hold(number, group) for number in numbers) for group in strong):
        return None
    homes = {subject.home for subject in found}
    for hit, passage in statements_for(knowledge, question):
        if passage.subject.home in homes and hit.covered >= _WELL_COVERED and not hit.missing:
            return tell.prose(knowledge, [passage], "overview")
    return None
