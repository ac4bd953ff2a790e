"""From a question to a reply: looked up in the documents; else ask back, else say that the documents do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge.answers.asking_back import chosen_by_number
from knowledge.answers.chosen_in_words import chosen_in_words
from knowledge.answers.close_by import with_what_is_close
from knowledge.answers.declining import asks_which_row, refusal_of, tells_all_the_same
from knowledge.answers.from_today import dated_from_today, of_year_before_told
from knowledge.answers.limits import of_a_thing_in_a_year
from knowledge.answers.looking_up import Found
from knowledge.answers.of_what_was_before import (
    city_spoken_of,
    of_another_thing,
    of_sheets_told,
    of_what_was_before,
    who_takes_applications,
)
from knowledge.answers.other_ways import OTHER_WAYS, limits, limits_of, names_it
from knowledge.answers.turn import Turn
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.another_thing import asked_beside, asked_which, set_beside
from knowledge.follow_ups.much_or_little import much_or_little
from knowledge.follow_ups.part_of_list import named_of_list
from knowledge.follow_ups.same_thing import thing_told
from knowledge.follow_ups.two_at_once import both_told, two_at_once
from knowledge.follow_ups.untold_before import of_untold, speaks_of_untold, with_untold
from knowledge.follow_ups.whom_to_call import in_charge_without_number, says_to_call, thing_to_call
from knowledge.follow_ups.why_it_moved import of_year_it_moved
from knowledge.language.english import in_japanese, is_english
from knowledge.language.text import UNKNOWN_PLAN, printed
from knowledge.language.wordbook import plain
from knowledge.lists.lists_over_all import computed
from knowledge.question import refusals
from knowledge.question.asides import Aside, says_where_he_lives, spoken_of_self
from knowledge.question.framing import asked_though, for_the_thing, plainly_asked, without_then
from knowledge.reply import STATES, Reply, Topic
from knowledge.telling import refuse
from knowledge.telling.defining import defined
from knowledge.telling.excerpts import with_what_answers
from knowledge.telling.fitting import fitted
from knowledge.telling.held_against import with_verdict
from knowledge.telling.in_english import with_english
from knowledge.telling.of_one_year import with_year_said
from knowledge.telling.reasons_of_money import without_pretence
from knowledge.telling.set_aside import set_aside
from knowledge.telling.taken_together import taken_together
from knowledge.telling.which_one import with_name_lacking

_NO_NUMBER = "※第何次の計画のものかは、この資料の本文から読み取れません。"
# The share of a name that is all of it.
_WHOLE_NAME = 0.99
_LIVES = re.compile(r"住ん|住まい|在住|暮ら|[市町村]民")
__all__ = ["Knowledge", "answer"]


def answer(knowledge: Knowledge, question: str, topic: Topic | None, today: date | None = None) -> Reply:
    """Answer one message of a resident. ``topic`` is that of the last reply in the same conversation, ``today`` the day it is
    asked on, as counted in Japan; without it no year is counted from the day (去年)."""
    asked = plainly_asked(question)
    before, topic = topic, topic if topic is None or topic.subjects else None
    reply = _answered_all(knowledge, asked, topic)
    if today and (dated := dated_from_today(knowledge, asked, reply, today)):
        reply = _answered_all(knowledge, dated, topic)
    elif today and (earlier_year := of_year_before_told(knowledge, asked, reply, topic, today)):
        earlier = _answered_all(knowledge, earlier_year.question, topic)
        if earlier.tells:
            reply = replace(earlier, text=f"{earlier_year.note}\n{earlier.text}")
    reply = _with_untold(knowledge, asked, reply, before)
    return with_english(knowledge, reply) if is_english(question) else reply


def _with_untold(knowledge: Knowledge, question: str, reply: Reply, before: Topic | None) -> Reply:
    """The reply, asked once more of what was asked of before where nothing was told; what tells nothing keeps that in mind."""
    if reply.tells or reply.outcome == "small_talk":
        return reply
    if reply.outcome != "out_of_scope" and (
        thanks := refusals.thanks_at_the_end(plain(question), knowledge.small_talk)
    ):
        return _help(knowledge, thanks.says, thanks.name, before)
    asked = understand(knowledge, in_japanese(question), None)
    if before and reply.outcome in {"unknown", "asked_back"} and (whole := of_untold(knowledge, asked, before)):
        again = _answered_all(knowledge, whole, None)
        reply = again if speaks_of_untold(knowledge, again, before) or _says_of_what(reply, again) else reply
    return with_untold(knowledge, asked, reply, before)


def _says_of_what(reply: Reply, again: Reply) -> bool:
    """Whether that nothing is told of a thing comes instead of asking back of what thing it is to be."""
    return reply.outcome == "asked_back" and again.outcome == "unknown"


def _answered_all(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    """The reply to one question, or to both where there are two in one message."""
    reply = _answered(knowledge, question, topic)
    if reply.outcome in {"unknown", "asked_back"}:
        reply = next((again for again in _said_otherwise(knowledge, question, topic) if again.tells), reply)
    if reply.outcome == "small_talk" or (reply.outcome == "out_of_scope" and not _is_of_counter(knowledge, reply)):
        return reply
    if (two := two_at_once(plain(question))) is None:
        return reply
    first = _answered(knowledge, two.first, topic)
    if not two.asks_twice and limits(understand(knowledge, two.second, first.topic or topic)):
        return reply  # 「移住件数は何件？令和6年度」 asks for that year
    both = both_told(two, reply, first, _answered(knowledge, two.second, first.topic or topic))
    return replace(both, text=fitted(both.text))


def _said_otherwise(knowledge: Knowledge, question: str, topic: Topic | None) -> Iterator[Reply]:
    """The replies to the same question without 「じゃあ」, without what is meant to become of a thing, and with what is done
    with it beside it."""
    for other in (
        without_then(question),
        for_the_thing(question),
        knowledge.book.brought_together(plain(question)),
    ):
        if other not in {question, plain(question)}:
            yield _answered(knowledge, other, topic)


def _is_of_counter(knowledge: Knowledge, reply: Reply) -> bool:
    """Whether what was refused is a matter of the counter: what else is asked in the same message may be told."""
    return any(kind.of_counter and kind.name == reply.slots.get("refusal") for kind in knowledge.refusals)


def _answered(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    question = in_japanese(question)
    text = plain(question)
    if talk := _talked(knowledge, text, topic):
        return talk
    if (asked := refusals.without_thanks(text, knowledge.small_talk)) != text:
        return _answered(knowledge, asked, topic)
    topic = of_year_it_moved(knowledge, text, topic)
    if chosen := chosen_in_words(knowledge, text, topic):
        return chosen.reply or _answered(knowledge, chosen.question or question, None)
    if named := named_of_list(knowledge, text, topic):
        return named
    if whole := asked_which(knowledge, text, topic):
        both = _answered(knowledge, whole, None)
        if both.tells and both.topic is not None and len(both.topic.subjects) > 1:
            return both
    # After an answer 「電話番号は？」 asks for the department in charge.
    calls = topic is not None and says_to_call(text)
    refused, declined = (None, False) if calls else refusal_of(knowledge, text)
    turn = Turn(knowledge, question, text, topic, refused, declined)
    for known in (_whom_to_call_for_it, _held_against_aim, _declined_at_once, _chosen, _told_besides):
        if reply := known(turn):
            return reply
    found = (
        of_sheets_told(turn)
        or of_another_thing(turn)
        or _set_beside(turn)
        or _asked_though(turn)
        or turn.look_up(question, city_spoken_of(turn))
    )
    if refused and declined:
        found = who_takes_applications(turn, refused, found) or found
        if not tells_all_the_same(knowledge, found.asked, found.reply, refused, text):
            return with_what_is_close(found.seen, found.asked, _declined(knowledge, refused), matter=refused.matter)
    found = of_what_was_before(turn, found) or found
    for way in OTHER_WAYS:
        if reply := way(turn, found):
            found = replace(found, reply=reply)
    untold = found.reply.outcome in {"unknown", "asked_back"} and not asks_which_row(found.asked, found.reply)
    if refused and not refused.of_desk and untold and not of_a_thing_in_a_year(found.asked, found.reply):
        return with_what_is_close(found.seen, found.asked, _declined(knowledge, refused))
    return _complete(turn, found)


def _talked(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """What is said to a greeting, or to nothing at all."""
    if says_where_he_lives(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "greeting", topic)
    if refusals.says_nothing(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "empty", topic)
    if talk := refusals.talked(text, knowledge.small_talk, at_first=topic is None):
        reply = _help(knowledge, refuse.filled(knowledge, talk.says), talk.name, topic)
        return replace(reply, slots={**reply.slots, STATES: "yes"}) if talk.states else reply
    return None


def _whom_to_call_for_it(turn: Turn) -> Reply | None:
    """The department in charge of a thing the documents name, where its number is asked for; nobody's own number is."""
    thing = thing_to_call(turn.text)
    if thing is None or turn.refused is None or turn.refused.name != "personal":
        return None
    asked = f"{thing}の担当課は？"
    if refusals.refused(f"{thing}の名前は？", turn.knowledge.refusals) or refusals.refused(
        asked, turn.knowledge.refusals
    ):
        return None
    found = turn.look_up(asked, city_spoken_of(turn))
    named = found.asked.things and all(map(turn.knowledge.index.names_something, found.asked.things))
    return in_charge_without_number(found.reply) if named and found.reply.tells else None


def _held_against_aim(turn: Turn) -> Reply | None:
    """Beside what they were to be, the figures told last, where one asks only whether they are much."""
    return much_or_little(turn.knowledge, turn.text, turn.topic)


def _declined_at_once(turn: Turn) -> Reply | None:
    """The refusal of what no document can tell; a matter of the counter is looked up first."""
    kind = turn.refused
    if kind is None or not turn.declined or kind.of_counter:
        return None
    declined = _declined(turn.knowledge, kind)
    asked = turn.understand(turn.question)
    if not any(map(turn.knowledge.index.names_something, asked.things)):
        declined = replace(declined, topic=turn.topic)  # 「高くない？」 speaks of the same thing
    if not kind.shows_close:
        return declined
    seen = turn.knowledge.of_city(asked.asked.city).seen_as(asked.view)
    return with_what_is_close(seen, asked, declined, matter=kind.found)


def _chosen(turn: Turn) -> Reply | None:
    """The one of several things asked back whose number was typed."""
    return chosen_by_number(turn.knowledge, turn.text, turn.topic)


def _told_besides(turn: Turn) -> Reply | None:
    """The answer to what is asked after somebody has spoken of himself."""
    if turn.refused or not (aside := spoken_of_self(turn.text)):
        return None
    return _besides(turn.knowledge, aside, turn.topic)


def _set_beside(turn: Turn) -> Found | None:
    """What was asked of one thing, told of that and of another (「NPOと比べると」)."""
    whole = asked_beside(turn.knowledge, printed(turn.question), turn.topic)
    if turn.refused or turn.topic is None or whole is None:
        return None
    found = turn.look_up(whole, city_spoken_of(turn))
    return replace(found, reply=set_beside(turn.knowledge, turn.topic, whole, found.reply))


def _asked_though(turn: Turn) -> Found | None:
    """Why something is so though something else is, where what is asked names its thing and is told."""
    alone = asked_though(turn.text)
    if alone is None or turn.refused or not names_it(turn.understand(alone)):
        return None
    found = turn.look_up(alone, city_spoken_of(turn))
    return found if found.reply.tells else None


def _complete(turn: Turn, found: Found) -> Reply:
    """The reply with what goes with every one: its topic, of which plan it is, what was asked and what was set aside."""
    asked = found.asked
    reply = without_pretence(asked, with_what_answers(found.seen, asked, found.reply))
    if reply.topic is None and reply.tells_nothing and not _names_a_thing(turn, asked):
        # 「令和6年度は？」 and 「去年は？」 speak of the same thing, though nothing is known of it.
        reply = replace(reply, topic=turn.topic)
    if asked.asked.plan and _may_be_of_other_plan(turn.knowledge, reply):
        reply = replace(reply, text=f"{_NO_NUMBER}\n{reply.text}")
    about = [turn.knowledge.by_key[key] for key in reply.topic.subjects] if reply.topic and reply.tells else []
    reply = taken_together(asked.asked, with_verdict(asked, reply, about), about)
    reply = with_year_said(asked.asked.text, reply, about)
    reply = with_name_lacking(found.seen, asked, defined(found.seen, asked, reply, about))
    reply = _with_thing(turn, asked, reply)
    slots = {"aspects": list(asked.asked.aspects), "words": [group.said for group in asked.things]}
    return replace(
        reply,
        text=fitted(reply.text),
        slots={**slots, **reply.slots},
        rejected=set_aside(turn.knowledge, asked, reply),
    )


def _names_a_thing(turn: Turn, asked: Question) -> bool:
    """Whether a thing is named by itself; a year that is counted from this one (去年) is none, nor is what the sheet that was
    spoken of has (「うちの学校はいつ？」)."""
    if asked.before and all(turn.knowledge.index.sheet_knows(asked.before[0], group) for group in asked.things):
        return False
    if asked.asked.relative:
        return any(map(turn.knowledge.index.names_something, asked.things))
    return asked.says_something


def _with_thing(turn: Turn, asked: Question, reply: Reply) -> Reply:
    """The reply that remembers of which thing the statement was asked: of that a follow-up asks how many took part."""
    topic, before = reply.topic, turn.topic
    if topic is None or not reply.tells:
        return reply
    thing = thing_told(turn.knowledge, asked, reply) or topic.thing
    if thing is None and before is not None and before.thing is not None and before.thing in plain(reply.text):
        thing = before.thing
    return replace(reply, topic=replace(topic, thing=thing))


def _declined(knowledge: Knowledge, kind: refusals.Kind) -> Reply:
    return refuse.declined(knowledge, kind.says, {"refusal": kind.name})


def _may_be_of_other_plan(knowledge: Knowledge, reply: Reply) -> bool:
    """Whether what is told stands in a paper that does not say of which plan it is."""
    told = reply.topic.subjects if reply.topic and reply.tells else ()
    return any(knowledge.by_key[key].plan == UNKNOWN_PLAN for key in told if key in knowledge.by_key)


def _help(knowledge: Knowledge, says: str, kind: str, topic: Topic | None) -> Reply:
    # Somebody who says thanks between two questions still speaks of the same thing.
    choices = refuse.examples(knowledge)
    lines = [says, *(f"・{one.says}" for one in choices)] if kind in {"help", "greeting", "empty"} else [says]
    return Reply("small_talk", "\n".join(lines), {"talk": kind}, choices=choices, topic=topic)


def _besides(knowledge: Knowledge, aside: Aside, topic: Topic | None) -> Reply | None:
    """The answer to what is asked after somebody has spoken of himself; None where that needs what was said before it.

    A year, a plan or another city named before the question limits it, and so may another town somebody lives in; how old he
    is, and where he is from, does not.
    """
    said, asked = understand(knowledge, aside.said, topic), understand(knowledge, aside.question, topic)
    before = said.asked
    if any(limits_of(replace(before, narrower=None))) or (before.narrower and not aside.of_person):
        return None
    index = knowledge.index
    things = said.things
    if any(group.place for group in things) and _LIVES.search(aside.said):
        return None  # 「天童市に住んでいます。移住件数は？」 may be asked of that town
    if any(index.names_something(group) for group in things):
        own = [group for group in asked.things if not index.is_common(group, knowledge.view.scope)]
        alone = own and (aside.of_person or (topic is None and _is_whole(asked)))
        if not names_it(asked) and not alone and computed(knowledge, asked.asked) is None:
            return None
    reply = answer(knowledge, aside.question, topic)
    return reply if reply.tells else None


def _is_whole(asked: Question) -> bool:
    """Whether a question by itself says what it asks, of a thing that it calls by its whole name (「市報は月に何回？」)."""
    best = next(iter(asked.hits), None)
    return bool(asked.asked.aspects) and best is not None and not best.missing and best.named >= _WHOLE_NAME
