"""Questions that name nothing and are asked of what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.finding.amounts import says_amount
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.things_asked import asks_what_is_done
from knowledge.finding.understanding import Question
from knowledge.follow_ups.below_plan import told_below
from knowledge.language import units
from knowledge.language.text import years
from knowledge.lists import lists_over_all
from knowledge.question.all_of_them import in_all
from knowledge.question.asking_for_lists import TURNS
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.leading import leading, spent_on
from knowledge.question.one_word import called, one_word
from knowledge.question.slots import asks_for_words
from knowledge.reply import Reply
from knowledge.telling import refuse, tell
from knowledge.telling.facets import row_of_unit, tell_about
from knowledge.telling.joining import NO_MORE_WORDS, is_of_sheet
from knowledge.telling.quoting import worded
from knowledge.telling.refuse import not_told

_PLANNED = re.compile(
    r"(?<!個別)(?<!個別の)(?:計画|予定|見込み?)(?:は|って|では|だと)?(?:$|[?？]|(?:何|なん|いくつ|どの|どれ))"
)
# 「実績が落ちた指標は？」 names what is listed: that is asked of all of them, whatever was spoken of before.
_OF_ALL = re.compile(r"(?:指標|事業)(?:は|って|を|が|、|[?？]|$)|のは、?(?:どれ|どの|何|なに|[?？]?$)")
# Of which year a figure is stands beside it.
_OF_WHICH_YEAR = re.compile(r"いつの|いつ(?:の?時点|現在)")
# 「どうやって集めたの？」 after a figure: what brought it about is told as its reason.
_WAY = re.compile(
    r"(?:どうやって|どのように|どうして|どんな方法で)、?(?:増や|減ら|伸ば|広げ|広め|集め|募集?|募っ|探|さが|見つけ|選|呼び?|知らせ|伝え|周知|宣伝|達成|実現|上げ|下げ|進め|やっ|し)[ぁ-ん]{0,4}?(?:(?P<done>た)|る|す|く|つもり)(?:の|ん|か|です|$|[?？])"
)
# 「新しくつくる制度は？」 after a thing asks what is to come of it.
_TO_BE_MADE = re.compile(r"新しく\s?(?:作る|つくる|できる|設ける|始める|入れる|導入する|立ち上げる)")


def listed_anew(knowledge: Knowledge, question: Question) -> Reply | None:
    """A list of all sheets, where what is listed is named (「実績が落ちた指標は？」), whatever was spoken of before."""
    asked = question.asked
    if asked.follows or not _OF_ALL.search(asked.text):
        return None
    return lists_over_all.computed(knowledge, asked)


def plans_of_it(knowledge: Knowledge, question: Question) -> Reply | None:
    """The plans of what was spoken of (「それの個別計画は？」)."""
    if not question.asked.asks("plans") or in_all(question.asked.text):
        return None
    return tell_about(knowledge, question, question.before, ("plans",))


def _how_or_next(knowledge: Knowledge, question: Question) -> Reply | None:
    """What brought a figure about, or what is to be done next: 「どうやって集めたの？」, 「新しくつくる制度は？」."""
    if question.asked.aspects:
        return None
    way = _WAY.search(question.asked.text)
    if way and (told := tell_about(knowledge, question, question.before, ("reason",) if way["done"] else ("next",))):
        return told
    to_come = _TO_BE_MADE.search(question.asked.text) or asks_what_is_done(question.asked.text)
    return tell_about(knowledge, question, question.before, ("next",)) if to_come else None


def _dated_step(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is to be done next by a year that is printed, on the sheets of what was spoken of (「残りはいつ終わる？」)."""
    if question.asked.unit != "年" or not question.asked.asks("next"):
        return None
    around = dict.fromkeys(sheet for one in question.before for sheet in knowledge.sheets_around(one))
    steps = (step for home in around for step in knowledge.index.passages_on_sheet_of(home) if step.part == "next")
    dated = next((step for step in steps if years(step.prose.text)), None)
    return tell.prose(knowledge, [dated], "next") if dated else None


def _date_of(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement told last, where it tells the date asked for, or that none is told: no row's figure is a date."""
    asked = question.asked
    if one_word(asked) != "when" or not FIGURES.issuperset(asked.aspects[:1]) or _OF_WHICH_YEAR.search(asked.text):
        return None
    dated = replace(question, asked=replace(asked, unit="年"))
    if question.statement is not None and says_amount(dated, question.statement.prose.text):
        return tell.prose(knowledge, [question.statement], "overview")
    return refuse.unknown(knowledge, f"その{called('when')}")


def _share_spent(knowledge: Knowledge, question: Question) -> Reply | None:
    """How much of a budget was spent, asked after it (「何%使った？」)."""
    if question.before_aspect not in MONEY or len(question.before) != 1:
        return None
    return (
        tell.money(knowledge, question.before, ("budget",))
        if TURNS["share_spent"].search(question.asked.text)
        else None
    )


def _not_counted(knowledge: Knowledge, question: Question) -> Reply | None:
    """A refusal where what is counted is no row of what was spoken of."""
    return None if _is_counted(knowledge, question) else refuse.unknown(knowledge, "その数字")


def _not_understood(knowledge: Knowledge, question: Question) -> Reply | None:
    """A refusal where nothing is said that we understand: to tell the same sheet again would look like an answer."""
    asked = question.asked
    if asked.aspects or asked.follows or _asks_planned(question):
        return None
    return refuse.unknown(knowledge, "おたずねのこと", question.before[:1])


def _place_not_told(knowledge: Knowledge, question: Question) -> Reply | None:
    """That no place is told, where one is asked for."""
    return (
        not_told(knowledge, question.before[0], "place", question.statement, question.thing)
        if question.asked.place
        else None
    )


def _told_of_it(knowledge: Knowledge, question: Question) -> Reply:
    """What was asked, told of what was spoken of, or that it is not told."""
    asked, about = question.asked, question.before
    # 「何に使ったの？」 after an amount asks in words.
    aspects = leading(asked, asked.aspects) if spent_on(asked) else asked.aspects
    aspects = aspects or ((question.before_aspect or "overview",) if asked.follows else ("overview",))
    if about[0].is_figure and _asks_planned(question):
        aspects = ("target",)  # 「予定は？」 after a figure asks for the number beside it
    if reply := tell_about(knowledge, question, about, aspects):
        return _told_before(question, reply) or reply
    return told_below(knowledge, question, aspects) or not_told(knowledge, about[0], aspects[0], question.statement)


# In this order; the last tells or refuses whatever is left.
OF_WHAT_WAS_BEFORE: tuple[Callable[[Knowledge, Question], Reply | None], ...] = (
    _how_or_next,
    _dated_step,
    _date_of,
    _share_spent,
    _not_counted,
    _not_understood,
    _place_not_told,
    _told_of_it,
)


def _asks_planned(question: Question) -> bool:
    """Whether a figure was told and the number planned for it is asked for (「予定は？」)."""
    return question.before_aspect in FIGURES and _PLANNED.search(question.asked.text) is not None


def _told_before(question: Question, reply: Reply) -> Reply | None:
    """The reply that says so, where it has nothing but the statement that was told last; None where it has more."""
    if question.statement is None or not asks_for_words(question.asked):
        return None
    lines = [line for line in reply.text.split("\n") if not is_of_sheet(line)]
    if len(lines) != 1 or worded(question.statement.prose) not in lines[0]:
        return None
    return replace(reply, text=f"{NO_MORE_WORDS}\n{reply.text}")


def _is_counted(knowledge: Knowledge, question: Question) -> bool:
    """Whether what a follow-up counts (何人) may be what the rows of the sheet count; True where it counts nothing."""
    asked, first = question.asked, question.before[0]
    if asked.unit in {None, "年", "円"} or asked.asks("ratio", "gap") or not FIGURES.issuperset(asked.aspects[:1]):
        return True
    if first.kind == "project" and row_of_unit(knowledge, first, asked.unit):
        return True
    rows = [one.row for one in knowledge.rows_of(first) if one.row is not None]
    printed = {unit for row in rows for unit in row.units}
    return not rows or units.may_be(asked.unit, printed)
