"""「計画を見る」: plan, chapter, measure and what came of it, by taps, numbers or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import postbacks
from handlers.conversation import Conversation
from handlers.model import Button, Facts, Message, Progress, Turn
from handlers.shelf_cards import CONVERSATION
from knowledge.browsing import places
from knowledge.browsing.cards import Card, listed
from knowledge.browsing.places import Place, Way
from knowledge.browsing.shelves import Shelf
from knowledge.reply import Choice

_LASTS = timedelta(minutes=10)
_GONE = "そこには、今は何もありません。次からお選びください。"
_NOTHING_IN = "ご覧になれる計画の資料は、まだ入っていません。"


def begin(facts: Facts) -> Turn:
    """What stands before whoever wants to look around."""
    return at(places.PLANS, facts) or Turn(facts.progress, (Message(_NOTHING_IN),))


def typed(text: str, facts: Facts) -> Turn | None:
    """What follows when a place was named in words; None when the text is something else."""
    place = places.typed(text)
    if place is None:
        return None
    return at(place, facts) or _gone(facts)


def at(place: Place, facts: Facts) -> Turn | None:
    """The shelf at a place; None where there is none."""
    shelf = facts.look(place)
    return None if shelf is None else _standing_before(shelf, facts)


def _gone(facts: Facts) -> Turn:
    turn = begin(facts)
    return replace(turn, messages=(Message(_GONE), *turn.messages))


def _standing_before(shelf: Shelf, facts: Facts) -> Turn:
    choices = tuple(_choice(card) for card in shelf.cards if card.ways)
    text = "\n".join([shelf.text, *_numbered(shelf.cards), *([shelf.cited] if shelf.cited else [])])
    return Turn(_progress(choices, facts), (Message(text, tuple(map(_button, shelf.onwards)), cards=shelf.cards),))


def _progress(choices: tuple[Choice, ...], facts: Facts) -> Progress:
    """Numbers now choose a card. In the middle of another conversation they go on choosing there: what was told is kept."""
    standing = facts.progress.standing
    if standing is not None and standing.said:
        return facts.progress
    return Progress(facts.progress.topic, choices, facts.now + _LASTS)


def _choice(card: Card) -> Choice:
    way = card.ways[0]
    return Choice(listed(card), way.says if way.place is None else postbacks.data(CONVERSATION, *way.place))


def _button(way: Way) -> Button:
    return Button(way.label, way.says, postbacks.data(CONVERSATION, *way.place) if way.place else None)


def _numbered(cards: Sequence[Card]) -> list[str]:
    return [f"{number} {listed(card)}" for number, card in enumerate(cards, start=1)]


LOOKING = Conversation(name=CONVERSATION, key_words={"計画を見る": begin}, pressed=at)
