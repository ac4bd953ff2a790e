"""Questions that are a thing's printed name and what is asked of it (our own buttons say it so): told of that very thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.printed_units import printed_units
from knowledge.ledger.subjects import Subject
from knowledge.model import Indicator
from knowledge.question import slots
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling.facets import tell_about

# Beside the name and the aspect nothing may be said: anything else might narrow the question.
_NOTHING_MORE = re.compile(r"(?:[ぁ-ん、。,.?？!！\s]|教え|知り)*")
# 「…の割合は？」, and whoever types nothing but the name.
_BARE = re.compile(
    r"(?:は|って|とは|を教えて(?:ください)?|は(?:どの(?:くらい|ぐらい)|いくつ)(?:ですか|でした(?:か)?)?)?[。?？!！\s]*"
)
_HOW_MANY = re.compile(
    r"(?:は|って|が)?、?(?:何|なん)(\S{1,6}?(?: \S{1,3}?)?)"
    r"(?:ですか|でした(?:か)?|でしょうか?|だった(?:の)?|なの|か|です|(?:ある|あります|いる|います)(?:か)?)?[。?？!！\s]*"
)
_AFTER_NAME = re.compile(r"\s|の|は|、|って|について|に関する")
_TABLE = re.compile(r"の?(?:目標と実績|実績と目標)(?:は|って|を教えて(?:ください)?)?[。?？!！\s]*$")
_TABLE_ASKED = ("target", "result")
_OF_A_TABLE = frozenset(_TABLE_ASKED)
_TOLD = (
    FIGURES
    | MONEY
    | {"reason", "next", "department", "plans", "efforts", "issues", "policies", "purpose", "list", "overview", "code"}
)


def by_printed_name(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about a thing called by its full printed name; None where the question says anything besides."""
    asked = question.asked
    if asked.years or question.across:
        return None
    view = knowledge.view
    if results := _results_beside_measure(knowledge, asked.text):
        return tell_about(knowledge, question, [results], _TABLE_ASKED)
    begin = view.called_at(asked.text, 0)
    if begin is None:
        return None
    in_full = begin in view.by_full_name
    subject = view.by_full_name[begin] if in_full else view.by_short_name[begin]
    rest = asked.text[len(begin) :]
    if in_full and subject.row is not None and _asks_its_figure(subject.row, rest):
        return tell_about(knowledge, question, [subject], ("figure",))
    parsed = knowledge.words.parse(rest)
    # What the words of the name itself would ask for elsewhere (対策, 料) is not asked.
    alone = slots.read(parsed, rest, knowledge.cues, knowledge.view.long_units)
    if alone.fee or alone.place or alone.in_order or not _NOTHING_MORE.fullmatch(alone.rest):
        return None
    if not _AFTER_NAME.match(rest) or not alone.aspects or not set(alone.aspects) <= _TOLD:
        return None
    if len(alone.aspects) > 1 and not FIGURES.issuperset(alone.aspects):
        return None
    # A project, or what else is said of a row (「通いの場はいくつやめた？」), is found by its words as well.
    if not in_full and not (subject.is_figure and _asks_the_table(alone.aspects)):
        return None
    if alone.unit is not None or (alone.aspects[0] == "figure" and not subject.is_figure):
        return None
    # A project is called by what is paid for it: 「移住推進事業費 実績」.
    of_money = subject.kind == "project" and begin.endswith("費") and alone.aspects == ("result",)
    return tell_about(knowledge, question, [subject], ("budget",) if of_money else alone.aspects)


def _results_beside_measure(knowledge: Knowledge, text: str) -> Subject | None:
    """The results sheet of a measure that the plan calls by the same name, where target and result are asked for: the plan
    prints neither. None where anything else is asked, or another thing is called so too."""
    rest = _TABLE.search(text)
    if rest is None:
        return None
    called = [one for one in knowledge.subjects if plain(one.name) == text[: rest.start()]]
    results = [one for one in called if one.kind == "results"]
    return results[0] if len(results) == 1 and {one.kind for one in called} == {"results", "measure"} else None


def _asks_its_figure(row: Indicator, rest: str) -> bool:
    """Whether behind a row's name nothing stands but how much it is, perhaps in the unit that it prints."""
    if _BARE.fullmatch(rest):
        return True
    found = _HOW_MANY.fullmatch(rest)
    return found is not None and found[1].replace(" ", "") in map(plain, printed_units(row))


def _asks_the_table(aspects: Sequence[str]) -> bool:
    return FIGURES.issuperset(aspects) and not _OF_A_TABLE.isdisjoint(aspects)
