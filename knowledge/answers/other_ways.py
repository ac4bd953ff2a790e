"""What may tell an answer where the first look does not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from knowledge.answers.bare_word import of_bare_word
from knowledge.answers.close_by import told_or_close
from knowledge.answers.declining import counts_all_the_same
from knowledge.answers.limits import of_some_only
from knowledge.answers.looking_up import Found, look_up, looked_up, of_older_year
from knowledge.answers.nearest import all_said, nearest
from knowledge.answers.numbers_asked import prints_share
from knowledge.answers.of_a_year_held import with_year_held
from knowledge.answers.since_the_year_before import moved_between_years, moved_since_year_before
from knowledge.answers.turn import Turn
from knowledge.answers.written_there import written_there
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.going_on import is_gone_on
from knowledge.question.asides import without_asides
from knowledge.question.slots import Asked
from knowledge.reply import Reply, Topic
from knowledge.telling import refuse

# Nobody says more before he asks; a text of thousands of commas is no question.
_MOST_PARTS = 12
# A word of so many signs alone says what is spoken of.
_LONG_WORD = 4


def _of_sheets_before(turn: Turn, found: Found) -> Reply | None:
    """What the newest sheets leave untold may stand in older ones."""
    if found.reply.outcome != "unknown" or found.asked.asked.years:
        return None
    return of_older_year(turn.knowledge, found.asked)


def _beside_year_before(turn: Turn, found: Found) -> Reply | None:
    """Set beside the year before, a number is one of the newest sheets; and whether it grew is told by both years."""
    if turn.refused or found.reply.outcome != "unknown":
        return moved_between_years(turn, found.asked, found.reply)
    return moved_since_year_before(turn, found.asked)


def _of_question_alone(turn: Turn, found: Found) -> Reply | None:
    """What is said around a question may hide it."""
    if found.reply.outcome != "unknown":
        return None
    return _without_asides(turn.knowledge, found.asked, turn.text, turn.topic)


def _of_another_city(turn: Turn, found: Found) -> Reply | None:
    """Where other cities' documents are held, one of them may be meant; not where a figure is held back."""
    reply = found.reply
    if not reply.tells_nothing or found.asked.asked.city is not None:
        return None
    if reply.slots.get("refusal") == refuse.HELD_BACK_KIND:
        return None
    return _told_by_other_city(turn.knowledge, turn.question, turn.topic)


def _of_all_that_was_said(turn: Turn, found: Found) -> Reply | None:
    """One statement may have all that was said, though what it is asked for was not understood."""
    if turn.refused or found.reply.outcome not in {"unknown", "asked_back"} or found.asked.before:
        return None
    return all_said(found.seen, found.asked)


def _of_what_is_nearest(turn: Turn, found: Found) -> Reply | None:
    """What is nearest by far is meant; so for a number of a matter of the counter of which the documents speak."""
    if found.reply.outcome != "unknown":
        return None
    if turn.refused and not counts_all_the_same(turn.refused, found.asked, declined=turn.declined):
        return None
    return nearest(found.seen, found.asked)


def _of_printed_share(turn: Turn, found: Found) -> Reply | None:
    """A share asked for may stand in a row, unless a town, a year or a group is named beyond which nothing may be told."""
    if turn.refused or found.reply.outcome != "unknown" or limits(found.asked):
        return None
    return prints_share(found.seen, found.asked)


def _of_what_is_close(turn: Turn, found: Found) -> Reply | None:
    """The refusal shows what is close, or that is the answer."""
    if turn.refused or found.reply.outcome != "unknown" or is_gone_on(found.asked) or of_some_only(found.reply):
        return None
    return told_or_close(found.seen, found.asked, found.reply)


def _of_year_that_is_held(turn: Turn, found: Found) -> Reply | None:
    """The refusal of a year of which nothing is in shows the figure of the newest that is."""
    if turn.refused or found.reply.outcome != "unknown":
        return None
    return with_year_held(turn, found.asked, found.reply)


# In this order: each is asked only where those before it have left the question untold, but for the last, which takes back.
OTHER_WAYS: tuple[Callable[[Turn, Found], Reply | None], ...] = (
    _of_sheets_before,
    _beside_year_before,
    _of_question_alone,
    _of_another_city,
    _of_all_that_was_said,
    _of_what_is_nearest,
    _of_printed_share,
    written_there,
    _of_what_is_close,
    _of_year_that_is_held,
    of_bare_word,
)


def _without_asides(knowledge: Knowledge, whole: Question, text: str, topic: Topic | None) -> Reply | None:
    """The answer to the question itself, where something is said before or after it that no document knows.

    What limits the question counts wherever it stands: 「天童市に住んでいます。移住件数は？」.
    """
    places = {group.said for group in whole.groups if group.place}
    for alone in islice(without_asides(text), _MOST_PARTS):
        asked = understand(knowledge, alone, topic, whole.asked.city)
        if not names_it(asked) or not places <= {group.said for group in asked.groups}:
            continue
        if limits_of(whole.asked) != limits_of(asked.asked) or (whole.asked.unit and not asked.asked.aspects):
            continue  # 「…ができると聞きました。いつからですか」: what was heard asks for no date
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


def names_it(question: Question) -> bool:
    """Whether a part of a question names a thing by itself: one common word may speak of what was said before it."""
    things = question.things
    return len(things) > 1 or any(len(group.said) >= _LONG_WORD for group in things)


def limits(question: Question) -> bool:
    """Whether a town, a year or a group is named, beyond which nothing may be told."""
    asked = question.asked
    place = any(group.place for group in question.groups)
    return place or bool(asked.years or asked.relative or asked.narrower or asked.plan)


def limits_of(asked: Asked) -> tuple[object, ...]:
    """What a question limits itself to, for comparing: two parts of one message may not limit it differently."""
    return asked.years, asked.relative, asked.narrower, asked.plan, asked.codes, asked.chapters, asked.city
