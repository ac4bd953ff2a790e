"""A question with what the documents have for it: what all that may follow from it looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from handlers import voice_wording, wording
from handlers.characters import on_one_line, sendable
from handlers.city import Door
from handlers.doors import at_the_door, door_for
from handlers.flows import replying, voice
from handlers.masking import masked
from handlers.model import Answered, Asked, Facts, Progress, Said, Standing, Told
from knowledge.reply import STATES, Reply, Topic
from knowledge.telling.refuse import OF_THING

# So long a follow-up ("理由は？") still means what was spoken of last, and a number what was offered last.
TOPIC_LASTS = timedelta(minutes=10)
_SHORT = 20
_BARE = re.compile(r"(?:じゃあ?|では|あと)?[、,\s]*[^\s、。?？]{1,10}(?:は|って|の(?:ほう|方)は)[?？。]*")
# The parts of the key of a row or of a yearly sheet, of which the fourth is the department.
_WITH_DEPARTMENT = 4


@dataclass(frozen=True)
class LookedUp:
    """``at``: where the resident stood before the question; ``reply``: what the documents have for it."""

    event: Said
    facts: Facts
    at: Standing | None
    reply: Reply

    @property
    def text(self) -> str:
        return self.event.text

    @property
    def in_talk(self) -> bool:
        return self.event.where == "talk"

    @property
    def told(self) -> Told:
        """The text as words for the city."""
        return Told("text", sendable(self.text).strip(), self.event.message_id)

    @cached_property
    def tells_nothing(self) -> bool:
        """Whether it got nothing of the documents: a refusal, or a question back to who asked nothing."""
        return self.reply.tells_nothing or (self.asks_back_of_nothing and voice.states(self.text))

    @property
    def asks_back_of_nothing(self) -> bool:
        """Whether it is asked back of what something is to be told, with nothing of the documents in sight."""
        reply = self.reply
        return (
            not reply.slots.get("words")
            and reply.outcome == "asked_back"
            and not (reply.topic and reply.topic.subjects)
        )

    @cached_property
    def door(self) -> Door | None:
        """The door of the hall for what the documents do not tell; for what they lack a year of only, no counter knows that
        sooner."""
        lacks_a_year_only = {"limit", OF_THING} <= self.reply.slots.keys()
        return door_for(self.text, self.facts.city.doors) if self.tells_nothing and not lacks_a_year_only else None

    @property
    def complains(self) -> bool:
        return self.reply.slots.get("refusal") == "complaint" and voice.tells(self.text, self.door)

    @cached_property
    def may_answer_the_city(self) -> bool:
        """Whether a piece of small talk (「使ってます」, 「もう大丈夫です」) may be the answer to what the city asks: nothing
        else was spoken of or offered just now."""
        may_state = self.in_talk and self.reply.outcome == "small_talk" and STATES in self.reply.slots
        of_nothing_else = self.facts.progress.topic is None and (self.at is None or self.at.flow != voice.NAME)
        return may_state and of_nothing_else and not self.facts.late

    @cached_property
    def may_be_of_own(self) -> bool:
        """Whether what the documents do not know may answer what the city asked or said. A danger is told by itself."""
        if not self.in_talk or self.facts.late or voice.in_danger(self.text, self.facts):
            return False
        reply = self.reply
        # 「解決しました」 states how it is, whatever the documents have to tell of the word.
        states = voice.states(self.text) and len(self.text) <= _SHORT and not reply.slots.get("aspects")
        asks = reply.tells and not states
        of_it = reply.outcome != "small_talk" and not asks and replying.speaks_of_what_was_done(self.text)
        return of_it or (self.tells_nothing and voice.tells(self.text, self.door))

    @property
    def lacks_own_voices(self) -> bool:
        """Whether the resident's own voices decide what follows."""
        return self.may_answer_the_city or self.may_be_of_own

    @property
    def asked(self) -> Asked:
        return Asked(self.text, self.facts.progress.topic, self.event.message_id)

    @property
    def progress(self) -> Progress:
        """What can be referred to from now on."""
        return replace(
            self.facts.progress,
            topic=self.reply.topic,
            choices=self.reply.choices,
            until=self.facts.now + TOPIC_LASTS,
            answer=None,
            asked=self.asked,
        )

    def answered(self, *, instead: bool = False) -> Answered:
        """For the log; ``instead``: what a door or the way to the hall stands in for was not seen."""
        seen = replace(self.reply, sources=()) if self.door or instead else self.reply
        words = self.door.words[0] if self.door else None
        return Answered(masked(on_one_line(self.text), self.facts.city), seen, words, self.event.message_id)


def looked_up(event: Said, facts: Facts, at: Standing | None) -> LookedUp:
    """What the documents have for a text; for who tells of a danger or complains, and asks nothing, a refusal."""
    text = event.text
    reply = facts.ask(on_one_line(text), facts.progress.topic)
    if not _goes_on(text, reply, facts.progress.topic):
        reply = at_the_door(text, reply, facts.city.doors)
    asks_for_something = bool(reply.slots.get("aspects"))
    if not reply.tells_nothing and (not asks_for_something or voice.people_in_danger(text, facts)):
        if voice.in_danger(text, facts):
            # 「夫に殴られています」 asks for nothing: help comes before whatever the documents say of the word.
            help_first = voice_wording.danger(facts.city, may_send=False).text
            reply = Reply("out_of_scope", help_first, {"refusal": "danger"})
        elif event.where == "talk" and reply.outcome != "small_talk" and voice.is_no_question(text, facts):
            reply = Reply("out_of_scope", wording.SAID_NOT_ASKED, {"refusal": "complaint"})
    return LookedUp(event, facts, at, reply)


def _goes_on(text: str, reply: Reply, before: Topic | None) -> bool:
    """Whether a bare word after an answer asks more of the same department's sheets: 「鹿は？」 after boars."""
    if before is None or reply.topic is None or _BARE.fullmatch(text.strip()) is None:
        return False
    return not _departments(before).isdisjoint(_departments(reply.topic))


def _departments(topic: Topic) -> set[tuple[str, ...]]:
    """City, year and department of what is spoken of; a part of a plan has no department."""
    return {tuple(parts[1:4]) for key in topic.subjects if len(parts := key.split(":")) > _WITH_DEPARTMENT}
