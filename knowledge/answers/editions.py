"""Editions of one plan: 「定員適正化計画は第何次？」 is told by what prints it, 「第5次…計画は？」 by nothing on another."""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import ENOUGH
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import PLAN_KIND
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_EDITION = re.compile(r"第\d{1,2}[次期]")
# The plan that everything stands in is named beside anything.
_OF_THE_PLAN = re.compile(rf"第\d{{1,2}}[次期][^、。「」]{{0,8}}?{PLAN_KIND}")
_WHICH = re.compile("第?(?:何|なん)[次期]")
_MOST = 2


def by_edition(knowledge: Knowledge, question: Question) -> Reply | None:
    """What prints the edition that is asked for, or that only others are printed; None where no edition is asked for, or
    the documents print none of the thing that is named."""
    asked = question.asked
    which = _WHICH.search(asked.text) is not None
    if not (which or asked.ordinals) or not question.things:
        return None
    printed = _printed(knowledge, question)
    editions = list(dict.fromkeys(edition for _, found in printed for edition in found))
    if which:
        return tell.prose(knowledge, [passage for passage, _ in printed[:_MOST]], "overview") if printed else None
    of_it = [passage for passage, found in printed if set(found) & set(asked.ordinals)]
    if of_it and not set(asked.aspects) - {"overview"}:
        return tell.prose(knowledge, of_it[:_MOST], "overview")
    if not editions or of_it or _is_written_otherwise(knowledge, question):
        return None
    what = f"「{refuse.own_words(question)[0] or asked.ordinals[0]}」の{asked.ordinals[0]}のこと"
    return refuse.unknown(knowledge, what, note=f"資料に出てくるのは、{'・'.join(sorted(editions))}です。")


def _printed(knowledge: Knowledge, question: Question) -> list[tuple[Passage, list[str]]]:
    """The statements that have everything named and print an edition of it, each with those it prints."""
    found = []
    for hit in question.hits:
        passage = knowledge.passage(hit)
        if passage is None or hit.missing or hit.covered < ENOUGH:
            continue
        sentences = [one for one in plain(passage.prose.text).split("。") if knows_all(knowledge, one, question)]
        editions = [edition for one in sentences for edition in _EDITION.findall(_OF_THE_PLAN.sub(" ", one))]
        if editions:
            found.append((passage, editions))
    return found


def _is_written_otherwise(knowledge: Knowledge, question: Question) -> bool:
    """Whether the edition stands in the name of a thing, a plan of a measure or a document instead."""
    names = [plain(name) for subject in knowledge.subjects for name in subject.names]
    names += [plain(name) for subject in knowledge.subjects for name in getattr(subject.sheet, "plans", ())]
    things = [group.said for group in question.things]
    return any(
        edition in name and any(thing in name for thing in things)
        for edition in question.asked.ordinals
        for name in names
    )
