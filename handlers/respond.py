"""What follows from an event: key words first, then a number that chooses, else a question to the documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import wording
from handlers.characters import looks_empty, on_one_line
from handlers.city import City, Door
from handlers.key_words import bare, is_wordy, key_word, number
from handlers.model import (
    Effect,
    Event,
    Facts,
    Followed,
    Greeted,
    JoinedGroup,
    Left,
    Message,
    Other,
    Pressed,
    Progress,
    Said,
    Sent,
    Turn,
    Unfollowed,
    Unsent,
)
from knowledge.reply import Choice, Reply, Topic
from knowledge.text import fold

# So long a follow-up ("理由は？") still means what was spoken of last, and a number what was offered last.
TOPIC_LASTS = timedelta(minutes=10)
MAX_QUESTION_CHARS = 300


def respond(event: Event, facts: Facts) -> Turn:
    """Decide what is said, remembered and done after ``event``.

    A late event (``facts.late``) may be answered, yet it changes nothing: something newer has been decided already.
    """
    effects = () if facts.late else _effects(event, reachable=facts.known and not facts.left)
    if isinstance(event, Unfollowed):
        return Turn(facts.progress if facts.late else Progress(), (), effects)
    if not _asks_for_an_answer(event):
        return Turn(facts.progress, (), effects)
    if facts.flooding:
        return Turn(facts.progress, (wording.SLOW_DOWN,) if facts.flooding == 1 else (), effects)
    if event.where == "group" or isinstance(event, JoinedGroup):
        return Turn(facts.progress, _in_group(event, facts), effects)
    turn = _in_talk(event, replace(facts, progress=_still_standing(event, facts)))
    return replace(turn, progress=facts.progress if facts.late else turn.progress, effects=effects)


def _effects(event: Event, *, reachable: bool) -> tuple[Effect, ...]:
    if event.where == "group":
        return ()
    match event:
        case Unfollowed():
            return (Left(),)
        case Followed():
            return (Greeted(),)
        case Said() | Pressed() | Sent() if (
            not reachable
        ):  # who never added us, or came back unnoticed, can still write
            return (Greeted(),)
    return ()


def _asks_for_an_answer(event: Event) -> bool:
    if not event.may_answer or isinstance(event, Unsent | Other):
        return False
    if event.where == "group":
        return isinstance(event, JoinedGroup) or (isinstance(event, Said) and event.mentions_us)
    # Turning a page of the rich menu comes as a button, but the telephone has turned it already.
    return not (isinstance(event, Pressed) and "newRichMenuAliasId" in event.params)


def _still_standing(event: Event, facts: Facts) -> Progress:
    """What the resident can refer to, judged by when they spoke and not by when we got round to it."""
    until = facts.progress.until
    fresh = until is not None and event.at <= until
    return facts.progress if fresh and not facts.late else Progress()


# --- a talk with one resident ------------------------------------------------------------------------------------


def _in_talk(event: Event, facts: Facts) -> Turn:
    match event:
        case Said():
            return _said(event.text, facts)
        case Followed():
            back = event.unblocked or facts.known
            hello = wording.welcome_back(facts.city) if back else wording.greeting(facts.city)
            return _with_menu(hello, facts)
        case Pressed():
            return _with_menu(wording.OLD_BUTTON, facts)
        case Sent():
            return Turn(facts.progress, (wording.sent(event.kind, facts.city),))
    return Turn(facts.progress)


def _said(text: str, facts: Facts) -> Turn:
    if slip := _no_question(text):
        return Turn(facts.progress, (slip,))
    choices = facts.progress.choices
    chosen = _chosen(text, choices)
    if chosen is None and number(text) is not None:
        none_such = wording.choose_again(choices) if choices else wording.NOTHING_TO_CHOOSE
        return Turn(facts.progress, (none_such,))
    meant = chosen.says if chosen else text
    return _key_word(meant, facts) or _question(meant, facts)


def _no_question(text: str) -> Message | None:
    """What is said to a text that cannot be a question; None when it can be one."""
    if looks_empty(text):
        return wording.UNREADABLE
    if not any(is_wordy(sign) for sign in text):
        # "？？" or "…" is taken for somebody who does not know how to begin, a picture for a greeting.
        has_a_picture = any(unicodedata.category(sign) == "So" for sign in text)
        return wording.ONLY_EMOJI if has_a_picture else wording.ONLY_SIGNS
    if len(on_one_line(text)) > MAX_QUESTION_CHARS:
        return wording.too_long(MAX_QUESTION_CHARS)
    return None


def _chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number or whose button's words were typed: LINE on a PC shows no buttons."""
    picked = number(text)
    if picked is not None and 1 <= picked <= len(choices):
        return choices[picked - 1]
    return next((choice for choice in choices if bare(choice.label) == bare(text)), None)


def _key_word(text: str, facts: Facts) -> Turn | None:
    """What follows from a key word; None when the text is none."""
    city = facts.city
    match key_word(text):
        case None:
            return None
        case "メニュー":
            return _with_menu(None, facts)
        case "質問の例":
            return Turn(_offering(wording.example_choices(city), facts), (wording.examples(city),))
        case "使い方":
            return Turn(facts.progress, (wording.how_to(city),))
        case "電話":
            return Turn(facts.progress, (wording.phone(city),))
        case "やめる":
            return Turn(Progress(), (wording.STOPPED,))
        case key:
            return Turn(facts.progress, (wording.not_yet(key, city),))


def _with_menu(first: Message | None, facts: Facts) -> Turn:
    messages = (wording.menu(facts.city),)
    progress = _offering(wording.menu_choices(facts.city), facts)
    return Turn(progress, messages if first is None else (first, *messages))


def _offering(choices: tuple[Choice, ...], facts: Facts) -> Progress:
    """Numbers now choose among ``choices``; what was spoken of stays what a follow-up refers to."""
    return Progress(facts.progress.topic, choices, facts.now + TOPIC_LASTS)


def _question(text: str, facts: Facts) -> Turn:
    reply = facts.ask(on_one_line(text), facts.progress.topic)
    progress = Progress(reply.topic, reply.choices, facts.now + TOPIC_LASTS)
    if reply.outcome == "small_talk" and reply.topic is None:
        # Somebody who says thanks between two questions still speaks of the same thing.
        progress = replace(progress, topic=facts.progress.topic)
    return Turn(progress, (_answer(text, reply, facts.city),))


def _answer(text: str, reply: Reply, city: City) -> Message:
    """The reply as a message; where the documents tell nothing, the door that leads on."""
    choices = wording.buttons(reply.choices)
    if reply.outcome not in {"unknown", "out_of_scope"}:
        return Message(reply.text, choices, reply.bars)
    if door := door_for(text, city.doors):
        return wording.door(door, city)
    return Message("\n".join(filter(None, (reply.text, wording.when_urgent(city)))), (*choices, wording.MENU))


def door_for(text: str, doors: Sequence[Door]) -> Door | None:
    """The door with the longest word found in a text, so that 粗大ごみ wins over ごみ; None where no word is.

    Katakana stays apart from hiragana: クマ is an animal, くま also stands in 行くまで.
    """
    folded = fold(text, kana=False, spaces=False)
    found = [
        (len(word), door) for door in doors for word in door.words if fold(word, kana=False, spaces=False) in folded
    ]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


# --- a group -----------------------------------------------------------------------------------------------------


def _in_group(event: Event, facts: Facts) -> tuple[Message, ...]:
    """One message without buttons or memory: several people talk at once, and whoever taps has not mentioned us."""
    if not isinstance(event, Said) or looks_empty(event.text) or key_word(event.text) in {"メニュー", "質問の例"}:
        return (wording.introduction_in_group(facts.city),)
    message = _said(event.text, replace(facts, progress=Progress(), ask=_asking_in_words(facts))).messages[-1]
    return (Message(message.text, (), message.bars),)


def _asking_in_words(facts: Facts) -> Callable[[str, Topic | None], Reply]:
    """``ask`` for a group, where a question back cannot be answered with a number."""

    def ask(question: str, topic: Topic | None) -> Reply:
        reply = facts.ask(question, topic)
        if reply.outcome != "asked_back":
            return reply
        return replace(reply, text=f"{reply.text}\n{wording.IN_GROUP_SAY_IT}")

    return ask
