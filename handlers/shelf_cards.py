"""The cards of a shelf: what one sees on looking around in the plan, each with its ways on."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import cards, postbacks
from handlers.cards import Json
from handlers.characters import cut_to_graphemes, cut_to_units, on_one_line
from knowledge.browsing.cards import Card
from knowledge.browsing.places import Way

CONVERSATION = "look"

# A button of a card takes 40 signs; on a small phone it shows hardly more than these.
_LABEL_GRAPHEMES = 20
_SAYS_GRAPHEMES = 300
_LINE_UNITS = 80
# On white the buttons' letters stand 7.4 to 1.
_BUTTON_COLOUR = "#0B55A0"


def shelf(shown: Sequence[Card], max_alt_text_units: int) -> Json:
    """A Flex message with one bubble per card. Those that would break LINE's limits are left out, the last first; the text
    before lists them all."""
    bubbles = [_bubble(card) for card in shown[: cards.MAX_BUBBLES]]
    while len(bubbles) > 1 and cards.size_of(cards.carousel(bubbles)) > cards.MAX_CAROUSEL_BYTES:
        bubbles.pop()
    return {
        "type": "flex",
        "altText": cut_to_units("、".join(on_one_line(card.title) for card in shown) or "計画", max_alt_text_units),
        "contents": bubbles[0] if len(bubbles) == 1 else cards.carousel(bubbles),
    }


def _bubble(card: Card) -> Json:
    parts = cards.figure(card.bars) if card.bars else cards.title(card.title)
    lines = [
        part
        for place, said in enumerate(card.lines)
        for part in cards.line(said, _LINE_UNITS, size="sm", color=cards.PALE_INK, margin="sm" if place else "md")
    ]
    bubble = cards.bubble([*parts, *lines])
    if card.ways:
        buttons = [_button(way) for way in card.ways]
        bubble["footer"] = {"type": "box", "layout": "vertical", "spacing": "none", "contents": buttons}
    return bubble


def _button(way: Way) -> Json:
    return {
        "type": "button",
        "style": "link",
        "height": "sm",
        "color": _BUTTON_COLOUR,
        "scaling": True,
        "action": action(way, cut_to_graphemes(on_one_line(way.label), _LABEL_GRAPHEMES)),
    }


def action(way: Way, label: str) -> Json:
    """What a tap does: it leads to another shelf, or asks a question as if typed."""
    says = cut_to_graphemes(on_one_line(way.says), _SAYS_GRAPHEMES)
    if way.place is None:
        return {"type": "message", "label": label, "text": says}
    return {
        "type": "postback",
        "label": label,
        "data": postbacks.data(CONVERSATION, *way.place),
        "displayText": says,
    }
