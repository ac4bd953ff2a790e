"""An edition as it would be, asked the questions that guard what staff put right, before anybody is answered from it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.checks import Ask, Check, Failed, failing
from handlers.city import City
from handlers.parts import Parts, lexicon_for
from knowledge.answer import answer
from knowledge.language.words import Words
from knowledge.reply import Reply, Topic


def asking(parts: Parts, city: City, dictionary: Words) -> Ask:
    """How the bot would answer from these parts. Takes half a second for a hundred sheets, seconds for thousands."""
    lexicon = lexicon_for(city, dictionary)
    for one in parts.imported:
        if one.words is not None:
            lexicon.take(one.sheet, one.words)
    knowledge = parts.knowledge(city, lexicon)

    def ask(question: str, topic: Topic | None) -> Reply:
        return answer(knowledge, question, topic)

    return ask


def broken(
    checks: Sequence[Check],
    later: Parts,
    before: Parts,
    city: City,
    dictionary: Words,
    *,
    more: Sequence[Check] = (),
    ask: Ask | None = None,
) -> tuple[Failed, ...]:
    """Of ``checks`` those that hold from the parts ``before`` and would not from those ``later``; of ``more`` all that would
    not hold. ``ask`` is how the later parts answer where that is prepared already.

    One that holds no longer already, since a fact was withdrawn in the meantime, stands in nobody's way.
    """
    everything = tuple(dict.fromkeys([*checks, *more]))
    failed = _failing(everything, later, city, dictionary, ask)
    if not any(one.check in checks for one in failed):
        return failed
    already = {one.check for one in _failing(checks, before, city, dictionary)}
    return tuple(one for one in failed if one.check in more or one.check not in already)


def _failing(
    checks: Sequence[Check], parts: Parts, city: City, dictionary: Words, ask: Ask | None = None
) -> tuple[Failed, ...]:
    if not checks:
        return ()
    return tuple(failing(checks, ask or asking(parts, city, dictionary), (*city.doors, *parts.doors)))
