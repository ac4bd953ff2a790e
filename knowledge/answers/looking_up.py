"""A question that is understood, looked up: slots first, statements second; else what it names is said to be unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.by_department import by_department
from knowledge.answers.called import by_printed_name
from knowledge.answers.codes import by_code
from knowledge.answers.editions import by_edition
from knowledge.answers.kinds_of_answer import (
    asks_how_somebody_is_called,
    asks_who_began,
    by_all_names,
    by_frequency,
    by_name,
    by_participant,
    by_person,
)
from knowledge.answers.limits import elsewhere, outside, some_of_them
from knowledge.answers.named import by_aspect
from knowledge.answers.names_joined import names_joined
from knowledge.answers.next_to import next_to_named
from knowledge.answers.numbers_asked import by_number
from knowledge.answers.prefectures import by_prefecture
from knowledge.answers.progress import by_progress
from knowledge.answers.quoted import by_quoted_name
from knowledge.answers.several import several
from knowledge.answers.unnamed import asks_period_of_plan, period_of_plan, without_words
from knowledge.answers.what_becomes import what_becomes_of_it
from knowledge.answers.what_changes import what_changes
from knowledge.answers.what_if_not import what_if_not
from knowledge.answers.worked_with import worked_with
from knowledge.finding.formal_names import is_unheard_of
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.second_look import second_look
from knowledge.finding.understanding import Question, of_year, within
from knowledge.follow_ups.asked_of_it import told_of_it
from knowledge.follow_ups.going_on import gone_on
from knowledge.follow_ups.grant_before import grant_of_what_was_before
from knowledge.follow_ups.row_before import row_on_sheet_before
from knowledge.follow_ups.same_thing import of_thing_before
from knowledge.follow_ups.since_before import moved_since
from knowledge.follow_ups.spoken_of import on_sheet_before
from knowledge.language.endings import OVER
from knowledge.language.wordbook import plain
from knowledge.lists.aims_of_plan import by_aims_of_plan
from knowledge.lists.comparing import by_comparison
from knowledge.lists.conditions import by_condition
from knowledge.lists.holdings import by_part_of_strategy
from knowledge.lists.individual_plans import by_individual_plan
from knowledge.lists.lists_of_a_part import by_part
from knowledge.lists.superlatives import by_superlative
from knowledge.question.left_open import leaves_open
from knowledge.reply import Reply
from knowledge.telling.over_years import across_years, not_in_year, year_before
from knowledge.telling.refuse import nothing_found

# How many years of sheets are looked through for what the newest do not tell, and how much they have to know of it.
_MOST_YEARS_BACK, _ALL_SAID = 3, 0.8
_IN_A_YEAR = re.compile(r"(?<![何\d])(?:1年|一年|年)(?:間?に|で|間)?、?(?:何|なん)(?:回|度|日(?!間))")
_PAST = re.compile(rf"{OVER}(?:の|ん|か|で|っけ|[?？。、]|$)|ました|でした|だった")
Way = Callable[[Knowledge, Question], Reply | None]


@dataclass(frozen=True)
class Found:
    """A question as it was understood, the knowledge it was looked up in (its city, its years), and the reply."""

    asked: Question
    seen: Knowledge
    reply: Reply


def look_up(knowledge: Knowledge, asked: Question) -> Found:
    """What the sheets that a question is about tell of it."""
    seen = knowledge.of_city(asked.asked.city).seen_as(asked.view)
    return Found(asked, seen, looked_up(seen, asked))


def of_older_year(knowledge: Knowledge, newest: Question) -> Reply | None:
    """What the newest sheets leave untold, from those of an earlier year that have all that was said; it says its year."""
    asked = newest.asked
    if not newest.says_something or asked.relative or asked.narrower or newest.across:
        return None
    if asked.unit == "年" and not _PAST.search(asked.text):
        return None  # what is still to come stands in no old sheet
    seen = knowledge.of_city(newest.asked.city)
    for year in sorted(seen.years, reverse=True)[:_MOST_YEARS_BACK]:
        view = seen.scopes.of_year(year)
        if view.scope.subjects == newest.view.scope.subjects:
            continue  # these are the sheets that do not tell it
        if not seen.search.may_know_all(newest.groups, view.scope, _ALL_SAID):
            continue
        earlier = within(knowledge, newest, view)
        if not any(hit.covered >= _ALL_SAID and not hit.missing for hit in earlier.hits):
            continue
        reply = looked_up(seen.seen_as(view), earlier)
        if reply.tells:
            return reply
    return None


def looked_up(knowledge: Knowledge, question: Question) -> Reply:
    """What the knowledge, as it is seen, tells of a question: the first of the ways that tells something, else what its words
    find, else that nothing was found."""
    if told := moved_since(knowledge, question):
        return told
    if (year := year_before(knowledge, question)) is not None:
        # A bare 「前の年は？」 asks of that year what was told of its own.
        asked = replace(question.asked, years=(year,), relative=None, follows=True)
        knowledge = replace(knowledge, view=knowledge.scopes.of_year(year))
        question = of_year(knowledge, replace(question, asked=asked), year)
    return _first(_WAYS, knowledge, question) or _found_by_words(knowledge, question)


def _first(ways: Sequence[Way], knowledge: Knowledge, question: Question) -> Reply | None:
    """The reply of the first way that has one."""
    return next((reply for way in ways if (reply := way(knowledge, question)) is not None), None)


def _grant_of_before(knowledge: Knowledge, question: Question) -> Reply | None:
    return grant_of_what_was_before(knowledge, question, looked_up)


def _over_years(knowledge: Knowledge, question: Question) -> Reply | None:
    return across_years(knowledge, question, looked_up)


def _not_in_its_year(knowledge: Knowledge, question: Question) -> Reply | None:
    return not_in_year(knowledge, question) if len(set(question.asked.years)) == 1 else None


def _by_name_of_a_thing(knowledge: Knowledge, question: Question) -> Reply | None:
    """Which plans there are is no name that is asked for."""
    return None if question.asked.asks("plans") else by_name(knowledge, question)


def _by_its_code(knowledge: Knowledge, question: Question) -> Reply | None:
    return by_code(knowledge, question) if question.asked.codes or question.asked.chapters else None


def _named_beside_what_was_before(knowledge: Knowledge, question: Question) -> Reply | None:
    ways = (on_sheet_before, told_of_it, row_on_sheet_before)
    return _first(ways, knowledge, question) if question.says_something else None


def _of_thing_before(knowledge: Knowledge, question: Question) -> Reply | None:
    return of_thing_before(knowledge, question, looked_up)


def _period_of_plan(knowledge: Knowledge, question: Question) -> Reply | None:
    return period_of_plan(knowledge, question) if asks_period_of_plan(question) else None


def _naming_nothing(knowledge: Knowledge, question: Question) -> Reply | None:
    return None if question.says_something else without_words(knowledge, question)


def _unheard_of(knowledge: Knowledge, question: Question) -> Reply | None:
    return nothing_found(knowledge, question) if is_unheard_of(knowledge, question) else None


def _how_somebody_is_called(knowledge: Knowledge, question: Question) -> Reply | None:
    """A statement that has the name has been told already."""
    return nothing_found(knowledge, question) if asks_how_somebody_is_called(question) else None


def _who_began(knowledge: Knowledge, question: Question) -> Reply | None:
    if not asks_who_began(question):
        return None
    return by_person(knowledge, question) or nothing_found(knowledge, question)


def _found_by_words(knowledge: Knowledge, question: Question) -> Reply:
    told = by_participant(knowledge, question) or _by_words(knowledge, question)
    if told is None or told.outcome in {"asked_back", "unknown"}:
        told = by_person(knowledge, question) or by_name(knowledge, question) or told
    return told or second_look(knowledge, question, _by_words) or nothing_found(knowledge, question)


def _counted_in_year(knowledge: Knowledge, question: Question) -> Reply | None:
    """「土曜は年に何日開けた？」: the row that counts it, which is of one year; 「月2回」 in a sentence is none of days."""
    if not _IN_A_YEAR.search(question.asked.text) or not question.says_something:
        return None
    reply = _by_words(knowledge, question)
    if reply is None or reply.outcome != "answered" or reply.topic is None:
        return None
    rows = [knowledge.by_key[key].row for key in reply.topic.subjects]
    return reply if all(row is not None and row.is_in(question.asked.unit) for row in rows) else None


def _by_words(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer to what the words of a question name and ask; None where the documents do not tell it."""
    for way in (by_department, several, by_superlative, by_aspect):
        reply = way(knowledge, question)
        if reply:
            left_open = reply.tells and leaves_open(plain(reply.text), question.asked.text)
            return None if left_open else reply
    return None


# In this order, for each takes what the later ones would misread.
_WAYS: tuple[Way, ...] = (
    gone_on,
    _grant_of_before,
    by_prefecture,
    by_number,
    by_all_names,  # else no list of names is told, which is a limit
    by_printed_name,  # a name that says 全国の平均 is no question for the whole country
    names_joined,
    worked_with,
    outside,
    elsewhere,
    some_of_them,
    by_edition,
    _over_years,
    _not_in_its_year,
    next_to_named,
    by_aims_of_plan,
    by_comparison,
    by_part,
    by_individual_plan,
    by_part_of_strategy,
    by_condition,
    by_progress,
    what_becomes_of_it,
    what_if_not,
    what_changes,
    by_quoted_name,
    _by_name_of_a_thing,
    _counted_in_year,
    by_frequency,
    _by_its_code,
    _named_beside_what_was_before,
    _of_thing_before,
    _period_of_plan,
    _naming_nothing,
    _unheard_of,
    _how_somebody_is_called,
    _who_began,
)
