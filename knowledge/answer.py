"""From a question to a reply: slots first, statements second; else ask back, else say that the documents do not tell."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from knowledge import lists_over_all, refusals, refuse
from knowledge.asides import Aside, spoken_of_self, without_asides
from knowledge.asking_back import chosen_by_number
from knowledge.beside import asks_what_else
from knowledge.called import by_printed_name
from knowledge.close_by import told_or_close, with_what_is_close
from knowledge.codes import by_code
from knowledge.comparing import by_comparison
from knowledge.conditions import by_condition
from knowledge.continued import said_of_what_was_before
from knowledge.fitting import fitted
from knowledge.formal_names import is_unheard_of
from knowledge.individual_plans import by_individual_plan
from knowledge.kinds_of_answer import asks_who_began, by_frequency, by_name, by_person
from knowledge.limits import elsewhere, outside
from knowledge.lists_of_a_part import by_part
from knowledge.named import by_aspect, by_department
from knowledge.nearest import all_said, counts_something, nearest
from knowledge.over_years import across_years, not_in_year, year_before
from knowledge.quoted import by_quoted_name
from knowledge.refuse import nothing_found
from knowledge.reply import Reply, Topic
from knowledge.retrieve import WEAK
from knowledge.second_look import second_look
from knowledge.set_aside import set_aside
from knowledge.several import several
from knowledge.slots import Asked, asks_for_words
from knowledge.spoken_of import on_sheet_before
from knowledge.text import UNKNOWN_PLAN
from knowledge.understanding import Knowledge, Question
from knowledge.unnamed import prints_share, without_words
from knowledge.wordbook import plain

# How many years of sheets are looked through for what the newest do not tell, and how much they have to know of it.
_MOST_YEARS_BACK, _ALL_SAID = 3, 0.8

_NO_NUMBER = "※第何次の計画のものかは、この資料の本文から読み取れません。"
_MORE_THAN_THE_MATTER = 2
# Nobody says more before he asks; a text of thousands of commas is no question.
_MOST_PARTS = 12
# A word of so many signs alone says what is spoken of.
_LONG_WORD = 4
_LIVES = re.compile(r"住ん|住まい|在住|暮ら|[市町村]民")
_PAST = re.compile(
    r"[っいしちりんえけせてねべめれげきぎじびみ][ただ](?:の|ん|か|で|っけ|[?？。、]|$)|ました|でした|だった"
)

__all__ = ["Knowledge", "answer"]


def answer(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    """Answer one question of a resident. ``topic`` is that of the last reply in the same conversation."""
    text = plain(question)
    if refusals.says_nothing(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "empty", topic)
    if (talk := refusals.talked(text, knowledge.small_talk)) and not (talk.at_first and topic):
        return _help(knowledge, refuse.filled(knowledge, talk.says), talk.name, topic)
    refused = refusals.refused(text, knowledge.refusals, knowledge.names_with_cues)
    declines = refused is not None and _declines(knowledge, refused, text)
    if refused and declines and not refused.of_counter:
        declined = refuse.declined(knowledge, refused.says, {"refusal": refused.name})
        return _with_what_is_close(knowledge, question, topic, refused, declined) if refused.shows_close else declined
    if chosen := chosen_by_number(knowledge, text, topic):
        return chosen
    if not refused and (aside := spoken_of_self(text)) and (told := _besides(knowledge, aside, topic)):
        return told
    asked = knowledge.understand(question, topic, _city_spoken_of(knowledge, question, topic))
    reply = _answer(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked)
    if refused and declines and asked.asked.asks("department") and reply.outcome == "unknown":
        # 「協力隊に応募したいんだけど、どの課？」 asks for the department of what is applied for.
        asked = knowledge.understand(refused.found.sub(" ", text), topic)
        reply = _answer(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked)
    if refused and declines and not _tells_all_the_same(knowledge, asked, reply, refused.found.search(text)):
        declined = refuse.declined(knowledge, refused.says, {"refusal": refused.name})
        seen = knowledge.of_city(asked.asked.city).seen_as(asked.view)
        return with_what_is_close(seen, asked, declined, matter=refused.found)
    if reply.outcome == "unknown" and (whole := said_of_what_was_before(knowledge, asked, topic)):
        continued = knowledge.understand(whole, topic, asked.asked.city)
        again = _answer(knowledge.of_city(continued.asked.city).seen_as(continued.view), continued)
        reply, asked = (again, continued) if again.tells else (reply, asked)
    if reply.outcome == "unknown" and not asked.asked.years:
        reply = _of_older_year(knowledge, asked) or reply
    if reply.outcome == "unknown":
        reply = _without_asides(knowledge, asked, text, topic) or reply
    if reply.tells_nothing and asked.asked.city is None and reply.slots.get("refusal") != refuse.HELD_BACK_KIND:
        reply = _of_other_city(knowledge, question, topic) or reply
    if not refused and reply.outcome in {"unknown", "asked_back"} and not asked.before:
        reply = all_said(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked) or reply
    if (not refused or _counts_all_the_same(refused, asked, declines=declines)) and reply.outcome == "unknown":
        reply = nearest(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked) or reply
    if not refused and reply.outcome == "unknown" and not _limited(asked):
        reply = prints_share(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked) or reply
    if not refused and reply.outcome == "unknown" and not asks_what_else(asked):
        reply = told_or_close(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked, reply)
    if refused and not refused.of_desk and reply.outcome in {"unknown", "asked_back"}:
        declined = refuse.declined(knowledge, refused.says, {"refusal": refused.name})
        return with_what_is_close(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked, declined)
    if reply.topic is None and reply.tells_nothing and not asked.says_something:
        reply = replace(reply, topic=topic)  # 「令和6年度は？」 speaks of the same thing, though nothing is known of it
    if asked.asked.plan and _may_be_of_other_plan(knowledge, reply):
        reply = replace(reply, text=f"{_NO_NUMBER}\n{reply.text}")
    slots = {"aspects": list(asked.asked.aspects), "words": [group.said for group in asked.groups if group.strong]}
    return replace(
        reply,
        text=fitted(reply.text),
        slots={**slots, **reply.slots},
        rejected=set_aside(knowledge, asked, reply),
    )


def _with_what_is_close(
    knowledge: Knowledge, question: str, topic: Topic | None, kind: refusals.Kind, declined: Reply
) -> Reply:
    """A refusal of what was not looked up, with what the documents have of it besides the words it is refused for."""
    asked = knowledge.understand(question, topic)
    seen = knowledge.of_city(asked.asked.city).seen_as(asked.view)
    return with_what_is_close(seen, asked, declined, matter=kind.found)


def _may_be_of_other_plan(knowledge: Knowledge, reply: Reply) -> bool:
    """Whether what is told stands in a paper that does not say of which plan it is."""
    told = reply.topic.subjects if reply.topic and reply.tells else ()
    return any(knowledge.by_key[key].plan == UNKNOWN_PLAN for key in told if key in knowledge.by_key)


def _city_spoken_of(knowledge: Knowledge, question: str, topic: Topic | None) -> str | None:
    """Another city whose documents were spoken of last, where a question says nothing of its own but a number."""
    cities = {knowledge.by_key[key].city for key in topic.subjects if key in knowledge.by_key} if topic else set()
    if len(cities) != 1 or not cities <= set(knowledge.scopes.other_cities):
        return None
    asked = knowledge.understand(question, topic)
    return cities.pop() if asked.asked.city is None and not asked.says_something else None


def _declines(knowledge: Knowledge, kind: refusals.Kind, text: str) -> bool:
    """Whether a question of that kind is refused before anything is looked up."""
    if kind.of_desk:
        return any(knowledge.words.parse(text).whole(*found.span()) for found in kind.found.finditer(text))
    return not (kind.gives_way and _may_tell(knowledge, kind, text))


def _counts_all_the_same(kind: refusals.Kind, question: Question, *, declines: bool) -> bool:
    """Whether a number is asked for of a matter of the counter that the documents speak of (「図書館に来る人は何人？」)."""
    return kind.gives_way and kind.of_counter and not declines and counts_something(question)


def _tells_all_the_same(knowledge: Knowledge, question: Question, reply: Reply, matter: re.Match[str] | None) -> bool:
    """Whether the answer to a matter of the counter has all that was named, and that is more than the matter itself.

    「除雪はいつ来ますか」 is one for the counter, 「除雪の運転手が減った理由は？」 is told by the documents, and so is
    「ごみ袋って有料になるの？」 where a statement has just that.
    """
    things = [group for group in question.groups if group.strong]
    told = [knowledge.by_key[key] for key in reply.topic.subjects if key in knowledge.by_key] if reply.topic else []
    if question.asked.asks("department"):
        return reply.outcome == "answered"  # 「協力隊に応募したいけど、どの課？」
    said = [group for group in question.groups if group.weight > WEAK]
    more = matter is not None and any(group.said not in matter[0] for group in said)
    enough = len(things) >= _MORE_THAN_THE_MATTER or (more and asks_for_words(question.asked))
    things = things if len(things) >= _MORE_THAN_THE_MATTER else said
    return (
        reply.outcome == "answered"
        and enough
        and bool(told)
        and all(any(knowledge.index.sheet_knows(one, group) for one in told) for group in things)
    )


def _may_tell(knowledge: Knowledge, kind: refusals.Kind, text: str) -> bool:
    """Whether a matter of the counter (図書館, ごみ) is one these documents speak of by its name."""
    found = kind.found.search(text)
    if found is None or not knowledge.words.parse(text).whole(*found.span()):
        return True  # 水道 is no part of 下水道
    words = tuple(term.word for term in knowledge.words.terms(found[0]))
    means = (word for one in knowledge.book.found_in(found[0]) if one.said == found[0] for word in one.means)
    options = (words, *(tuple(term.word for term in knowledge.words.terms(plain(word))) for word in means))
    return any(option and all(map(knowledge.index.knows, option)) for option in options)


def _of_older_year(knowledge: Knowledge, newest: Question) -> Reply | None:
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
        if not seen.index.may_know_all(newest.groups, view.scope, _ALL_SAID):
            continue
        earlier = knowledge.within(newest, view)
        if not any(hit.covered >= _ALL_SAID and not hit.missing for hit in earlier.hits):
            continue
        reply = _answer(seen.seen_as(view), earlier)
        if reply.tells:
            return reply
    return None


def _besides(knowledge: Knowledge, aside: Aside, topic: Topic | None) -> Reply | None:
    """The answer to what is asked after somebody has spoken of himself; None where that needs what was said before it.

    A year, a plan or another city named before the question limits it, and so may another town somebody lives in; how old he
    is, and where he is from, does not.
    """
    said, asked = knowledge.understand(aside.said, topic), knowledge.understand(aside.question, topic)
    before = said.asked
    if any(_limits(replace(before, narrower=None))) or (before.narrower and not aside.of_person):
        return None
    index = knowledge.index
    things = [group for group in said.groups if group.strong]
    if any(group.place for group in things) and _LIVES.search(aside.said):
        return None  # 「天童市に住んでいます。移住件数は？」 may be asked of that town
    if any(index.names_something(group) for group in things):
        own = [group for group in asked.groups if group.strong and not index.is_common(group, knowledge.view.scope)]
        if (
            not _names_it(asked)
            and not (own and aside.of_person)
            and lists_over_all.computed(knowledge, asked.asked) is None
        ):
            return None
    reply = answer(knowledge, aside.question, topic)
    return reply if reply.tells else None


def _without_asides(knowledge: Knowledge, whole: Question, text: str, topic: Topic | None) -> Reply | None:
    """The answer to the question itself, where something is said before or after it that no document knows.

    What limits the question counts wherever it stands: 「天童市に住んでいます。移住件数は？」.
    """
    places = {group.said for group in whole.groups if group.place}
    for alone in islice(without_asides(text), _MOST_PARTS):
        asked = knowledge.understand(alone, topic, whole.asked.city)
        if not _names_it(asked) or not places <= {group.said for group in asked.groups}:
            continue
        if _limits(whole.asked) != _limits(asked.asked):
            continue
        reply = _answer(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked)
        if reply.tells:
            return reply
    return None


def _names_it(question: Question) -> bool:
    """Whether a part of a question names a thing by itself: one common word may speak of what was said before it."""
    things = [group for group in question.groups if group.strong]
    return len(things) > 1 or any(len(group.said) >= _LONG_WORD for group in things)


def _limited(question: Question) -> bool:
    """Whether a town, a year or a group is named, beyond which nothing may be told."""
    asked = question.asked
    place = any(group.place for group in question.groups)
    return place or bool(asked.years or asked.relative or asked.narrower or asked.plan)


def _limits(asked: Asked) -> tuple[object, ...]:
    return asked.years, asked.relative, asked.narrower, asked.plan, asked.codes, asked.chapters, asked.city


def _of_other_city(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply | None:
    """The answer from another city's documents, where some are held and one's own tell nothing; its name is said."""
    for city in knowledge.scopes.other_cities:
        theirs = knowledge.of_city(city)
        asked = theirs.understand(question, topic, city)
        reply = _answer(theirs.seen_as(asked.view), asked)
        if reply.outcome == "unknown" and not asked.asked.years:
            reply = _of_older_year(theirs, asked) or reply
        if reply.tells:
            return reply
    return None


def _answer(knowledge: Knowledge, question: Question) -> Reply:
    if (year := year_before(knowledge, question)) is not None:
        asked = replace(question.asked, years=(year,), relative=None)
        knowledge = replace(knowledge, view=knowledge.scopes.of_year(year))
        question = knowledge.of_year(replace(question, asked=asked), year)
    asked = question.asked
    if limit := outside(knowledge, question) or elsewhere(knowledge, question):
        return limit
    if told := across_years(knowledge, question, _answer):
        return told
    if len(set(asked.years)) == 1 and (told := not_in_year(knowledge, question)):
        return told
    for first in (by_printed_name, by_comparison, by_part, by_individual_plan, by_condition, by_quoted_name):
        if reply := first(knowledge, question):
            return reply
    if not asked.asks("plans") and (reply := by_name(knowledge, question)):
        return reply
    if reply := by_frequency(knowledge, question):
        return reply
    if asked.codes or asked.chapters:
        reply = by_code(knowledge, question)
        if reply:
            return reply
    if not question.says_something:
        return without_words(knowledge, question)
    if reply := on_sheet_before(knowledge, question):
        return reply
    if is_unheard_of(knowledge, question):
        return nothing_found(knowledge, question)
    if asks_who_began(question):
        return by_person(knowledge, question) or nothing_found(knowledge, question)
    told = _by_words(knowledge, question)
    if told is None or told.outcome in {"asked_back", "unknown"}:
        told = by_person(knowledge, question) or by_name(knowledge, question) or told
    return told or second_look(knowledge, question, _by_words) or nothing_found(knowledge, question)


def _by_words(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer to what the words of a question name and ask; None where the documents do not tell it."""
    for way in (by_department, several, by_aspect):
        reply = way(knowledge, question)
        if reply:
            return reply
    return None


def _help(knowledge: Knowledge, says: str, kind: str, topic: Topic | None) -> Reply:
    # Somebody who says thanks between two questions still speaks of the same thing.
    choices = refuse.examples(knowledge)
    lines = [says, *(f"・{one.says}" for one in choices)] if kind in {"help", "greeting", "empty"} else [says]
    return Reply("small_talk", "\n".join(lines), {"talk": kind}, choices=choices, topic=topic)
