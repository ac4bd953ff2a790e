"""From a question to a reply: looked up in the documents; else ask back, else say that the documents do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.answers.asking_back import chosen_by_number
from knowledge.answers.close_by import told_or_close, with_what_is_close
from knowledge.answers.declining import counts_all_the_same, declines, tells_all_the_same
from knowledge.answers.limits import of_some_only
from knowledge.answers.looking_up import Found, look_up, looked_up, of_older_year
from knowledge.answers.nearest import all_said, nearest
from knowledge.answers.unnamed import prints_share
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.another_thing import asked_beside, asked_of_another, set_beside
from knowledge.follow_ups.continued import (
    asks_another_count,
    is_of_what_was_before,
    said_of_thing_counted,
    said_of_what_was_before,
    said_shortly_of_it,
)
from knowledge.follow_ups.going_on import is_gone_on
from knowledge.follow_ups.same_thing import thing_told
from knowledge.follow_ups.two_at_once import both_told, two_at_once
from knowledge.language.text import UNKNOWN_PLAN, printed
from knowledge.language.wordbook import plain
from knowledge.lists.lists_over_all import computed
from knowledge.question import refusals
from knowledge.question.asides import Aside, spoken_of_self, without_asides
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.slots import Asked
from knowledge.reply import Reply, Topic
from knowledge.telling import refuse
from knowledge.telling.defining import defined
from knowledge.telling.excerpts import with_what_answers
from knowledge.telling.facets import tell_about
from knowledge.telling.fitting import fitted
from knowledge.telling.held_against import with_verdict
from knowledge.telling.reasons_of_money import without_pretence
from knowledge.telling.set_aside import set_aside
from knowledge.telling.taken_together import taken_together

_NO_NUMBER = "※第何次の計画のものかは、この資料の本文から読み取れません。"
# Nobody says more before he asks; a text of thousands of commas is no question.
_MOST_PARTS = 12
# A word of so many signs alone says what is spoken of.
_LONG_WORD = 4
_LIVES = re.compile(r"住ん|住まい|在住|暮ら|[市町村]民")

__all__ = ["Knowledge", "answer"]


@dataclass(frozen=True)
class _Turn:
    """A question in its conversation. ``text`` is folded; ``refused`` is the kind of refusal it is of, if any;
    ``declined``: it is refused unless the documents tell it all the same."""

    knowledge: Knowledge
    question: str
    text: str
    topic: Topic | None
    refused: refusals.Kind | None
    declined: bool

    def look_up(self, text: str, city: str | None = None) -> Found:
        """The question in other words; ``city``: whose documents are asked where it names none."""
        return look_up(self.knowledge, understand(self.knowledge, text, self.topic, city))


def answer(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    """Answer one message of a resident. ``topic`` is that of the last reply in the same conversation."""
    reply = _answered(knowledge, question, topic)
    if reply.outcome in {"out_of_scope", "small_talk"} or (two := two_at_once(plain(question))) is None:
        return reply
    first = _answered(knowledge, two.first, topic)
    return both_told(two, reply, first, _answered(knowledge, two.second, first.topic or topic))


def _answered(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    text = plain(question)
    if talk := _talked(knowledge, text, topic):
        return talk
    refused = refusals.refused(text, knowledge.refusals, knowledge.names_with_cues)
    declined = refused is not None and declines(knowledge, refused, text)
    turn = _Turn(knowledge, question, text, topic, refused, declined)
    for known in (_declined_at_once, _chosen, _told_besides):
        if reply := known(turn):
            return reply
    found = (
        _of_another_thing(turn)
        or _set_beside(turn)
        or turn.look_up(question, _city_spoken_of(knowledge, question, topic))
    )
    if refused and declined:
        found = _who_takes_applications(turn, refused, found) or found
        if not tells_all_the_same(knowledge, found.asked, found.reply, refused.found.search(text)):
            return with_what_is_close(found.seen, found.asked, _declined(knowledge, refused), matter=refused.found)
    found = _of_what_was_before(turn, found) or found
    for way in _OTHER_WAYS:
        found = replace(found, reply=way(turn, found) or found.reply)
    if refused and not refused.of_desk and found.reply.outcome in {"unknown", "asked_back"}:
        return with_what_is_close(found.seen, found.asked, _declined(knowledge, refused))
    return _complete(turn, found)


# --- without a look at the documents ---------------------------------------------------------------------------------


def _talked(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """What is said to a greeting, or to nothing at all."""
    if refusals.says_nothing(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "empty", topic)
    if talk := refusals.talked(text, knowledge.small_talk, at_first=topic is None):
        return _help(knowledge, refuse.filled(knowledge, talk.says), talk.name, topic)
    return None


def _declined_at_once(turn: _Turn) -> Reply | None:
    """The refusal of what no document can tell; a matter of the counter is looked up first."""
    kind = turn.refused
    if kind is None or not turn.declined or kind.of_counter:
        return None
    declined = _declined(turn.knowledge, kind)
    if not kind.shows_close:
        return declined
    asked = understand(turn.knowledge, turn.question, turn.topic)
    seen = turn.knowledge.of_city(asked.asked.city).seen_as(asked.view)
    return with_what_is_close(seen, asked, declined, matter=kind.found)


def _chosen(turn: _Turn) -> Reply | None:
    """The one of several things asked back whose number was typed."""
    return chosen_by_number(turn.knowledge, turn.text, turn.topic)


def _told_besides(turn: _Turn) -> Reply | None:
    """The answer to what is asked after somebody has spoken of himself."""
    if turn.refused or not (aside := spoken_of_self(turn.text)):
        return None
    return _besides(turn.knowledge, aside, turn.topic)


# --- what was asked before, of another thing --------------------------------------------------------------------------


def _of_another_thing(turn: _Turn) -> Found | None:
    """What was asked of one thing, asked of another whose bare name is said (「クアオルトは？」); None where none is told."""
    whole = asked_of_another(turn.knowledge, turn.text, turn.topic)
    if turn.refused or turn.topic is None or whole is None:
        return None
    if is_gone_on(understand(turn.knowledge, turn.question, turn.topic)):
        return None
    wanted, city = turn.topic.aspect or "", _city_spoken_of(turn.knowledge, turn.question, turn.topic)
    bare = turn.look_up(turn.question, city)
    if wanted in FIGURES and bare.reply.outcome != "asked_back":
        return bare
    named = turn.knowledge.by_key.get(bare.reply.topic.subjects[0]) if bare.reply.tells and bare.reply.topic else None
    if named is not None and wanted == "reason" and named.is_figure:
        # A row that is not explained is not explained by what is said elsewhere.
        told = tell_about(bare.seen, bare.asked, [named], (wanted,))
        return replace(bare, reply=told) if told is not None and told.tells else None
    found = turn.look_up(whole, city)
    return None if bare.reply.tells and not found.reply.tells else found


def _set_beside(turn: _Turn) -> Found | None:
    """What was asked of one thing, told of that and of another (「NPOと比べると」)."""
    whole = asked_beside(turn.knowledge, printed(turn.question), turn.topic)
    if turn.refused or turn.topic is None or whole is None:
        return None
    found = turn.look_up(whole, _city_spoken_of(turn.knowledge, turn.question, turn.topic))
    return replace(found, reply=set_beside(turn.knowledge, turn.topic, whole, found.reply))


# --- what may tell it where the first look does not -------------------------------------------------------------------


def _who_takes_applications(turn: _Turn, kind: refusals.Kind, found: Found) -> Found | None:
    """「協力隊に応募したいんだけど、どの課？」 asks for the department of what is applied for."""
    if not found.asked.asked.asks("department") or found.reply.outcome != "unknown":
        return None
    return turn.look_up(kind.found.sub(" ", turn.text))


def _of_what_was_before(turn: _Turn, found: Found) -> Found | None:
    """The follow-up asked with the name of what was spoken of."""
    if of_row := _of_thing_counted(turn, found):
        return of_row
    if found.reply.outcome != "unknown":
        return None
    if whole := said_of_what_was_before(turn.knowledge, found.asked, turn.topic):
        again = turn.look_up(whole, found.asked.asked.city)
        return again if again.reply.tells else None
    if turn.refused or (whole := said_shortly_of_it(turn.knowledge, found.asked)) is None:
        return None
    again = turn.look_up(whole, found.asked.asked.city)
    of_it = again.reply.outcome == "answered" and is_of_what_was_before(turn.knowledge, found.asked, again.reply.topic)
    return again if of_it else None


def _of_thing_counted(turn: _Turn, found: Found) -> Found | None:
    """Another number of the thing that was counted, or its price; what was told before is no answer to that."""
    asked, topic = found.asked, found.reply.topic if found.reply.tells else None
    same = topic is not None and topic.subjects[0] in {one.key for one in asked.before} and asks_another_count(asked)
    whole_budget = topic is not None and topic.aspect in MONEY
    if turn.refused or not (same or whole_budget or found.reply.outcome in {"unknown", "asked_back"}):
        return None
    if whole := said_of_thing_counted(turn.knowledge, asked):
        again = turn.look_up(whole, asked.asked.city)
        told = again.reply.topic if again.reply.outcome == "answered" else None
        if told is not None and told.aspect not in MONEY and is_of_what_was_before(turn.knowledge, asked, told):
            return again
    return replace(found, reply=refuse.unknown(turn.knowledge, "その数字")) if same else None


def _of_sheets_before(turn: _Turn, found: Found) -> Reply | None:
    """What the newest sheets leave untold may stand in older ones."""
    if found.reply.outcome != "unknown" or found.asked.asked.years:
        return None
    return of_older_year(turn.knowledge, found.asked)


def _of_question_alone(turn: _Turn, found: Found) -> Reply | None:
    """What is said around a question may hide it."""
    if found.reply.outcome != "unknown":
        return None
    return _without_asides(turn.knowledge, found.asked, turn.text, turn.topic)


def _of_another_city(turn: _Turn, found: Found) -> Reply | None:
    """Where other cities' documents are held, one of them may be meant; not where a figure is held back."""
    reply = found.reply
    if not reply.tells_nothing or found.asked.asked.city is not None:
        return None
    if reply.slots.get("refusal") == refuse.HELD_BACK_KIND:
        return None
    return _told_by_other_city(turn.knowledge, turn.question, turn.topic)


def _of_all_that_was_said(turn: _Turn, found: Found) -> Reply | None:
    """One statement may have all that was said, though what it is asked for was not understood."""
    if turn.refused or found.reply.outcome not in {"unknown", "asked_back"} or found.asked.before:
        return None
    return all_said(found.seen, found.asked)


def _of_what_is_nearest(turn: _Turn, found: Found) -> Reply | None:
    """What is nearest by far is meant; so for a number of a matter of the counter of which the documents speak."""
    if found.reply.outcome != "unknown":
        return None
    if turn.refused and not counts_all_the_same(turn.refused, found.asked, declined=turn.declined):
        return None
    return nearest(found.seen, found.asked)


def _of_printed_share(turn: _Turn, found: Found) -> Reply | None:
    """A share asked for may stand in a row, unless a town, a year or a group is named beyond which nothing may be told."""
    if turn.refused or found.reply.outcome != "unknown" or _limited(found.asked):
        return None
    return prints_share(found.seen, found.asked)


def _of_what_is_close(turn: _Turn, found: Found) -> Reply | None:
    """Last, the refusal shows what is close, or that is the answer."""
    if turn.refused or found.reply.outcome != "unknown" or is_gone_on(found.asked) or of_some_only(found.reply):
        return None
    return told_or_close(found.seen, found.asked, found.reply)


_OTHER_WAYS: tuple[Callable[[_Turn, Found], Reply | None], ...] = (
    _of_sheets_before,
    _of_question_alone,
    _of_another_city,
    _of_all_that_was_said,
    _of_what_is_nearest,
    _of_printed_share,
    _of_what_is_close,
)
"""In this order: each is asked only where those before it have left the question untold."""


# --- the reply as it is sent -----------------------------------------------------------------------------------------


def _complete(turn: _Turn, found: Found) -> Reply:
    """The reply with what goes with every one: its topic, of which plan it is, what was asked and what was set aside."""
    asked = found.asked
    reply = without_pretence(asked, with_what_answers(found.seen, asked, found.reply))
    if reply.topic is None and reply.tells_nothing and not asked.says_something:
        reply = replace(
            reply, topic=turn.topic
        )  # 「令和6年度は？」 speaks of the same thing, though nothing is known of it
    if asked.asked.plan and _may_be_of_other_plan(turn.knowledge, reply):
        reply = replace(reply, text=f"{_NO_NUMBER}\n{reply.text}")
    about = [turn.knowledge.by_key[key] for key in reply.topic.subjects] if reply.topic and reply.tells else []
    reply = taken_together(asked.asked, with_verdict(asked, reply, about), about)
    reply = defined(found.seen, asked, reply, about)
    reply = _with_thing(turn, asked, reply)
    slots = {"aspects": list(asked.asked.aspects), "words": [group.said for group in asked.things]}
    return replace(
        reply,
        text=fitted(reply.text),
        slots={**slots, **reply.slots},
        rejected=set_aside(turn.knowledge, asked, reply),
    )


def _with_thing(turn: _Turn, asked: Question, reply: Reply) -> Reply:
    """The reply that remembers of which thing the statement was asked: of that a follow-up asks how many took part."""
    topic, before = reply.topic, turn.topic
    if topic is None or not reply.tells:
        return reply
    thing = thing_told(turn.knowledge, asked, reply)
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


def _city_spoken_of(knowledge: Knowledge, question: str, topic: Topic | None) -> str | None:
    """Another city whose documents were spoken of last, where a question says nothing of its own but a number."""
    cities = {knowledge.by_key[key].city for key in topic.subjects if key in knowledge.by_key} if topic else set()
    if len(cities) != 1 or not cities <= set(knowledge.scopes.other_cities):
        return None
    asked = understand(knowledge, question, topic)
    return cities.pop() if asked.asked.city is None and not asked.says_something else None


def _besides(knowledge: Knowledge, aside: Aside, topic: Topic | None) -> Reply | None:
    """The answer to what is asked after somebody has spoken of himself; None where that needs what was said before it.

    A year, a plan or another city named before the question limits it, and so may another town somebody lives in; how old he
    is, and where he is from, does not.
    """
    said, asked = understand(knowledge, aside.said, topic), understand(knowledge, aside.question, topic)
    before = said.asked
    if any(_limits(replace(before, narrower=None))) or (before.narrower and not aside.of_person):
        return None
    index = knowledge.index
    things = said.things
    if any(group.place for group in things) and _LIVES.search(aside.said):
        return None  # 「天童市に住んでいます。移住件数は？」 may be asked of that town
    if any(index.names_something(group) for group in things):
        own = [group for group in asked.things if not index.is_common(group, knowledge.view.scope)]
        if not _names_it(asked) and not (own and aside.of_person) and computed(knowledge, asked.asked) is None:
            return None
    reply = answer(knowledge, aside.question, topic)
    return reply if reply.tells else None


def _without_asides(knowledge: Knowledge, whole: Question, text: str, topic: Topic | None) -> Reply | None:
    """The answer to the question itself, where something is said before or after it that no document knows.

    What limits the question counts wherever it stands: 「天童市に住んでいます。移住件数は？」.
    """
    places = {group.said for group in whole.groups if group.place}
    for alone in islice(without_asides(text), _MOST_PARTS):
        asked = understand(knowledge, alone, topic, whole.asked.city)
        if not _names_it(asked) or not places <= {group.said for group in asked.groups}:
            continue
        if _limits(whole.asked) != _limits(asked.asked):
            continue
        reply = look_up(knowledge, asked).reply
        if reply.tells:
            return reply
    return None


def _told_by_other_city(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply | None:
    """The answer from another city's documents, where some are held and one's own tell nothing; its name is said."""
    for city in knowledge.scopes.other_cities:
        theirs = knowledge.of_city(city)
        asked = understand(theirs, question, topic, city)
        reply = looked_up(theirs.seen_as(asked.view), asked)
        if reply.outcome == "unknown" and not asked.asked.years:
            reply = of_older_year(theirs, asked) or reply
        if reply.tells:
            return reply
    return None


def _names_it(question: Question) -> bool:
    """Whether a part of a question names a thing by itself: one common word may speak of what was said before it."""
    things = question.things
    return len(things) > 1 or any(len(group.said) >= _LONG_WORD for group in things)


def _limited(question: Question) -> bool:
    """Whether a town, a year or a group is named, beyond which nothing may be told."""
    asked = question.asked
    place = any(group.place for group in question.groups)
    return place or bool(asked.years or asked.relative or asked.narrower or asked.plan)


def _limits(asked: Asked) -> tuple[object, ...]:
    return asked.years, asked.relative, asked.narrower, asked.plan, asked.codes, asked.chapters, asked.city
